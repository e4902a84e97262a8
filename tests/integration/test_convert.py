"""A recording becomes an MP4 that others play, with its own times: read back by PyAV and by ffprobe."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import itertools
import json
import os
import subprocess
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import simplejpeg

from atomcam_gui.errors import FolderUnusable
from atomcam_gui.playback.troubles import CannotPlay, PlayFault
from atomcam_gui.recording import sharing
from atomcam_gui.recording.convert import NothingToConvert, convert_to_mp4, export_frames
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.recording.names import parse_name
from atomcam_gui.recording.work_progress import Cancelled, TimeLeft, WorkProgress
from tests.ordinary_user import ordinary_user
from tests.small_disk import on_small_disk

STARTED = datetime(2026, 11, 22, 14, 20, 31, 123000, UTC)
COLOURS = {
    "red": (220, 30, 30),
    "green": (30, 180, 40),
    "blue": (30, 40, 210),
    "white": (255, 255, 255),
    "black": (0, 0, 0),
}
NAMES = tuple(COLOURS)


@functools.cache
def plain(name: str, width: int = 64, height: int = 48, subsampling: str = "420") -> bytes:
    """A picture of one colour."""
    pixels = np.full((height, width, 3), COLOURS[name], np.uint8)
    return simplejpeg.encode_jpeg(pixels, 95, "RGB", subsampling)


@functools.cache
def busy(number: int, width: int = 320, height: int = 240) -> bytes:
    """A picture that is no two times the same."""
    pixels = np.random.default_rng(number).integers(0, 256, (height, width, 3), np.uint8)
    return simplejpeg.encode_jpeg(pixels, 70, "RGB", "422")


def record(path: Path, pictures: list[tuple[int, bytes]], width: int = 64, height: int = 48, last_ms: int = 70) -> Path:
    """A recording of these times in milliseconds and pictures."""
    tags = RecordingTags("0a0000000001", "Gärtchen", STARTED, "AtomCam 1.2.3")
    writer = MkvWriter(path, width, height, tags)
    for pts_ms, data in pictures:
        writer.write(data, pts_ms, last_ms)
    writer.close()
    return path


def jittered(count: int, seed: int = 1) -> list[int]:
    """Times of a camera on a poor network: 20 to 180 ms apart, with pauses of 4 and 30 seconds."""
    gaps = np.random.default_rng(seed).integers(20, 180, count)
    gaps[count // 3], gaps[count // 2] = 4000, 30000
    return [0, *np.cumsum(gaps)[:-1].tolist()]


def ffprobe(path: Path) -> dict[str, Any]:
    """What ffprobe says."""
    command = ["ffprobe", "-v", "warning", "-show_streams", "-show_format", "-show_packets", "-of", "json", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def shown(path: Path) -> list[tuple[float, str]]:
    """The times in seconds and the colours of the middles of all pictures, decoded."""
    found = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            pixels = frame.to_ndarray(format="rgb24")
            middle = pixels[frame.height // 2, frame.width // 2].astype(int)
            name = min(COLOURS, key=lambda each: int(np.abs(middle - COLOURS[each]).max()))
            assert np.abs(middle - COLOURS[name]).max() <= 6, (middle, name)
            assert frame.time is not None
            found.append((frame.time, name))
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- times and pictures --------------------------------------------------------------------------------------------


def test_every_picture_is_shown_at_its_own_time_and_pauses_are_as_long_as_they_were(tmp_path: Path) -> None:
    times = jittered(90)
    source = record(tmp_path / "a.mkv", [(ms, plain(NAMES[n % 5])) for n, ms in enumerate(times)])
    made = convert_to_mp4(source, tmp_path / "a.mp4")
    found = shown(made.path)
    assert [name for _, name in found] == [NAMES[n % 5] for n in range(90)]
    assert max(abs(at - ms / 1000) for (at, _), ms in zip(found, times, strict=True)) < 0.002
    assert (made.pictures, made.left_out) == (90, 0)
    assert made.duration_s == pytest.approx(times[-1] / 1000 + 0.07, abs=0.002)


def test_ffprobe_finds_what_browsers_and_telephones_play(tmp_path: Path) -> None:
    times = jittered(60)
    source = record(tmp_path / "a.mkv", [(ms, busy(n)) for n, ms in enumerate(times)], 320, 240)
    made = convert_to_mp4(source, tmp_path / "a.mp4")
    found = ffprobe(made.path)
    (stream,) = found["streams"]
    assert (stream["codec_name"], stream["pix_fmt"], stream["width"], stream["height"]) == ("h264", "yuv420p", 320, 240)
    assert stream["profile"] == "High"
    assert stream["level"] <= 40
    assert stream["has_b_frames"] == 0
    assert (stream["color_range"], stream["color_space"]) == ("tv", "smpte170m")
    assert float(stream["start_time"]) == 0
    times_s = [float(packet["pts_time"]) for packet in found["packets"]]
    assert max(abs(at - ms / 1000) for at, ms in zip(times_s, times, strict=True)) < 0.002
    assert float(found["packets"][-1]["duration_time"]) == pytest.approx(0.07, abs=0.002)
    assert float(found["format"]["duration"]) == pytest.approx(times[-1] / 1000 + 0.07, abs=0.002)
    keys = [float(packet["pts_time"]) for packet in found["packets"] if "K" in packet["flags"]]
    assert max(b - a for a, b in itertools.pairwise(keys)) < 35
    assert len(keys) >= 3


def test_the_index_comes_first_so_that_a_browser_can_begin_at_once(tmp_path: Path) -> None:
    made = convert_to_mp4(
        record(tmp_path / "a.mkv", [(n * 40, busy(n)) for n in range(20)], 320, 240), tmp_path / "a.mp4"
    )
    data = made.path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    assert made.bytes == len(data)


def test_name_and_time_of_the_recording_are_kept(tmp_path: Path) -> None:
    made = convert_to_mp4(record(tmp_path / "a.mkv", [(0, plain("red"))]), tmp_path / "a.mp4")
    tags = ffprobe(made.path)["format"]["tags"]
    assert tags["title"] == "Gärtchen"
    assert tags["creation_time"].startswith("2026-11-22T14:20:31")
    assert datetime.fromisoformat(tags["date"]) == STARTED


@pytest.mark.parametrize("subsampling", ["420", "422", "444", "Gray"])
def test_black_stays_black_and_white_stays_white(tmp_path: Path, subsampling: str) -> None:
    if subsampling == "Gray":
        data = [simplejpeg.encode_jpeg(np.full((48, 64, 1), shade, np.uint8), 95, "GRAY", "Gray") for shade in (0, 255)]
    else:
        data = [plain(name, subsampling=subsampling) for name in ("black", "white", "red", "blue")]
    source = record(tmp_path / "a.mkv", [(n * 100, each) for n, each in enumerate(data)])
    expected = ["black", "white", "red", "blue"][: len(data)]
    assert [name for _, name in shown(convert_to_mp4(source, tmp_path / "a.mp4").path)] == expected


@pytest.mark.parametrize(("width", "height"), [(63, 47), (64, 47), (63, 48), (16, 2), (1, 1), (1601, 3)])
def test_odd_sizes_lose_a_row_or_column_and_no_sharpness(tmp_path: Path, width: int, height: int) -> None:
    source = record(
        tmp_path / "a.mkv", [(n * 100, plain("green", width, height, "444")) for n in range(3)], width, height
    )
    made = convert_to_mp4(source, tmp_path / "a.mp4")
    (stream,) = ffprobe(made.path)["streams"]
    assert (stream["width"], stream["height"]) == (max(2, width // 2 * 2), max(2, height // 2 * 2))
    assert [name for _, name in shown(made.path)] == ["green"] * 3


def test_one_picture_is_a_film_too(tmp_path: Path) -> None:
    made = convert_to_mp4(record(tmp_path / "a.mkv", [(0, plain("blue"))], last_ms=100), tmp_path / "a.mp4")
    assert shown(made.path) == [(0.0, "blue")]
    assert made.duration_s == pytest.approx(0.1, abs=0.002)


def test_damaged_pictures_are_left_out_and_counted_and_the_others_keep_their_times(tmp_path: Path) -> None:
    pictures = [(n * 100, plain(NAMES[n % 5])) for n in range(20)]
    whole = busy(1, 64, 48)
    for number, data in ((0, whole[: len(whole) // 2]), (7, b"no picture at all"), (8, whole[:-300] + b"\xff\xd9")):
        pictures[number] = (pictures[number][0], data)
    pictures[12] = (1200, plain("red", 32, 32))
    made = convert_to_mp4(record(tmp_path / "a.mkv", pictures), tmp_path / "a.mp4")
    left = [n for n in range(20) if n not in (0, 7, 8, 12)]
    assert (made.pictures, made.left_out) == (16, 4)
    assert [(round(at * 10) + 1, name) for at, name in shown(made.path)] == [(n, NAMES[n % 5]) for n in left]


def test_a_recording_that_was_cut_off_is_converted_as_far_as_it_goes(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(n * 100, busy(n)) for n in range(30)], 320, 240)
    data = source.read_bytes()
    source.write_bytes(data[: len(data) * 2 // 3])
    made = convert_to_mp4(source, tmp_path / "a.mp4")
    assert 17 <= made.pictures <= 20
    assert len(ffprobe(made.path)["packets"]) == made.pictures


def test_an_mp4_of_another_program_can_be_converted_and_exported(tmp_path: Path) -> None:
    first = convert_to_mp4(
        record(tmp_path / "a.mkv", [(n * 100, plain(NAMES[n % 5])) for n in range(10)]), tmp_path / "a.mp4"
    )
    again = convert_to_mp4(first.path, tmp_path / "b.mp4")
    assert shown(again.path) == shown(first.path)
    exported = export_frames(first.path, tmp_path)
    assert exported.pictures == 10
    assert all(simplejpeg.decode_jpeg_header(path.read_bytes())[:2] == (48, 64) for path in exported.folder.iterdir())


# -- where it goes -------------------------------------------------------------------------------------------------


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(0, plain("red"))])
    (tmp_path / "a.mp4").write_bytes(b"precious")
    assert convert_to_mp4(source, tmp_path / "a.mp4").path == tmp_path / "a (2).mp4"
    assert convert_to_mp4(source, tmp_path / "a.mp4").path == tmp_path / "a (3).mp4"
    assert (tmp_path / "a.mp4").read_bytes() == b"precious"
    assert names(tmp_path) == ["a (2).mp4", "a (3).mp4", "a.mkv", "a.mp4"]


def test_the_name_may_look_like_a_protocol(tmp_path: Path) -> None:
    source = record(tmp_path / "pipe:1 ä%03d.mkv", [(0, plain("red"))])
    made = convert_to_mp4(source, tmp_path / "concat:x|y %d ü" / "tcp: a.mp4")
    assert [name for _, name in shown(made.path)] == ["red"]


class Patience:
    """Says that it is over after so many questions."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_given_up_at_any_moment_nothing_is_left(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(n * 100, busy(n, 64, 48)) for n in range(40)])
    for moment in range(0, 43, 3):
        with pytest.raises(Cancelled):
            convert_to_mp4(source, tmp_path / "a.mp4", cancelled=Patience(moment))
        with pytest.raises(Cancelled):
            export_frames(source, tmp_path, cancelled=Patience(moment))
        assert names(tmp_path) == ["a.mkv"]


