"""RTSP (RFC 2326) without I/O: requests out, answers and everything else in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_MAX_HEAD = 32 * 1024
_MAX_BODY = 256 * 1024
_STATUS = re.compile(r"RTSP/1\.\d (\d{3})(?: (.*))?")
_REQUEST = re.compile(r"([A-Z_]+) \S+ RTSP/1\.\d")


class NoRtsp(ValueError):
    """What came is not RTSP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one of our requests."""

    status: int
    reason: str
    number: int | None
    """The request's ``CSeq``."""
    headers: Mapping[str, Sequence[str]]
    """By names in lower case."""

    def header(self, name: str) -> str:
        """The first header of this name in lower case, or an empty text."""
        return next(iter(self.headers.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class ServerRequest:
    """Something that the server asks of us."""

    method: str
    number: str


Event = Answer | ServerRequest


def request(method: str, url: str, number: int, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """A request as it travels."""
    lines = [f"{method} {url} RTSP/1.0", f"CSeq: {number}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode() + body


def answer(status: int, reason: str, number: str) -> bytes:
    """An answer to something that the server asked."""
    return f"RTSP/1.0 {status} {reason}\r\nCSeq: {number}\r\n\r\n".encode()


class RtspReader:
    """Takes bytes as they come; what a server tells of its reception (RTCP) is passed over."""

    def __init__(self) -> None:
        self._left = b""

    def feed(self, data: bytes) -> list[Event]:
        """All messages that are complete now.

        Raises:
            NoRtsp: this is something else, or endless.
        """
        self._left += data
        events: list[Event] = []
        while self._left:
            if self._left.startswith(b"$"):
                if len(self._left) < 4 or len(self._left) < (end := 4 + int.from_bytes(self._left[2:4], "big")):
                    break
                self._left = self._left[end:]
                continue
            event, used = _parse(self._left)
            if not used:
                break
            self._left = self._left[used:]
            if event is not None:
                events.append(event)
        return events


def _parse(data: bytes) -> tuple[Event | None, int]:
    """The message that ``data`` begins with and its length; 0 where it is not complete."""
    if data.startswith(b"\r\n"):  # some send one more line than they should
        return None, 2
    head, separator, _ = data.partition(b"\r\n\r\n")
    if not _may_become_rtsp(data):
        raise NoRtsp("not RTSP")
    if not separator:
        if len(data) > _MAX_HEAD:
            raise NoRtsp("a head without end")
        return None, 0
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    headers = _headers(lines)
    size = next(iter(headers.get("content-length", ())), "0")
    if not size.isdecimal() or int(size) > _MAX_BODY:
        raise NoRtsp("a body of impossible length")
    end = len(head) + len(separator) + int(size)
    if len(data) < end:
        return None, 0
    number = next(iter(headers.get("cseq", ())), "")
    if (status := _STATUS.fullmatch(first)) is not None:
        reason = "".join(c for c in status[2] or "" if c.isprintable())[:80]
        return Answer(int(status[1]), reason, int(number) if number.isdecimal() else None, headers), end
    if (asked := _REQUEST.fullmatch(first)) is not None:
        return ServerRequest(asked[1], number), end
    raise NoRtsp("neither a request nor an answer")


def _may_become_rtsp(data: bytes) -> bool:
    line = data.partition(b"\r\n")[0][:64]
    return b"RTSP/1.".startswith(line[:7]) or re.match(rb"[A-Z_]+(?: |\Z)", line) is not None


def _headers(lines: list[str]) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), []).append(value.strip())
    return headers
