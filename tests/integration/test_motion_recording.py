"""A camera records by itself while something moves before it, and only then: the real service, real files."""

from __future__ import annotations

import asyncio
import functools
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import numpy as np
import simplejpeg

from atomcam_gui import jpeg
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.trust import Trust, Verdict
from atomcam_gui.jpeg import Stamp
from atomcam_gui.recording.motion_analysis import PER_S, MotionAnalysis
from atomcam_gui.recording.motion_watch import QUIET_S, RETRY_AFTER_S, MotionWatch
from atomcam_gui.recording.status import RecordingStarted, StopReason
from atomcam_gui.settings import MotionSettings, RecordingSettings, Region, Settings
from tests.fakes.recording_rig import CAMERA, Rig, read_back, recording_rig
from tests.peers import GARDEN, until

SECOND = 1_000_000_000
ON = MotionSettings(on=True, sensitivity=50, before_s=2, after_s=3)


@functools.cache
def view(place: int | None) -> bytes:
    """A grey wall, or something dark before it at one of ten places."""
    pixels = np.full((120, 160, 3), 150, np.uint8)
    if place is not None:
        pixels[40:80, 14 * place : 14 * place + 30] = 40
    return simplejpeg.encode_jpeg(pixels, 80, "RGB", "420")


class Hours:
    """A monotonic clock that goes as a test wants; frames are received at its time."""

    def __init__(self) -> None:
        self.now_ns = time.monotonic_ns()

    def __call__(self) -> float:
        return self.now_ns / 1e9


class Scene(Rig):
    """A rig that watches for movement. Made by ``watching``."""

    analysis: MotionAnalysis
    watch: MotionWatch
    hours: Hours
    number = 0

    async def show(self, seconds: float, *, moving: bool = False, camera_id: str = CAMERA) -> None:
        """Pictures for so long, four a second. Each is looked at before the next one comes."""
        for _ in range(round(seconds * PER_S)):
            self.hours.now_ns += SECOND // PER_S
            self.number += 1
            data = jpeg.with_stamp(
                view(self.number % 10 if moving else None), Stamp(self.number, self.number * 250_000)
            )
            at = self.hours.now_ns
            self.hub.publish(Frame(camera_id, self.number, data, 160, 120, None, at, at / 1e9))
            await self.looked()

    async def looked(self) -> None:
        """Wait until the thread has nothing to do, and what it told has arrived."""
        if self.analysis.is_running:
            done = asyncio.Event()
            loop = asyncio.get_running_loop()

            class Last:
                """Comes last of all that waits."""

                def look(self) -> None:
                    loop.call_soon_threadsafe(done.set)

            self.analysis._work.put(Last())  # type: ignore[arg-type]
            await done.wait()

    def wait(self, seconds: float) -> None:
        """Time goes by, without pictures, and timers of that time come due."""
        self.hours.now_ns += round(seconds * SECOND)
        for camera_id, guard in self.watch._guards.items():
            if guard.timer is not None:
                self.watch._cancel_timer(guard)
                self.watch._due(camera_id, guard)

    def set_motion(self, motion: MotionSettings, camera_id: str = CAMERA) -> None:
        """Change one camera's settings."""
        self.settings = self.settings.with_motion(camera_id, motion)
        self.service.settings_changed()
        self.watch.settings_changed()

    @property
    def is_recording(self) -> bool:
        return CAMERA in self.service.recording_ids


@asynccontextmanager
async def watching(motion: MotionSettings = ON) -> AsyncIterator[Scene]:
    settings = Settings(recording=RecordingSettings(prerecord_s=0, floor_gb=0.0)).with_motion(CAMERA, motion)
    hours = Hours()
    async with recording_rig(settings, clock=hours) as rig:
        rig.__class__ = Scene
        assert isinstance(rig, Scene)
        rig.hours = hours
        rig.analysis = MotionAnalysis(rig.hub)
        rig.watch = MotionWatch(rig.analysis, rig.registry, rig.service, lambda: rig.settings, clock=hours)
        try:
            yield rig
        finally:
            rig.watch.close()
            rig.analysis.close()
            assert not rig.analysis.is_running
            assert not any(thread.name == "motion" for thread in threading.enumerate())


