import hashlib
from binascii import b2a_base64

from atomcam.masking import mask
from atomcam.websocket import (
    BINARY,
    CLOSE,
    MAX_HEADER,
    PING,
    TEXT,
    Receiver,
    WebSocketError,
    check_handshake,
    frame,
    handshake_request,
    put_header,
)
from checks import raises

NONCE = bytes(range(16))


def accept():
    key = b2a_base64(NONCE).strip()
    return b2a_base64(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).strip()


def handshake():
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nsec-websocket-accept: "
        + accept()
        + b"\r\n\r\n"
    )


def receiver(max_message=1000):
    opened = Receiver(NONCE, max_message)
    assert opened.feed(handshake()) == []
    assert opened.open
    return opened


def from_server(opcode, payload, final=True):
    head = bytearray([(0x80 if final else 0) | opcode])
    if len(payload) < 126:
        head.append(len(payload))
    elif len(payload) < 65536:
        head.extend(bytes((126, len(payload) >> 8, len(payload) & 255)))
    else:
        head.append(127)
        head.extend(bytes(4))
        head.extend(bytes((len(payload) >> 24, len(payload) >> 16 & 255, len(payload) >> 8 & 255, len(payload) & 255)))
    return bytes(head) + payload


def test_header_grows_with_the_length():
    for length, expected in (
        (0, b"\x82\x80"),
        (125, b"\x82\xfd"),
        (126, b"\x82\xfe\x00\x7e"),
        (65535, b"\x82\xfe\xff\xff"),
        (65536, b"\x82\xff\x00\x00\x00\x00\x00\x01\x00\x00"),
    ):
        buffer = bytearray(20)
        start = put_header(buffer, 16, BINARY, length)
        assert bytes(buffer[start:16]) == expected + bytes(4), length
        assert 16 - start <= MAX_HEADER


def test_mask_with_zero_key_changes_nothing():
    assert frame(TEXT, b"hello") == b"\x81\x85\x00\x00\x00\x00hello"


def test_mask_with_a_key_is_rfc_6455s_example():
    assert frame(TEXT, b"Hello", b"\x37\xfa\x21\x3d") == b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"


def test_masking_in_machine_code_is_xor():
    key = b"\x37\xfa\x21\x3d"
    source = bytes(range(200))
    for phase in range(4):
        target = bytearray(200)
        mask(target, source, 199, key, phase)
        assert target == bytes(b ^ key[(i + phase) & 3] for i, b in enumerate(source[:199])) + b"\0"
    same = bytearray(b"Hello")
    mask(same, same, 5, key, 0)
    assert same == b"\x7f\x9f\x4d\x51\x58"


def test_request_names_host_path_and_our_headers():
    request = handshake_request("192.168.1.5", 8080, "/ws/camera", NONCE, (("X-AtomCam-Id", "f412fa9b3c5d"),))
    lines = request.split(b"\r\n")
    assert lines[0] == b"GET /ws/camera HTTP/1.1"
    assert b"Host: 192.168.1.5:8080" in lines
    assert b"X-AtomCam-Id: f412fa9b3c5d" in lines
    assert b"Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==" in lines
    assert request.endswith(b"\r\n\r\n")


def test_ipv6_address_is_bracketed():
    assert b"Host: [fe80::1]:80\r\n" in handshake_request("fe80::1", 80, "/", NONCE, ())


def test_a_refusal_is_told_in_words():
    with raises(WebSocketError, "403 Forbidden"):
        check_handshake(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0", NONCE)
    with raises(WebSocketError, "not HTTP"):
        check_handshake(b"SSH-2.0-OpenSSH_9", NONCE)


def test_an_answer_for_another_nonce_is_refused():
    with raises(WebSocketError, "does not answer"):
        check_handshake(b"HTTP/1.1 101 OK\r\nSec-WebSocket-Accept: AAAA", NONCE)
    with raises(WebSocketError, "does not answer"):
        check_handshake(b"HTTP/1.1 101 OK", NONCE)


def test_endless_handshake_is_cut():
    endless = Receiver(NONCE, 1000)
    with raises(WebSocketError, "too long"):
        for _ in range(100):
            endless.feed(b"X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n")


def test_messages_arrive_whatever_the_pieces():
    data = handshake() + from_server(TEXT, b"one") + from_server(PING, b"") + from_server(TEXT, 300 * b"x")
    for size in (1, 2, 3, 7, 50, len(data)):
        opened = Receiver(NONCE, 1000)
        messages = []
        for at in range(0, len(data), size):
            messages.extend(opened.feed(data[at : at + size]))
        assert messages == [(TEXT, b"one"), (PING, b""), (TEXT, 300 * b"x")], size


def test_fragments_are_put_together_and_pings_come_between():
    opened = receiver()
    messages = opened.feed(
        from_server(TEXT, b"ab", final=False)
        + from_server(PING, b"!")
        + from_server(0, b"c", final=False)
        + from_server(0, b"d")
        + from_server(TEXT, b"e")
    )
    assert messages == [(PING, b"!"), (TEXT, b"abcd"), (TEXT, b"e")]


def test_empty_fragments_are_no_message_of_their_own():
    messages = receiver().feed(from_server(TEXT, b"", final=False) + from_server(0, b"a") + from_server(TEXT, b""))
    assert messages == [(TEXT, b"a"), (TEXT, b"")]


def test_what_breaks_the_protocol_ends_the_connection():
    for bad, why in (
        (b"\xc1\x00", "extension"),
        (b"\x81\x80\x00\x00\x00\x00", "masked"),
        (from_server(0, b"a"), "out of place"),
        (from_server(TEXT, b"a", final=False) + from_server(TEXT, b"b"), "out of place"),
        (from_server(PING, b"a", final=False), "in pieces"),
        (from_server(CLOSE, bytes(126)), "in pieces"),
    ):
        with raises(WebSocketError, why):
            receiver().feed(bad)


def test_a_message_too_long_is_refused_before_it_is_there():
    with raises(WebSocketError, "more than 1000"):
        receiver().feed(from_server(TEXT, bytes(1001))[:10])
    with raises(WebSocketError, "more than 1000"):
        receiver().feed(b"\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff")
    with raises(WebSocketError, "more than 1000"):
        receiver().feed(from_server(TEXT, bytes(600), final=False) + from_server(0, bytes(600)))
