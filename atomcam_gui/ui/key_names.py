"""Keys as the system and the user's language write them: Ctrl+S, Strg+S, ⌘S."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence


def key_name(keys: QKeySequence) -> str:
    """The keys' name; empty where there are none."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(tip: str, keys: QKeySequence | str) -> str:
    """A tooltip that ends in the keys that do the same."""
    name = key_name(QKeySequence(keys))
    return f"{tip} ({name})" if name else tip
