"""Automatic quality beside a model of a board: what it sends depends on bytes, link, encoder and sensor."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from atomcam_gui.camera.auto_quality import AutomaticReason, AutoQuality, Report, Wish
from atomcam_gui.camera.controls import size_pixels
from atomcam_gui.camera.quality_ladder import Setting, make_ladder, relative_bytes

SIZES = ("QQVGA", "QCIF", "HQVGA", "QVGA", "CIF", "HVGA", "VGA")
EVERY_S = 5.0


@dataclass
class Board:
    """A board on a link of so many kilobits a second, which may change with time."""

    kbps: Callable[[float], float]
    wish_fps: float = 15.0
    sensor_fps: float = 25.0
    encode_vga_ms: float = 20.0
    bytes_vga: float = 30_000
    noise: float = 0.0
    reports_sends: bool = True
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    def size_of(self, setting: Setting) -> float:
        width, height = size_pixels(setting.size or "VGA") or (640, 480)
        quality = 80 if setting.quality is None else setting.quality
        return float(self.bytes_vga * (width * height / 307_200) ** 0.8 * relative_bytes(quality))

    def report(self, setting: Setting, now: float) -> Report:
        width, height = size_pixels(setting.size or "VGA") or (640, 480)
        encode_ms = self.encode_vga_ms * width * height / 307_200
        kbps = self.kbps(now) * (1 + self.noise * self.dice.uniform(-1, 1))
        send_ms = self.size_of(setting) * 8 / kbps
        made = min(self.wish_fps, self.sensor_fps, 1000 / (encode_ms + 2))
        sent = min(made, 1000 / send_ms)
        return Report(
            fps=round(sent, 1),
            send_ms=round(send_ms, 1) if self.reports_sends else None,
            capture_ms=2.0,
            encode_ms=round(encode_ms, 1),
            dropped_share=max(0.0, (made - sent) / made),
        )


@dataclass
class Run:
    """What happened."""

    changes: list[tuple[float, Setting]] = field(default_factory=list)
    fps: list[float] = field(default_factory=list)

    def fps_after(self, seconds: float) -> float:
        late = self.fps[int(seconds / EVERY_S) :]
        return sum(late) / len(late)


def watch(auto: AutoQuality, board: Board, seconds: float, since: float = 0.0) -> Run:
    """Reports every 5 s, each acted upon at once."""
    run, now = Run(), since
    while now < since + seconds:
        now += EVERY_S
        report = board.report(auto.setting, now)
        run.fps.append(report.fps)
        setting = auto.take(report, now)
        if setting is not None:
            run.changes.append((now, setting))
    return run


def wish(fps: float = 15.0, quality: float | None = 80, size: str | None = "VGA") -> Wish:
    return Wish(fps, Setting(size, quality), SIZES, least_quality=10)


def test_a_link_that_is_fast_enough_changes_nothing() -> None:
    auto = AutoQuality(wish())
    run = watch(auto, Board(lambda _: 10_000), 600)
    assert run.changes == []
    assert (auto.setting, auto.reason) == (Setting("VGA", 80), AutomaticReason.STEADY)


def test_a_link_that_becomes_slow_lowers_quality_first_and_keeps_the_frame_rate() -> None:
    auto = AutoQuality(wish())
    board = Board(lambda now: 10_000 if now < 60 else 2_900)  # 15 pictures of 30 KB need 3,600
    run = watch(auto, board, 300)
    assert {setting.size for _, setting in run.changes} == {"VGA"}
    assert auto.setting.quality is not None
    assert 40 <= auto.setting.quality < 80
    assert auto.reason is AutomaticReason.SLOW_SENDS
    assert run.fps_after(90) >= 14.5


def test_a_link_that_is_very_slow_lowers_the_size_too_at_once() -> None:
    auto = AutoQuality(wish())
    run = watch(auto, Board(lambda now: 10_000 if now < 60 else 900), 300)
    assert run.changes[0][0] <= 75
    assert size_pixels(auto.setting.size or "")[0] < 640  # type: ignore[index]
    assert run.fps_after(100) >= 14.5


def test_only_sizes_of_the_same_shape_are_used() -> None:
    auto = AutoQuality(wish())
    run = watch(auto, Board(lambda _: 300), 300)
    assert {setting.size for _, setting in run.changes} <= {"VGA", "QVGA", "QQVGA"}


def test_when_the_link_is_good_again_all_is_raised_to_what_was_chosen_and_no_further() -> None:
    auto = AutoQuality(wish())
    board = Board(lambda now: 1_000 if 60 <= now < 180 else 12_000)
    run = watch(auto, board, 600)
    assert auto.setting == Setting("VGA", 80)
    assert auto.reason is AutomaticReason.STEADY
    assert max(now for now, _ in run.changes) <= 420


@pytest.mark.parametrize("kbps", [700, 1_000, 1_500, 2_000, 2_500, 3_000, 3_300, 3_600, 4_000, 4_500])
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.25])
def test_no_steady_link_makes_it_swing(kbps: float, noise: float) -> None:
    auto = AutoQuality(wish())
    run = watch(auto, Board(lambda _: kbps, noise=noise), 3600)
    after_the_start = [change for change in run.changes if change[0] > 300]
    assert len(after_the_start) <= 24, f"{len(after_the_start)} changes in 55 minutes"
    assert run.fps_after(300) >= 13.5
    if noise == 0.0:
        assert len(after_the_start) <= 4


def test_a_raise_that_failed_is_tried_again_later_and_later() -> None:
    """Other pictures on the way need the link as soon as it is used: the sends of now foretell nothing."""
    auto = AutoQuality(wish())
    now, top, attempts = 0.0, Setting("VGA", 80), []
    for _ in range(1440):
        now += EVERY_S
        slow = auto.setting == top
        setting = auto.take(Report(fps=8 if slow else 15, send_ms=120 if slow else 15, encode_ms=10), now)
        if setting == top:
            attempts.append(now)
    gaps = [after - before for before, after in itertools.pairwise(attempts)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 600
    assert len(attempts) < 20


def test_a_camera_that_cannot_go_faster_is_left_as_it_is() -> None:
    for board in (Board(lambda _: 20_000, wish_fps=30, encode_vga_ms=77), Board(lambda _: 20_000, wish_fps=30)):
        auto = AutoQuality(wish(fps=30))
        assert watch(auto, board, 600).changes == []
        assert auto.reason is AutomaticReason.CAMERA_LIMIT


def test_slow_sends_behind_a_slow_encoder_are_lowered_to_what_the_encoder_can_make() -> None:
    auto = AutoQuality(wish(fps=30))
    board = Board(lambda _: 2_400, wish_fps=30, encode_vga_ms=77)  # the encoder makes 12.7, the link takes 10
    run = watch(auto, board, 300)
    assert run.fps_after(60) >= 11.4
    assert auto.setting.size == "VGA", "a smaller picture than needed"


def test_drops_tell_as_much_where_sends_are_not_reported() -> None:
    auto = AutoQuality(wish())
    run = watch(auto, Board(lambda _: 1_500, reports_sends=False), 600)
    assert auto.setting != Setting("VGA", 80)
    assert run.fps_after(120) >= 13


def test_at_the_bottom_it_says_so_and_stays() -> None:
    auto = AutoQuality(wish())
    run = watch(auto, Board(lambda _: 30), 600)
    assert auto.reason is AutomaticReason.AT_THE_BOTTOM
    assert auto.setting == Setting("QQVGA", 25)
    assert len(run.changes) < 12


def test_one_slow_report_that_is_not_far_off_changes_nothing() -> None:
    auto = AutoQuality(wish())
    for now in range(5, 60, 5):
        slow = now == 30
        assert auto.take(Report(fps=12 if slow else 15, send_ms=82 if slow else 20, encode_ms=5), now) is None


def test_the_report_right_after_a_change_is_not_judged() -> None:
    auto = AutoQuality(wish())
    slow = Report(fps=5, send_ms=200, encode_ms=5)
    settings = [auto.take(slow, now) for now in range(5, 30, 5)]
    assert [setting is not None for setting in settings] == [False, True, False, True, False]


def test_what_the_user_moves_is_the_new_most() -> None:
    auto = AutoQuality(wish())
    watch(auto, Board(lambda _: 1_500), 120)
    assert auto.setting != Setting("VGA", 80)
    auto.change_wish(wish(quality=50, size="QVGA"))
    assert auto.setting == Setting("QVGA", 50)
    watch(auto, Board(lambda _: 50_000), 600, since=120)
    assert auto.setting == Setting("QVGA", 50)


def test_another_frame_rate_keeps_what_was_found() -> None:
    auto = AutoQuality(wish())
    watch(auto, Board(lambda _: 1_500), 120)
    before = auto.setting
    auto.change_wish(wish(fps=10))
    assert auto.setting == before
    watch(auto, Board(lambda _: 1_500, wish_fps=3), 600, since=120)
    auto.change_wish(wish(fps=3))
    watch(auto, Board(lambda _: 1_500, wish_fps=3), 600, since=720)
    assert auto.setting == Setting("VGA", 80)


def test_a_setting_that_the_camera_did_not_take_is_not_asked_for_again_at_once() -> None:
    auto = AutoQuality(wish())
    slow = Report(fps=5, send_ms=200, encode_ms=5)
    now, asked = 0.0, []
    for _ in range(60):
        now += EVERY_S
        if auto.take(slow, now) is not None:
            asked.append(now)
            auto.not_taken(now)
            assert auto.setting == Setting("VGA", 80)
    assert 2 <= len(asked) <= 6


def test_silence_is_no_reason_to_raise() -> None:
    auto = AutoQuality(wish())
    watch(auto, Board(lambda _: 1_500), 60)
    before = auto.setting
    for now in range(65, 600, 5):
        auto.take(Report(fps=0), now)
    assert auto.setting == before


@pytest.mark.parametrize(
    ("chosen", "sizes"),
    [(Setting(None, 80), ()), (Setting("VGA", None), SIZES), (Setting("641x481", 30), ("641x481", *SIZES)),
     (Setting("QQVGA", 25), SIZES), (Setting(None, None), ()), (Setting("UXGA", 95), ("UXGA", *SIZES))],
)  # fmt: skip
def test_each_rung_costs_less_than_the_one_before(chosen: Setting, sizes: tuple[str, ...]) -> None:
    ladder = make_ladder(chosen, sizes, least_quality=10)
    assert ladder[0].setting == chosen
    costs = [rung.cost for rung in ladder]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) == len(costs)


def test_bytes_grow_with_quality() -> None:
    curve = [relative_bytes(quality) for quality in range(101)]
    assert curve == sorted(curve)
    assert relative_bytes(80) == 1.0
