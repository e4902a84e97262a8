"""Joins the wall to the window and the cameras: which stand on it, what each tells, and the way to one and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.last_pictures import LastPictures
from atomcam_gui.camera.order import in_order
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.settings import Settings, ViewSettings
from atomcam_gui.ui import texts
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.wall.tile import TileState


class WallControl(QObject):
    """For the window's thread.

    Args:
        settings: those of the moment: order and turns of the cameras.
        pictures: the last ones, for cameras that send none.
    """

    chosen = Signal(str)
    """The user turned to a camera's tile."""
    order_changed = Signal(object)
    """The user wants the cameras in this order: a list of ids."""

    def __init__(
        self,
        window: MainWindow,
        registry: CameraRegistry,
        settings: Callable[[], Settings],
        pictures: LastPictures,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._registry = registry
        self._settings = settings
        self._pictures = pictures
        self._came_from_wall = False
        wall = window.wall
        wall.chosen_changed.connect(self.chosen)
        wall.enlarge_wanted.connect(self.enlarge)
        wall.order_changed.connect(self.order_changed)
        wall.corrupt_found.connect(registry.count_corrupt)
        window.actions_.wall.toggled.connect(self._turn)
        window.back_wanted.connect(self._go_back)
        window.view.double_clicked.connect(self._heed_double_click)

    # -- one and all ---------------------------------------------------------------------------------------------

    @property
    def is_shown(self) -> bool:
        """Whether the pictures page is the wall."""
        return self._window.wall_is_shown

    def enlarge(self, camera_id: str) -> None:
        """Show this camera alone; Escape, or a double click, goes back to the wall."""
        self._window.wall.choose(camera_id)
        self.chosen.emit(camera_id)
        self._window.actions_.wall.setChecked(False)
        self._window.view.setFocus()

    def leave(self) -> None:
        """Show one camera alone, because the user turned to it in the list: there is nothing to go back from."""
        self._window.actions_.wall.setChecked(False)
        self._came_from_wall = False

    def _turn(self, to_wall: bool) -> None:
        self._came_from_wall = not to_wall
        self.refresh()
        if to_wall and self.is_shown:
            self._window.wall.setFocus()

    def _go_back(self) -> None:
        """Escape: from one camera to the wall that the user came from, and from full screen to the window."""
        actions = self._window.actions_
        if self._can_go_back:
            actions.wall.setChecked(True)
        elif actions.fullscreen.isChecked():
            actions.fullscreen.setChecked(False)

    @property
    def _can_go_back(self) -> bool:
        return self._came_from_wall and self._window.actions_.wall.isEnabled() and self._window.picture_is_shown

    def _heed_double_click(self) -> None:
        if self._can_go_back:
            self._window.actions_.wall.setChecked(True)
        else:
            self._window.actions_.fullscreen.toggle()

    # -- what the tiles tell -------------------------------------------------------------------------------------

    def cameras(self) -> list[Camera]:
        """The cameras on the wall in their order: all that may show pictures, also those that are away."""
        allowed = {camera.id: camera for camera in self._registry if camera.trust is Trust.ALLOWED}
        return [allowed[camera_id] for camera_id in in_order(allowed, self._settings().camera_order)]

    def refresh(self, shown: str | None = None) -> None:
        """Bring the wall in line with the cameras.

        Args:
            shown: the camera that the window turned to, where it is another than before.
        """
        cameras = self.cameras()
        self._window.set_several(len(cameras) > 1)
        if self.is_shown:
            self._show(cameras)
        if shown is not None:
            self._window.wall.choose(shown)

    def _show(self, cameras: Sequence[Camera]) -> None:
        now, views = self._registry.clock(), self._settings().views
        with_rate = self._window.actions_.statistics.isChecked()
        states = [
            TileState(
                camera.id,
                camera.label,
                texts.tile_line(camera, now, with_rate=with_rate),
                camera.state,
                camera.is_recorded,
                views.get(camera.id, ViewSettings()),
            )
            for camera in cameras
        ]
        self._window.wall.show_tiles(states, self._pictures.frame)
