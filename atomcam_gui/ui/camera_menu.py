"""The menu of one camera, on its tile and in the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.ui import icons
from atomcam_gui.ui.camera_hooks import CameraHooks
from atomcam_gui.ui.door import Door
from atomcam_gui.ui.main_window import MainWindow


class CameraMenu(QObject):
    """For the window's thread. Its camera is always the one that is looked at: so all actions are about it.

    Args:
        enlarge: shows a camera alone.
    """

    def __init__(
        self,
        window: MainWindow,
        registry: CameraRegistry,
        door: Door,
        hooks: CameraHooks,
        enlarge: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._registry = registry
        self._door = door
        self._hooks = hooks
        self._enlarge = enlarge

    def show(self, camera_id: str, at: QPoint) -> None:
        """Open it at a place of the screen."""
        camera = self._registry.get(camera_id)
        if camera is not None:
            menu = self.menu_of(camera)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    def menu_of(self, camera: Camera) -> QMenu:
        """What can be done with a camera."""
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        if camera.trust is Trust.ALLOWED:
            self._add_picture_part(menu, camera)
        self._add_care_part(menu, camera)
        menu.addSeparator()
        self._add_trust_part(menu, camera)
        return menu

    def _add_picture_part(self, menu: QMenu, camera: Camera) -> None:
        actions = self._window.actions_
        if self._window.wall_is_shown:
            alone = self._add(
                menu, self.tr("Show &alone"), "picture", self.tr("As large as the window; Escape goes back")
            )
            alone.triggered.connect(partial(self._enlarge, camera.id))
            menu.setDefaultAction(alone)
            menu.addSeparator()
        menu.addActions([actions.snapshot, actions.record, actions.motion])
        menu.addSeparator()
        menu.addActions([actions.rotate_left, actions.rotate_right, actions.mirror])
        menu.addSeparator()

    def _add_care_part(self, menu: QMenu, camera: Camera) -> None:
        actions = self._window.actions_
        if camera.trust is Trust.ALLOWED:
            menu.addAction(actions.inspector)
            menu.addAction(actions.identify)
        menu.addAction(actions.rename)
        sources = self._hooks.sources
        if sources is not None and sources.is_source(camera.id):
            edit = self._add(menu, self.tr("&Edit address…"), "edit", self.tr("Where this network camera is asked"))
            edit.triggered.connect(partial(sources.edit, camera.id))
        elif camera.trust is Trust.ALLOWED:
            menu.addAction(actions.update_camera)

    def _add_trust_part(self, menu: QMenu, camera: Camera) -> None:
        if camera.trust is not Trust.ALLOWED:
            allow = self._add(menu, self.tr("&Allow"), "allow", self.tr("Show its picture, now and whenever it comes"))
            allow.triggered.connect(partial(self._door.decide, camera.id, Trust.ALLOWED))
        if camera.trust is not Trust.BLOCKED:
            block = self._add(menu, self.tr("&Block"), "block", self.tr("Turn it away, now and whenever it comes"))
            block.triggered.connect(partial(self._door.decide, camera.id, Trust.BLOCKED))
        forget = self._add(menu, self.tr("&Forget…"), "trash", self._door.forget_tip(camera))
        forget.triggered.connect(partial(self._door.forget, camera.id))

    @staticmethod
    def _add(menu: QMenu, text: str, icon: str, tip: str) -> QAction:
        action = menu.addAction(icons.icon(icon), text)
        action.setToolTip(tip)
        return action
