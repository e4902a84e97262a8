"""Joins the clock and the reader of one recording with the window's event loop."""

from __future__ import annotations

import math
import time
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from atomcam_gui.playback.clock import PlaybackClock
from atomcam_gui.playback.gaps import Gap
from atomcam_gui.playback.reader import AHEAD, FrameReader, ReaderState
from atomcam_gui.playback.recording_file import StoredPicture
from atomcam_gui.video.decode import Size

_LABEL_S = 0.1
"""At least so often the position is told while it moves."""


class PlaybackSession(QObject):
    """Plays one recording. For the window's thread; ``close`` ends it.

    Args:
        interval_s: the time between two pictures of the screen.
    """

    picture_changed = Signal()
    """``picture`` is another one."""
    moved = Signal()
    """``position_s`` or ``gap`` is another one."""
    playing_changed = Signal()
    speed_changed = Signal()
    file_changed = Signal()
    """``state`` is another one: more of the file is known, or something is wrong with it."""
    _woken = Signal()

    def __init__(self, path: Path, interval_s: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.skips_gaps = False
        """Whether playback goes on behind a gap at once."""
        self.picture: StoredPicture | None = None
        """What to show."""
        self.longest_tick_ms = 0.0
        """The longest that the window's thread was held here."""
        self._clock = PlaybackClock(interval_s)
        self._interval_s = interval_s
        self._shown_tick: int | None = None
        self._awaits_jump = False
        self._size: Size | None = None
        self._resume_after_scrub = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._woken.connect(self._look_at_reader, Qt.ConnectionType.QueuedConnection)
        self._reader = FrameReader(path, self._woken.emit)
        # A window may go with its parent, without being closed.
        self.destroyed.connect(self._reader.close)
        self.state: ReaderState = ReaderState()

    def close(self) -> None:
        """End the reader's thread. Nothing is told any more."""
        self._timer.stop()
        self._reader.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the reader's thread, after ``close``; whether it has ended."""
        return self._reader.join(timeout_s)

    # -- where it stands -------------------------------------------------------------------------------------------

    @property
    def position_s(self) -> float:
        """Seconds since the first picture."""
        return self._clock.position(time.monotonic())

    @property
    def end_s(self) -> float:
        """The recording's length, as far as it is known."""
        return self._clock.end_s

    @property
    def is_playing(self) -> bool:
        """Whether the position moves."""
        return self._clock.running

    @property
    def speed(self) -> float:
        """Seconds of the recording a second."""
        return self._clock.speed

    @property
    def loops(self) -> bool:
        """Whether playback begins again at the end."""
        return self._clock.loops

    @property
    def decoded(self) -> int:
        """Pictures decoded so far."""
        return self._reader.decoded

    @property
    def can_play(self) -> bool:
        """Whether there are pictures."""
        return self.state.index is not None and len(self.state.index) > 0

    @property
    def gap(self) -> Gap | None:
        """The gap that the position is in."""
        return self.state.gaps.at(self.position_s)

    @property
    def is_damaged_here(self) -> bool:
        """Whether the picture that belongs here cannot be shown."""
        return self.can_play and self._reader.has_failed(self._due_tick(time.monotonic()))

    def moment_at(self, position_s: float) -> datetime | None:
        """The local time of a position, where the file tells when it began."""
        started = self.state.info.started if self.state.info else None
        return None if started is None else (started + timedelta(seconds=position_s)).astimezone()

    @property
    def picture_moment(self) -> datetime | None:
        """The local time of the picture that is shown."""
        index = self.state.index
        if self.picture is None or index is None or not len(index):
            return None
        return self.moment_at(index.seconds_of(index.number_of(self.picture.tick)))

    # -- what the user does ----------------------------------------------------------------------------------------

    def play(self) -> None:
        """Go on, from the start where the end is reached."""
        if not self.can_play:
            return
        now = time.monotonic()
        if self._clock.is_over(now):
            self._awaits_jump = True
        self._clock.play(now)
        self._tick()
        self.playing_changed.emit()

    def pause(self) -> None:
        """Stay at the picture of the moment."""
        self._clock.pause(time.monotonic())
        self._tick()
        self.playing_changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def seek(self, position_s: float) -> None:
        """Go to a position."""
        self._clock.seek(time.monotonic(), position_s)
        self._awaits_jump = True
        self._tick()

    def jump(self, seconds: float) -> None:
        """Go back or forward."""
        self.seek(self.position_s + seconds)

    def step(self, by: int) -> None:
        """Stop at the next picture, or the one before."""
        if self.state.index is None:
            return
        was_playing = self.is_playing
        self._clock.step(time.monotonic(), self.state.index, by)
        self._awaits_jump = True
        self._tick()
        if was_playing:
            self.playing_changed.emit()

    def set_speed(self, speed: float) -> None:
        """Play faster or slower."""
        self._clock.set_speed(time.monotonic(), speed)
        self._tick()
        self.speed_changed.emit()

    def set_loops(self, loops: bool) -> None:
        """Whether to begin again at the end."""
        now = time.monotonic()
        self._clock.seek(now, self._clock.position(now))
        self._clock.loops = loops
        self._tick()

    def skip_gap(self) -> None:
        """Go to the end of the gap that the position is in."""
        gap = self.gap
        if gap is not None:
            self.seek(gap.end_s)

    def begin_scrub(self) -> None:
        """The user drags the position: it stays where they are."""
        self._resume_after_scrub = self.is_playing
        self._clock.pause(time.monotonic())

    def end_scrub(self) -> None:
        """The user let go."""
        if self._resume_after_scrub and not self._clock.is_over(time.monotonic()):
            self._clock.play(time.monotonic())
        self._resume_after_scrub = False
        self._tick()
        self.playing_changed.emit()

    def want_size(self, size: Size | None) -> None:
        """How large pictures are shown, in device pixels; None for as large as they are."""
        if size != self._size:
            self._size = size
            self._shown_tick = None
            self._tick()

    # -- the machinery ---------------------------------------------------------------------------------------------

    def _look_at_reader(self) -> None:
        state = self._reader.state
        if state is not self.state:
            self.state = state
            if state.index is not None and state.index.end_s != self._clock.end_s:
                self._clock.set_end(time.monotonic(), state.index.end_s)
            self.file_changed.emit()
        self._tick()

    def _tick(self) -> None:
        """Show what is due, say what will be, and come back when it is."""
        begun = time.monotonic()
        index = self.state.index
        if index is not None and len(index):
            self._leave_gap()
            self._show_due()
            self._ask_for_more()
            self._end_or_go_on()
        self.moved.emit()
        self.longest_tick_ms = max(self.longest_tick_ms, (time.monotonic() - begun) * 1e3)

    def _leave_gap(self) -> None:
        if self.skips_gaps and self.is_playing:
            gap = self.gap
            if gap is not None:
                self._clock.seek(time.monotonic(), gap.end_s)
                self._awaits_jump = True

    def _due_tick(self, now: float) -> int:
        assert self.state.index is not None
        return self.state.index.tick_of(self._clock.due(now, self.state.index))

    def _show_due(self) -> None:
        due = self._due_tick(time.monotonic())
        if self._has_looped(due):
            self._awaits_jump = True
        picture = self._reader.take(due, None if self._awaits_jump else self._shown_tick)
        if picture is not None:
            self.picture = picture
            self._shown_tick = picture.tick
            self.picture_changed.emit()

    def _has_looped(self, due: int) -> bool:
        index, shown = self.state.index, self._shown_tick
        if not (self.loops and self.is_playing) or index is None or shown is None or self._awaits_jump:
            return False
        passed = index.seconds_of(index.number_of(due)) - index.seconds_of(index.number_of(shown))
        return passed < -self.end_s / 2

    def _ask_for_more(self) -> None:
        index, now = self.state.index, time.monotonic()
        assert index is not None
        due, shown = self._due_tick(now), self._shown_tick
        overtaken = self.is_playing and not self._awaits_jump and shown is not None and shown > due
        is_shown = shown == due or overtaken
        upcoming = (
            self._clock.upcoming(now, index, AHEAD) if self.is_playing else self._neighbours(index.number_of(due))
        )
        ahead = tuple(index.tick_of(number) for number in upcoming)
        self._reader.want(None if is_shown else due, ahead, self._size)
        if is_shown or self._reader.has_failed(due):
            self._awaits_jump = False

    def _neighbours(self, number: int) -> tuple[int, ...]:
        """The next picture: a step, or going on, then shows it at once."""
        assert self.state.index is not None
        return tuple(each for each in (number + 1,) if each < len(self.state.index))

    def _end_or_go_on(self) -> None:
        index, now = self.state.index, time.monotonic()
        assert index is not None
        if self.is_playing and self._clock.is_over(now) and index.complete and not self.loops:
            self._clock.pause(now)
            self.playing_changed.emit()
        change = self._clock.next_change(now, index)
        if change is not None:
            self._timer.start(math.ceil(min(max(change - now, self._interval_s / 4), _LABEL_S) * 1e3))
        else:
            self._timer.stop()
