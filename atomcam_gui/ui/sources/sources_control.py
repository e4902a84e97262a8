"""Joins network cameras and the window: the dialog that adds and changes them, and what the camera list asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from atomcam_gui.errors import SettingsError
from atomcam_gui.sources import finder
from atomcam_gui.sources.address import SourceAddress
from atomcam_gui.sources.source_book import Source, SourceBook
from atomcam_gui.sources.source_service import SourceService
from atomcam_gui.sources.troubles import SourceError
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Notice, NoticeKind
from atomcam_gui.ui.sources import texts

if TYPE_CHECKING:
    from atomcam_gui.ui.sources.source_dialog import Find, SourceDialog

logger = logging.getLogger(__name__)


class SourcesControl(QObject):
    """For the window's thread, on a running loop. Is what ``CameraHooks.sources`` wants.

    Args:
        book: not yet loaded.
        find: looks for a camera's picture.
    """

    def __init__(
        self, window: MainWindow, tasks: TaskSet, service: SourceService, book: SourceBook, find: Find = finder.find
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._service = service
        self._book = book
        self._find = find
        self.dialog: SourceDialog | None = None
        window.actions_.add_source.triggered.connect(self.add)

    # -- from beginning to end -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the book and go for the pictures."""
        try:
            broken = self._book.load()
        except SettingsError as error:
            self._tell(
                self.tr("The list of network cameras could not be read: %1").replace("%1", error_texts.words(error))
            )
        else:
            if broken is not None:
                text = self.tr("The list of network cameras was damaged. It was kept as %1.")
                self._tell(text.replace("%1", broken.name))
        self._service.start()

    def finish(self) -> None:
        """The window's part of the end."""
        if self.dialog is not None:
            self.dialog.reject()

    async def close(self) -> None:
        """End all connections."""
        await self._service.close()

    # -- the dialog ----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Let the user add a camera."""
        self._open(None)

    def edit(self, camera_id: str) -> None:
        """Let the user change a camera's address, password and name."""
        source = self._service.source(camera_id)
        if source is not None:
            self._open(source)

    def _open(self, source: Source | None) -> None:
        if self.dialog is not None:
            if self.dialog.source == source:
                self.dialog.raise_()
                self.dialog.activateWindow()
                return
            self.dialog.reject()
        # Not at the top, as all that is opened now and then: the window is there sooner.
        from atomcam_gui.ui.sources.source_dialog import SourceDialog

        dialog = self.dialog = SourceDialog(self._find, self._tasks, source, self._window)
        dialog.accepted_source.connect(lambda address, name: self._take(dialog, address, name))
        dialog.finished.connect(lambda: self._closed(dialog))
        dialog.open()

    def _closed(self, dialog: SourceDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _take(self, dialog: SourceDialog, address: SourceAddress, name: str) -> None:
        try:
            if dialog.source is None:
                self._service.add(address, name)
            else:
                self._service.change(dialog.source.id, address, name)
        except SourceError as error:
            dialog.show_trouble(error)
            return
        except SettingsError as error:
            self._tell_unsaved(error)
        dialog.accept()

    # -- for the camera list -------------------------------------------------------------------------------------

    def is_source(self, camera_id: str) -> bool:
        """Whether a camera is a network camera."""
        return self._service.is_source(camera_id)

    def rename(self, camera_id: str, name: str) -> None:
        """Give a camera another name, for good."""
        self._keep(lambda: self._service.rename(camera_id, name))

    def forget(self, camera_id: str) -> Callable[[], None]:
        """Ask a camera no more and take it off the list. Returns what brings it back."""
        source = self._service.source(camera_id)
        if source is None:
            return _nothing
        self._keep(lambda: self._service.remove(camera_id))
        return partial(self._keep, lambda: self._service.restore(source))

    def reason(self, camera_id: str) -> str:
        """Why a network camera shows nothing, in a sentence; empty where it shows or is none."""
        state = self._service.state(camera_id)
        return texts.state_line(state) if state is not None else ""

    def _keep(self, write: Callable[[], None]) -> None:
        try:
            write()
        except SettingsError as error:
            self._tell_unsaved(error)
        except SourceError as error:
            self._tell(" ".join(texts.trouble_text(error)))

    def _tell_unsaved(self, error: SettingsError) -> None:
        text = self.tr("This holds only until AtomCam is closed, because it could not be saved: %1")
        self._tell(text.replace("%1", error_texts.words(error)))

    def _tell(self, text: str) -> None:
        logger.warning("%s", text)
        self._window.notices.show_notice(Notice("network cameras", NoticeKind.WARNING, text))


def _nothing() -> None:
    """There was nothing to bring back."""
