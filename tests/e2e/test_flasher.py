"""Writing a board: the real esptool in its helper process, against a board that fails in every way that boards do."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import serial

from atomcam_gui.provisioning.firmware.firmware_image import parse_firmware
from atomcam_gui.provisioning.flashing import flash_order
from atomcam_gui.provisioning.flashing.flash_order import FlashOrder
from atomcam_gui.provisioning.flashing.flash_plan import FlashPlan, make_plan
from atomcam_gui.provisioning.flashing.flash_process import worker_command
from atomcam_gui.provisioning.flashing.flasher import (
    ChipFound,
    ChipInfo,
    Flasher,
    FlashEvent,
    FlashLog,
    FlashProgress,
    FlashStep,
)
from atomcam_gui.provisioning.serial.ports import PortKind
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.firmware import APP, FILES, NVS, make_firmware
from tests.fakes.usb_board import Stage, UsbBoard
from tests.fakes.usb_boot import make_filesystem

FIRMWARE = parse_firmware(make_firmware(400_000), "firmware.bin")
OTHER = parse_firmware(make_firmware(300_000, seed=7, version="v1.26.0"), "other.bin")
PATIENCE_S = 60


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small program's file system."""
    folder = tmp_path_factory.mktemp("program")
    (folder / "main.py").write_text("print('hello from the flash')\n" + "# padding\n" * 5000)
    return make_filesystem(folder)


@pytest.fixture(scope="module")
def plan(files: bytes) -> FlashPlan:
    return make_plan(FIRMWARE, files)


@pytest.fixture
def board() -> Iterator[UsbBoard]:
    """A new board, waiting in its loader."""
    with UsbBoard() as board:
        yield board


