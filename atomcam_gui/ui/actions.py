"""All actions of the main window: text, icon, shortcut, tooltip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from atomcam_gui.ui import icons
from atomcam_gui.ui.key_names import with_keys


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


class Actions(QObject):
    """The actions. Menus, toolbar and the buttons over the picture show the same ones."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.set_up = self._make(
            _tr("&Set up a camera…"), "camera-add", _tr("From a camera board on a cable to its live picture"), "Ctrl+N"
        )
        self.own_camera = self._make(
            _tr("Connect my &own camera…"), "script", _tr("The address and a script for a camera of your own")
        )
        self.demo = self._toggle(_tr("&Demo camera"), "demo", _tr("Show a drawn, moving picture"), "Ctrl+Shift+D")
        self.cameras = self._make(
            _tr("&Cameras…"), "cameras", _tr("All cameras, and which of them may show pictures"), "Ctrl+K"
        )
        self.add_source = self._make(
            _tr("Add a &network camera…"), "network", _tr("A camera that is asked for its pictures: MJPEG or RTSP")
        )
        self.share = self._make(
            _tr("S&hare…"),
            "share",
            _tr("Let others watch in a browser, or pass pictures on to a server"),
            "Ctrl+Shift+H",
        )
        self.settings = self._make(_tr("Se&ttings…"), "settings", _tr("Port, folders, appearance"), "Ctrl+,")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit = self._make(_tr("&Quit"), "", _tr("Close AtomCam"), QKeySequence.StandardKey.Quit, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

        self.live = self._toggle(_tr("Li&ve"), "live", _tr("What the cameras show now"), "F7")
        self.library = self._toggle(_tr("Li&brary"), "library", _tr("Snapshots and recordings that were saved"), "F8")
        pages = QActionGroup(self)
        for page in (self.live, self.library):
            pages.addAction(page)
        self.live.setChecked(True)

        self.snapshot = self._make(
            _tr("&Snapshot"), "snapshot", _tr("Save this picture; hold it down to save many"), "Ctrl+S"
        )
        self.burst = self._toggle(_tr("&Burst"), "burst", _tr("Save ten pictures a second"), "Ctrl+Shift+S")
        self.timelapse = self._toggle(
            _tr("&Time-lapse"), "timelapse", _tr("Save a picture now and then; the settings say how often"), "Ctrl+T"
        )
        self.record = self._make(_tr("&Record"), "recording", _tr("Record this camera"), "Ctrl+R")
        self.record.setAutoRepeat(False)
        self.record_all = self._make(
            _tr("Record &all cameras"), "recording", _tr("Record every camera"), "Ctrl+Shift+R"
        )
        self.stop_all = self._make(_tr("Stop a&ll recordings"), "stop", _tr("Record no camera any more"))
        self.stop_all.setEnabled(False)
        self.motion = self._make(
            _tr("Record &when something moves…"), "motion", _tr("Let this camera's recording begin by itself")
        )

        self.sidebar = self._toggle(_tr("Camera lis&t"), "sidebar", _tr("Show the list of cameras"), "F9")
        self.wall = self._toggle(_tr("All &cameras"), "cameras", _tr("All live pictures side by side"), "F6")
        self.inspector = self._toggle(
            _tr("Camera's co&ntrols"), "controls", _tr("Picture settings and health of this camera"), "F4"
        )
        self.inspector.setIconText(_tr("Controls"))
        self.statistics = self._toggle(
            _tr("&Statistics"), "statistics", _tr("Write frame rate, losses and delays over the picture"), "I"
        )
        self.fullscreen = self._toggle(_tr("&Full screen"), "fullscreen", _tr("Only the picture"), "F11")
        self.rotate_left = self._make(_tr("Turn &left"), "rotate-left", _tr("Turn the picture to the left"), "[")
        self.rotate_right = self._make(_tr("Turn ri&ght"), "rotate-right", _tr("Turn the picture to the right"), "]")
        self.mirror = self._make(_tr("&Mirror"), "mirror", _tr("Swap left and right"), "M")
        self.zoom_in = self._make(
            _tr("Zoom &in"), "zoom-in", _tr("Larger; the mouse wheel does it too"), "Ctrl++", "Ctrl+=", "+"
        )
        self.zoom_out = self._make(
            _tr("Zoom &out"), "zoom-out", _tr("Smaller; the mouse wheel does it too"), "Ctrl+-", "-"
        )
        self.zoom_fit = self._make(_tr("&Whole picture"), "zoom-fit", _tr("As large as the window"), "Ctrl+0")
        self.zoom_actual = self._make(
            _tr("&Actual size"), "zoom-actual", _tr("Each pixel of the camera is one of the screen"), "Ctrl+1"
        )
        self.identify = self._make(
            _tr("&Identify this camera"), "identify", _tr("Its light blinks, so that you find it")
        )
        self.rename = self._make(_tr("R&ename…"), "edit", _tr("Give this camera another name"), "F2")
        self.update_camera = self._make(
            _tr("&Update this camera…"), "update", _tr("Put this program's camera software on it, over WiFi")
        )
        self.next_camera = self._make(_tr("Ne&xt camera"), "", _tr("Turn to the next camera"), "Ctrl+PgDown")
        self.previous_camera = self._make(_tr("&Previous camera"), "", _tr("Turn to the camera before"), "Ctrl+PgUp")

        self.help = self._make(
            _tr("AtomCam &Help"), "help", _tr("First steps, cameras that do not appear, sharing, privacy"), "F1"
        )
        self.log = self._make(_tr("&Log"), "log", _tr("What the program did, to copy or save"), "Ctrl+L")
        self.report = self._make(
            _tr("Save a &report…"), "save", _tr("The log, versions and settings in one file, for whoever can help")
        )
        self.about = self._make(_tr("&About AtomCam"), "info", _tr("Version and licence"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    @property
    def of_picture(self) -> list[QAction]:
        """Actions that need a picture."""
        return [
            self.rotate_left,
            self.rotate_right,
            self.mirror,
            self.zoom_in,
            self.zoom_out,
            self.zoom_fit,
            self.zoom_actual,
            self.snapshot,
            self.burst,
            self.timelapse,
        ]

    def _make(self, text: str, icon: str, tip: str, *shortcuts: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        if icon:
            action.setIcon(icons.icon(icon))
            action.setProperty("iconName", icon)
        sequences = [QKeySequence(shortcut) for shortcut in shortcuts]
        sequences = [sequence for sequence in sequences if not sequence.isEmpty()]
        action.setShortcuts(sequences)
        action.setToolTip(with_keys(tip, action.shortcut()))
        action.setStatusTip(tip)
        return action

    def _toggle(self, text: str, icon: str, tip: str, *shortcuts: str) -> QAction:
        action = self._make(text, icon, tip, *shortcuts)
        action.setCheckable(True)
        return action
