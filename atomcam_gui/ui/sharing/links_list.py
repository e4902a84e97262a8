"""The links that are in force, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.sharing.share_book import ShareLink
from atomcam_gui.ui import icons, texts, theme
from atomcam_gui.ui.sharing import share_texts
from atomcam_gui.ui.wizard.rows import Index, begin_row, paint_text

_ID = Qt.ItemDataRole.UserRole
_DETAILS = Qt.ItemDataRole.UserRole + 1


class _LinkDelegate(QStyledItemDelegate):
    """A name, and below it since when it is in force and who watches."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() * 2 + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.colours()
        painter.save()
        upper, lower = _halves(begin_row(painter, option))
        paint_text(painter, option, upper, str(index.data(Qt.ItemDataRole.DisplayRole)), colours.text, strong=True)
        paint_text(painter, option, lower, str(index.data(_DETAILS)), colours.muted)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The name is written in its place."""
        area: QRect = option.rect.adjusted(4, 2, -4, -2)
        editor.setGeometry(area)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    half = area.height() // 2
    return (
        QRect(area.left(), area.top() + 4, area.width(), half - 4),
        QRect(area.left(), area.top() + half, area.width(), half - 4),
    )


class LinksList(QWidget):
    """One line for each link. It decides nothing."""

    chosen = Signal()
    new_wanted = Signal()
    rename_wanted = Signal(str, str)
    """The link's id and its new name."""
    revoke_wanted = Signal(str)
    """The link's id."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.list = QListWidget(self)
        self.list.setObjectName("wizardList")
        self.list.setAccessibleName(self.tr("Links"))
        self.list.setItemDelegate(_LinkDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setToolTip(self.tr("Double click a link to give it another name"))
        self.list.setMinimumHeight(120)
        self.list.currentItemChanged.connect(self._tell_choice)
        self.list.itemChanged.connect(self._take_name)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.new = self._button(self.tr("&New link"), "share", self.tr("Make a link for somebody"))
        self.revoke = self._button(self.tr("Re&voke"), "block", self.tr("The link opens nothing any more"))
        self.new.clicked.connect(self.new_wanted)
        self.revoke.clicked.connect(self._revoke_chosen)
        row.addWidget(self.new)
        row.addWidget(self.revoke)
        row.addStretch(1)
        column.addLayout(row)

    def _button(self, text: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text, self)
        button.setProperty("plain", "true")
        button.setToolTip(tip)
        return button

    @property
    def chosen_id(self) -> str:
        """The chosen link's id, or an empty text."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def show_links(self, links: Sequence[ShareLink], watching: dict[str, int]) -> None:
        """Show these links.

        Args:
            watching: how many watch by each link now.
        """
        if self.list.state() is QListWidget.State.EditingState:
            return
        chosen = self.chosen_id
        with QSignalBlocker(self.list):
            while self.list.count() > len(links):
                self.list.takeItem(self.list.count() - 1)
            for number, link in enumerate(links):
                self._fill(number, link, watching.get(link.id, 0))
            numbers = [number for number, link in enumerate(links) if link.id == chosen]
            self.list.setCurrentRow(numbers[0] if numbers else min(0, len(links) - 1))
        self.revoke.setEnabled(bool(links))
        self.chosen.emit()

    def choose(self, link_id: str) -> None:
        """Turn to a link."""
        for number in range(self.list.count()):
            if self.list.item(number).data(_ID) == link_id:
                self.list.setCurrentRow(number)

    def edit_chosen(self) -> None:
        """Let the user write the chosen link's name."""
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _fill(self, number: int, link: ShareLink, count: int) -> None:
        if number == self.list.count():
            self.list.addItem(QListWidgetItem())
        item = self.list.item(number)
        item.setData(_ID, link.id)
        item.setData(Qt.ItemDataRole.EditRole, share_texts.link_name(link.name))
        created = self.tr("made %1").replace("%1", texts.clock_time(link.created)) if link.created else ""
        details = " · ".join(filter(None, (created, share_texts.watching(count))))
        item.setData(Qt.ItemDataRole.ToolTipRole, details)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, details)
        item.setData(_DETAILS, details)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _tell_choice(self) -> None:
        self.chosen.emit()

    def _take_name(self, item: QListWidgetItem) -> None:
        self.rename_wanted.emit(str(item.data(_ID)), item.text().strip())

    def _revoke_chosen(self) -> None:
        if self.chosen_id:
            self.revoke_wanted.emit(self.chosen_id)
