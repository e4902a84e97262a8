"""The set-up's side of the console against the board's own software, over a PTY."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui.provisioning.console.board_console import BoardConsole, Software, WifiState, WifiStatus
from atomcam_gui.provisioning.serial.serial_link import SerialLink
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.board_console import REPL_PROMPT, Console
from tests.fakes.board_story import ready_console
from tests.fakes.odd_devices import BadContact
from tests.fakes.together import Together
from tests.fakes.virtual_board import MAC, OPEN, WORKSHOP, WPA2_ENTERPRISE, WPA3, AccessPoint, VirtualBoard
from tests.peers import until

PASSWORD = "correct horse"
AWKWARD = 'Say "Grüße" \\ 東京 🎥'
POINTS = (
    WORKSHOP,
    AccessPoint("Workshop", PASSWORD, rssi=-80, channel=11),
    AccessPoint(AWKWARD, 'quote " and \\ slash', rssi=-60),
    AccessPoint("--json", "save save", auth=WPA3, rssi=-61),
    AccessPoint("Guests", auth=OPEN, rssi=-62),
    AccessPoint("I (1234) wifi: noise", PASSWORD, rssi=-63),
    AccessPoint("Office", PASSWORD, auth=WPA2_ENTERPRISE, rssi=-64),
    AccessPoint("Far", PASSWORD, rssi=-93, fail=212),
    AccessPoint("Deaf", PASSWORD, rssi=-70, fail=204),
    AccessPoint("Full", PASSWORD, rssi=-71, fail=203),
    AccessPoint(b"\xff\xfe broken", PASSWORD, rssi=-72),
    AccessPoint("", PASSWORD, hidden=True, rssi=-40),
)


@pytest.fixture(scope="module")
def board() -> Iterator[VirtualBoard]:
    with VirtualBoard(access_points=POINTS) as board:
        yield board
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together([(run_story, *story) for story in STORIES]) as together:
        yield together


@contextlib.asynccontextmanager
async def plugged_in(path: str, second_chance_s: float = 0.3) -> AsyncIterator[BoardConsole]:
    console = BoardConsole(await SerialLink.open(path), second_chance_s=second_chance_s)
    try:
        yield console
    finally:
        await console.close()


@pytest.fixture
async def console(board: VirtualBoard) -> AsyncIterator[BoardConsole]:
    async with plugged_in(board.serial_path) as console:
        yield console


async def connected(console: BoardConsole) -> None:
    """Until the board is, by itself."""
    async with asyncio.timeout(20):
        while True:
            status = await console.wifi_status()
            if status.state is WifiState.CONNECTED:
                return
            await asyncio.sleep(0.05)


@pytest.fixture
def quick_to_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atomcam_gui.provisioning.console.console_session._ECHO_S", 0.6)
    monkeypatch.setattr("atomcam_gui.provisioning.console.console_session._PROMPT_S", 0.6)


# -- being recognised ----------------------------------------------------------------------------------------------


async def test_a_board_that_has_just_started_is_recognised(board: VirtualBoard, console: BoardConsole) -> None:
    board.reset()
    look = await console.recognise(20)
    assert look.software is Software.OURS
    assert (look.camera_id, look.board) == (MAC, "AtomS3R")
    assert look.version
    assert look.has_console
    assert look.trouble(board.serial_path) is None


def in_the_repl(console: Console) -> None:
    console.send(b"\x03")
    console.read_until(REPL_PROMPT, 10)


def in_the_raw_repl(console: Console) -> None:
    in_the_repl(console)
    console.send(b"\x01")
    console.read_until(b"raw REPL; CTRL-B to exit\r\n>")
    console.send(b"import machine\nmach")


def in_the_middle_of_a_paste(console: Console) -> None:
    in_the_repl(console)
    console.send(b"\x05")
    console.read_until(b"=== ")
    console.send(b"import os\ros.rem")


def in_the_middle_of_a_statement(console: Console) -> None:
    in_the_repl(console)
    console.send(b"while True:\r")
    console.read_until(b"... ")


def in_a_program_of_somebody_elses(console: Console) -> None:
    in_the_repl(console)
    console.send(b"import time; print('begun'); time.sleep(1000)\r")
    console.read_until(b"\r\nbegun\r\n")


def in_the_middle_of_a_command(console: Console) -> None:
    console.send(b"wifi clear")
    console.read_until(b"wifi clear")


PLACES = (
    in_the_repl,
    in_the_raw_repl,
    in_the_middle_of_a_paste,
    in_the_middle_of_a_statement,
    in_a_program_of_somebody_elses,
    in_the_middle_of_a_command,
)


async def left_elsewhere(place: Callable[[Console], None]) -> None:
    def leave_it_there() -> None:
        with ready_console(board) as console:
            place(console)

    with VirtualBoard() as board:
        await asyncio.to_thread(leave_it_there)
        async with plugged_in(board.serial_path) as console:
            look = await console.recognise(10)
            assert (look.software, look.camera_id) == (Software.OURS, MAC)


@pytest.mark.parametrize("place", PLACES)
def test_a_board_that_was_left_elsewhere_is_brought_back(together: Together, place: Callable[[Console], None]) -> None:
    together(run_story, left_elsewhere, place)


PROGRAMS = {
    "none": (None, Software.REPL),
    "one that fails": ("1/0\n", Software.REPL),
    "one that says nothing": ("import time\nwhile True:\n    time.sleep(1)\n", Software.REPL),
    "one that talks": ("import time\nwhile True:\n    print('23.5 C')\n    time.sleep(0.2)\n", Software.REPL),
    "one that fails and restarts": (
        "import machine, sys, time\ntry:\n    1/0\nexcept Exception as e:\n    sys.print_exception(e)\n"
        "time.sleep(0.3)\nmachine.reset()\n",
        Software.CRASH_LOOP,
    ),
}


@contextlib.contextmanager
def board_running(program: str | None) -> Iterator[VirtualBoard]:
    """A board with nothing else on it."""
    with tempfile.TemporaryDirectory() as folder:
        if program is not None:
            Path(folder, "main.py").write_text(program)
        with VirtualBoard(Path(folder)) as board:
            yield board


async def another_program(name: str) -> None:
    program, software = PROGRAMS[name]
    with board_running(program) as board:
        async with plugged_in(board.serial_path) as console:
            assert (await console.recognise(4)).software is software


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_board_with_another_program_or_none(together: Together, name: str) -> None:
    together(run_story, another_program, name)


# -- WiFi ----------------------------------------------------------------------------------------------------------


async def test_networks_come_as_the_board_hears_them(console: BoardConsole) -> None:
    networks = await console.scan()
    names = [network.ssid for network in networks]
    assert names == [
        "Workshop", AWKWARD, "--json", "Guests", "I (1234) wifi: noise", "Office", "Deaf", "Full",
        "\\xff\\xfe broken", "Far", "",
    ]  # fmt: skip
    assert (networks[0].rssi, networks[0].channel) == (WORKSHOP.rssi, WORKSHOP.channel)
    assert [network.ssid for network in networks if network.is_open] == ["Guests"]


@pytest.mark.parametrize(
    ("ssid", "password"),
    [
        ("Workshop", PASSWORD),
        (AWKWARD, 'quote " and \\ slash'),
        ("--json", "save save"),
        ("Guests", ""),
        ("I (1234) wifi: noise", PASSWORD),
    ],
)
async def test_joining_ends_connected_and_saved(console: BoardConsole, ssid: str, password: str) -> None:
    seen: list[WifiStatus] = []
    status = await console.join(ssid, password, on_status=seen.append)
    assert (status.state, status.ssid, status.ip, status.saved) == (WifiState.CONNECTED, ssid, "127.0.0.1", True)
    assert seen[-1].state is WifiState.CONNECTED


FAILURES = (
    ("Workshop", "wrong horse", Trouble.WIFI_PASSWORD),
    ("Workshop", "", Trouble.WIFI_PASSWORD),
    ("Workshop 5 GHz", PASSWORD, Trouble.WIFI_NOT_FOUND),
    ("Far", PASSWORD, Trouble.WIFI_WEAK),
    ("Office", PASSWORD, Trouble.WIFI_SECURITY),
    ("Deaf", PASSWORD, Trouble.WIFI_PASSWORD),
    ("Full", PASSWORD, Trouble.WIFI_FAILED),
)


async def not_joined(ssid: str, password: str, trouble: Trouble) -> None:
    with VirtualBoard(access_points=POINTS) as board:
        async with plugged_in(board.serial_path) as console:
            with pytest.raises(SetupError) as told:
                await console.join(ssid, password)
            assert told.value.trouble is trouble
            assert ssid in told.value.happened
            assert (await console.wifi_status()).state is WifiState.IDLE, "it does not go on trying"


@pytest.mark.parametrize(("ssid", "password", "trouble"), FAILURES)
def test_why_it_could_not_join_is_told(together: Together, ssid: str, password: str, trouble: Trouble) -> None:
    together(run_story, not_joined, ssid, password, trouble)


async def test_a_wrong_password_never_takes_the_place_of_a_good_one(board: VirtualBoard, console: BoardConsole) -> None:
    await console.join("Workshop", PASSWORD)
    with pytest.raises(SetupError):
        await console.join(AWKWARD, "wrong horse")
    board.power_cut()
    look = await console.recognise(20)
    assert look.ssid == "Workshop"
    await connected(console)


async def test_patience_has_an_end(console: BoardConsole) -> None:
    with pytest.raises(SetupError) as told:
        await console.join("Workshop", "wrong horse", seconds=0.0)
    assert told.value.trouble in (Trouble.WIFI_TIMEOUT, Trouble.WIFI_PASSWORD)


async def test_a_password_that_cannot_be_right_is_not_even_sent(board: VirtualBoard, console: BoardConsole) -> None:
    await console.recognise()
    before = len(board.transcript)
    with pytest.raises(SetupError) as told:
        await console.join("Workshop", "short")
    assert told.value.trouble is Trouble.WIFI_BAD_INPUT
    assert "short" not in board.transcript[before:]


async def test_settings_that_cannot_be_saved_are_told(board: VirtualBoard, console: BoardConsole) -> None:
    board.fault("nvs_full")
    try:
        with pytest.raises(SetupError, match="not saved") as told:
            await console.join(AWKWARD, 'quote " and \\ slash')
        assert told.value.trouble is Trouble.CONSOLE_REFUSED
    finally:
        board.fault("nvs_full", 0)


# -- the rest of the set-up ----------------------------------------------------------------------------------------


async def test_name_computer_and_key_reach_the_board(console: BoardConsole) -> None:
    assert await console.set_name('Door "left" Tür')
    await console.set_target("192.168.1.5", 8081)
    assert await console.set_key(bytes(range(32)))
    await console.start_stream()
    status = await console.stream_status()
    assert (status.host, status.port, status.streaming, status.key) == ("192.168.1.5", 8081, True, True)
    assert status.error
    look = await console.recognise()
    assert look.name == 'Door "left" Tür'


async def test_what_the_board_does_not_take_is_told_in_its_words(console: BoardConsole) -> None:
    with pytest.raises(SetupError, match="a host is a name or an IPv4 address") as told:
        await console.set_target("not a host", 80)
    assert told.value.trouble is Trouble.CONSOLE_REFUSED


async def test_commands_of_several_tasks_wait_for_each_other(console: BoardConsole) -> None:
    answers = await asyncio.gather(*[console.wifi_status() for _ in range(5)], console.scan(), console.stream_status())
    assert all(isinstance(answer, WifiStatus) for answer in answers[:5])
    assert len(answers[5]) > 5


async def test_no_secret_is_logged_or_told(console: BoardConsole, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key = bytes(range(100, 132))
    await console.set_key(key)
    with pytest.raises(SetupError) as failed:
        await console.join("Workshop", "secret horse")
    told = f"{failed.value} {failed.value!r} {failed.value.facts}"
    text = caplog.text + told + repr(console) + repr(vars(console))
    assert "secret horse" not in text
    assert key.hex() not in text


# -- trouble with the cable ----------------------------------------------------------------------------------------


async def test_noise_that_breaks_one_answer_is_overcome(board: VirtualBoard) -> None:
    spoilt: list[bytes] = []

    def spoil(data: bytes) -> bytes:
        if b'"networks"' in data and not spoilt:
            spoilt.append(data)
            return data.replace(b'"networks"', b'"netw\x00\xff\xfe')
        return data

    with BadContact(board.serial_path) as cable:
        async with plugged_in(cable.path) as console:
            await console.recognise()
            cable.spoil = spoil
            assert len(await console.scan()) > 5
    assert spoilt


@pytest.mark.usefixtures("quick_to_give_up")
async def test_a_command_that_arrives_garbled_is_never_run(board: VirtualBoard) -> None:
    with BadContact(board.serial_path) as cable:
        async with plugged_in(cable.path) as console:
            await console.set_target("10.0.0.1", 8080)
            cable.spoil = lambda data: data.replace(b"10.0.0.2", b"10.0.0.7")  # as if a bit had flipped on the way
            with pytest.raises(SetupError, match="while it was told this computer's address") as told:
                await console.set_target("10.0.0.2", 8080)
            assert told.value.trouble is Trouble.CONSOLE_FAILED
            cable.spoil = lambda data: data
            assert (await console.stream_status()).host == "10.0.0.1"


async def test_unplugged_in_the_middle_of_a_command() -> None:
    with VirtualBoard(access_points=POINTS, fast=False) as board:
        async with plugged_in(board.serial_path) as console:
            await console.recognise(20)
            scanning = asyncio.create_task(console.scan())
            await until(lambda: "wifi scan" in board.transcript, "the command")
            await asyncio.to_thread(board.stop)
            with pytest.raises(SetupError, match="while it looked for WiFi networks") as told:
                await scanning
            assert told.value.trouble is Trouble.UNPLUGGED


async def test_a_board_that_restarts_in_the_middle_of_a_command_is_asked_again(
    board: VirtualBoard, console: BoardConsole
) -> None:
    await console.recognise()
    scanning = asyncio.create_task(console.scan())
    before = board.transcript.count("wifi scan")
    await until(lambda: board.transcript.count("wifi scan") > before, "the command")
    board.power_cut()
    assert len(await scanning) > 5


@pytest.mark.usefixtures("quick_to_give_up")
async def test_a_board_that_hangs_is_given_up() -> None:
    with VirtualBoard() as board:
        async with plugged_in(board.serial_path) as console:
            await console.recognise(20)
            board.freeze()
            began = time.monotonic()
            with pytest.raises(SetupError, match="while it was asked for its WiFi") as told:
                await console.wifi_status()
            assert told.value.trouble is Trouble.CONSOLE_FAILED
            assert time.monotonic() - began < 30
            board.thaw()
            assert (await console.wifi_status()).state is WifiState.IDLE


def run_story(story: Callable[..., Coroutine[Any, Any, None]], *arguments: Any) -> None:
    asyncio.run(story(*arguments))


STORIES = [
    *[(left_elsewhere, place) for place in PLACES],
    *[(another_program, name) for name in PROGRAMS],
    *[(not_joined, *failure) for failure in FAILURES],
]
