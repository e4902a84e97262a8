"""The board on a cable itself: the real esptool flashes it, it starts what was flashed, and it fails as boards fail."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from esptool.bin_image import LoadFirmwareImage

from atomcam_gui.provisioning.serial.ports import PortKind
from tests.fakes import firmware, usb_boot
from tests.fakes.board_console import REPL_PROMPT, Console
from tests.fakes.usb_board import Stage, UsbBoard
from tests.fakes.usb_flash import SECTOR, FlashMemory, FlashRefusal

ROOT = Path(__file__).resolve().parents[2]
FILES = firmware.FILES[0]
FIRMWARE = firmware.make_firmware()
SMALL = firmware.make_firmware(200_000)
PATIENCE_S = 60


@pytest.fixture
def board() -> Iterator[UsbBoard]:
    """A new board, waiting in its loader."""
    with UsbBoard() as board:
        yield board


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file system with a program that says hello, so that a start is quick."""
    folder = tmp_path_factory.mktemp("program")
    (folder / "main.py").write_text("print('hello from the flash')\n")
    return usb_boot.make_filesystem(folder)


@pytest.fixture
def small_board(program: bytes) -> Iterator[UsbBoard]:
    """A board that runs the small program."""
    with UsbBoard(content=SMALL.ljust(FILES, b"\xff") + program, mode="app") as board:
        yield board


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An esptool that gives up soon."""
    settings = tmp_path / "esptool.cfg"
    settings.write_text(
        "[esptool]\ntimeout = 0.5\nsync_timeout = 0.1\nconnect_attempts = 1\n"
        "erase_write_timeout_per_mb = 1\nwrite_block_attempts = 1\n"
    )
    monkeypatch.setenv("ESPTOOL_CFGFILE", str(settings))


def esptool(port: str, *words: object, fails: bool = False, chip: str = "esp32s3", after: str = "no-reset") -> str:
    """Run esptool's command line; returns what it says."""
    command = [sys.executable, "-m", "esptool", "--chip", chip, "--port", port, "--after", after, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    said = done.stdout + done.stderr
    assert (done.returncode != 0) is fails, said
    return said


def with_loader(port: str, program: str) -> str:
    """Run lines that use ``esp``, connected and with the stub running; ``rom`` is without. Returns what is printed."""
    lines = [
        "from esptool.cmds import *",
        f"rom = connect_esp({port!r}, chip='esp32s3')",
        "def attempt(what, *arguments):",
        "    try: print('done', what(*arguments))",
        "    except Exception as error: print('refused', error)",
        program,
    ]
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=True).stdout


