"""What helps the user along: the page of the first start, help, reports, and word of a newer version."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from atomcam_gui.backend import Backend
from atomcam_gui.camera.camera import Camera
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import AtomCamError
from atomcam_gui.paths import Paths
from atomcam_gui.provisioning.firmware.patient_sockets import Stop, Stopped
from atomcam_gui.settings import SettingsStore
from atomcam_gui.support import bundle, new_version
from atomcam_gui.support.bundle import Part
from atomcam_gui.support.new_version import NewVersion
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.controller import Controller
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, NoticeKind
from atomcam_gui.ui.report_dialog import ReportDialog
from atomcam_gui.ui.welcome_page import WelcomePage

logger = logging.getLogger(__name__)

FIRST_LOOK_MS = 20_000
"""A newer version is looked for once the program has long been at work."""
LOOK_EVERY_MS = 24 * 3600 * 1000


class HelpControl(QObject):
    """For the window's thread. Connects the actions itself."""

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        backend: Backend,
        store: SettingsStore,
        paths: Paths,
        tasks: TaskSet,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._backend = backend
        self._store = store
        self._paths = paths
        self._tasks = tasks
        self._stop = Stop()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look_soon)
        window.actions_.report.triggered.connect(lambda: self.open_report())
        controller.report_wanted.connect(lambda: self.open_report(self.tr("Something went wrong inside AtomCam.")))
        self.welcome: WelcomePage | None = None

    def start(self) -> None:
        """Welcome whoever starts it for the first time; look for a newer version where that is wanted."""
        if not self._store.current.welcomed:
            self._show_welcome()
        self._timer.start(FIRST_LOOK_MS)

    def finish(self) -> None:
        """The window's part of the end."""
        self._timer.stop()
        self._stop.set()

    # -- the first start -----------------------------------------------------------------------------------------

    def _show_welcome(self) -> None:
        actions = self._window.actions_
        page = self.welcome = WelcomePage(self._window)
        page.set_up_wanted.connect(actions.set_up.trigger)
        page.source_wanted.connect(actions.add_source.trigger)
        page.own_camera_wanted.connect(actions.own_camera.trigger)
        page.demo_wanted.connect(lambda: actions.demo.setChecked(True))
        page.updates_toggled.connect(self._want_updates)
        self._window.set_welcome(page)
        self._controller.camera_shown.connect(self._welcomed)

    def _welcomed(self, camera_id: str | None) -> None:
        """Whoever has seen a picture needs no welcome any more."""
        if camera_id is not None and not self._store.current.welcomed:
            self._controller.change_settings(dataclasses.replace(self._store.current, welcomed=True))

    def _want_updates(self, wanted: bool) -> None:
        self._controller.change_settings(dataclasses.replace(self._store.current, look_for_updates=wanted))

    # -- reports -------------------------------------------------------------------------------------------------

    def tell_crash(self) -> None:
        """The last run did not end as it should."""
        text = self.tr("AtomCam was not closed properly the last time. Recordings that were under way are repaired.")
        choice = Choice(
            self.tr("Save a report…"),
            lambda: self.open_report(self.tr("AtomCam was not closed properly the last time.")),
            self.tr("Save what happened, for whoever can help"),
        )
        self._controller.notify("crash", NoticeKind.WARNING, text, choice)

    def open_report(self, why: str = "") -> None:
        """Let the user save a report."""
        settings = dataclasses.asdict(self._store.current)
        registry = self._backend.registry
        state = [_state_line(camera, registry.clock()) for camera in registry]
        state.insert(0, f"listening: {self._backend.server.listening}, port {self._backend.server.port}")
        paths = self._paths

        def collect(words: str) -> Sequence[Part]:
            return bundle.collect(paths, settings, state, words)

        ReportDialog(collect, self._tasks, why, self._window).show()

    # -- a newer version -----------------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        self._timer.start(LOOK_EVERY_MS)
        if self._store.current.look_for_updates:
            self._tasks.start(self.look_for_newer_version(), "look for a newer version")

    async def look_for_newer_version(self) -> None:
        """Ask, and tell the user where there is one. A failure is for the log alone."""
        asked_at = time.monotonic()
        try:
            found = await in_daemon_thread(lambda: new_version.find(self._stop), "atomcam version")
        except Stopped:
            return
        except AtomCamError as error:
            logger.info("whether there is a newer version could not be asked: %s", error)
            return
        logger.info("looked for a newer version in %.1f s: %s", time.monotonic() - asked_at, found or "none")
        if found is not None:
            self._tell_newer(found)

    def _tell_newer(self, found: NewVersion) -> None:
        text = self.tr("AtomCam %1 is there.").replace("%1", found.version)
        choice = Choice(
            self.tr("What is new"),
            lambda: _open_page(found.page),
            self.tr("Open its page in your browser; nothing is installed by itself"),
        )
        self._controller.notify("new version", NoticeKind.INFO, text, choice)


def _state_line(camera: Camera, now: float) -> str:
    """What a report tells of a camera."""
    status = camera.as_status(now)
    hello = camera.hello
    kind = ", ".join(filter(None, (hello.board, hello.sensor, hello.firmware))) if hello is not None else "no hello"
    facts = ", ".join(
        f"{name} {status[name]}" for name in ("state", "trust", "fps", "width", "height", "lost", "corrupt")
    )
    return f"camera {camera.id}: {facts}; {kind}"


def _open_page(page: str) -> None:
    QDesktopServices.openUrl(QUrl(page))
