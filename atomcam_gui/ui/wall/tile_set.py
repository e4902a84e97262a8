"""The tiles of a wall: of which cameras, in which order, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QRegion

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.order import moved
from atomcam_gui.ui.wall.tile import Tile, TileState
from atomcam_gui.ui.wall.wall_layout import Cell, arrange, neighbour
from atomcam_gui.video.pool import DecodePool

Stills = Callable[[str], Frame | None]
"""The last picture of a camera, for one that sends none."""


class TileSet:
    """Belongs to the window's thread.

    Args:
        hub: where frames come from; each tile takes its camera's while the set is watched.
        wake: called in a decoder thread for a tile that has a new picture.
    """

    def __init__(self, hub: Hub, pool: DecodePool, wake: Callable[[Tile], None]) -> None:
        self._hub = hub
        self._pool = pool
        self._wake = wake
        self._tiles: dict[str, Tile] = {}
        self._cells: tuple[Cell, ...] = ()
        self._watched = False
        self._stills: Stills = lambda _: None
        self.order: list[str] = []
        """The cameras' ids as the tiles stand."""
        self.covered = QRegion()
        """All that the tiles cover of the wall."""

    def __iter__(self) -> Iterator[Tile]:
        return iter([self._tiles[camera_id] for camera_id in self.order])

    def __len__(self) -> int:
        return len(self.order)

    def get(self, camera_id: str | None) -> Tile | None:
        """A camera's tile."""
        return self._tiles.get(camera_id) if camera_id is not None else None

    def at(self, point: QPoint) -> Tile | None:
        """The tile at a place of the wall."""
        return next((tile for tile in self if tile.rect.contains(point)), None)

    # -- which ---------------------------------------------------------------------------------------------------

    def show(self, states: Sequence[TileState], stills: Stills, font: QFont) -> tuple[list[Tile], bool]:
        """Have these tiles in this order.

        Returns:
            Those that look other than before, and whether tiles need other places.
        """
        self._stills = stills
        order = [state.camera_id for state in states]
        needs_places = order != self.order
        changed: list[Tile] = []
        for camera_id in set(self._tiles).difference(order):
            self._remove(camera_id)
        for state in states:
            tile = self._tiles.get(state.camera_id)
            if tile is None:
                self._add(state)
            elif tile.state != state:
                changed.append(tile)
                needs_places |= tile.set_state(state, font)
        self.order = order
        return changed, needs_places

    def _add(self, state: TileState) -> None:
        tile = self._tiles[state.camera_id] = Tile(state, self._pool, self._wake)
        if self._watched:
            self._watch(tile)

    def _remove(self, camera_id: str) -> None:
        tile = self._tiles.pop(camera_id)
        self._hub.detach(tile, camera_id)
        tile.slot.clear()

    def set_watched(self, watched: bool) -> None:
        """Whether anybody can see the tiles. Those that nobody sees take and decode nothing."""
        if watched == self._watched:
            return
        self._watched = watched
        for tile in self._tiles.values():
            if watched:
                self._watch(tile)
            else:
                self._hub.detach(tile, tile.camera_id)

    def _watch(self, tile: Tile) -> None:
        self._hub.attach(tile, tile.camera_id)
        tile.show_still(self._stills(tile.camera_id))

    # -- where ---------------------------------------------------------------------------------------------------

    def place(self, area: QRect, gap: int, ratio: float, font: QFont) -> None:
        """Stand in this area of the wall, on a screen of so many device pixels a pixel."""
        self._cells = arrange(area.width(), area.height(), [tile.aspect for tile in self], gap)
        self.covered = QRegion()
        for number, tile in enumerate(self):
            rect = QRect()
            if self._cells:
                cell = self._cells[number]
                rect = QRect(area.left() + cell.x, area.top() + cell.y, cell.width, cell.height)
                self.covered += rect
            tile.place(rect, ratio, font)

    def draw_words(self, font: QFont) -> None:
        """Write everything anew, in another font."""
        for tile in self:
            tile.draw_words(font)

    def move(self, camera_id: str, to: int) -> bool:
        """Put a tile elsewhere in the order; whether that changed anything. They have to be placed anew then."""
        order = moved(self.order, camera_id, to)
        is_other, self.order = order != self.order, order
        return is_other

    def index_of(self, camera_id: str | None) -> int:
        """A tile's place in the order; 0 where there is none."""
        return self.order.index(camera_id) if camera_id in self.order else 0

    def place_by_key(self, here: int, key: Qt.Key) -> int | None:
        """The place in the order that a key means, seen from another; None where it means none."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._cells:
            return neighbour(self._cells, here, 1 if key == Qt.Key.Key_Down else -1)
        last = len(self.order) - 1
        return {
            Qt.Key.Key_Left: max(0, here - 1),
            Qt.Key.Key_Right: min(last, here + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(key)
