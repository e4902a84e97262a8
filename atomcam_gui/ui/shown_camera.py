"""Which camera is looked at, alone or on the wall, and what the window says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.last_pictures import LastPictures
from atomcam_gui.camera.order import merged
from atomcam_gui.camera.registry import CameraAdded, CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.settings import MAX_ORDER, Settings, ViewSettings
from atomcam_gui.ui import texts
from atomcam_gui.ui.camera_list import CameraModel
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.name_editor import NameEditor
from atomcam_gui.ui.wall.wall_control import WallControl

_EDITOR_MARGIN = 16
_EDITOR_WIDTH = 280


class ShownCamera(QObject):
    """For the window's thread, which is the event loop's too.

    Args:
        settings: those of the moment.
        keep: takes changed ones over.
        pictures: the last one of each camera.
    """

    changed = Signal(object)
    """The id of the camera that is looked at now, or None."""
    menu_wanted = Signal(str, QPoint)
    """For the camera that is looked at, at this place of the screen."""
    renamed = Signal(str, str)
    """The user gave this camera another name."""

    def __init__(
        self,
        window: MainWindow,
        model: CameraModel,
        registry: CameraRegistry,
        hub: Hub,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
        pictures: LastPictures,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._registry = registry
        self._hub = hub
        self._settings = settings
        self._keep = keep
        self._pictures = pictures
        self.camera_id: str | None = None
        """The camera that is looked at: the one in the window, or the chosen one of the wall."""
        self.wanted: str | None = None
        """The camera to turn to as soon as it is here, unless the user turns to another before."""
        self.capture_ms: Callable[[str], float | None] = lambda _: None
        """How long ago the newest picture of a camera that was painted had been taken then, where that is known."""
        self.reason: Callable[[str], str] = lambda _: ""
        """Why a camera that is asked for its pictures shows none, in a sentence; empty for all others."""
        self.wall = WallControl(window, registry, settings, pictures)
        self.wall.chosen.connect(self._choose)
        self.wall.order_changed.connect(self._keep_order)
        view = window.view
        window.cameras.chosen.connect(self._choose_in_list)
        for shows in (window.cameras, window.wall):
            shows.menu_wanted.connect(self._ask_for_menu)
            shows.renamed.connect(self.renamed)
        view.turned.connect(self._remember_view)
        view.corrupt_found.connect(self._count_corrupt)
        self._connect_actions()

    def _connect_actions(self) -> None:
        view, actions = self._window.view, self._window.actions_
        actions.rename.setEnabled(False)
        actions.rename.triggered.connect(self._edit_name)
        actions.wall.toggled.connect(lambda _: self.refresh())
        actions.statistics.toggled.connect(lambda _: self.refresh())
        actions.next_camera.triggered.connect(lambda: self._step(1))
        actions.previous_camera.triggered.connect(lambda: self._step(-1))
        actions.rotate_left.triggered.connect(lambda: view.rotate(-90))
        actions.rotate_right.triggered.connect(lambda: view.rotate(90))
        actions.mirror.triggered.connect(view.mirror)
        actions.zoom_in.triggered.connect(lambda: view.zoom(1.25))
        actions.zoom_out.triggered.connect(lambda: view.zoom(0.8))
        actions.zoom_fit.triggered.connect(view.zoom_fit)
        actions.zoom_actual.triggered.connect(view.zoom_actual)

    # -- cameras come and go -------------------------------------------------------------------------------------

    def heed(self, event: RegistryEvent) -> None:
        """A camera came, went or is another than before."""
        match event:
            case CameraAdded(camera):
                self._model.add(camera)
                still = self._pictures.frame(camera.id)
                if still is not None:
                    self._model.show_still(still)
                self._turn_to_first(camera)
            case CameraChanged(camera):
                self._model.refresh(camera)
                self._turn_to_first(camera)
            case CameraRemoved(camera):
                self._model.remove(camera)
                if camera.id == self.camera_id:
                    self._show_another()
            case _:
                return
        self.show_page()
        self.refresh()

    def _turn_to_first(self, camera: Camera) -> None:
        """Show a camera that may be shown, where it is the one wanted or none is shown yet."""
        is_here = camera.connection is not None
        if camera.trust is not Trust.ALLOWED or camera.id == self.camera_id:
            return
        is_wanted = camera.id == self.wanted
        if is_wanted or self._may_leave(is_here=is_here):
            # One that is wanted but away leaves its place to one that comes, and takes it back.
            wanted = None if is_wanted and is_here else self.wanted
            self._choose(camera.id)
            self.wanted = wanted

    def _may_leave(self, *, is_here: bool) -> bool:
        """Whether another camera may take the place of the one that is shown, though nobody asked for it.

        Args:
            is_here: the other one is connected.
        """
        shown = self._registry.get(self.camera_id) if self.camera_id else None
        if shown is None or shown.trust is not Trust.ALLOWED:
            return True
        was_never_here = shown.connection is None and shown.connected_at is None
        return was_never_here and is_here and self.wanted is not None

    def _show_another(self) -> None:
        self._hub.detach(self._window.view, self.camera_id)
        self.camera_id = None
        self._window.view.show_camera(None, ViewSettings())
        self._window.actions_.rename.setEnabled(False)
        self.changed.emit(None)
        for camera in self.wall.cameras():
            self._turn_to_first(camera)
            return

    def show_page(self) -> None:
        """Pictures, or the page that explains itself."""
        self._window.show_picture_page(any(camera.trust is Trust.ALLOWED for camera in self._registry))

    # -- what the user turns to ----------------------------------------------------------------------------------

    def turn_to(self, camera_id: str) -> None:
        """Show this camera alone, as if the user had turned to it in the list."""
        self._window.show_live()
        self._choose_in_list(camera_id)

    def _choose_in_list(self, camera_id: str) -> None:
        if camera_id != self.camera_id:
            self._choose(camera_id)
        self.wall.leave()

    def _choose(self, camera_id: str) -> None:
        view, hub = self._window.view, self._hub
        hub.detach(view, self.camera_id)
        hub.detach(view, camera_id)
        self.camera_id, self.wanted = camera_id, None
        hub.attach(view, camera_id)
        view.show_camera(camera_id, self._settings().views.get(camera_id, ViewSettings()))
        self._window.cameras.show_current(camera_id)
        self._window.actions_.rename.setEnabled(True)
        self.show_page()
        self.refresh()
        self.changed.emit(camera_id)

    def _step(self, by: int) -> None:
        if self.wall.is_shown:
            self._window.wall.step(by)
        else:
            self._window.cameras.step(by)

    def _ask_for_menu(self, camera_id: str, at: QPoint) -> None:
        if camera_id != self.camera_id:
            self._choose(camera_id)
        self.menu_wanted.emit(camera_id, at)

    def _edit_name(self) -> None:
        """Where the user sees the camera's name, or else over its picture."""
        camera = self._registry.get(self.camera_id) if self.camera_id is not None else None
        if camera is None:
            return
        window, camera_id = self._window, camera.id
        if window.wall_is_shown:
            window.wall.edit_name(camera_id)
        elif window.cameras.isVisible():
            window.cameras.edit_name(camera_id)
        elif window.picture_is_shown:
            place = QRect(_EDITOR_MARGIN, 0, _EDITOR_WIDTH, window.view.height() - _EDITOR_MARGIN)
            editor = NameEditor(camera.label, place, window.view)
            editor.accepted.connect(lambda name: self.renamed.emit(camera_id, name))

    # -- what is remembered --------------------------------------------------------------------------------------

    def settings_changed(self) -> None:
        """The settings are others than before."""
        self._model.set_order(self._settings().camera_order)
        self.refresh()

    def _keep_order(self, wanted: list[str]) -> None:
        order = merged(self._settings().camera_order, wanted, MAX_ORDER)
        self._keep(replace(self._settings(), camera_order=order))
        self.settings_changed()

    def _remember_view(self) -> None:
        if self.camera_id is not None:
            self._keep(self._settings().with_view(self.camera_id, self._window.view.view_settings))
            self.refresh()

    def _count_corrupt(self, amount: int) -> None:
        if self.camera_id is not None:
            self._registry.count_corrupt(self.camera_id, amount)

    # -- what the window says ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring caption, statistics, title and wall in line with the cameras."""
        camera = self._registry.get(self.camera_id) if self.camera_id else None
        now = self._registry.clock()
        view = self._window.view
        self.wall.refresh(self.camera_id)
        still = self._pictures.frame(camera.id) if camera is not None and self._window.picture_is_shown else None
        if still is not None and camera is not None and camera.trust is Trust.ALLOWED:
            view.show_still(still)
        reason = self.reason(camera.id) if camera is not None else ""
        view.set_caption("\n".join(filter(None, (texts.view_caption(camera, now), reason))))
        self._window.set_camera_name(camera.label if camera else "")
        if self._window.actions_.statistics.isChecked() and camera is not None and camera.trust is Trust.ALLOWED:
            view.set_overlay(texts.statistics_lines(camera, view.numbers(), now, self.capture_ms(camera.id)))
        else:
            view.set_overlay(())
        self._window.record_overlay.place()
