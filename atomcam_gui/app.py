"""The program with its window: wires everything, owns the tasks and the order of the end. The only user of qasync."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from atomcam_gui import __version__, settings
from atomcam_gui.backend import Backend
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.ending import Ending
from atomcam_gui.errors import AtomCamError, SettingsError
from atomcam_gui.faults import FaultReporter
from atomcam_gui.paths import Paths
from atomcam_gui.phrase import Phrase
from atomcam_gui.program_log import WINDOW_LOG, LogFile, console_handler
from atomcam_gui.push.push_book import PushBook
from atomcam_gui.push.push_service import PushService
from atomcam_gui.single_instance import Instance, Wish
from atomcam_gui.sources.source_book import SourceBook, sources_file
from atomcam_gui.sources.source_service import SourceService
from atomcam_gui.stop_signals import stop_signals
from atomcam_gui.support.last_run import LastRun
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts, icons, qt_messages, theme, translation, warm_up
from atomcam_gui.ui.camera_list import CameraModel
from atomcam_gui.ui.collector import WindowThreadCollector
from atomcam_gui.ui.controller import Controller
from atomcam_gui.ui.help_control import HelpControl
from atomcam_gui.ui.inspector.inspector_control import InspectorControl
from atomcam_gui.ui.keeping import Keeping
from atomcam_gui.ui.log_window import LogBuffer
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import NoticeKind
from atomcam_gui.ui.sharing.sharing_control import SharingControl
from atomcam_gui.ui.sources.sources_control import SourcesControl
from atomcam_gui.ui.wizard.session import SetupSession
from atomcam_gui.video.pool import DecodePool

if TYPE_CHECKING:
    from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
    from atomcam_gui.provisioning.flow.setup_services import SetupServices

logger = logging.getLogger(__name__)


def run(wish: Wish, paths: Paths, instance: Instance) -> int:
    """Open the window and go on until it is closed, or SIGINT or SIGTERM comes. Returns the exit status.

    Args:
        instance: this process, which uses ``paths`` alone.
    """
    with qt_messages.to_the_log():
        qt = make_application()
        with QEventLoop(qt) as loop:
            loop.run_until_complete(_main(qt, loop, paths, instance, wish))
    # All has ended, and the interpreter need not look for what could be thrown away: that takes it a fifth of a second,
    # and much longer on a busy computer.
    gc.freeze()
    return 0


def make_application() -> QApplication:
    """The Qt application of this process, with the program's name and icon."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("AtomCam")
    qt.setApplicationDisplayName("AtomCam")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("io.github.atomcam.AtomCam")
    qt.setWindowIcon(icons.application_icon())
    # The one coroutine below decides when the program ends, not Qt.
    qt.setQuitOnLastWindowClosed(False)
    return qt


async def _main(
    qt: QApplication, loop: asyncio.AbstractEventLoop, paths: Paths, instance: Instance, wish: Wish
) -> None:
    log = LogBuffer()
    handlers = _start_logging(paths, log)
    last_run = LastRun(paths.state)
    if instance.is_first:
        last_run.begin()
    program = Program(qt, paths, log)
    stop = asyncio.Event()
    program.faults.install(loop)
    program.controller.close_wanted.connect(stop.set)
    try:
        with stop_signals(stop):
            await program.start(wish)
            if last_run.crashed:
                program.help.tell_crash()
            await instance.listen(program.grant)
            await stop.wait()
    finally:
        await program.stop()
        await instance.close()
        last_run.end()
        program.faults.uninstall()
        for handler in handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()


def _make_flow(
    backend: Backend, paths: Paths, setup_services: Callable[[Backend, Paths], SetupServices] | None
) -> SetupFlow:
    # Not at the top: they are a quarter of the program, for a few minutes of its life.
    from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
    from atomcam_gui.ui.wizard.services import program_services

    return SetupFlow((setup_services or program_services)(backend, paths))


