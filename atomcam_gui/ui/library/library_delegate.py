"""Paints an item as a card, and lets its name be typed in place."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import (
    QAbstractItemModel,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atomcam_gui.library.items import Item, Kind
from atomcam_gui.library.thumbnails import Missing
from atomcam_gui.recording.names import MAX_NAME_BYTES
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.library import words
from atomcam_gui.ui.library.library_model import ITEM_ROLE, Index, LibraryModel

LEAST_PICTURE = QSize(184, 138)
LARGEST_PICTURE = QSize(252, 189)
"""Cards grow until there is room for another column. Pictures are kept this large and painted smaller."""

PADDING = 6
_CARD_BYTES = 24 * 1024 * 1024
"""Of painted cards that are kept: some 120 on an ordinary screen."""

_CHIP_SURFACE = QColor(20, 20, 20, 200)
_CHIP_TEXT = QColor("#ffffff")
_SURROUND = QColor("#101010")
_STAR = "#ffd54a"
_RED = "#ff5c5c"
_CHIP_ICON = 13


def card_size(metrics: QFontMetrics, width: int) -> QSize:
    """The size of every card in a font, where the cards are so wide."""
    return QSize(width, _picture_size(width).height() + 2 * PADDING + 8 + 2 * metrics.height() + 4)


def _picture_size(card_width: int) -> QSize:
    width = card_width - 2 * PADDING
    return QSize(width, width * 3 // 4)


class CardDelegate(QStyledItemDelegate):
    """Picture above, title and details below; what is special about the item in the picture's corners.

    Args:
        model: whose pictures are painted.
    """

    def __init__(self, model: LibraryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._edited: QPersistentModelIndex | None = None
        self._cards: OrderedDict[tuple[Item, int, int, float], QPixmap] = OrderedDict()
        self._colours: theme.Colours | None = None
        self._symbols: dict[tuple[str, str, int, float], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return card_size(option.fontMetrics, LEAST_PICTURE.width() + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_surface(painter, option)
        if self._edited is not None and self._edited == index:
            # Below the field for the name is nothing to be read.
            painter.setClipRect(area.adjusted(0, 0, 0, _picture_size(area.width()).height() + PADDING - area.height()))
        painter.drawPixmap(area.topLeft(), self._content(option, item, painter.device().devicePixelRatioF()))
        painter.restore()

    def forget(self) -> None:
        """Paint everything anew: colours or fonts have changed."""
        self._cards.clear()
        self._symbols.clear()
        self._colours = None

    def _content(self, option: QStyleOptionViewItem, item: Item, ratio: float) -> QPixmap:
        """A card without what depends on the mouse and the selection. Painted once, since scrolling shows it often."""
        area: QRect = option.rect
        key = (item, area.width(), area.height(), ratio)
        card = self._cards.get(key)
        if card is not None:
            self._cards.move_to_end(key)
            return card
        picture = self._model.picture(item, ratio)
        card = self._painted(option, item, picture, ratio)
        if picture is not Missing.NOT_YET:
            self._cards[key] = card
            if len(self._cards) * area.width() * area.height() * ratio * ratio * 4 > _CARD_BYTES:
                self._cards.popitem(last=False)
        return card

    def _painted(self, option: QStyleOptionViewItem, item: Item, picture: QImage | Missing, ratio: float) -> QPixmap:
        size: QSize = option.rect.size()
        card = QPixmap(size * ratio)
        card.setDevicePixelRatio(ratio)
        card.fill(Qt.GlobalColor.transparent)
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(QPoint(PADDING, PADDING), _picture_size(size.width()))
        colours = self._palette_colours()
        self._paint_picture(painter, area, item, picture, colours)
        self._paint_corners(painter, option, area, item)
        self._paint_text(painter, option, area, item, colours)
        painter.end()
        return card

    def _palette_colours(self) -> theme.Colours:
        if self._colours is None:
            self._colours = theme.colours()
        return self._colours

    def _paint_surface(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = self._palette_colours()
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (selected or focused or state & QStyle.StateFlag.State_MouseOver):
            return
        painter.setPen(QPen(QColor(colours.accent), 2) if selected or focused else Qt.PenStyle.NoPen)
        hover = QColor(colours.hover) if state & QStyle.StateFlag.State_MouseOver else Qt.BrushStyle.NoBrush
        painter.setBrush(QColor(colours.info_surface) if selected else hover)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _paint_picture(
        self, painter: QPainter, area: QRect, item: Item, picture: QImage | Missing, colours: theme.Colours
    ) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(area), 5, 5)
        painter.save()
        if isinstance(picture, Missing):
            painter.fillPath(path, QColor(colours.hover))
            name = "film" if item.kind is Kind.RECORDING else "picture"
            self._paint_symbol(painter, area.center(), "warning" if item.is_damaged else name, colours.lost, 34)
        else:
            painter.setClipPath(path)
            size = picture.deviceIndependentSize().scaled(QSizeF(area.size()), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(QPointF(), size)
            target.moveCenter(QRectF(area).center())
            if size.width() + 1 < area.width() or size.height() + 1 < area.height():
                painter.fillRect(area, _SURROUND)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, picture)
        painter.restore()

    def _paint_corners(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, item: Item) -> None:
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        badge = words.badge_text(item)
        if badge:
            symbol, colour = _badge_symbol(item)
            self._paint_chip(painter, area.adjusted(6, 6, -6, -6), badge, symbol, colour)
        if item.kind is Kind.RECORDING and not item.is_open and not item.is_damaged:
            text = "" if item.duration_s is None else words.duration_text(item.duration_s)
            self._paint_chip(painter, area.adjusted(6, 6, -6, -6), text, "play", "#ffffff", at_end=True)
        if item.marked:
            place = QRect(area.right() - 29, area.top() + 5, 24, 24)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_CHIP_SURFACE)
            painter.drawEllipse(place)
            self._paint_symbol(painter, place.center(), "star-on", _STAR, 15)

    def _paint_chip(
        self, painter: QPainter, area: QRect, text: str, symbol: str, colour: str, *, at_end: bool = False
    ) -> None:
        """Words on a dark ground in the area's upper left corner, or its lower right one."""
        metrics = painter.fontMetrics()
        width = _CHIP_ICON + 12 + (metrics.horizontalAdvance(text) + 4 if text else 0)
        chip = QRect(0, 0, width, metrics.height() + 4)
        if at_end:
            chip.moveBottomRight(area.bottomRight())
        else:
            chip.moveTopLeft(area.topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_CHIP_SURFACE)
        painter.drawRoundedRect(chip, 5, 5)
        self._paint_symbol(painter, QPoint(chip.left() + 6 + _CHIP_ICON // 2, chip.center().y()), symbol, colour, 13)
        painter.setPen(_CHIP_TEXT)
        painter.drawText(chip.adjusted(_CHIP_ICON + 10, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_symbol(self, painter: QPainter, centre: QPoint, name: str, colour: str, size: int) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = (name, colour, size, ratio)
        pixmap = self._symbols.get(key)
        if pixmap is None:
            pixmap = self._symbols[key] = icons.tinted_pixmap(name, colour, size, ratio)
        painter.drawPixmap(centre.x() - size // 2, centre.y() - size // 2 + 1, pixmap)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        picture: QRect,
        item: Item,
        colours: theme.Colours,
    ) -> None:
        height = option.fontMetrics.height()
        line = QRect(picture.left() + 2, picture.bottom() + 7, picture.width() - 4, height + 2)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(strong)
        painter.setPen(QColor(colours.text))
        elide = Qt.TextElideMode.ElideMiddle
        title = painter.fontMetrics().elidedText(words.title(item), elide, line.width())
        painter.drawText(line, flags, title)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        details = option.fontMetrics.elidedText(words.subtitle(item), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line.translated(0, height + 2), flags, details)

    # -- the name, typed in place ----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        editor = QLineEdit(parent)
        editor.setProperty("field", "true")
        editor.setMaxLength(MAX_NAME_BYTES)
        editor.setAccessibleName(self.tr("New name"))
        self._edited = QPersistentModelIndex(index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        # Once only: Qt asks again with every news of the item, and what was typed would be gone.
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        self._edited = None
        super().destroyEditor(editor, index)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        area: QRect = option.rect
        height = editor.sizeHint().height()
        top = area.top() + PADDING + _picture_size(area.width()).height() + 6
        editor.setGeometry(area.left() + 3, top, area.width() - 6, height)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


def _badge_symbol(item: Item) -> tuple[str, str]:
    if item.is_open:
        return "recording", _RED
    return ("warning", _STAR) if item.is_damaged else ("refresh", "#ffffff")
