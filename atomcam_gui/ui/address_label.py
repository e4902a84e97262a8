"""The addresses that a camera can use, in the status bar, with a copy button."""

from __future__ import annotations

import functools

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from atomcam_gui.ui import icons

_THANKS_MS = 2000


class AddressLabel(QWidget):
    """The best address, a button that copies it, and a menu with the others where there are any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 0, 2)
        layout.setSpacing(4)
        self._label = QLabel(self)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # It may be narrower than its text for the moment in which it gets a shorter one.
        self._label.setMinimumWidth(1)
        self._copy = QToolButton(self)
        self._copy.setIcon(icons.icon("copy"))
        self._copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._copy.clicked.connect(lambda: self._copy_url(self._urls[0]))
        self._others = QToolButton(self)
        self._others.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._others)
        self._others.setMenu(self._menu)
        layout.addWidget(self._label)
        layout.addWidget(self._copy)
        layout.addWidget(self._others)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_copy)
        self._urls: tuple[str, ...] = ()
        self._show_copy()
        self.set_urls(())

    def set_urls(self, urls: tuple[str, ...]) -> None:
        """Show these addresses, best first; none where nothing listens."""
        self._urls = urls
        self._copy.setVisible(bool(urls))
        self._others.setVisible(len(urls) > 1)
        if not urls:
            self._label.setText(self.tr("Cameras cannot connect at the moment"))
            return
        self._label.setToolTip(self.tr("Give this address to a camera in the same network"))
        self._others.setText(self.tr("%n more", "", len(urls) - 1))
        self._others.setToolTip(self.tr("Other addresses of this computer; choose one to copy it"))
        self._others.setAccessibleName(self._others.toolTip())
        self._menu.clear()
        for url in urls[1:]:
            self._menu.addAction(url, functools.partial(self._copy_url, url))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The address alone where there is no room for words before it."""
        if not self._urls:
            return
        whole = self.tr("Cameras connect to %1").replace("%1", self._urls[0])
        advance = self._label.fontMetrics().horizontalAdvance
        needed = self.sizeHint().width() - advance(self._label.text()) + advance(whole)
        self._label.setText(whole if needed <= self.width() else self._urls[0])

    @property
    def text(self) -> str:
        """What the label says."""
        return self._label.text()

    def _copy_url(self, url: str) -> None:
        QGuiApplication.clipboard().setText(url)
        self._copy.setText(self.tr("Copied"))
        self._timer.start(_THANKS_MS)

    def _show_copy(self) -> None:
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the address to the clipboard"))
        self._copy.setAccessibleName(self._copy.toolTip())
