"""Controls over real sockets: the demo camera beside a whole backend, and ``atomcam serve`` beside a plain camera."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from statistics import median
from typing import Any

import numpy as np
import pytest
import simplejpeg

from atomcam_gui import wire
from atomcam_gui.backend import DEMO_ID, Backend
from atomcam_gui.camera.controls import NAMES
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.demo import client as demo_client
from atomcam_gui.demo.clock_reader import read_clock
from atomcam_gui.errors import CameraGone, RequestRefused, UpdateFailed
from tests.fakes.controlled import CONTROLS
from tests.fakes.serve_process import ServeProcess
from tests.peers import Collector, PeerCamera, peer_camera, until


class Demo:
    """A backend and its demo camera."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.control = backend.control
        self.shown = Collector()
        backend.hub.attach(self.shown, DEMO_ID)

    async def next_frame(self, fits: Callable[[Frame], bool] = lambda _: True) -> Frame:
        """The next picture that fits."""
        seen = len(self.shown.frames)
        await until(lambda: any(fits(frame) for frame in self.shown.frames[seen:]), "a picture that fits", 20)
        return next(frame for frame in self.shown.frames[seen:] if fits(frame))

    @property
    def values(self) -> dict[str, Any]:
        """What is shown."""
        controls = self.control.controls(DEMO_ID)
        return controls.values if controls is not None else {}


@asynccontextmanager
async def demo_camera() -> AsyncIterator[Demo]:
    backend = Backend.build(TrustBook())
    await backend.server.start("127.0.0.1", 0)
    sending = asyncio.create_task(demo_client.run(backend.demo_camera("Demo camera")))
    demo = Demo(backend)
    try:
        await until(lambda: demo.values and demo.shown.frames, "the demo camera is there", 20)
        yield demo
    finally:
        sending.cancel()
        await asyncio.wait([sending])
        await backend.server.stop()
        await backend.close()


def decoded(frame: Frame) -> np.ndarray[Any, np.dtype[np.uint8]]:
    picture: np.ndarray[Any, np.dtype[np.uint8]] = simplejpeg.decode_jpeg(frame.data, "RGB")
    return picture


def brightness(frame: Frame) -> float:
    return float(decoded(frame)[: frame.height // 2].mean())


def has_border(frame: Frame) -> bool:
    """Whether all four sides are blue."""
    picture = decoded(frame).astype(int)
    sides = (picture[2], picture[-3], picture[:, 2], picture[:, -3])
    return all((side[..., 2] > side[..., 0] + 100).mean() > 0.9 for side in sides)


async def test_every_control_of_the_demo_camera_does_what_it_says() -> None:
    async with demo_camera() as demo:
        assert list(demo.values) == list(NAMES)
        before = brightness(await demo.next_frame())
        await demo.control.set(DEMO_ID, frame_size="QVGA", quality=50, fps=30)
        await demo.next_frame(lambda frame: (frame.width, frame.height) == (320, 240))
        await demo.control.set(DEMO_ID, brightness=2)
        await demo.next_frame(lambda frame: brightness(frame) > before + 25)
        await demo.control.set(DEMO_ID, brightness=0, saturation=-2, contrast=1, hmirror=True, vflip=True)
        assert demo.values["vflip"] is True
        assert not has_border(await demo.next_frame())
        await demo.control.identify(DEMO_ID)
        await demo.next_frame(has_border)
        with pytest.raises(RequestRefused):
            await demo.control.set(DEMO_ID, fps=1000)
        with pytest.raises(UpdateFailed, match="does not run AtomCam's camera software"):
            await demo.backend.updates.update(DEMO_ID, lambda _: None)
        await demo.control.rename(DEMO_ID, "Lake")
        camera = demo.backend.registry.get(DEMO_ID)
        assert camera is not None
        await until(lambda: camera.hello is not None and camera.hello.name == "Lake", "the camera knows its name")
    with pytest.raises(CameraGone):
        await demo.control.set(DEMO_ID, quality=50)


def drawn_ns(frame: Frame) -> int | None:
    """When the clock in the picture was drawn, as ``time.monotonic_ns()`` would have said it. Cut to milliseconds."""
    text = read_clock(decoded(frame))
    if text is None:
        return None
    clock = datetime.strptime(text, "%H:%M:%S.%f").time()
    ahead_ns = time.time_ns() - time.monotonic_ns()
    moment = datetime.combine(datetime.fromtimestamp(frame.received_at).date(), clock)
    return int(moment.timestamp() * 1e9) - ahead_ns


async def test_capture_time_agrees_with_the_clock_in_the_picture() -> None:
    async with demo_camera() as demo:
        clocks = demo.backend.clocks
        await until(lambda: clocks.uncertainty_ms(DEMO_ID) is not None, "the clock is known")
        differences = []
        while len(differences) < 9:
            frame = await demo.next_frame()
            drawn = drawn_ns(frame)
            assert frame.stamp is not None
            captured = clocks.capture_monotonic_ns(DEMO_ID, frame.stamp.capture_us)
            if drawn is not None and captured is not None:
                differences.append((drawn - captured) / 1e6)
        uncertainty = clocks.uncertainty_ms(DEMO_ID)
        assert uncertainty is not None
        assert abs(median(differences)) <= uncertainty + 5, (differences, uncertainty)


async def answers(camera: PeerCamera, kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Answer ``time`` until another request comes."""
    while True:
        fields: dict[str, Any] = json.loads(await camera.socket.recv())
        if fields["type"] not in kinds:
            return fields
        await camera.say(type="reply", id=fields["id"], ok=True, **kinds[fields["type"]])


async def report_slow_sends(camera: PeerCamera) -> None:
    while True:
        await camera.say(type="stats", fps=4, send_ms=250, capture_ms=2, encode_ms=8)
        await asyncio.sleep(0.05)


async def test_serve_sends_what_is_remembered_and_lowers_what_is_sent_too_slowly() -> None:
    camera_id = "0a1b2c3d4e5f"
    with ServeProcess("--allow-unknown") as serve:
        book = serve._home / "config" / "controls.json"
        book.parent.mkdir(exist_ok=True)
        book.write_text(json.dumps({"cameras": {camera_id: {"values": {"quality": 60, "fps": 20}}}}))
        clock = {"time": {"clock_us": 5}}
        async with asyncio.timeout(30), peer_camera(wire.camera_url("127.0.0.1", serve.port), camera_id) as camera:
            await camera.hello(controls=CONTROLS)
            wanted = await answers(camera, clock)
            assert {name: wanted[name] for name in ("type", "quality", "fps")} == {
                "type": "set", "quality": 60, "fps": 20,
            }  # fmt: skip
            await camera.say(type="reply", id=wanted["id"], ok=True)
            reporting = asyncio.create_task(report_slow_sends(camera))
            lowered = await answers(camera, clock)
            reporting.cancel()
            assert lowered["type"] == "set"
            assert lowered.get("quality", 60) < 60 or lowered["frame_size"] != "VGA"
