"""The wall: one widget that paints all cameras side by side, as large as they go."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.ui import texts, theme
from atomcam_gui.ui.name_editor import NameEditor
from atomcam_gui.ui.picture_painting import small_picture
from atomcam_gui.ui.wall.frame_clock import FrameClock
from atomcam_gui.ui.wall.tile import Tile, TileState, empty_place
from atomcam_gui.ui.wall.tile_set import Stills, TileSet
from atomcam_gui.ui.wizard.announce import announce
from atomcam_gui.video.pool import DecodePool

_BACKGROUND = QColor("#000000")
_RING = 3
_RING_QUIET = QColor("#8a8a8a")
_GAP = 8
_MARGIN = 6


@dataclass(slots=True)
class _Drag:
    """A tile that the pointer holds."""

    camera_id: str
    pressed_at: QPoint
    grabbed_at: QPoint
    """Of the tile's own upper left corner."""
    pointer: QPoint
    order_before: list[str]
    is_moving: bool = False


class WallView(QWidget):
    """Belongs to the window's thread. Decodes nothing while it is hidden or minimised.

    Args:
        hub: where frames come from; the wall takes those of its cameras while it can be seen.
    """

    chosen_changed = Signal(str)
    """The user turned to another tile."""
    enlarge_wanted = Signal(str)
    order_changed = Signal(object)
    """The user wants the cameras in this order: a list of ids."""
    menu_wanted = Signal(str, QPoint)
    """For this camera, at this place of the screen."""
    renamed = Signal(str, str)
    """Camera id, new name."""
    corrupt_found = Signal(str, int)
    """Pictures of this camera turned out damaged when they were decoded."""

    def __init__(self, hub: Hub, pool: DecodePool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("All cameras"))
        self.tiles = TileSet(hub, pool, self._wake)
        """All of them, in their order."""
        self._chosen: str | None = None
        self._drag: _Drag | None = None
        self._minimised = False
        self._ratio = self.devicePixelRatioF()
        self._ready: deque[Tile] = deque()
        self._clock = FrameClock(self)
        self._clock.ticked.connect(self._take_pictures)

    def sizeHint(self) -> QSize:
        return QSize(660, 500)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_tiles(self, states: Sequence[TileState], stills: Stills) -> None:
        """Show these cameras in this order, and of those that send no pictures the last one."""
        if self._drag is not None and self._drag.is_moving:
            # The tiles stand as the user holds them now; what has changed meanwhile comes when they let go.
            return
        changed, needs_places = self.tiles.show(states, stills, self.font())
        for tile in changed:
            self.update(tile.rect)
        if self.tiles.get(self._chosen) is None:
            self._chosen = None
        if needs_places or self._ratio != self.devicePixelRatioF():
            self._place_tiles()
        self._describe()

    def choose(self, camera_id: str | None) -> None:
        """Turn to a tile, without a signal."""
        if camera_id == self._chosen or (camera_id is not None and self.tiles.get(camera_id) is None):
            return
        self._update_ring()
        self._chosen = camera_id
        self._update_ring()
        self._describe()

    @property
    def chosen(self) -> str | None:
        """The camera whose tile is the chosen one."""
        return self._chosen

    def _choose_as_user(self, camera_id: str) -> None:
        if camera_id != self._chosen:
            self.choose(camera_id)
            self.chosen_changed.emit(camera_id)
            announce(self, self.accessibleDescription())

    def step(self, by: int) -> None:
        """Turn to the next tile, or the one before, as if the user had; after the last comes the first."""
        order = self.tiles.order
        if order:
            self._choose_as_user(order[(self.tiles.index_of(self._chosen) + by) % len(order)])

    def _describe(self) -> None:
        """Say of the chosen tile what can be seen of it."""
        tile = self._chosen_tile()
        text = ""
        if tile is not None:
            words = [tile.state.line, *([texts.recording_word()] if tile.state.is_recorded else [])]
            text = (
                self.tr("%1: %2. Camera %3 of %4")
                .replace("%3", str(self.tiles.index_of(self._chosen) + 1))
                .replace("%4", str(len(self.tiles)))
                .replace("%2", ", ".join(words))
                .replace("%1", tile.state.name)
            )
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # -- the chosen picture, for snapshots -----------------------------------------------------------------------

    def _chosen_tile(self) -> Tile | None:
        return self.tiles.get(self._chosen)

    @property
    def frame(self) -> Frame | None:
        """The frame whose picture the chosen tile shows."""
        tile = self._chosen_tile()
        return tile.frame if tile is not None else None

    @property
    def picture_area(self) -> QRect:
        """Where the chosen tile is."""
        tile = self._chosen_tile()
        return tile.rect if tile is not None else QRect()

    def small_picture(self, size: QSize) -> QImage:
        """A copy of the chosen tile's picture as it is turned, fitted into ``size``; none where there is none."""
        tile = self._chosen_tile()
        return small_picture(tile.image, tile.state.turned, size, self._ratio) if tile is not None else QImage()

    # -- pictures ------------------------------------------------------------------------------------------------

    def set_minimised(self, minimised: bool) -> None:
        """Whether the window is minimised: then nothing is decoded, as when the wall is hidden."""
        self._minimised = minimised
        self.tiles.set_watched(self.isVisible() and not minimised)

    def _wake(self, tile: Tile) -> None:
        """In a decoder thread."""
        self._ready.append(tile)
        self._clock.wake()

    def _take_pictures(self) -> None:
        places_change = False
        while self._ready:
            tile = self._ready.popleft()
            is_new, is_resized, corrupt = tile.take()
            if corrupt:
                self.corrupt_found.emit(tile.camera_id, corrupt)
            places_change |= is_resized
            if is_new and not is_resized:
                self.update(tile.rect)
        if self._drag is not None and self._drag.is_moving:
            self.update()
        if places_change:
            self._place_tiles()

    # -- places --------------------------------------------------------------------------------------------------

    def _place_tiles(self) -> None:
        self._ratio = self.devicePixelRatioF()
        area = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self.tiles.place(area, _GAP, self._ratio, self.font())
        self.update()

    # -- events: window ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_tiles()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.tiles.set_watched(not self._minimised)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.tiles.set_watched(False)
        self._end_drag(keep=False)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.tiles.draw_words(self.font())
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._chosen is None and self.tiles.order:
            self._choose_as_user(self.tiles.order[0])
        self._update_ring()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._update_ring()
        super().focusOutEvent(event)

    # -- events: pointer -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        tile = self.tiles.at(point)
        if tile is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            super().mousePressEvent(event)
            return
        self._choose_as_user(tile.camera_id)
        if event.button() is Qt.MouseButton.LeftButton:
            grabbed = point - tile.rect.topLeft()
            self._drag = _Drag(tile.camera_id, point, grabbed, point, list(self.tiles.order))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            super().mouseMoveEvent(event)
            return
        drag.pointer = event.position().toPoint()
        if not drag.is_moving:
            far = (drag.pointer - drag.pressed_at).manhattanLength()
            if far < QApplication.startDragDistance() or len(self.tiles) < 2:
                return
            drag.is_moving = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        over = self.tiles.at(drag.pointer)
        if over is not None and over.camera_id != drag.camera_id:
            self.tiles.move(drag.camera_id, self.tiles.index_of(over.camera_id))
            self._place_tiles()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._end_drag(keep=True)
        super().mouseReleaseEvent(event)

    def _end_drag(self, *, keep: bool) -> None:
        drag, self._drag = self._drag, None
        if drag is None or not drag.is_moving:
            return
        self.unsetCursor()
        if not keep:
            self.tiles.order = drag.order_before
            self._place_tiles()
        elif self.tiles.order != drag.order_before:
            self.order_changed.emit(list(self.tiles.order))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        tile = self.tiles.at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and tile is not None:
            self._choose_as_user(tile.camera_id)
            self.enlarge_wanted.emit(tile.camera_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            tile, at = self._chosen_tile(), None
        else:
            tile, at = self.tiles.at(event.pos()), event.globalPos()
        if tile is not None:
            self._choose_as_user(tile.camera_id)
            self.menu_wanted.emit(tile.camera_id, at or self.mapToGlobal(tile.rect.center()))

    # -- events: keyboard ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._drag is not None and self._drag.is_moving:
            self._end_drag(keep=False)
            return
        if not len(self.tiles) or self._heed_key(Qt.Key(key), event.modifiers()):
            return
        super().keyPressEvent(event)

    def _heed_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        modifiers &= ~Qt.KeyboardModifier.KeypadModifier
        to = self.tiles.place_by_key(self.tiles.index_of(self._chosen), key)
        if to is not None and modifiers == Qt.KeyboardModifier.NoModifier:
            self._choose_as_user(self.tiles.order[to])
        elif to is not None and modifiers == Qt.KeyboardModifier.ControlModifier and self._chosen is not None:
            if self.tiles.move(self._chosen, to):
                self._place_tiles()
                self.order_changed.emit(list(self.tiles.order))
                self._describe()
                announce(self, self.accessibleDescription())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers and self._chosen is not None:
            self.enlarge_wanted.emit(self._chosen)
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes from tile to tile, and from the last one on to what comes after the wall."""
        to = self.tiles.index_of(self._chosen) + (1 if forward else -1)
        if self.hasFocus() and 0 <= to < len(self.tiles):
            self._choose_as_user(self.tiles.order[to])
            return True
        return super().focusNextPrevChild(forward)

    # -- rename --------------------------------------------------------------------------------------------------

    def edit_name(self, camera_id: str) -> None:
        """Let the user write another name over a tile."""
        tile = self.tiles.get(camera_id)
        if tile is None or tile.rect.isEmpty():
            return
        self._choose_as_user(camera_id)
        place = tile.rect.adjusted(_MARGIN, 0, -_MARGIN, -_MARGIN)
        editor = NameEditor(tile.state.name, place, self)
        editor.accepted.connect(lambda name: self.renamed.emit(camera_id, name))

    # -- painting ------------------------------------------------------------------------------------------------

    def _update_ring(self) -> None:
        tile = self._chosen_tile()
        if tile is not None:
            edge = 2 * _RING
            self.update(tile.rect.adjusted(-edge, -edge, edge, edge))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        exposed = event.region()
        bare = exposed.subtracted(self.tiles.covered)
        if not bare.isEmpty():
            painter.save()
            painter.setClipRegion(bare)
            painter.fillRect(bare.boundingRect(), _BACKGROUND)
            self._paint_ring(painter)
            painter.restore()
        drag = self._drag if self._drag is not None and self._drag.is_moving else None
        floating = self.tiles.get(drag.camera_id) if drag is not None else None
        for tile in self.tiles:
            if tile is floating:
                painter.fillRect(tile.rect, _BACKGROUND)
                empty_place(painter, tile.rect, _RING_QUIET)
            elif exposed.intersects(tile.rect):
                tile.paint(painter)
        if floating is not None and drag is not None:
            floating.paint_floating(painter, drag.pointer - drag.grabbed_at)
        painter.end()

    def _paint_ring(self, painter: QPainter) -> None:
        """Around the chosen tile, outside its picture: no picture needs it painted again."""
        tile = self._chosen_tile()
        if tile is None or tile.rect.isEmpty():
            return
        colour = QColor(theme.colours().accent) if self.hasFocus() else _RING_QUIET
        pen = QPen(colour, _RING if self.hasFocus() else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(tile.rect.adjusted(-2, -2, 1, 1))
