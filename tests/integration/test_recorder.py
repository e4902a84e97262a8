"""From frames to files: what a recording holds, when it goes on in a new file, and where."""

from __future__ import annotations

import itertools
import shutil
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui import __version__
from atomcam_gui.errors import FolderUnusable, KeptElsewhere
from atomcam_gui.recording import folders, marks
from atomcam_gui.recording.disk_watch import DiskWatch
from atomcam_gui.recording.mkv import RecordingTags
from atomcam_gui.recording.status import DiskWarning, RecordingState, SegmentDone, StopReason
from tests.fakes.recording_rig import (
    CAMERA,
    EVERY_40_MS,
    CameraFake,
    bytes_of,
    gaps_ms,
    names_in,
    probe,
    read_back,
    recording_rig,
)
from tests.peers import until

SECOND = 1_000_000_000


# -- one file ------------------------------------------------------------------------------------------------------


async def test_every_picture_is_in_the_file_byte_for_byte_and_in_order() -> None:
    frames = CameraFake().frames(100)
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    (path,) = ended.paths
    contents = read_back(path)
    assert contents.data == bytes_of(frames)
    assert set(gaps_ms(contents)) == {40}
    assert contents.duration_s == pytest.approx(4.0)
    assert (ended.reason, ended.not_kept, ended.trouble) == (StopReason.WANTED, 0, None)
    assert names_in(path.parent) == [path.name]


async def test_another_program_sees_length_number_and_size() -> None:
    camera = CameraFake(width=320, height=240)
    async with recording_rig() as rig:
        ended = await rig.record(*camera.frames(50))
    answer = probe(ended.paths[0])
    stream = answer["streams"][0]
    assert float(answer["format"]["duration"]) == pytest.approx(2.0)
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("mjpeg", 320, 240)
    assert stream["nb_read_packets"] == "50"


async def test_times_are_the_cameras_and_not_those_of_a_jittering_network() -> None:
    camera = CameraFake()
    frames = []
    for delay_ns in itertools.islice(itertools.cycle([0, 30_000_000, 5_000_000, 20_000_000]), 100):
        frame = camera.frame()
        late = {"received_ns": frame.received_ns + delay_ns, "received_at": frame.received_at + delay_ns / 1e9}
        frames.append(_changed(frame, **late))
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    assert set(gaps_ms(read_back(ended.paths[0]))) <= {39, 40, 41}


def _changed(frame: Any, **changes: Any) -> Any:
    fields = {name: getattr(frame, name) for name in type(frame).__slots__}
    return type(frame)(**(fields | changes))


async def test_file_tells_of_its_camera_its_beginning_and_its_program() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.connect(name="Küche / Ost")
        frames = camera.frames(3)
        ended = await rig.record(*frames)
    contents = read_back(ended.paths[0])
    tags = RecordingTags.from_metadata(contents.metadata)
    assert tags is not None
    assert (tags.camera_id, tags.camera_name) == (CAMERA, "Küche / Ost")
    assert tags.program == f"AtomCam {__version__}"
    assert tags.started.timestamp() == pytest.approx(frames[0].received_at, abs=0.01)
    assert datetime.fromisoformat(contents.metadata["creation_time"]) == pytest.approx(
        tags.started, abs=timedelta(milliseconds=2)
    )
    assert not tags.recovered
    assert contents.metadata["title"] == "Küche / Ost"
    # Whoever looks for our files reads no more than their heads.
    assert b"AtomCam" in ended.paths[0].read_bytes()[:4096]


async def test_recording_of_one_picture_can_be_played() -> None:
    async with recording_rig() as rig:
        ended = await rig.record(CameraFake().frame())
    answer = probe(ended.paths[0])
    assert answer["streams"][0]["nb_read_packets"] == "1"
    assert float(answer["format"]["duration"]) == pytest.approx(0.1)


