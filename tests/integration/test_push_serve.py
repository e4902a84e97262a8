"""``atomcam serve --push``: the real program, a demo camera, and a real receiver."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atomcam_gui.demo import client as demo_client
from atomcam_gui.demo.client import DemoCamera
from tests.fakes.push_receiver import ffmpeg_receiver, free_port
from tests.fakes.push_server import push_server
from tests.fakes.serve_process import ServeProcess
from tests.peers import FRONT_DOOR, until

LONG = 30.0


@pytest.mark.parametrize("form", ["h264", "jpeg"])
async def test_serve_passes_a_camera_on_and_ends_in_good_time(form: str) -> None:
    port = free_port()
    arguments = ("--push", f"rtsp://127.0.0.1:{port}/kitchen", "--push-as", form, "--allow-unknown")
    process = ServeProcess(*arguments)
    await asyncio.to_thread(process.__enter__)
    try:
        url = f"ws://127.0.0.1:{process.port}/ws/camera"
        demo = asyncio.create_task(demo_client.run(DemoCamera(url, size=(320, 240), camera_id=FRONT_DOOR)))
        try:
            async with ffmpeg_receiver(port) as receiver:
                await until(lambda: len(receiver.sums) >= 5, "pictures", LONG)
            told = [event for event in process.events if event["event"] == "push_state"]
            live = next(event for event in told if event["state"] == "live")
            assert (live["id"], live["form"], live["error"]) == (FRONT_DOOR, form, None)
            assert live["url"] == f"rtsp://127.0.0.1:{port}/kitchen"
        finally:
            demo.cancel()
            await asyncio.wait([demo])
    finally:
        began = time.monotonic()
        await asyncio.to_thread(process.__exit__, None, None, None)
        assert time.monotonic() - began < 8.0


async def test_the_password_comes_by_the_environment_and_is_in_no_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATOMCAM_PUSH_PASSWORD", "s3cret")
    async with push_server(login=("cook", "s3cret", "MD5")) as server:
        process = ServeProcess("--push", server.url("cook"), "--push-as", "jpeg", "--allow-unknown")
        await asyncio.to_thread(process.__enter__)
        try:
            url = f"ws://127.0.0.1:{process.port}/ws/camera"
            demo = asyncio.create_task(demo_client.run(DemoCamera(url, size=(320, 240), camera_id=FRONT_DOOR)))
            try:
                await until(lambda: server.pictures >= 3, "pictures", LONG)
            finally:
                demo.cancel()
                await asyncio.wait([demo])
            assert "s3cret" not in str(process.events)
        finally:
            await asyncio.to_thread(process.__exit__, None, None, None)


def test_a_password_in_the_command_line_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "atomcam_gui", "serve", "--push", "rtsp://cook:s3cret@nas/x"],
        capture_output=True,
        text=True,
        env={**os.environ, "ATOMCAM_HOME": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 2
    assert "s3cret" not in done.stdout + done.stderr
    assert "--push -" in done.stderr
