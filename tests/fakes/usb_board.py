"""A camera board on a USB cable: the real esptool flashes it, and the virtual board then runs what was flashed.

What is real: the computer's side from the serial port on (a PTY), esptool, LittleFS, the virtual board's interpreter.
What is played: the chip's loader (``esp32-mock-bootloader`` in a process of its own), its flash, and the way a
port comes, goes and changes its product id. The flash refuses what flash refuses, and a board whose flash
holds no valid bootloader, partition table, firmware or file system does not come up.

Known differences to a board:

* A PTY has no DTR and RTS. **Into the loader**: who sends esptool's SYNC to the running program's (or other
  firmware's) port is taken to have pulsed them; the loader answers on the same port. **Out of it**: esptool clears the
  chip's "force download" bit just before it pulses RTS; after that, closing the port is the pulse. Who closes
  the port without that (a killed esptool, ``--after no-reset``) leaves the board in the loader, as on a board.
  Chips other than the ESP32-S3 stay in the loader.
* Each time the port is opened in the loader, the chip is in its ROM again (on a board: esptool's reset before it).
* What a running program writes into its files stays over resets, but is not seen in the flash; settings (NVS) are.
* The program's port stays when the program resets the board by itself.
* Text of a boot that fails comes on 303a:1001.

By hand: ``python -m tests.fakes.usb_board --mode loader``. Linux only.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import shutil
import signal
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from atomcam_gui.provisioning.serial.ports import Port, PortKind
from tests.fakes import firmware, usb_boot, usb_nvs
from tests.fakes.usb_boot import ready_flash
from tests.fakes.usb_flash import FlashMemory, Region
from tests.fakes.usb_worker import Worker
from tests.fakes.virtual_board import MAC, WORKSHOP, AccessPoint, VirtualBoard

GONE_S, BOOTING_S = 0.2, 0.1
"""How long the port is away in a reset, and then shows the loader's ids."""

OTHER_FIRMWARE = "I (312) main_task: Calling app_main()\r\nI (320) blink: Turning the LED ON!\r\n"
_ESPRESSIF = 0x303A

Mode = Literal["loader", "app", "factory", "foreign", "silent"]
Stage = Literal["connect", "compare", "erase", "write", "verify", "console"]

_alive: weakref.WeakSet[UsbBoard] = weakref.WeakSet()