_FILL = """
import json, sys
from pathlib import Path
from atomcam_gui.errors import DiskFull
from atomcam_gui.recording.convert import convert_to_mp4, export_frames
disk, source = map(Path, sys.argv[1:])
outcomes = []
for kilobytes in range(0, 1000, 60):
    filler = disk / "filler"
    filler.write_bytes(bytes(kilobytes * 1000))
    for work in (lambda: convert_to_mp4(source, disk / "a.mp4").path, lambda: export_frames(source, disk).folder):
        try:
            made = work()
            outcomes.append("made")
            if made.is_dir():
                assert len(list(made.iterdir())) == 40
                for path in made.iterdir():
                    path.unlink()
                made.rmdir()
            else:
                assert made.stat().st_size == convert_to_mp4(source, source.with_suffix(".mp4")).bytes
                made.unlink()
        except DiskFull:
            outcomes.append("full")
        assert [path.name for path in disk.iterdir()] == ["filler"], list(disk.iterdir())
print(json.dumps(outcomes))
"""


def test_a_disk_that_fills_up_is_told_of_and_nothing_is_left(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(n * 100, busy(n, 128, 96)) for n in range(40)], 128, 96)
    outcomes = on_small_disk(tmp_path / "disk", _FILL, source)
    assert outcomes[:2] == ["made", "made"]
    assert outcomes[-2:] == ["full", "full"]


