"""The chip's loader: the protocol of ``esp32-mock-bootloader``, on a flash that behaves, with faults on demand."""

from __future__ import annotations

import struct
import threading
import time
import zlib

import numpy as np
from esp32_mock_bootloader import protocol, registers, server

from tests.fakes.usb_faults import Faults
from tests.fakes.usb_flash import BLOCK, SECTOR, FlashMemory, FlashRefusal
from tests.fakes.usb_link import Link

_END = b"\xc0"
_ERASES = (protocol.CMD["ERASE_FLASH"], protocol.CMD["ERASE_REGION"])
_BEGINS = (protocol.CMD["FLASH_BEGIN"], protocol.CMD["FLASH_DEFL_BEGIN"])
_WRITES = (protocol.CMD["FLASH_DATA"], protocol.CMD["FLASH_DEFL_DATA"])
_READS = (protocol.CMD["SPI_FLASH_MD5"], protocol.CMD["READ_FLASH"], protocol.CMD["READ_FLASH_SLOW"])

# ESP32-S3: TRM, "RTC_CNTL"; what esptool writes before it resets the chip.
_OPTION1, _WDT_CONFIG, _WDT_PROTECT, _WDT_KEY, _STRAP = 0x6000812C, 0x60008098, 0x600080B0, 0x50D83AA1, 0x60004038
_WDT_S, _WDT_UNLOCKED_S = 0.015, 0.3

_FLASH_SIZES = {2: 0x15, 4: 0x16, 8: 0x17, 16: 0x18, 32: 0x19}
_PSRAM_SIZES = {0: 0, 2: 2, 4: 4, 8: 1, 16: 3}


def escape(payload: bytes) -> bytes:
    """A SLIP frame."""
    return _END + payload.replace(b"\xdb", b"\xdb\xdd").replace(_END, b"\xdb\xdc") + _END


def unescape(frame: bytes) -> bytes:
    """What is in a SLIP frame."""
    return frame.strip(_END).replace(b"\xdb\xdc", _END).replace(b"\xdb\xdd", b"\xdb")


def _checksum(data: bytes, state: int = protocol.CHECKSUM_SEED) -> int:
    return state ^ int(np.bitwise_xor.reduce(np.frombuffer(data, np.uint8), initial=0))


def furnish(chip: str, mac: str, flash_mb: int, psram_mb: int) -> None:
    """Make this process' mock the chip that is wanted, and quick: its own loops take bytes one by one.

    Args:
        chip: esptool's name of it.
        mac: 12 hex digits.
    """
    server.slip_encode = escape
    server.slip_decode_frames = lambda raw: [unescape(raw)]
    protocol.data_checksum = _checksum
    protocol.MOCK_FLASH_ID = _FLASH_SIZES[flash_mb] << 16 | 0x40C8
    profile = registers.rom_profile(chip)
    profile.update(registers._mac_registers(chip, tuple(bytes.fromhex(mac))))
    if chip == "esp32s3":
        block1 = 0x60007044
        pico, revision, flash_cap = 1 << 21, 2 << 18, (1 if flash_mb == 8 else 2 if flash_mb == 4 else 0) << 27
        psram = _PSRAM_SIZES[psram_mb]
        profile[block1 + 12] = flash_cap | pico | revision
        profile[block1 + 16] = 2 | (psram & 3) << 3 | (1 << 7 if psram else 0)
        profile[block1 + 20] = (psram >> 2) << 19


def set_strap(chip: str, *, forced: bool) -> None:
    """What the chip read off its pins at its last reset: whether the button forced download mode."""
    if chip == "esp32s3":
        registers.rom_profile(chip)[_STRAP] = 0 if forced else 1 << 3


