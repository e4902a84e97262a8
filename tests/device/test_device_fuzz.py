"""Whatever comes in by cable or network: an answer or a clean refusal, never another exception."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.device.pure import conftest  # noqa: F401 - puts the board's files on the path

from atomcam.console import MAX_LINE, BadLine, LineEditor, split  # isort: skip
from atomcam.controls import BadControl, Controls  # isort: skip
from atomcam.failed import UpdateError  # isort: skip
from atomcam.protocol import Protocol  # isort: skip
from atomcam.text import clean, from_utf8, show  # isort: skip
from atomcam.websocket import Receiver, WebSocketError  # isort: skip

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
requests = st.dictionaries(
    st.sampled_from(["type", "id", "nonce", "action", "files", "mac", "quality", "vflip", "frame_size", "fps", "name"]),
    json_values | st.sampled_from(["set", "time", "challenge", "update", "identify", "begin", "offer", "data", "VGA"]),
)


@given(st.binary(max_size=2000))
def test_every_keystroke_is_taken_and_every_line_ends(data: bytes) -> None:
    editor = LineEditor()
    for byte in data + b"\r":
        ended = False
        try:
            line = editor.feed(byte)
        except BadLine:
            ended = True
            continue
        if line is not None:
            ended = True
            assert len(line.encode()) <= MAX_LINE
            with contextlib.suppress(BadLine):
                split(line)
    assert ended


@given(st.lists(st.text(), max_size=5))
def test_quoted_words_come_back(words: list[str]) -> None:
    line = " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words)
    assert [word.text for word in split(line)] == words


@given(st.binary(max_size=300), st.integers(1, 40))
def test_noise_from_the_server_is_a_websocket_error_at_most(data: bytes, size: int) -> None:
    receiver = Receiver(bytes(16), 1000)
    receiver.open = True
    with contextlib.suppress(WebSocketError):
        for at in range(0, len(data), size):
            for _, payload in receiver.feed(data[at : at + size]):
                assert len(payload) <= 1000


@given(st.text() | requests.map(json.dumps))
def test_every_text_message_is_answered_or_ignored(text: str) -> None:
    class Clock:
        def now_us(self) -> int:
            return 1

    class NoUpdates:
        def handle(self, fields: dict[str, object]) -> dict[str, object]:
            raise UpdateError("no")

    controls = Controls({})
    protocol = Protocol(
        "f412fa9b3c5d", lambda: bytes(32), Clock(), lambda changes: controls.check(changes, ["QVGA"]), NoUpdates
    )
    for answer in protocol.handle(text):
        json.dumps(answer).encode()


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_saved_controls_that_make_no_sense_are_left_out(saved: dict[str, object]) -> None:
    values = Controls(saved).values
    with contextlib.suppress(BadControl):
        Controls({}).check(values, ["QVGA"])


@given(st.binary(max_size=40))
def test_network_names_are_shown_on_one_line_of_utf8(name: bytes) -> None:
    shown = show(name)
    shown.encode()
    assert not any(ord(c) < 32 for c in shown)
    try:
        assert from_utf8(name) == name.decode()
    except UnicodeDecodeError:
        assert from_utf8(name) is None


@given(st.text())
def test_cleaned_names_can_be_sent(name: str) -> None:
    cleaned = clean(name, 64)
    assert cleaned is None or (cleaned.encode() and len(cleaned) <= 64 and cleaned == cleaned.strip())
