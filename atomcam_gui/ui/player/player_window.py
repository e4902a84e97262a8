"""The window that plays one recording."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from atomcam_gui.playback.clock import SPEEDS
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui import icons
from atomcam_gui.ui.notices import Notice, NoticeArea, NoticeKind
from atomcam_gui.ui.player import texts
from atomcam_gui.ui.player.control_panel import ControlPanel
from atomcam_gui.ui.player.message_panel import MessagePanel
from atomcam_gui.ui.player.playback_session import PlaybackSession
from atomcam_gui.ui.player.player_actions import PlayerActions
from atomcam_gui.ui.player.player_view import PlayerView
from atomcam_gui.ui.player.timeline_bar import TimelineBar
from atomcam_gui.ui.view_controls import ViewControls
from atomcam_gui.ui.wizard.announce import announce

_FIRST_SIZE = QSize(900, 720)
_LEAST_SIZE = QSize(480, 360)
_JUMP_S = 10.0
_SAID_MS = 4000
_HIDE_MS = 2500


class PlayerWindow(QWidget):
    """Plays the recording at ``path`` and begins at once. Not modal; there may be several.

    Closing it ends its thread and deletes it; a program that ends calls ``close`` and then ``join``.

    Args:
        title: for the window's title, such as the camera's name.
        turned: how the camera's picture is turned.
        position_s: where to begin, in seconds since the first picture.
    """

    picture_wanted = Signal(object, object)
    """Keep this picture: ``bytes``, the JPEG just as it was recorded, or a QImage where the recording has none; and the
    ``datetime`` with time zone at which it was taken, or None where nobody knows."""
    closed = Signal()

    def __init__(
        self,
        path: Path,
        title: str,
        parent: QWidget | None = None,
        *,
        turned: ViewSettings | None = None,
        position_s: float = 0.0,
        playing: bool = True,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("player")
        self.setWindowTitle(title)
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(_LEAST_SIZE)
        self.path = path
        self._begin_at: float | None = position_s
        self._begin_playing = playing
        rate = self.screen().refreshRate()
        self.session = PlaybackSession(path, 1 / rate if rate >= 24 else 1 / 60, self)
        self.actions_ = PlayerActions(self)
        self.notices = NoticeArea(self)
        self.view = PlayerView(turned or ViewSettings(), self)
        self.view_controls = ViewControls(self.view, self.actions_.over_picture)
        self.message = MessagePanel(self.view)
        self.timeline = TimelineBar(self._describe, self)
        self.panel = ControlPanel(self.actions_, self.timeline, self)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._hide_panel = QTimer(self)
        self._hide_panel.setSingleShot(True)
        self._hide_panel.setInterval(_HIDE_MS)
        self._lay_out()
        self._connect_session()
        self._connect_actions()
        self._draw_file()
        self._draw_speed()
        self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self.view.setFocus()

    def _lay_out(self) -> None:
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.notices)
        self._layout.addWidget(self.view, 1)
        self._layout.addWidget(self.panel)

    def _connect_session(self) -> None:
        session = self.session
        session.picture_changed.connect(self._draw_picture)
        session.moved.connect(self._draw_position)
        session.playing_changed.connect(self._draw_playing)
        session.speed_changed.connect(self._draw_speed)
        session.file_changed.connect(self._draw_file)
        self.view.size_wanted.connect(session.want_size)
        self.view.clicked.connect(session.toggle)
        self.view.double_clicked.connect(self.actions_.full_screen.trigger)
        self.timeline.sought.connect(session.seek)
        self.timeline.scrub_began.connect(session.begin_scrub)
        self.timeline.scrub_ended.connect(session.end_scrub)
        self.message.pressed.connect(session.skip_gap)
        self._said.timeout.connect(self._draw_file)
        self._hide_panel.timeout.connect(self._leave_picture_alone)
        self.view.installEventFilter(self)

    def _connect_actions(self) -> None:
        a, session, view = self.actions_, self.session, self.view
        for action, do in (
            (a.play, session.toggle),
            (a.back, lambda: session.step(-1)),
            (a.forward, lambda: session.step(1)),
            (a.jump_back, lambda: session.jump(-_JUMP_S)),
            (a.jump_forward, lambda: session.jump(_JUMP_S)),
            (a.start, lambda: session.seek(0.0)),
            (a.end, lambda: session.seek(session.end_s)),
            (a.slower, lambda: self._change_speed(-1)),
            (a.faster, lambda: self._change_speed(1)),
            (a.save, self._save),
            (a.rotate_left, lambda: view.rotate(-90)),
            (a.rotate_right, lambda: view.rotate(90)),
            (a.mirror, view.mirror),
            (a.zoom_in, lambda: view.zoom(1.25)),
            (a.zoom_out, lambda: view.zoom(0.8)),
            (a.zoom_fit, view.zoom_fit),
            (a.zoom_actual, view.zoom_actual),
        ):
            self._on(action, do)
        for speed, action in a.speeds.items():
            self._on(action, lambda speed=speed: session.set_speed(speed))
        a.loop.toggled.connect(session.set_loops)
        a.skip_gaps.toggled.connect(self._set_skips_gaps)
        a.full_screen.toggled.connect(self._set_full_screen)
        self.addActions([each for each in a.findChildren(QAction) if each.shortcuts()])
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave_full_screen)

    def _on(self, action: QAction, do: object) -> None:
        assert callable(do)
        action.triggered.connect(lambda _checked: do())

    # -- what the user does ----------------------------------------------------------------------------------------

    def _change_speed(self, by: int) -> None:
        number = SPEEDS.index(self.session.speed) + by
        self.session.set_speed(SPEEDS[min(max(number, 0), len(SPEEDS) - 1)])

    def _set_skips_gaps(self, skips: bool) -> None:
        self.session.skips_gaps = skips
        if skips:
            self.session.skip_gap()

    def _save(self) -> None:
        picture = self.session.picture
        if picture is not None:
            what = picture.jpeg if picture.jpeg is not None else self.view.image()
            self.picture_wanted.emit(what, self.session.picture_moment)

    def say(self, text: str) -> None:
        """Say something for a few seconds beside the position, such as where a picture was kept."""
        self.panel.show_note(text)
        self._said.start(_SAID_MS)
        announce(self, text)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread after ``close``; whether it has ended. It takes as long as one picture to decode."""
        return self.session.join(timeout_s)

    # -- drawing ---------------------------------------------------------------------------------------------------

    def _draw_picture(self) -> None:
        picture = self.session.picture
        if picture is not None:
            self.view.show_picture(picture)
            if not self.actions_.save.isEnabled():
                self._draw_file()

    def _draw_position(self) -> None:
        session = self.session
        position = session.position_s
        self.panel.show_position(position, session.end_s)
        self._draw_message()
        in_gap = bool(self.message.text)
        self.panel.show_moment(session.moment_at(position) if in_gap else session.picture_moment)

    def _draw_message(self) -> None:
        session, state = self.session, self.session.state
        gap = session.gap
        text, button = "", ""
        if state.trouble is not None and not session.can_play:
            text = texts.trouble(state.trouble)
        elif state.index is not None and state.index.complete and not len(state.index):
            text = texts.no_pictures()
        elif gap is not None:
            text, button = texts.gap(gap.length_s), self.tr("Skip the gap")
        elif session.is_damaged_here and not session.is_playing:
            text = self.tr("This picture is damaged.")
        self.message.say(text, button)
        self.view.set_dimmed(bool(text))

    def _draw_playing(self) -> None:
        playing = self.session.is_playing
        self.actions_.show_playing(playing)
        self.panel.words_changed()
        if not playing:
            self._show_panel()

    def _draw_speed(self) -> None:
        self.panel.show_speed(self.session.speed)
        self.actions_.speeds[self.session.speed].setChecked(True)

    def _draw_file(self) -> None:
        session, state = self.session, self.session.state
        for action in self.actions_.of_pictures:
            action.setEnabled(session.end_s > 0 and session.can_play)
        for action in (self.actions_.save, *self.actions_.over_picture):
            action.setEnabled(session.picture is not None)
        self.panel.speed_button.setEnabled(session.can_play and session.end_s > 0)
        self.timeline.setEnabled(session.can_play and session.end_s > 0)
        index = state.index
        if index is not None:
            known = index.end_s if index.complete else index.seconds_of(index.known - 1) if index.known else 0.0
            self.timeline.set_recording(session.end_s, known, state.gaps)
            busy = not index.complete and state.trouble is None
            if not self._said.isActive():
                self.panel.show_note(texts.scanning(state.progress) if busy else "")
        self._draw_notices()
        self._begin_once()
        self._draw_position()

    def _draw_notices(self) -> None:
        session, state = self.session, self.session.state
        damage = texts.damage(state)
        if damage:
            self.notices.show_notice(Notice("damage", NoticeKind.WARNING, damage))
        if state.trouble is not None and session.can_play:
            self.notices.show_notice(Notice("trouble", NoticeKind.ERROR, texts.trouble(state.trouble)))

    def _begin_once(self) -> None:
        if self._begin_at is None or not self.session.can_play:
            return
        position, self._begin_at = self._begin_at, None
        self.session.seek(position)
        if self._begin_playing and self.session.end_s > 0:
            self.session.play()

    def _describe(self, position_s: float) -> str:
        """What the pointer hovers over on the timeline."""
        session = self.session
        moment, gap = session.moment_at(position_s), session.state.gaps.at(position_s)
        parts = [texts.position(position_s, tenths=False)]
        if moment is not None:
            parts.insert(0, f"{moment:%H:%M:%S}")
        if gap is not None:
            parts.append(texts.gap(gap.length_s))
        return "  ·  ".join(parts)

    # -- full screen -----------------------------------------------------------------------------------------------

    def _set_full_screen(self, full: bool) -> None:
        self.notices.setVisible(not full)
        if full:
            # Over the picture, so that the picture does not move when it comes and goes.
            self._layout.removeWidget(self.panel)
            self.showFullScreen()
            self._place_panel()
            self._hide_panel.start()
        else:
            self._hide_panel.stop()
            self.unsetCursor()
            self._layout.addWidget(self.panel)
            self.panel.show()
            self.showNormal()
        self.actions_.full_screen.setIcon(icons.icon("fullscreen-exit" if full else "fullscreen"))

    def _leave_full_screen(self) -> None:
        self.actions_.full_screen.setChecked(False)

    def _place_panel(self) -> None:
        height = self.panel.sizeHint().height()
        self.panel.setGeometry(0, self.height() - height, self.width(), height)
        self.panel.raise_()

    def _show_panel(self) -> None:
        if self.actions_.full_screen.isChecked():
            self.unsetCursor()
            self._place_panel()
            self.panel.show()
            self._hide_panel.start()

    def _leave_picture_alone(self) -> None:
        focus = QApplication.focusWidget()
        used = self.panel.underMouse() or (focus is not None and self.panel.isAncestorOf(focus))
        if self.session.is_playing and not used:
            self.panel.hide()
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self._hide_panel.start()

    # -- events ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self._show_panel()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.actions_.full_screen.isChecked():
            self._place_panel()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaTogglePlayPause):
            self.session.toggle()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        a = self.actions_
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for actions in (
            [a.play, a.start, a.end],
            [a.save],
            [a.loop, a.skip_gaps],
            [*a.over_picture, a.full_screen],
        ):
            menu.addActions(actions)
            menu.addSeparator()
        menu.popup(event.globalPos())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.close()
        self.closed.emit()
        super().closeEvent(event)
