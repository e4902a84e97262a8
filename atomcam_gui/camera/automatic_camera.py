"""Automatic quality of one camera: its reports and what was chosen for it go in, what to set comes out. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atomcam_gui.camera.auto_quality import AutomaticReason, AutoQuality, Report, Wish
from atomcam_gui.camera.controls import FPS, FRAME_SIZE, QUALITY, CameraControls, ChoiceControl, NumberControl, Value
from atomcam_gui.camera.quality_ladder import Setting
from atomcam_gui.errors import RequestRefused
from atomcam_gui.wire import Stats


@dataclass(frozen=True, slots=True)
class AutomaticState:
    """What automatic quality does to a camera."""

    on: bool
    reason: AutomaticReason
    wanted_fps: float
    """What the user asked for."""
    fps: float
    """What the camera last reported; 0.0 before its first report."""
    chosen_quality: float | None
    """The most that is ever used: what the user chose. None where the camera has no such control."""
    quality: float | None
    """What is used now."""
    chosen_size: str | None
    size: str | None

    @property
    def lowered(self) -> bool:
        """Whether less is used than the user chose."""
        return (self.quality, self.size) != (self.chosen_quality, self.chosen_size)


class AutomaticCamera:
    """Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._auto: AutoQuality | None = None
        self._before: Stats | None = None
        self.has_reports = False
        """Whether the camera ever told how its sends go."""

    @property
    def is_possible(self) -> bool:
        """Whether there is a frame rate to keep, and something to lower for it."""
        return self.has_reports and self._auto is not None and self._auto.has_a_choice

    @property
    def chosen(self) -> Mapping[str, Value]:
        """What is used where nothing is lowered, by the control's name."""
        return _values(self._auto.wish.chosen) if self._auto is not None else {}

    @property
    def lowered(self) -> Mapping[str, Value]:
        """What to use in place of what was chosen; empty where nothing is lowered."""
        auto = self._auto
        return _values(auto.setting) if auto is not None and auto.setting != auto.wish.chosen else {}

    def state(self, *, on: bool) -> AutomaticState | None:
        """What it does now; None where it can do nothing."""
        auto = self._auto
        if auto is None or not self.is_possible:
            return None
        chosen, now = auto.wish.chosen, auto.setting
        return AutomaticState(
            on, auto.reason, auto.wish.fps, auto.fps, chosen.quality, now.quality, chosen.size, now.size
        )

    def connected(self) -> None:
        """A new connection: its reports begin anew."""
        self._before = None
        if self._auto is not None:
            self._auto.connected()

    def choose(self, controls: CameraControls, remembered: Mapping[str, Value]) -> None:
        """Keep to what the user chose; to what the camera has where nothing is remembered, or it no longer fits."""
        wish = _wish(controls, remembered)
        if wish is None:
            self._auto = None
        elif self._auto is None:
            self._auto = AutoQuality(wish)
        elif self._auto.wish != wish:
            self._auto.change_wish(wish)

    def start_again(self) -> None:
        """The camera gets back what was chosen."""
        if self._auto is not None:
            self._auto.start_again()

    def not_taken(self, now: float) -> None:
        """The camera did not take what ``take`` said last."""
        if self._auto is not None:
            self._auto.not_taken(now)

    def take(self, stats: Stats, now: float, *, on: bool) -> Mapping[str, Value]:
        """Take a report; what to set because of it.

        Args:
            now: seconds of a monotonic clock.
            on: whether anything may be changed.
        """
        before, self._before = self._before, stats
        if stats.send_ms is None and stats.dropped is None:
            return {}
        self.has_reports = True
        if self._auto is None or not on:
            return {}
        setting = self._auto.take(_report(before, stats), now)
        return _values(setting) if setting is not None else {}


def _report(before: Stats | None, stats: Stats) -> Report:
    dropped = _growth(before.dropped, stats.dropped) if before is not None else None
    sent = _growth(before.sent, stats.sent) if before is not None else None
    share = dropped / (dropped + sent) if dropped is not None and sent is not None and dropped + sent > 0 else None
    return Report(
        fps=_positive(stats.fps) or 0.0,
        send_ms=_positive(stats.send_ms),
        capture_ms=_positive(stats.capture_ms),
        encode_ms=_positive(stats.encode_ms),
        dropped_share=share,
    )


def _growth(before: float | None, now: float | None) -> float | None:
    """What a counter has grown by; None where it began anew."""
    return now - before if before is not None and now is not None and now >= before else None


def _positive(number: float | None) -> float | None:
    return number if number is not None and number >= 0 else None


def _values(setting: Setting) -> dict[str, Value]:
    values: dict[str, Value] = {}
    if setting.size is not None:
        values[FRAME_SIZE] = setting.size
    if setting.quality is not None:
        values[QUALITY] = setting.quality
    return values


def _wish(controls: CameraControls, remembered: Mapping[str, Value]) -> Wish | None:
    fps, quality, size = (controls.get(name) for name in (FPS, QUALITY, FRAME_SIZE))
    if not isinstance(fps, NumberControl):
        return None
    chosen = dict(controls.values)
    for name in (FPS, QUALITY, FRAME_SIZE):
        if name in remembered:
            try:
                chosen |= controls.checked({name: remembered[name]})
            except RequestRefused:
                continue
    wanted, most, largest = chosen[FPS], chosen.get(QUALITY), chosen.get(FRAME_SIZE)
    return Wish(
        fps=float(wanted),
        chosen=Setting(largest if isinstance(largest, str) else None, most if isinstance(most, int | float) else None),
        sizes=size.choices if isinstance(size, ChoiceControl) else (),
        least_quality=quality.minimum if isinstance(quality, NumberControl) else 0,
    )
