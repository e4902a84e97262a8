"""Short movements, and none where the system asks for that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QWidget

LONGEST_MS = 150


def animation_ms(widget: QWidget, wanted: int = LONGEST_MS) -> int:
    """How long a movement may take: ``wanted``, and 0 where the user has switched movements off."""
    moves = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
    return min(wanted, LONGEST_MS) if moves and QApplication.isEffectEnabled(Qt.UIEffect.UI_General) else 0
