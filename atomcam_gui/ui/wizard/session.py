"""One set-up at a time: the flow and its window, from the menu to the end of both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from atomcam_gui.camera.hub import Hub
from atomcam_gui.tasks import TaskSet
from atomcam_gui.video.pool import DecodePool

if TYPE_CHECKING:
    from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
    from atomcam_gui.ui.wizard.wizard_window import WizardWindow


class SetupSession(QObject):
    """Opens the window and lets go of the board when it closes. For the window's thread, which is the event loop's too.

    Args:
        make_flow: makes a fresh flow, not started yet.
        tasks: own the end of a flow whose window is closed.
    """

    camera_ready = Signal(str)
    """The camera of this id has sent its first picture."""

    def __init__(
        self, make_flow: Callable[[], SetupFlow], tasks: TaskSet, hub: Hub, pool: DecodePool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._make_flow = make_flow
        self._tasks = tasks
        self._hub = hub
        self._pool = pool
        self._parent = parent
        self.window: WizardWindow | None = None
        self._ending: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Open the window, or bring it to the front."""
        if self.window is None:
            # Not at the top: it is a quarter of the program, for a few minutes of its life.
            from atomcam_gui.ui.wizard.wizard_window import WizardWindow

            # The port of the one before is free only once that has ended.
            flow = self._make_flow()
            window = self.window = WizardWindow(flow, self._hub, self._pool, self._parent)
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.camera_ready.connect(self.camera_ready)
            window.finished.connect(lambda _: self._closed(flow))
            self._tasks.start(self._begin(flow, self._ending), "begin to set up a camera")
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    async def _begin(self, flow: SetupFlow, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        if self.window is not None and self.window.flow is flow:
            flow.start()

    def _closed(self, flow: SetupFlow) -> None:
        self.window = None
        self._ending = self._tasks.start(flow.close(), "end of setting up a camera")

    def hold(self, stop: Callable[[], object]) -> bool:
        """Whether a board is just being written, so that the program should not end; the user is asked.

        Args:
            stop: called where the user wants to end it nevertheless.
        """
        if self.window is None or not self.window.flow.state.flash.running:
            return False
        self.open()
        self.window.ask_to_stop(stop)
        return True

    async def end(self) -> None:
        """Close the window and wait until the board is let go of. For the program's end."""
        if self.window is not None:
            self.window.done(0)
        if self._ending is not None:
            await asyncio.wait([self._ending])
