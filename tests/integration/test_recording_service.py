"""Which cameras are recorded, what is told of it, and what is left when it ends."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from atomcam_gui.camera.trust import Verdict
from atomcam_gui.recording.segment import Segment
from atomcam_gui.recording.status import (
    RecordingChanged,
    RecordingStarted,
    RecordingState,
    RecordingStopped,
    SegmentDone,
    StopReason,
)
from atomcam_gui.settings import MotionSettings, Settings
from tests.fakes.recording_rig import CAMERA, CameraFake, names_in, read_back, recording_rig
from tests.peers import until

OTHER = "0a0000000002"


async def test_button_starts_and_stops() -> None:
    async with recording_rig() as rig:
        assert rig.service.toggle(CAMERA)
        assert rig.service.recording_ids == (CAMERA,)
        rig.publish(*CameraFake().frames(3))
        assert not rig.service.toggle(CAMERA)
        assert rig.service.recording_ids == ()
        assert rig.service.status(CAMERA) is None
        ended = await rig.stopped()
        assert len(read_back(ended.paths[0]).data) == 3


async def test_starting_twice_is_one_recording() -> None:
    async with recording_rig() as rig:
        assert rig.service.start(CAMERA)
        assert rig.service.start(CAMERA)
        await rig.record(CameraFake().frame())
        assert len(rig.told(RecordingStarted)) == 1
        assert len(rig.told(RecordingStopped)) == 1


async def test_start_right_after_stop_is_another_recording() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(5))
        rig.service.stop(CAMERA)
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(5))
        rig.service.stop(CAMERA)
        files = [read_back((await rig.stopped(recordings=number)).paths[0]) for number in (1, 2)]
    assert [each.sequences for each in files] == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]


async def test_only_cameras_that_are_listed_and_allowed_are_recorded() -> None:
    async with recording_rig() as rig:
        rig.connect(OTHER, verdict=Verdict.WAIT)
        assert not rig.service.start(OTHER)
        assert not rig.service.start("nobody")
        assert rig.events == []


async def test_events_tell_the_story_in_order() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(2))
        camera.resize(128, 96)
        rig.publish(*camera.frames(2))
        ended = await rig.stop()
    story = [type(event) for event in rig.events]
    assert story == [RecordingStarted, RecordingChanged, SegmentDone, RecordingChanged, SegmentDone, RecordingStopped]
    done = rig.told(SegmentDone)
    assert [each.path for each in done] == list(ended.paths)
    assert [each.frames for each in done] == [2, 2]
    assert [each.bytes for each in done] == [path.stat().st_size for path in ended.paths]
    assert done[0].duration_s == pytest.approx(0.08)


async def test_status_goes_along_while_it_runs() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        status = rig.service.status(CAMERA)
        assert status is not None
        assert (status.state, status.frames, status.path) == (RecordingState.WAITING, 0, None)
        rig.publish(*camera.frames(10))
        await rig.written(10)
        status = rig.service.status(CAMERA)
        assert status is not None
        assert status.path is not None
        assert status.state is RecordingState.RECORDING
        assert status.bytes == pytest.approx(status.path.stat().st_size, abs=2 * len(camera.body))
        assert status.free_bytes is not None
        assert status.free_bytes > 0
        assert status.elapsed_s > 0
        assert (status.not_kept, status.trouble) == (0, None)


async def test_camera_that_is_blocked_or_removed_stops() -> None:
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(CameraFake().frame())
        rig.registry.remove(CAMERA)
        ended = await rig.stopped()
        assert ended.reason is StopReason.CAMERA_GONE
        assert len(ended.paths) == 1


async def test_camera_that_comes_back_is_recorded_on() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        listed = rig.registry.get(CAMERA)
        assert listed is not None
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(3))
        assert listed.connection is not None
        rig.registry.detach(listed.connection, listed)
        rig.connect()
        rig.publish(camera.frame(after_ns=5 * 10**9))
        ended = await rig.stop()
    assert [len(read_back(path).data) for path in ended.paths] == [4]


async def test_new_name_is_that_of_the_next_file() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(*camera.frames(2))
        await rig.written(2)
        rig.connect(name="Terrace")
        camera.resize(128, 96)
        rig.publish(*camera.frames(2))
        ended = await rig.stop()
    assert [path.name.split(" ")[0] for path in ended.paths] == ["Garden", "Terrace"]


async def test_all_cameras_and_those_that_come() -> None:
    camera, other = CameraFake(), CameraFake(id=OTHER)
    async with recording_rig() as rig:
        rig.service.start_all(and_new=True)
        rig.connect(OTHER)
        assert set(rig.service.recording_ids) == {CAMERA, OTHER}
        rig.publish(*camera.frames(2), *other.frames(3))
        rig.service.stop_all()
        assert [len(read_back((await rig.stopped(each)).paths[0]).data) for each in (CAMERA, OTHER)] == [2, 3]
        rig.connect("0a0000000003")
        assert rig.service.recording_ids == ()


async def test_camera_whose_recording_was_stopped_is_not_begun_anew_by_the_next_thing_it_does() -> None:
    async with recording_rig() as rig:
        rig.service.start_all(and_new=True)
        await rig.stop()
        rig.connect(name="Terrace")
        assert rig.service.recording_ids == ()


async def test_memory_before_the_button_is_bounded_for_every_camera() -> None:
    camera = CameraFake()
    camera.received_ns -= 100 * 10**9
    settings = replace(Settings(), recording=replace(Settings().recording, prerecord_s=10, floor_gb=0.0))
    async with recording_rig(settings) as rig:
        rig.publish(*camera.frames(2500))
        ended = await rig.record(camera.frame())
        assert 249 <= len(read_back(ended.paths[0]).data) <= 252


async def test_motion_has_its_own_seconds_before() -> None:
    camera = CameraFake()
    camera.received_ns -= 20 * 10**9
    async with recording_rig() as rig:
        rig.settings = rig.settings.with_motion(CAMERA, MotionSettings(on=True, before_s=8))
        rig.service.settings_changed()
        rig.publish(*camera.frames(500))
        assert rig.service.start(CAMERA, before_s=4)
        ended = await rig.stop()
        kept = len(read_back(ended.paths[0]).data)
        assert 90 <= kept <= 101


async def test_nothing_is_kept_in_memory_where_nobody_wants_it() -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        rig.publish(*camera.frames(10))
        ended = await rig.record(*camera.frames(2))
        assert read_back(ended.paths[0]).sequences == [11, 12]


async def test_unforeseen_fault_ends_one_recording_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    add = Segment.add

    def stumble(segment: Segment, frame: object, moment: float) -> None:
        if getattr(frame, "camera_id", "") == OTHER and getattr(frame, "number", 0) == 3:
            raise ZeroDivisionError("oh")
        add(segment, frame, moment)  # type: ignore[arg-type]

    monkeypatch.setattr(Segment, "add", stumble)
    camera, other = CameraFake(), CameraFake(id=OTHER)
    async with recording_rig() as rig:
        rig.connect(OTHER)
        rig.service.start_all()
        rig.publish(*other.frames(5), *camera.frames(5))
        failed = await rig.stopped(OTHER)
        assert failed.reason is StopReason.FAILED
        assert "fault of this program" in str(failed.trouble)
        assert len(read_back(failed.paths[0]).data) == 2
        assert len(read_back((await rig.stop()).paths[0]).data) == 5


async def test_end_of_the_program_completes_all_files_and_leaves_nothing_behind() -> None:
    before = set(threading.enumerate())
    descriptors = open_files()
    async with recording_rig() as rig:
        rig.connect(OTHER)
        rig.service.start_all()
        rig.publish(*CameraFake().frames(5), *CameraFake(id=OTHER).frames(5))
        await rig.service.close()
        assert [event.reason for event in rig.told(RecordingStopped)] == [StopReason.PROGRAM_ENDS] * 2
        for event in rig.told(RecordingStopped):
            assert read_back(event.paths[0]).duration_s is not None
        assert not rig.service.start(CAMERA)
        rig.publish(CameraFake().frame())
        assert [name for name in names_in(rig.folder) if name.startswith(".")] == []
    assert set(threading.enumerate()) == before
    assert open_files() == descriptors


def open_files() -> int:
    """How many this process has, where the system tells."""
    return len(names_in(Path("/proc/self/fd")))


async def test_disk_that_hangs_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    hangs, released = threading.Event(), threading.Event()

    def hang(*_: object, **__: object) -> None:
        hangs.set()
        released.wait(20)
        raise OSError("it came back too late")

    monkeypatch.setattr(Path, "mkdir", hang)
    monkeypatch.setattr("atomcam_gui.recording.service.CLOSE_WAIT_S", 0.2)
    async with recording_rig() as rig:
        rig.service.start(CAMERA)
        rig.publish(CameraFake().frame())
        await until(hangs.is_set, "the disk hangs")
        began = asyncio.get_running_loop().time()
        await rig.service.close()
        assert asyncio.get_running_loop().time() - began < 5
        (thread,) = [each for each in threading.enumerate() if each.name == "recording"]
        released.set()
        await asyncio.to_thread(thread.join, 10)
        assert not thread.is_alive()
