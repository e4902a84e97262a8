"""The set-up's side of the console against the ESP-IDF firmware: it draws, logs into everything, and has no JSON."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest

from atomcam_gui.provisioning.console.board_console import (
    BoardConsole,
    BoardLook,
    Software,
    StreamStatus,
    WifiState,
    WifiStatus,
)
from atomcam_gui.provisioning.serial.serial_link import SerialLink
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.older_firmware import OlderFirmware
from tests.fakes.together import Together
from tests.fakes.virtual_board import OPEN, WORKSHOP, WPA3, AccessPoint
from tests.peers import until

PASSWORD = "correct horse"
AWKWARD = 'Say "hi" \\ --save  x'
POINTS = (
    WORKSHOP,
    AccessPoint("Workshop", PASSWORD, rssi=-80),
    AccessPoint(AWKWARD, 'quote " and \\ slash', rssi=-60),
    AccessPoint("save", "--ssid --pass", auth=WPA3, rssi=-61),
    AccessPoint("Guests", auth=OPEN, rssi=-62),
    AccessPoint("Küche", PASSWORD, rssi=-63),
    AccessPoint("Far", PASSWORD, rssi=-93, fail=212),
    AccessPoint("Deaf", PASSWORD, rssi=-70, fail=204),
    AccessPoint("Enterprise", PASSWORD, rssi=-71, fail=210),
    AccessPoint("Refusing", PASSWORD, rssi=-72, fail=202),
    AccessPoint("Expiring", PASSWORD, rssi=-73, fail=2),
    AccessPoint("", PASSWORD, hidden=True, rssi=-40),
)
FAILURES = [
    ("Workshop", "wrong horse", Trouble.WIFI_PASSWORD),
    ("Workshop 5 GHz", PASSWORD, Trouble.WIFI_NOT_FOUND),
    ("Far", PASSWORD, Trouble.WIFI_WEAK),
    ("Enterprise", PASSWORD, Trouble.WIFI_SECURITY),
    ("Expiring", PASSWORD, Trouble.WIFI_FAILED),
]

Story = Callable[..., Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together([(run_story, story, *arguments) for story, arguments in STORIES]) as together:
        yield together


@contextlib.asynccontextmanager
async def plugged_in(path: str) -> AsyncIterator[BoardConsole]:
    console = BoardConsole(await SerialLink.open(path), second_chance_s=0.25)
    try:
        yield console
    finally:
        await console.close()


@contextlib.asynccontextmanager
async def older_board(draws: bool, *, chatty: bool = True) -> AsyncIterator[tuple[OlderFirmware, BoardConsole]]:
    """A board with its console open."""
    with OlderFirmware(POINTS, draws=draws, chatty=chatty) as board:
        async with plugged_in(board.path) as console:
            yield board, console


async def the_whole_set_up(draws: bool, chatty: bool) -> None:
    async with older_board(draws, chatty=chatty) as (board, console):
        assert await console.recognise() == BoardLook(Software.ESP_IDF)
        networks = await console.scan()
        assert [network.ssid for network in networks] == [
            "Workshop", AWKWARD, "save", "Guests", "Küche", "Deaf", "Enterprise", "Refusing", "Expiring", "Far", "",
        ]  # fmt: skip
        assert networks[0].rssi == WORKSHOP.rssi
        status = await console.join("Workshop", PASSWORD)
        assert status == WifiStatus(WifiState.CONNECTED, "Workshop", "192.168.1.7", saved=True)
        assert not await console.set_name("Door")
        assert not await console.set_key(bytes(32))
        await console.set_target("192.168.1.5", 8081)
        await console.start_stream()
        assert await console.stream_status() == StreamStatus("192.168.1.5", 8081, True, False)
        assert board.camera_powered, "which this firmware leaves off by itself"
        assert board.nvs == {"ssid": "Workshop", "pass": PASSWORD}
        assert board.target_nvs == {"host": "192.168.1.5", "port": "8081"}


async def awkward_names_and_passwords_arrive_as_they_are(draws: bool) -> None:
    async with older_board(draws) as (board, console):
        for ssid, password in (
            (AWKWARD, 'quote " and \\ slash'),
            ("save", "--ssid --pass"),
            ("Guests", ""),
        ):
            assert (await console.join(ssid, password)).state is WifiState.CONNECTED
            assert board.nvs == {"ssid": ssid, "pass": password}


async def what_it_would_drop_from_a_name_is_refused_beforehand(draws: bool) -> None:
    async with older_board(draws) as (board, console):
        with pytest.raises(SetupError, match="older software") as told:
            await console.join("Küche", PASSWORD)
        assert told.value.trouble is Trouble.WIFI_BAD_INPUT
        assert not any("wifi set" in line for line in board.lines)


async def why_it_could_not_join_is_told_each_time_anew(draws: bool) -> None:
    """Each after the other, since the firmware's reason from before stays until the next."""
    async with older_board(draws) as (_, console):
        for ssid, password, trouble in FAILURES:
            with pytest.raises(SetupError) as told:
                await console.join(ssid, password)
            assert told.value.trouble is trouble, ssid
            assert ssid in told.value.happened
        assert (await console.join("Workshop", PASSWORD)).saved
        assert (await console.wifi_status()).reason_text == ""


