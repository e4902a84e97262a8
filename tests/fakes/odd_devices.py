"""Things that sit on a serial port and are no camera that works."""

from __future__ import annotations

import os
import pty
import random
import select
import subprocess
import sys
import termios
import tty
from collections.abc import Callable
from typing import Self

from tests.fakes.pty_device import PtyDevice

BOOT = (
    b"ESP-ROM:esp32s3-20210327\r\nBuild:Mar 27 2021\r\nrst:0x%x (%s),boot:0x8 (SPI_FAST_FLASH_BOOT)\r\n"
    b"SPIWP:0xee\r\nmode:DIO, clock div:1\r\nload:0x3fce2820,len:0x10cc\r\nentry 0x403c8918\r\n"
    b"\x1b[0;32mI (24) boot: ESP-IDF v5.4.1 2nd stage bootloader\x1b[0m\r\n"
)
PANIC = (
    b"\r\nGuru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.\r\n\r\n"
    b"Core  0 register dump:\r\nPC      : 0x42009a2e  PS      : 0x00060830  A0      : 0x8200b5d4\r\n\r\n"
    b"Backtrace: 0x42009a2b:0x3fc9a1f0 0x4200b5d1:0x3fc9a210\r\n\r\nELF file SHA256: 1a2b3c4d5\r\n\r\nRebooting...\r\n"
)
DOWNLOAD_MODE = (
    b"ESP-ROM:esp32s3-20210327\r\nBuild:Mar 27 2021\r\nrst:0x1 (POWERON),boot:0x0 (DOWNLOAD(USB/UART0))\r\n"
    b"waiting for download\r\n"
)


class Silent(PtyDevice):
    """Takes everything and says nothing."""

    def run(self) -> None:
        while True:
            self.read(None)


class Garbage(PtyDevice):
    """Answers whatever is sent with random bytes: another speed, another protocol."""

    def run(self) -> None:
        dice = random.Random(1)
        while True:
            self.read(None)
            self.write(dice.randbytes(200))


class Modem(PtyDevice):
    """Echoes, and says that it does not understand."""

    def run(self) -> None:
        while True:
            data = self.read(None)
            self.write(data)
            if b"\r" in data:
                self.write(b"\r\nERROR\r\n")


class Flood(PtyDevice):
    """Talks without end, as fast as it is heard; with line ends or without.

    Args:
        unit: what it says again and again.
    """

    def __init__(self, unit: bytes = b"$GPGGA,123519,4807.038,N,01131.000,E,1,08\r\n") -> None:
        super().__init__()
        self._unit = unit * max(1, 4096 // len(unit))
        self.sent = 0

    def run(self) -> None:
        while True:
            self.read(0)
            self.write(self._unit)
            self.sent += len(self._unit)


class FloodFromOutside:
    """As ``Flood``, from a process of its own, so that it takes nothing from the interpreter under test."""

    def __init__(self, unit: bytes) -> None:
        self._unit = unit * max(1, 4096 // len(unit))
        self.path = ""

    def __enter__(self) -> Self:
        master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        program = "import os, sys\nwhile True: os.write(int(sys.argv[1]), bytes.fromhex(sys.argv[2]))"
        command = [sys.executable, "-c", program, str(master), self._unit.hex()]
        self._process = subprocess.Popen(command, pass_fds=[master])
        os.close(master)
        return self

    def __exit__(self, *details: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._slave)


class CrashLoop(PtyDevice):
    """Starts, panics, and starts again, for ever."""

    def run(self) -> None:
        self.write(BOOT % (1, b"POWERON"))
        while True:
            self.read(0.1)
            self.write(PANIC + BOOT % (12, b"RTC_SW_CPU_RST"))


class Says(PtyDevice):
    """Says something once as soon as it is spoken to, and then nothing any more."""

    def __init__(self, what: bytes) -> None:
        super().__init__()
        self._what = what

    def run(self) -> None:
        self.read(None)
        self.write(self._what)
        while True:
            self.read(None)


class BadContact(PtyDevice):
    """A cable with bad contact in front of another device: what the device says passes through ``spoil``.

    Args:
        path: the port of the device behind.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self._behind = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        tty.setraw(self._behind, termios.TCSANOW)
        self.spoil: Callable[[bytes], bytes] = lambda data: data

    def run(self) -> None:
        try:
            while True:
                readable, _, _ = select.select([self._master, self._behind, self._wake_r], [], [])
                if self._behind in readable:
                    self.write(self.spoil(os.read(self._behind, 4096)))
                elif self._master in readable or self._stopping.is_set():
                    os.write(self._behind, self.read(None))
        finally:
            os.close(self._behind)
