"""What board and server tell on the way to the first picture, as ticks with their help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atomcam_gui.provisioning.console.board_console import StreamStatus, WifiState, WifiStatus
from atomcam_gui.provisioning.flow.setup_state import PictureState, Tick, TickState
from atomcam_gui.provisioning.flow.ticks import Facts, Ticks, trouble_of_stream, trouble_of_wifi
from atomcam_gui.provisioning.troubles import SetupError, Trouble

HOST, PORT = "192.168.1.5", 8080
NOTHING = Facts(HOST, PORT, has_key=True)
JOINED = WifiStatus(WifiState.CONNECTED, "Workshop", "192.168.1.7")
TRYING = StreamStatus(HOST, PORT, streaming=True, up=False, key=True, error="connecting")
UP = replace(TRYING, up=True, error="")
AT_ADDRESS = replace(NOTHING, wifi=JOINED, stream=TRYING)
CONNECTED = replace(AT_ADDRESS, stream=UP, connected=True, camera_id="f412fa9b3c5d")
ADMITTED = replace(CONNECTED, admitted=True)
PATIENCE, DOUBT = 10.0, 2.0
OK, W, S, F = TickState.OK, TickState.WAITING, TickState.SLOW, TickState.FAILED
LEFT = replace(JOINED, state=WifiState.CONNECTING, ip=None)


def row(state: PictureState) -> tuple[TickState, ...]:
    return tuple(state.ticks[tick] for tick in Tick)


def after(facts: Facts, seconds: float) -> PictureState:
    """The page when these facts have stood for so long."""
    ticks = Ticks(PATIENCE, DOUBT)
    ticks.judge(facts, 100.0)
    return ticks.judge(facts, 100.0 + seconds)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (NOTHING, (W, W, W, W, W)),
        (replace(NOTHING, wifi=JOINED), (OK, W, W, W, W)),
        (AT_ADDRESS, (OK, OK, W, W, W)),
        (replace(AT_ADDRESS, stream=UP), (OK, OK, OK, W, W)),
        (CONNECTED, (OK, OK, OK, W, W)),
        (ADMITTED, (OK, OK, OK, OK, W)),
        (replace(ADMITTED, pictured=True), (OK, OK, OK, OK, OK)),
        (replace(NOTHING, connected=True, admitted=True, pictured=True), (OK, OK, OK, OK, OK)),
    ],
)
def test_each_tick_comes_true_in_its_turn(facts: Facts, expected: tuple[TickState, ...]) -> None:
    state = after(facts, 0.0)
    assert row(state) == expected
    assert not state.troubles
    assert state.done is facts.pictured


@pytest.mark.parametrize(
    ("facts", "tick", "trouble"),
    [
        (NOTHING, Tick.WIFI, Trouble.WIFI_TIMEOUT),
        (replace(NOTHING, wifi=JOINED), Tick.ADDRESS, Trouble.CONSOLE_FAILED),
        (AT_ADDRESS, Tick.CONNECTION, Trouble.HOST_UNREACHABLE),
        (CONNECTED, Tick.KEY, Trouble.KEY_REFUSED),
        (replace(AT_ADDRESS, stream=UP), Tick.KEY, Trouble.SERVER_REFUSED),
        (ADMITTED, Tick.PICTURE, Trouble.NO_PICTURE),
    ],
)
def test_a_tick_that_stays_grey_for_ten_seconds_gets_its_own_help(facts: Facts, tick: Tick, trouble: Trouble) -> None:
    assert not after(facts, PATIENCE - 0.1).troubles
    state = after(facts, PATIENCE)
    assert state.ticks[tick] is S
    assert {t: error.trouble for t, error in state.troubles.items()} == {tick: trouble}
    assert str(state.troubles[tick])


def said(error: str, *, up: bool = False) -> Facts:
    return replace(AT_ADDRESS, stream=replace(TRYING, error=error, up=up))


@pytest.mark.parametrize(
    ("facts", "tick", "trouble"),
    [
        (replace(NOTHING, wifi=replace(LEFT, reason=202)), Tick.WIFI, Trouble.WIFI_PASSWORD),
        (replace(NOTHING, wifi=replace(LEFT, reason=201)), Tick.WIFI, Trouble.WIFI_NOT_FOUND),
        (replace(AT_ADDRESS, stream=replace(TRYING, host="192.168.1.9")), Tick.ADDRESS, Trouble.CONSOLE_REFUSED),
        (said("the server refused the connection: is it running?"), Tick.CONNECTION, Trouble.HOST_UNREACHABLE),
        (said("nobody answers at 192.168.1.5 port 8080"), Tick.CONNECTION, Trouble.HOST_UNREACHABLE),
        (said("there is no computer of this name in the network"), Tick.CONNECTION, Trouble.HOST_UNREACHABLE),
        (said("the server refused with 404 Not Found"), Tick.CONNECTION, Trouble.SERVER_REFUSED),
        (said("the answer is not HTTP"), Tick.CONNECTION, Trouble.SERVER_REFUSED),
        (said("the server closed the connection: a wrong proof of its key (1008)"), Tick.KEY, Trouble.KEY_REFUSED),
        (replace(ADMITTED, stream=replace(UP, error="no camera answers")), Tick.PICTURE, Trouble.NO_PICTURE),
        (replace(AT_ADDRESS, console=SetupError(Trouble.UNPLUGGED, doing="…")), Tick.CONNECTION, Trouble.UNPLUGGED),
    ],
)  # fmt: skip
def test_what_the_board_says_fails_a_tick_unless_it_may_be_about_what_was_before(
    facts: Facts, tick: Tick, trouble: Trouble
) -> None:
    assert not after(facts, DOUBT - 0.1).troubles
    state = after(facts, DOUBT)
    assert state.ticks[tick] is F
    assert {t: error.trouble for t, error in state.troubles.items()} == {tick: trouble}


@pytest.mark.parametrize(
    "error",
    ["", "connecting", "waiting for the network", "stopped: stream start", "the server closed the connection (1001)"],
)
def test_what_passes_by_itself_is_no_failure(error: str) -> None:
    assert not after(said(error), PATIENCE - 0.1).troubles


def test_a_refused_proof_fails_at_once_and_is_forgotten_once_a_proof_is_right() -> None:
    ticks = Ticks(PATIENCE, DOUBT)
    state = ticks.judge(replace(AT_ADDRESS, refused=True), 0.0)
    assert row(state) == (OK, OK, OK, F, W)
    assert state.troubles[Tick.KEY].trouble is Trouble.KEY_REFUSED
    assert row(ticks.judge(ADMITTED, 1.0)) == (OK, OK, OK, OK, W)


def test_each_tick_has_its_own_ten_seconds() -> None:
    ticks = Ticks(PATIENCE, DOUBT)
    ticks.judge(NOTHING, 0.0)
    assert row(ticks.judge(AT_ADDRESS, 9.0)) == (OK, OK, W, W, W)
    assert row(ticks.judge(AT_ADDRESS, 18.9)) == (OK, OK, W, W, W)
    assert row(ticks.judge(AT_ADDRESS, 19.0)) == (OK, OK, S, W, W)


def test_a_trouble_that_stays_is_the_same_object_so_that_nothing_is_drawn_anew() -> None:
    ticks = Ticks(PATIENCE, DOUBT)
    facts = said("the server refused the connection: is it running?")
    ticks.judge(facts, 0.0)
    first, second = ticks.judge(facts, 3.0), ticks.judge(facts, 4.0)
    assert first == second
    assert first.troubles[Tick.CONNECTION] is second.troubles[Tick.CONNECTION]


def test_a_camera_without_a_picture_is_never_done() -> None:
    for facts in (NOTHING, AT_ADDRESS, CONNECTED, ADMITTED):
        assert not after(facts, 1000.0).done


def test_a_board_that_is_well_has_no_trouble() -> None:
    assert trouble_of_wifi(JOINED) is None
    assert trouble_of_stream(UP, HOST, PORT) is None
