"""Which board is meant, what is on it, and what happens when it goes and comes back, on every page."""

from __future__ import annotations

import asyncio

from atomcam_gui.provisioning.console.board_console import Software
from atomcam_gui.provisioning.flow.setup_state import Page, SetupState, Tick, TickState
from atomcam_gui.provisioning.serial.ports import Port, PortKind
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.board_console import REPL_PROMPT, Console
from tests.fakes.odd_devices import Garbage, Silent
from tests.fakes.set_up_parts import Hub, Story, open_quickly
from tests.fakes.set_up_parts import story as set_up
from tests.fakes.stories import Stories
from tests.fakes.stories import playing as playing
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC

OTHER_MAC = "f412fa000001"


story = Stories()


async def aside(work: object, *arguments: object) -> None:
    """Do something to a board, which takes its time, while the flow goes on."""
    await asyncio.to_thread(work, *arguments)  # type: ignore[arg-type]


# -- which one is meant --------------------------------------------------------------------------------------------


@story
async def test_nothing_plugged_in_is_told_after_a_while_until_something_comes() -> None:
    hub = Hub()
    async with set_up(hub) as told:
        assert not told.state.plug.waited_long
        await told.reach(lambda s: s.plug.waited_long, "it is told")
        assert not told.flow.may_advance()
        with Silent() as board:
            hub.listers.append(lambda: [Port(board.path, PortKind.LOADER, mac=MAC)])
            state = await told.reach(lambda s: s.plug.chosen, "it is there")
            assert not state.plug.waited_long


@story
async def test_of_two_boards_none_is_chosen_until_the_user_does() -> None:
    with Silent() as first, Silent() as second:
        ports = [
            Port(first.path, PortKind.MICROPYTHON, mac=MAC),
            Port(second.path, PortKind.MICROPYTHON, mac=OTHER_MAC),
        ]
        hub = Hub(lambda: ports)
        async with set_up(hub) as told:
            await told.reach(lambda s: len(s.plug.ports) == 2, "both are seen")
            assert told.state.plug.chosen is None
            assert not told.flow.may_advance()
            told.flow.choose_port(second.path)
            assert told.state.plug.chosen == ports[1]
            assert told.state.plug.recognising
            hub.listers = [lambda: ports[:1]]
            state = await told.reach(lambda s: len(s.plug.ports) == 1, "the second is gone")
            assert state.plug.chosen is None, "the user did not mean the first one"
            assert state.plug.trouble.trouble is Trouble.UNPLUGGED
            hub.listers = [lambda: ports]
            state = await told.reach(lambda s: s.plug.chosen, "the second is back")
            assert state.plug.chosen == ports[1]
            assert state.plug.trouble is None


@story
async def test_a_serial_port_that_is_no_board_is_taken_only_by_the_users_own_choice() -> None:
    with Garbage() as device:
        ports = [Port(device.path, PortKind.OTHER, "USB Serial")]
        async with set_up(lambda: ports) as told:
            await told.reach(lambda s: s.plug.waited_long, "no board is there")
            assert told.state.plug.ports == tuple(ports)
            assert told.state.plug.chosen is None
            told.flow.show_all(True)
            assert told.state.plug.show_all
            told.flow.choose_port(device.path)
            state = await told.recognised()
            assert state.plug.look.software is Software.FOREIGN
            assert state.plug.trouble.trouble is Trouble.NOT_A_BOARD
            told.flow.skip_flashing()
            assert told.state.page is Page.PLUG
            assert told.flow.may_advance(), "the user may know better"


@story
async def test_a_port_that_is_not_listed_can_be_chosen_by_its_path() -> None:
    with Silent() as device:
        async with set_up(Hub()) as told:
            told.flow.choose_port(device.path)
            await told.reach(lambda s: s.plug.recognising, "it is looked at")
            await told.reach(lambda s: s.plug.waited_long, "the list is empty")
            assert told.state.plug.chosen == Port(device.path)


@story
async def test_a_port_that_another_program_holds_says_so_and_can_be_looked_at_again(board: UsbBoard) -> None:
    holder = await open_quickly(board.path)
    async with set_up(board.lister) as told:
        state = await told.reach(lambda s: s.plug.trouble, "it is busy")
        assert state.plug.trouble.trouble is Trouble.PORT_BUSY
        assert not told.flow.may_advance()
        await holder.close()
        told.flow.look_again()
        state = await told.recognised()
        assert (state.plug.trouble, state.plug.may_skip_flashing) == (None, True)


