"""The program with its window: wires everything, owns the tasks and the order of the end. The only user of qasync."""

from __future__ import annotations

import asyncio
import logging
import logging.handlers
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from atomcam_gui import __version__, settings
from atomcam_gui.backend import Backend
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.errors import SettingsError
from atomcam_gui.faults import FaultReporter
from atomcam_gui.paths import Paths, find_paths
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_services import SetupServices
from atomcam_gui.stop_signals import stop_signals
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.camera_list import CameraModel
from atomcam_gui.ui.collector import WindowThreadCollector
from atomcam_gui.ui.controller import Controller
from atomcam_gui.ui.keeping import Keeping
from atomcam_gui.ui.log_window import FORMAT, LogBuffer
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import NoticeKind
from atomcam_gui.ui.wizard.services import program_services
from atomcam_gui.ui.wizard.session import SetupSession
from atomcam_gui.video.pool import DecodePool

logger = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000


def run(*, demo: bool) -> int:
    """Open the window and go on until it is closed, or SIGINT or SIGTERM comes. Returns the exit status."""
    qt = make_application()
    with QEventLoop(qt) as loop:
        loop.run_until_complete(_main(qt, loop, demo=demo))
    return 0


def make_application() -> QApplication:
    """The Qt application of this process, with the program's name and icon."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("AtomCam")
    qt.setApplicationDisplayName("AtomCam")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("atomcam")
    qt.setWindowIcon(icons.application_icon())
    # The one coroutine below decides when the program ends, not Qt.
    qt.setQuitOnLastWindowClosed(False)
    return qt


async def _main(qt: QApplication, loop: asyncio.AbstractEventLoop, *, demo: bool) -> None:
    paths = find_paths()
    log = LogBuffer()
    handlers = _start_logging(paths, log)
    program = Program(qt, paths, log)
    stop = asyncio.Event()
    program.faults.install(loop)
    program.controller.close_wanted.connect(stop.set)
    try:
        with stop_signals(stop):
            await program.start(demo=demo)
            await stop.wait()
    finally:
        await program.stop()
        program.faults.uninstall()
        for handler in handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()


class Program:
    """All parts of the program with a window, and their order. Made in the event loop's thread, on a running loop.

    Args:
        setup_services: what setting up a camera needs of this computer.
    """

    def __init__(
        self,
        qt: QApplication,
        paths: Paths,
        log: LogBuffer,
        setup_services: Callable[[Backend, Paths], SetupServices] = program_services,
    ) -> None:
        self._collector = WindowThreadCollector()
        self.store = settings.SettingsStore(paths.settings_file)
        self._troubles = [trouble for trouble in [settings.load_or_default(self.store)] if trouble]
        theme.apply(qt, self.store.current.appearance)
        book = TrustBook(paths.cameras_file)
        self._load(book)
        self.backend = Backend.build(book)
        self.pool = DecodePool()
        self.faults = FaultReporter(self._tell_fault_soon)
        self.tasks = TaskSet(self.faults.report)
        model = CameraModel(self.backend.registry, self.backend.hub, self.pool)
        self.window = MainWindow(model, self.pool)
        setup = SetupSession(
            lambda: SetupFlow(setup_services(self.backend, paths)),
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

    def _load(self, book: TrustBook) -> None:
        try:
            broken = book.load()
        except SettingsError as error:
            self._troubles.append(f"The list of known cameras could not be read: {error}")
        else:
            if broken is not None:
                self._troubles.append(f"The list of known cameras was damaged. It was kept as {broken.name}.")

    async def start(self, *, demo: bool) -> None:
        """Show the window, then listen."""
        self.window.show()
        for number, trouble in enumerate(self._troubles):
            logger.warning("%s", trouble)
            self.controller.notify(f"start {number}", NoticeKind.WARNING, trouble)
        await self.controller.start(demo=demo)
        self.keeping.start()

    async def stop(self) -> None:
        """End everything in order: window, files, set-up, tasks, server, decoder threads.

        Within 2 s, unless a disk that something is being written to does not answer: it gets ten.
        """
        self.controller.finish()
        self.keeping.finish()
        self.window.hide()
        # First of all: whatever hangs afterwards, what was recorded is complete.
        await self.keeping.close()
        await self.controller.setup.end()
        await self.tasks.cancel_all()
        await self.backend.server.stop()
        self.pool.close()
        # Without a parent, so Qt will not do it; and only now does nothing point at it any more.
        self.window.deleteLater()
        self._collector.close()
        logger.info("AtomCam ended")

    def _tell_fault_soon(self) -> None:
        """Tell the user of a fault. For any thread."""
        QTimer.singleShot(0, self.controller, self.controller.tell_fault)


def _start_logging(paths: Paths, log: LogBuffer) -> list[logging.Handler]:
    """Log to the log window, to a small file, and warnings to standard error where there is one."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    logging.getLogger("qasync").setLevel(logging.WARNING)
    handlers: list[logging.Handler] = [log.handler]
    if sys.stderr is not None:
        console = logging.StreamHandler()
        console.setLevel(logging.WARNING)
        console.setFormatter(logging.Formatter("atomcam: %(message)s"))
        handlers.append(console)
    file = _log_file(paths.state / "atomcam.log")
    if file is not None:
        handlers.append(file)
    for handler in handlers:
        root.addHandler(handler)
    logger.info("AtomCam %s starts", __version__)
    return handlers


def _log_file(path: Path) -> logging.Handler | None:
    """A log file that stays small. None where it cannot be written: a log is no reason to fail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler
