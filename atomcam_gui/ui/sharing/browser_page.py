"""Letting others watch in a browser: the switch, the links, who watches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from atomcam_gui.server.live_viewer import ViewerInfo
from atomcam_gui.sharing.share_book import ShareLink
from atomcam_gui.ui.sharing.link_panel import LinkPanel
from atomcam_gui.ui.sharing.links_list import LinksList
from atomcam_gui.ui.sharing.programs_fold import ProgramsFold
from atomcam_gui.ui.sharing.switch import Switch
from atomcam_gui.ui.sharing.viewers_table import ViewersTable


class BrowserPage(QScrollArea):
    """Draws what it is told, and says what the user wants.

    Args:
        url: a link's address with this computer's address in it.
        name_of: a camera's name by its id.
    """

    switched = Signal(bool)

    def __init__(
        self, url: Callable[[ShareLink, str], str], name_of: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._links: tuple[ShareLink, ...] = ()
        self._is_on = False
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(self._make_switch(content))
        self._middle = QWidget(content)
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(16)
        self.links = LinksList(self._middle)
        self.panel = LinkPanel(url, self._middle)
        self.links.chosen.connect(self._show_chosen)
        middle.addWidget(self.links, 1)
        middle.addWidget(self.panel, 1)
        column.addWidget(self._middle, 1)
        self._watching = QLabel(content)
        self._watching.setProperty("strong", "true")
        column.addWidget(self._watching)
        self.viewers = ViewersTable(name_of, content)
        column.addWidget(self.viewers)
        self.programs = ProgramsFold(lambda: self.panel.line.text, content)
        self.panel.address.activated.connect(self.programs.refresh)
        column.addWidget(self.programs)
        column.addStretch(0)
        self.setWidget(content)

    def _make_switch(self, content: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.switch = Switch(self.tr("Let others watch"), content)
        self.switch.toggled.connect(self.switched)
        row.addWidget(self.switch)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = QLabel(self.tr("Let others watch"), content)
        self._title.setProperty("strong", "true")
        self._meaning = QLabel(content)
        self._meaning.setWordWrap(True)
        self._meaning.setProperty("muted", "true")
        words.addWidget(self._title)
        words.addWidget(self._meaning)
        row.addLayout(words, 1)
        return row

    def show_state(
        self, *, is_on: bool, links: tuple[ShareLink, ...], viewers: Sequence[ViewerInfo], addresses: tuple[str, ...]
    ) -> None:
        """Show how things stand.

        Args:
            addresses: of this computer, best first; empty while nothing can connect to it.
        """
        self._links, self._is_on = links, is_on
        with QSignalBlocker(self.switch):
            self.switch.setChecked(is_on)
        self.switch.setAccessibleDescription(self._meaning_of(is_on, bool(addresses)))
        self._meaning.setText(self._meaning_of(is_on, bool(addresses)))
        self.panel.set_addresses(addresses)
        self.links.show_links(links, Counter(viewer.link_id for viewer in viewers))
        self._watching.setText(
            self.tr("%n watching now", "", len(viewers)) if viewers else self.tr("Nobody is watching now")
        )
        self._watching.setVisible(is_on)
        # Nothing to choose from, and nothing that works: only the switch and what it means.
        self._middle.setVisible(is_on or bool(links))
        self.viewers.setVisible(bool(viewers))
        self.viewers.show_viewers(viewers)

    def _meaning_of(self, is_on: bool, is_reachable: bool) -> str:
        if not is_on:
            return self.tr(
                "Switched off: nobody else can see your cameras. Switched on, anyone in your network who has one of "
                "the links can watch every camera that you allowed."
            )
        if not is_reachable:
            return self.tr(
                "Switched on, but nobody can connect to this computer at the moment. The bar above says why."
            )
        return self.tr(
            "Anyone in your network who has one of these links can watch every camera that you allowed. "
            "Give each person a link of their own: then you can revoke it again."
        )

    def set_cameras(self, cameras: Sequence[tuple[str, str]]) -> None:
        """The cameras that can be watched, as (id, name)."""
        self.programs.set_cameras(cameras)

    def _show_chosen(self) -> None:
        chosen = self.links.chosen_id
        link = next((link for link in self._links if link.id == chosen), None)
        self.panel.show_link(link, is_on=self._is_on)
        self.programs.refresh()
        self.programs.setVisible(self._is_on)