async def a_wrong_password_never_takes_the_place_of_a_good_one(draws: bool) -> None:
    async with older_board(draws) as (board, console):
        await console.join("Workshop", PASSWORD)
        with pytest.raises(SetupError):
            await console.join("Deaf", "wrong horse")
        board.restart()
        await until(lambda: board.wifi.ssid == "Workshop", "the restart")
        assert (await console.recognise(20)).ssid == "Workshop"
        async with asyncio.timeout(20):
            while True:
                status = await console.wifi_status()
                if status.state is WifiState.CONNECTED:
                    break
                await asyncio.sleep(0.05)


async def a_board_that_is_just_connecting_can_scan_and_be_given_another_network() -> None:
    """Its radio refuses both while it connects, and it tries for long to reach what is not there."""
    with OlderFirmware(POINTS, attempt_s=60.0) as board:
        board.nvs.update({"ssid": "Gone", "pass": PASSWORD})
        board.restart()
        await until(lambda: board.wifi.ssid == "Gone", "the restart")
        async with plugged_in(board.path) as console:
            assert (await console.recognise(20)).ssid == "Gone"
            assert (await console.wifi_status()).state is WifiState.CONNECTING
            assert len(await console.scan()) > 5
            assert (await console.wifi_status()).state is WifiState.CONNECTING, "it goes on where it was"
            with pytest.raises(SetupError) as told:
                await console.join("Workshop", PASSWORD, seconds=0.3)
            assert told.value.trouble is Trouble.WIFI_TIMEOUT
            assert board.wifi.ssid == "Workshop"
            assert board.nvs["ssid"] == "Gone"


async def a_half_typed_command_is_not_run(draws: bool) -> None:
    with OlderFirmware(POINTS, draws=draws, chatty=True) as board:
        typing = await SerialLink.open(board.path)
        await typing.write(b"wifi clear")
        await until(lambda: b"wifi clear" in board.received, "the command to arrive")
        await typing.close()
        async with plugged_in(board.path) as console:
            assert (await console.recognise(20)).software is Software.ESP_IDF
            await console.set_target("192.168.1.5", 8080)
        assert board.target_nvs["host"] == "192.168.1.5"
        assert "wifi clear" not in board.lines


async def what_it_refuses_is_told_in_its_words(draws: bool) -> None:
    async with older_board(draws) as (_, console):
        with pytest.raises(SetupError, match="ESP_ERR_INVALID_SIZE") as told:
            await console.set_target("x" * 64, 80)
        assert told.value.trouble is Trouble.CONSOLE_REFUSED


async def unplugged_in_the_middle_of_a_join(draws: bool) -> None:
    async with older_board(draws) as (board, console):
        joining = asyncio.create_task(console.join("Workshop 5 GHz", PASSWORD))
        await until(lambda: "wifi connect" in board.lines, "the attempt")
        await asyncio.to_thread(board.unplug)
        with pytest.raises(SetupError, match="while it connected to the WiFi") as told:
            await joining
        assert told.value.trouble is Trouble.UNPLUGGED


async def a_join_can_be_cancelled_at_any_moment(draws: bool) -> None:
    async with older_board(draws) as (board, console):
        await console.recognise()
        for delay in (0.0, 0.06, 0.25, 0.6):
            joining = asyncio.create_task(console.join("Workshop 5 GHz", PASSWORD))
            await asyncio.sleep(delay)
            joining.cancel()
            await asyncio.wait([joining])
            assert joining.cancelled()
            assert (await console.wifi_status()).state in list(WifiState)
        assert not board.nvs


WITH_BOTH_TERMINALS = (
    awkward_names_and_passwords_arrive_as_they_are,
    what_it_would_drop_from_a_name_is_refused_beforehand,
    why_it_could_not_join_is_told_each_time_anew,
    a_wrong_password_never_takes_the_place_of_a_good_one,
    a_half_typed_command_is_not_run,
    what_it_refuses_is_told_in_its_words,
    unplugged_in_the_middle_of_a_join,
    a_join_can_be_cancelled_at_any_moment,
)
STORIES: list[tuple[Story, tuple[bool, ...]]] = [
    *[(story, (draws,)) for story in WITH_BOTH_TERMINALS for draws in (False, True)],
    *[(the_whole_set_up, (draws, chatty)) for draws in (False, True) for chatty in (False, True)],
    (a_board_that_is_just_connecting_can_scan_and_be_given_another_network, ()),
]


def run_story(story: Story, *arguments: bool) -> None:
    asyncio.run(story(*arguments))


def name_of(value: Story | tuple[bool, ...]) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else value.__name__


@pytest.mark.parametrize(("story", "arguments"), STORIES, ids=name_of)
def test_with_the_older_firmware(together: Together, story: Story, arguments: tuple[bool, ...]) -> None:
    together(run_story, story, *arguments)


async def test_no_password_is_logged_or_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with older_board(draws=True) as (_, console):
        with pytest.raises(SetupError) as told:
            await console.join("Workshop", "secret horse")
    assert "secret horse" not in caplog.text + f"{told.value!r} {told.value.facts}"
