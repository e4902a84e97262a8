"""Automatic quality: keeps the frame rate that the user asked for by sending fewer bytes where the WiFi is slow.

Pure and deterministic: a board's reports and their times go in, settings come out. What limits a camera shows in its
own numbers. It sends one picture while it encodes the next, so where sending takes most of the time between two
pictures, or pictures are dropped because the one before is not out yet, fewer bytes help. Where sending is quick and
pictures are few nevertheless, the sensor or the encoder is at its end, and lowering anything would help nobody.

Down at once, up with care: a higher setting is tried only if the sends of now foretell that it fits, and after a
failed attempt the next one waits twice as long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from atomcam_gui.camera.quality_ladder import Rung, Setting, make_ladder

_KEPT = 0.9
"""The frame rate is kept if this share of it arrives."""
_FAR_OFF = 0.6
"""Below this share of the frame rate, one report is enough to act."""
_BUSY = 0.85
"""Share of the time spent in sending from which on sending is what limits."""
_AIM = 0.75
"""Share of the time that sending shall take after lowering."""
_ROOM = 0.65
"""Share of the time that sending may be foretold to take at a higher setting for it to be tried."""
_DROPPED = 0.1
"""Share of dropped pictures that shows the same as a busy sender, where sends are not reported."""
_LARGEST_DROP, _LEAST_DROP = 0.2, 0.9
_LARGEST_RISE = 1.6

FIRST_HOLD_S = 15.0
"""How long sends must be quick before a higher setting is tried."""
LONGEST_HOLD_S = 600.0
_PROVED_S = 60.0
"""A higher setting that held this long was right."""
_NOT_TAKEN_S = 60.0


class AutomaticReason(StrEnum):
    """Why automatic quality holds what it holds."""

    STEADY = "steady"
    """The camera keeps the frame rate that the user asked for."""
    SLOW_SENDS = "slow sends"
    """Pictures take longer to send than the frame rate allows: the WiFi is slow. Lowered, or about to be."""
    RECOVERING = "recovering"
    """Lowered, and the way up is being tried."""
    CAMERA_LIMIT = "camera limit"
    """The frame rate is missed, but sends are quick: the camera itself cannot go faster; lowering would not help."""
    AT_THE_BOTTOM = "at the bottom"
    """Sends are still too slow at the least that is offered."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants, and what the camera offers."""

    fps: float
    chosen: Setting
    """The most that is ever used."""
    sizes: tuple[str, ...] = ()
    least_quality: float = 10


@dataclass(frozen=True, slots=True)
class Report:
    """What a board said of its last interval. None where it did not say."""

    fps: float
    """Pictures sent a second."""
    send_ms: float | None = None
    """Means a picture."""
    capture_ms: float | None = None
    encode_ms: float | None = None
    dropped_share: float | None = None
    """Pictures that were never sent because a newer one came, of all that were made."""


