"""The camera protocol's texts, ids and proofs: what is understood, what is refused, and what never breaks it."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui import wire
from atomcam_gui.errors import BadMessage
from atomcam_gui.wire import Hello, Proof, Reply, Stats, Unknown, parse_message

ID = "0a1b2c3d4e5f"
KEY = bytes(range(32))
NONCE = "0123456789abcdef0123456789abcdef"
MAC = "00" * 32


def message(**fields: Any) -> wire.Message:
    return parse_message(json.dumps(fields))


# -- ids, keys, addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [ID, ID.upper(), f" {ID}\r\n", "0A1b2C3d4E5f"])
def test_an_id_is_twelve_hex_digits_in_lower_case(text: str) -> None:
    assert wire.parse_id(text) == ID


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "kitchen",
        ID[:-1],
        ID + "0",
        "0a:1b:2c:3d:4e:5f",
        "0a1b2c3d4e5g",
        "٠a1b2c3d4e5f",
        ID[:6] + "\n" + ID[6:],
    ],
)
def test_anything_else_is_no_id(text: str | None) -> None:
    assert wire.parse_id(text) is None


def test_a_key_is_sixty_four_hex_digits() -> None:
    assert wire.parse_key(f" {KEY.hex().upper()}\n") == KEY


@pytest.mark.parametrize("text", ["", "geheim", KEY.hex()[:-1], KEY.hex() + "0", "0x" + KEY.hex()[2:], "x" * 64])
def test_a_mistyped_key_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadMessage) as caught:
        wire.parse_key(text)
    assert str(caught.value) == "a camera's key is 64 hex digits"


def test_new_keys_and_nonces_are_long_and_never_the_same() -> None:
    assert len({wire.new_key() for _ in range(100)}) == 100
    assert len({wire.new_nonce() for _ in range(100)}) == 100
    assert len(wire.new_key()) == 32
    assert len(wire.new_nonce()) == 32
    assert set(wire.new_nonce()) <= set(string.hexdigits.lower())


def test_addresses_are_written_so_that_a_camera_can_dial_them() -> None:
    assert wire.camera_url("192.168.1.5", 8080) == "ws://192.168.1.5:8080/ws/camera"
    assert wire.camera_url("fd00::5", 81) == "ws://[fd00::5]:81/ws/camera"


# -- proofs --------------------------------------------------------------------------------------------------------


def independent_mac(key: bytes, camera_id: str, server_nonce: str, camera_nonce: str) -> str:
    return hmac.new(key, f"camera{camera_id}{server_nonce}{camera_nonce}".encode("ascii"), hashlib.sha256).hexdigest()


def test_the_mac_is_the_protocols() -> None:
    own = "ffeeddccbbaa99887766554433221100"
    assert wire.proof_mac(KEY, ID, NONCE, own) == independent_mac(KEY, ID, NONCE, own)


def test_the_mac_of_the_protocol_never_changes() -> None:
    """Boards in the field hold their half of it."""
    expected = hmac.digest(bytes(32), b"camera" + b"00" * 6 + b"11" * 16 + b"22" * 16, "sha256").hex()
    assert wire.proof_mac(bytes(32), "00" * 6, "11" * 16, "22" * 16) == expected
    assert len(expected) == 64


def test_a_right_proof_is_right_in_either_case() -> None:
    mac = independent_mac(KEY, ID, NONCE, NONCE)
    assert wire.proof_is_right(KEY, ID, NONCE, Proof(NONCE, mac))
    assert wire.proof_is_right(KEY, ID, NONCE, Proof(NONCE, mac.upper()))


def test_a_proof_is_wrong_with_another_key_id_or_nonce() -> None:
    good = Proof(NONCE, independent_mac(KEY, ID, NONCE, NONCE))
    assert not wire.proof_is_right(bytes(32), ID, NONCE, good)
    assert not wire.proof_is_right(KEY, "0" * 12, NONCE, good)
    assert not wire.proof_is_right(KEY, ID, NONCE[::-1], good)
    assert not wire.proof_is_right(KEY, ID, NONCE, dataclasses.replace(good, nonce=NONCE[::-1]))
    assert not wire.proof_is_right(KEY, ID, NONCE, dataclasses.replace(good, mac=MAC))


def test_nonces_count_as_they_travel_so_their_case_matters() -> None:
    good = Proof(NONCE.upper(), independent_mac(KEY, ID, NONCE, NONCE.upper()))
    assert wire.proof_is_right(KEY, ID, NONCE, good)
    assert not wire.proof_is_right(KEY, ID, NONCE, dataclasses.replace(good, nonce=NONCE))
    assert not wire.proof_is_right(KEY, ID, NONCE.upper(), good)


@pytest.mark.parametrize("nonce", [None, 5, "", "0" * 15, "0" * 129, "xyz" * 8, [NONCE], NONCE + "\n"])
def test_a_proof_with_a_bad_nonce_is_refused(nonce: object) -> None:
    with pytest.raises(BadMessage, match="nonce"):
        message(type="proof", nonce=nonce, mac=MAC)


@pytest.mark.parametrize("mac", [None, 5, "", "0" * 63, "0" * 65, "g" * 64, [MAC]])
def test_a_proof_with_a_bad_mac_is_refused(mac: object) -> None:
    with pytest.raises(BadMessage, match="mac"):
        message(type="proof", nonce=NONCE, mac=mac)


@pytest.mark.parametrize("length", [16, 32, 128])
def test_nonces_of_any_reasonable_length_are_taken(length: int) -> None:
    assert message(type="proof", nonce="a" * length, mac=MAC) == Proof("a" * length, MAC)


# -- hello ---------------------------------------------------------------------------------------------------------


def test_a_whole_hello_is_understood() -> None:
    controls = {"fps": {"min": 1, "max": 60, "value": 25}}
    hello = message(
        type="hello",
        id=ID.upper(),
        name="Kitchen",
        firmware="1.2",
        board="AtomS3R-CAM",
        sensor="GC0308",
        sizes=["QVGA", "VGA"],
        controls=controls,
        what_a_newer_board_says={"x": 1},
    )
    assert hello == Hello(ID, "Kitchen", "1.2", "AtomS3R-CAM", "GC0308", ("QVGA", "VGA"), controls)


def test_an_empty_hello_is_understood() -> None:
    assert message(type="hello") == Hello()


@pytest.mark.parametrize("claimed", ["", "kitchen", 5, True, [], {}, ID + "0"])
def test_a_hello_with_an_id_that_is_none_is_refused(claimed: object) -> None:
    with pytest.raises(BadMessage, match="id"):
        message(type="hello", id=claimed)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Küche 🐦", "Küche 🐦"),
        ("  a \t b\r\n c  ", "a b c"),
        ("a\x00\x1b[31mb\x07", "a [31mb"),
        ("evil\u202egnp.exe", "evil gnp.exe"),
        ("\u2066\u200b\ufeff\u0085", None),
        ("a\ud800b", "a b"),
        ("x" * 1000, "x" * 64),
        ("\n" * 300 + "late", None),
        ("", None),
        (5, None),
        (None, None),
        (["a"], None),
    ],
)
def test_a_name_is_short_printable_text_or_none(sent: object, shown: str | None) -> None:
    hello = message(type="hello", name=sent)
    assert isinstance(hello, Hello)
    assert hello.name == shown


def test_texts_of_a_wrong_kind_are_ignored_one_by_one() -> None:
    hello = message(type="hello", name="Door", firmware=1, board=[], sensor={}, sizes="VGA", controls=[1])
    assert hello == Hello(name="Door")


def test_sizes_that_are_no_texts_are_left_out_and_there_are_not_too_many() -> None:
    hello = message(type="hello", sizes=["VGA", 5, None, "\x00", *(f"S{n}" for n in range(100))])
    assert isinstance(hello, Hello)
    assert hello.sizes[:2] == ("VGA", "S0")
    assert len(hello.sizes) == 61


# -- stats and replies ---------------------------------------------------------------------------------------------


def test_stats_are_numbers_or_nothing() -> None:
    odd = '"dropped":true,"capture_ms":"5","encode_ms":NaN,"send_ms":1e999'
    text = f'{{"type":"stats","fps":24.5,"sent":100,"rssi":-41,{odd}}}'
    assert parse_message(text) == Stats(fps=24.5, sent=100, rssi=-41)


def test_a_number_too_large_for_a_float_is_nothing() -> None:
    assert parse_message('{"type":"stats","sent":1' + "0" * 400 + "}") == Stats()


def test_a_reply_is_understood() -> None:
    assert message(type="reply", id=7, ok=True, clock_us=12345) == Reply(7, ok=True, clock_us=12345)
    assert message(type="reply", id="seven", ok=False, error="too fast") == Reply("seven", ok=False, error="too fast")


def test_only_true_is_yes() -> None:
    for ok in (1, "true", None, [1]):
        reply = message(type="reply", id=1, ok=ok)
        assert isinstance(reply, Reply)
        assert not reply.ok


@pytest.mark.parametrize("request_id", [None, True, 1.5, [], {}])
def test_a_reply_to_nothing_is_refused(request_id: object) -> None:
    with pytest.raises(BadMessage, match="no id"):
        message(type="reply", id=request_id, ok=True)


@pytest.mark.parametrize("clock", ["5", True, 1.5, None])
def test_a_clock_that_is_no_whole_number_is_none(clock: object) -> None:
    assert message(type="reply", id=1, ok=True, clock_us=clock) == Reply(1, ok=True)


# -- what cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{",
        '{"type":"hello"',
        '{"type":"hello"}}',
        "[" * 60_000,
        '{"a":' * 10_000,
        "[" * 30_000 + "]" * 30_000,
        '{"type":"stats","fps":' + "9" * 10_000 + "}",
        "\x00",
        "\ufeff{}",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BadMessage, match="not JSON"):
        parse_message(text)


@pytest.mark.parametrize("text", ["[]", "null", "5", "NaN", '"hello"', '[{"type":"hello"}]'])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(BadMessage, match="not a JSON object"):
        parse_message(text)


@pytest.mark.parametrize("text", ["{}", '{"type":5}', '{"type":null}', '{"type":["hello"]}', '{"Type":"hello"}'])
def test_an_object_without_a_type_is_refused(text: str) -> None:
    with pytest.raises(BadMessage, match="without a type"):
        parse_message(text)


def test_a_text_message_may_be_so_long_and_no_longer() -> None:
    frame = len('{"type":"stats","x":""}')
    longest = '{"type":"stats","x":"' + "x" * (wire.MAX_TEXT_BYTES - frame) + '"}'
    assert parse_message(longest) == Stats()
    with pytest.raises(BadMessage, match="65537 characters"):
        parse_message(longest + " ")


def test_a_type_of_tomorrow_is_ignored_not_refused() -> None:
    assert message(type="dance", id=5) == Unknown("dance")
    assert message(type="x" * 1000) == Unknown("x" * 64)
    assert message(type="") == Unknown("")


# -- what we send --------------------------------------------------------------------------------------------------


def test_what_is_sent_is_understood_again() -> None:
    hello = Hello(ID, "Küche", "1", "board", "sensor", ("VGA",), {"fps": {"min": 1}}, "trial")
    reply = Reply(3, ok=False, error="no", clock_us=2**63, nonce=NONCE, need=("app.py",))
    stats = Stats(fps=1.5, uptime_s=3)
    assert parse_message(wire.hello_message(hello)) == hello
    assert parse_message(wire.proof_message(NONCE, MAC)) == Proof(NONCE, MAC)
    assert parse_message(wire.reply_message(reply)) == reply
    assert parse_message(wire.reply_message(Reply("x", ok=True))) == Reply("x", ok=True)
    assert parse_message(wire.stats_message(stats)) == stats
    assert json.loads(wire.challenge_message(NONCE)) == {"type": "challenge", "nonce": NONCE}
    asked = json.loads(wire.request_message("set", 7, {"quality": 50, "name": "Küche"}))
    assert asked == {"type": "set", "id": 7, "quality": 50, "name": "Küche"}


def test_the_right_to_an_update_is_the_boards_formula() -> None:
    """Worked out by hand from the protocol's words; the board's own sums are held against it in its tests."""
    files = [("app.py", 5, "aa" * 32), ("link.py", 70_000, "bb" * 32)]
    content = f"{'aa' * 32} 5 app.py\n{'bb' * 32} 70000 link.py\n"
    digest = hashlib.sha256(content.encode()).hexdigest()
    assert wire.update_content_hash(files) == digest
    key = bytes(range(32))
    assert wire.update_mac(key, NONCE, digest) == hmac.new(key, f"update{NONCE}{digest}".encode(), "sha256").hexdigest()


@pytest.mark.parametrize("need", ["app.py", [1], [["app.py"]], ["a.py"] * 65, {"a": 1}, None])
def test_needs_that_are_no_list_of_names_are_none(need: object) -> None:
    reply = parse_message(json.dumps({"type": "reply", "id": 1, "ok": True, "need": need, "nonce": "short"}))
    assert reply == Reply(1, ok=True)


# -- anything at all -----------------------------------------------------------------------------------------------

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text("0123456789abcdefABCDEF", max_size=130),
    st.just(10**400),
    st.just("\ud800"),
    st.just("\u202e\x00\x1b"),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=8,
)
NAMES = [
    "id",
    "name",
    "firmware",
    "board",
    "sensor",
    "sizes",
    "controls",
    "nonce",
    "mac",
    "ok",
    "error",
    "clock_us",
    "fps",
]
OBJECTS = st.dictionaries(st.sampled_from(NAMES), VALUES)


def survives(text: str) -> None:
    """Whatever comes, the answer is a message with clean texts or ``BadMessage``."""
    try:
        parsed = parse_message(text)
    except BadMessage:
        return
    if isinstance(parsed, Hello):
        assert parsed.camera_id is None or wire.parse_id(parsed.camera_id) == parsed.camera_id
        for shown in (parsed.name, parsed.firmware, parsed.board, parsed.sensor, *parsed.sizes):
            assert shown is None or (0 < len(shown) <= wire.MAX_NAME and shown.isprintable() and shown == shown.strip())
    if isinstance(parsed, Reply) and parsed.error is not None:
        assert parsed.error.isprintable()


@given(st.text())
def test_any_text_is_a_message_or_refused(text: str) -> None:
    survives(text)


@given(st.sampled_from(["hello", "proof", "stats", "reply", "dance"]), OBJECTS)
def test_any_object_of_a_known_type_is_a_message_or_refused(kind: str, fields: dict[str, Any]) -> None:
    survives(json.dumps({"type": kind} | fields))


@given(VALUES)
def test_any_json_is_a_message_or_refused(value: object) -> None:
    survives(json.dumps(value))