# -- from movement to file -----------------------------------------------------------------------------------------


async def test_what_moves_is_recorded_with_the_seconds_before_and_after() -> None:
    async with watching() as scene:
        await scene.show(6)
        assert not scene.is_recording
        first_moving = scene.number + 1
        await scene.show(4, moving=True)
        last_moving = scene.number
        assert scene.is_recording
        assert scene.watch.is_ours(CAMERA)
        await scene.show(2.75)
        scene.wait(0)
        assert scene.is_recording
        await scene.show(0.5)
        scene.wait(0)
        ended = await scene.stopped()
        await scene.show(3)
    assert ended.reason is StopReason.WANTED
    numbers = read_back(ended.paths[0]).sequences
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert first_moving - 2 * PER_S - 2 <= numbers[0] <= first_moving - 2 * PER_S, "all of the seconds before"
    assert last_moving + 3 * PER_S - 2 <= numbers[-1] <= last_moving + 3 * PER_S + 2


async def test_nothing_moves_and_nothing_is_recorded() -> None:
    async with watching() as scene:
        await scene.show(20)
        assert scene.told(RecordingStarted) == []
    assert not scene.folder.exists()


async def test_movement_that_comes_again_in_time_is_one_recording() -> None:
    async with watching() as scene:
        await scene.show(3)
        for _ in range(3):
            await scene.show(2, moving=True)
            await scene.show(2)
            scene.wait(0)
        assert scene.is_recording
        await scene.show(2)
        scene.wait(0)
        ended = await scene.stopped()
        await scene.show(5)
        await scene.show(1, moving=True)
        assert scene.is_recording
    assert len(ended.paths) == 1
    assert len(scene.told(RecordingStarted)) == 2


async def test_a_camera_that_is_lost_while_something_moves_does_not_record_for_ever() -> None:
    async with watching() as scene:
        await scene.show(3)
        await scene.show(2, moving=True)
        scene.wait(3.1)
        await scene.stopped()


async def test_the_end_comes_by_the_clock_alone() -> None:
    async with watching(replace(ON, after_s=1)) as scene:
        await scene.show(3)
        await scene.show(1, moving=True)
        scene.hours.now_ns += SECOND
        await scene.stopped()


# -- other people's recordings -------------------------------------------------------------------------------------


async def test_a_recording_that_the_user_began_is_never_ended() -> None:
    async with watching() as scene:
        await scene.show(3)
        scene.service.start(CAMERA)
        await scene.show(2, moving=True)
        await scene.show(6)
        scene.wait(60)
        assert scene.is_recording
        assert not scene.watch.is_ours(CAMERA)


async def test_a_recording_that_ran_before_motion_was_switched_on_is_the_users() -> None:
    async with watching(MotionSettings()) as scene:
        scene.service.start(CAMERA)
        scene.set_motion(ON)
        await scene.show(3)
        await scene.show(2, moving=True)
        scene.wait(60)
        assert scene.is_recording


async def test_a_recording_that_the_user_wants_to_go_on_goes_on() -> None:
    async with watching() as scene:
        await scene.show(3)
        await scene.show(1, moving=True)
        scene.watch.keep(CAMERA)
        await scene.show(6)
        scene.wait(60)
        assert scene.is_recording


async def test_a_recording_that_the_user_ended_does_not_begin_anew_at_the_next_step() -> None:
    async with watching() as scene:
        await scene.show(3)
        await scene.show(2, moving=True)
        scene.service.stop(CAMERA)
        await scene.stopped()
        await scene.show(QUIET_S + 2, moving=True)
        assert not scene.is_recording
        await scene.show(QUIET_S + 1)
        await scene.show(1, moving=True)
        assert scene.is_recording


