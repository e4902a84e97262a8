"""When a board that tries to join a network has joined, has failed, or may yet make it."""

from __future__ import annotations

import pytest

from atomcam_gui.provisioning.console.board_recognition import Software
from atomcam_gui.provisioning.console.console_answers import WifiState, WifiStatus
from atomcam_gui.provisioning.console.wifi_join import JoinWatch, check_credentials
from atomcam_gui.provisioning.troubles import SetupError, Trouble

CONNECTING = WifiStatus(WifiState.CONNECTING, "Home")
CONNECTED = WifiStatus(WifiState.CONNECTED, "Home", "192.168.1.7")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def watch(software: Software, seen: list[WifiStatus] | None = None) -> tuple[JoinWatch, Clock]:
    clock = Clock()
    on_status = seen.append if seen is not None else None
    return JoinWatch("Home", software, True, 3.0, on_status, clock), clock


def test_connected_counts_with_an_address_only() -> None:
    join, _ = watch(Software.OURS)
    assert not join.take(CONNECTING)
    assert not join.take(WifiStatus(WifiState.CONNECTED, "Home"))
    assert join.take(CONNECTED)


def test_a_failure_is_believed_when_it_stands() -> None:
    join, clock = watch(Software.OURS)
    failing = WifiStatus(WifiState.CONNECTING, "Home", reason=202)
    assert not join.take(failing)
    clock.now += 2.9
    assert not join.take(failing)
    clock.now += 0.2
    with pytest.raises(SetupError) as told:
        join.take(failing)
    assert told.value.trouble is Trouble.WIFI_PASSWORD


@pytest.mark.parametrize("software", [Software.OURS, Software.ESP_IDF])
def test_a_second_attempt_that_works_forgives_the_first(software: Software) -> None:
    join, clock = watch(software)
    failed = WifiStatus(WifiState.IDLE, "Home", reason=2)
    assert not join.take(failed)
    clock.now += 2
    assert not join.take(CONNECTING)
    clock.now += 2
    assert not join.take(failed)
    clock.now += 2
    assert join.take(CONNECTED)


def test_time_that_is_up_is_told_by_its_reason_where_there_is_one() -> None:
    join, _ = watch(Software.OURS)
    join.take(CONNECTING)
    assert join.too_late().trouble is Trouble.WIFI_TIMEOUT
    join.take(WifiStatus(WifiState.CONNECTING, "Home", reason=201))
    assert join.too_late().trouble is Trouble.WIFI_NOT_FOUND


def test_changes_are_told_once() -> None:
    seen: list[WifiStatus] = []
    join, _ = watch(Software.OURS, seen)
    for status in (CONNECTING, CONNECTING, CONNECTED):
        join.take(status)
    assert seen == [CONNECTING, CONNECTED]


@pytest.mark.parametrize(
    ("ssid", "password"),
    [
        ("", "correct horse"),
        ("x" * 33, "correct horse"),
        ("ü" * 17, "correct horse"),
        ("Home", "short"),
        ("Home", "x" * 65),
        ("Home", "g" * 64),
        ("Home\n", "correct horse"),
        ("Home", "correct\thorse"),
        ("Home", "correct \ud800 horse"),
    ],
)
def test_what_no_network_can_have_is_refused_in_a_sentence(ssid: str, password: str) -> None:
    for software in (Software.OURS, Software.ESP_IDF):
        with pytest.raises(SetupError) as told:
            check_credentials(ssid, password, software)
        assert told.value.trouble is Trouble.WIFI_BAD_INPUT
        assert told.value.happened.endswith(".")
        assert not password or password not in str(told.value)


@pytest.mark.parametrize(
    ("ssid", "password"),
    [("H", ""), ("x" * 32, "8 chars!"), ("ü" * 16, "p" * 63), ("Home", "0123456789abcdefABCDEF" + "0" * 42)],
)
def test_what_a_network_can_have_is_taken(ssid: str, password: str) -> None:
    check_credentials(ssid, password, Software.OURS)


def test_the_older_firmware_would_drop_what_is_no_ascii() -> None:
    with pytest.raises(SetupError, match="older software"):
        check_credentials("Müllers Küche", "correct horse", Software.ESP_IDF)
    check_credentials("Müllers Küche", "correct horse", Software.OURS)
