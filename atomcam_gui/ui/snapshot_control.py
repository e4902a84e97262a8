"""The snapshot button and what belongs to it: one picture, many while it is held, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence

from atomcam_gui.camera.frame import Frame
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import AtomCamError, RecordingError
from atomcam_gui.recording.snapshot import Saved, Snapshot
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, Notice, NoticeKind
from atomcam_gui.ui.show_in_folder import show_in_folder
from atomcam_gui.ui.snapshot_saver import SnapshotSaver
from atomcam_gui.ui.snapshot_series import SnapshotSeries
from atomcam_gui.ui.toast import THUMBNAIL
from atomcam_gui.video.decode import decode, decoded_size

_FAILED = "snapshot failed"
_ELSEWHERE = "snapshot elsewhere"
_SNAPSHOT_KEYS = (Qt.Key.Key_S, Qt.Key.Key_Control, Qt.Key.Key_Meta)


class SnapshotControl(QObject):
    """For the window's thread.

    Args:
        name_of: what a camera is called.
        choose_folder: opens the settings where the folder for pictures is chosen.
    """

    def __init__(
        self,
        window: MainWindow,
        series: SnapshotSeries,
        saver: SnapshotSaver,
        tasks: TaskSet,
        name_of: Callable[[str], str],
        choose_folder: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._saver = saver
        self._tasks = tasks
        self._name_of = name_of
        self._choose_folder = choose_folder
        self._newest: Snapshot | None = None
        self._newest_data = b""
        self._is_key_held = False
        actions, button, toast = window.actions_, window.snapshot_button, window.toast
        actions.snapshot.triggered.connect(self._take_unless_held)
        button.held.connect(lambda: actions.burst.setChecked(True))
        button.let_go.connect(lambda: actions.burst.setChecked(False))
        series.burst_saved.connect(self._tell_burst)
        series.troubled.connect(self._tell_trouble)
        toast.show_in_folder_clicked.connect(self._show_in_folder)
        toast.copy_clicked.connect(self._copy)
        window.installEventFilter(self)

    # -- one picture ---------------------------------------------------------------------------------------------

    def _take_unless_held(self) -> None:
        if not self._is_key_held:
            self.take()

    def take(self) -> None:
        """Save the picture that is on the screen."""
        view = self._window.picture
        frame = view.frame
        if frame is not None:
            self._window.flash.flash(view.picture_area)
            self._tasks.start(self._save(frame, view.small_picture(THUMBNAIL)), "snapshot")

    async def _save(self, frame: Frame, small: QImage) -> None:
        try:
            saved = await self._saver.save(frame, self._name_of(frame.camera_id))
        except RecordingError as error:
            self._tell_trouble(error, True)
        else:
            self._tell_saved(saved, frame, small)

    def _tell_saved(self, saved: Saved, frame: Frame, small: QImage) -> None:
        self._newest, self._newest_data = saved.snapshot, frame.data
        self._window.notices.dismiss(_FAILED)
        if saved.trouble is not None:
            self._tell_trouble(saved.trouble, False)
        self._window.toast.tell(self.tr("Snapshot saved"), saved.snapshot.path.name, small)

    def _tell_burst(self, newest: Snapshot, amount: int, small: QImage) -> None:
        self._newest, self._newest_data = newest, b""
        several = self.tr("%1 snapshots saved").replace("%1", self._window.locale().toString(amount))
        title = several if amount > 1 else self.tr("Snapshot saved")
        self._window.toast.tell(title, newest.path.name, small, can_copy=False)

    def _tell_trouble(self, error: RecordingError, failed: bool) -> None:
        tip = self.tr("Keep snapshots on another disk, or in another folder")
        choice = Choice(self.tr("Choose another folder"), self._choose_folder, tip)
        key, kind = (_FAILED, NoticeKind.ERROR) if failed else (_ELSEWHERE, NoticeKind.WARNING)
        self._window.notices.show_notice(Notice(key, kind, error_texts.sentence(error), (choice,)))

    # -- what was saved ------------------------------------------------------------------------------------------

    def _show_in_folder(self) -> None:
        if self._newest is not None:
            show_in_folder([self._newest.path], self._window)

    def _copy(self) -> None:
        if self._newest is not None:
            self._tasks.start(_copy_picture(self._newest, self._newest_data), "copy a snapshot")

    # -- the keyboard --------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            self._heed_key(kind, event)
        elif kind == QEvent.Type.WindowDeactivate and self._is_key_held:
            self._let_key_go()
        return False

    def _heed_key(self, kind: QEvent.Type, event: QKeyEvent) -> None:
        """A key that is held repeats: from the second time on it means a burst."""
        action = self._window.actions_.snapshot
        if kind == QEvent.Type.ShortcutOverride:
            pressed = QKeySequence(event.keyCombination())
            if event.isAutoRepeat() and pressed in action.shortcuts() and action.isEnabled() and not self._is_key_held:
                self._is_key_held = True
                self._window.actions_.burst.setChecked(True)
        elif self._is_key_held and not event.isAutoRepeat() and event.key() in _SNAPSHOT_KEYS:
            self._let_key_go()

    def _let_key_go(self) -> None:
        self._is_key_held = False
        self._window.actions_.burst.setChecked(False)


async def _copy_picture(snapshot: Snapshot, jpeg: bytes) -> None:
    """To the clipboard: the file for file managers, its bytes and its pixels for everything else."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(snapshot.path))])
    data.setData("image/jpeg", jpeg)
    try:
        pixels = await in_daemon_thread(lambda: decode(jpeg, decoded_size(jpeg)), "atomcam copy")
    except AtomCamError:
        pass  # of a damaged picture there are the bytes only
    else:
        height, width, _ = pixels.shape
        data.setImageData(QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy())
    QGuiApplication.clipboard().setMimeData(data)
