"""What writing a board costs beside esptool's own command line, with the same pieces, on the same board, in turns."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from atomcam_gui import resources
from atomcam_gui.provisioning.firmware.firmware_image import parse_firmware
from atomcam_gui.provisioning.flashing.board_filesystem import build_filesystem
from atomcam_gui.provisioning.flashing.flash_plan import CHUNK, FlashPlan, make_plan
from atomcam_gui.provisioning.flashing.flasher import Flasher, FlashEvent, FlashProgress, FlashStep
from atomcam_gui.provisioning.flashing.installing import install
from atomcam_gui.provisioning.serial.ports import PortWatcher
from atomcam_gui.provisioning.troubles import SetupError
from tests.bench.result import Result
from tests.fakes.firmware import make_firmware
from tests.fakes.usb_board import UsbBoard

ROUNDS = 7
"""The best of them counts: what else the machine does only adds."""
BAUD = 921600
CANCEL_AFTER = 20
TICK_S = 0.002


def run() -> list[Result]:
    firmware = parse_firmware(make_firmware(), "firmware.bin")
    plan = make_plan(firmware, build_filesystem(resources.device_root()))
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        words = _esptool_words(plan, Path(folder))
        for _ in range(ROUNDS):
            bare.append(_esptool_s(words))
            ours.append(_our_s(plan))
    first, missing, second = asyncio.run(_cancelled(plan))
    return [
        Result("flash: 1.9 MB and files on a blank board, best", min(ours), "s"),
        Result("  bare esptool write-flash of the same pieces", min(bare), "s"),
        Result("  share", min(ours) / min(bare), "×", 1.15),
        Result("  cancelled: written by then", first / 1024, "KB"),
        Result("  second try: written / missing", second / missing, "×", 1.1),
        Result("  event loop's longest stall, install to answer", 1000 * asyncio.run(_longest_stall()), "ms", 50),
    ]


def _esptool_words(plan: FlashPlan, folder: Path) -> list[str]:
    """The parts that hold data, in files."""
    words = []
    for address, data in _parts(plan):
        path = folder / f"{address:#x}.bin"
        path.write_bytes(data)
        words += [hex(address), str(path)]
    return words


def _parts(plan: FlashPlan) -> list[tuple[int, bytes]]:
    """As few and as small as a person would make them: pieces without what is blank."""
    parts: list[tuple[int, bytes]] = []
    for piece in plan.pieces:
        for at in range(0, len(piece.data), CHUNK):
            data = piece.data[at : at + CHUNK]
            if data.count(0xFF) == len(data):
                continue
            if parts and parts[-1][0] + len(parts[-1][1]) == piece.address + at:
                parts[-1] = (parts[-1][0], parts[-1][1] + data)
            else:
                parts.append((piece.address + at, data))
    return parts


def _esptool_s(words: list[str]) -> float:
    with UsbBoard() as board:
        command = [sys.executable, "-m", "esptool", "--chip", "esp32s3", "--port", board.path, "--baud", str(BAUD)]
        started = time.perf_counter()
        subprocess.run([*command, "write-flash", *words], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def _our_s(plan: FlashPlan) -> float:
    with UsbBoard() as board:
        started = time.perf_counter()
        asyncio.run(Flasher().flash(board.path, plan, lambda _: None, baud=BAUD))
        return time.perf_counter() - started


async def _cancelled(plan: FlashPlan) -> tuple[int, int, int]:
    """Bytes written until the cancel, missing then, and written by the second try."""
    flasher = Flasher()
    events = 0

    def watch(event: FlashEvent) -> None:
        nonlocal events
        events += isinstance(event, FlashProgress) and event.step is FlashStep.WRITE
        if events == CANCEL_AFTER:
            flasher.cancel()

    with UsbBoard() as board:
        board.slow_writes(400_000)
        try:
            await flasher.flash(board.path, plan, watch, baud=BAUD)
        except SetupError:
            first = board.bytes_written
        board.slow_writes(0)
        missing = _missing(plan, board.flash)
        board.forget_writes()
        await flasher.flash(board.path, plan, lambda _: None, baud=BAUD)
        return first, missing, board.bytes_written


def _missing(plan: FlashPlan, flash: bytes) -> int:
    """Bytes of data sectors that the flash does not hold, in the chunks that flash erases best."""
    missing = 0
    for address, data in _parts(plan):
        for at in range(0, len(data), CHUNK):
            part = data[at : at + CHUNK]
            if flash[address + at : address + at + len(part)] != part:
                missing += len(part)
    return missing


async def _longest_stall() -> float:
    """Seconds that the loop was not at its turn, from the first byte to the board's first answer."""
    loop = asyncio.get_running_loop()
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        last = loop.time()
        while True:
            await asyncio.sleep(TICK_S)
            now = loop.time()
            longest = max(longest, now - last - TICK_S)
            last = now

    with UsbBoard(fast=True) as board:
        ticking = asyncio.ensure_future(tick())
        await install(
            board.lister()[0],
            parse_firmware(make_firmware(), "firmware.bin"),
            keep_settings=True,
            erase_all=False,
            watcher=PortWatcher(board.lister),
            flasher=Flasher(),
            on_event=lambda _: None,
        )
        ticking.cancel()
    return longest
