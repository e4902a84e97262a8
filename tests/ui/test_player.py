"""The player's window over real files: what it shows, and what it does when it is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from atomcam_gui.playback import reader as reader_module
from atomcam_gui.playback.troubles import CannotPlay, PlayFault
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.player import texts
from atomcam_gui.ui.player.player_window import PlayerWindow
from tests.fakes.recordings import STARTED, number_in, numbered_jpeg, write_other, write_recording
from tests.ui.conftest import click, corners, mouse, noise_jpeg, quarters_jpeg, until, wheel

TEN_A_SECOND = list(range(0, 20_000, 100))
WITH_GAP = [*range(0, 2000, 100), *range(242_000, 244_000, 100)]
TAGS = RecordingTags("aabbccddee01", "Garden", STARTED, "AtomCam")

Open = Callable[..., PlayerWindow]


@pytest.fixture
async def opened(qapp: QApplication) -> AsyncIterator[Open]:
    """Opens players, and sees to their end."""
    windows: list[PlayerWindow] = []

    def open_(path: Path, *, playing: bool = False, **more: object) -> PlayerWindow:
        window = PlayerWindow(path, "Garden", playing=playing, **more)  # type: ignore[arg-type]
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        windows.append(window)
        window.show()
        return window

    yield open_
    for window in windows:
        window.close()
        assert window.join(10)
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(window: PlayerWindow) -> int:
    """Which picture is shown, by its tick in milliseconds; -1 for none."""
    return window.session.picture.tick if window.session.picture else -1


async def paused_at(window: PlayerWindow, position_s: float, tick: int) -> None:
    await until(lambda: window.session.can_play, "the file is open")
    window.session.pause()
    window.session.seek(position_s)
    await until(lambda: shown(window) == tick, f"the picture at {tick} ms is shown")


def key(widget: QWidget, code: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier))


# -- playing ---------------------------------------------------------------------------------------------------------


async def test_recording_begins_to_play_at_true_speed_as_soon_as_it_is_open(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND), playing=True)
    await until(lambda: shown(window) >= 300, "it plays")
    earliest, position, latest = time.monotonic(), window.session.position_s, time.monotonic()
    await until(lambda: shown(window) >= 800, "it plays on")
    least = time.monotonic() - latest
    passed = window.session.position_s - position
    assert least - 1e-6 <= passed <= time.monotonic() - earliest + 1e-6


async def test_window_shows_the_picture_that_belongs_to_the_position(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    for position, tick in ((0.0, 0), (7.349, 7300), (19.95, 19_900), (3.0, 3000)):
        await paused_at(window, position, tick)
        assert window.session.picture is not None
        assert number_in(window.session.picture.pixels) == tick // 100 % 16


async def test_time_of_day_is_that_of_the_picture(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await paused_at(window, 7.349, 7300)
    moment = (STARTED + timedelta(seconds=7.3)).astimezone()
    assert window.panel.time_text == texts.time_of_day(moment)
    assert window.panel.position_text == "0:07.3 / 0:20.0"


async def test_eight_times_as_fast_drops_pictures_and_keeps_the_time(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", list(range(0, 40_000, 20))))
    await until(lambda: window.session.can_play, "the file is open")
    window.actions_.speeds[8.0].trigger()
    decoded, earliest = window.session.decoded, time.monotonic()
    window.session.play()
    latest = time.monotonic()
    await until(lambda: shown(window) > 8000, "it plays")
    least = time.monotonic() - latest
    passed = window.session.position_s / 8
    assert least - 1e-6 <= passed <= time.monotonic() - earliest + 1e-6
    assert window.session.decoded - decoded < 0.5 * 400


async def test_space_plays_and_pauses(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await until(lambda: window.session.can_play, "the file is open")
    key(window.view, Qt.Key.Key_Space)
    assert window.session.is_playing
    assert "Pause" in window.actions_.play.text()
    key(window.timeline, Qt.Key.Key_Space)
    assert not window.session.is_playing
    assert "Play" in window.actions_.play.text()


async def test_arrows_step_by_pictures_and_stop(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", [0, 40, 95, 5000, 5040]))
    await paused_at(window, 0.05, 40)
    for action, tick in ((window.actions_.forward, 95), (window.actions_.forward, 5000), (window.actions_.back, 95)):
        action.trigger()
        await until(lambda tick=tick: shown(window) == tick, f"{tick} is shown")
    assert {each.toString() for each in window.actions_.back.shortcuts()} == {"Left"}
    window.session.play()
    window.actions_.back.trigger()
    assert not window.session.is_playing


async def test_jumps_go_ten_seconds_and_playback_goes_on(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await paused_at(window, 1.0, 1000)
    window.session.play()
    window.actions_.jump_forward.trigger()
    assert window.session.is_playing
    assert window.session.position_s == pytest.approx(11.0, abs=3)
    window.actions_.jump_back.trigger()
    window.actions_.jump_back.trigger()
    assert window.session.position_s == pytest.approx(0.0, abs=3)


async def test_end_is_reached_once_and_play_starts_anew(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await paused_at(window, 19.8, 19_800)
    window.session.play()
    await until(lambda: not window.session.is_playing, "the end")
    assert shown(window) == 19_900
    assert window.session.position_s == window.session.end_s
    window.actions_.play.trigger()
    await until(lambda: 0 <= shown(window) < 1000, "it starts anew")
    assert window.session.is_playing


async def test_loop_begins_again_by_itself(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await paused_at(window, 19.8, 19_800)
    window.actions_.loop.trigger()
    window.session.play()
    await until(lambda: 0 <= shown(window) < 1000, "it starts anew")
    assert window.session.is_playing


async def test_keys_of_speed_go_through_all_speeds_and_stop_at_the_ends(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await until(lambda: window.session.can_play, "the file is open")
    for _ in range(5):
        window.actions_.faster.trigger()
    assert window.session.speed == 8.0
    assert "8×" in window.panel.speed_button.text()
    for _ in range(9):
        window.actions_.slower.trigger()
    assert window.session.speed == 0.25
    assert window.actions_.speeds[0.25].isChecked()


# -- gaps ------------------------------------------------------------------------------------------------------------


async def test_gap_is_said_over_the_picture_and_can_be_skipped(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", WITH_GAP))
    await paused_at(window, 100.0, 1900)
    assert window.message.text == "No pictures for 4 min"
    click(window.message.button)
    await until(lambda: shown(window) == 242_000, "the picture behind the gap")
    assert window.message.text == ""
    assert not window.session.is_playing


async def test_playback_runs_through_a_gap_in_true_time_and_the_time_of_day_goes_on(
    opened: Open, tmp_path: Path
) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", WITH_GAP))
    await paused_at(window, 100.0, 1900)
    window.session.play()
    before = window.panel.time_text
    await until(lambda: window.panel.time_text != before, "the time of day goes on")
    assert window.session.position_s < 110
    assert window.message.text == "No pictures for 4 min"


async def test_gaps_are_skipped_by_themselves_when_the_user_wants_that(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", WITH_GAP))
    await paused_at(window, 1.5, 1500)
    window.actions_.skip_gaps.trigger()
    window.session.play()
    await until(lambda: shown(window) >= 242_000, "the pictures behind the gap")


# -- the timeline ----------------------------------------------------------------------------------------------------


async def test_click_on_the_timeline_goes_there_and_a_drag_shows_what_it_passes(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await paused_at(window, 0.0, 0)
    bar = window.timeline
    window.session.play()
    mouse(bar, QEvent.Type.MouseButtonPress, QPoint(bar.width() // 2, bar.height() - 12))
    assert not window.session.is_playing
    await until(lambda: shown(window) == pytest.approx(10_000, abs=100), "the middle is shown")
    mouse(bar, QEvent.Type.MouseMove, QPoint(bar.width() * 3 // 4, bar.height() - 12))
    await until(lambda: shown(window) > 14_000, "what the drag passes is shown")
    mouse(bar, QEvent.Type.MouseButtonRelease, QPoint(bar.width() * 3 // 4, bar.height() - 12))
    assert window.session.is_playing


async def test_timeline_is_thin_where_there_are_no_pictures(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", WITH_GAP))
    await paused_at(window, 0.0, 0)
    image = window.timeline.grab().toImage()
    middle = window.timeline.height() - 12
    surround = image.pixelColor(image.width() // 2, middle - 3)
    assert image.pixelColor(image.width() // 2, middle) != surround
    assert image.pixelColor(image.width() - 11, middle - 3) != surround


async def test_pointer_on_the_timeline_tells_time_and_gap(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", WITH_GAP))
    await paused_at(window, 0.0, 0)
    there = (STARTED + timedelta(seconds=100)).astimezone()
    assert window._describe(100.0) == f"{there:%H:%M:%S}  ·  1:40  ·  No pictures for 4 min"
    blank = window.timeline.grab().toImage()
    mouse(window.timeline, QEvent.Type.MouseMove, QPoint(200, 10), Qt.MouseButton.NoButton)
    assert window.timeline.grab().toImage() != blank


# -- the picture -----------------------------------------------------------------------------------------------------


async def test_saved_picture_is_the_recorded_jpeg_with_its_moment(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    kept: list[tuple[object, object]] = []
    window.picture_wanted.connect(lambda what, moment: kept.append((what, moment)))
    window.actions_.save.trigger()
    await paused_at(window, 7.349, 7300)
    window.actions_.save.trigger()
    assert kept == [(numbered_jpeg(73), STARTED + timedelta(seconds=7.3))]


async def test_picture_of_another_codec_is_saved_as_an_image(opened: Open, tmp_path: Path) -> None:
    window = opened(write_other(tmp_path / "a.mp4", TEN_A_SECOND[:50]))
    kept: list[tuple[object, object]] = []
    window.picture_wanted.connect(lambda what, moment: kept.append((what, moment)))
    await until(lambda: window.session.state.index and window.session.state.index.complete, "the file is read")
    window.session.seek(2.0)
    await until(lambda: window.panel.position_text.startswith("0:02.0"), "it is there")
    await until(lambda: window.session.picture and number_in(window.session.picture.pixels) == 4, "it is shown")
    window.actions_.save.trigger()
    ((image, moment),) = kept
    assert isinstance(image, QImage)
    assert (image.width(), image.height(), moment) == (64, 48, None)
    assert image.pixelColor(32, 30).red() == pytest.approx(8 + 16 * 4, abs=6)


async def test_picture_is_turned_as_the_camera_is_and_zooms(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MkvWriter(path, 320, 240, TAGS)
    writer.write(quarters_jpeg(), 0, 40)
    writer.close()
    window = opened(path, turned=ViewSettings(rotation=180))
    await until(lambda: shown(window) == 0, "the picture is shown")
    window.view_controls.hide()
    target = window.view.target.toRect()
    place = (target.x(), target.y(), target.width(), target.height())
    assert corners(window.view, *place) == ["white", "blue", "green", "red"]
    wheel(window.view, window.view.rect().center().toPointF(), 240)
    assert not window.view.is_fitted
    window.actions_.zoom_fit.trigger()
    assert window.view.is_fitted


async def test_small_window_decodes_small_pictures_and_a_large_one_large_ones(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", [0, 100, 200], (1280, 960)))
    window.resize(480, 360)
    await until(lambda: window.session.picture and window.session.picture.pixels.shape[1] < 1280, "a small one")
    window.resize(1300, 1100)
    await until(lambda: window.session.picture and window.session.picture.pixels.shape[1] == 1280, "a large one")


# -- files that are not as they should be ----------------------------------------------------------------------------


async def test_file_that_is_no_recording_is_explained_in_the_window(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    path.write_text("not a video")
    window = opened(path, playing=True)
    await until(lambda: window.message.text, "it is said")
    assert window.message.text == texts.trouble(CannotPlay(path, PlayFault.NOT_A_RECORDING))
    assert not window.actions_.play.isEnabled()
    assert not window.actions_.save.isEnabled()


async def test_recording_without_pictures_says_so(opened: Open, tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", [0, 40], ended=False)
    content = path.read_bytes()
    path.write_bytes(content[: content.find(b"\x1f\x43\xb6\x75")])
    window = opened(path, playing=True)
    await until(lambda: window.message.text, "it is said")
    assert window.message.text == "This recording holds no pictures."


async def test_single_picture_is_shown_and_can_be_saved(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", [0]), playing=True)
    await until(lambda: shown(window) == 0, "the picture is shown")
    assert not window.session.is_playing
    assert window.actions_.save.isEnabled()
    assert not window.actions_.play.isEnabled()


async def test_damaged_picture_is_left_out_and_said(opened: Open, tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", TEN_A_SECOND)
    content = bytearray(path.read_bytes())
    hit = content.find(numbered_jpeg(50)) + 2
    content[hit : hit + 60] = bytes(60)
    path.write_bytes(content)
    window = opened(path)
    await paused_at(window, 4.9, 4900)
    window.actions_.forward.trigger()
    await until(lambda: window.message.text, "it is said")
    assert window.message.text == "This picture is damaged."
    assert any("damaged" in bar.notice.text for bar in window.notices.bars)
    window.actions_.forward.trigger()
    await until(lambda: shown(window) == 5100, "the next one is shown")
    assert window.message.text == ""


async def test_playback_goes_on_over_damaged_pictures(opened: Open, tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", TEN_A_SECOND)
    content = bytearray(path.read_bytes())
    for number in range(3, 7):
        hit = content.find(numbered_jpeg(number)) + 2
        content[hit : hit + 60] = bytes(60)
    path.write_bytes(content)
    window = opened(path, playing=True)
    await until(lambda: shown(window) >= 800, "it plays on")


async def test_recording_that_was_not_ended_plays_and_says_so(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND, ended=False))
    await until(lambda: window.notices.bars, "it is said")
    assert "not ended properly" in window.notices.bars[0].notice.text
    await paused_at(window, 19.95, 19_900)


async def test_recording_cut_short_tells_how_much_is_missing(opened: Open, tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", TEN_A_SECOND)
    content = path.read_bytes()
    path.write_bytes(content[: content.find(numbered_jpeg(101)) - 24])
    window = opened(path)
    await until(lambda: window.notices.bars, "it is said")
    assert "0:10 of 0:19" in window.notices.bars[0].notice.text


async def test_file_deleted_while_it_is_open_is_said_and_the_picture_stays(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "_LOOK_S", 0.02)
    path = write_recording(tmp_path / "a.mkv", TEN_A_SECOND)
    window = opened(path)
    await paused_at(window, 1.0, 1000)
    try:
        path.unlink()
    except PermissionError:
        pytest.skip("an open file cannot be deleted here")
    await until(lambda: window.notices.bars, "it is said")
    assert "gone" in window.notices.bars[0].notice.text
    assert shown(window) == 1000


# -- the window ------------------------------------------------------------------------------------------------------


async def test_everything_has_a_place_in_a_small_window(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    for width, height in ((1200, 900), (800, 600), (480, 360)):
        window.resize(width, height)
        QApplication.sendPostedEvents()
        assert (window.width(), window.height()) == (width, height)
        for button in window.panel._buttons:
            assert window.panel.rect().contains(button.geometry())
            assert button.width() >= button.sizeHint().width()
            assert button.accessibleName()


async def test_full_screen_shows_the_picture_alone_until_the_pointer_moves(opened: Open, tmp_path: Path) -> None:
    window = opened(write_recording(tmp_path / "a.mkv", TEN_A_SECOND))
    await paused_at(window, 1.0, 1000)
    window.session.play()
    window._hide_panel.setInterval(20)
    window.actions_.full_screen.trigger()
    await until(lambda: window.panel.isHidden(), "the controls go")
    assert window.isFullScreen()
    assert window.view.height() == window.height()
    mouse(window.view, QEvent.Type.MouseMove, QPoint(40, 40), Qt.MouseButton.NoButton)
    assert window.panel.isVisible()
    window.actions_.full_screen.trigger()
    assert not window.isFullScreen()
    assert window.panel.isVisible()


async def test_window_thread_is_never_held_while_pictures_are_sought(opened: Open, tmp_path: Path) -> None:
    # The decoder needs about 30 ms for each of these.
    pictures = [noise_jpeg(number, (1600, 1200)) for number in range(4)]
    writer = MkvWriter(tmp_path / "a.mkv", 1600, 1200, TAGS)
    for number in range(100):
        writer.write(pictures[number % 4], number * 40, 40)
    writer.close()
    window = opened(tmp_path / "a.mkv")
    await until(lambda: shown(window) >= 0, "it is open")
    took = []
    for number in range(30):
        begun = time.thread_time()
        window.session.seek(number * 37 % 100 * 0.04)
        took.append(time.thread_time() - begun)
        await asyncio.sleep(0.002)
    assert max(took) < 0.02
    assert window.session.decoded > 1


async def test_closed_window_ends_its_thread_and_goes(qapp: QApplication, tmp_path: Path) -> None:
    window = PlayerWindow(write_recording(tmp_path / "a.mkv", TEN_A_SECOND), "Garden")
    gone: list[bool] = []
    window.closed.connect(lambda: gone.append(True))
    window.show()
    await until(lambda: shown(window) >= 100, "it plays")
    session = window.session
    window.close()
    assert session.join(10)
    await until(lambda: window not in QGuiApplication.topLevelWindows() and gone, "the window is gone")


@pytest.mark.parametrize(
    ("seconds", "words"), [(3.4, "3 s"), (240, "4 min"), (3600, "1 h"), (7500, "2 h 5 min"), (119, "2 min")]
)
def test_length_of_a_gap_is_said_roughly(qapp: QApplication, seconds: float, words: str) -> None:
    assert texts.length(seconds) == words