class AutoQuality:
    """One camera's."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._ladder: tuple[Rung, ...] = ()
        self._at = 0
        self._before = 0
        self._reason = AutomaticReason.STEADY
        self._skip = True
        self._slow_reports = 0
        self._quick_since: float | None = None
        self._hold_s = FIRST_HOLD_S
        self._raised_at: float | None = None
        self._not_before: float | None = None
        self.fps = 0.0
        """Of the last report."""
        self.start_again()

    @property
    def wish(self) -> Wish:
        """What is kept to."""
        return self._wish

    @property
    def setting(self) -> Setting:
        """What the camera shall use now."""
        return self._ladder[self._at].setting

    @property
    def reason(self) -> AutomaticReason:
        """Why."""
        return self._reason

    @property
    def has_a_choice(self) -> bool:
        """Whether there is anything to lower."""
        return len(self._ladder) > 1

    def change_wish(self, wish: Wish) -> None:
        """The user wants something else: a new most for size and quality is used at once, from the top."""
        same_range = replace(self._wish, fps=wish.fps) == wish
        self._wish = wish
        self._slow_reports, self._quick_since = 0, None
        if not same_range:
            self.start_again()

    def start_again(self) -> None:
        """The camera has what the user chose, and nothing is known of its sends."""
        self._ladder = _ladder(self._wish)
        self._at = self._before = 0
        self._hold_s, self._raised_at, self._not_before = FIRST_HOLD_S, None, None
        self._reason = AutomaticReason.STEADY
        self._slow_reports, self._quick_since = 0, None
        self._skip = True

    def not_taken(self, now: float) -> None:
        """The camera did not take the last setting: it has the one before. The next attempt waits."""
        self._at = self._before
        self._raised_at = None
        self._not_before = now + _NOT_TAKEN_S

    def connected(self) -> None:
        """The camera is there again: its next report covers time in which it was away."""
        self._skip = True
        self._slow_reports, self._quick_since = 0, None

    def take(self, report: Report, now: float) -> Setting | None:
        """Take a report; the setting to use from now on, where it is another than before.

        Args:
            now: seconds of a monotonic clock.
        """
        self.fps = report.fps
        if self._skip:
            # Part of its interval was before the last change.
            self._skip = False
            return None
        wanted = min(self._wish.fps, _camera_limit(report))
        missed = report.fps < _KEPT * wanted
        if missed and _is_sending_the_limit(report):
            return self._slow(report, wanted, now)
        self._slow_reports = 0
        self._settle_raise(now)
        return self._quick(report, wanted, now)

    # -- down ----------------------------------------------------------------------------------------------------

    def _slow(self, report: Report, wanted: float, now: float) -> Setting | None:
        self._quick_since = None
        self._slow_reports += 1
        self._reason = AutomaticReason.SLOW_SENDS
        if self._at == len(self._ladder) - 1:
            self._reason = AutomaticReason.AT_THE_BOTTOM
            return None
        if self._slow_reports < 2 and report.fps >= _FAR_OFF * wanted:
            return None
        if self._not_before is not None and now < self._not_before:
            return None
        if self._raised_at is not None:
            self._hold_s = min(2 * self._hold_s, LONGEST_HOLD_S)
            self._raised_at = None
        limit = self._ladder[self._at].cost * _needed_ratio(report, wanted)
        below = range(self._at + 1, len(self._ladder))
        return self._go_to(next((i for i in below if self._ladder[i].cost <= limit), below[-1]))

    # -- up ------------------------------------------------------------------------------------------------------

    def _settle_raise(self, now: float) -> None:
        """Forget a raise that has proved right, and trust the next one sooner."""
        if self._raised_at is not None and now - self._raised_at >= max(_PROVED_S, 2 * self._hold_s):
            self._raised_at = None
            self._hold_s = max(FIRST_HOLD_S, self._hold_s / 2)

    def _quick(self, report: Report, wanted: float, now: float) -> Setting | None:
        if self._at == 0:
            missed = report.fps < _KEPT * self._wish.fps
            self._reason = AutomaticReason.CAMERA_LIMIT if missed else AutomaticReason.STEADY
            return None
        highest = self._highest_that_fits(report, wanted)
        if highest == self._at:
            self._quick_since = None
            return None
        if self._quick_since is None:
            self._quick_since = now
        waits = self._not_before is not None and now < self._not_before
        if waits or now - self._quick_since < self._hold_s:
            return None
        self._raised_at = now
        self._quick_since = None
        setting = self._go_to(highest)
        self._reason = AutomaticReason.RECOVERING if self._at else AutomaticReason.STEADY
        return setting

    def _highest_that_fits(self, report: Report, wanted: float) -> int:
        """The highest rung whose sends would leave room, one step up where sends are not reported."""
        here = self._ladder[self._at].cost
        if report.fps <= 0:
            return self._at
        if report.send_ms is None:
            return self._at - 1 if not report.dropped_share else self._at
        highest = self._at
        for index in range(self._at - 1, -1, -1):
            rise = self._ladder[index].cost / here
            one_step = index == self._at - 1
            if report.send_ms * rise * wanted / 1000 > _ROOM or (rise > _LARGEST_RISE and not one_step):
                break
            highest = index
        return highest

    def _go_to(self, index: int) -> Setting:
        self._before, self._at = self._at, index
        self._slow_reports = 0
        self._skip = True
        return self.setting


def _ladder(wish: Wish) -> tuple[Rung, ...]:
    return make_ladder(wish.chosen, wish.sizes, wish.least_quality)


def _camera_limit(report: Report) -> float:
    """Pictures a second that capture and encoder, one after the other, can make."""
    busy_ms = (report.capture_ms or 0) + (report.encode_ms or 0)
    return 1000 / busy_ms if busy_ms > 0 else float("inf")


def _is_sending_the_limit(report: Report) -> bool:
    if report.send_ms is not None and report.send_ms * report.fps / 1000 >= _BUSY:
        return True
    return report.dropped_share is not None and report.dropped_share >= _DROPPED


def _needed_ratio(report: Report, wanted: float) -> float:
    """What the bytes must shrink to for the frame rate to be kept with some room."""
    ratio = _AIM * 1000 / wanted / report.send_ms if report.send_ms else _KEPT * report.fps / wanted
    return min(_LEAST_DROP, max(_LARGEST_DROP, ratio))