async def test_recording_without_a_picture_leaves_no_file() -> None:
    async with recording_rig() as rig:
        assert rig.service.start(CAMERA)
        ended = await rig.stop()
        assert ended.paths == ()
        assert names_in(rig.folder) == []


async def test_two_recordings_of_the_same_second_have_names_of_their_own() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        first = await rig.record(camera.frame())
        camera.received_ns -= 40_000_000
        second = await rig.record(camera.frame())
    assert first.paths[0].name.removesuffix(".mkv") + " (2).mkv" == second.paths[0].name


async def test_pictures_of_the_same_millisecond_stay_apart() -> None:
    camera = CameraFake(stamps=False)
    frames = [camera.frame(after_ns=0) for _ in range(60)] + [camera.frame(after_ns=200_000_000)]
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    contents = read_back(ended.paths[0])
    assert contents.data == bytes_of(frames)
    assert contents.pts_ms == [*range(60), 200]


async def test_damaged_picture_is_kept_as_it_came_between_the_others() -> None:
    camera = CameraFake()
    damaged = bytearray(camera.body)
    damaged[-40:-10] = bytes(30)
    frames = [camera.frame(), camera.frame(data=bytes(damaged)), camera.frame()]
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    assert read_back(ended.paths[0]).data == bytes_of(frames)


async def test_boards_reboot_within_the_gap_goes_on_in_the_same_file() -> None:
    camera = CameraFake()
    frames = camera.frames(50)
    camera.reboot()
    frames += [camera.frame(after_ns=9 * SECOND), *camera.frames(49)]
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    contents = read_back(ended.paths[0])
    assert contents.data == bytes_of(frames)
    assert contents.pts_ms[50] - contents.pts_ms[49] == 9000
    assert contents.pts_ms[-1] - contents.pts_ms[50] == 49 * 40


async def test_wall_clock_set_back_while_recording() -> None:
    camera = CameraFake()
    frames = camera.frames(50)
    camera.wall_offset = time.time() - time.monotonic() - 7200
    frames += camera.frames(50)
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    assert len(ended.paths) == 1
    assert set(gaps_ms(read_back(ended.paths[0]))) == {40}


# -- before the button ---------------------------------------------------------------------------------------------


async def test_seconds_before_the_button_are_in_the_file() -> None:
    camera = CameraFake()
    camera.received_ns -= 8 * SECOND
    async with recording_rig() as rig:
        rig.change(prerecord_s=5)
        rig.service.settings_changed()
        before = camera.frames(200)  # the last of them is as old as this line
        rig.publish(*before)
        after = camera.frames(10)
        ended = await rig.record(*after)
    contents = read_back(ended.paths[0])
    kept = len(contents.data) - len(after)
    assert contents.data == bytes_of(before)[-kept:] + bytes_of(after)
    assert 4.5 * 25 <= kept <= 5 * 25


async def test_pictures_before_the_button_tell_when_the_first_of_them_was_really_taken() -> None:
    camera = CameraFake()
    camera.received_ns -= 3 * SECOND
    frames = camera.frames(50)
    taken_at = frames[0].received_at
    stuck = 10 * EVERY_40_MS  # the network held the first ten back, and then let all through
    frames[:10] = [
        _changed(
            frame,
            received_ns=frame.received_ns + stuck - number * EVERY_40_MS,
            received_at=frame.received_at + (stuck - number * EVERY_40_MS) / 1e9,
        )
        for number, frame in enumerate(frames[:10])
    ]
    async with recording_rig() as rig:
        rig.change(prerecord_s=5)
        rig.service.settings_changed()
        rig.publish(*frames)
        ended = await rig.record(camera.frame())
    contents = read_back(ended.paths[0])
    tags = RecordingTags.from_metadata(contents.metadata)
    assert tags is not None
    assert tags.started.timestamp() == pytest.approx(taken_at, abs=0.02)
    assert set(gaps_ms(contents)) <= {39, 40, 41}