class UsbBoard:
    """One board, plugged in by ``start``. Use it as a context manager; leaving ends all its processes.

    Args:
        mac: 12 hex digits.
        chip: esptool's name: "esp32s3", "esp32c3", "esp32" …; only the first boots.
        flash_mb: 2, 4, 8, 16 or 32.
        psram_mb: 0, 2, 4, 8 or 16; the chip tells it.
        content: the flash from address 0 on, the rest blank; None: blank, or what the mode needs.
        mode: "loader": in the ROM's loader; "app": boots from its flash, by default with our program in it;
            "factory": runs other firmware without a console, until it is flashed; "foreign", "silent": no board at
            all, answers nonsense or nothing.
        stuck_in_loader: put into download mode with the button: only a watchdog reset, ``reset`` or a new start of
            the power leaves it.
        crash_after_boot: the firmware starts and panics, over and over.
        access_points: the networks in reach.
        options: more of ``VirtualBoard``'s: sensor, sensor_fps, hosts, fast …
    """

    def __init__(
        self,
        mac: str = MAC,
        chip: str = "esp32s3",
        flash_mb: int = 8,
        content: bytes | None = None,
        mode: Mode = "loader",
        *,
        psram_mb: int = 8,
        stuck_in_loader: bool = False,
        crash_after_boot: bool = False,
        access_points: Iterable[AccessPoint] = (WORKSHOP,),
        **options: Any,
    ) -> None:
        self.mac = mac
        self.mode: Mode = mode
        self.stuck_in_loader = stuck_in_loader
        self.crash_after_boot = crash_after_boot
        self._options = options
        self._points = list(access_points)
        self._memory = FlashMemory(flash_mb << 20)
        if content is not None or mode == "app":
            self._memory.load(ready_flash() if content is None else content)
        elif mode == "factory":
            self._memory.load(firmware.make_firmware(300_000, chip, seed=99, version="1.0"))
        self._factory = self._memory.read(0, firmware.FILES[0]) if mode == "factory" else b""
        self._folder = Path(tempfile.mkdtemp(prefix="usb-board-"))
        self._state = self._folder / "state"
        self._state.mkdir()
        self._nvs = self._state / "nvs.json"
        self._files_digest = ""
        self._virtual: VirtualBoard | None = None
        self._seen: Port | None = None
        self.times_gone = 1
        """How often the computer found the port away; the first time is before ``start``."""
        self._changed = threading.Condition()
        options_of_chip = {
            "mac": mac, "chip": chip, "flash_mb": flash_mb, "psram_mb": psram_mb, "folder": str(self._folder),
        }  # fmt: skip
        self._worker = Worker(options_of_chip, self._memory.fd, self._on_event)
        _alive.add(self)

    # -- the cable -------------------------------------------------------------------------------------------------

    def start(self) -> Self:
        """Plug it in."""
        self._worker.call(self._first_start)
        return self

    def stop(self) -> None:
        """Nothing is left behind."""
        if self not in _alive:
            return
        _alive.discard(self)
        with contextlib.suppress(Exception):
            self._worker.call(self._lose)
        self._worker.close()
        self._memory.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def unplug(self) -> None:
        """Pull the cable: at once, or at the end of a start that is going on."""
        self._worker.call(self._lose)

    def plug(self) -> None:
        """Plug it in again. The board starts; returns once it is through."""
        self._worker.call(self._start)

    def reset(self) -> None:
        """The reset button. Returns once the board has started."""
        self._worker.call(lambda: self._reset(forced=False))

    def press_button(self) -> None:
        """Hold the button until the green light: the board is in download mode, and a mere reset does not end that."""
        self._worker.call(lambda: self._reset(forced=True))

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

    # -- what the computer sees ------------------------------------------------------------------------------------

    def lister(self) -> list[Port]:
        """The ports that the computer has now; stands in for ``ports.list_ports``."""
        seen = self._seen
        return [] if seen is None else [seen]

    @property
    def path(self) -> str:
        """The port's path now; empty while there is none."""
        seen = self._seen
        return "" if seen is None else seen.path

    def wait_for(self, kind: PortKind | None, seconds: float = 20.0, *, after: int = 0) -> str:
        """Wait until the computer sees such a port (None: no port); returns its path.

        Args:
            after: and the port went away more often than this: what ``times_gone`` was before a reset.
        """

        def seen() -> bool:
            return (self._seen.kind if self._seen else None) is kind and self.times_gone > after

        with self._changed:
            if not self._changed.wait_for(seen, seconds):
                raise AssertionError(f"waited {seconds} s for {kind}, the computer sees {self._seen}")
            return self.path

    # -- what is in it ---------------------------------------------------------------------------------------------

    @property
    def flash(self) -> bytes:
        """All of the flash."""
        self._worker.call(self._write_down)
        return self._memory.read()

    @property
    def virtual(self) -> VirtualBoard | None:
        """The board while its program runs. Each start makes another."""
        return self._virtual

    @property
    def bytes_written(self) -> int:
        """Bytes that the loader wrote into the flash since the start or ``forget_writes``."""
        return self._memory.bytes_written

    @property
    def regions_written(self) -> list[Region]:
        """Where, as (address, size) of whole sectors."""
        return self._memory.regions()

    @property
    def regions_erased(self) -> list[Region]:
        """What was erased, as (address, size)."""
        return self._memory.regions(erased=True)

    def forget_writes(self) -> None:
        """Count writes from zero."""
        self._memory.forget()

    @property
    def access_points(self) -> list[AccessPoint]:
        """The networks in reach. Assign to change them."""
        return list(self._points)

    @access_points.setter
    def access_points(self, points: Iterable[AccessPoint]) -> None:
        self._points = list(points)
        if self._virtual is not None:
            self._virtual.access_points = self._points

    # -- faults ----------------------------------------------------------------------------------------------------

    def unplug_at(self, stage: Stage, count: int = 1) -> None:
        """The cable comes off at a stage's command number ``count`` from now on, before its answer.

        Stages: "connect" (before the stub runs), "compare" (MD5 before anything was written in this connection),
        "erase" (also the begin of a write, which erases), "write" (blocks of up to 16 KiB), "verify" (MD5
        afterwards), "console" (lines typed at the program's console).
        """
        self._fault(stage=stage, count=count, action="unplug")

    def mute(self, stage: Stage = "write", count: int = 3) -> None:
        """The loader stops answering at such a command, until the port is closed."""
        self._fault(stage=stage, count=count, action="mute")

    def corrupt_writes(self, blocks: int = 1) -> None:
        """In each of the next blocks written, one bit comes out wrong; 0 ends it."""
        self._fault(corrupt=blocks)

    def drop_writes(self, blocks: int = 1) -> None:
        """The next blocks are acknowledged, but not stored; 0 ends it."""
        self._fault(drop=blocks)

    def slow_writes(self, bytes_per_second: int) -> None:
        """Blocks take their time, counted as sent (compressed); 0 ends it."""
        self._fault(bytes_per_second=bytes_per_second)

    def slow_erases(self, seconds: float) -> None:
        """Each erasing command takes so long."""
        self._fault(erase_s=seconds)

    def disturb_above_baud(self, baud: int) -> None:
        """Above this speed both sides hear noise only, as on a bad cable; 0 ends it."""
        self._fault(max_baud=baud)

    def _fault(self, **changes: Any) -> None:
        self._worker.call(lambda: self._worker.ask("faults", **changes))

    # -- in the worker's thread ------------------------------------------------------------------------------------

    def _first_start(self) -> None:
        if self.mode == "loader":
            self._into_loader(forced=self.stuck_in_loader)
        else:
            self._start()

    def _on_event(self, event: str, how: str = "") -> None:
        if event == "loader":
            # The console's port stays; the loader is behind it now.
            virtual, self._virtual = self._virtual, None
            self._power_off(virtual)
            self._worker.ask("serve", what="loader")
            self._show(PortKind.LOADER, self.path)
        elif event == "unplugged":
            self._lose()
        elif event == "reset":
            self._reset(forced=self.stuck_in_loader and how != "watchdog")

    def _lose(self) -> None:
        virtual, self._virtual = self._virtual, None
        self._show(None)
        self._worker.ask("unplug")
        self._power_off(virtual)

    def _reset(self, *, forced: bool) -> None:
        self._lose()
        time.sleep(GONE_S)
        if forced:
            self._into_loader(forced=True)
        else:
            self._start()

    def _into_loader(self, *, forced: bool) -> None:
        self.stuck_in_loader = forced
        self._plug(PortKind.LOADER, what="loader", forced=forced)

    def _start(self) -> None:
        """Power on, or out of a reset."""
        self.stuck_in_loader = False
        if self.mode in ("foreign", "silent"):
            self._plug(PortKind.OTHER, what="garbage" if self.mode == "foreign" else "silent")
            return
        banner = usb_boot.ROM_BANNER.format(reason=usb_boot.POWER_ON)
        self._plug(PortKind.LOADER, what="text", text=banner, every=3600)
        if self._factory and self._memory.read(0, firmware.FILES[0]) == self._factory:
            self._worker.ask("serve", what="text", text=OTHER_FIRMWARE, every=0.5)
            return
        trouble = self._worker.ask("boot", folder=str(self._folder / "flashed"))
        if trouble is None and self.crash_after_boot:
            again = usb_boot.ROM_BANNER.format(reason=usb_boot.PANIC)
            trouble = {"text": again + usb_boot.CRASH, "every": 0.4}
        if trouble is not None:
            self._worker.ask("serve", what="text", **trouble)
            return
        virtual = self._power_on()
        time.sleep(BOOTING_S)
        self._show(None)
        self._plug(PortKind.MICROPYTHON, what="console", to=virtual.serial_path)

    def _power_on(self) -> VirtualBoard:
        files, digest = self._state / "files", self._worker.ask("digest")
        if digest != self._files_digest:
            shutil.rmtree(files, ignore_errors=True)
            (self._folder / "flashed").rename(files)
            self._files_digest = digest
        usb_nvs.restore(self._memory, self._nvs)
        self._virtual = VirtualBoard(state=self._state, mac=self.mac, access_points=self._points, **self._options)
        return self._virtual.start()

    def _power_off(self, virtual: VirtualBoard | None) -> None:
        if virtual is not None:
            virtual.stop()
            usb_nvs.store(self._memory, self._nvs)

    def _write_down(self) -> None:
        if self._virtual is not None:
            usb_nvs.store(self._memory, self._nvs)

    def _plug(self, kind: PortKind, **task: Any) -> None:
        name = {PortKind.MICROPYTHON: "ttyACM1", PortKind.OTHER: "ttyUSB0"}.get(kind, "ttyACM0")
        path = str(self._folder / name)
        self._worker.ask("plug", path=path, **task)
        self._show(kind, path)

    def _show(self, kind: PortKind | None, path: str = "") -> None:
        seen: Port | None = None
        if kind is PortKind.OTHER:
            seen = Port(path, kind, "USB Serial", None, 0x1A86, 0x7523)
        elif kind is PortKind.MICROPYTHON:
            seen = Port(path, kind, "Espressif Device", self.mac, _ESPRESSIF, 0x4001)
        elif kind is not None:
            seen = Port(path, kind, "USB JTAG/serial debug unit", self.mac, _ESPRESSIF, 0x1001)
        with self._changed:
            self.times_gone += self._seen is not None and seen is None
            self._seen = seen
            self._changed.notify_all()


