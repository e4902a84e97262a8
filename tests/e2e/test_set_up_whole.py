"""From a board out of its box to its first picture: flashed, started from what was flashed, joined, paired, seen."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from unittest import mock

from atomcam_gui.provisioning.console.board_console import Software
from atomcam_gui.provisioning.flashing.flash_events import FlashStep
from atomcam_gui.provisioning.flow.setup_state import Page, TickState
from atomcam_gui.provisioning.serial.ports import Port, PortKind
from atomcam_gui.provisioning.troubles import Trouble
from tests.fakes.older_firmware import OlderFirmware, OlderWifi
from tests.fakes.set_up_parts import Story
from tests.fakes.set_up_parts import story as set_up
from tests.fakes.stories import Stories
from tests.fakes.stories import playing as playing
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC
from tests.peers import peer_camera

story = Stories(lambda: UsbBoard(mode="loader"), at_once=3)


@contextlib.asynccontextmanager
async def at_firmware_page(board: UsbBoard, firmware: Path) -> AsyncIterator[Story]:
    async with set_up(board.lister) as told:
        await told.recognised()
        told.flow.advance()
        told.flow.use_file(firmware)
        await told.reach(lambda s: s.firmware.firmware, "the firmware is checked")
        yield told


@contextlib.asynccontextmanager
async def measured_stalls() -> AsyncIterator[list[float]]:
    """The longest time for which the event loop did nothing else, in the list's only place."""
    longest = [0.0]

    async def beat() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            longest[0] = max(longest[0], time.monotonic() - began - 0.005)

    beating = asyncio.create_task(beat())
    try:
        yield longest
    finally:
        beating.cancel()
        await asyncio.wait([beating])


@story
async def test_a_new_board_is_flashed_joined_and_seen(board: UsbBoard, firmware: Path) -> None:
    async with at_firmware_page(board, firmware) as told, measured_stalls() as longest:
        assert told.state.finished == {Page.PLUG, Page.FIRMWARE}
        told.flow.advance()
        assert (told.state.page, told.state.flash.running) == (Page.FLASH, True)
        assert not told.flow.may_go(Page.PLUG)
        state = await told.reach(lambda s: s.flash.done, "flashed", within=60)
        assert state.flash.chip is not None
        assert (state.flash.chip.mac, state.flash.chip.flash_mb) == (MAC, 8)
        assert (state.flash.running, state.flash.trouble, state.flash.fraction) == (False, None, 1.0)
        assert state.flash.log
        steps = list(dict.fromkeys(seen.flash.step for seen in told.seen if seen.flash.step))
        assert steps[0] is FlashStep.CONNECT
        assert steps[-1] is FlashStep.CONSOLE
        fractions = [seen.flash.fraction for seen in told.seen]
        assert fractions == sorted(fractions), "the bar never goes back"
        assert state.plug.chosen is not None
        assert state.plug.chosen.kind is PortKind.MICROPYTHON
        assert state.plug.look is not None
        assert (state.plug.look.software, state.plug.look.camera_id) == (Software.OURS, MAC)

        began = time.monotonic()
        told.flow.advance()
        state = await told.reach(lambda s: s.wifi.scanned and not s.wifi.scanning, "the board has scanned")
        assert state.page is Page.WIFI
        assert [network.ssid for network in state.wifi.networks] == ["Workshop"]
        await told.join()
        told.flow.advance()
        state = await told.reach(lambda s: s.picture.done, "the first picture")
        took = time.monotonic() - began
        print(f"\nset-up without flashing, from the recognised board to its first picture: {took:.1f} s")  # noqa: T201
        print(f"longest stall of the event loop, from flashing on: {longest[0] * 1000:.0f} ms")  # noqa: T201
        assert took < 30
        assert set(state.picture.ticks.values()) == {TickState.OK}
        assert state.finished == set(Page)
        camera = told.backend.registry.get(MAC)
        assert camera is not None
        assert camera.has_key


@story
async def test_a_cancelled_flash_says_how_the_board_is_and_the_second_try_ends_well(
    board: UsbBoard, firmware: Path
) -> None:
    await asyncio.to_thread(board.slow_writes, 60_000)
    async with at_firmware_page(board, firmware) as told:
        told.flow.advance()
        await told.reach(lambda s: s.flash.step is FlashStep.WRITE, "it writes")
        told.flow.cancel_flash()
        assert told.state.flash.cancelling
        state = await told.reach(lambda s: not s.flash.running, "it has stopped", within=10)
        assert state.flash.trouble.trouble is Trouble.CANCELLED
        assert "partly written" in state.flash.trouble.happened
        assert (state.flash.done, state.flash.cancelling, state.page) == (False, False, Page.FLASH)
        assert Page.FLASH not in state.finished
        assert not told.flow.may_go(Page.WIFI)
        await asyncio.to_thread(board.slow_writes, 0)
        await told.reach(lambda s: told.flow.may_advance(), "it may be tried again")
        assert state.firmware.firmware is told.state.firmware.firmware, "what was fetched is kept"
        told.flow.advance()
        await told.reach(lambda s: s.flash.done, "flashed", within=60)


