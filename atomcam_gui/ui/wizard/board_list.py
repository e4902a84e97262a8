"""The ports and boards that are plugged in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atomcam_gui.provisioning.flow.setup_state import PlugState
from atomcam_gui.provisioning.serial.ports import Port
from atomcam_gui.ui import theme
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.rows import ChoiceList, Index, begin_row, paint_icon, paint_text

_ROW_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One port, in words."""

    path: str
    title: str
    place: str
    detail: str
    """What runs on it, where that is known."""
    is_board: bool


def board_rows(state: PlugState) -> list[BoardRow]:
    """The rows for a state: boards, and other ports where they are asked for."""
    shown = [port for port in state.ports if port.is_board or state.show_all]
    return [_row(port, state) for port in shown]


def _row(port: Port, state: PlugState) -> BoardRow:
    chosen = state.chosen is not None and state.chosen.path == port.path
    title, detail = texts.port_title(port), ""
    if chosen and state.look is not None and state.trouble is None:
        title, detail = state.look.board or title, texts.look_text(state.look)
    return BoardRow(port.path, title, texts.port_place(port), detail, port.is_board)


class BoardModel(QAbstractListModel):
    """The rows. Those that stay keep their place, and the choice with them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[BoardRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return ", ".join(part for part in (row.title, row.place.replace("  ·  ", ", "), row.detail) if part)
            case _ if role == _ROW_ROLE:
                return row
        return None

    def path_at(self, index: Index) -> str:
        """The port's path of a row; empty where there is none."""
        return self._rows[index.row()].path if index.isValid() else ""

    def row_of(self, path: str) -> int:
        """The row of a port; -1 where it is not listed."""
        return next((number for number, row in enumerate(self._rows) if row.path == path), -1)

    def show_rows(self, rows: list[BoardRow]) -> None:
        """Show these rows with the fewest changes."""
        self._remove_all_but({row.path for row in rows})
        for number, row in enumerate(rows):
            if number < len(self._rows) and self._rows[number].path == row.path:
                if self._rows[number] != row:
                    self._rows[number] = row
                    self.dataChanged.emit(self.index(number), self.index(number))
            else:
                self._remove(self.row_of(row.path))
                self.beginInsertRows(QModelIndex(), number, number)
                self._rows.insert(number, row)
                self.endInsertRows()

    def _remove_all_but(self, paths: set[str]) -> None:
        for number in range(len(self._rows) - 1, -1, -1):
            if self._rows[number].path not in paths:
                self._remove(number)

    def _remove(self, number: int) -> None:
        if number >= 0:
            self.beginRemoveRows(QModelIndex(), number, number)
            del self._rows[number]
            self.endRemoveRows()


class _BoardDelegate(QStyledItemDelegate):
    """A symbol, the name with its place, and what runs on it below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, option.fontMetrics.height() * 2 + 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: BoardRow = index.data(_ROW_ROLE)
        colours = theme.colours()
        painter.save()
        area = begin_row(painter, option)
        paint_icon(painter, QRect(area.left(), area.top(), 22, area.height()), _symbol(row), colours.text)
        left = area.left() + 36
        half = area.height() // 2
        width = area.right() - left
        upper = QRect(left, area.top() + 4, width, half - 4)
        lower = QRect(left, area.top() + half, width, half - 4)
        paint_text(painter, option, upper, row.title, colours.text, strong=True)
        paint_text(painter, option, lower, row.detail or row.place, colours.muted)
        if row.detail:
            used = painter.fontMetrics().horizontalAdvance(row.title) + 48
            paint_text(painter, option, upper.adjusted(used, 0, 0, 0), row.place, colours.muted, right=True)
        painter.restore()


def _symbol(row: BoardRow) -> str:
    return "camera" if row.is_board else "script"


class BoardList(ChoiceList):
    """The list. ``chosen`` tells the path of the port that the user chose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        self._model = BoardModel()
        super().__init__(self._model, _BoardDelegate, self.tr("What is plugged in"), parent)
        self._model.setParent(self)

    def draw(self, state: PlugState) -> None:
        """Show a state."""
        with self.drawing():
            self._model.show_rows(board_rows(state))
            self.choose_row(self._model.row_of(state.chosen.path) if state.chosen is not None else -1)
        self.fit_rows(1, 8)

    def user_chose(self, index: QModelIndex) -> None:
        path = self._model.path_at(index)
        if path:
            self.chosen.emit(path)