class Program:
    """All parts of the program with a window, and their order. Made in the event loop's thread, on a running loop.

    Args:
        setup_services: what setting up a camera needs of this computer; None for the real things.
    """

    def __init__(
        self,
        qt: QApplication,
        paths: Paths,
        log: LogBuffer,
        setup_services: Callable[[Backend, Paths], SetupServices] | None = None,
    ) -> None:
        self._collector = WindowThreadCollector()
        self._capture_ms: dict[str, float] = {}
        self.store = settings.SettingsStore(paths.settings_file)
        self._troubles = [trouble for trouble in [settings.load_or_default(self.store)] if trouble]
        self._speech = translation.Speech(qt, self.store.current.language)
        theme.apply(qt, self.store.current.appearance)
        book = TrustBook(paths.cameras_file)
        self._load(book)
        self.backend = Backend.build(book, paths)
        if self.backend.trouble is not None:
            self._troubles.append(self.backend.trouble)
        self.pool = DecodePool()
        self.faults = FaultReporter(self._tell_fault_soon)
        self.tasks = TaskSet(self.faults.report)
        model = CameraModel(self.backend.registry, self.backend.hub, self.pool)
        self.window = MainWindow(model, self.pool)
        setup = SetupSession(
            lambda: _make_flow(self.backend, paths, setup_services),
            self.tasks,
            self.backend.hub,
            self.pool,
            self.window,
        )
        self.controller = Controller(self.window, model, self.backend, self.store, paths, self.tasks, log, setup)
        model.setParent(self.window)
        self.keeping = Keeping(
            self.window,
            model,
            self.backend,
            self.pool,
            self.controller,
            lambda: self.store.current,
            paths,
            self.tasks,
        )
        self.sources = self._make_sources(paths)
        self.sharing = self._make_sharing(paths)
        self.inspector = InspectorControl(
            self.window,
            self.controller,
            self.backend.control,
            self.backend.health,
            self.backend.updates,
            self.backend.registry,
            self.tasks,
        )
        self.help = HelpControl(self.window, self.controller, self.backend, self.store, paths, self.tasks)
        self.window.view.painted.append(self._note_painted)
        self.controller.hooks.rename = self._rename
        self.controller.shown.capture_ms = self._capture_ms.get

    def _make_sources(self, paths: Paths) -> SourcesControl:
        book = SourceBook(sources_file(paths))
        sources = SourcesControl(self.window, self.tasks, SourceService(self.backend.registry, book), book)
        self.controller.hooks.sources = sources
        self.controller.shown.reason = sources.reason
        return sources

    def _make_sharing(self, paths: Paths) -> SharingControl:
        backend = self.backend
        sharing = backend.sharing(paths)
        pushes = PushService(backend.hub, backend.registry, sharing.encoders, PushBook(paths.config / "pushes.json"))
        control = SharingControl(
            self.window, self.tasks, sharing, pushes, backend.registry, backend.server, self.controller.notify
        )
        self.window.add_status_widget(control.badge)
        return control

    def _note_painted(self, frame: Frame, shown_ns: int) -> None:
        """How old a picture was when it came to the screen, where its board's clock is known."""
        if frame.stamp is not None:
            latency = self.backend.clocks.latency_ms(frame.camera_id, frame.stamp.capture_us, shown_ns)
            if latency is not None:
                self._capture_ms[frame.camera_id] = latency
                self.backend.health.note_latency(frame.camera_id, latency)

    def _rename(self, camera_id: str, name: str) -> None:
        """Another name, here and on the camera itself."""
        self.controller.keep(lambda: self.backend.registry.rename(camera_id, name))
        if not self.sources.is_source(camera_id):
            self.tasks.start(self._rename_on_camera(camera_id, name), "rename a camera")

    async def _rename_on_camera(self, camera_id: str, name: str) -> None:
        try:
            await self.backend.control.rename(camera_id, name)
        except AtomCamError as error:
            self.controller.notify("rename", NoticeKind.WARNING, error_texts.sentence(error))

    def grant(self, wish: Wish) -> None:
        """Come to the front, and do what another start of the program wanted."""
        if wish.activation_token:
            os.environ["XDG_ACTIVATION_TOKEN"] = wish.activation_token
        self.window.come_to_front()
        if wish.demo:
            self.window.actions_.demo.setChecked(True)
        self._go_on(wish)

    def _go_on(self, wish: Wish) -> None:
        if wish.set_up:
            self.controller.setup.open()
        for path in wish.recordings:
            self.keeping.library.play(Path(path))

    def _load(self, book: TrustBook) -> None:
        try:
            broken = book.load()
        except SettingsError as error:
            self._troubles.append(Phrase("The list of known cameras could not be read: {error}", error=error))
        else:
            if broken is not None:
                damaged = Phrase("The list of known cameras was damaged. It was kept as {name}.", name=broken.name)
                self._troubles.append(damaged)

    async def start(self, wish: Wish) -> None:
        """Show the window, then listen, then do what this start is for."""
        self.window.show()
        for number, trouble in enumerate(self._troubles):
            logger.warning("%s", trouble)
            self.controller.notify(f"start {number}", NoticeKind.WARNING, error_texts.sentence(trouble))
        await self.controller.start(demo=wish.demo)
        self.keeping.start()
        self.sources.start()
        self.sharing.start()
        self.help.start()
        self.tasks.start(self._warm_up(), "load the rest")
        self._go_on(wish)

    async def _warm_up(self) -> None:
        if await warm_up.load_the_rest():
            self._collector.keep_what_there_is()

    async def stop(self) -> None:
        """End everything in order: window, files, set-up, tasks, server, decoder threads.

        Within 2 s, unless a disk that something is being written to does not answer: it gets ten.
        """
        ending = Ending(self.faults.report)
        for part in (self.controller, self.keeping, self.inspector, self.sources, self.sharing, self.help):
            ending.step(type(part).__name__, part.finish)
        self.window.hide()
        # First of all: whatever hangs afterwards, what was recorded is complete.
        await ending.stage("recordings", self.keeping.close)
        await ending.stage("setting up", self.controller.setup.end)
        await ending.stage("tasks", self.tasks.cancel_all)
        await ending.together(
            {
                "sharing": self.sharing.close,
                "the server": self.backend.server.stop,
                "network cameras": self.sources.close,
            }
        )
        await ending.stage("the cameras' controls", self.backend.close)
        ending.step("decoders", self.pool.close)
        # Without a parent, so Qt will not do it; and only now does nothing point at it any more.
        self.window.deleteLater()
        self._speech.end()
        self._collector.close()
        logger.info("AtomCam ended in %.2f s", ending.seconds)

    def _tell_fault_soon(self) -> None:
        """Tell the user of a fault. For any thread."""
        QTimer.singleShot(0, self.controller, self.controller.tell_fault)


def _start_logging(paths: Paths, log: LogBuffer) -> list[logging.Handler]:
    """Log to the log window, to a small file, and warnings to standard error where there is one."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    logging.getLogger("qasync").setLevel(logging.WARNING)
    handlers: list[logging.Handler] = [log.handler, LogFile(paths.state / WINDOW_LOG)]
    console = console_handler()
    if console is not None:
        handlers.append(console)
    for handler in handlers:
        root.addHandler(handler)
    logger.info("AtomCam %s starts", __version__)
    return handlers
