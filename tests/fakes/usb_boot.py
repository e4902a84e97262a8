"""What a board makes of its flash after a reset: the ROM, the second bootloader and the firmware, one after the other.

The texts are those of ESP-ROM:esp32s3-20210327, ESP-IDF 5.5 and MicroPython 1.27 (``inisetup.py``).
"""

from __future__ import annotations

import functools
import hashlib
import shutil
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import littlefs
import numpy as np

from tests.fakes import board_flash, firmware
from tests.fakes.usb_flash import SECTOR, FlashMemory

DEVICE = Path(__file__).resolve().parents[2] / "device"

ROM_BANNER = (
    "ESP-ROM:esp32s3-20210327\r\nBuild:Mar 27 2021\r\nrst:{reason},boot:0x8 (SPI_FAST_FLASH_BOOT)\r\n"
    "SPIWP:0xee\r\nmode:DIO, clock div:1\r\n"
)
POWER_ON, WATCHDOG, PANIC = "0x1 (POWERON)", "0x7 (TG0WDT_SYS_RST)", "0xc (RTC_SW_CPU_RST)"

CRASH = (
    "Guru Meditation Error: Core  1 panic'ed (LoadProhibited). Exception was unhandled.\r\n\r\n"
    "Core  1 register dump:\r\n"
    "PC      : 0x42012345  PS      : 0x00060030  A0      : 0x820123ab  A1      : 0x3fcb5f10\r\n"
    "EXCVADDR: 0x00000000\r\n\r\nBacktrace: 0x42012342:0x3fcb5f10 0x420123a8:0x3fcb5f40\r\n\r\n\r\n"
    "ELF file SHA256: 352a8e328\r\n\r\nRebooting...\r\n"
)
_NO_FILES = (
    "The filesystem appears to be corrupted. If you had important data there, you\r\n"
    "may want to make a flash snapshot to try to recover it. Otherwise, perform\r\n"
    "factory reprogramming of MicroPython firmware (completely erase flash, followed\r\n"
    "by firmware programming).\r\n"
)
_FIRST_BOOT = "# This file is executed on every boot (including wake-boot from deepsleep)\n"


class NoBoot(Exception):
    """The board does not come up. ``text`` is what it says, again and again every ``every`` seconds."""

    def __init__(self, text: str, every: float = 0.3) -> None:
        super().__init__(text)
        self.text = text
        self.every = every


@dataclass(frozen=True, slots=True)
class _Image:
    size: int
    checksum: int
    wanted: int
    hash_fits: bool


def boot(flash: FlashMemory, folder: Path) -> None:
    """Check everything that a board checks, and put the files of its file system into a folder.

    Raises:
        NoBoot: with what the board says instead.
    """
    _check_bootloader(flash)
    _check_app(flash, _find_app(flash))
    _unpack(flash, folder)


@functools.cache
def ready_flash(device: Path = DEVICE) -> bytes:
    """The flash of a board that was set up with the release's firmware and a folder's files."""
    with tempfile.TemporaryDirectory() as folder:
        board_flash.copy_files(device, Path(folder) / "files")
        files = make_filesystem(Path(folder) / "files")
    return firmware.make_firmware().ljust(firmware.FILES[0], b"\xff") + files


def files_digest(flash: FlashMemory) -> str:
    """Another file system, another digest."""
    return hashlib.sha256(flash.read(firmware.FILES[0])).hexdigest()


