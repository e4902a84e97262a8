"""The console's bytes, however a board draws, interrupts and cuts them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.provisioning.console.console_protocol import (
    ConsoleReader,
    Event,
    Line,
    LogLine,
    Place,
    Sign,
    is_typeable,
    json_answer,
    quote,
)
from atomcam_gui.provisioning.console.terminal_screen import CursorQuestion
from tests.device.pure import conftest  # noqa: F401 - puts the board's files on the path
from tests.fakes import odd_devices, older_firmware

ESC = b"\x1b"
LOG = ESC + b"[0;32mI (1234) cam_stream: stream idle: wifi not connected" + ESC + b"[0m\r\n"
LOG_TEXT = "I (1234) cam_stream: stream idle: wifi not connected"
TALK = (
    b"cam> wifi status\r\nstate=IDLE ssid=" + "Küche".encode() + b" saved=no\r\n" + LOG + b"cam> "
    b"\r" + ESC + b"[0Kcam>  s\r" + ESC + b"[7Ctream\x08 \x08" + ESC + b"[6n\x00\r\n"
    b">>> \r\nraw REPL; CTRL-B to exit\r\n>" + odd_devices.BOOT % (1, b"POWERON") + odd_devices.PANIC
)


def read(*pieces: bytes) -> list[Event]:
    reader = ConsoleReader()
    return [event for piece in pieces for event in reader.receive(piece)]


def lines(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Line)]


@given(st.lists(st.integers(1, len(TALK) - 1), max_size=12))
def test_it_does_not_matter_how_the_bytes_are_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TALK)]
    pieces = [TALK[start:end] for start, end in itertools.pairwise(places)]
    whole = [event for event in read(TALK) if not isinstance(event, Place)]
    assert [event for event in read(*pieces) if not isinstance(event, Place)] == whole
    assert "state=IDLE ssid=Küche saved=no" in lines(whole)


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_no_bytes_upset_it(pieces: list[bytes]) -> None:
    for event in read(*pieces):
        assert not isinstance(event, Line) or not any(ord(c) < 0x20 and c != "\t" for c in event.text)


def test_a_log_in_the_middle_of_an_answers_line_is_cut_out() -> None:
    events = read(b"state=CONNECTED ssid=Home ip=" + LOG + b"192.168.1.7\r\n", b"cam>  ")
    assert events == [LogLine(LOG_TEXT), Line("state=CONNECTED ssid=Home ip=192.168.1.7"), Place.CONSOLE]


def test_a_log_after_the_prompt_leaves_the_prompt_standing() -> None:
    reader = ConsoleReader()
    assert reader.receive(b"cam>  " + LOG) == [LogLine(LOG_TEXT), Place.CONSOLE]
    reader.receive(b"wifi sta" + LOG)
    reader.receive(b"tus")
    assert reader.is_typed(b"wifi status")


def test_a_network_named_like_a_log_line_stays_in_our_answer() -> None:
    answer = '{"ok": true, "networks": [{"ssid": "I (1234) cam_stream: x"}]}'
    assert lines(read(answer.encode() + b"\r\n")) == [answer]


def test_a_network_named_like_a_log_line_stays_in_the_echo() -> None:
    typed = b'wifi set --ssid "I (1234) wifi: x" --pass ""'
    reader = ConsoleReader()
    reader.receive(b"cam> " + typed)
    assert reader.is_typed(typed)
    assert reader.receive(b"\r\n") == [Line("cam> " + typed.decode())]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (b"cam> ", Place.CONSOLE),
        (b"cam>  ", Place.CONSOLE),
        (ESC + b"[0;32mcam>  " + ESC + b"[0m", Place.CONSOLE),
        (b"\r" + ESC + b"[0Kcam>  \r" + ESC + b"[6C", Place.CONSOLE),
        (b"MicroPython v1.27.0 on 2025-12-09\r\n>>> ", Place.REPL),
        (b">>> if 1:\r\n... ", Place.REPL_UNFINISHED),
        (b"paste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== x = 1", Place.REPL_UNFINISHED),
        (b"raw REPL; CTRL-B to exit\r\n>", Place.RAW_REPL),
        (odd_devices.DOWNLOAD_MODE, Place.LOADER),
        (b"\xc0\x01\x08\x04\x00\x07\x07\x12\x20\x00\x00\x00\x00\xc0", Place.LOADER),
    ],
)
def test_every_prompt_is_recognised(said: bytes, place: Place) -> None:
    assert [event for event in read(said) if isinstance(event, Place)] == [place]


@pytest.mark.parametrize("said", [b"cam> wifi", b"webcam> ", b"> ", b"cam>", b">>> x", b"\xc0\x00\x08\x24\x00"])
def test_what_only_resembles_a_prompt_is_none(said: bytes) -> None:
    assert not [event for event in read(said) if isinstance(event, Place)]


def test_the_echo_is_recognised_whether_it_is_typed_or_drawn() -> None:
    for said in (b"cam> wifi status", b"wifi status", b"\r" + ESC + b"[0Kcam>  w\r" + ESC + b"[7Cifi status"):
        reader = ConsoleReader()
        reader.receive(said)
        assert reader.is_typed(b"wifi status"), said


def test_a_half_typed_line_before_it_is_no_echo() -> None:
    reader = ConsoleReader()
    reader.receive(b"cam>  rubbishwifi status")
    assert not reader.is_typed(b"wifi status")
    reader.receive(b"\x08 \x08" * 18 + b"wifi status")
    assert reader.is_typed(b"wifi status")


def test_a_board_that_asks_for_the_cursor_is_told_where_it_is() -> None:
    (question,) = read(b"cam>  " + ESC + b"[6n\x00")[:1]
    assert question == CursorQuestion(ESC + b"[1;7R")
    (question,) = read(ESC + b"[999C" + ESC + b"[6n")
    assert question == CursorQuestion(ESC + b"[1;1000R")
    assert not any(isinstance(event, CursorQuestion) for event in read(ESC + b"[5n")), "a question for a terminal"


def test_starts_and_panics_are_counted_apart() -> None:
    events = read(odd_devices.BOOT % (1, b"POWERON") + odd_devices.PANIC + odd_devices.BOOT % (12, b"RTC_SW_CPU_RST"))
    assert [event for event in events if isinstance(event, Sign)] == [Sign.BOOT, Sign.PANIC, Sign.BOOT]


def test_an_exception_is_a_sign_and_ctrl_c_is_none() -> None:
    failed = b'Traceback (most recent call last):\r\n  File "main.py", line 3, in <module>\r\n%s\r\n'
    assert Sign.PROGRAM_FAILED in read(failed % b"OSError: [Errno 5] EIO")
    assert Sign.PROGRAM_FAILED not in read(failed % b"KeyboardInterrupt: ")


def test_a_flood_without_line_end_takes_no_memory() -> None:
    reader = ConsoleReader()
    for _ in range(500):
        assert reader.receive(b"x" * 8192) == []
    (line,) = reader.receive(b"\r\n")
    assert isinstance(line, Line)
    assert len(line.text) <= 32 * 1024
    assert reader.receive(b"cam> ") == [Place.CONSOLE]


TYPEABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=64)


@given(TYPEABLE)
def test_our_board_reads_back_whatever_is_quoted(word: str) -> None:
    from atomcam import console  # type: ignore[import-not-found]

    assert is_typeable(word)
    (_, read_back, option) = console.split(f"set {quote(word)} --save")
    assert (read_back.text, read_back.plain) == (word, False)
    assert (option.text, option.plain) == ("--save", True)


@given(TYPEABLE)
def test_the_older_firmware_reads_back_whatever_is_quoted(word: str) -> None:
    assert older_firmware.split(f"set {quote(word)} --save") == ["set", word, "--save"]


@pytest.mark.parametrize("word", ["a\rb", "a\nb", "tab\t", "nul\0", "\x15", "\x7f", "\x85", "\ud800"])
def test_what_is_no_text_cannot_be_typed(word: str) -> None:
    assert not is_typeable(word)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (["noise", '{"ok": true, "a": 1}'], {"ok": True, "a": 1}),
        (['xx{"ok": false}'], {"ok": False}),
        (['{"ok": true, "networks": [{"ssi'], None),
        (['{"fine": true}'], None),
        (["[1, 2]"], None),
        (["Unrecognized command"], None),
        ([], None),
    ],
)
def test_only_a_whole_answer_counts(said: list[str], answer: dict[str, object] | None) -> None:
    assert json_answer(said) == answer
