"""Programs that record and come to grief: ``python -m tests.fakes.recording_process killed FOLDER CHILDREN`` and
``… full FOLDER``. Run in processes of their own, for they are killed, or need a small disk of their own.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders, mkv, recovery
from atomcam_gui.recording.status import SegmentDone
from tests.fakes.recording_rig import CAMERA, CameraFake, Rig, probe, read_back, recording_rig
from tests.peers import until

NOTE_BYTES = 12
DISK = 20 * 1024 * 1024


def paths_below(folder: Path) -> Paths:
    return Paths(folder, folder / "state", folder, folder, folder / "videos")


async def record_until_killed(folder: Path) -> None:
    """Record in real time. What was published, and when, is noted in a file beside."""
    fps = 10 + 20 * (os.getpid() % 5)
    camera = CameraFake(width=320, height=240)
    with (folder / "notes").open("wb", buffering=0) as notes:
        async with recording_rig(paths=paths_below(folder)) as rig:
            rig.service.start(CAMERA)
            began = time.monotonic()
            while True:
                due = began + camera.number / fps
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                frame = camera.frame(after_ns=1_000_000_000 // fps)
                rig.publish(frame)
                notes.write(frame.number.to_bytes(4, "big") + time.monotonic_ns().to_bytes(8, "big"))


def notes_of(folder: Path) -> list[tuple[int, int]]:
    """Numbers of the pictures that were published, and monotonic nanoseconds."""
    notes = (folder / "notes").read_bytes()
    return [
        (int.from_bytes(notes[at : at + 4], "big"), int.from_bytes(notes[at + 4 : at + NOTE_BYTES], "big"))
        for at in range(0, len(notes) - len(notes) % NOTE_BYTES, NOTE_BYTES)
    ]


def fork_recorders(folder: Path, children: int) -> None:
    """So many processes that record, each in a folder of its own; prints their ids and waits for their end."""
    pids = []
    for number in range(children):
        own = folder / str(number)
        own.mkdir()
        pid = os.fork()
        if pid == 0:
            asyncio.run(record_until_killed(own))
            os._exit(1)
        pids.append(pid)
    sys.stdout.write(json.dumps(pids) + "\n")
    sys.stdout.flush()
    for pid in pids:
        os.waitpid(pid, 0)


# -- a small disk --------------------------------------------------------------------------------------------------


async def _fill(rig: Rig, camera: CameraFake) -> dict[str, Any]:
    """Publish until the recording ends by itself."""
    rig.service.start(CAMERA)
    published = 0
    while rig.service.recording_ids and published < 2000:
        frame = camera.frame()
        data = frame.data[:-2] + bytes(50_000) + b"\xff\xd9"
        rig.publish(type(frame)(frame.camera_id, frame.number, data, 64, 48, frame.stamp, frame.received_ns, 1.7e9))
        published += 1
        await asyncio.sleep(0.001)
    ended = await rig.stopped()
    contents = [read_back(path) for path in ended.paths]
    return {
        "reason": ended.reason.value,
        "trouble": str(ended.trouble),
        "published": published,
        "not_kept": ended.not_kept,
        "frames": [len(each.data) for each in contents],
        "whole": all(data.endswith(b"\xff\xd9") for each in contents for data in each.data),
        "increasing": all(each.pts_ms == sorted(set(each.pts_ms)) for each in contents),
        "has_length": [each.duration_s is not None for each in contents],
        "told_done": len(rig.told(SegmentDone)),
        "path": str(ended.paths[0]) if ended.paths else None,
    }


def pretend_small_disk(folder: Path) -> None:
    """For systems that let nobody mount one: recordings find no more room than a small disk would have."""
    write = mkv._File.write

    def free(_: Path) -> int:
        return DISK - sum(path.stat().st_size for path in folder.rglob("*"))

    def write_if_there_is_room(file: Any, data: bytes) -> int:
        if free(folder) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(file, data)

    mkv._File.write = write_if_there_is_room  # type: ignore[method-assign]
    folders.free_bytes = free


async def floor_of_a_small_disk(folder: Path) -> dict[str, Any]:
    async with recording_rig(paths=paths_below(folder)) as rig:
        rig.change(floor_gb=0.005)
        return await _fill(rig, CameraFake()) | {"free": folders.free_bytes(folder)}


async def small_disk_to_the_end(folder: Path) -> dict[str, Any]:
    async with recording_rig(paths=paths_below(folder)) as rig:
        return await _fill(rig, CameraFake()) | {"free": folders.free_bytes(folder)}


async def disk_that_others_fill(folder: Path) -> dict[str, Any]:
    """Somebody takes all that is free at once, so that a picture meets a full disk; later it is given back."""
    hog = folder / "hog"

    async def eat() -> None:
        def started() -> bool:
            status = rig.service.status(CAMERA)
            return status is not None and status.frames > 50

        await until(started, "it records")
        with hog.open("wb", buffering=0) as file:
            while (left := folders.free_bytes(folder)) > 0:
                file.write(bytes(min(left, 65536)))

    async with recording_rig(paths=paths_below(folder)) as rig:
        eating = asyncio.create_task(eat())
        answer = await _fill(rig, CameraFake())
        await eating
    hog.unlink()
    path = Path(answer["path"])
    done = recovery.repair(path)
    return answer | {
        "recovered": done.frames if done else None,
        "seen_by_others": int(probe(path)["streams"][0]["nb_read_packets"]),
        "left_behind": sorted(each.name for each in path.parent.iterdir()),
    }


async def largest_file(folder: Path) -> dict[str, Any]:
    """No file may be larger than 4 MB, as on FAT none than 4 GB."""
    async with recording_rig(paths=paths_below(folder)) as rig:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, hard))
        try:
            camera = CameraFake()
            rig.service.start(CAMERA)
            for _ in range(200):
                frame = camera.frame()
                data = frame.data[:-2] + bytes(50_000) + b"\xff\xd9"
                rig.publish(type(frame)(frame.camera_id, frame.number, data, 64, 48, None, frame.received_ns, 1.7e9))
            ended = await rig.stop()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    contents = [read_back(path) for path in ended.paths]
    return {
        "reason": ended.reason.value,
        "sequences": [number for each in contents for number in each.sequences],
        "files": len(contents),
        "end_whole": [path.read_bytes().endswith(b"\xff\xd9") for path in ended.paths[:-1]],
        "folders": sorted({str(path.parent.name) for path in ended.paths}),
    }


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "killed":
        fork_recorders(folder, int(sys.argv[3]))
        return
    if "pretended" in sys.argv:
        pretend_small_disk(folder)
    stories = {
        "full": (floor_of_a_small_disk, small_disk_to_the_end, disk_that_others_fill),
        "largest": (largest_file,),
    }
    answers = {}
    for story in stories[what]:
        own = folder / story.__name__
        own.mkdir()
        answers[story.__name__] = asyncio.run(story(own))
        for path in sorted(own.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    sys.stdout.write(json.dumps(answers) + "\n")


if __name__ == "__main__":
    main()