def file(folder: Path, data: bytes, name: str = "image.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def heard(port: str, wanted: bytes, seconds: float = 10.0) -> bytes:
    """Listen at a port that says something by itself."""
    with Console(port) as console:
        return console.read_until(wanted, seconds)


def read_on(port: serial.Serial) -> None:
    """Read until the port fails."""
    while True:
        port.read(64)


# -- the firmware files ----------------------------------------------------------------------


@pytest.mark.parametrize("chip", ["esp32", "esp32c3", "esp32s3"])
@pytest.mark.parametrize("size", [0x10400, 200_000, firmware.SIZE])
def test_esptool_finds_nothing_wrong_with_the_made_firmware(chip: str, size: int) -> None:
    data = firmware.make_firmware(size, chip)
    assert len(data) == size
    for start in (0, firmware.APP - firmware.CHIPS[chip].bootloader):
        image = LoadFirmwareImage(chip, data[start:])
        assert image.chip_id == firmware.CHIPS[chip].image_id
        assert image.checksum == image.calculate_checksum()
        assert image.stored_digest == image.calc_digest


# -- what the chip says of itself ----------------------------------------------------------


def test_the_loader_tells_mac_flash_and_psram(board: UsbBoard) -> None:
    said = esptool(board.path, "flash-id")
    assert "f4:12:fa:9b:3c:5d" in said
    assert "Detected flash size: 8MB" in said
    assert "ESP32-S3-PICO-1" in said
    assert "Embedded PSRAM 8MB" in said
    assert [(port.kind, port.mac, port.vid, port.pid) for port in board.lister()] == [
        (PortKind.LOADER, "f412fa9b3c5d", 0x303A, 0x1001)
    ]


@pytest.mark.parametrize(("chip", "name"), [("esp32", "ESP32"), ("esp32c3", "ESP32-C3")])
def test_another_chip_answers_as_itself(chip: str, name: str) -> None:
    with UsbBoard("a0b1c2d3e4f5", chip, flash_mb=4) as board:
        assert f"This chip is {name}, not ESP32-S3" in esptool(board.path, "flash-id", fails=True)
        said = esptool(board.path, "flash-id", chip="auto")
        assert "a0:b1:c2:d3:e4:f5" in said
        assert "Detected flash size: 4MB" in said


# -- flashing, and what comes of it ---------------------------------------------------------


def test_a_new_board_is_flashed_and_starts_what_was_flashed(tmp_path: Path) -> None:
    ready = usb_boot.ready_flash()
    whole, files = file(tmp_path, FIRMWARE, "firmware.bin"), file(tmp_path, ready[FILES:], "files.bin")
    with UsbBoard() as board:
        loader = board.path
        esptool(loader, "--baud", 921600, "write-flash", 0, whole, FILES, files)
        assert board.flash == ready
        assert board.bytes_written == len(FIRMWARE) + firmware.FILES[1]
        assert board.regions_written == board.regions_erased == [(0, 0x1D0000), firmware.FILES]
        esptool(loader, "verify-flash", 0, whole)
        assert board.lister()[0].path == loader, "it stays in the loader until it is reset"
        esptool(loader, "read-flash", 0x8000, 0x1000, tmp_path / "table.bin", after="hard-reset")
        assert (tmp_path / "table.bin").read_bytes() == ready[0x8000:0x9000]

        path = board.wait_for(PortKind.MICROPYTHON)
        assert path != loader
        assert not Path(loader).exists()
        assert [(port.mac, port.pid) for port in board.lister()] == [("f412fa9b3c5d", 0x4001)]
        with Console(path) as console:
            console.wait_prompt(20)
            assert console.command("wifi status")


def test_what_is_flashed_already_is_not_written_again(board: UsbBoard, tmp_path: Path) -> None:
    image = file(tmp_path, SMALL)
    esptool(board.path, "write-flash", 0, image)
    board.forget_writes()
    esptool(board.path, "write-flash", "--skip-flashed", 0, image)
    assert board.bytes_written == 0
    assert board.regions_erased == []


def test_settings_stay_where_the_flash_is_written_around_them(tmp_path: Path) -> None:
    ready = SMALL.ljust(FILES, b"\xff") + usb_boot.ready_flash()[FILES:]
    with UsbBoard(content=ready, mode="app") as board:
        with Console(board.path) as console:
            console.wait_prompt(20)
            console.command('wifi set Workshop "correct horse" save')
        assert board.flash[0x9000:0xA000].strip(b"\xff")
        path = board.path
        esptool(path, "write-flash", 0x10000, file(tmp_path, SMALL[0x10000:]))
        assert [(port.path, port.kind) for port in board.lister()] == [(path, PortKind.LOADER)]
        assert board.virtual is None, "no console in the loader"
        board.reset()
        with Console(board.wait_for(PortKind.MICROPYTHON)) as console:
            console.wait_prompt(20)
            assert "saved=yes" in console.command("wifi status")[0]

        esptool(board.path, "write-flash", 0, file(tmp_path, SMALL), after="hard-reset")
        with Console(board.wait_for(PortKind.MICROPYTHON)) as console:
            console.wait_prompt(20)
            assert "saved=no" in console.command("wifi status")[0]
        assert not board.flash[0x9000:0xF000].strip(b"\xff")


def test_a_firmware_without_files_starts_into_the_repl() -> None:
    with UsbBoard(content=SMALL, mode="app") as board, Console(board.path) as console:
        console.send(b"\r")
        console.read_until(REPL_PROMPT)


# -- resets ---------------------------------------------------------------------------------


def test_download_mode_by_button_is_left_by_the_watchdog_only(small_board: UsbBoard) -> None:
    small_board.press_button()
    before = small_board.times_gone
    esptool(small_board.wait_for(PortKind.LOADER), "chip-id", after="hard-reset")
    esptool(small_board.wait_for(PortKind.LOADER, after=before), "chip-id", after="watchdog-reset")
    assert small_board.wait_for(PortKind.MICROPYTHON)


def test_a_reset_and_a_new_plug_start_the_program_again(small_board: UsbBoard) -> None:
    first = small_board.virtual
    small_board.reset()
    small_board.wait_for(PortKind.MICROPYTHON)
    assert small_board.virtual is not first
    with serial.serial_for_url(small_board.path, exclusive=True) as port:
        small_board.unplug()
        assert small_board.lister() == []
        with pytest.raises(serial.SerialException):
            read_on(port)
    small_board.plug()
    assert small_board.lister()[0].kind is PortKind.MICROPYTHON


# -- boards that do not come up --------------------------------------------------------------


def broken(at: int, data: bytes, files: bytes = b"") -> bytes:
    whole = SMALL.ljust(FILES, b"\xff") + files
    return whole[:at] + data + whole[at + len(data) :]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "invalid header: 0xffffffff\r\n"),
        (broken(0x100, b"other"), "csum err"),
        (broken(0x8000, b"\xff" * 64), "load partition table error!"),
        (SMALL[:0x10000], "invalid magic byte"),
        (SMALL[:150_000], "No bootable app partitions"),
        (broken(FILES, b"no file system"), "filesystem appears to be corrupted"),
    ],
    ids=["blank", "bootloader", "table", "no program", "half a program", "files"],
)
def test_a_broken_flash_does_not_start(content: bytes, wanted: str, tmp_path: Path) -> None:
    with FlashMemory(8 << 20) as flash:
        flash.load(content)
        with pytest.raises(usb_boot.NoBoot, match=wanted):
            usb_boot.boot(flash, tmp_path / "files")


