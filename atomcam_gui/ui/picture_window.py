"""The window that shows one snapshot."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from atomcam_gui.camera.frame import Frame
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import BadJpeg
from atomcam_gui.recording import exif
from atomcam_gui.settings import ViewSettings
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import icons
from atomcam_gui.ui.bar_buttons import ICON_NAME, BarButton
from atomcam_gui.ui.key_names import with_keys
from atomcam_gui.ui.live_view import LiveView
from atomcam_gui.ui.show_in_folder import show_in_folder
from atomcam_gui.ui.view_controls import ViewControls
from atomcam_gui.video.decode import decoded_size
from atomcam_gui.video.pool import DecodePool

_FIRST_SIZE = QSize(900, 700)
_LEAST_SIZE = QSize(480, 360)
_MAX_BYTES = 64_000_000
_FILE = "file"


class PictureWindow(QWidget):
    """Shows the JPEG at ``path`` as large as the window, turned as the file says. Turning it here changes no file.

    Args:
        pool: decodes it.
        tasks: own the reading.
    """

    def __init__(self, path: Path, pool: DecodePool, tasks: TaskSet, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(path.stem)
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(_LEAST_SIZE)
        self.path = path
        self.view = LiveView(pool, self)
        self.view.setAccessibleName(path.stem)
        self.view.corrupt_found.connect(lambda _: self._say_damaged())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        view = self.view
        turn_left = self._action("rotate-left", self.tr("Turn left"), "[")
        turn_right = self._action("rotate-right", self.tr("Turn right"), "]")
        mirror = self._action("mirror", self.tr("Mirror"), "M")
        fit = self._action("zoom-fit", self.tr("Whole picture"), "Ctrl+0")
        actual = self._action("zoom-actual", self.tr("Actual size"), "Ctrl+1")
        self.full_screen = self._action("fullscreen", self.tr("Full screen"), "F11")
        self.full_screen.setCheckable(True)
        in_folder = self._action("folder", self.tr("Show in folder"), "Ctrl+Shift+O")
        leave = self._action("", self.tr("Close"), "Esc")
        turn_left.triggered.connect(lambda: view.rotate(-90))
        turn_right.triggered.connect(lambda: view.rotate(90))
        mirror.triggered.connect(view.mirror)
        fit.triggered.connect(view.zoom_fit)
        actual.triggered.connect(view.zoom_actual)
        self.full_screen.toggled.connect(lambda full: self.showFullScreen() if full else self.showNormal())
        in_folder.triggered.connect(lambda: show_in_folder([path], self))
        leave.triggered.connect(self._leave)
        view.double_clicked.connect(self.full_screen.toggle)
        self.controls = ViewControls(
            view,
            [turn_left, turn_right, mirror, fit, actual, self.full_screen],
            [BarButton(in_folder, labelled=True)],
        )
        self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self._reading = tasks.start(self._read(), "read a snapshot")

    def _action(self, icon: str, text: str, shortcut: str) -> QAction:
        action = QAction(text, self)
        action.setProperty(ICON_NAME, icon)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(with_keys(text, action.shortcut()))
        self.addAction(action)
        return action

    async def _read(self) -> None:
        try:
            frame, turned = await in_daemon_thread(lambda: _read_frame(self.path), "atomcam picture")
        except OSError as error:
            text = self.tr("This picture cannot be read (%1). Is its disk still there?")
            self.view.set_caption(text.replace("%1", error.strerror or str(error)))
        except BadJpeg:
            self._say_damaged()
        else:
            self.view.show_camera(_FILE, turned)
            self.view.submit(frame)

    def _say_damaged(self) -> None:
        self.view.set_caption(self.tr("This file is damaged, or no picture that can be shown."))

    def _leave(self) -> None:
        if self.full_screen.isChecked():
            self.full_screen.setChecked(False)
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._reading.cancel()
        super().closeEvent(event)


def _read_frame(path: Path) -> tuple[Frame, ViewSettings]:
    """The file's picture, and how it is to be shown. Blocks.

    Raises:
        OSError: it cannot be read.
        BadJpeg: it is no picture.
    """
    with path.open("rb") as file:
        data = file.read(_MAX_BYTES)
    width, height = decoded_size(data)
    frame = Frame(_FILE, 1, data, width, height, None, time.monotonic_ns(), time.time())
    return frame, exif.view_of(exif.read_orientation(data))
