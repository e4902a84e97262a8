"""An RTSP camera on a real socket: RTP inside the TCP connection, as H.264, H.265 or JPEG (RFC 2326, 6184, 7798, 2435).

Written for a reader that asks in the usual order; each connection has a thread of its own.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import itertools
import random
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame

from atomcam_gui import jpeg

_LARGEST = 1200
"""Bytes in an RTP packet."""

Pictures = list[list[bytes]]
"""For each picture the payloads of its RTP packets."""


def pixels(number: int, width: int, height: int) -> Any:
    """A grey picture with a bright bar whose place tells its number."""
    shown = np.full((height, width, 3), 90, np.uint8)
    left = number % 10 * width // 10
    shown[:, left : left + width // 10] = (235, 60, 60)
    return shown


@functools.cache
def encoded(codec: str, width: int = 320, height: int = 240, count: int = 20, group: int = 10) -> Pictures:
    """A video as its NAL units' packets, which begins with a keyframe."""
    encoder: Any = av.CodecContext.create({"h264": "libx264", "hevc": "libx265"}[codec], "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.framerate, encoder.gop_size = Fraction(1, 25), Fraction(25), group
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency"} | (
        {"x265-params": f"log-level=none:keyint={group}:repeat-headers=1"} if codec == "hevc" else {}
    )
    found: Pictures = []
    for number in range(count):
        frame = VideoFrame.from_ndarray(pixels(number, width, height), "rgb24").reformat(format="yuv420p")
        frame.pts = number
        found += [_packets(bytes(packet), codec) for packet in encoder.encode(frame)]
    return found + [_packets(bytes(packet), codec) for packet in encoder.encode(None)]


def _packets(data: bytes, codec: str) -> list[bytes]:
    found = []
    for unit in filter(None, re.split(rb"\x00{2,3}\x01", data)):
        found += [unit] if len(unit) <= _LARGEST else list(_fragments(unit, codec))
    return found


def _fragments(unit: bytes, codec: str) -> Iterator[bytes]:
    if codec == "h264":
        head, kind, body = bytes([unit[0] & 0xE0 | 28]), unit[0] & 0x1F, unit[1:]
    else:
        head, kind, body = bytes([unit[0] & 0x81 | 49 << 1, unit[1]]), unit[0] >> 1 & 0x3F, unit[2:]
    for at in range(0, len(body), _LARGEST):
        flags = (0x80 if at == 0 else 0) | (0x40 if at + _LARGEST >= len(body) else 0)
        yield head + bytes([flags | kind]) + body[at : at + _LARGEST]