async def test_no_picture_is_in_two_recordings() -> None:
    camera = CameraFake()
    camera.received_ns -= 2 * SECOND
    async with recording_rig() as rig:
        rig.change(prerecord_s=60)
        rig.service.settings_changed()
        rig.publish(*camera.frames(10))
        first = await rig.record(*camera.frames(10))
        rig.publish(*camera.frames(10))
        second = await rig.record(*camera.frames(10))
    sequences = [read_back(ended.paths[0]).sequences for ended in (first, second)]
    assert [*sequences[0], *sequences[1]] == [*range(1, 41)]


# -- in several files ----------------------------------------------------------------------------------------------


async def test_new_size_begins_a_new_file_and_no_picture_is_lost_or_doubled() -> None:
    camera = CameraFake()
    frames = camera.frames(10)
    camera.resize(128, 96)
    frames += camera.frames(10)
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    files = [read_back(path) for path in ended.paths]
    assert [each.size for each in files] == [(64, 48), (128, 96)]
    assert files[0].data + files[1].data == bytes_of(frames)
    assert files[1].pts_ms[0] == 0


async def test_more_than_a_minute_without_a_picture_begins_a_new_file() -> None:
    camera = CameraFake()
    frames = camera.frames(5)
    frames += [camera.frame(after_ns=59 * SECOND), camera.frame(after_ns=61 * SECOND)]
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
    assert [len(read_back(path).data) for path in ended.paths] == [6, 1]


async def test_computer_that_slept_begins_a_new_file_with_the_right_time() -> None:
    camera = CameraFake()
    offset = time.time() - time.monotonic()
    frames = camera.frames(5)
    camera.capture_us += 8 * 3600 * 1_000_000
    camera.wall_offset = offset + 8 * 3600  # the monotonic clock stood still
    frames += camera.frames(5)
    async with recording_rig() as rig:
        ended = await rig.record(*frames)
        begun = [each.started.timestamp() for each in rig.told(SegmentDone)]
    assert [len(read_back(path).data) for path in ended.paths] == [5, 5]
    assert begun[1] - begun[0] == pytest.approx(8 * 3600, abs=2)


async def test_file_of_a_camera_that_stays_away_is_finished_without_waiting_for_it() -> None:
    now = time.monotonic()
    camera = CameraFake()
    async with recording_rig(clock=lambda: now) as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(5))
        await rig.written(5)
        now += 62
        await until(lambda: rig.told(SegmentDone), "the file is finished")
        status = rig.service.status(CAMERA)
        assert status is not None
        assert (status.state, status.path, status.frames) == (RecordingState.WAITING, None, 5)
        rig.publish(camera.frame(after_ns=70 * SECOND))
        await rig.written(6)
        ended = await rig.stop()
    assert [probe(path)["streams"][0]["nb_read_packets"] for path in ended.paths] == ["5", "1"]


async def test_new_file_after_so_many_minutes() -> None:
    camera = CameraFake()
    frames = [camera.frame(after_ns=10 * SECOND) for _ in range(20)]
    async with recording_rig() as rig:
        rig.change(segment_minutes=1)
        ended = await rig.record(*frames)
    files = [read_back(path) for path in ended.paths]
    assert [len(each.data) for each in files] == [6, 6, 6, 2]
    assert [*itertools.chain(*(each.data for each in files))] == bytes_of(frames)


async def test_new_file_after_so_many_megabytes() -> None:
    camera = CameraFake()
    large = camera.body[:-2] + bytes(3_000_000) + camera.body[-2:]
    frames = [camera.frame(data=large) for _ in range(8)]
    async with recording_rig() as rig:
        rig.change(segment_mb=10)
        ended = await rig.record(*frames)
    assert all(path.stat().st_size <= 10_000_000 for path in ended.paths)
    assert [len(read_back(path).data) for path in ended.paths] == [3, 3, 2]


# -- what does not go well -----------------------------------------------------------------------------------------


