"""What helps the user along: the page of the first start, help, reports, and word of a newer version."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from atomcam_gui.backend import Backend
from atomcam_gui.camera.camera import Camera
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import AtomCamError
from atomcam_gui.paths import Paths
from atomcam_gui.provisioning.firmware.patient_sockets import Stop, Stopped
from atomcam_gui.settings import SettingsStore
from atomcam_gui.support.writable import why_not_writable
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.controller import Controller
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, NoticeKind
from atomcam_gui.ui.welcome_page import WelcomePage

if TYPE_CHECKING:
    from atomcam_gui.support.bundle import Part
    from atomcam_gui.support.new_version import NewVersion
    from atomcam_gui.ui.help_window import HelpTopic, HelpWindow

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
        self.pages: HelpWindow | None = None
        window.actions_.help.triggered.connect(lambda: self.open_help())
        window.actions_.report.triggered.connect(lambda: self.open_report())
        controller.report_wanted.connect(lambda: self.open_report(self.tr("Something went wrong inside AtomCam.")))
        self.welcome: WelcomePage | None = None

    def start(self) -> None:
        """Welcome whoever starts it for the first time; look for a newer version where that is wanted."""
        if not self._store.current.welcomed:
            self._show_welcome()
        self._tasks.start(self._tell_what_is_not_kept(), "look where settings are kept")
        self._timer.start(FIRST_LOOK_MS)

    async def _tell_what_is_not_kept(self) -> None:
        folder = self._paths.config
        reason = await in_daemon_thread(lambda: why_not_writable(folder), "atomcam settings folder")
        if reason is not None:
            logger.warning("nothing can be written in the folder %s (%s)", folder, reason)
            text = self.tr(
                "Settings, cameras and share links hold only until AtomCam is closed: nothing can be written in the "
                "folder %1 (%2)."
            )
            text = text.replace("%1", str(folder)).replace("%2", reason)
            self._controller.notify("settings", NoticeKind.WARNING, text)

    def finish(self) -> None:
        """The window's part of the end."""
        self._timer.stop()
        self._stop.set()
        if self.pages is not None:
            self.pages.close()

    def open_help(self, topic: HelpTopic | None = None) -> None:
        """Show the help, at a page where one is named."""
        from atomcam_gui.ui.help_window import HelpTopic, HelpWindow
        from atomcam_gui.ui.translation import language_for

        if self.pages is None:
            language = language_for(self._store.current.language)
            self.pages = HelpWindow(topic or HelpTopic.FIRST_STEPS, language, self._window)
        elif topic is not None:
            self.pages.show_topic(topic)
        self.pages.show()
        self.pages.raise_()
        self.pages.activateWindow()

    # -- the first start -----------------------------------------------------------------------------------------

    def _show_welcome(self) -> None:
        actions = self._window.actions_
        page = self.welcome = WelcomePage(self._window)
        page.set_up_wanted.connect(actions.set_up.trigger)
        page.source_wanted.connect(actions.add_source.trigger)
        page.own_camera_wanted.connect(actions.own_camera.trigger)
        page.demo_wanted.connect(lambda: actions.demo.setChecked(True))
        page.updates.setChecked(self._store.current.look_for_updates)
        page.updates_toggled.connect(self._want_updates)
        self._window.set_welcome(page)
        self._window.view.painted.append(self._welcomed)

    def _welcomed(self, *_: object) -> None:
        """Whoever has seen a picture needs no welcome any more."""
        page, self.welcome = self.welcome, None
        if page is not None:
            self._window.set_welcome(None)
            page.deleteLater()
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
        # Not at the top, as all that is opened now and then: the window is there sooner.
        from atomcam_gui.support import bundle
        from atomcam_gui.ui.report_dialog import ReportDialog

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
        from atomcam_gui.support import new_version

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