def test_a_board_that_does_not_start_says_why_without_end() -> None:
    with UsbBoard(mode="app", content=b"") as board, Console(board.path) as console:
        assert [port.kind for port in board.lister()] == [PortKind.LOADER]
        assert b"rst:0x7" in console.read_until(b"invalid header: 0xffffffff\r\n")
        console.read_until(b"rst:0x7")


def test_a_file_system_of_another_size_does_not_start(tmp_path: Path) -> None:
    with FlashMemory(8 << 20) as flash:
        flash.load(SMALL.ljust(FILES, b"\xff") + usb_boot.make_filesystem(tmp_path / "none", blocks=512))
        with pytest.raises(usb_boot.NoBoot, match="filesystem appears to be corrupted"):
            usb_boot.boot(flash, tmp_path / "files")


def test_a_board_that_crashes_panics_again_and_again(program: bytes) -> None:
    content = SMALL.ljust(FILES, b"\xff") + program
    with UsbBoard(content=content, mode="app", crash_after_boot=True) as board, Console(board.path) as console:
        console.read_until(b"Guru Meditation Error")
        console.read_until(b"Guru Meditation Error")
        assert board.virtual is None


def test_other_firmware_talks_without_a_console_until_it_is_replaced(tmp_path: Path) -> None:
    with UsbBoard(mode="factory") as board:
        assert board.lister()[0].kind is PortKind.LOADER
        heard(board.path, b"Turning the LED ON!")
        esptool(board.path, "write-flash", 0, file(tmp_path, SMALL), after="hard-reset")
        board.wait_for(PortKind.MICROPYTHON)


def test_a_device_that_is_no_board_answers_nonsense_or_nothing(quick: None) -> None:
    for mode, answers in (("foreign", True), ("silent", False)):
        with UsbBoard(mode=mode) as device:  # type: ignore[arg-type]
            assert [(port.kind, port.mac) for port in device.lister()] == [(PortKind.OTHER, None)]
            with serial.serial_for_url(device.path, timeout=5 if answers else 0.2) as port:
                port.write(b"\r")
                assert bool(port.read(1)) is answers
    with UsbBoard(mode="foreign") as device:
        assert "Failed to connect" in esptool(device.path, "chip-id", fails=True)


# -- what hardware refuses -------------------------------------------------------------------


def test_flash_bits_are_only_set_by_erasing_whole_sectors() -> None:
    with FlashMemory(2 << 20) as flash:
        flash.write(0x1FFE, b"\xf0\x0f\xaa")
        flash.write(0x1FFE, b"\x0f\xff\xff")
        assert flash.read(0x1FFE, 3) == b"\x00\x0f\xaa"
        assert flash.regions() == [(0x1000, 2 * SECTOR)]
        assert flash.bytes_written == 6
        with pytest.raises(FlashRefusal):
            flash.erase(0x1800, 0x1000)
        with pytest.raises(FlashRefusal):
            flash.write(flash.size - 1, b"ab")
        flash.erase(0x1000, 0x1000)
        assert flash.read(0x1FFE, 3) == b"\xff\xff\xaa"


def test_the_loader_refuses_what_the_chip_cannot_do(board: UsbBoard) -> None:
    said = with_loader(
        board.path,
        "attempt(rom.check_command, 'erase', 0xD0)\n"
        "esp = run_stub(rom)\n"
        "attempt(esp.erase_region, 0x1001, 0x1000)\n"
        "attempt(esp.erase_region, 0x7FF000, 0x2000)\n"
        "attempt(esp.flash_defl_begin, 0x2000, 100, 0x7FF000)\n"
        "attempt(esp.erase_region, 0x7FF000, 0x1000)\n",
    )
    answers = [line for line in said.splitlines() if line.startswith(("done", "refused"))]
    assert [answer.split()[0] for answer in answers] == ["refused"] * 4 + ["done"], said
    assert board.regions_erased == [(0x7FF000, 0x1000)]


