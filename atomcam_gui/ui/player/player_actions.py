"""All actions of the player: text, icon, shortcut, tooltip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from atomcam_gui.playback.clock import SPEEDS
from atomcam_gui.ui import icons
from atomcam_gui.ui.key_names import with_keys
from atomcam_gui.ui.player import texts


def _tr(text: str) -> str:
    return QCoreApplication.translate("Player", text)


class PlayerActions(QObject):
    """The actions; the buttons and menus of one player window show the same ones."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Space is not a shortcut: a button that has the focus keeps it.
        self.play = self._make(_tr("&Play"), "play", "")
        self.show_playing(False)
        self.back = self._make(_tr("Back"), "picture-back", _tr("Stop at the picture before"), "Left")
        self.forward = self._make(_tr("Forward"), "picture-forward", _tr("Stop at the next picture"), "Right")
        self.jump_back = self._make(_tr("10 s"), "jump-back", _tr("Back by ten seconds"), "Shift+Left")
        self.jump_forward = self._make(_tr("10 s"), "jump-forward", _tr("Forward by ten seconds"), "Shift+Right")
        self.start = self._make(_tr("To the start"), "", _tr("Go to the first picture"), "Home")
        self.end = self._make(_tr("To the end"), "", _tr("Go to the last picture"), "End")
        self.slower = self._make(_tr("Slower"), "", _tr("Play more slowly"), "<", ",")
        self.faster = self._make(_tr("Faster"), "", _tr("Play faster"), ">", ".")
        self.loop = self._toggle(_tr("Play again and again"), _tr("Begin again at the end"), "L")
        self.skip_gaps = self._toggle(_tr("Skip gaps without pictures"), _tr("Go on behind a gap at once"), "G")
        self.save = self._make(
            _tr("&Save this picture"), "save", _tr("Keep the picture that is shown as a file"), "Ctrl+S"
        )
        self.full_screen = self._make(_tr("&Full screen"), "fullscreen", _tr("Only the picture"), "F", "F11")
        self.full_screen.setCheckable(True)
        self.rotate_left = self._make(_tr("Turn &left"), "rotate-left", _tr("Turn the picture to the left"), "[")
        self.rotate_right = self._make(_tr("Turn &right"), "rotate-right", _tr("Turn the picture to the right"), "]")
        self.mirror = self._make(_tr("&Mirror"), "mirror", _tr("Swap left and right"), "M")
        self.zoom_in = self._make(_tr("Zoom &in"), "zoom-in", _tr("Larger; the mouse wheel does it too"), "+", "=")
        self.zoom_out = self._make(_tr("Zoom &out"), "zoom-out", _tr("Smaller; the mouse wheel does it too"), "-")
        self.zoom_fit = self._make(_tr("&Whole picture"), "zoom-fit", _tr("As large as the window"), "Ctrl+0", "0")
        self.zoom_actual = self._make(
            _tr("&Actual size"), "zoom-actual", _tr("Each pixel of the camera is one of the screen"), "Ctrl+1", "1"
        )
        self.speeds = self._make_speeds()

    def _make_speeds(self) -> dict[float, QAction]:
        group = QActionGroup(self)
        speeds = {}
        for value in SPEEDS:
            action = group.addAction(texts.speed(value))
            action.setCheckable(True)
            action.setChecked(value == 1.0)
            speeds[value] = action
        return speeds

    @property
    def over_picture(self) -> list[QAction]:
        """For the buttons that come up over the picture."""
        return [
            self.rotate_left,
            self.rotate_right,
            self.mirror,
            self.zoom_out,
            self.zoom_in,
            self.zoom_fit,
            self.zoom_actual,
        ]

    @property
    def of_pictures(self) -> list[QAction]:
        """Actions that need pictures to play."""
        return [
            *(self.play, self.back, self.forward, self.jump_back, self.jump_forward, self.start, self.end),
            *(self.slower, self.faster, self.loop, self.skip_gaps),
            *self.speeds.values(),
        ]

    def show_playing(self, playing: bool) -> None:
        """The first button does the opposite of what happens."""
        text, icon, tip = (
            (_tr("&Pause"), "pause", _tr("Stop at this picture")) if playing else (_tr("&Play"), "play", _tr("Go on"))
        )
        self.play.setText(text)
        self.play.setIcon(icons.icon(icon))
        self.play.setToolTip(with_keys(tip, QKeySequence(Qt.Key.Key_Space)))

    def _make(self, text: str, icon: str, tip: str, *shortcuts: str) -> QAction:
        action = QAction(text, self)
        if icon:
            action.setIcon(icons.icon(icon))
            action.setProperty("iconName", icon)
        sequences = [QKeySequence(shortcut) for shortcut in shortcuts]
        action.setShortcuts(sequences)
        action.setToolTip(with_keys(tip, action.shortcut()))
        return action

    def _toggle(self, text: str, tip: str, *shortcuts: str) -> QAction:
        action = self._make(text, "", tip, *shortcuts)
        action.setCheckable(True)
        return action
