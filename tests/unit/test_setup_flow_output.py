"""How the commands tell of their progress: on a terminal, in a file, and to programs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TextIO

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.provisioning.commands.command_output import JsonOutput, TextOutput
from atomcam_gui.provisioning.troubles import SetupError, Trouble


@pytest.fixture
def terminal() -> Iterator[tuple[TextIO, int]]:
    """A terminal to write on, and what reads it."""
    reader, writer = os.openpty()
    with os.fdopen(writer, "w") as stream:
        yield stream, reader
    os.close(reader)


def test_on_a_terminal_one_line_is_written_over_and_closed_before_anything_else(terminal: tuple[TextIO, int]) -> None:
    stream, reader = terminal
    output = TextOutput(stream)
    output.progress("write", "Writing", 0.25, 95.4)
    output.progress("write", "Writing", 0.5, 61.0)
    output.progress("write", "Writing", None, 130.0)
    output.event("chip", "ESP32-S3")
    output.event("quiet", "")
    written = ""
    while "ESP32-S3\r\n" not in written:
        written += os.read(reader, 10_000).decode()
    assert written == (
        "\rWriting  25%, 95 s left\x1b[K\rWriting  50%, 61 s left\x1b[K\rWriting, 2 min 10 s left\x1b[K\r\nESP32-S3\r\n"
    )


def test_a_file_gets_a_line_now_and_then(tmp_path: object, capfd: pytest.CaptureFixture[str]) -> None:
    read, write = os.pipe()
    with os.fdopen(write, "w") as stream:
        output = TextOutput(stream)
        for hundredth in range(101):
            output.progress("write" if hundredth < 50 else "verify", "Writing", hundredth / 100, 1.0)
        output.done("Done.")
    written = os.read(read, 10_000).decode().splitlines()
    os.close(read)
    assert written[:3] == ["Writing  0%", "Writing  10%", "Writing  20%"]
    assert len(written) == 11
    assert capfd.readouterr().out == "Done.\n"


def test_a_reader_that_went_away_is_no_failure() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as stream:
        TextOutput(stream).event("chip", "ESP32-S3")


def test_programs_get_objects_with_the_code_of_the_trouble(capfd: pytest.CaptureFixture[str]) -> None:
    output = JsonOutput()
    output.progress("write", "Writing", 0.123456, 7.89)
    output.failed(SetupError(Trouble.NO_NETWORK, reason="no route"))
    output.failed(SettingsError("cameras.json could not be read"))
    progress, trouble, other = map(json.loads, capfd.readouterr().out.splitlines())
    assert progress == {"event": "progress", "step": "write", "fraction": 0.123, "seconds_left": 7.9}
    assert (trouble["event"], trouble["error"]) == ("failed", "no_network")
    assert "no route" in trouble["message"]
    assert (other["error"], other["message"]) == ("failed", "cameras.json could not be read")
