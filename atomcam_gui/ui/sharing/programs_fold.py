"""The address for programs that show a stream: OBS, VLC, Home Assistant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from atomcam_gui.ui.sharing.link_line import LinkLine
from atomcam_gui.ui.wizard.fold import Fold


class ProgramsFold(Fold):
    """Folded away: few need it.

    Args:
        page_url: the address of the chosen link's page; empty where there is none.
    """

    def __init__(self, page_url: Callable[[], str], parent: QWidget) -> None:
        super().__init__("", "", parent)
        self._page_url = page_url
        self.button.setText(self.tr("For OBS, VLC and Home Assistant"))
        self.button.setToolTip(self.tr("An address for programs that show or record a stream"))
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        hint = QLabel(
            self.tr(
                "Give this address to VLC (Open network stream), to OBS (Media source, “Local file” unticked) or to "
                "Home Assistant (MJPEG IP Camera). It holds the link's secret: whoever has it can watch."
            ),
            self.content,
        )
        hint.setWordWrap(True)
        hint.setProperty("muted", "true")
        column.addWidget(hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.camera = QComboBox(self.content)
        self.camera.setToolTip(self.tr("Which camera the program shows"))
        self.camera.setAccessibleName(self.camera.toolTip())
        self.camera.activated.connect(self.refresh)
        self.line = LinkLine(
            self.tr("Stream's address"), self.tr("For programs that show or record a stream"), self.content
        )
        row.addWidget(self.camera)
        row.addWidget(self.line, 1)
        column.addLayout(row)

    def set_cameras(self, cameras: Sequence[tuple[str, str]]) -> None:
        """Offer these, as (id, name)."""
        wanted = [("", self.tr("The first camera")), *cameras]
        shown = [(self.camera.itemData(n), self.camera.itemText(n)) for n in range(self.camera.count())]
        if shown != wanted:
            chosen = self.camera.currentData()
            with QSignalBlocker(self.camera):
                self.camera.clear()
                for camera_id, name in wanted:
                    self.camera.addItem(name, camera_id)
                self.camera.setCurrentIndex(max(0, self.camera.findData(chosen)))

    def refresh(self) -> None:
        """Show the address of this moment."""
        url = self._page_url()
        place, _, query = url.partition("/?")
        chosen = str(self.camera.currentData() or "")
        camera = f"camera={quote(chosen, safe='')}&" if chosen else ""
        self.line.set_text(f"{place}/stream.mjpg?{camera}{query}" if url else "")
        self.setEnabled(bool(url))
