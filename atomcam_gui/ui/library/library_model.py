"""The library's items as rows for a view. Headings are not rows: ``shelves`` says where they go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QImage

from atomcam_gui.library.items import Item
from atomcam_gui.library.search import Arrangement, Shelf
from atomcam_gui.library.thumbnails import Missing, Thumbnails
from atomcam_gui.ui.library import words

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole


class LibraryModel(QAbstractListModel):
    """The items in the order in which they are shown. For the window's thread.

    Args:
        thumbnails: of the items.
    """

    rename_wanted = Signal(object, str)
    """An item, and the name that the user typed."""
    arranged = Signal()
    """``shelves`` is another."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._rows: tuple[Item, ...] = ()
        self._row_of: dict[str, int] | None = None
        self.shelves: tuple[Shelf, ...] = ()
        self.today = date.today()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item_at(index)
        if item is None:
            return None
        match role:
            case _ if role == ITEM_ROLE:
                return item
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return item.name
            case Qt.ItemDataRole.ToolTipRole:
                return words.description(item, self.today)
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.spoken(item, self.today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        item = self.item_at(index)
        return flags | Qt.ItemFlag.ItemIsEditable if item is not None and not item.is_open else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        item = self.item_at(index)
        if item is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        if value.strip() and value != item.name:
            self.rename_wanted.emit(item, value)
        return True

    def supportedDragActions(self) -> Qt.DropAction:  # noqa: N802
        # Where it is dropped gets a copy; nothing leaves the library unasked.
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        return files_data(item for index in indexes if (item := self.item_at(index)) is not None)

    def item_at(self, index: Index) -> Item | None:
        """The item of a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def row_of(self, file: str) -> int | None:
        """The row of a file (``Item.file``); None where it is not shown."""
        if self._row_of is None:
            self._row_of = {item.file: row for row, item in enumerate(self._rows)}
        return self._row_of.get(file)

    def picture(self, item: Item, ratio: float) -> QImage | Missing:
        """An item's small picture for a screen of the device pixel ratio, if it is there; else it will be made."""
        pixels = self._thumbnails.get(item)
        if isinstance(pixels, Missing):
            return pixels
        height, width, _ = pixels.shape
        # A copy, of some microseconds: the thread may let go of the pixels meanwhile.
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(ratio)
        return image

    def show_pictures(self, files: Iterable[str]) -> None:
        """Draw these anew: their pictures have come."""
        for file in files:
            row = self.row_of(file)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Show these items with few changes: what stays keeps its selection."""
        old, new = self._rows, arrangement.rows
        first = _common(old, new)
        last = _common(old[first:][::-1], new[first:][::-1]) if first < max(len(old), len(new)) else 0
        if first + last < max(len(old), len(new)):
            self._row_of = None
        if first + last < len(old):
            self.beginRemoveRows(QModelIndex(), first, len(old) - last - 1)
            self._rows = old[:first] + old[len(old) - last :]
            self.endRemoveRows()
        if first + last < len(new):
            self.beginInsertRows(QModelIndex(), first, len(new) - last - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        self.shelves = arrangement.shelves
        self._tell_changed(old[:first], new[:first], 0)
        if last:
            self._tell_changed(old[-last:], new[-last:], len(new) - last)
        self.arranged.emit()

    def _tell_changed(self, old: Sequence[Item], new: Sequence[Item], offset: int) -> None:
        rows = [row for row, (one, other) in enumerate(zip(old, new, strict=True), offset) if one is not other]
        if rows:
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))


def _common(old: Sequence[Item], new: Sequence[Item]) -> int:
    """How many items at the front are of the same files."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one is not other and one.file != other.file:
            break
        count += 1
    return count


def files_data(items: Iterable[Item]) -> QMimeData:
    """Items for other programs: their files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(item.file) for item in items])
    return data
