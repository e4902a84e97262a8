"""What the lists of the set-up have in common: rows with a rounded background, and how the keyboard chooses in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atomcam_gui.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
PADDING = 12


def begin_row(painter: QPainter, option: QStyleOptionViewItem) -> QRect:
    """Paint a row's background for its state; returns the rectangle for its content."""
    colours = theme.colours()
    state: QStyle.StateFlag = option.state
    area: QRect = option.rect.adjusted(4, 2, -4, -2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.info_surface if selected else colours.hover))
        painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
    return area.adjusted(PADDING, 0, -PADDING, 0)


def paint_icon(painter: QPainter, area: QRect, name: str, colour: str) -> None:
    """An icon in the middle of ``area``'s left end, as high as wide."""
    size = min(area.width(), 22)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(area.left(), area.center().y() - size // 2 + 1, icons.tinted_pixmap(name, colour, size, ratio))


def paint_text(
    painter: QPainter,
    option: QStyleOptionViewItem,
    area: QRect,
    text: str,
    colour: str,
    *,
    strong: bool = False,
    right: bool = False,
) -> int:
    """One line of text, cut where it does not fit. Returns the width that it took."""
    font = QFont(option.font)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = painter.fontMetrics()
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)


class ChoiceList(QListView):
    """A list with one choice. Subclasses hear of the user's choices only, in ``user_chose``."""

    def __init__(
        self, model: QAbstractItemModel, delegate: type[QStyledItemDelegate], name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("wizardList")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(delegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Between its least and its greatest height it takes what room there is, and asks for none.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._drawing = False
        # Not the current row: with the focus alone, Qt makes the first row current, which is nobody's choice.
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    def user_chose(self, index: QModelIndex) -> None:
        """The user turned to another row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Within this, nothing counts as the user's choice."""
        self._drawing = True
        try:
            yield
        finally:
            self._drawing = False

    def choose_row(self, row: int) -> None:
        """Choose a row for the user; -1 chooses none."""
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        if self.selectedIndexes() != ([index] if index.isValid() else []):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fit_rows(self, least: int, most: int) -> None:
        """Be as high as there are rows, but not less and not more than these."""
        rows = self.model().rowCount()
        height, frame = self.sizeHintForRow(0) if rows else 44, 8
        self.setMinimumHeight(min(max(rows, 1), least) * height + frame)
        self.setMaximumHeight(min(max(rows, least), most) * height + frame)

    def _selection_changed(self) -> None:
        chosen = self.selectedIndexes()
        if chosen and not self._drawing:
            self.user_chose(chosen[0])
