"""One link to hand on: QR code, address, copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from atomcam_gui.sharing.share_book import ShareLink
from atomcam_gui.ui.sharing import share_texts
from atomcam_gui.ui.sharing.link_line import LinkLine
from atomcam_gui.ui.sharing.qr_code import QrCode


class LinkPanel(QWidget):
    """Shows the chosen link, as long as it opens anything.

    Args:
        url: a link's address with this computer's address in it.
    """

    def __init__(self, url: Callable[[ShareLink, str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._url = url
        self._link: ShareLink | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.code = QrCode(self)
        column.addWidget(self.code, 1)
        self._hint = QLabel(self)
        self._hint.setProperty("muted", "true")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._hint)
        self.address = QComboBox(self)
        self.address.setToolTip(self.tr("Which of this computer's addresses is in the link"))
        self.address.setAccessibleName(self.address.toolTip())
        self.address.activated.connect(self._draw)
        column.addWidget(self.address)
        self.line = LinkLine(
            self.tr("Link"), self.tr("Whoever opens this in a browser can watch, until the link is revoked"), self
        )
        column.addWidget(self.line)

    @property
    def host(self) -> str:
        """This computer's address as it is chosen; empty where it has none."""
        return str(self.address.currentData() or "")

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Offer these, best first. What was chosen stays so where it is still there."""
        chosen = self.host
        if tuple(self.address.itemData(n) for n in range(self.address.count())) != addresses:
            with QSignalBlocker(self.address):
                self.address.clear()
                for address in addresses:
                    self.address.addItem(self.tr("This computer's address %1").replace("%1", address), address)
                self.address.setCurrentIndex(max(0, self.address.findData(chosen)))
            self._draw()

    def show_link(self, link: ShareLink | None, *, is_on: bool) -> None:
        """Show another link, or what is missing."""
        self._link = link if is_on else None
        if not is_on:
            self._hint.setText(self.tr("The links open nothing while this is switched off."))
        elif link is None:
            self._hint.setText(self.tr("Choose a link, or make a new one."))
        else:
            self._hint.setText(self.tr("A phone's camera opens this link for %1.").replace("%1", _name(link)))
        self._draw()

    def _draw(self) -> None:
        link = self._link
        text = self._url(link, self.host) if link is not None and self.host else ""
        description = self.tr("QR code of the link for %1").replace("%1", _name(link)) if link is not None else ""
        self.code.show_text(text, description)
        self.code.setVisible(bool(text))
        self.line.set_text(text)
        self.address.setVisible(bool(text) and self.address.count() > 1)


def _name(link: ShareLink) -> str:
    return share_texts.link_name(link.name)
