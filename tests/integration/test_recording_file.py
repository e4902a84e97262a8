"""Real files on the disk: what can be read of them, sound and damaged, and the thread that reads ahead."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest

from atomcam_gui.playback import reader as reader_module
from atomcam_gui.playback.index_scan import IndexScan
from atomcam_gui.playback.reader import AHEAD, FrameReader
from atomcam_gui.playback.recording_file import RecordingFile
from atomcam_gui.playback.troubles import CannotPlay, DamagedPicture, PlayFault
from tests.fakes.recordings import SIZE, STARTED, number_in, numbered_jpeg, write_other, write_recording
from tests.ordinary_user import ordinary_user

JITTERED = [0, 40, 95, 130, 131, 4000, 4041, 4100, 300_000, 300_040]


def scanned(file: RecordingFile) -> None:
    scan = IndexScan(file.path, file.index, file.info.claimed_s)
    while not scan.done:
        scan.advance(0.05)
    file.index = scan.index()


# -- files -----------------------------------------------------------------------------------------------------------


def test_pictures_come_out_byte_for_byte_as_they_went_in(tmp_path: Path) -> None:
    with RecordingFile(write_recording(tmp_path / "a.mkv", JITTERED)) as file:
        assert file.index.complete
        assert [file.frame(number) for number in range(len(JITTERED))] == [
            numbered_jpeg(n) for n in range(len(JITTERED))
        ]


def test_pictures_are_found_in_any_order(tmp_path: Path) -> None:
    times = list(range(0, 4000, 40))
    with RecordingFile(write_recording(tmp_path / "a.mkv", times)) as file:
        for number in (99, 0, 50, 51, 49, 98, 1, 60, 99):
            assert file.frame(number) == numbered_jpeg(number)


def test_times_of_all_pictures_are_known_without_reading_them(tmp_path: Path) -> None:
    with RecordingFile(write_recording(tmp_path / "a.mkv", JITTERED)) as file:
        assert file.index.ticks.tolist() == JITTERED
        assert file.index.seconds.tolist() == [ms / 1000 for ms in JITTERED]
        assert file.index.end_s == pytest.approx(300.04 + 0.041, abs=0.05)


def test_file_tells_when_and_by_which_camera_it_was_recorded(tmp_path: Path) -> None:
    with RecordingFile(write_recording(tmp_path / "a.mkv", JITTERED)) as file:
        assert file.info.started == STARTED
        assert (file.info.camera_id, file.info.camera_name) == ("aabbccddee01", "Garden")
        assert (file.info.width, file.info.height, file.info.is_jpeg) == (*SIZE, True)
        assert file.info.claimed_s == pytest.approx(300.08, abs=0.01)


def test_file_of_another_program_is_dated_by_its_name(tmp_path: Path) -> None:
    path = write_other(tmp_path / "Garden 2026-11-22 15.20.31.mp4", [0, 40, 80])
    with RecordingFile(path) as file:
        assert file.info.started is not None
        assert f"{file.info.started:%Y-%m-%d %H.%M.%S}" == "2026-11-22 15.20.31"
        assert file.info.started.tzinfo is not None


def test_picture_is_decoded_no_larger_than_it_is_shown(tmp_path: Path) -> None:
    with RecordingFile(write_recording(tmp_path / "a.mkv", [0, 40], (640, 480))) as file:
        whole, small = file.picture(40), file.picture(40, wanted=(160, 120))
    assert whole is not None
    assert small is not None
    assert whole.pixels.shape == (480, 640, 4)
    assert small.pixels.shape == (120, 160, 4)
    assert (small.width, small.height) == (640, 480)
    assert small.jpeg == whole.jpeg == numbered_jpeg(1, (640, 480))


@pytest.mark.parametrize("suffix", [".mkv", ".mp4"])
def test_h264_shows_the_right_picture_wherever_one_jumps(tmp_path: Path, suffix: str) -> None:
    times = [0, *range(50, 3000, 37)]
    with RecordingFile(write_other(tmp_path / f"a{suffix}", times)) as file:
        scanned(file)
        assert len(file.index) == len(times)
        assert [round(s, 3) for s in file.index.seconds.tolist()] == [ms / 1000 for ms in times]
        for number in (70, 3, 4, 5, 30, 29, 28, 79, 0):
            picture = file.picture(file.index.tick_of(number))
            assert picture is not None
            assert (number_in(picture.pixels), picture.jpeg) == (number % 16, None)


@pytest.mark.parametrize("suffix", [".avi", ".mp4"])
def test_motion_jpeg_in_other_containers_keeps_its_bytes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    with av.open(str(path), "w") as container:
        stream = container.add_mux_stream("mjpeg", rate=25, width=SIZE[0], height=SIZE[1])
        stream.time_base = Fraction(1, 25)
        for number in range(50):
            packet = av.Packet(numbered_jpeg(number))
            packet.stream, packet.time_base = stream, Fraction(1, 25)
            packet.pts = packet.dts = number
            packet.duration, packet.is_keyframe = 1, True
            container.mux_one(packet)
    with RecordingFile(path) as file:
        scanned(file)
        assert len(file.index) == 50
        assert [file.frame(number) for number in (0, 49, 25, 26)] == [numbered_jpeg(n) for n in (0, 49, 25, 26)]
        assert file.index.seconds_of(25) == pytest.approx(1.0)


def test_recording_of_one_picture_can_be_opened(tmp_path: Path) -> None:
    with RecordingFile(write_recording(tmp_path / "a.mkv", [0])) as file:
        assert (len(file.index), file.index.end_s) == (1, 0.0)
        assert file.frame(0) == numbered_jpeg(0)


def test_name_with_a_colon_percent_and_umlauts_is_just_a_name(tmp_path: Path) -> None:
    with RecordingFile(write_recording(tmp_path / "http: %03d Gärten?.mkv", [0, 40])) as file:
        assert len(file.index) == 2


# -- not quite recordings --------------------------------------------------------------------------------------------


def fault_of(path: Path) -> PlayFault:
    with pytest.raises(CannotPlay) as caught:
        RecordingFile(path)
    assert str(path) in str(caught.value)
    return caught.value.fault


def test_what_is_no_recording_is_refused_with_the_reason(tmp_path: Path) -> None:
    text, empty, folder = tmp_path / "text.mkv", tmp_path / "empty.mkv", tmp_path / "folder.mkv"
    text.write_text("not a video\n" * 100)
    empty.touch()
    folder.mkdir()
    head = tmp_path / "head.mkv"
    head.write_bytes(write_recording(tmp_path / "a.mkv", JITTERED).read_bytes()[:150])
    assert fault_of(text) is PlayFault.NOT_A_RECORDING
    assert fault_of(head) is PlayFault.NOT_A_RECORDING
    assert fault_of(empty) is PlayFault.EMPTY
    assert fault_of(tmp_path / "nowhere.mkv") is PlayFault.GONE
    if os.name == "posix":
        assert fault_of(folder) is PlayFault.NOT_A_RECORDING


def test_recording_without_any_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        container.add_mux_stream("mjpeg", rate=None, width=64, height=48).time_base = Fraction(1, 1000)
        container.start_encoding()
    assert fault_of(path) is PlayFault.NO_PICTURES


def test_sound_without_pictures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        frame = av.AudioFrame(format="s16", layout="mono", samples=800)
        frame.rate, frame.pts = 8000, 0
        container.mux(stream.encode(frame))
    assert fault_of(path) is PlayFault.NO_VIDEO


def test_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", [0])
    path.chmod(0)
    with ordinary_user():
        assert fault_of(path) is PlayFault.FORBIDDEN


def test_playlist_under_the_name_of_a_recording_opens_nothing_else(tmp_path: Path) -> None:
    write_other(tmp_path / "secret.mp4", [0, 40])
    path = tmp_path / "a.mkv"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nsecret.mp4\n#EXT-X-ENDLIST\n")
    assert fault_of(path) is PlayFault.NOT_A_RECORDING
    path.write_text("ffconcat version 1.0\nfile secret.mp4\n")
    assert fault_of(path) is PlayFault.NOT_A_RECORDING


# -- damaged recordings ----------------------------------------------------------------------------------------------


def test_recording_that_was_killed_shows_every_picture_that_was_written(tmp_path: Path) -> None:
    times = list(range(0, 20_000, 40))
    with RecordingFile(write_recording(tmp_path / "a.mkv", times, ended=False)) as file:
        assert not file.index.complete
        assert file.info.claimed_s == 0
        scanned(file)
        assert file.index.ticks.tolist() == times
        assert file.frame(499) == numbered_jpeg(499)


def test_recording_whose_end_is_missing_tells_how_long_it_was(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", list(range(0, 20_000, 40)))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with RecordingFile(path) as file:
        assert not file.index.complete
        scanned(file)
        assert 200 < len(file.index) < 300
        assert file.info.claimed_s == pytest.approx(20.0, abs=0.1)
        last = len(file.index) - 1
        assert file.frame(last - 1) == numbered_jpeg(last - 1)


def test_damage_costs_the_pictures_that_it_hit_and_no_other(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", list(range(0, 4000, 40)))
    content = bytearray(path.read_bytes())
    hit = content.find(numbered_jpeg(50)) - 14
    content[hit : hit + 200] = bytes(200)
    path.write_bytes(content)
    with RecordingFile(path) as file:
        damaged = []
        for number in range(100):
            try:
                assert file.frame(number) == numbered_jpeg(number)
            except DamagedPicture:
                damaged.append(number)
        assert 50 in damaged
        assert len(damaged) <= 3


def test_picture_with_damaged_data_is_found_out_when_it_is_decoded(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", [0, 40, 80])
    content = bytearray(path.read_bytes())
    hit = content.find(numbered_jpeg(1))
    content[hit + 2 : hit + 60] = bytes(58)
    path.write_bytes(content)
    with RecordingFile(path) as file:
        with pytest.raises(DamagedPicture):
            file.picture(40)
        picture = file.picture(80)
        assert picture is not None
        assert number_in(picture.pixels) == 2


# -- the thread that reads ahead -------------------------------------------------------------------------------------


class Reading:
    """A reader, and a way to wait for it."""

    def __init__(self, path: Path) -> None:
        self.woken = threading.Event()
        self.reader = FrameReader(path, self.woken.set)

    def until(self, condition: object, what: str) -> None:
        assert callable(condition)
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, f"still not: {what}"
            self.woken.wait(0.02)
            self.woken.clear()


@pytest.fixture
def reading() -> Iterator[type[Reading]]:
    made: list[Reading] = []

    class Kept(Reading):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            made.append(self)

    yield Kept
    for each in made:
        each.reader.close()
        assert each.reader.join(10)


def test_reader_gives_what_is_due_and_decodes_what_comes_next(reading: type[Reading], tmp_path: Path) -> None:
    r = reading(write_recording(tmp_path / "a.mkv", list(range(0, 4000, 40))))
    r.until(lambda: r.reader.state.index, "the file is open")
    r.reader.want(400, (440, 480, 520))
    r.until(lambda: r.reader.decoded == 4, "four pictures are decoded")
    for tick in (400, 440, 480, 520):
        picture = r.reader.take(tick, tick - 40)
        assert picture is not None
        assert (picture.tick, picture.jpeg) == (tick, numbered_jpeg(tick // 40))
    assert r.reader.take(560, 520) is None


def test_after_a_jump_nothing_of_the_old_place_is_shown(reading: type[Reading], tmp_path: Path) -> None:
    r = reading(write_recording(tmp_path / "a.mkv", list(range(0, 4000, 40))))
    r.reader.want(400, (440, 480, 520))
    r.until(lambda: r.reader.decoded == 4, "four pictures are decoded")
    r.reader.want(3000, (3040,))
    assert r.reader.take(3000, None) is None
    r.until(lambda: r.reader.decoded == 6, "the new place is decoded")
    picture = r.reader.take(3000, None)
    assert picture is not None
    assert picture.tick == 3000


def test_picture_that_is_finished_while_it_becomes_due_is_not_forgotten(reading: type[Reading], tmp_path: Path) -> None:
    r = reading(write_recording(tmp_path / "a.mkv", list(range(0, 4000, 40))))
    r.until(lambda: r.reader.state.index, "the file is open")
    r.reader.want(None, (400,))
    r.until(lambda: r.reader.decoded == 1, "it is decoded ahead")
    r.woken.clear()
    r.reader.want(400)
    assert r.woken.is_set()
    assert r.reader.take(400, None) is not None


def test_newest_of_many_jumps_is_decoded_without_the_ones_between(reading: type[Reading], tmp_path: Path) -> None:
    r = reading(write_recording(tmp_path / "a.mkv", list(range(0, 40_000, 40))))
    r.until(lambda: r.reader.state.index, "the file is open")
    for tick in range(0, 36_000, 40):
        r.reader.want(tick)
    r.reader.want(36_000)
    r.until(lambda: (picture := r.reader.take(36_000, None)) and picture.tick == 36_000, "the newest is there")
    assert r.reader.decoded < 900


def test_late_picture_is_shown_rather_than_none(reading: type[Reading], tmp_path: Path) -> None:
    r = reading(write_recording(tmp_path / "a.mkv", list(range(0, 4000, 40))))
    r.reader.want(400)
    r.until(lambda: r.reader.decoded == 1, "it is decoded")
    r.reader.want(800)
    picture = r.reader.take(760, 360)
    assert picture is not None
    assert picture.tick == 400


def test_decoded_pictures_take_bounded_memory(
    reading: type[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "MAX_BYTES", 2 * 640 * 480 * 4)
    r = reading(write_recording(tmp_path / "a.mkv", list(range(0, 800, 40)), (640, 480)))
    r.reader.want(0, tuple(range(40, 40 * (AHEAD + 1), 40)))
    r.until(lambda: r.reader.decoded == 2, "two are decoded")
    assert r.reader.take(0, None) is not None
    r.reader.want(None, tuple(range(40, 40 * (AHEAD + 1), 40)))
    r.until(lambda: r.reader.decoded == 3, "one more has room")
    assert len(r.reader._ready) == 2


def test_recording_without_index_plays_while_it_is_being_read(
    reading: type[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "_SCAN_SLICE_S", 0.0)
    monkeypatch.setattr(reader_module, "_TELL_INDEX_S", 0.0)
    times = list(range(0, 40_000, 40))
    seen: list[float] = []
    r = reading(write_recording(tmp_path / "a.mkv", times, ended=False))
    r.reader.want(0)
    r.until(lambda: seen.append(r.reader.state.progress) or r.reader.take(0, None), "the first picture is there")
    r.until(lambda: r.reader.state.index and r.reader.state.index.complete, "the index is complete")
    assert r.reader.state.index is not None
    assert r.reader.state.index.ticks.tolist() == times
    assert min(seen) < 1.0 == r.reader.state.progress


def test_reader_says_when_the_file_is_deleted_under_it(
    reading: type[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "_LOOK_S", 0.02)
    path = write_recording(tmp_path / "a.mkv", [0, 40, 80])
    r = reading(path)
    r.until(lambda: r.reader.state.index, "the file is open")
    if os.name != "posix":
        pytest.skip("an open file cannot be deleted here")
    path.unlink()
    r.until(lambda: r.reader.state.trouble, "it is said")
    assert r.reader.state.trouble is not None
    assert r.reader.state.trouble.fault is PlayFault.GONE


def test_another_file_in_the_place_of_the_open_one_is_noticed(
    reading: type[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name != "posix":
        pytest.skip("an open file cannot be replaced here")
    monkeypatch.setattr(reader_module, "_LOOK_S", 0.02)
    path = write_recording(tmp_path / "a.mkv", [0, 40, 80])
    r = reading(path)
    r.until(lambda: r.reader.state.index, "the file is open")
    write_recording(tmp_path / "b.mkv", [0, 40]).replace(path)
    r.until(lambda: r.reader.state.trouble, "it is said")


def test_reader_of_what_is_no_recording_says_why(reading: type[Reading], tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    path.write_text("nothing")
    r = reading(path)
    r.until(lambda: r.reader.state.trouble, "it is said")
    assert r.reader.state.trouble is not None
    assert r.reader.state.trouble.fault is PlayFault.NOT_A_RECORDING


def test_nobody_is_woken_after_the_end(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mkv", list(range(0, 40_000, 40)), ended=False)
    calls: list[bool] = []
    closed = threading.Event()
    reader = FrameReader(path, lambda: calls.append(closed.is_set()))
    reader.close()
    closed.set()
    assert reader.join(10)
    assert True not in calls


def test_huge_recording_is_open_within_a_second(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    write_recording(path, list(range(0, 4_000_000, 40)), (8, 8))
    begun = time.process_time()
    with RecordingFile(path) as file:
        assert len(file.index) == 100_000
        assert file.index.complete
        assert file.frame(77_777) == numbered_jpeg(77_777, (8, 8))
        assert time.process_time() - begun < 1.0