def jpeg_packets(data: bytes) -> list[bytes]:
    """A baseline 4:2:0 JPEG of standard Huffman tables, as RFC 2435 sends it."""
    info, tables, position = jpeg.inspect(data), b"", 2
    while data[position + 1] != 0xDA:
        size = int.from_bytes(data[position + 2 : position + 4], "big")
        if data[position + 1] == 0xDB:
            body = data[position + 4 : position + 2 + size]
            tables += b"".join(body[at + 1 : at + 65] for at in range(0, len(body), 65))
        position += 2 + size
    scan = data[position + 2 + int.from_bytes(data[position + 2 : position + 4], "big") : -2]
    found = []
    for at in range(0, len(scan), _LARGEST):
        head = struct.pack(">IBBBB", at, 1, 255, info.width // 8, info.height // 8)
        extra = struct.pack(">BBH", 0, 0, len(tables)) + tables if at == 0 else b""
        found.append(head + extra + scan[at : at + _LARGEST])
    return found


class RtspCamera:
    """Started by entering, ended by leaving.

    Args:
        codec: ``h264``, ``hevc`` or ``jpeg``.
        pictures: shown again and again.
        login: user and password.
        silent_after: so many pictures, then nothing more.
    """

    def __init__(
        self,
        codec: str,
        pictures: Pictures,
        *,
        fps: float = 25.0,
        login: tuple[str, str] | None = None,
        digest: bool = True,
        port: int = 0,
        silent_after: int | None = None,
        start_at: int = 0,
    ) -> None:
        self.codec, self.pictures, self.fps = codec, pictures, fps
        self.login, self.digest = login, digest
        self.silent_after, self.start_at = silent_after, start_at
        self.requests: list[str] = []
        self.authorizations: list[str] = []
        self.sent = 0
        self.stopping = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]

    def url(self, user: str = "", path: str = "/Streaming/Channels/102") -> str:
        return f"rtsp://{user}{'@' if user else ''}127.0.0.1:{self.port}{path}"

    def __enter__(self) -> RtspCamera:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._listener.close()
        with contextlib.suppress(OSError):  # wakes the accept, where closing did not
            socket.create_connection(("127.0.0.1", self.port), 0.2).close()
        self.hang_up()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def hang_up(self) -> None:
        """End all connections."""
        for sock in tuple(self._sockets):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, name="rtsp camera", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(15)
        self._sockets.add(sock)
        try:
            with sock, contextlib.suppress(OSError):
                self._talk(sock)
        finally:
            self._sockets.discard(sock)

    def _talk(self, sock: socket.socket) -> None:
        buffer = b""
        while not self.stopping.is_set():
            while b"\r\n\r\n" not in buffer:
                data = sock.recv(4096)
                if not data:
                    return
                buffer += data
            head, _, buffer = buffer.partition(b"\r\n\r\n")
            method, url, headers = _parse(head.decode())
            self.requests.append(method)
            number = headers.get("cseq", "0")
            if not self._is_let_in(method, headers):
                challenge = 'Digest realm="cam", nonce="abc123"' if self.digest else 'Basic realm="cam"'
                self._answer(sock, number, f"WWW-Authenticate: {challenge}", status="401 Unauthorized")
            elif "nothing" in url:
                self._answer(sock, number, status="404 Not Found")
            elif method == "DESCRIBE":
                sdp = self._description()
                self._answer(
                    sock, number, "Content-Type: application/sdp", f"Content-Length: {len(sdp)}", body=sdp.encode()
                )
            elif method == "SETUP":
                transport = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1"
                self._answer(sock, number, transport, "Session: 7;timeout=60")
            elif method == "PLAY":
                self._answer(sock, number, "Session: 7", "Range: npt=0.000-")
                self._play(sock)
                return
            else:
                self._answer(sock, number, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN")

    def _answer(
        self, sock: socket.socket, number: str, *headers: str, status: str = "200 OK", body: bytes = b""
    ) -> None:
        sock.sendall("\r\n".join((f"RTSP/1.0 {status}", f"CSeq: {number}", *headers, "", "")).encode() + body)

    def _description(self) -> str:
        kind = {"h264": "96 H264/90000", "hevc": "96 H265/90000", "jpeg": "26 JPEG/90000"}[self.codec]
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=camera", "t=0 0", "a=control:*"]
        lines += [f"m=video 0 RTP/AVP {kind.split()[0]}", f"a=rtpmap:{kind}", "a=control:track1"]
        lines += ["a=fmtp:96 packetization-mode=1"] if self.codec == "h264" else []
        return "\r\n".join((*lines, ""))

    def _play(self, sock: socket.socket) -> None:
        began, sequence = time.monotonic(), random.randrange(1000)
        for number in itertools.count():
            if number == self.silent_after:
                while not self.stopping.wait(0.02) and sock in self._sockets:
                    if not _is_open(sock):
                        return
            packets = self.pictures[(number + self.start_at) % len(self.pictures)]
            stamp = round(number * 90000 / self.fps)
            for left, payload in zip(range(len(packets) - 1, -1, -1), packets, strict=True):
                mark = 0 if left else 0x80
                kind = 26 if self.codec == "jpeg" else 96
                rtp = struct.pack(">BBHII", 0x80, mark | kind, sequence & 0xFFFF, stamp, 0x1234) + payload
                sock.sendall(struct.pack(">BBH", 0x24, 0, len(rtp)) + rtp)
                sequence += 1
            self.sent += 1
            if self.stopping.wait(max(0.0, began + (number + 1) / self.fps - time.monotonic())):
                return

    def _is_let_in(self, method: str, headers: dict[str, str]) -> bool:
        if self.login is None or method == "OPTIONS":
            return True
        given = headers.get("authorization", "")
        if given:
            self.authorizations.append(given)
        user, password = self.login
        if not self.digest:
            return given == "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        fields = dict(re.findall(r'(\w+)="([^"]*)"', given))
        if not fields:
            return False

        def digest_of(text: str) -> str:
            return hashlib.md5(text.encode()).hexdigest()

        secret, request = digest_of(f"{user}:cam:{password}"), digest_of(f"{method}:{fields['uri']}")
        return fields["response"] == digest_of(f"{secret}:abc123:{request}")


def _parse(head: str) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.lstrip("\r\n").split("\r\n")
    method, url, _ = first.split(" ", 2)
    return method, url, {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _is_open(sock: socket.socket) -> bool:
    sock.setblocking(False)
    try:
        return bool(sock.recv(4096))
    except BlockingIOError:
        return True
    finally:
        sock.settimeout(15)