def test_a_folder_that_is_read_only_is_told_of() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = record(folder / "a.mkv", [(0, plain("red"))])
        closed = folder / "closed"
        closed.mkdir(mode=0o555)
        folder.chmod(0o755)
        with ordinary_user():
            for work in (lambda: convert_to_mp4(source, closed / "a.mp4"), lambda: export_frames(source, closed)):
                with pytest.raises(FolderUnusable):
                    work()


def test_a_folder_that_is_a_file_is_told_of(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(0, plain("red"))])
    with pytest.raises(FolderUnusable):
        convert_to_mp4(source, source / "a.mp4")
    with pytest.raises(FolderUnusable):
        export_frames(source, source)


def test_what_cannot_be_converted_is_told_of_and_nothing_is_left(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.mkv"
    foreign.write_bytes(b"something else" * 100)
    (tmp_path / "empty.mkv").touch()
    damaged = record(tmp_path / "damaged.mkv", [(n * 100, plain("red")[:200]) for n in range(5)])
    before = names(tmp_path)
    for path, fault in ((foreign, PlayFault.NOT_A_RECORDING), (tmp_path / "empty.mkv", PlayFault.EMPTY)):
        with pytest.raises(CannotPlay) as caught:
            convert_to_mp4(path, tmp_path / "x.mp4")
        assert caught.value.fault is fault
    with pytest.raises(CannotPlay):
        export_frames(tmp_path / "gone.mkv", tmp_path)
    with pytest.raises(NothingToConvert, match="damaged"):
        convert_to_mp4(damaged, tmp_path / "x.mp4")
    assert names(tmp_path) == before


# -- single pictures -----------------------------------------------------------------------------------------------


def test_every_picture_is_exported_byte_for_byte_under_its_own_time(tmp_path: Path) -> None:
    times = jittered(40)
    data = [busy(n, 64, 48) for n in range(40)]
    data[5] = data[5][:200]  # what the camera sent is what is exported
    exported = export_frames(record(tmp_path / "Hof.mkv", list(zip(times, data, strict=True))), tmp_path / "out")
    assert (exported.folder, exported.pictures, exported.damaged) == (tmp_path / "out" / "Hof", 40, 0)
    found = {}
    for path in exported.folder.iterdir():
        parts = parse_name(path.name)
        assert parts is not None
        assert parts.camera_name == "Gärtchen"
        moment = parts.moment.astimezone()
        assert path.stat().st_mtime == pytest.approx(moment.timestamp(), abs=0.002)
        found[moment] = hashlib.sha256(path.read_bytes()).digest()
    expected = {
        STARTED + timedelta(milliseconds=ms): hashlib.sha256(d).digest() for ms, d in zip(times, data, strict=True)
    }
    assert found == expected


def test_exported_again_the_pictures_go_into_a_folder_of_their_own(tmp_path: Path) -> None:
    source = record(tmp_path / "Hof.mkv", [(n * 100, plain("red")) for n in range(3)])
    folders = [export_frames(source, tmp_path).folder.name for _ in range(3)]
    assert folders == ["Hof", "Hof (2)", "Hof (3)"]


# -- beside everything else ----------------------------------------------------------------------------------------


def test_progress_goes_up_with_the_recordings_time_and_ends_at_1(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(n * 100, busy(n % 20)) for n in range(120)], 320, 240)
    told: list[WorkProgress] = []
    convert_to_mp4(source, tmp_path / "a.mp4", told.append, threads=1)
    assert [each.fraction for each in told] == sorted(each.fraction for each in told)
    assert told[0].fraction < 0.2
    assert told[-1] == WorkProgress(1.0, 120)
    for each in told:
        assert each.pictures == pytest.approx(each.fraction * 120, abs=4)