@story
async def test_cancelled_before_it_began_nothing_is_written(board: UsbBoard, firmware: Path) -> None:
    async with at_firmware_page(board, firmware) as told:
        board.forget_writes()
        told.flow.advance()
        told.flow.cancel_flash()
        state = await told.reach(lambda s: not s.flash.running, "it has stopped", within=10)
        assert state.flash.trouble.trouble is Trouble.CANCELLED
        assert board.bytes_written == 0


@story
async def test_unplugged_in_the_middle_of_writing_it_goes_on_where_it_was(board: UsbBoard, firmware: Path) -> None:
    await asyncio.to_thread(board.unplug_at, "write", 3)
    async with at_firmware_page(board, firmware) as told:
        told.flow.advance()
        state = await told.reach(lambda s: not s.flash.running, "it has failed", within=60)
        assert state.flash.trouble.trouble is Trouble.UNPLUGGED
        assert (state.flash.done, state.page) == (False, Page.FLASH)
        await told.reach(lambda s: s.plug.chosen is None, "it is gone")
        assert not told.flow.may_advance()
        await asyncio.to_thread(board.plug)
        await told.reach(lambda s: told.flow.may_advance(), "it is back")
        assert told.state.flash.trouble.trouble is Trouble.UNPLUGGED, "what happened stays until it is tried again"
        told.flow.flash()
        state = await told.reach(lambda s: s.flash.done, "flashed", within=60)
        assert state.flash.trouble is None
        told.flow.advance()
        await told.reach(lambda s: s.wifi.scanned, "its console is open")


@story
async def test_closing_while_it_writes_ends_the_helper_and_frees_the_port(board: UsbBoard, firmware: Path) -> None:
    await asyncio.to_thread(board.slow_writes, 60_000)
    async with at_firmware_page(board, firmware) as told:
        told.flow.advance()
        await told.reach(lambda s: s.flash.step is FlashStep.WRITE, "it writes")
        await told.flow.close()
        assert not told.state.flash.running
        assert not told.state.flash.done


@story
async def test_settings_are_kept_unless_everything_is_erased(firmware: Path) -> None:
    with UsbBoard(mode="app") as board:
        async with set_up(board.lister) as told:
            await told.skip_to_wifi()
            await told.join()
            for erase in (False, True):
                told.flow.go(Page.FIRMWARE)
                told.flow.use_file(firmware)
                told.flow.erase_all(erase)
                assert told.state.firmware.keep_settings is not erase
                await told.reach(lambda s: s.firmware.firmware and not s.firmware.fetching, "the firmware is checked")
                told.flow.advance()
                await told.reach(lambda s: s.flash.done, "flashed", within=60)
                told.flow.advance()
                state = await told.reach(lambda s: s.page is Page.WIFI and not s.wifi.scanning, "scanned")
                assert state.wifi.status.saved is not erase


@story
async def test_a_board_with_the_older_firmware_is_let_in_by_its_address() -> None:
    advance = OlderWifi.advance

    def advance_here(wifi: OlderWifi) -> None:
        advance(wifi)
        wifi.ip = wifi.ip and "127.0.0.1"

    with mock.patch.object(OlderWifi, "advance", advance_here), OlderFirmware(chatty=True) as board:
        port = Port(board.path, PortKind.LOADER, "USB JTAG/serial debug unit", MAC)
        async with set_up(lambda: [port]) as told:
            state = await told.recognised()
            assert state.plug.look.software is Software.ESP_IDF
            assert state.plug.may_skip_flashing
            await told.skip_to_wifi()
            await told.join()
            told.flow.set_name("Old one")
            told.flow.advance()
            await told.page(Page.PICTURE)
            assert (board.host, board.port) == ("127.0.0.1", told.backend.server.port)
            assert board.streaming
            async with peer_camera(f"ws://127.0.0.1:{told.backend.server.port}/ws/camera") as camera:
                await camera.show()
                state = await told.reach(lambda s: s.picture.done, "the first picture")
            assert state.picture.camera_id == "127.0.0.1"
            assert [word.name for word in told.backend.book.decisions] == ["Old one"]
