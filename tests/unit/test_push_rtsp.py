"""RTSP without a network."""

from __future__ import annotations

import contextlib
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.push.rtsp_login import Login
from atomcam_gui.push.rtsp_messages import Answer, NoRtsp, RtspReader, ServerRequest, request

ANSWER = b"RTSP/1.0 200 OK\r\nCSeq: 3\r\nWWW-Authenticate: Basic\r\nWWW-Authenticate: Digest\r\n\r\n"
LONG_ANSWER = b"RTSP/1.0 404 Not Found\r\ncseq:4\r\nContent-Length: 5\r\n\r\nhello"
PACKET = b"$\x01\x00\x04RTSP"
ASKED = b"OPTIONS rtsp://nas/ RTSP/1.0\r\nCSeq: 9\r\n\r\n"


@given(st.lists(st.integers(1, 40)))
def test_messages_come_out_however_the_bytes_come_in(sizes: list[int]) -> None:
    data = PACKET + ANSWER + PACKET + PACKET + LONG_ANSWER + b"\r\n" + ASKED + PACKET
    reader, events = RtspReader(), []
    for size in [*sizes, len(data)]:
        events += reader.feed(data[:size])
        data = data[size:]
    first, second, third = events
    assert isinstance(first, Answer)
    assert (first.status, first.number) == (200, 3)
    assert first.headers["www-authenticate"] == ["Basic", "Digest"]
    assert isinstance(second, Answer)
    assert (second.status, second.reason, second.number) == (404, "Not Found", 4)
    assert third == ServerRequest("OPTIONS", "9")


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n", b"220 mail ready\r\n", b"\x15\x03\x01\x00\x02\x02", b"RTSP/1.0 OK\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n", b"RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nX: " + b"x" * 40_000, b"GET / HTTP/1.1\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_not_rtsp_is_noticed(data: bytes) -> None:
    with pytest.raises(NoRtsp):
        RtspReader().feed(data)


@given(st.binary(max_size=300))
def test_no_bytes_do_any_harm(data: bytes) -> None:
    with contextlib.suppress(NoRtsp):
        RtspReader().feed(data)


def test_a_request_is_one_text() -> None:
    assert request("OPTIONS", "rtsp://nas/x", 1, {"Session": "7"}) == (
        b"OPTIONS rtsp://nas/x RTSP/1.0\r\nCSeq: 1\r\nSession: 7\r\n\r\n"
    )
    assert request("ANNOUNCE", "rtsp://nas/x", 2, {}, b"v=0").endswith(b"Content-Length: 3\r\n\r\nv=0")


def test_nothing_is_said_before_anybody_asks() -> None:
    assert Login("cook", "s3cret").header("OPTIONS", "rtsp://nas/x") is None
    assert "s3cret" not in repr(Login("cook", "s3cret"))


def test_the_answer_is_that_of_the_standard() -> None:
    # RFC 2617, 3.5, without qop: worked out from its definition, with the password of its example.
    login = Login("Mufasa", "Circle Of Life")
    nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093"
    assert login.take(['Basic realm="x"', f'Digest realm="testrealm@host.com", nonce="{nonce}", opaque="5ccc069c"'])
    header = login.header("GET", "/dir/index.html")
    assert header is not None
    assert 'response="670fd8c2df070c60b045671b8b24ff02"' in header
    assert 'opaque="5ccc069c"' in header
    assert "Circle" not in header


def test_where_the_server_wants_it_each_answer_is_for_one_request() -> None:
    login = Login("cook", "s3cret")
    assert login.take(['Digest realm="r", nonce="n", qop="auth,auth-int", algorithm=SHA-256'])
    for count in ("00000001", "00000002"):
        header = login.header("ANNOUNCE", "rtsp://nas/x") or ""
        fields = dict(re.findall(r'(\w+)="?([^",]+)', header))
        who, what = (hashlib.sha256(t).hexdigest() for t in (b"cook:r:s3cret", b"ANNOUNCE:rtsp://nas/x"))
        assert fields["nc"] == count
        whole = f"{who}:n:{count}:{fields['cnonce']}:auth:{what}"
        assert fields["response"] == hashlib.sha256(whole.encode()).hexdigest()


def test_the_safest_way_that_both_know_is_taken() -> None:
    login = Login("cook", "s3cret")
    assert login.take(
        ['Basic realm="r"', 'Digest realm="r", nonce="n"', 'Digest realm="r", nonce="n", algorithm=SHA-256']
    )
    assert "algorithm=SHA-256" in (login.header("OPTIONS", "x") or "")
    assert not login.take(['Digest realm="r", nonce="n", algorithm=SHA-512-256', "Negotiate"])
