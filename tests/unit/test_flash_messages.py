"""What the program and its flash helper tell each other."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.provisioning.flashing import flash_events, flash_order
from atomcam_gui.provisioning.flashing.flash_events import (
    BoardState,
    ChipFound,
    ChipInfo,
    Did,
    Done,
    Expect,
    Failed,
    FlashLog,
    FlashStep,
    Report,
    StateChanged,
)
from atomcam_gui.provisioning.flashing.flash_order import FlashOrder
from atomcam_gui.provisioning.flashing.flash_plan import FlashPlan, Piece
from atomcam_gui.provisioning.troubles import SetupError, Trouble

ORDER = FlashOrder("COM7", FlashPlan((Piece("a", 0, b"\n\0x" * 5000), Piece("b", 0x10000, b"")), True, 8), 115200)


@pytest.mark.parametrize(
    "report",
    [
        ChipFound(ChipInfo("ESP32-S3", "f412fa9b3c5d", 8, None, "d", "f")),
        FlashLog('"quoted"\tand ümläuts'),
        Expect(FlashStep.WRITE, 7),
        Did(FlashStep.ERASE, 0),
        StateChanged(BoardState.PARTLY_WRITTEN),
        Done(),
        Failed(Trouble.UNPLUGGED, {"doing": "writing"}),
    ],
)
def test_a_report_arrives_as_it_was_told(report: Report) -> None:
    line = flash_events.encode(report)
    assert [flash_events.decode(part) for part in line.split(b"\n") if part] == [report]


def test_an_error_arrives_with_its_words() -> None:
    error = SetupError(Trouble.WRONG_CHIP, port="COM7", chip="ESP32", wanted="ESP32-S3")
    report = flash_events.decode(flash_events.encode(Failed.of(error)).strip())
    assert isinstance(report, Failed)
    assert str(report.error()) == str(error)


def test_what_is_no_report_is_a_line_of_the_log() -> None:
    for line in (
        b"Traceback (most recent call last):",
        b'{"report": "Nonsense"}',
        b"[1]",
        b"\xff",
        b'{"report":"Did"}',
    ):
        assert isinstance(flash_events.decode(line), FlashLog)
    assert flash_events.decode(b"  ") is None


@given(st.binary(max_size=100))
def test_no_line_breaks_the_reader(line: bytes) -> None:
    flash_events.decode(line)
    flash_events.decode(b'{"report": ' + line)


def test_the_order_arrives_byte_for_byte() -> None:
    assert flash_order.read(io.BytesIO(b"".join(flash_order.encode(ORDER))).read) == ORDER


def test_an_order_that_breaks_off_is_none() -> None:
    whole = b"".join(flash_order.encode(ORDER))
    for length in (0, 4, 8, 50, len(whole) - 1):
        assert flash_order.read(io.BytesIO(whole[:length]).read) is None