@story
async def test_the_rule_is_installed_with_one_click_and_the_board_looked_at_again(board: UsbBoard) -> None:
    permitted = False

    async def open_console(path: str) -> object:
        if not permitted:
            raise SetupError(Trouble.PORT_NOT_PERMITTED, port=path, command="sudo …")
        return await open_quickly(path)

    async def install_rule() -> None:
        nonlocal permitted
        permitted = True

    async with set_up(board.lister, open_console=open_console, install_rule=install_rule) as told:
        state = await told.reach(lambda s: s.plug.trouble, "not permitted")
        assert state.plug.trouble.trouble is Trouble.PORT_NOT_PERMITTED
        told.flow.install_rule()
        assert told.state.plug.installing_rule
        state = await told.recognised()
        assert (state.plug.trouble, state.plug.installing_rule) == (None, False)


@story
async def test_a_rule_that_was_not_installed_says_why(board: UsbBoard) -> None:
    async def open_console(path: str) -> object:
        raise SetupError(Trouble.PORT_NOT_PERMITTED, port=path, command="sudo …")

    async def install_rule() -> None:
        raise SetupError(Trouble.RULE_NOT_INSTALLED, reason="nobody agreed", command="sudo …")

    async with set_up(board.lister, open_console=open_console, install_rule=install_rule) as told:
        await told.reach(lambda s: s.plug.trouble, "not permitted")
        told.flow.install_rule()
        state = await told.reach(lambda s: s.plug.trouble and not s.plug.installing_rule, "it says why")
        assert state.plug.trouble.trouble is Trouble.RULE_NOT_INSTALLED


@story
async def test_an_unexpected_fault_is_reported_and_leaves_the_page_usable(board: UsbBoard) -> None:
    faulty = True

    async def open_console(path: str) -> object:
        if faulty:
            raise ZeroDivisionError("a defect")
        return await open_quickly(path)

    async with set_up(board.lister, open_console=open_console) as told:
        await told.reach(lambda s: s.plug.chosen and not s.plug.recognising, "it has failed")
        await asyncio.sleep(0)
        assert [type(fault) for fault in told.faults] == [ZeroDivisionError]
        told.faults.clear()
        faulty = False
        told.flow.look_again()
        await told.recognised()


# -- what is on it -------------------------------------------------------------------------------------------------


@story
async def test_a_new_board_is_no_trouble_and_wants_firmware() -> None:
    with UsbBoard(mode="loader") as board:
        async with set_up(board.lister) as told:
            state = await told.recognised()
            assert state.plug.look.software in (Software.LOADER, Software.SILENT)
            assert state.plug.trouble is None
            assert not state.plug.may_skip_flashing
            told.flow.skip_flashing()
            assert told.state.page is Page.PLUG
            told.flow.advance()
            assert told.state.page is Page.FIRMWARE
            assert told.state.finished == {Page.PLUG}
            assert not told.flow.may_go(Page.WIFI)


@story
async def test_a_board_that_sits_in_the_repl_is_brought_back_to_its_software(told: Story, board: UsbBoard) -> None:
    await told.recognised()
    with Console(board.path) as console:
        console.send(b"\x03")
        console.read_until(REPL_PROMPT)
    told.flow.look_again()
    state = await told.recognised()
    assert state.plug.look.software is Software.OURS
    await told.skip_to_wifi()


@story
async def test_a_board_that_starts_is_looked_at_once_it_shows_its_own_ids(board: UsbBoard) -> None:
    await aside(board.unplug)
    async with set_up(board.lister) as told:
        await told.reach(lambda s: s.plug.waited_long, "nothing is there")
        await aside(board.plug)
        state = await told.recognised()
        assert state.plug.look.software is Software.OURS
        assert {seen.plug.chosen.kind for seen in told.seen if seen.plug.chosen} >= {PortKind.MICROPYTHON}
        assert not any(seen.plug.trouble for seen in told.seen)


# -- unplugged -----------------------------------------------------------------------------------------------------


@story
async def test_unplugged_while_it_is_looked_at_and_plugged_in_again(board: UsbBoard) -> None:
    await aside(board.unplug_at, "console", 1)
    async with set_up(board.lister) as told:
        state = await told.reach(lambda s: s.plug.trouble, "it is unplugged")
        assert state.plug.trouble.trouble is Trouble.UNPLUGGED
        await told.reach(lambda s: s.plug.chosen is None, "it is gone")
        assert not told.flow.may_advance()
        await aside(board.plug)
        state = await told.recognised()
        assert (state.plug.trouble, state.plug.look.camera_id) == (None, MAC)


