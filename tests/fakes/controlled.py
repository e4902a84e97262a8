"""A registry with everything that controls its cameras, and cameras that answer as a test says. No sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from atomcam_gui.camera.board_files import BoardSoftware
from atomcam_gui.camera.board_update import BoardUpdate
from atomcam_gui.camera.clock_sync import ClockSync
from atomcam_gui.camera.control_memory import ControlMemory
from atomcam_gui.camera.control_service import ControlService
from atomcam_gui.camera.health import HealthHistory
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.link import CameraLink
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.requests import CameraRequests
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook
from atomcam_gui.wire import Proof, proof_mac

HERE = "192.168.1.23"
KEY = bytes(range(32))
ID = "0a1b2c3d4e5f"

CONTROLS: dict[str, Any] = {
    "frame_size": {"values": ["QQVGA", "QVGA", "VGA"], "value": "VGA"},
    "quality": {"min": 10, "max": 95, "value": 80},
    "fps": {"min": 1, "max": 30, "value": 15},
    "brightness": {"min": -2, "max": 2, "value": 0},
    "vflip": {"values": [False, True], "value": False},
}

Answer = Callable[["FakeCamera", dict[str, Any]], None]


class FakeCamera:
    """One connection of a camera. ``answer`` is called with each request, in a later turn of the loop."""

    def __init__(self, house: House, camera_id: str, answer: Answer | None) -> None:
        self.answer = answer
        self.sent: list[dict[str, Any]] = []
        self.closed: list[tuple[int, str]] = []
        self.link = CameraLink(house.registry, self, HERE, camera_id)

    def send(self, text: str) -> None:
        """What the computer says."""
        fields = json.loads(text)
        self.sent.append(fields)
        if self.answer is not None:
            asyncio.get_running_loop().call_soon(self.answer, self, fields)

    def close(self, code: int, reason: str) -> None:
        """The computer hangs up."""
        self.closed.append((code, reason))

    def say(self, kind: str, **fields: Any) -> None:
        """What the camera says."""
        self.link.receive_text(json.dumps({"type": kind, **fields}))

    def hello(self, controls: dict[str, Any] | None = None, **fields: Any) -> None:
        """It introduces itself."""
        values = CONTROLS if controls is None else controls
        self.say(
            "hello", **({"name": "Kitchen", "firmware": "0.1.0", "board": "AtomS3R-CAM"} | fields), controls=values
        )

    def prove(self, key: bytes = KEY) -> None:
        """It answers the challenge."""
        challenge = next(fields for fields in self.sent if fields["type"] == "challenge")
        proof = Proof("ab" * 16, proof_mac(key, ID, challenge["nonce"], "ab" * 16))
        self.say("proof", nonce=proof.nonce, mac=proof.mac)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """What it was asked of one kind, without type and id."""
        return [
            {name: value for name, value in fields.items() if name not in ("type", "id")}
            for fields in self.sent
            if fields["type"] == kind
        ]


def obliging(camera: FakeCamera, fields: dict[str, Any]) -> None:
    """Does whatever it is asked for."""
    if "id" in fields:
        camera.say("reply", id=fields["id"], ok=True)


def refusing(*names: str) -> Answer:
    """Says no to these controls."""

    def answer(camera: FakeCamera, fields: dict[str, Any]) -> None:
        bad = [name for name in names if name in fields]
        if bad:
            camera.say("reply", id=fields["id"], ok=False, error=f"{bad[0]}: the sensor does not like that")
        else:
            obliging(camera, fields)

    return answer


class House:
    """The computer's side."""

    def __init__(self, path: Path | None = None, software: BoardSoftware | None = None) -> None:
        self.now = 1000.0
        self.book = TrustBook()
        self.registry = CameraRegistry(self.book, Hub(), lambda: self.now)
        self.requests = CameraRequests(self.registry)
        self.memory = ControlMemory(path)
        self.memory.load()
        self.registry.name_of = lambda i: self.book.name_of(i) or self.memory.name_of(i)
        self.control = ControlService(self.registry, self.requests, self.memory, lambda: self.now)
        self.clocks: ClockSync | None = None
        self.health = HealthHistory(self.registry)
        self.updates = BoardUpdate(self.registry, self.requests, lambda: software or BoardSoftware({}))
        self.told: list[str] = []
        self.control.subscribe(self.told.append)
        self.allow(ID)

    def allow(self, camera_id: str | None) -> None:
        """Let a camera in."""
        self.book.decide(Decision(HERE, camera_id, Trust.ALLOWED, permanent=False))

    def give_key(self) -> None:
        """The camera was set up here."""
        self.book.add_key(KeyEntry(ID, KEY, "Kitchen", permanent=False))

    def connect(self, answer: Answer | None = obliging, camera_id: str = ID) -> FakeCamera:
        """A camera comes."""
        return FakeCamera(self, camera_id, answer)

    def come_in(self, answer: Answer | None = obliging, controls: dict[str, Any] | None = None) -> FakeCamera:
        """A camera comes and says hello."""
        camera = self.connect(answer)
        camera.hello(controls)
        return camera

    @property
    def values(self) -> dict[str, Any]:
        """What is shown of the camera."""
        controls = self.control.controls(ID)
        assert controls is not None
        return controls.values

    def tick(self, seconds: float = 0.25) -> None:
        """Time passes."""
        self.now += seconds
        self.registry.tick()

    async def close(self) -> None:
        """As ``Backend.close``."""
        self.requests.close()
        self.health.close()
        if self.clocks is not None:
            await self.clocks.close()
        await self.control.close()


@asynccontextmanager
async def house(path: Path | None = None, software: BoardSoftware | None = None) -> AsyncIterator[House]:
    """A house that is left without anything running."""
    before = asyncio.all_tasks()
    made = House(path, software)
    try:
        yield made
    finally:
        await made.close()
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left, left


async def settle() -> None:
    """Let everything run that can run without waiting for a thread or the time."""
    for _ in range(30):
        await asyncio.sleep(0)
