"""Joins the library and the window: opens what was chosen there, and keeps pictures out of recordings."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from atomcam_gui.camera.frame import Frame
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import AtomCamError
from atomcam_gui.library.items import Item, Kind
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders
from atomcam_gui.settings import Settings, ViewSettings
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.picture_window import PictureWindow
from atomcam_gui.ui.snapshot_saver import SnapshotSaver
from atomcam_gui.video.decode import decoded_size
from atomcam_gui.video.pool import DecodePool

if TYPE_CHECKING:
    from atomcam_gui.library.library import Library
    from atomcam_gui.ui.library.library_page import LibraryPage
    from atomcam_gui.ui.player.player_window import PlayerWindow

_PLAYER_END_S = 0.5
_QUALITY = 95


class LibraryControl(QObject):
    """For the window's thread. Nothing of the library is there before somebody looks at it: the window is there sooner.

    Args:
        settings: asked each time.
    """

    def __init__(
        self,
        window: MainWindow,
        pool: DecodePool,
        saver: SnapshotSaver,
        settings: Callable[[], Settings],
        paths: Paths,
        tasks: TaskSet,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pool = pool
        self._saver = saver
        self._settings = settings
        self._paths = paths
        self._tasks = tasks
        self._opened: dict[Path, PictureWindow | PlayerWindow] = {}
        self._library: Library | None = None
        self._page: LibraryPage | None = None
        window.set_library_page(lambda: self.page)

    @property
    def page(self) -> LibraryPage:
        """The library's page, made when it is first asked for."""
        if self._page is None:
            self._page = self._make_page()
        return self._page

    def _make_page(self) -> LibraryPage:
        # Not at the top, as all that is opened now and then: the window is there sooner.
        from atomcam_gui.library.library import Library
        from atomcam_gui.ui.library.library_page import LibraryPage
        from atomcam_gui.ui.library.trash import move_to_trash

        self._library = Library(self._folders(), self._paths.cache / "library", move_to_trash)
        page = LibraryPage(self._library, self._window)
        page.open_wanted.connect(self.open)
        page.convert_wanted.connect(self._share)
        page.export_wanted.connect(self._share)
        page.live_wanted.connect(self._window.show_live)
        return page

    def _folders(self) -> list[Path]:
        settings, paths = self._settings(), self._paths
        return [
            folders.pictures_folder(settings, paths),
            folders.recordings_folder(settings, paths),
            folders.rescue_pictures(paths),
            folders.rescue_recordings(paths),
        ]

    def settings_changed(self) -> None:
        """The folders may be others."""
        if self._library is not None:
            self._library.set_folders(self._folders())

    def finish(self) -> None:
        """Close what is open, and end all threads. Blocks for a picture's decode."""
        opened, self._opened = tuple(self._opened.values()), {}
        for window in opened:
            window.close()
        for window in opened:
            if not isinstance(window, PictureWindow):
                window.join(_PLAYER_END_S)
        if self._library is not None:
            self._library.close()

    # -- opening -------------------------------------------------------------------------------------------------

    def open(self, item: Item) -> None:
        """Show a snapshot, or play a recording; in the window that shows it already, where there is one."""
        window = self._opened.get(item.path)
        if window is None or not window.isVisible():  # one that was closed may not be gone yet
            window = self._opened[item.path] = self._make_window(item)
            window.destroyed.connect(partial(self._forget, item.path, window))
            window.show()
        window.raise_()
        window.activateWindow()

    def play(self, path: Path) -> None:
        """Play a recording that need not be in the library."""
        moment = datetime.now().astimezone()
        self.open(Item(path.parent, path.name, Kind.RECORDING, "", moment.timestamp(), moment.date(), 0, 0))

    def _forget(self, path: Path, window: QWidget) -> None:
        if self._opened.get(path) is window:
            del self._opened[path]

    def _make_window(self, item: Item) -> PictureWindow | PlayerWindow:
        if item.kind is Kind.SNAPSHOT:
            return PictureWindow(item.path, self._pool, self._tasks, self._window)
        # Not at the top: it brings FFmpeg along.
        from atomcam_gui.ui.player.player_window import PlayerWindow

        turned = self._settings().views.get(item.camera_id, ViewSettings())
        player = PlayerWindow(item.path, item.path.stem, self._window, turned=turned)
        player.picture_wanted.connect(lambda picture, moment: self._keep(player, item, picture, moment))
        return player

    def _share(self, item: Item) -> None:
        from atomcam_gui.ui.convert_dialog import ConvertDialog

        ConvertDialog(item.path, self._tasks, self._window).show()

    # -- pictures out of recordings --------------------------------------------------------------------------------

    def _keep(self, player: PlayerWindow, item: Item, picture: bytes | QImage, moment: datetime | None) -> None:
        if isinstance(picture, QImage):
            picture = picture.copy()  # the player's pixels are used again
        at = moment.timestamp() if moment is not None else item.moment
        self._tasks.start(self._save(player, item, picture, at), "keep a picture of a recording")

    async def _save(self, player: PlayerWindow, item: Item, picture: bytes | QImage, at: float) -> None:
        try:
            frame = await in_daemon_thread(lambda: _frame(item, picture, at), "atomcam picture")
            saved = await self._saver.save(frame, item.camera_name or item.name)
        except AtomCamError as error:
            text = error_texts.sentence(error)
        else:
            text = self.tr("Saved as %1").replace("%1", saved.snapshot.path.name)
        if item.path in self._opened:  # else it has been closed meanwhile
            player.say(text)


def _frame(item: Item, picture: bytes | QImage, at: float) -> Frame:
    """A recorded picture as it would have come from its camera. Blocks where it has to be made a JPEG.

    Raises:
        BadJpeg: it cannot be shown.
    """
    data = picture if isinstance(picture, bytes) else _jpeg(picture)
    width, height = decoded_size(data)
    return Frame(item.camera_id, 1, data, width, height, None, time.monotonic_ns(), at)


def _jpeg(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"JPEG", _QUALITY)
    return bytes(buffer.data().data())