@story
async def test_unplugged_while_the_firmware_is_chosen(told: Story, board: UsbBoard) -> None:
    await told.recognised()
    told.flow.advance()
    await _unplug(told, board, Page.FIRMWARE)
    assert "its software was being chosen" in told.state.firmware.trouble.happened
    await aside(board.plug)
    state = await told.recognised()
    assert (state.page, state.firmware.trouble) == (Page.FIRMWARE, None)
    assert told.flow.may_advance()


@story
async def test_unplugged_while_it_joins_the_wifi(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    told.flow.choose_network("Workshop")
    told.flow.set_password("wrong horse")
    told.flow.advance()
    await told.reach(lambda s: s.wifi.joining, "it joins")
    await _unplug(told, board, Page.WIFI)
    state = told.state
    assert (state.wifi.joining, state.wifi.ssid, state.wifi.password) == (False, "Workshop", "wrong horse")
    assert not told.flow.may_advance()
    await aside(board.plug)
    await told.reach(lambda s: s.wifi.scanning, "it goes on")
    assert (told.state.page, told.state.wifi.trouble) == (Page.WIFI, None)
    await told.reach(lambda s: not s.wifi.scanning, "it has scanned")
    assert told.state.wifi.trouble is None
    await told.join()


@story
async def test_unplugged_while_it_is_told_of_this_computer(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    await told.join()
    await aside(board.unplug_at, "console", 3)
    told.flow.advance()
    state = await told.reach(lambda s: s.computer.trouble, "it is unplugged")
    assert state.computer.trouble.trouble is Trouble.UNPLUGGED
    await told.reach(lambda s: s.plug.chosen is None, "it is gone")
    assert (told.state.page, told.state.computer.done) == (Page.COMPUTER, False)
    assert not told.flow.may_advance()
    await aside(board.plug)
    state = await told.reach(lambda s: s.plug.chosen, "it is back")
    assert state.computer.trouble is None
    told.flow.advance()
    await told.reach(lambda s: s.picture.done, "the first picture")


@story
async def test_unplugged_while_its_first_picture_is_awaited(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    await told.join()
    right = told.state.computer.port
    told.flow.set_port(9)
    told.flow.advance()
    await told.page(Page.PICTURE)
    await aside(board.unplug)

    def unplugged(state: SetupState) -> bool:
        return any(error.trouble is Trouble.UNPLUGGED for error in state.picture.troubles.values())

    state = await told.reach(unplugged, "it is told")
    assert TickState.FAILED in state.picture.ticks.values()
    assert not state.picture.done
    await aside(board.plug)
    await told.reach(lambda s: s.plug.chosen and not unplugged(s), "it goes on")
    await told.reach(lambda s: s.picture.ticks[Tick.ADDRESS] is TickState.OK, "it has kept its address")
    told.flow.back()
    told.flow.set_port(right)
    told.flow.advance()
    await told.reach(lambda s: s.picture.done, "the first picture")


async def _unplug(told: Story, board: UsbBoard, page: Page) -> None:
    await aside(board.unplug)
    await told.reach(lambda s: s.plug.chosen is None, "it is gone")
    state = await told.reach(lambda s: getattr(s, page.value).trouble, "it is told")
    assert state.page is page
    assert getattr(state, page.value).trouble.trouble is Trouble.UNPLUGGED
    assert state.plug.look is None


@story
async def test_another_board_starts_from_the_beginning(board: UsbBoard) -> None:
    with Silent() as other:
        hub = Hub(board.lister)
        async with set_up(hub) as told:
            await told.skip_to_wifi()
            await told.join()
            told.flow.go(Page.PLUG)
            hub.listers = [lambda: [Port(other.path, PortKind.LOADER, mac=OTHER_MAC)]]
            state = await told.reach(lambda s: s.plug.chosen and s.plug.chosen.mac == OTHER_MAC, "the other board")
            assert (state.wifi.joined, state.wifi.networks, state.computer.done) == (False, (), False)
            assert (state.wifi.ssid, state.wifi.password) == ("Workshop", "correct horse"), "for the next camera"
            assert not told.flow.may_go(Page.WIFI)


@story
async def test_closing_in_the_middle_frees_the_port_and_leaves_nothing_running(board: UsbBoard) -> None:
    async with set_up(board.lister) as told:
        await told.skip_to_wifi()
        told.flow.choose_network("Workshop")
        told.flow.set_password("wrong horse")
        told.flow.advance()
        await told.reach(lambda s: s.wifi.joining, "it joins")
        await told.flow.close()
        await told.flow.close()
        assert [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("set-up")] == []
        console = await open_quickly(board.path)
        assert (await console.recognise()).software is Software.OURS
        await console.close()
