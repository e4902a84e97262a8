"""From a board with its software to the first picture: WiFi, this computer, and what goes wrong on the way."""

from __future__ import annotations

import asyncio
from unittest import mock

from atomcam_gui.errors import SettingsError
from atomcam_gui.provisioning.console.board_console import Software
from atomcam_gui.provisioning.flow.setup_state import Page, Tick, TickState
from atomcam_gui.provisioning.troubles import Trouble
from tests.fakes.set_up_parts import Keyring, Story
from tests.fakes.set_up_parts import story as set_up
from tests.fakes.stories import Stories
from tests.fakes.stories import playing as playing
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC, OPEN, WORKSHOP, AccessPoint

NEIGHBOUR = AccessPoint("Neighbour", "battery staple", rssi=-70, channel=1)
CAFE = AccessPoint("Cafe", auth=OPEN, rssi=-60)
HIDDEN = AccessPoint("Cellar", "hunter22hunter", hidden=True, rssi=-40)


story = Stories(lambda: UsbBoard(mode="app", access_points=(WORKSHOP, NEIGHBOUR, CAFE, HIDDEN)), at_once=8)


@story
async def test_a_board_with_its_software_comes_to_its_first_picture_without_flashing(told: Story) -> None:
    state = await told.recognised()
    assert state.plug.look is not None
    assert (state.plug.look.software, state.plug.look.camera_id) == (Software.OURS, MAC)
    assert state.plug.trouble is None
    await told.skip_to_wifi()
    assert [n.ssid for n in told.state.wifi.networks] == ["Workshop", "Cafe", "Neighbour", ""]
    state = await told.join()
    assert (state.computer.address, state.computer.port) == ("127.0.0.1", told.backend.server.port)
    assert state.computer.name == f"Camera {MAC[-4:]}"
    told.flow.advance()
    state = await told.reach(lambda s: s.picture.done, "the first picture")
    assert state.page is Page.PICTURE
    assert state.picture.camera_id == MAC
    assert set(state.picture.ticks.values()) == {TickState.OK}
    camera = told.backend.registry.get(MAC)
    assert camera is not None
    assert camera.has_key
    assert camera.name == f"Camera {MAC[-4:]}"
    assert state.finished == {Page.PLUG, Page.WIFI, Page.COMPUTER, Page.PICTURE}


# -- WiFi ----------------------------------------------------------------------------------------------------------


@story
async def test_a_wrong_password_keeps_what_was_typed_and_the_right_one_then_works(told: Story) -> None:
    await told.skip_to_wifi()
    told.flow.choose_network("Workshop")
    told.flow.set_password("wrong horse")
    told.flow.advance()
    state = await told.reach(lambda s: s.wifi.trouble, "the wrong password is told")
    assert state.wifi.trouble.trouble is Trouble.WIFI_PASSWORD
    assert "Workshop" in state.wifi.trouble.happened
    assert (state.page, state.wifi.ssid, state.wifi.password) == (Page.WIFI, "Workshop", "wrong horse")
    assert not state.wifi.joining
    assert Page.WIFI not in state.finished
    told.flow.set_password("correct horse")
    assert told.state.wifi.trouble is None
    told.flow.advance()
    await told.page(Page.COMPUTER)
    assert told.state.wifi.status.ip == "127.0.0.1"