async def test_disk_that_stands_still_costs_counted_pictures_and_never_blocks() -> None:
    camera = CameraFake()
    large = camera.body[:-2] + bytes(4_000_000) + camera.body[-2:]
    frames = [camera.frame(data=large) for _ in range(30)]
    stands, goes_on = threading.Event(), threading.Event()
    async with recording_rig() as rig:
        settings, loop_thread = rig.settings, threading.current_thread()

        class Standing:
            """Settings whose reader in the writer thread has to wait."""

            def __getattr__(self, name: str) -> object:
                if threading.current_thread() is not loop_thread and not goes_on.is_set():
                    stands.set()
                    goes_on.wait(20)
                return getattr(settings, name)

        rig.service.start(CAMERA)
        rig.settings = Standing()  # type: ignore[assignment]
        rig.publish(frames[0])
        await until(stands.is_set, "the writer stands")
        began = time.perf_counter()
        rig.publish(*frames[1:])
        assert time.perf_counter() - began < 0.1
        status = rig.service.status(CAMERA)
        assert status is not None
        kept = 64_000_000 // len(large)
        assert status.not_kept == 30 - kept
        goes_on.set()
        await rig.written(kept)
        ended = await rig.stop()
    assert ended.not_kept == 30 - kept
    assert len(read_back(ended.paths[0]).data) == kept


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no folder in which a file is open")
async def test_folder_that_vanishes_is_left_for_the_rescue_folder_without_losing_a_picture() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(10))
        await rig.written(10)
        shutil.rmtree(rig.folder)
        after = camera.frames(10)
        rig.publish(*after)
        await until(lambda: (s := rig.service.status(CAMERA)) and s.trouble, "the trouble is told")
        status = rig.service.status(CAMERA)
        assert status is not None
        assert isinstance(status.trouble, KeptElsewhere)
        assert str(folders.rescue_recordings(rig.paths)) in str(status.trouble)
        ended = await rig.stop()
    (path,) = ended.paths
    assert path.parent == folders.rescue_recordings(rig.paths)
    assert read_back(path).data == bytes_of(after)


async def test_folder_that_vanishes_is_noticed_even_while_no_picture_comes() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(3))
        await rig.written(3)
        rig.folder.rename(rig.folder.with_name("elsewhere"))
        await until(lambda: (s := rig.service.status(CAMERA)) and s.state is RecordingState.WAITING, "the file is left")
        rig.publish(camera.frame())
        ended = await rig.stop()
        moved = next(rig.folder.with_name("elsewhere").glob("*.mkv"))
    assert probe(moved)["streams"][0]["nb_read_packets"] == "3", "it was completed where it is now"
    assert ended.paths[0].parent == folders.rescue_recordings(rig.paths)


async def test_recording_that_was_deleted_goes_on_in_another_file_and_says_so() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(3))
        await rig.written(3)
        status = rig.service.status(CAMERA)
        assert status is not None
        assert status.path is not None
        status.path.unlink()
        rig.publish(*camera.frames(2))
        ended = await rig.stop()
    assert ended.paths[0].parent == rig.folder
    assert isinstance(ended.trouble, FolderUnusable)
    assert read_back(ended.paths[0]).sequences == [4, 5]
    assert names_in(rig.folder) == [ended.paths[0].name], "no mark is left"


async def test_folder_that_cannot_be_used_from_the_beginning() -> None:
    async with recording_rig() as rig:
        rig.folder.parent.mkdir(parents=True, exist_ok=True)
        rig.folder.write_text("somebody's file")
        ended = await rig.record(*CameraFake().frames(3))
    assert isinstance(ended.trouble, KeptElsewhere)
    assert len(read_back(ended.paths[0]).data) == 3