class LoaderFlash(server.FlashImage):  # type: ignore[misc]
    """The mock's view of the flash. What the chip refuses is kept in ``refused`` for the answer."""

    def __init__(self, memory: FlashMemory, faults: Faults) -> None:
        self.data = memory.map
        self._memory = memory
        self._faults = faults
        self._at = self._end = self._erased_to = 0
        self._decompressor = None
        self.stub = False
        self.refused = 0
        self.used = False

    def begin_defl(self, payload: bytes) -> None:
        self.begin_plain(payload)
        self._decompressor = zlib.decompressobj()

    def begin_plain(self, payload: bytes) -> None:
        size, _, _, address = struct.unpack_from("<IIII", payload)
        self._at = self._erased_to = address
        self._end = address + size
        if size and self._end > self._memory.size:
            self.refused = 0xC4 if self.stub else 0x06
            return
        self.used = self.used or bool(size)
        self._erased_to -= address % SECTOR
        if not self.stub:
            self._erase_ahead(self._end)

    def write_defl_block(self, payload: bytes) -> None:
        if self._decompressor is None:
            self.refused = 0xC6
            return
        try:
            self._program(self._decompressor.decompress(payload[16:]))
        except zlib.error:
            self.refused = 0xC7

    def write_plain_block(self, payload: bytes) -> None:
        self._program(payload[16:])

    def erase_all(self) -> None:
        self.used = True
        self._memory.erase(0, self._memory.size)

    def erase_region(self, offset: int, size: int) -> None:
        self.used = True
        try:
            self._memory.erase(offset, size)
        except FlashRefusal:
            self.refused = 0xC4

    def read(self, offset: int, length: int) -> bytes:
        return self._memory.read(offset, length)

    def _erase_ahead(self, end: int) -> None:
        """Erase as the stub does: just before it writes, by blocks where it can."""
        while self._erased_to < end:
            whole = self._erased_to % BLOCK == 0 and self._erased_to + BLOCK <= self._end
            self._memory.erase(self._erased_to, BLOCK if whole else SECTOR)
            self._erased_to += BLOCK if whole else SECTOR

    def _program(self, data: bytes) -> None:
        data = data[: self._end - self._at]
        if not data:
            return
        self._erase_ahead(self._at + len(data))
        if self._faults.drop:
            self._faults.drop -= 1
        else:
            self._memory.write(self._at, data)
        if self._faults.corrupt:
            self._faults.corrupt -= 1
            self._memory.flip_bit(self._at + len(data) // 2)
        self._at += len(data)


class Loader:
    """What the mock thinks is a socket: whole frames from the cable, answers to it, faults between.

    One for each time that the computer opens the port: a new one is a chip that has just been reset into its ROM.
    """

    def __init__(self, link: Link, memory: FlashMemory, faults: Faults, chip: str) -> None:
        self._link = link
        self._faults = faults
        self._chip = chip
        self._flash = LoaderFlash(memory, faults)
        self._heard = bytearray()
        self._garbled = False
        self._mute = False
        self._armed = False
        self._reset_at: float | None = None
        self.reset_announced = False
        """The computer is about to pulse the reset line, which a PTY does not have."""

    def serve(self) -> None:
        """Until the computer closes the port."""
        server.handle_client(self, threading.Event(), self._chip, exit_on_disconnect=True, flash=self._flash)

    # -- what the mock calls -----------------------------------------------------------------------------------------

    def set_timeout(self, seconds: float) -> None:
        """Without one, the mock never gives up on a slow computer."""

    def close(self) -> None:
        """Nothing to close."""

    def abort_empty_session(self) -> bool:
        return False

    def ignore_eof_for_disconnect(self) -> bool:
        return False

    def recv(self, size: int) -> bytes:
        """The next whole frame; empty when the computer closed the port."""
        while True:
            frame = self._take_frame()
            if frame is None:
                if not self._listen():
                    return b""
            elif self._garbled:
                self._say(bytes(value ^ 0x5A for value in frame[:12]).replace(_END, b"?"))
            elif self._admit(unescape(frame)):
                return frame

    def sendall(self, data: bytes) -> None:
        """An answer of the mock's, or the refusal of the flash chip instead."""
        if self._flash.refused:
            code, self._flash.refused = self._flash.refused, 0
            status = struct.pack("<BB", code, 0) if self._flash.stub else struct.pack("<BBBB", 1, code, 0, 0)
            data = escape(struct.pack("<BBHI", 1, unescape(data)[1], len(status), 0) + status)
        if not self._mute:
            self._say(data)
        if data.endswith(escape(b"OHAI")):
            self._flash.stub = True

    # -- the cable ---------------------------------------------------------------------------------------------------

    def _say(self, data: bytes) -> None:
        self._link.write(data)

    def _listen(self) -> bool:
        left = None if self._reset_at is None else max(0.0, self._reset_at - time.monotonic())
        data = self._link.read(left)
        if data is None and self._reset_at is not None and time.monotonic() >= self._reset_at:
            self._link.tell("reset", how="watchdog")
            self._reset_at = None
        self._heard += data or b""
        return data != b""

    def _take_frame(self) -> bytes | None:
        start = self._heard.find(_END)
        while start >= 0 and self._heard[start + 1 : start + 2] == _END:
            start += 1
        end = self._heard.find(_END, start + 1)
        if start < 0 or end < 0:
            return None
        frame = bytes(self._heard[start : end + 1])
        del self._heard[: end + 1]
        return frame

    # -- commands ----------------------------------------------------------------------------------------------------

    def _admit(self, payload: bytes) -> bool:
        """Look at a frame, let happen what is to happen; whether the mock may see it."""
        if len(payload) < 8 or payload[0] != 0:
            return True
        command, data = payload[1], payload[8:]
        action = self._faults.due(self._stage(command))
        if action == "unplug":
            self._link.pull()
        self._mute = self._mute or action == "mute"
        if self._mute:
            return False
        if command in _WRITES and self._faults.bytes_per_second:
            self._link.pause(len(payload) / self._faults.bytes_per_second)
        if command in (*_ERASES, *_BEGINS) and self._faults.erase_s:
            self._link.pause(self._faults.erase_s)
        if command == protocol.CMD["CHANGE_BAUDRATE"]:
            baud = int.from_bytes(data[:4], "little")
            if self._faults.max_baud and baud > self._faults.max_baud:
                self._say(server.make_response(command, stub=self._flash.stub))
                self._garbled = True
                return False
        if command == protocol.CMD["WRITE_REG"]:
            self._watch(*struct.unpack_from("<III", data))
        return True

    def _stage(self, command: int) -> str:
        if command in _WRITES:
            return "write"
        if command in _READS:
            return "verify" if self._flash.used else "compare"
        if command in (*_ERASES, *_BEGINS):
            return "erase"
        return "" if self._flash.stub else "connect"

    def _watch(self, address: int, value: int, mask: int) -> None:
        if self._chip != "esp32s3":
            return
        if address == _OPTION1 and mask & 1 and not value & 1:
            self.reset_announced = True
        elif address == _WDT_CONFIG and value >> 31 and self._armed:
            self._reset_at = time.monotonic() + _WDT_UNLOCKED_S
        elif address == _WDT_PROTECT:
            self._armed = value == _WDT_KEY
            if self._reset_at is not None and not self._armed:
                self._reset_at = time.monotonic() + _WDT_S