@story
async def test_a_network_that_goes_out_of_reach_is_told_by_name(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    board.access_points = [NEIGHBOUR]
    told.flow.choose_network("Workshop")
    told.flow.set_password("correct horse")
    told.flow.advance()
    state = await told.reach(lambda s: s.wifi.trouble, "it is not found")
    assert state.wifi.trouble.trouble is Trouble.WIFI_NOT_FOUND
    assert "Workshop" in state.wifi.trouble.happened
    board.access_points = [WORKSHOP]
    told.flow.advance()
    await told.page(Page.COMPUTER)


@story
async def test_a_5_ghz_network_typed_by_hand_is_told_as_one_that_the_camera_cannot_see(told: Story) -> None:
    await told.skip_to_wifi()
    told.flow.choose_hidden()
    assert not told.flow.may_advance()
    for typed in ("W", "Workshop-5G"):
        told.flow.set_ssid(typed)
    told.flow.set_password("correct horse")
    assert told.state.wifi.hidden
    told.flow.advance()
    state = await told.reach(lambda s: s.wifi.trouble, "it is not found")
    assert state.wifi.trouble.trouble is Trouble.WIFI_NOT_FOUND
    assert "Workshop-5G" in state.wifi.trouble.happened
    assert "5 GHz" in state.wifi.trouble.next_step
    assert (state.wifi.ssid, state.wifi.password) == ("Workshop-5G", "correct horse")


@story
async def test_a_hidden_network_is_joined_by_its_name(told: Story) -> None:
    await told.skip_to_wifi()
    told.flow.choose_hidden("Cellar")
    told.flow.set_password("hunter22hunter")
    told.flow.advance()
    await told.page(Page.COMPUTER)


@story
async def test_an_open_network_is_marked_as_one(told: Story) -> None:
    await told.skip_to_wifi()
    told.flow.choose_network("Cafe")
    assert told.state.wifi.network.is_open
    told.flow.choose_network("Workshop")
    assert not told.state.wifi.network.is_open


@story
async def test_a_password_that_none_can_be_is_told_before_the_board_tries_it(told: Story) -> None:
    await told.skip_to_wifi()
    told.flow.choose_network("Workshop")
    told.flow.set_password("short")
    told.flow.advance()
    state = await told.reach(lambda s: s.wifi.trouble, "it is refused")
    assert state.wifi.trouble.trouble is Trouble.WIFI_BAD_INPUT
    assert state.wifi.status.state.value == "IDLE"


@story
async def test_joining_is_cancelled_at_once_and_can_be_tried_again(told: Story) -> None:
    await told.skip_to_wifi()
    told.flow.choose_network("Workshop")
    told.flow.set_password("wrong horse")
    told.flow.advance()
    await told.reach(lambda s: s.wifi.joining and s.wifi.status.state.value == "CONNECTING", "it tries")
    assert told.state.busy
    assert not told.flow.may_go(Page.PLUG)
    told.flow.cancel_join()
    state = await told.reach(lambda s: not s.wifi.joining, "it has stopped", within=10)
    assert (state.wifi.trouble, state.wifi.joined, state.page) == (None, False, Page.WIFI)
    told.flow.set_password("correct horse")
    told.flow.advance()
    await told.page(Page.COMPUTER)


@story
async def test_a_board_that_is_in_its_network_goes_on_without_a_password(told: Story) -> None:
    await told.skip_to_wifi()
    await told.join()
    told.flow.back()
    state = await told.reach(lambda s: s.page is Page.WIFI and not s.wifi.scanning, "back, and scanned anew")
    assert (state.wifi.joined, state.wifi.ssid) == (True, "Workshop")
    told.flow.go(Page.PLUG)
    told.flow.look_again()
    state = await told.skip_to_wifi()
    assert (state.wifi.joined, state.wifi.ssid) == (True, "Workshop")
    told.flow.choose_network("Neighbour")
    assert not told.state.wifi.joined
    told.flow.choose_network("Workshop")
    assert told.state.wifi.joined
    told.flow.advance()
    assert told.state.page is Page.COMPUTER


@story
async def test_rescanning_finds_what_has_come_since(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    board.access_points = [WORKSHOP, AccessPoint("Garden", "garden gate")]
    told.flow.rescan()
    assert told.state.wifi.scanning
    state = await told.reach(lambda s: not s.wifi.scanning, "scanned again")
    assert {n.ssid for n in state.wifi.networks} == {"Workshop", "Garden"}


# -- guesses -------------------------------------------------------------------------------------------------------


@story
async def test_this_computers_network_is_preselected_with_its_remembered_password(board: UsbBoard) -> None:
    async def here() -> str:
        return "Neighbour"

    keyring = Keyring({"Neighbour": "battery staple", "Workshop": "correct horse"})
    async with set_up(board.lister, current_ssid=here, remembered=keyring) as told:
        state = await told.skip_to_wifi()
        state = await told.reach(lambda s: s.wifi.password, "the password is filled in")
        assert (state.wifi.ssid, state.wifi.password) == ("Neighbour", "battery staple")
        assert (state.wifi.here, state.wifi.can_remember, state.wifi.remember) == ("Neighbour", True, True)
        told.flow.advance()
        await told.page(Page.COMPUTER)


@story
async def test_a_network_of_this_computer_that_the_board_does_not_see_is_not_preselected(board: UsbBoard) -> None:
    async def here() -> str:
        return "Workshop-5G"

    async with set_up(board.lister, current_ssid=here) as told:
        await told.skip_to_wifi()
        state = await told.reach(lambda s: s.wifi.here, "it is known")
        assert state.wifi.ssid == ""
        assert not told.flow.may_advance()


@story
async def test_else_the_strongest_remembered_network_is_preselected(board: UsbBoard) -> None:
    keyring = Keyring({"Neighbour": "battery staple", "Elsewhere": "something else"})
    async with set_up(board.lister, remembered=keyring) as told:
        await told.skip_to_wifi()
        state = await told.reach(lambda s: s.wifi.password, "the password is filled in")
        assert (state.wifi.ssid, state.wifi.password) == ("Neighbour", "battery staple")


@story
async def test_what_the_user_chose_is_not_replaced_by_a_late_guess(board: UsbBoard) -> None:
    known = asyncio.Event()

    async def here() -> str:
        await known.wait()
        return "Neighbour"

    keyring = Keyring({"Workshop": "correct horse", "Neighbour": "battery staple"})
    async with set_up(board.lister, current_ssid=here, remembered=keyring) as told:
        await told.skip_to_wifi()
        told.flow.choose_network("Cafe")
        told.flow.set_password("typed by hand")
        known.set()
        await asyncio.sleep(0.1)
        assert (told.state.wifi.ssid, told.state.wifi.password) == ("Cafe", "typed by hand")


@story
async def test_a_network_is_remembered_once_it_has_worked_and_only_where_the_user_wants_it(board: UsbBoard) -> None:
    keyring = Keyring()
    async with set_up(board.lister, remembered=keyring) as told:
        await told.skip_to_wifi()
        await told.reach(lambda s: s.wifi.can_remember, "there is a keyring")
        await told.join()
        assert keyring.passwords == {}
        told.flow.back()
        told.flow.remember(True)
        told.flow.set_password("wrong horse")
        told.flow.join()
        await told.reach(lambda s: s.wifi.trouble, "it does not work")
        assert keyring.passwords == {}
        told.flow.set_password("correct horse")
        told.flow.join()
        await told.reach(lambda s: s.wifi.joined, "it works")
        await asyncio.sleep(0)
        assert keyring.passwords == {"Workshop": "correct horse"}


# -- this computer -------------------------------------------------------------------------------------------------


@story
async def test_a_name_and_an_address_of_the_users_own_are_what_the_camera_gets(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    await told.join()
    told.flow.set_name("  Küche \n links ")
    told.flow.choose_address("127.0.0.1")
    told.flow.advance()
    state = await told.reach(lambda s: s.picture.done, "the first picture")
    assert state.computer.name == "Küche links"
    assert told.backend.registry.get(MAC).name == "Küche links"
    assert [entry.name for entry in told.backend.book.keys] == ["Küche links"]
    told.flow.go(Page.PLUG)
    told.flow.look_again()
    state = await told.skip_to_wifi()
    told.flow.advance()
    state = await told.reach(lambda s: s.page is Page.COMPUTER and s.computer.name, "its name")
    assert state.computer.name == "Küche links"


@story
async def test_a_server_that_does_not_run_is_told_before_the_camera_is_sent_there(told: Story) -> None:
    await told.backend.server.stop()
    await told.skip_to_wifi()
    await told.join()
    state = await told.reach(lambda s: s.computer.notices, "a notice")
    assert [notice.warning.value for notice in state.computer.notices] == ["not_listening"]
    assert str(state.computer.port) in state.computer.notices[0].text.happened
    await told.backend.server.start("127.0.0.1", state.computer.port)
    told.flow.recheck()
    await told.reach(lambda s: not s.computer.notices, "all is well")


@story
async def test_another_port_is_checked_and_kept(told: Story) -> None:
    await told.skip_to_wifi()
    await told.join()
    told.flow.set_port(9)
    state = await told.reach(lambda s: s.computer.notices, "nobody listens there")
    assert [notice.warning.value for notice in state.computer.notices] == ["not_listening"]
    told.flow.recheck()
    assert told.state.computer.port == 9
    told.flow.set_port(0)
    assert not told.flow.may_advance()


@story
async def test_a_book_that_cannot_be_written_keeps_the_page_and_the_next_try_makes_it_good(told: Story) -> None:
    await told.skip_to_wifi()
    await told.join()
    with mock.patch.object(told.backend.book._file, "write", _disk_full):
        told.flow.advance()
        state = await told.reach(lambda s: s.computer.trouble, "the book cannot be written")
        assert state.computer.trouble.trouble is Trouble.BOOK_FAILED
        assert "No space left" in state.computer.trouble.happened
        assert (state.page, state.computer.done, state.computer.applying) == (Page.COMPUTER, False, False)
    told.flow.advance()
    await told.reach(lambda s: s.picture.done, "the first picture")


def _disk_full(*_: object) -> None:
    raise SettingsError("cameras.json could not be written (No space left on device)")


# -- first picture -------------------------------------------------------------------------------------------------


@story
async def test_a_host_that_cannot_be_reached_fails_its_tick_and_is_mended_on_the_page_before(told: Story) -> None:
    await told.skip_to_wifi()
    await told.join()
    right = told.state.computer.port
    told.flow.set_port(9)
    told.flow.advance()
    state = await told.reach(lambda s: s.picture.troubles, "nobody is there")
    ticks = state.picture.ticks
    assert (ticks[Tick.WIFI], ticks[Tick.ADDRESS], ticks[Tick.CONNECTION], ticks[Tick.KEY]) == (
        TickState.OK, TickState.OK, TickState.FAILED, TickState.WAITING,
    )  # fmt: skip
    trouble = state.picture.troubles[Tick.CONNECTION]
    assert trouble.trouble is Trouble.HOST_UNREACHABLE
    assert "127.0.0.1:9" in trouble.happened
    assert not state.picture.done
    told.flow.back()
    told.flow.set_port(right)
    told.flow.advance()
    await told.reach(lambda s: s.picture.done, "the first picture")


@story
async def test_a_key_that_is_refused_fails_its_tick(told: Story) -> None:
    await told.skip_to_wifi()
    await told.join()
    with mock.patch.object(told.backend.book, "key_of", return_value=b"another key than the board has!!"):
        told.flow.advance()
        state = await told.reach(lambda s: s.picture.troubles, "the key is refused")
        assert state.picture.ticks[Tick.CONNECTION] is TickState.OK
        assert state.picture.ticks[Tick.KEY] is TickState.FAILED
        assert state.picture.troubles[Tick.KEY].trouble is Trouble.KEY_REFUSED
    state = await told.reach(lambda s: s.picture.done, "the board tries again by itself")
    assert set(state.picture.ticks.values()) == {TickState.OK}
    assert not state.picture.troubles


@story
async def test_a_camera_without_a_picture_is_not_done(told: Story, board: UsbBoard) -> None:
    board.virtual.fault("encoder_memory")
    await told.skip_to_wifi()
    await told.join()
    told.flow.advance()
    state = await told.reach(lambda s: s.picture.troubles, "no picture")
    assert state.picture.ticks[Tick.KEY] is TickState.OK
    assert state.picture.ticks[Tick.PICTURE] is TickState.FAILED
    assert state.picture.troubles[Tick.PICTURE].trouble is Trouble.NO_PICTURE
    assert not state.picture.done
    board.virtual.fault("encoder_memory", 0)
    await told.reach(lambda s: s.picture.done, "the first picture")


@story
async def test_the_port_is_free_once_the_picture_has_come(told: Story, board: UsbBoard) -> None:
    await told.skip_to_wifi()
    await told.join()
    told.flow.advance()
    await told.reach(lambda s: s.picture.done, "the first picture")
    console = await told.open_when_free(board.path)
    assert (await console.stream_status()).up
    await console.close()


@story
async def test_the_next_camera_is_awaited_while_the_first_is_still_plugged_in(told: Story) -> None:
    await told.skip_to_wifi()
    await told.join()
    told.flow.advance()
    await told.reach(lambda s: s.picture.done, "the first picture")
    told.flow.set_up_another()
    state = told.state
    assert (state.page, state.plug.chosen, state.picture.done) == (Page.PLUG, None, False)
    assert [port.mac for port in state.plug.ports] == [MAC]
    await told.reach(lambda s: s.plug.waited_long, "still none")
    told.flow.choose_port(state.plug.ports[0].path)  # unless the user means this one again
    await told.recognised()
