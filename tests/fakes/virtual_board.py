"""The virtual board: real MicroPython running the board's files behind a serial port, with faults on demand.

What is real: the interpreter, ``asyncio``, sockets (loopback), threads, the files of ``device/``. What is played, in
``board/``: ``camera``, ``jpeg``, ``network``, ``esp32.NVS``, ``machine``, and the port's ways in ``time`` (ticks wrap
at 2**30), ``sys.stdin`` (a read waits for every byte) and ``socket`` (nothing without a network). The stand-ins
refuse what the hardware refuses; what the hardware would punish unseen is listed in ``violations``.

Known differences to a board: threads have no GIL; the heap is one piece; the serial port stays while the board resets
and never loses its computer; TCP is Linux's. Linux only.

By hand::

    python -m tests.fakes.virtual_board --ssid Workshop --password "correct horse" --host 127.0.0.1
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.fakes import board_flash, board_memory
from tests.fakes.board_console import Console
from tests.fakes.board_supervisor import HARD_RESET, PWRON_RESET, Supervisor

DEVICE = Path(__file__).resolve().parents[2] / "device"
MAC = "f412fa9b3c5d"

OPEN, WPA, WPA2, WPA2_ENTERPRISE, WPA3, WPA2_WPA3 = 0, 2, 3, 5, 6, 7


@dataclass(frozen=True, slots=True)
class AccessPoint:
    """A WiFi network in reach."""

    ssid: str | bytes
    password: str = ""
    auth: int = WPA2
    rssi: int = -50
    channel: int = 6
    hidden: bool = False
    fail: int | None = None
    """Every attempt ends with this reason, whatever the password: 200, 203, 204, 210, 211, 212 …"""

    def as_json(self, number: int) -> dict[str, Any]:
        """For the stand-in ``network``."""
        ssid = self.ssid.encode() if isinstance(self.ssid, str) else self.ssid
        return {
            "ssid": ssid.hex(),
            "password": self.password.encode().hex(),
            "bssid": f"02000000{number:04x}",
            "auth": self.auth,
            "rssi": self.rssi,
            "channel": self.channel,
            "hidden": self.hidden,
            "fail": self.fail,
        }


WORKSHOP = AccessPoint("Workshop", "correct horse")

_FLAGS = {
    "wifi_off": board_memory.RADIO_OFF,
    "camera_absent": board_memory.CAMERA_ABSENT,
    "camera_lost": board_memory.CAMERA_LOST,
    "encoder_memory": board_memory.ENCODER_MEMORY,
    "nvs_full": board_memory.NVS_FULL,
    "jpeg_broken": board_memory.JPEG_BROKEN,
}
_WORDS = {"slow_capture": board_memory.CAPTURE_MS, "slow_encode": board_memory.ENCODE_MS}
_alive: weakref.WeakSet[VirtualBoard] = weakref.WeakSet()


class VirtualBoard:
    """One board. Use it as a context manager (plain or async); leaving ends its process.

    Args:
        device: the folder whose files are on the board, copied at the first start.
        state: where files and NVS are kept; a private folder that goes with the board where it is None.
        sensor: "GC0308", "OV3660" or "" for none.
        access_points: the networks in reach.
        sensor_fps: frames per second that the sensor makes.
        mac: 12 hex digits.
        nvs_immediate: each NVS write is safe at once (today's ESP-IDF) rather than by commit.
        uptime_s: the board's clock at the first start, to show what happens when its ticks wrap.
        hosts: names that the board can resolve.
        fast: WiFi takes tenths of a second, not seconds.
    """

    def __init__(
        self,
        device: Path = DEVICE,
        *,
        state: Path | None = None,
        sensor: str = "GC0308",
        access_points: Iterable[AccessPoint] = (WORKSHOP,),
        sensor_fps: int = 20,
        mac: str = MAC,
        nvs_immediate: bool = False,
        uptime_s: float = 0.0,
        hosts: dict[str, str] | None = None,
        fast: bool = True,
        heap: str = "8M",
    ) -> None:
        self._own_state = state is None
        self.state = Path(tempfile.mkdtemp(prefix="virtual-board-")) if state is None else state
        self.files = self.state / "files"
        """The board's file system."""
        if not self.files.exists():
            board_flash.copy_files(device, self.files)
        self._points = list(access_points)
        self.mac = mac
        options: dict[str, Any] = {
            "sensor": sensor,
            "mac": mac,
            "hosts": hosts or {},
            "connect_ms": 120 if fast else 2500,
            "scan_ms": 150 if fast else 2200,
            "beacon_timeout_ms": 300 if fast else 6000,
        }
        nvs = board_flash.Nvs(self.state / "nvs.json", immediate=nvs_immediate)
        self._supervisor = Supervisor(self.files, nvs, options, heap, self._air, int(uptime_s * 1e6))
        self._supervisor.memory.set_word(board_memory.SENSOR_FPS, sensor_fps)
        self._consoles: list[Console] = []
        _alive.add(self)

    # -- power -----------------------------------------------------------------------------------------------------

    def start(self) -> Self:
        """Power on."""
        self._supervisor.call(self._supervisor.start)
        return self

    def stop(self) -> None:
        """Power off for good; nothing is left behind."""
        for console in self._consoles:
            console.close()
        self._supervisor.close()
        _alive.discard(self)
        if self._own_state:
            shutil.rmtree(self.state, ignore_errors=True)

    def power_cut(self, *, restart: bool = True) -> None:
        """Take the power away this instant and, unless told not to, give it back."""
        self._supervisor.call(lambda: self._supervisor.kill((PWRON_RESET, None) if restart else None))

    def reset(self) -> None:
        """The reset button."""
        self._supervisor.call(lambda: self._supervisor.kill((HARD_RESET, None)))

    def freeze(self) -> None:
        """The board hangs: it does nothing, but its connections stay."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """The board goes on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        pid = self.pid
        if pid is not None:
            os.kill(pid, number)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # -- faults ----------------------------------------------------------------------------------------------------

    def fault(self, name: str, value: int = 1) -> None:
        """Switch a fault on, or off with 0.

        Args:
            name: ``wifi_off``, ``camera_absent``, ``camera_lost``, ``encoder_memory``, ``nvs_full``, ``jpeg_broken``;
                ``slow_capture`` and ``slow_encode`` (milliseconds more); ``nvs_cut`` (the power goes right after so
                many NVS writes and commits, and comes back).
        """
        if name in _FLAGS:
            self._supervisor.memory.set(_FLAGS[name], 1 if value else 0)
            if name == "wifi_off" and value:
                self._supervisor.call(self._supervisor.cut_connections)
        elif name in _WORDS:
            self._supervisor.memory.set_word(_WORDS[name], value)
        elif name == "nvs_cut":
            self._supervisor.cut_after_nvs = value or None
        else:
            raise ValueError(f"no fault {name!r}")

    @property
    def access_points(self) -> list[AccessPoint]:
        """The networks in reach. Assign to change them."""
        return list(self._points)

    @access_points.setter
    def access_points(self, points: Iterable[AccessPoint]) -> None:
        self._points = list(points)
        memory = self._supervisor.memory
        memory.set(board_memory.WIFI_GENERATION, (memory.get(board_memory.WIFI_GENERATION) + 1) % 256)

    def change_access_point(self, ssid: str | bytes, **changes: Any) -> None:
        """Change one network: its password, strength, reason to fail …"""
        self.access_points = [replace(p, **changes) if p.ssid == ssid else p for p in self._points]

    def restart_access_point(self, seconds: float = 1.0) -> None:
        """The access point goes and comes back."""
        self.fault("wifi_off")
        try:
            time.sleep(seconds)
        finally:
            self.fault("wifi_off", 0)

    def _air(self) -> list[dict[str, Any]]:
        return [point.as_json(number) for number, point in enumerate(self._points, 1)]

    # -- what can be seen ------------------------------------------------------------------------------------------

    @property
    def serial_path(self) -> str:
        """The serial port; the same over every reset."""
        return self._supervisor.serial.path

    @property
    def pid(self) -> int | None:
        """The interpreter's process, or None without power."""
        return self._supervisor.pid

    @property
    def starts(self) -> int:
        """How often the interpreter was started."""
        return self._supervisor.starts

    @property
    def violations(self) -> list[str]:
        """What real hardware would have punished."""
        return self._supervisor.violations

    @property
    def crashes(self) -> list[str]:
        """When the interpreter itself died, which no program should make it do."""
        return self._supervisor.crashes

    @property
    def events(self) -> list[dict[str, Any]]:
        """What the stand-ins tell, such as {"name": "wifi_connected", "ssid": hex, "pm": 0, "hostname": …}."""
        return self._supervisor.events

    @property
    def transcript(self) -> str:
        """The last output of the serial port."""
        return self._supervisor.serial.transcript.decode(errors="replace")

    @property
    def made(self) -> int:
        """How many pictures the encoder (or the sensor's own) has made."""
        return self._supervisor.memory.made

    def encoder_log(self, since: int = 0) -> list[str]:
        """SHA-256 of every picture that was made, oldest first (the last 65536), from number ``since`` on."""
        hashes = [hashlib.sha256(picture).hexdigest() for picture in self._supervisor.pictures]
        return [hashes[index] for index in self._supervisor.memory.log(since)]

    @property
    def camera_powered(self) -> bool:
        """Whether GPIO18 is an output and low."""
        return bool(self._supervisor.memory.get(board_memory.CAMERA_POWERED))

    @property
    def nvs(self) -> board_flash.Nvs:
        """The settings' partition. Look at it, or erase it while the board is off."""
        return self._supervisor.nvs

    def console(self) -> Console:
        """Plug the computer's end of the cable in."""
        console = Console(self.serial_path)
        self._consoles.append(console)
        return console


@atexit.register
def _end_all() -> None:
    for board in list(_alive):
        board.stop()


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def main(arguments: list[str] | None = None) -> int:
    """``python -m tests.fakes.virtual_board``: a board to play with, until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.virtual_board", description=main.__doc__)
    parser.add_argument("--device", type=Path, default=DEVICE, help="folder with the board's files")
    parser.add_argument("--state", type=Path, help="folder that keeps files and settings")
    parser.add_argument("--sensor", default="GC0308", choices=("GC0308", "OV3660"))
    parser.add_argument("--fps", type=int, default=20, help="frames per second of the sensor")
    parser.add_argument("--ssid", default=WORKSHOP.ssid, help="the network in reach")
    parser.add_argument("--password", default=WORKSHOP.password, help="its password; empty: an open network")
    parser.add_argument("--mac", default=MAC, help="12 hex digits")
    parser.add_argument("--host", help="set the board up for a server at this address")
    parser.add_argument("--port", type=int, default=8080, help="the server's port")
    parser.add_argument("--slow-wifi", action="store_true", help="WiFi takes as long as on a board")
    options = parser.parse_args(arguments)
    point = AccessPoint(options.ssid, options.password, WPA2 if options.password else OPEN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with VirtualBoard(
        options.device, state=options.state, sensor=options.sensor, access_points=[point], sensor_fps=options.fps,
        mac=options.mac, fast=not options.slow_wifi,
    ) as board:  # fmt: skip
        if options.host:
            with board.console() as console:
                console.wait_prompt(15)
                console.provision(options.ssid, options.password, options.host, options.port)
        print(board.serial_path, flush=True)  # noqa: T201
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
    return 0


if __name__ == "__main__":
    sys.exit(main())
