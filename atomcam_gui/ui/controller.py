"""Joins the window and the program behind it: events in, the user's wishes out."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from atomcam_gui.backend import DEMO_ID, Backend
from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.known_cameras import is_known, keep_names, list_known_cameras
from atomcam_gui.camera.last_pictures import LastPictures
from atomcam_gui.camera.registry import CameraRemoved, ImpostorRefused, RegistryEvent
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import PortInUse, PortNotPermitted, ServerError, SettingsError
from atomcam_gui.paths import Paths
from atomcam_gui.server.addresses import local_addresses
from atomcam_gui.settings import Settings, SettingsStore, WindowState
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts, texts, theme
from atomcam_gui.ui.about_dialog import AboutDialog
from atomcam_gui.ui.camera_hooks import CameraHooks
from atomcam_gui.ui.camera_list import CameraModel
from atomcam_gui.ui.camera_menu import CameraMenu
from atomcam_gui.ui.connect_dialog import ConnectDialog
from atomcam_gui.ui.door import Door
from atomcam_gui.ui.log_window import LogBuffer, LogWindow
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, Notice, NoticeKind
from atomcam_gui.ui.settings_dialog import SettingsDialog, SettingsPage
from atomcam_gui.ui.shown_camera import ShownCamera
from atomcam_gui.ui.wizard.session import SetupSession

logger = logging.getLogger(__name__)

_REFRESH_MS = 500
_LIST_EVERY = 4
_PICTURES_EVERY = 600
"""In ticks: what a crash may take of the last pictures is five minutes."""


class Controller(QObject):
    """Owns no widget and no socket, but knows both sides. For the window's thread, which is the event loop's too."""

    close_wanted = Signal()
    """The user wants the program to end, and nothing speaks against it."""
    camera_shown = Signal(object)
    """The id of the camera that the window turned to, or None."""
    cameras_changed = Signal()
    """A camera came or went, or is another than before."""
    report_wanted = Signal()
    """Something failed that nobody expected, and the user wants to save a report of it."""
    settings_changed = Signal()
    """The user accepted other settings."""

    def __init__(
        self,
        window: MainWindow,
        model: CameraModel,
        backend: Backend,
        store: SettingsStore,
        paths: Paths,
        tasks: TaskSet,
        log: LogBuffer,
        setup: SetupSession,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._backend = backend
        self._registry = backend.registry
        self._store = store
        self._paths = paths
        self._tasks = tasks
        self._log = log
        self._log_window: LogWindow | None = None
        self.setup = setup
        self.hooks = CameraHooks()
        """What other parts do for cameras; whoever puts the program together fills it."""
        self.pictures = LastPictures(backend.hub, paths.cache / "last-pictures", self._is_known)
        self.shown = ShownCamera(
            window, model, self._registry, backend.hub, lambda: store.current, self._replace, self.pictures
        )
        self.shown.changed.connect(self.camera_shown)
        self.setup.camera_ready.connect(self.shown.turn_to)
        self.shown.renamed.connect(self._rename)
        self._door = Door(window, self._registry, self.keep, self._rename, self.hooks, self.pictures)
        self._menu = CameraMenu(window, self._registry, self._door, self.hooks, self.shown.wall.enlarge)
        self.shown.menu_wanted.connect(self._menu.show)
        self._demo: asyncio.Task[None] | None = None
        self._demo_for_now = False
        self._listening = asyncio.Lock()
        self._ticks = 0
        self._unsubscribe = self._registry.subscribe(self._registry_event)
        self._connect_actions()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self.shown.show_page()

    def _connect_actions(self) -> None:
        window, actions = self._window, self._window.actions_
        window.empty_page.set_up_wanted.connect(actions.set_up.trigger)
        window.empty_page.demo_wanted.connect(lambda: actions.demo.setChecked(True))
        window.empty_page.own_camera_wanted.connect(actions.own_camera.trigger)
        actions.set_up.triggered.connect(self.setup.open)
        actions.own_camera.triggered.connect(self._explain_own_camera)
        actions.demo.toggled.connect(self._set_demo)
        actions.cameras.triggered.connect(self._door.show_cameras)
        actions.settings.triggered.connect(lambda: self.show_settings())
        actions.quit.triggered.connect(window.close)
        actions.log.triggered.connect(self.show_log)
        actions.about.triggered.connect(lambda: self._open(AboutDialog(window)))
        window.close_wanted.connect(self._wish_to_close)

    # -- start and end -------------------------------------------------------------------------------------------

    async def start(self, *, demo: bool) -> None:
        """Bring back the last state and listen."""
        settings = self._store.current
        state = settings.window if settings.start_with_last_state else WindowState()
        actions = self._window.actions_
        self._window.restore_geometry(state.geometry)
        actions.sidebar.setChecked(state.sidebar)
        actions.statistics.setChecked(state.statistics)
        actions.inspector.setChecked(state.inspector)
        actions.wall.setChecked(state.wall)
        self.shown.wanted = state.camera_id or None
        self._model.set_order(settings.camera_order)
        await self.pictures.load()
        list_known_cameras(self._registry, self.pictures.seen_at)
        await self._listen()
        # `--demo` is for this run; only the user's own choice is remembered.
        self._demo_for_now = demo and not state.demo
        if demo or state.demo:
            actions.demo.setChecked(True)

    def finish(self) -> None:
        """Remember the state and let go of the backend. The window's part of the end."""
        self._timer.stop()
        self._unsubscribe()
        actions = self._window.actions_
        if actions.fullscreen.isChecked():
            actions.fullscreen.setChecked(False)
        state = WindowState(
            geometry=self._window.saved_geometry(),
            sidebar=actions.sidebar.isChecked(),
            statistics=actions.statistics.isChecked(),
            camera_id=self.shown.wanted or self.shown.camera_id or "",
            demo=actions.demo.isChecked() and not self._demo_for_now,
            wall=actions.wall.isChecked(),
            inspector=actions.inspector.isChecked(),
        )
        self.keep(lambda: self._store.change(window=state))
        self.keep(lambda: keep_names(self._registry))

    async def close(self) -> None:
        """Keep the cameras' last pictures. The end of it; takes a moment at most."""
        await self.pictures.close()

    def _wish_to_close(self) -> None:
        if not self.setup.hold(self.close_wanted.emit):
            self.close_wanted.emit()

    def notify(self, key: str, kind: NoticeKind, text: str, *choices: Choice) -> None:
        """Show a notice bar."""
        self._window.notices.show_notice(Notice(key, kind, text, choices))

    def tell_fault(self) -> None:
        """Something failed that nobody expected; the log has it whole."""
        text = self.tr("Something went wrong inside AtomCam. It goes on; the log says more, for a report.")
        log = Choice(self.tr("Show the log"), self.show_log, self.tr("Open the log window"))
        report = Choice(
            self.tr("Save a report…"), self.report_wanted.emit, self.tr("Save what happened, for whoever can help")
        )
        self.notify("fault", NoticeKind.ERROR, text, report, log)

    # -- the server ----------------------------------------------------------------------------------------------

    async def _listen(self) -> None:
        async with self._listening:
            settings = self._store.current
            demo = self._window.actions_.demo.isChecked()
            await self._stop_demo()
            try:
                await self._backend.server.start(settings.bind, settings.port)
            except ServerError as error:
                logger.warning("%s", error)
                self._tell_server_trouble(error)
            else:
                self._window.notices.dismiss("server")
                if demo:
                    self._start_demo()
            self._show_urls()

    def _tell_server_trouble(self, error: ServerError) -> None:
        choices = []
        if isinstance(error, PortInUse | PortNotPermitted) and error.free_port:
            port = error.free_port
            label = self.tr("Use port %1 instead").replace("%1", str(port))
            help_text = self.tr("Listen there from now on; your cameras need the new address")
            choices.append(Choice(label, lambda: self._use(replace(self._store.current, port=port)), help_text))
        choices.append(Choice(self.tr("Settings…"), lambda: self.show_settings(), self.tr("Choose port and address")))
        text = texts.server_trouble(error)
        self._window.notices.dismiss("server")
        self._window.notices.show_notice(Notice("server", NoticeKind.ERROR, text, tuple(choices), closable=False))

    def _show_urls(self) -> None:
        server = self._backend.server
        self._window.address.set_urls(server.urls if server.listening else ())

    def change_settings(self, settings: Settings) -> None:
        """Take over settings that the user accepted elsewhere."""
        self._use(settings)

    def _use(self, settings: Settings) -> None:
        """Settings that the user accepted."""
        old = self._store.current
        self.keep(lambda: self._store.replace(settings))
        app = QApplication.instance()
        if settings.appearance is not old.appearance and isinstance(app, QApplication):
            theme.apply(app, settings.appearance)
        moved = (settings.bind, settings.port) != (old.bind, old.port)
        if moved or not self._backend.server.listening:
            self._tasks.start(self._listen(), "listen anew")
        self.shown.settings_changed()
        self.settings_changed.emit()

    def _replace(self, settings: Settings) -> None:
        """Settings that nobody else need know of."""
        self.keep(lambda: self._store.replace(settings))

    # -- the demo camera -----------------------------------------------------------------------------------------

    def _set_demo(self, on: bool) -> None:
        if on:
            self.shown.wanted = DEMO_ID
            if self._backend.server.listening:
                self._start_demo()
        else:
            self._demo_for_now = False
            self._tasks.start(self._end_demo(), "end the demo camera")

    def _start_demo(self) -> None:
        if self._demo is None:
            self._demo = self._tasks.start(self._run_demo(), "demo camera")

    async def _run_demo(self) -> None:
        # Not at the top, and in a thread: drawing its pictures takes NumPy, and nobody should wait for that.
        await in_daemon_thread(lambda: importlib.import_module("atomcam_gui.demo.client"), "load the demo camera")
        from atomcam_gui.demo import client as demo_client

        await demo_client.run(self._backend.demo_camera(self.tr("Demo camera")))

    async def _stop_demo(self) -> None:
        task, self._demo = self._demo, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _end_demo(self) -> None:
        async with self._listening:
            if not self._window.actions_.demo.isChecked():
                await self._stop_demo()
                self._registry.remove(DEMO_ID)

    # -- cameras -------------------------------------------------------------------------------------------------

    def _registry_event(self, event: RegistryEvent) -> None:
        if isinstance(event, ImpostorRefused):
            self._door.tell_impostor(event)
            return
        if isinstance(event, CameraRemoved):
            self.pictures.drop(event.camera.id)
        elif event.camera.state is CameraState.LOST:
            self._note_lost(event.camera)
        self.shown.heed(event)
        self._door.refresh()
        self.cameras_changed.emit()

    def _note_lost(self, camera: Camera) -> None:
        """Keep what it saw last; of one that was not here in this run, that tells since when it is away."""
        seen_at = self.pictures.seen_at.get(camera.id)
        if camera.lost_at is None and seen_at is not None:
            self._registry.remember(camera.id, camera.claimed_id, camera.address, camera.name, seen_at)
        self.keep(lambda: keep_names(self._registry))
        self.pictures.write_soon()

    def _is_known(self, camera_id: str) -> bool:
        return is_known(self._registry, camera_id) or self.hooks.is_source(camera_id)

    def _rename(self, camera_id: str, name: str) -> None:
        if self.hooks.rename is not None:
            self.hooks.rename(camera_id, name)
        else:
            self.keep(lambda: self._registry.rename(camera_id, name))

    # -- dialogs -------------------------------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        dialog.open()

    def _explain_own_camera(self) -> None:
        self._open(ConnectDialog(self._backend.server.urls[0], self._window))

    def show_settings(self, page: SettingsPage = SettingsPage.CAMERAS) -> None:
        """Open the settings dialog."""
        dialog = SettingsDialog(self._store.current, local_addresses(), self._paths, self._window, page)
        dialog.settings_accepted.connect(self._use)
        self._open(dialog)

    def show_log(self) -> None:
        """Open the log window, or bring it to the front."""
        if self._log_window is None:
            self._log_window = LogWindow(self._log, self._window)
        self._log_window.show()
        self._log_window.raise_()
        self._log_window.activateWindow()

    def keep(self, write: Callable[[], object]) -> None:
        """Do something that writes a file; a failure is told, and what was decided holds until the end."""
        try:
            write()
        except SettingsError as error:
            logger.warning("%s", error)
            text = self.tr("This holds only until AtomCam is closed, because it could not be saved: %1")
            self.notify("settings", NoticeKind.WARNING, text.replace("%1", error_texts.words(error)))

    # -- a few times a second ------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._ticks += 1
        self.shown.refresh()
        if self._ticks % _LIST_EVERY == 0:
            self._model.refresh_lines()
            self._show_rate()
        if self._ticks % (_LIST_EVERY * 10) == 0:
            self._show_urls()  # the network may have changed
        if self._ticks % _PICTURES_EVERY == 0:
            self.pictures.write_soon()

    def _show_rate(self) -> None:
        now = self._registry.clock()
        live = [c for c in self._registry if c.state is CameraState.LIVE]
        total = sum(camera.statistics.meter.rates(now)[1] for camera in live)
        self._window.set_rate(texts.bit_rate(total) if live else "")