# -- faults ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["connect", "erase", "write", "verify"])
def test_the_cable_comes_off_at_a_stage(stage: Stage, tmp_path: Path, quick: None) -> None:
    with UsbBoard() as board:
        board.unplug_at(stage, 2 if stage == "write" else 1)
        said = esptool(board.path, "write-flash", 0, file(tmp_path, SMALL), fails=True)
        assert "serial exception" in said, said
        board.wait_for(None)
        assert (board.bytes_written > 0) is (stage in ("write", "verify"))
        board.plug()
        esptool(board.path, "chip-id")


def test_the_cable_comes_off_while_the_console_is_used(small_board: UsbBoard) -> None:
    small_board.unplug_at("console", 2)
    with serial.serial_for_url(small_board.path, timeout=5) as port:
        port.write(b"\r")
        assert port.read(1)
        port.write(b"\r")
        with pytest.raises(serial.SerialException):
            read_on(port)
    small_board.wait_for(None)
    assert small_board.virtual is None


def test_bad_flash_is_found_by_the_comparison_only(board: UsbBoard, tmp_path: Path) -> None:
    image = file(tmp_path, SMALL)
    board.corrupt_writes()
    assert "MD5 of file does not match" in esptool(board.path, "write-flash", 0, image, fails=True)
    assert sum(a != b for a, b in zip(SMALL, board.flash, strict=False)) == 1
    board.drop_writes(1000)
    assert "written flash region is empty" in esptool(board.path, "write-flash", 0, image, fails=True)
    assert not board.flash.strip(b"\xff")
    board.drop_writes(0)
    esptool(board.path, "write-flash", 0, image)
    assert board.flash.startswith(SMALL)


def test_a_loader_that_falls_silent_is_well_again_when_the_port_is_opened_anew(
    board: UsbBoard, tmp_path: Path, quick: None
) -> None:
    image = file(tmp_path, SMALL)
    board.mute("write", 2)
    said = esptool(board.path, "write-flash", 0, image, fails=True)
    assert "Serial data stream stopped" in said or "No serial data received" in said or "No more data" in said
    assert 0 < board.bytes_written < len(SMALL)
    esptool(board.path, "write-flash", 0, image)


def test_a_bad_cable_works_at_a_lower_speed(board: UsbBoard, tmp_path: Path, quick: None) -> None:
    board.disturb_above_baud(460800)
    said = esptool(board.path, "--baud", 921600, "write-flash", 0, file(tmp_path, SMALL), fails=True)
    assert "No more data" in said or "noise" in said, said
    esptool(board.path, "--baud", 460800, "write-flash", 0, tmp_path / "image.bin")
    assert board.flash.startswith(SMALL)


def test_a_slow_link_takes_its_time(board: UsbBoard, tmp_path: Path) -> None:
    board.slow_writes(100_000)
    board.slow_erases(0.1)
    start = time.monotonic()
    esptool(board.path, "write-flash", 0x10000, file(tmp_path, os.urandom(30_000)))
    assert time.monotonic() - start > 0.4


# -- two, and none ---------------------------------------------------------------------------


def test_two_boards_keep_apart(program: bytes) -> None:
    with (
        UsbBoard("a0b1c2d3e4f5") as one,
        UsbBoard("a0b1c2d3e4f6", content=SMALL.ljust(FILES, b"\xff") + program, mode="app") as other,
    ):
        assert one.path != other.path
        before = one.times_gone, other.times_gone
        assert "a0:b1:c2:d3:e4:f5" in esptool(one.path, "chip-id", after="hard-reset")
        one.wait_for(PortKind.LOADER, after=before[0])
        assert other.times_gone == before[1]
        assert [(port.mac, port.kind) for port in other.lister()] == [("a0b1c2d3e4f6", PortKind.MICROPYTHON)]


def processes(word: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if word.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def test_nothing_is_left_when_a_board_is_done(program: bytes) -> None:
    gc.collect()
    before = len(os.listdir("/proc/self/fd")), threading.active_count()  # noqa: PTH208
    with UsbBoard(content=SMALL.ljust(FILES, b"\xff") + program, mode="app") as board:
        folder = str(Path(board.path).parent)
        assert processes(folder)
    assert (len(os.listdir("/proc/self/fd")), threading.active_count()) == before  # noqa: PTH208
    assert not processes(folder)
    assert not Path(folder).exists()


def test_nothing_is_left_when_the_test_dies() -> None:
    command = [sys.executable, "-m", "tests.fakes.usb_board", "--mode", "app"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as by_hand:
        assert by_hand.stdout is not None
        while "micropython" not in (line := by_hand.stdout.readline()):
            assert line
        folder = str(Path(line.split()[0]).parent)
        assert processes(folder)
        by_hand.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while (processes(folder) or Path(folder).exists()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not processes(folder)
    assert not Path(folder).exists()
