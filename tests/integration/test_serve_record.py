"""``atomcam serve --record DIR``: what is in the files, what is told of them, and how it ends."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
from pathlib import Path
from typing import Any

import av
import pytest

from atomcam_gui.paths import find_paths
from tests.peers import GARDEN, LOOPBACK, PeerCamera, ask, peer_camera, program, run_to_end, stamped, until

HERE = ("--bind", LOOPBACK, "--port", "0", "--allow-unknown")


def hashes_in(path: str | Path) -> list[str]:
    """The pictures of a recording, as sha256."""
    with av.open(str(path)) as container:
        assert container.duration is not None, "it is complete"
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in container.demux(video=0) if packet.size]


async def is_recorded(port: int) -> bool:
    document: dict[str, Any] = (await ask(port, "/status")).json()
    return any(camera["recording"] for camera in document["cameras"])


async def show(camera: PeerCamera, pictures: list[bytes]) -> list[str]:
    """Send pictures a moment apart; their sha256."""
    for each in pictures:
        await camera.show(each)
        await asyncio.sleep(0.01)
    return [hashlib.sha256(each).hexdigest() for each in pictures]


async def test_every_picture_from_the_first_on_is_in_a_complete_file_after_sigterm(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    async with program("serve", *HERE, "--json", "--record", str(folder)) as serve:
        url, port = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.hello(name="Garden")
            sent = await show(camera, [stamped(number) for number in range(1, 21)])
            started = await serve.event("recording_started")
            assert started["id"] == GARDEN
            await until(lambda: bool(list(folder.glob("*.mkv"))), "a file is there")
            assert await is_recorded(port)
            serve.signal(signal.SIGTERM)
            assert await serve.end(within=2) == (0, "")
    events = [json.loads(line) for line in serve.out]
    (done,) = [event for event in events if event["event"] == "recording"]
    assert done.keys() == {"event", "id", "name", "path", "started", "seconds", "frames", "bytes"}
    assert (done["id"], done["name"], done["frames"]) == (GARDEN, "Garden", 20)
    assert Path(done["path"]).parent == folder
    assert done["bytes"] == os.stat(done["path"]).st_size  # noqa: PTH116
    assert hashes_in(done["path"]) == sent
    (stopped,) = [event for event in events if event["event"] == "recording_stopped"]
    assert (stopped["reason"], stopped["paths"], stopped["not_kept"], stopped["error"]) == (
        "program ends",
        [done["path"]],
        0,
        None,
    )
    assert [path.name for path in folder.iterdir()] == [Path(done["path"]).name], "nothing else is left"


async def test_new_size_is_a_new_file_and_is_told_at_once(tmp_path: Path) -> None:
    async with program("serve", *HERE, "--json", "--record", str(tmp_path / "v")) as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.show(stamped(1), stamped(2))
            await camera.show(stamped(3, 128, 96))
            done = await serve.event('"event": "recording",')
            assert (done["frames"], len(hashes_in(done["path"]))) == (2, 2)
        serve.signal()
        assert await serve.end(within=2) == (0, "")


async def test_without_json_it_is_told_in_words(tmp_path: Path) -> None:
    async with program("serve", *HERE, "--record", str(tmp_path / "v")) as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.show(stamped(1), stamped(2))
            await until(lambda: bool(list((tmp_path / "v").glob("*.mkv"))), "a file is there")
        serve.signal(signal.SIGINT)
        assert await serve.end(within=2) == (0, "")
    assert any(line.startswith(f"recorded {LOOPBACK}: 2 pictures in {tmp_path / 'v'}") for line in serve.out)


async def test_strangers_are_not_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    async with program("serve", "--bind", LOOPBACK, "--port", "0", "--record", str(folder)) as serve:
        url, port = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.show(stamped(1))
            await serve.line("not allowed yet")
            assert not await is_recorded(port)
        serve.signal()
        assert await serve.end(within=2) == (0, "")
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a folder below a file is another error there")
async def test_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    folder = tmp_path / "file" / "v"
    status, out, errors = await run_to_end("serve", *HERE, "--record", str(folder))
    assert (status, out) == (1, [])
    assert errors.startswith(f"atomcam: nothing can be recorded in {folder} (")
    assert errors.endswith("): give --record another folder\n")
    assert errors.count("\n") == 1


async def test_names_are_as_the_settings_say(tmp_path: Path) -> None:
    settings = find_paths().settings_file
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"recording": {"file_names": "date_first"}}))
    async with program("serve", *HERE, "--json", "--record", str(tmp_path / "v")) as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.hello(name="Garden")
            await camera.show(stamped(1), stamped(2))
            await until(lambda: bool(list((tmp_path / "v").glob("*.mkv"))), "a file is there")
        serve.signal()
        assert await serve.end(within=2) == (0, "")
    (path,) = (tmp_path / "v").glob("*.mkv")
    assert path.stem.endswith(" Garden")