async def test_nowhere_to_write_ends_the_recording_with_the_reason() -> None:
    async with recording_rig() as rig:
        for folder in (rig.folder, folders.rescue_recordings(rig.paths)):
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.write_text("somebody's file")
        rig.service.start(CAMERA)
        rig.publish(*CameraFake().frames(3))
        ended = await rig.stopped()
        assert (ended.reason, ended.paths) == (StopReason.FAILED, ())
        assert isinstance(ended.trouble, FolderUnusable)
        assert rig.service.recording_ids == ()


@pytest.mark.parametrize("name", ['a/b:c*"<>|?', "ü" * 300, "CON", "..", "\ud83d half", "zero\0byte", "a\nb"])
async def test_any_name_of_a_camera_makes_a_file(name: str) -> None:
    async with recording_rig() as rig:
        rig.connect(name=name)
        ended = await rig.record(*CameraFake().frames(2))
    assert len(read_back(ended.paths[0]).data) == 2
    assert ended.paths[0].parent == rig.folder


async def test_floor_ends_the_recording_and_completes_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    free = 5_000_000_000
    monkeypatch.setattr(folders, "free_bytes", lambda _: free)
    now = time.monotonic()
    camera = CameraFake()
    async with recording_rig(clock=lambda: now) as rig:
        rig.change(floor_gb=1.0)
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(10))
        await rig.written(10)
        free, now = 999_000_000, now + 1.1
        rig.publish(*camera.frames(5))
        ended = await rig.stopped()
    assert ended.reason is StopReason.DISK_FULL
    assert "only 999 MB are free" in str(ended.trouble)
    assert probe(ended.paths[0])["streams"][0]["nb_read_packets"] == "10"


def test_disk_that_will_be_full_in_ten_minutes_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now, free = 0.0, 2_600_000_000
    monkeypatch.setattr(folders, "free_bytes", lambda _: free)
    warnings: list[DiskWarning] = []
    watch = DiskWatch(Path("/films"), lambda: 1.0, warnings.append, lambda: now)
    for _ in range(400):
        watch.require_room()
        watch.wrote(2_000_000, is_live=True)
        free -= 2_000_000
        now += 1
    (warning,) = warnings
    assert warning.seconds_left == pytest.approx(600, abs=10)
    assert warning.free_bytes == pytest.approx(2_200_000_000, rel=0.01)
    assert watch.seconds_left == pytest.approx(400, abs=10)


def test_what_was_in_memory_says_nothing_of_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(folders, "free_bytes", lambda _: 2_000_000_000)
    watch = DiskWatch(Path("/films"), lambda: 1.0, lambda _: None, lambda: now)
    watch.require_room()
    watch.wrote(30_000_000, is_live=False)
    for _ in range(10):
        now += 1
        watch.wrote(100_000, is_live=True)
        watch.require_room()
    assert watch.seconds_left == pytest.approx(10_000, rel=0.02)


# -- many ----------------------------------------------------------------------------------------------------------


async def test_sixteen_cameras_at_once_lose_no_picture() -> None:
    ids = [f"0a00000000{number:02x}" for number in range(16)]
    cameras = [CameraFake(id=camera_id) for camera_id in ids]
    async with recording_rig() as rig:
        for camera_id in ids:
            rig.connect(camera_id, name=camera_id)
            assert rig.service.start(camera_id)
        for _ in range(100):
            rig.publish(*(camera.frame() for camera in cameras))
        rig.service.stop_all()
        for camera_id in ids:
            ended = await rig.stopped(camera_id)
            assert read_back(ended.paths[0]).sequences == [*range(1, 101)]
            assert ended.not_kept == 0


async def test_file_is_there_and_can_be_played_while_it_grows() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        frames = camera.frames(5)
        rig.publish(*frames)
        await rig.written(5)
        status = rig.service.status(CAMERA)
        assert status is not None
        assert status.path is not None
        path = status.path
        assert marks.is_open(path)
        # Also the newest picture, which nothing has followed.
        await until(lambda: read_back(path).data == bytes_of(frames), "all five are on the disk")
        await rig.stop()
        assert not marks.is_open(path)
