"""Who watches at the moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from atomcam_gui.server.live_viewer import ViewerInfo
from atomcam_gui.ui import texts
from atomcam_gui.ui.sharing import share_texts

_FEWEST_ROWS, _MOST_ROWS = 1, 5
_NAMES = (0, 2)
"""Columns that are cut where there is no room."""
_RATE = 4


class ViewersTable(QTableWidget):
    """A line for each viewer.

    Args:
        name_of: a camera's name by its id.
    """

    def __init__(self, name_of: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(0, 6, parent)
        self._name_of = name_of
        self.setAccessibleName(self.tr("Who is watching now"))
        self.setHorizontalHeaderLabels(
            [
                self.tr("Link"),
                self.tr("Address"),
                self.tr("Camera"),
                self.tr("Form"),
                self.tr("Pictures"),
                self.tr("Since"),
            ]
        )
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in _NAMES:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(60)

    def show_viewers(self, viewers: Sequence[ViewerInfo]) -> None:
        """Show these."""
        self.setRowCount(len(viewers))
        locale = QLocale()
        for row, viewer in enumerate(viewers):
            cells = (
                share_texts.link_name(viewer.link_name),
                viewer.address,
                self._name_of(viewer.camera_id),
                viewer.format,
                self.tr("%1 fps").replace("%1", locale.toString(viewer.fps, "f", 1)),
                texts.clock_time(viewer.since),
            )
            for column, text in enumerate(cells):
                item = self.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.setItem(row, column, item)
                item.setText(text)
                item.setToolTip(f"{text}, {texts.bit_rate(viewer.kbps)}" if column == _RATE else text)
        rows = min(max(len(viewers), _FEWEST_ROWS), _MOST_ROWS)
        height = self.verticalHeader().defaultSectionSize() * rows
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + height + 2 * self.frameWidth() + 2)
