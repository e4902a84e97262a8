"""An address to hand on, with a button that copies it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from atomcam_gui.ui.wizard.copy_line import CopyLine


class LinkLine(CopyLine):
    """A ``CopyLine`` for an address.

    Args:
        name: what a screen reader calls it.
        tip: what to do with it.
    """

    def __init__(self, name: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        for line in self.findChildren(QLineEdit):
            line.setAccessibleName(name)
            line.setToolTip(tip)
        self.copy.setToolTip(self.tr("Copy the address to the clipboard"))