@pytest.fixture(autouse=True)
def no_helper_is_left() -> Iterator[None]:
    """Whatever happens, no process and no thread of the flasher's stays."""
    threads = set(threading.enumerate())
    yield
    left = [process for process in psutil.Process().children(recursive=True) if "_flash-worker" in process.cmdline()]
    assert left == []
    assert {thread.name for thread in set(threading.enumerate()) - threads} <= {"asyncio_0"}


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An esptool that gives up soon."""
    settings = tmp_path / "esptool.cfg"
    settings.write_text("[esptool]\nsync_timeout = 0.1\nconnect_attempts = 1\n")
    monkeypatch.setenv("ESPTOOL_CFGFILE", str(settings))


async def flash(board: UsbBoard, plan: FlashPlan, events: list[FlashEvent] | None = None) -> ChipInfo:
    take = print if events is None else events.append
    return await asyncio.wait_for(Flasher().flash(board.path, plan, take), PATIENCE_S)


async def failure(board: UsbBoard | str, plan: FlashPlan, flasher: Flasher | None = None) -> SetupError:
    path = board if isinstance(board, str) else board.path
    with pytest.raises(SetupError) as caught:
        await asyncio.wait_for((flasher or Flasher()).flash(path, plan, lambda _: None), PATIENCE_S)
    return caught.value


def assert_holds(board: UsbBoard, plan: FlashPlan) -> None:
    flash = board.flash
    for piece in plan.pieces:
        assert flash[piece.address : piece.end] == piece.data, piece.name


async def cancelled_at(board: UsbBoard, plan: FlashPlan, step: FlashStep, events: int = 1) -> SetupError:
    """Cancel when a step has told of itself so many times."""
    flasher = Flasher()
    told: list[FlashEvent] = []

    def watch(event: FlashEvent) -> None:
        if isinstance(event, FlashProgress) and event.step is step:
            told.append(event)
            if len(told) == events:
                flasher.cancel()

    with pytest.raises(SetupError) as caught:
        await asyncio.wait_for(flasher.flash(board.path, plan, watch), PATIENCE_S)
    assert caught.value.trouble is Trouble.CANCELLED
    return caught.value


# -- it works ------------------------------------------------------------------------------------------------------


async def test_a_new_board_is_written_verified_and_starts(board: UsbBoard, plan: FlashPlan) -> None:
    events: list[FlashEvent] = []
    chip = await flash(board, plan, events)
    assert chip.chip == "ESP32-S3"
    assert chip.mac == board.mac
    assert (chip.flash_mb, chip.psram_mb) == (8, 8)
    assert chip.description.startswith("ESP32-S3-PICO-1")
    board.wait_for(PortKind.MICROPYTHON)
    assert_holds(board, plan)
    assert [event.info for event in events if isinstance(event, ChipFound)] == [chip]
    progress = [event for event in events if isinstance(event, FlashProgress)]
    fractions = [event.fraction for event in progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert [step for step in FlashStep if step in {event.step for event in progress}] == list(FlashStep)[:6]
    assert any("stub" in event.line for event in events if isinstance(event, FlashLog))


async def test_settings_are_kept(plan: FlashPlan, files: bytes) -> None:
    content = bytearray(OTHER.data.ljust(sum(FILES), b"\xff"))
    content[FILES[0] + 0x300000 : FILES[0] + 0x301000] = b"old data".ljust(0x1000)
    with UsbBoard(content=bytes(content)) as board:
        await flash(board, plan)
        assert_holds(board, plan)
        touched = board.regions_written + board.regions_erased
        assert all(at + size <= NVS[0] or at >= NVS[0] + NVS[1] for at, size in touched)
        # What must be blank was erased, not written.
        assert (FILES[0] + 0x300000, 0x10000) in board.regions_erased
        assert (FILES[0] + 0x300000, 0x10000) not in board.regions_written


async def test_erasing_everything_leaves_nothing_of_before(files: bytes) -> None:
    with UsbBoard(content=b"before" * 1_000_000) as board:
        plan = make_plan(FIRMWARE, files, erase_all=True)
        await flash(board, plan)
        wanted = bytearray(b"\xff" * (8 << 20))
        for piece in plan.pieces:
            wanted[piece.address : piece.end] = piece.data
        board.unplug()
        assert board.flash == bytes(wanted)


async def test_what_is_there_already_is_not_written_again_and_an_update_writes_what_differs(
    board: UsbBoard, plan: FlashPlan
) -> None:
    await flash(board, plan)
    board.wait_for(PortKind.MICROPYTHON)
    board.press_button()
    board.forget_writes()
    await flash(board, plan)
    assert (board.bytes_written, board.regions_erased) == (0, [])
    board.wait_for(PortKind.MICROPYTHON)
    board.press_button()
    bootloader, firmware, files = plan.pieces
    newer = bytearray(firmware.data)
    newer[0x20000] ^= 1
    update = replace(plan, pieces=(bootloader, replace(firmware, data=bytes(newer)), files))
    await flash(board, update)
    assert board.regions_written == [(0, 0x9000), (APP + 0x20000, 0x10000)]


async def test_a_board_put_into_its_loader_by_hand_comes_out_of_it(plan: FlashPlan) -> None:
    with UsbBoard(stuck_in_loader=True) as board:
        await flash(board, plan)
        board.wait_for(PortKind.MICROPYTHON)


# -- cancel --------------------------------------------------------------------------------------------------------


async def test_cancel_before_anything_is_written_leaves_the_board_as_it_was(plan: FlashPlan) -> None:
    with UsbBoard(mode="app") as board:
        before = board.flash
        error = await cancelled_at(board, plan, FlashStep.COMPARE)
        assert "Nothing was written" in error.happened
        assert board.bytes_written == 0
        # It goes back to work.
        board.wait_for(PortKind.MICROPYTHON)
        assert board.flash == before


async def test_cancel_at_once(board: UsbBoard, plan: FlashPlan) -> None:
    flasher = Flasher()
    task = asyncio.ensure_future(flasher.flash(board.path, plan, lambda _: None))
    await asyncio.sleep(0)
    flasher.cancel()
    with pytest.raises(SetupError, match="Nothing was written"):
        await asyncio.wait_for(task, PATIENCE_S)


async def test_a_cancelled_board_does_not_start_and_the_next_try_writes_only_what_is_missing(
    board: UsbBoard, plan: FlashPlan
) -> None:
    board.slow_writes(150_000)
    error = await cancelled_at(board, plan, FlashStep.WRITE, 6)
    assert "does not start" in error.happened
    first = board.bytes_written
    assert 0 < first < 400_000
    board.reset()
    assert board.virtual is None
    board.press_button()
    board.slow_writes(0)
    board.forget_writes()
    await flash(board, plan)
    whole = sum(-(-len(piece.data.rstrip(b"\xff")) // 0x10000) * 0x10000 for piece in plan.pieces)
    # What was interrupted in the middle of a chunk is written again.
    assert board.bytes_written <= whole - first + 0x10000
    assert_holds(board, plan)
    board.wait_for(PortKind.MICROPYTHON)


async def test_cancel_in_a_long_erase_takes_about_a_second(plan: FlashPlan) -> None:
    with UsbBoard(content=b"before" * 1_000_000) as board:
        board.slow_erases(30)
        loop = asyncio.get_running_loop()
        began = loop.time()
        error = await cancelled_at(board, plan, FlashStep.ERASE)
        assert loop.time() - began < 15
        assert "does not start" in error.happened


async def test_cancel_ends_a_helper_that_hangs(plan: FlashPlan) -> None:
    script = """if True:
        import sys, threading, time
        threading.Thread(target=sys.stdin.buffer.read, daemon=True).start()
        print("I take the order and do nothing", flush=True)
        time.sleep(600)
    """
    flasher = Flasher([sys.executable, "-c", script])
    with pytest.raises(SetupError, match="Nothing was written"):
        await asyncio.wait_for(flasher.flash("nowhere", plan, lambda _: flasher.cancel()), PATIENCE_S)


async def test_who_is_cancelled_as_a_task_leaves_no_helper_behind(board: UsbBoard, plan: FlashPlan) -> None:
    started = asyncio.Event()
    task = asyncio.ensure_future(Flasher().flash(board.path, plan, lambda _: started.set()))
    await asyncio.wait_for(started.wait(), PATIENCE_S)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_cancel_while_nothing_runs_is_forgotten(board: UsbBoard, plan: FlashPlan) -> None:
    flasher = Flasher()
    flasher.cancel()
    await asyncio.wait_for(flasher.flash(board.path, plan, lambda _: None), PATIENCE_S)


# -- the cable -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "count", "doing"),
    [
        ("connect", 3, "connecting"),
        ("compare", 2, "comparing"),
        ("erase", 1, "erasing"),
        ("write", 3, "writing"),
        ("verify", 2, "checking"),
    ],
)
async def test_unplugged_at_any_stage_is_told_and_mended_by_another_try(
    board: UsbBoard, plan: FlashPlan, stage: Stage, count: int, doing: str
) -> None:
    board.unplug_at(stage, count)
    error = await failure(board, plan)
    assert error.trouble is Trouble.UNPLUGGED
    assert error.facts["doing"] == doing
    board.plug()
    assert board.virtual is None
    if stage == "verify":
        board.press_button()
        await flash(board, plan)
        assert_holds(board, plan)


async def test_a_bad_cable_is_a_link_error_and_no_error_at_a_lower_speed(board: UsbBoard, plan: FlashPlan) -> None:
    board.disturb_above_baud(200_000)
    assert (await failure(board, plan)).trouble is Trouble.LINK_ERROR
    await asyncio.wait_for(Flasher().flash(board.path, plan, lambda _: None, baud=115200), PATIENCE_S)
    assert_holds(board, plan)


async def test_a_board_that_falls_silent_is_given_up(board: UsbBoard, plan: FlashPlan) -> None:
    board.mute("write", 2)
    assert (await failure(board, plan, Flasher(silence_s=2))).trouble is Trouble.LINK_ERROR


# -- nothing half-written counts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["corrupt_writes", "drop_writes"])
async def test_writes_that_do_not_arrive_are_found_and_the_board_does_not_start(
    board: UsbBoard, plan: FlashPlan, fault: str
) -> None:
    getattr(board, fault)(1)
    error = await failure(board, plan)
    assert error.trouble is Trouble.VERIFY_FAILED
    assert "firmware" in str(error.facts["where"])
    board.reset()
    assert board.virtual is None
    board.press_button()
    board.forget_writes()
    await flash(board, plan)
    assert_holds(board, plan)
    assert board.bytes_written < 400_000


async def test_a_helper_that_says_done_without_having_checked_is_not_believed(plan: FlashPlan) -> None:
    script = 'print(\'{"report": "Done"}\')'
    error = await failure("nowhere", plan, Flasher([sys.executable, "-c", script]))
    assert error.trouble is Trouble.FLASHER_FAILED


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ([sys.executable, "-c", "import os; os._exit(7)"], "status 7"),
        ([sys.executable, "-c", "raise SystemExit('no room on the disk')"], "no room on the disk"),
        (["/nowhere/atomcam"], "No such file"),
    ],
)
async def test_a_helper_that_dies_without_a_word_is_told(plan: FlashPlan, command: list[str], reason: str) -> None:
    error = await failure("nowhere", plan, Flasher(command))
    assert error.trouble is Trouble.FLASHER_FAILED
    assert reason in error.happened


# -- the wrong thing at the port -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("chip", "name"), [("esp32", "ESP32"), ("esp32c3", "ESP32-C3")])
async def test_a_board_with_another_chip_is_told_by_name_and_not_written(plan: FlashPlan, chip: str, name: str) -> None:
    with UsbBoard(chip=chip, flash_mb=4) as board:
        error = await failure(board, plan)
        assert error.trouble is Trouble.WRONG_CHIP
        assert error.facts["chip"] == name
        assert (board.bytes_written, board.regions_erased) == (0, [])


async def test_a_board_with_too_little_flash_is_not_written(plan: FlashPlan) -> None:
    with UsbBoard(flash_mb=4) as board:
        error = await failure(board, plan)
        assert error.trouble is Trouble.FLASH_TOO_SMALL
        assert (error.facts["have"], error.facts["need"]) == (4, 8)
        assert (board.bytes_written, board.regions_erased) == (0, [])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("mode", ["silent", "foreign"])
async def test_what_is_no_board_is_not_in_the_loader(plan: FlashPlan, mode: str) -> None:
    with UsbBoard(mode=mode) as device:  # type: ignore[arg-type]
        assert (await failure(device, plan)).trouble is Trouble.NOT_IN_LOADER


async def test_a_port_that_another_program_holds_is_busy(board: UsbBoard, plan: FlashPlan) -> None:
    with serial.Serial(board.path, exclusive=True):
        error = await failure(board, plan)
    assert error.trouble is Trouble.PORT_BUSY


async def test_a_port_that_is_not_there_is_not_found(plan: FlashPlan) -> None:
    assert (await failure("/dev/ttyACM97", plan)).trouble is Trouble.PORT_NOT_FOUND


# -- the helper by itself ---------------------------------------------------------------------------------------------


def helper(*, stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(worker_command(), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_the_helper_ends_when_the_program_dies(board: UsbBoard, plan: FlashPlan) -> None:
    board.slow_writes(50_000)
    with helper() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.writelines(flash_order.encode(FlashOrder(board.path, plan, 921600)))
        process.stdin.flush()
        while b'"Did", "step": "write"' not in process.stdout.readline():
            pass
        process.stdin.close()
        assert process.wait(10) == 3
    with serial.Serial(board.path, exclusive=True):
        pass


def test_the_helper_ends_without_an_order() -> None:
    with helper(stdin=subprocess.DEVNULL) as process:
        assert process.wait(20) == 3


def test_prints_of_esptools_do_not_disturb_the_reports_even_without_standard_streams(plan: FlashPlan) -> None:
    """As in a windowed build, where ``sys.stdout`` and ``sys.stderr`` are None."""
    script = (
        "import sys; sys.stdout = sys.stderr = sys.stdin = None\n"
        "from atomcam_gui.provisioning.flashing import flash_worker; sys.exit(flash_worker.main())"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        order = b"".join(flash_order.encode(FlashOrder("/dev/ttyACM97", plan, 921600)))
        with contextlib.suppress(BrokenPipeError):
            output, _ = process.communicate(order, timeout=PATIENCE_S)
    assert b'"trouble": "port_not_found"' in output


def test_the_helper_is_no_command_for_people() -> None:
    shown = subprocess.run([sys.executable, "-m", "atomcam_gui", "--help"], capture_output=True, text=True, check=True)
    assert "_flash-worker" not in shown.stdout