def test_the_time_that_is_left_is_guessed_from_what_it_took() -> None:
    left = TimeLeft(100.0)
    assert left.seconds(0.5, 100.5) is None
    assert left.seconds(0.001, 200.0) is None
    assert left.seconds(0.25, 110.0) == pytest.approx(30.0)
    assert left.seconds(1.0, 140.0) == 0


async def test_the_event_loop_goes_on_while_a_recording_is_converted(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(n * 40, busy(n % 10, 640, 480)) for n in range(40)], 640, 480)
    stalls: list[float] = []

    async def beat() -> None:
        while True:
            began = time.perf_counter()
            cpu = time.thread_time()
            await asyncio.sleep(0.002)
            stalls.append(time.perf_counter() - began - (time.thread_time() - cpu))

    heart = asyncio.create_task(beat())
    told: list[WorkProgress] = []
    made = await sharing.to_mp4(source, tmp_path / "a.mp4", told.append)
    heart.cancel()
    await asyncio.wait([heart])
    assert made.pictures == 40
    assert told[-1].fraction == 1.0
    # The machine may be busy with other things: most beats tell, not the worst.
    assert len(stalls) > 20
    assert float(np.percentile(stalls, 90)) < 0.02
    assert not any(thread.name == "sharing" for thread in threading.enumerate())


async def test_a_cancelled_task_leaves_no_file_and_no_thread(tmp_path: Path) -> None:
    source = record(tmp_path / "a.mkv", [(n * 40, busy(n % 10, 640, 480)) for n in range(120)], 640, 480)
    under_way = asyncio.Event()

    def heed(progress: WorkProgress) -> None:
        if progress.pictures:
            under_way.set()

    for work in (
        sharing.to_mp4(source, tmp_path / "a.mp4", heed),
        sharing.to_pictures(source, tmp_path / "out", lambda _progress: None),
    ):
        task = asyncio.create_task(work)
        if not under_way.is_set():
            await asyncio.wait_for(under_way.wait(), 20)
        else:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not any(thread.name == "sharing" for thread in threading.enumerate())
    assert names(tmp_path) in (["a.mkv"], ["a.mkv", "out"])
    assert not (tmp_path / "out").exists() or names(tmp_path / "out") == []


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no such priorities")
def test_the_work_gives_way_and_nothing_else_does() -> None:
    found: list[int] = []

    def work() -> None:
        sharing.give_way()
        inner = threading.Thread(
            target=lambda: found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        )
        inner.start()
        inner.join()

    mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == mine
    assert found[0] > mine
