"""The program: makes the parts, wires them, keeps each of them running."""

import asyncio
import gc
import sys

import network
import rollback
from micropython import const

from atomcam import VERSION, board
from atomcam.clock import Clock
from atomcam.commands import Commands
from atomcam.controls import Controls
from atomcam.port import Any, sleep_ms, ticks_add, ticks_diff, ticks_ms
from atomcam.pump import Pump
from atomcam.sender import Sender
from atomcam.settings import NotSaved, Settings
from atomcam.source import CameraSource
from atomcam.stats import Stats
from atomcam.stream import BOARDS, Stream
from atomcam.terminal import Terminal
from atomcam.wifi import Wifi

_CAMERA_AFTER_MS = const(700)  # USB and WiFi come first
_RESTART_AFTER_MS = const(300)  # so that the answer goes out
_SAVE_AFTER_MS = const(3000)  # a slider that moves is one write
_TEND_MS = const(200)
_AGAIN_AFTER_MS = const(2000)
_GOOD_PONGS = const(2)
_HELLO_AFTER_US = const(4000000)
GC_THRESHOLD = 192 * 1024
"""Collect after so many bytes, a dozen pictures. The allocator looks for room from the heap's beginning each time, so
that with megabytes of garbage it would take longer to find 15 KB than to send them; and little is quickly swept."""


class Device:
    """The running program: what the console's commands and the protocol work on."""

    def __init__(self) -> None:
        self.board = board
        self.identity = board.identity()
        self.clock = Clock()
        self.settings = Settings("device")
        self.wifi = Wifi(network, Settings("wifi"), "atomcam-" + self.identity[-4:])
        self.sender = Sender()
        self.stream = Stream(Settings("stream"), self.identity, self.wifi, self.sender, self._describe, self._is_ready)
        self.source = CameraSource(board)
        saved = self.settings.values.get("controls")
        controls = Controls(saved if isinstance(saved, dict) else {})
        self.pump = Pump(self.source, controls, self.sender, self.clock, self.stream.announce)
        self.stats = Stats(self.pump, self.sender, self.wifi, self.clock)
        self._rollback = rollback.here()
        self.update_state = self._rollback.state()
        self.stream.handle = self._load_protocol
        self.stream.stats = self.stats
        self._terminal = Terminal(Commands(self).answer)
        self._save_at: Any = None
        self._restart_at: Any = None

    @property
    def name(self) -> str:
        """What the user calls the board."""
        return self.settings.values.get("name") or "AtomCam " + self.identity[-4:]

    @property
    def board_name(self) -> str:
        """The product, told by its sensor."""
        return BOARDS.get(self.source.sensor, "AtomS3R")

    def change(self, changes: dict) -> None:
        """Set controls and name: all of them, or none. Saved a little later.

        Raises:
            BadControl: something cannot be set.
        """
        changes = dict(changes)
        checked = self.pump.controls.check(changes, self.source.sizes())
        name = checked.pop("name", None)
        if checked:
            self.pump.change(checked)
            self.settings.values["controls"] = dict(self.pump.controls.values)
        if name is not None:
            self.settings.values["name"] = name
            self.stream.announce()
        self._save_at = ticks_add(ticks_ms(), _SAVE_AFTER_MS)

    def restart_soon(self) -> None:
        """Reset the board once the answer is out."""
        self._restart_at = ticks_add(ticks_ms(), _RESTART_AFTER_MS)

    async def run(self) -> None:
        """Run everything. Never ends."""
        self.sender.start()
        services = (
            self._keep(
                lambda: self._terminal.run("AtomCam %s (%s): help lists the commands" % (VERSION, self.identity))
            ),
            self._keep(self.wifi.run),
            self._keep(self.stream.run),
            self._keep(self.stream.report),
            self._keep(self._run_camera),
            self._keep(self._tend),
        )
        gc.collect()
        gc.threshold(GC_THRESHOLD)  # type: ignore[attr-defined]
        await asyncio.gather(*services)

    def close(self) -> None:
        """Leave the hardware as a REPL wants to find it."""
        self.sender.stop()
        self.source.close()

    async def _keep(self, service) -> None:
        """Run a service, and again should a defect end it."""
        while True:
            try:
                await service()
            except Exception as error:  # noqa: BLE001 - one part's defect must not stop the others
                self.stream.error = "%s: %s" % (type(error).__name__, error)
                gc.collect()
            await sleep_ms(_AGAIN_AFTER_MS)

    async def _run_camera(self) -> None:
        await sleep_ms(_CAMERA_AFTER_MS)
        await self.pump.run()

    async def _tend(self) -> None:
        """Small duties: late saves, restarts, the end of an update's trial."""
        while True:
            await sleep_ms(_TEND_MS)
            now = ticks_ms()
            if self._save_at is not None and ticks_diff(now, self._save_at) >= 0:
                self._save()
            if self._restart_at is not None and ticks_diff(now, self._restart_at) >= 0:
                self._save()
                board.restart()
            if self.update_state == "trial" and self._is_good():
                self._rollback.confirm()
                self.update_state = ""
                self.stream.announce()

    def _is_ready(self) -> bool:
        """Whether ``hello`` can tell of the camera; one that takes too long shall not hold up the rest."""
        return self.pump.tried or self.clock.now_us() > _HELLO_AFTER_US

    def _is_good(self) -> bool:
        """Whether new software has shown that it works: it streams, or would if there were a camera."""
        return self.stream.link.pongs >= _GOOD_PONGS and (self.sender.sent > 0 or self.pump.error is not None)

    def _save(self) -> None:
        self._save_at = None
        try:
            self.settings.save()
        except NotSaved:
            pass  # in force until the next start; the next change tries again

    def _key(self):
        return self.stream.key

    def _load_protocol(self, text: str) -> list:
        """The first text from a computer: plain cameras' servers never send one."""
        from atomcam.protocol import Protocol

        self.stream.handle = Protocol(self.identity, self._key, self.clock, self.change, self._make_updates).handle
        return self.stream.handle(text)

    def _make_updates(self):
        from atomcam.updates import Updates

        return Updates(self._rollback, self._key, self.restart_soon)

    def _describe(self) -> dict:
        """What ``hello`` tells beside the id."""
        source = self.source
        told: dict = {"name": self.name, "firmware": VERSION, "board": self.board_name, "sizes": source.sizes()}
        told["controls"] = self.pump.controls.describe(source)
        for key, value in (("sensor", source.sensor), ("format", source.format), ("error", self.pump.error)):
            if value:
                told[key] = value
        if self.update_state:
            told["update"] = self.update_state
        return told


def run() -> None:
    """Run until Ctrl-C."""
    device = Device()
    try:
        asyncio.run(device.run())
    finally:
        device.close()
        asyncio.new_event_loop()
        sys.stdout.write("\r\n")
