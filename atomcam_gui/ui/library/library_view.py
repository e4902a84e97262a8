"""The cards and their headings. No widget and no stored rectangle per item: only what is seen is worked out."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QFont,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from atomcam_gui.library.items import Item
from atomcam_gui.ui import theme
from atomcam_gui.ui.library import words
from atomcam_gui.ui.library.library_delegate import LARGEST_PICTURE, LEAST_PICTURE, PADDING, CardDelegate, card_size
from atomcam_gui.ui.library.library_model import Index, LibraryModel
from atomcam_gui.ui.library.shelf_layout import Box, Measures, ShelfLayout, fitting_card

_Move = QAbstractItemView.CursorAction


class LibraryView(QAbstractItemView):
    """Shows a ``LibraryModel``.

    Args:
        model: stays with the view for good.
    """

    menu_wanted = Signal(QPoint)
    """At a place on the screen, for the items that are selected."""
    typed = Signal(str)
    """Letters, which are no order: the beginning of a search."""

    def __init__(self, model: LibraryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setAccessibleName(self.tr("Snapshots and recordings"))
        self._items = model
        self._layout = ShelfLayout((), 640, Measures())
        self._band: tuple[QPoint, QPoint] | None = None
        self._hover = -1
        self.setModel(model)
        self._cards = CardDelegate(model, self)
        self.setItemDelegate(self._cards)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        model.arranged.connect(self._lay_out)

    # -- what it shows ---------------------------------------------------------------------------------------------

    def selected(self) -> list[Item]:
        """The selected items, in the order in which they are shown."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        items = (self._items.item_at(self._items.index(row)) for row in rows)
        return [item for item in items if item is not None]

    def current(self) -> Item | None:
        """The item with the focus."""
        return self._items.item_at(self.currentIndex())

    def choose(self, row: int) -> None:
        """Select one item, and nothing else, and bring it into sight."""
        index = self._items.index(row)
        # `setCurrentIndex` would add to the selection while Ctrl or Shift is held.
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def picture_box(self) -> QSize:
        """The largest size of the pictures, in device pixels."""
        return LARGEST_PICTURE * self.devicePixelRatioF()

    def _lay_out(self) -> None:
        anchor = self._top_row()
        offset = self.verticalOffset() - self._layout.card(anchor).top if anchor is not None else 0
        width = self.viewport().width()
        least, most = (size.width() + 2 * PADDING for size in (LEAST_PICTURE, LARGEST_PICTURE))
        card = card_size(self.fontMetrics(), fitting_card(width, least, most))
        measures = Measures(card.width(), card.height(), self.fontMetrics().height() * 2 + 14)
        self._layout = ShelfLayout(self._items.shelves, width, measures)
        self.updateGeometries()
        if anchor is not None and self.verticalOffset() and anchor < self._layout.count:
            self.verticalScrollBar().setValue(self._layout.card(anchor).top + offset)
        self.viewport().update()

    def _top_row(self) -> int | None:
        if not self.verticalOffset():
            return None
        top = self.verticalOffset()
        return next(iter(self._layout.rows_between(top, top + self.viewport().height())), None)

    # -- geometry, as QAbstractItemView asks for it ----------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        if not index.isValid() or index.row() >= self._layout.count:
            return QRect()
        return self._on_screen(self._layout.card(index.row()))

    def _on_screen(self, box: Box) -> QRect:
        return QRect(box.left, box.top - self.verticalOffset(), box.width, box.height)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        row = self._layout.row_at(point.x(), point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._items.index(row)

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.row() >= self._layout.count:
            return
        box, bar, height = self._layout.card(index.row()), self.verticalScrollBar(), self.viewport().height()
        top = self._top_with_heading(index.row(), box)
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(box.top + (box.height - height) // 2)
        elif top < bar.value() or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(top)
        elif box.top + box.height > bar.value() + height:
            bar.setValue(box.top + box.height - height + 8)

    def _top_with_heading(self, row: int, box: Box) -> int:
        """Where to scroll up to: a shelf's first line is shown with its heading."""
        heading = self._layout.heading(self._layout.shelves_between(box.top, box.top)[0])
        return heading.top if box.top == heading.top + heading.height else box.top - 8

    def horizontalOffset(self) -> int:  # noqa: N802
        return 0

    def verticalOffset(self) -> int:  # noqa: N802
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        # Only what comes into sight is painted.
        self.viewport().scroll(0, dy)
        self._hover_over(self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())).row())

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802
        return False

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        count = min(self._layout.count, self._items.rowCount())
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self._items.index(0)
        row = min(current.row(), count - 1)
        page = max(1, self.viewport().height() // self._layout.line_height)
        match action:
            case _Move.MoveLeft | _Move.MovePrevious:
                row -= 1
            case _Move.MoveRight | _Move.MoveNext:
                row += 1
            case _Move.MoveUp | _Move.MoveDown:
                row = self._layout.below(row, 1 if action is _Move.MoveDown else -1)
            case _Move.MovePageUp | _Move.MovePageDown:
                row = self._layout.below(row, page if action is _Move.MovePageDown else -page)
            case _Move.MoveHome:
                row = 0
            case _Move.MoveEnd:
                row = count - 1
        return self._items.index(min(max(0, row), count - 1))

    def keyboardSearch(self, text: str) -> None:  # noqa: N802
        if text.strip():
            self.typed.emit(text)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        if self.state() is QAbstractItemView.State.DragSelectingState:
            area = rect.normalized().translated(0, self.verticalOffset())
            rows = self._layout.rows_in(Box(area.left(), area.top(), area.width(), area.height()))
        else:
            # From one card to another: all between them in reading order, wherever they stand.
            ends = [self.indexAt(point) for point in (rect.topLeft(), rect.bottomRight())]
            numbers = [index.row() for index in ends if index.isValid()]
            rows = list(range(min(numbers), max(numbers) + 1)) if numbers else []
        self.selectionModel().select(self._selection(rows), command)

    def _selection(self, rows: list[int]) -> QItemSelection:
        selection = QItemSelection()
        start = 0
        for number, row in enumerate(rows):
            if number + 1 == len(rows) or rows[number + 1] != row + 1:
                selection.select(self._items.index(rows[start]), self._items.index(row))
                start = number + 1
        return selection

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        region = QRegion()
        top = self.verticalOffset()
        for row in self._layout.rows_between(top, top + self.viewport().height()):
            if selection.contains(self._items.index(row)):
                region += self._on_screen(self._layout.card(row))
        return region

    def updateGeometries(self) -> None:  # noqa: N802
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(40)
        bar.setRange(0, max(0, self._layout.height - height))
        super().updateGeometries()

    def updateEditorGeometries(self) -> None:  # noqa: N802
        # Between a row's coming and the new layout a card may have no place, and its editor would be closed.
        if self._layout.count == self._items.rowCount():
            super().updateEditorGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cards.forget()
            self._lay_out()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hover = -1
        super().hideEvent(event)

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset = self.verticalOffset()
        area = event.rect()
        top, bottom = area.top() + offset, area.bottom() + offset
        for number in self._layout.shelves_between(top, bottom):
            self._paint_heading(painter, number)
        count = self._items.rowCount()
        for row in self._layout.rows_between(top, bottom):
            if row < count:
                self._paint_card(painter, row)
        if self._band is not None:
            self._paint_band(painter)
        painter.end()

    def _paint_card(self, painter: QPainter, row: int) -> None:
        index = self._items.index(row)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self._on_screen(self._layout.card(row))
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            state |= QStyle.StateFlag.State_HasFocus
        if row == self._hover:
            state |= QStyle.StateFlag.State_MouseOver
        option.state = state
        self._cards.paint(painter, option, index)

    def _paint_heading(self, painter: QPainter, number: int) -> None:
        shelf, colours = self._items.shelves[number], theme.colours()
        area = self._on_screen(self._layout.heading(number)).adjusted(8, 12, -8, 0)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        strong.setPointSizeF(strong.pointSizeF() * 1.15)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(strong)
        painter.setPen(QColor(colours.text))
        day = words.day_text(shelf.day, self._items.today)
        used = painter.fontMetrics().horizontalAdvance(day) + 14
        painter.drawText(area, flags, day)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        detail = f"{shelf.camera_name or self.tr('Other files')}  ·  {QLocale().toString(shelf.end - shelf.start)}"
        rest = area.adjusted(used, 1, 0, 0)
        painter.drawText(
            rest, flags, painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, rest.width())
        )

    def _paint_band(self, painter: QPainter) -> None:
        colour = QColor(theme.colours().accent)
        painter.setPen(colour)
        colour.setAlphaF(0.15)
        painter.setBrush(colour)
        painter.drawRect(self._band_rect())

    # -- mouse and menu --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and not self.indexAt(place).isValid():
            at = place + QPoint(0, self.verticalOffset())
            self._band = (at, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        if self._band is not None:
            self._band = (self._band[0], place + QPoint(0, self.verticalOffset()))
            self.viewport().update()
        self._hover_over(self.indexAt(place).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._band is not None:
            self._band = None
            self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self._hover_over(-1)

    def _hover_over(self, row: int) -> None:
        if row != self._hover:
            for each in (self._hover, row):
                if 0 <= each < self._layout.count:
                    self.viewport().update(self._on_screen(self._layout.card(each)))
            self._hover = row

    def _band_rect(self) -> QRect:
        if self._band is None:
            return QRect()
        return QRect(*self._band).normalized().translated(0, -self.verticalOffset())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        if self.selectedIndexes() and self.viewport().rect().contains(place):
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        event.accept()