async def test_a_recording_that_the_user_begins_anew_is_the_users() -> None:
    async with watching() as scene:
        await scene.show(3)
        await scene.show(1, moving=True)
        assert scene.watch.is_ours(CAMERA)
        scene.service.stop(CAMERA)
        scene.service.start(CAMERA)
        await scene.stopped()
        await scene.show(6)
        scene.wait(60)
        assert scene.is_recording


async def test_a_disk_that_is_full_is_tried_again_a_minute_later() -> None:
    async with watching() as scene:
        scene.change(floor_gb=1_000_000.0)
        await scene.show(3)
        await scene.show(1, moving=True)
        ended = await scene.stopped()
        assert ended.reason is StopReason.DISK_FULL
        await scene.show(10, moving=True)
        assert len(scene.told(RecordingStarted)) == 1
        scene.change(floor_gb=0.0)
        scene.wait(RETRY_AFTER_S)
        await scene.show(3)
        await scene.show(1, moving=True)
        assert scene.is_recording


# -- on and off ----------------------------------------------------------------------------------------------------


async def test_off_costs_nothing_no_thread_and_no_sink() -> None:
    async with watching(MotionSettings()) as scene:
        await scene.show(2, moving=True)
        assert scene.watch.watched_ids == ()
        assert not scene.analysis.is_running
        assert not any(thread.name == "motion" for thread in threading.enumerate())
        assert scene.hub._of_camera == {}


async def test_switched_off_its_recording_ends_and_the_thread_too() -> None:
    async with watching() as scene:
        await scene.show(3)
        await scene.show(1, moving=True)
        scene.set_motion(MotionSettings())
        await scene.stopped()
        assert not scene.analysis.is_running


async def test_settings_hold_from_the_next_picture_on() -> None:
    async with watching(replace(ON, region=Region(0, 0.8, 1, 0.2))) as scene:
        await scene.show(3)
        await scene.show(2, moving=True)
        quiet = not scene.is_recording
        scene.set_motion(replace(ON, after_s=1))
        await scene.show(2, moving=True)
        assert scene.is_recording
        await scene.show(1.25)
        scene.wait(0)
        await scene.stopped()
    assert quiet


async def test_a_camera_that_is_blocked_is_not_looked_at() -> None:
    async with watching() as scene:
        await scene.show(3)
        await scene.show(1, moving=True)
        scene.registry.decide(CAMERA, Trust.BLOCKED, permanent=False)
        ended = await scene.stopped()
        assert ended.reason is StopReason.CAMERA_GONE
        assert scene.watch.watched_ids == ()
        assert not scene.analysis.is_running


async def test_each_camera_is_looked_at_for_itself_in_one_thread() -> None:
    async with watching() as scene:
        scene.connect(GARDEN, "Shed", Verdict.ALLOW)
        scene.set_motion(ON, GARDEN)
        assert set(scene.watch.watched_ids) == {CAMERA, GARDEN}
        assert sum(thread.name == "motion" for thread in threading.enumerate()) == 1
        await scene.show(3)
        await scene.show(3, camera_id=GARDEN)
        await scene.show(1, moving=True, camera_id=GARDEN)
        assert scene.service.recording_ids == (GARDEN,)


# -- what it takes -------------------------------------------------------------------------------------------------


async def test_of_25_frames_a_second_no_more_than_four_are_looked_at() -> None:
    async with watching() as scene:
        sink = scene.watch._guards[CAMERA].sink
        assert sink is not None
        for number in range(250):
            at = scene.hours.now_ns + number * SECOND // 25
            scene.hub.publish(Frame(CAMERA, number, view(None), 160, 120, None, at, at / 1e9))
            await scene.looked()
        assert 9 * PER_S <= sink.looked <= 10 * PER_S + 1


async def test_a_damaged_picture_is_passed_over() -> None:
    async with watching() as scene:
        await scene.show(3)
        at = scene.hours.now_ns + SECOND
        scene.hub.publish(Frame(CAMERA, 99, view(None)[:300], 160, 120, None, at, at / 1e9))
        await scene.looked()
        scene.hours.now_ns += SECOND
        await scene.show(1, moving=True)
        await until(lambda: scene.is_recording, "it is recorded all the same")