@atexit.register
def _end_all() -> None:
    for board in list(_alive):
        board.stop()


def main(arguments: list[str] | None = None) -> int:
    """``python -m tests.fakes.usb_board``: a board to play with, until Ctrl-C. Prints its port whenever it changes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.usb_board", description=main.__doc__)
    parser.add_argument("--mode", default="loader", choices=("loader", "app", "factory", "foreign", "silent"))
    parser.add_argument("--chip", default="esp32s3")
    parser.add_argument("--flash-mb", type=int, default=8)
    parser.add_argument("--mac", default=MAC, help="12 hex digits")
    parser.add_argument("--sensor", default="GC0308", choices=("GC0308", "OV3660"))
    parser.add_argument("--ssid", default=WORKSHOP.ssid, help="the network in reach")
    parser.add_argument("--password", default=WORKSHOP.password)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    board = UsbBoard(
        options.mac, options.chip, options.flash_mb, mode=options.mode, sensor=options.sensor,
        access_points=[AccessPoint(options.ssid, options.password)],
    )  # fmt: skip
    with board, contextlib.suppress(KeyboardInterrupt):
        shown = None
        while True:
            ports = board.lister()
            if ports != shown:
                shown = ports
                print(f"{ports[0].path} {ports[0].kind}" if ports else "(no port)", flush=True)  # noqa: T201
            time.sleep(0.1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
