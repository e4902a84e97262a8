"""WiFi as it goes wrong in homes: passwords, names, securities, distance, an access point that restarts."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.fakes.board_console import Console, quote
from tests.fakes.board_story import ready_console, streaming, wait_for
from tests.fakes.together import Together
from tests.fakes.virtual_board import (
    OPEN,
    WORKSHOP,
    WPA,
    WPA2_ENTERPRISE,
    WPA3,
    AccessPoint,
    VirtualBoard,
)
from tests.fakes.wire_server import WireServer

HEX64 = "0123456789abcdef" * 4
EIGHT, SIXTY_THREE = "8 chars!", "p" * 62 + '"'
NAMES = (
    "two words",
    'say "hello"',
    "back\\slash",
    " leading and trailing ",
    "Müllers Küche",
    "東京カメラ",
    "x" * 32,
    "ü" * 16,
    "--json",
    "semi;colon'quote",
)
POINTS = (
    *(AccessPoint(name, "correct horse") for name in NAMES),
    WORKSHOP,
    AccessPoint("Open", auth=OPEN),
    AccessPoint("Eight", EIGHT),
    AccessPoint("SixtyThree", SIXTY_THREE),
    AccessPoint("SixtyFour", HEX64),
    AccessPoint("New", "correct horse", auth=WPA3),
    AccessPoint("Old", "correct horse", auth=WPA),
    AccessPoint("Office", "correct horse", auth=WPA2_ENTERPRISE),
    AccessPoint("Far", "correct horse", rssi=-93, fail=212),
    AccessPoint("Deaf", "correct horse", fail=204),
    AccessPoint("Full", "correct horse", fail=203),
    AccessPoint("Moody", "correct horse", fail=15),
    AccessPoint("Fading", "correct horse", rssi=-91, fail=200),
    AccessPoint(b"\xff\xfe broken", "correct horse"),
    AccessPoint(b"\xed\xa0\x80 half a surrogate pair", "correct horse"),
    AccessPoint(b"\xc0\xaf overlong", "correct horse"),
    AccessPoint(b"\xf7\xbf\xbf\xbf beyond Unicode", "correct horse"),
    AccessPoint(b"line\nbreak\r\x1b[2J\x00nul", "correct horse"),
    AccessPoint("", "correct horse", hidden=True, rssi=-60),
)


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


@pytest.fixture(scope="module")
def board() -> Iterator[VirtualBoard]:
    with VirtualBoard(access_points=POINTS) as board:
        yield board
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]


@pytest.fixture(scope="module")
def console(board: VirtualBoard) -> Console:
    return ready_console(board)


def connect(console: Console, ssid: str, password: str) -> None:
    console.command("wifi disconnect")
    answer = console.command(f"wifi set {quote(ssid)} {quote(password)}")
    assert answer[0].startswith("credentials set (ssid="), answer
    console.command("wifi connect")


def status_until(console: Console, wanted: str, seconds: float) -> str:
    """The text status, once ``wanted`` is in it."""
    end = time.monotonic() + seconds
    while True:
        status = " ".join(console.command("wifi status"))
        if wanted in status:
            return status
        assert time.monotonic() < end, f"waited {seconds} s for {wanted!r}: {status}"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("ssid", "password", "reason", "words"),
    [
        ("Workshop", "wrong horse", (15, 202, 205), ("password",)),
        ("New", "wrong horse", (202,), ("password",)),
        ("Moody", "correct horse", (15, 202, 204), ("password",)),
        ("Nowhere", "correct horse", (201,), ("no", "network")),
        ("Far", "correct horse", (212,), ("weak",)),
        ("Office", "correct horse", (210,), ("security",)),
        ("Old", "correct horse", (211,), ("security",)),
        ("Open", "not needed", (211,), ("security",)),
        ("Workshop", "", (210,), ("security",)),
        ("Deaf", "correct horse", (204,), ()),
        ("Full", "correct horse", (203,), ()),
        ("Fading", "correct horse", (200,), ()),
    ],
)
def test_reason_of_a_failed_connection(
    console: Console, ssid: str, password: str, reason: tuple[int, ...], words: tuple[str, ...]
) -> None:
    connect(console, ssid, password)
    end = time.monotonic() + 12
    while True:
        answer = console.ask("wifi status")
        text = " ".join(str(value) for value in answer.values()).lower()
        if answer["reason"] in reason and all(word in text for word in words):
            break
        assert time.monotonic() < end, answer
        time.sleep(0.05)
    assert f"reason={answer['reason']}" in " ".join(console.command("wifi status"))


@pytest.mark.parametrize("ssid", NAMES)
def test_names_that_people_give_their_networks(console: Console, ssid: str) -> None:
    connect(console, ssid, "correct horse")
    status_until(console, "state=CONNECTED", 8)
    assert console.ask("wifi status")["ssid"] == ssid


@pytest.mark.parametrize(
    ("ssid", "password"),
    [("Open", ""), ("Eight", EIGHT), ("SixtyThree", SIXTY_THREE), ("SixtyFour", HEX64), ("New", "correct horse")],
)
def test_passwords_of_every_length(console: Console, ssid: str, password: str) -> None:
    connect(console, ssid, password)
    status_until(console, "state=CONNECTED", 8)


@pytest.mark.parametrize(
    ("ssid", "password"),
    [("x" * 33, "correct horse"), ("ü" * 17, "correct horse"), ("", "correct horse"), ("Workshop", "p" * 65),
     ("Workshop", "short")],
)  # fmt: skip
def test_impossible_names_and_passwords_are_refused_at_once(console: Console, ssid: str, password: str) -> None:
    before = console.ask("wifi status")["ssid"]
    answer = console.command(f"wifi set {quote(ssid) or chr(34) * 2} {quote(password)} save")
    assert not answer[0].startswith("credentials set"), answer
    assert console.ask("wifi status")["ssid"] == before


def test_scan_while_connected_and_while_connecting(console: Console) -> None:
    connect(console, "Workshop", "correct horse")
    status_until(console, "state=CONNECTED", 8)
    for _ in range(2):
        found = console.ask("wifi scan", 15)
        names = [network["ssid"] for network in found["networks"]]
        assert "Müllers Küche" in names
        assert "東京カメラ" in names
        lines = console.command("wifi scan 3", 15)
        assert lines[0] == f"found {len(POINTS)} networks (showing up to 3):"
        assert len(lines) == 4
        connect(console, "Deaf", "correct horse")
    everything = console.command("wifi scan 40", 15)
    assert len(everything) == 1 + len(POINTS), "a line each, whatever is in the names"
    assert any("<hidden>" in line for line in everything)
    assert len(console.ask("wifi scan 40", 15)["networks"]) == len(POINTS)


def test_disconnect_stays_disconnected(console: Console) -> None:
    connect(console, "Workshop", "correct horse")
    status_until(console, "state=CONNECTED", 8)
    assert console.command("wifi disconnect") == ["disconnect requested"]
    status = status_until(console, "state=IDLE", 5)
    assert "ip=-" in status
    time.sleep(1.0)
    assert "state=IDLE" in " ".join(console.command("wifi status"))


def test_password_never_shows(board: VirtualBoard, console: Console) -> None:
    console.command("wifi set Workshop unique-secret-7 save")
    console.flush()
    before = len(board.transcript)
    for line in ("wifi status", "wifi status --json", "device info --json", "stream status --json", "cam dump --json"):
        console.command(line)
    assert "unique-secret-7" not in board.transcript[before:]
    assert console.command("wifi clear") == ["cleared saved+runtime credentials"]
    assert "saved=no runtime=no" in console.command("wifi status")[0]


def stream_survives_lost_wifi_and_a_restarted_access_point() -> None:
    with VirtualBoard() as board, WireServer() as server:
        _, first = streaming(board, server)
        board.fault("wifi_off")
        assert first.closed.wait(5)
        time.sleep(1.5)
        board.fault("wifi_off", 0)
        server.accept(15).pictures(3, 10)
        board.restart_access_point(0.6)
        server.accept(15).pictures(3, 10)
        assert not board.crashes


def test_stream_survives_lost_wifi_and_a_restarted_access_point(together: Together) -> None:
    together(stream_survives_lost_wifi_and_a_restarted_access_point)


def network_that_appears_late_is_found_and_a_changed_password_is_told() -> None:
    with VirtualBoard(access_points=()) as board, WireServer() as server:
        console = ready_console(board)
        console.provision("Workshop", "correct horse", "127.0.0.1", server.port)
        wait_for(lambda: console.ask("wifi status")["reason"] == 201, 10, "the reason")
        board.access_points = [WORKSHOP]
        server.accept(15).pictures(3, 10)
        board.change_access_point("Workshop", password="changed horse")
        board.restart_access_point(0.6)
        wait_for(lambda: console.ask("wifi status")["reason"] in (15, 202, 205), 15, "the wrong password")
        board.change_access_point("Workshop", password="correct horse")
        server.accept(20).pictures(3, 10)


def test_network_that_appears_late_is_found_and_a_changed_password_is_told(together: Together) -> None:
    together(network_that_appears_late_is_found_and_a_changed_password_is_told)


STORIES = [
    (stream_survives_lost_wifi_and_a_restarted_access_point,),
    (network_that_appears_late_is_found_and_a_changed_password_is_told,),
]
