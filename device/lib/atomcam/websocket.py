"""WebSocket (RFC 6455), the client's side of framing, without I/O: takes bytes, gives messages and bytes.

Client frames must carry a mask. Ours is the all-zero key unless another is given: XOR with zero changes nothing and
costs nothing. What an unpredictable key protects (RFC 6455 §10.3: proxies from scripts in browsers) is not at stake
for pictures from a sensor.
"""

import hashlib
import struct
from binascii import b2a_base64

from micropython import const

TEXT = const(1)
BINARY = const(2)
CLOSE = const(8)
PING = const(9)
PONG = const(10)

MAX_HEADER = const(14)
"""Longest frame header that a client writes: 2 bytes, 8 of length, 4 of mask."""

_CONTINUATION = const(0)
_FIN = const(0x80)
_MASKED = const(0x80)
_LENGTH_16 = const(126)
_LENGTH_64 = const(127)
_NO_KEY = bytes(4)
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_MAX_HANDSHAKE = 2048


class WebSocketError(Exception):
    """The peer broke the protocol, refused us, or sent more than we take."""


def put_header(buffer, end: int, opcode: int, length: int, key=None) -> int:
    """Write a frame's header into ``buffer`` so that it ends right before ``end``; gives where it begins.

    ``length`` is the payload's; ``key`` the mask's four bytes, zero without.
    """
    at = end - 4
    buffer[at:end] = key or _NO_KEY
    if length < _LENGTH_16:
        start = at - 2
        struct.pack_into(">BB", buffer, start, _FIN | opcode, _MASKED | length)
    elif length < 65536:
        start = at - 4
        struct.pack_into(">BBH", buffer, start, _FIN | opcode, _MASKED | _LENGTH_16, length)
    else:
        start = at - 10
        struct.pack_into(">BBQ", buffer, start, _FIN | opcode, _MASKED | _LENGTH_64, length)
    return start


def frame(opcode: int, payload: bytes, key=None) -> bytes:
    """A whole frame, for what is small: texts, pings, pongs, close."""
    header = bytearray(MAX_HEADER)
    start = put_header(header, MAX_HEADER, opcode, len(payload), key)
    if key:
        payload = bytes(byte ^ key[i & 3] for i, byte in enumerate(payload))
    return bytes(header[start:]) + payload


def handshake_request(host: str, port: int, path: str, nonce: bytes, headers) -> bytes:
    """The client's opening request. ``nonce`` is 16 random bytes, ``headers`` pairs of ours."""
    authority = "[%s]" % host if ":" in host else host
    lines = [
        "GET %s HTTP/1.1" % path,
        "Host: %s:%d" % (authority, port),
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: " + _base64(nonce),
        "Sec-WebSocket-Version: 13",
    ]
    lines.extend("%s: %s" % pair for pair in headers)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def check_handshake(head: bytes, nonce: bytes) -> None:
    """Check the server's answer, up to and with its empty line.

    Raises:
        WebSocketError: it is no upgrade to WebSocket, or not for our nonce.
    """
    lines = head.split(b"\r\n")
    status = lines[0].split(b" ", 2)
    if len(status) < 2 or not status[0].startswith(b"HTTP/1.1"):
        raise WebSocketError("the answer is not HTTP")
    if status[1] != b"101":
        raise WebSocketError("the server refused with %s" % _printable(b" ".join(status[1:])))
    accept = b""
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"sec-websocket-accept":
            accept = value.strip()
    expected = _base64(hashlib.sha1(_base64(nonce).encode() + _GUID).digest())
    if accept != expected.encode():
        raise WebSocketError("the server's handshake does not answer ours")


def _base64(data: bytes) -> str:
    return b2a_base64(data).decode().strip()


def _printable(data: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "?" for byte in data[:60])


class Receiver:
    """Puts together what the server sends. First the handshake's answer, then frames.

    Args:
        nonce: the one in our request.
        max_message: longest message that is taken, in bytes.
    """

    def __init__(self, nonce: bytes, max_message: int) -> None:
        self.open = False
        self._nonce = nonce
        self._max = max_message
        self._pending = bytearray()
        self._message = bytearray()
        self._opcode = 0

    def feed(self, data: bytes) -> list:
        """Take bytes; give ``(opcode, payload)`` for each message that is complete with them.

        Raises:
            WebSocketError: the connection cannot go on.
        """
        self._pending += data
        if not self.open and not self._finish_handshake():
            return []
        messages: list = []
        while self._take_frame(messages):
            pass
        return messages

    def _finish_handshake(self) -> bool:
        # bytearray.find does not exist in MicroPython
        end = bytes(self._pending).find(b"\r\n\r\n")
        if end < 0:
            if len(self._pending) > _MAX_HANDSHAKE:
                raise WebSocketError("the server's handshake is too long")
            return False
        check_handshake(bytes(self._pending[:end]), self._nonce)
        self._pending = self._pending[end + 4 :]
        self.open = True
        return True

    def _take_frame(self, messages: list) -> bool:
        pending = self._pending
        if len(pending) < 2:
            return False
        first, second = pending[0], pending[1]
        if first & 0x70:
            raise WebSocketError("a frame with an extension that nobody agreed on")
        if second & _MASKED:
            raise WebSocketError("a masked frame from the server")
        length = second & 0x7F
        start = 2
        if length >= _LENGTH_16:
            start += 2 if length == _LENGTH_16 else 8
            if len(pending) < start:
                return False
            length = 0
            for byte in pending[2:start]:
                length = length << 8 | byte
        if length + len(self._message) > self._max:
            raise WebSocketError("a message of more than %d bytes" % self._max)
        if len(pending) < start + length:
            return False
        payload = bytes(pending[start : start + length])
        self._pending = pending[start + length :]
        self._take_payload(first & _FIN, first & 0x0F, payload, messages)
        return True

    def _take_payload(self, final: int, opcode: int, payload: bytes, messages: list) -> None:
        if opcode >= CLOSE:
            if not final or len(payload) > 125:
                raise WebSocketError("a control frame in pieces")
            messages.append((opcode, payload))
            return
        if (opcode == _CONTINUATION) != bool(self._opcode):
            raise WebSocketError("a fragment out of place")
        if opcode:
            self._opcode = opcode
        if final and not self._message:
            messages.append((self._opcode, payload))
            self._opcode = 0
            return
        self._message += payload
        if final:
            messages.append((self._opcode, bytes(self._message)))
            self._message = bytearray()
            self._opcode = 0
