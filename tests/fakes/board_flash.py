"""What a virtual board keeps without power: its files and NVS."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

_NOT_FOR_THE_BOARD = shutil.ignore_patterns("*.md", "*.pyi", "*.ini", "*.toml", "__pycache__", "typings", ".*")

Value = list[Any]
"""Kind ("i32" or "blob") and value (a number, or hex digits)."""


def copy_files(source: Path, target: Path) -> None:
    """Copy what belongs on the board; what is there already is replaced."""
    shutil.copytree(source, target, ignore=_NOT_FOR_THE_BOARD, dirs_exist_ok=True)


class Nvs:
    """The NVS partition. What is not committed is gone when the power is.

    Args:
        path: the file that holds what is committed.
        immediate: every write is safe at once, as in today's ESP-IDF, whose commit does nothing.
    """

    def __init__(self, path: Path, *, immediate: bool = False) -> None:
        self._path = path
        self.immediate = immediate
        self._values: dict[str, Value] = {}
        self.power_lost()

    def power_lost(self) -> None:
        """Forget what was not committed."""
        self._values = json.loads(self._path.read_text()) if self._path.exists() else {}

    def get(self, space: str, key: str) -> Value | None:
        """A value, or None."""
        return self._values.get(f"{space}/{key}")

    def set(self, space: str, key: str, value: Value, limit: int) -> bool:
        """Write a value. False where the partition would be fuller than ``limit`` bytes."""
        after = {**self._values, f"{space}/{key}": value}
        if sum(32 + (len(v[1]) // 2 if v[0] == "blob" else 0) for v in after.values()) > limit:
            return False
        self._values = after
        if self.immediate:
            self.commit()
        return True

    def erase(self, space: str, key: str) -> bool:
        """Remove a value. False where there is none."""
        found = self._values.pop(f"{space}/{key}", None) is not None
        if found and self.immediate:
            self.commit()
        return found

    def commit(self) -> None:
        """Make everything safe, at one stroke."""
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(self._values))
        new.replace(self._path)

    def erase_all(self) -> None:
        """As a factory-new board."""
        self._values = {}
        self.commit()
