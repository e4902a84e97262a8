"""From a board in its loader, or in any other state, to one that answers on its console: only that counts as done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atomcam_gui.provisioning.console.board_console import BoardConsole, BoardLook, Software
from atomcam_gui.provisioning.firmware.firmware_image import parse_firmware
from atomcam_gui.provisioning.flashing import installing
from atomcam_gui.provisioning.flashing.flash_plan import FlashPlan
from atomcam_gui.provisioning.flashing.flasher import ChipInfo, Flasher, FlashEvent, FlashLog, FlashProgress, FlashStep
from atomcam_gui.provisioning.flashing.installing import Installed, install
from atomcam_gui.provisioning.serial.ports import Port, PortKind, PortWatcher
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.firmware import make_firmware
from tests.fakes.usb_board import UsbBoard

FIRMWARE = parse_firmware(make_firmware(200_000), "firmware.bin")
MAC = "f412fa9b3c5d"
CHIP = ChipInfo("ESP32-S3", MAC, 8, 8)
PATIENCE_S = 90


@pytest.fixture
def board() -> Iterator[UsbBoard]:
    """A new board, waiting in its loader."""
    with UsbBoard(fast=True) as board:
        yield board


async def installed(
    board: UsbBoard,
    *,
    flasher: Flasher | None = None,
    lister: Callable[[], list[Port]] | None = None,
    on_event: Callable[[FlashEvent], None] = print,
    open_console: installing.OpenConsole = BoardConsole.open,
    console_seconds: float = 30.0,
) -> Installed:
    work = install(
        board.lister()[0],
        FIRMWARE,
        keep_settings=True,
        erase_all=False,
        watcher=PortWatcher(lister or board.lister),
        flasher=flasher or Flasher(),
        on_event=on_event,
        open_console=open_console,
        console_seconds=console_seconds,
    )
    return await asyncio.wait_for(work, PATIENCE_S)


async def trouble(work: asyncio.Future[Installed]) -> SetupError:
    with pytest.raises(SetupError) as caught:
        await work
    return caught.value


# -- real boards -----------------------------------------------------------------------------------------------------


async def test_a_new_board_becomes_a_camera_that_answers_at_another_port(board: UsbBoard) -> None:
    before = board.lister()[0]
    events: list[FlashEvent] = []
    done = await installed(board, on_event=events.append)
    assert before.kind is PortKind.LOADER
    assert done.port == board.lister()[0]
    assert (done.port.kind, done.port.path != before.path) == (PortKind.MICROPYTHON, True)
    assert done.look.software is Software.OURS
    assert done.look.camera_id == done.chip.mac == board.mac
    progress = [event for event in events if isinstance(event, FlashProgress)]
    fractions = [event.fraction for event in progress]
    assert fractions == sorted(fractions)
    assert progress[-1] == FlashProgress(FlashStep.CONSOLE, 1.0, 0.0)
    assert {event.step for event in progress} == set(FlashStep)
    assert all(event.fraction < 1 for event in progress[:-1])


async def test_a_running_camera_is_updated_and_keeps_what_it_was_told() -> None:
    with UsbBoard(mode="app", fast=True) as board:
        console = await BoardConsole.open(board.path)
        await console.set_name("Kitchen window")
        await console.close()
        done = await installed(board)
        assert done.look.name == "Kitchen window"
        assert board.bytes_written > 0


async def test_a_disturbed_link_is_tried_again_more_slowly_by_itself(board: UsbBoard) -> None:
    board.disturb_above_baud(500_000)
    events: list[FlashEvent] = []
    await installed(board, on_event=events.append)
    lines = [event.line for event in events if isinstance(event, FlashLog)]
    assert any("again at 460800 baud" in line for line in lines)
    assert not any("115200" in line for line in lines)
    fractions = [event.fraction for event in events if isinstance(event, FlashProgress)]
    assert fractions == sorted(fractions)


async def test_an_unplugged_board_is_not_tried_again(board: UsbBoard) -> None:
    board.unplug_at("write", 2)
    events: list[FlashEvent] = []
    error = await trouble(asyncio.ensure_future(installed(board, on_event=events.append)))
    assert error.trouble is Trouble.UNPLUGGED
    assert not any(isinstance(event, FlashLog) and "again" in event.line for event in events)


async def test_a_camera_that_crashes_after_every_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_LOADER_PASSES_S", 1.5)
    with UsbBoard(crash_after_boot=True) as board:
        assert (await trouble(asyncio.ensure_future(installed(board)))).trouble is Trouble.CRASH_LOOP


async def test_unplugged_at_its_first_words(board: UsbBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_COMES_BACK_S", 0.5)
    monkeypatch.setattr(installing, "_LOADER_PASSES_S", 2.0)
    board.unplug_at("console", 1)
    assert (await trouble(asyncio.ensure_future(installed(board)))).trouble is Trouble.UNPLUGGED


async def test_the_right_one_of_two_boards_is_written_and_found_again(board: UsbBoard) -> None:
    with UsbBoard(mac="f412fa000001", mode="app", fast=True) as other:
        before = other.flash

        def lister() -> list[Port]:
            return other.lister() + board.lister()

        done = await installed(board, lister=lister)
        assert done.look.camera_id == board.mac
        assert done.port == board.lister()[0]
        assert other.flash == before


async def test_cancel_while_the_first_answer_is_awaited_says_that_all_is_written_and_checked(board: UsbBoard) -> None:
    flasher = Flasher()

    def watch(event: FlashEvent) -> None:
        if isinstance(event, FlashProgress) and event.step is FlashStep.RESTART:
            flasher.cancel()

    error = await trouble(asyncio.ensure_future(installed(board, flasher=flasher, on_event=watch)))
    assert error.trouble is Trouble.CANCELLED
    assert "written and checked" in error.happened


async def test_a_board_without_the_camera_program_is_not_done(
    board: UsbBoard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.py").write_text("print('no camera')\n")
    monkeypatch.setattr(installing.resources, "device_root", lambda: tmp_path)
    error = await trouble(asyncio.ensure_future(installed(board)))
    assert error.trouble is Trouble.NO_SOFTWARE


async def test_the_window_goes_on_while_a_board_is_written(board: UsbBoard) -> None:
    loop = asyncio.get_running_loop()
    gaps: list[float] = []

    async def tick() -> None:
        last = loop.time()
        while True:
            await asyncio.sleep(0.005)
            now = loop.time()
            gaps.append(now - last)
            last = now

    ticking = asyncio.ensure_future(tick())
    await installed(board, on_event=lambda _: None)
    ticking.cancel()
    # A loaded machine takes turns away; what would block the loop takes longer than that every time.
    assert sorted(gaps)[-3] < 0.25


# -- what happens after the flash, played ------------------------------------------------------------------------------


class PlayedFlasher(Flasher):
    """Does as if: fails as often as wanted, then has written the board."""

    def __init__(self, *failures: SetupError, then: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._failures = list(failures)
        self._then = then
        self.tried: list[tuple[str, int]] = []

    async def flash(
        self, port: str, plan: FlashPlan, on_event: Callable[[FlashEvent], None], *, baud: int = 921600
    ) -> ChipInfo:
        self.tried.append((port, baud))
        if self._failures:
            raise self._failures.pop(0)
        self._then()
        return CHIP


class PlayedConsole:
    def __init__(self, look: BoardLook) -> None:
        self._look = look
        self.closed = False

    async def recognise(self, seconds: float = 0) -> BoardLook:
        return self._look

    async def close(self) -> None:
        self.closed = True


LOADER = Port("/dev/ttyACM0", PortKind.LOADER, "USB JTAG/serial debug unit", MAC, 0x303A, 0x1001)
MICROPYTHON = Port("/dev/ttyACM1", PortKind.MICROPYTHON, "Espressif Device", MAC, 0x303A, 0x4001)
OURS = BoardLook(Software.OURS, MAC)


async def played(
    look: BoardLook,
    *,
    flasher: Flasher | None = None,
    start: Port = LOADER,
    ports: list[Port] | None = None,
    console_seconds: float = 0.5,
) -> Installed:
    opened: list[PlayedConsole] = []

    async def open_console(path: str) -> PlayedConsole:
        opened.append(PlayedConsole(look))
        return opened[-1]

    try:
        return await install(
            start,
            FIRMWARE,
            keep_settings=True,
            erase_all=False,
            watcher=PortWatcher(lambda: [MICROPYTHON] if ports is None else ports, interval_s=0.01),
            flasher=flasher or PlayedFlasher(),
            on_event=lambda _: None,
            open_console=open_console,
            console_seconds=console_seconds,
        )
    finally:
        assert all(console.closed for console in opened)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_LOADER_PASSES_S", "_COMES_BACK_S", "_LOADER_COMES_S"):
        monkeypatch.setattr(installing, name, 0.1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("look", "ports", "expected"),
    [
        (BoardLook(Software.LOADER), [LOADER], Trouble.STUCK_IN_LOADER),
        (BoardLook(Software.SILENT), [LOADER], Trouble.STUCK_IN_LOADER),
        (BoardLook(Software.SILENT), [MICROPYTHON], Trouble.NO_ANSWER),
        (BoardLook(Software.CRASH_LOOP), [LOADER], Trouble.CRASH_LOOP),
        (BoardLook(Software.REPL), [MICROPYTHON], Trouble.NO_SOFTWARE),
        (BoardLook(Software.FOREIGN), [MICROPYTHON], Trouble.NOT_A_BOARD),
        (BoardLook(Software.OURS, "f412fa000001"), [MICROPYTHON], Trouble.NOT_FOUND_AGAIN),
        (OURS, [], Trouble.NOT_FOUND_AGAIN),
    ],
)
async def test_what_answers_after_the_restart_decides(look: BoardLook, ports: list[Port], expected: Trouble) -> None:
    with pytest.raises(SetupError) as caught:
        await played(look, ports=ports)
    assert caught.value.trouble is expected


@pytest.mark.usefixtures("impatient")
async def test_a_firmware_whose_console_is_at_the_loaders_ids_counts_too() -> None:
    assert (await played(OURS, ports=[LOADER])).port == LOADER


@pytest.mark.usefixtures("impatient")
async def test_a_running_board_whose_loader_appears_at_another_port_is_followed() -> None:
    flasher = PlayedFlasher(SetupError(Trouble.UNPLUGGED, doing="connecting"))
    ports = [LOADER]
    flasher._then = lambda: ports.__setitem__(0, MICROPYTHON)
    await played(OURS, flasher=flasher, start=MICROPYTHON, ports=ports)
    assert flasher.tried == [(MICROPYTHON.path, 921600), (LOADER.path, 921600)]


@pytest.mark.usefixtures("impatient")
async def test_three_speeds_are_tried_and_no_more() -> None:
    error = SetupError(Trouble.LINK_ERROR, reason="noise")
    flasher = PlayedFlasher(error, error, error)
    with pytest.raises(SetupError) as caught:
        await played(OURS, flasher=flasher, ports=[LOADER])
    assert caught.value is error
    assert [baud for _, baud in flasher.tried] == [921600, 460800, 115200]


@pytest.mark.usefixtures("impatient")
async def test_a_board_that_went_after_a_disturbance_is_not_waited_for() -> None:
    error = SetupError(Trouble.LINK_ERROR, reason="noise")
    flasher = PlayedFlasher(error)
    with pytest.raises(SetupError) as caught:
        await played(OURS, flasher=flasher, ports=[])
    assert caught.value is error
