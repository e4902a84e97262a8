"""Tells at any time that others can watch, and how many do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from atomcam_gui.ui import icons


class SharingBadge(QToolButton):
    """Small; hidden while nothing leaves this computer. Clicked, it wants the dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_numbers(self, *, is_shared: bool, watching: int, live: int, waiting: int) -> None:
        """Say how things stand.

        Args:
            watching: viewers at the moment.
            live: cameras that are being passed on to servers.
            waiting: those whose server does not take them at the moment.
        """
        words = []
        if is_shared:
            words.append(self.tr("%n watching", "", watching))
        if live:
            words.append(self.tr("%n passed on", "", live))
        if waiting:
            words.append(self.tr("%n waiting for a server", "", waiting))
        text = " · ".join(words)
        if text != self.text():
            self.setText(text)
            self.setIcon(icons.icon("warning" if waiting else "share"))
            self.setToolTip(self._explanation(is_shared, bool(live or waiting)))
            self.setAccessibleName(f"{self.tr('Sharing')}: {text}")
        self.setVisible(bool(words))

    def _explanation(self, is_shared: bool, is_passed_on: bool) -> str:
        if is_shared and is_passed_on:
            return self.tr("Others can watch, and cameras are passed on to servers. Click for more.")
        if is_shared:
            return self.tr("Others can watch your cameras. Click to see who, or to switch it off.")
        return self.tr("Cameras are passed on to servers. Click for more.")