def make_filesystem(folder: Path, blocks: int = firmware.FILES[1] // SECTOR) -> bytes:
    """A LittleFS image with a folder's files, as the board's firmware wants it."""
    image = littlefs.LittleFS(block_size=SECTOR, block_count=blocks, mount=False)
    image.format()
    image.mount()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            image.makedirs(name, exist_ok=True)
        else:
            with image.open(name, "wb") as file:
                file.write(path.read_bytes())
    return bytes(image.context.buffer)


def read_filesystem(region: bytes) -> dict[str, bytes]:
    """The files in a LittleFS image, by path.

    Raises:
        littlefs.LittleFSError: it is none, or one of another size.
    """
    image = littlefs.LittleFS(
        littlefs.UserContext(buffer=bytearray(region)),
        block_size=SECTOR,
        block_count=len(region) // SECTOR,
        mount=False,
    )
    image.mount()
    return dict(_files(image))


def _files(image: littlefs.LittleFS) -> Iterator[tuple[str, bytes]]:
    for root, _, names in image.walk("/"):
        for name in names:
            path = f"{root.rstrip('/')}/{name}"
            with image.open(path, "rb") as file:
                yield path.lstrip("/"), file.read()


def _unpack(flash: FlashMemory, folder: Path) -> None:
    region = flash.read(firmware.FILES[0])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if region[:SECTOR].strip(b"\xff") == b"":
        # Nothing there at all: the firmware makes a new file system with one file.
        (folder / "boot.py").write_text(_FIRST_BOOT)
        return
    try:
        files = read_filesystem(region)
    except littlefs.LittleFSError as error:
        raise NoBoot(_NO_FILES, 3.0) from error
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _check_bootloader(flash: FlashMemory) -> None:
    banner = ROM_BANNER.format(reason=WATCHDOG)
    header = flash.read(0, 4)
    if header[0] != 0xE9:
        raise NoBoot(banner + 8 * f"invalid header: 0x{int.from_bytes(header, 'little'):08x}\r\n")
    image = _measure(flash, 0)
    if image is None or image.checksum != image.wanted:
        raise NoBoot(banner + "csum err:0x5f!=0xff\r\nets_main.c 329 \r\n")
    if not image.hash_fits:
        raise NoBoot(banner + "SHA-256 comparison failed:\r\nAttempting to boot anyway...\r\nets_main.c 329 \r\n")


def _find_app(flash: FlashMemory) -> int:
    table = flash.read(firmware.PARTITION_TABLE, 0xC00)
    app = None
    for at in range(0, len(table), 32):
        line = table[at : at + 32]
        if line[:2] == b"\xeb\xeb":
            if line[16:] != hashlib.md5(table[:at]).digest() or app is None:
                break
            return app
        if line[:2] != b"\xaaP":
            break
        if line[2] == 0 and app is None:
            app = int.from_bytes(line[4:8], "little")
    word = int.from_bytes(table[:2], "little")
    raise _second_stage(
        f"E (32) flash_parts: partition 0 invalid magic number 0x{word:x}\r\n"
        "E (38) boot: Failed to verify partition table\r\n"
        "E (43) boot: load partition table error!\r\n"
    )


def _check_app(flash: FlashMemory, address: int) -> None:
    not_bootable = (
        "E (83) boot: Factory app partition is not bootable\r\n"
        "E (88) boot: No bootable app partitions in the partition table\r\n"
    )
    if flash.read(address, 1) != b"\xe9":
        text = f"E (76) esp_image: image at {address:#x} has invalid magic byte (nothing flashed here?)\r\n"
        raise _second_stage(text + not_bootable)
    image = _measure(flash, address)
    if image is None or image.checksum != image.wanted:
        raise _second_stage("E (219) esp_image: Checksum failed. Calculated 0x5f read 0xff\r\n" + not_bootable)
    if not image.hash_fits:
        raise _second_stage("E (231) esp_image: Image hash failed - image is corrupt\r\n" + not_bootable)


def _second_stage(text: str) -> NoBoot:
    head = "load:0x3fce2810,len:0x1450\r\nentry 0x403c8918\r\nI (24) boot: ESP-IDF v5.5.1 2nd stage bootloader\r\n"
    return NoBoot(ROM_BANNER.format(reason=WATCHDOG) + head + text)


def _measure(flash: FlashMemory, address: int) -> _Image | None:
    """Follow an image's segments; None where they lead out of the flash."""
    count, hashed = flash.read(address + 1, 1)[0], flash.read(address + 23, 1) == b"\x01"
    at, checksum = address + 24, 0xEF
    for _ in range(count):
        if at + 8 > flash.size:
            return None
        _, length = struct.unpack("<II", flash.read(at, 8))
        if at + 8 + length > flash.size:
            return None
        checksum ^= int(np.bitwise_xor.reduce(np.frombuffer(flash.read(at + 8, length), np.uint8), initial=0))
        at += 8 + length
    end = at + 16 - at % 16
    body = flash.read(address, end - address)
    fits = not hashed or hashlib.sha256(body).digest() == flash.read(end, 32)
    return _Image(end - address, checksum, body[-1], fits)
