"""Letting others watch: in a browser, and by way of a server."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTabWidget, QVBoxLayout, QWidget

from atomcam_gui.sharing.share_book import ShareLink
from atomcam_gui.ui.sharing.browser_page import BrowserPage
from atomcam_gui.ui.sharing.server_page import ServerPage

_SIZE = QSize(760, 640)
_REFRESH_MS = 1000


class ShareDialog(QDialog):
    """Not modal. While it is seen, ``refresh_wanted`` comes once a second.

    Args:
        url: a link's address with this computer's address in it.
        name_of: a camera's name by its id.
    """

    refresh_wanted = Signal()

    def __init__(
        self, url: Callable[[ShareLink, str], str], name_of: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Share"))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        self.pages = QTabWidget(self)
        self.pages.setAccessibleName(self.tr("Ways to share"))
        self.browser = BrowserPage(url, name_of, self.pages)
        self.server = ServerPage(name_of, self.pages)
        self.pages.addTab(self.browser, self.tr("In a &browser"))
        self.pages.addTab(self.server, self.tr("To a &server"))
        column.addWidget(self.pages, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        # Enter in a field is for what stands there.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        column.addWidget(buttons)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh_wanted)
        self.resize(_SIZE)

    def showEvent(self, event: QShowEvent) -> None:
        screen = self.screen().availableSize()
        self.resize(self.size().boundedTo(QSize(screen.width() - 40, screen.height() - 80)))
        self.refresh_wanted.emit()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
