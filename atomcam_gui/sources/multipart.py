"""Pictures out of ``multipart/x-mixed-replace``, without I/O, as cameras write it rather than as RFC 2046 does.

What cameras do: declare the boundary with its dashes or without, in quotes or not; leave out the line break before it;
send no Content-Length, or a wrong one; pad their pictures; end lines with LF alone.
"""

from __future__ import annotations

import re

from atomcam_gui import jpeg

MAX_HEAD_BYTES = 64 * 1024
"""Most that comes before a part's content: its headers, or whatever a camera sends between two parts."""

_SLACK = 4096
"""Padding and boundary that may follow the largest picture."""

_LINE = 64
"""Most that stands in a boundary's line beside the boundary."""

# With its dashes a boundary may follow the picture directly; without them only at the beginning of a line.
_BEFORE = re.compile(rb"(?:\r?\n)?-{2,}\Z|\r?\n-?\Z|\A-?\Z")
_AFTER = re.compile(rb"(?:--)?[ \t]*(?=\r?\n)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"(?im)^(content-length|content-type)[ \t]*:[ \t]*([^\r\n]*)")
_PICTURES = ("image/jp", "image/pjp", "application/octet-stream")
_PADDING = b"\r\n\t \0"


class NoMultipart(Exception):
    """What comes is not multipart content with this boundary."""


class PartTooLarge(Exception):
    """A part is larger than the largest picture that is taken."""


class MultipartParser:
    """Give it bytes as they come; it gives back what the parts hold. Keeps one part at most.

    Args:
        boundary: as the Content-Type declares it, with or without dashes and quotes.
    """

    def __init__(self, boundary: str) -> None:
        text = boundary.strip().strip('"').strip()
        self._core = (text.lstrip("-") or "--").encode("latin-1", "replace")
        self._buffer = bytearray()
        self._in_body = False
        self._length: int | None = None
        self._is_picture = True
        self._scanned = 0
        self.other_kind = ""
        """The type of the newest part that was no picture."""

    def feed(self, data: bytes) -> list[bytes]:
        """The parts that these bytes complete, oldest first; each should be a JPEG, but none is checked.

        Raises:
            NoMultipart: no boundary comes, or headers without end.
            PartTooLarge: a part is larger than the largest picture.
        """
        self._buffer += data
        parts: list[bytes] = []
        while True:
            if not self._in_body and not self._read_head():
                return parts
            part = self._read_body()
            if part is None:
                return parts
            if part:
                parts.append(part)

    def _delimiter(self, start: int) -> tuple[int, int] | None:
        """Where the first whole boundary line begins, from the line break before it on, and ends, before the one after.

        Found by the boundary's own letters: a regular expression for all of it takes 25 times as long.
        """
        at = self._buffer.find(self._core, start)
        while at >= 0:
            before = _BEFORE.search(self._buffer, max(0, at - _LINE), at)
            after = _AFTER.match(self._buffer, at + len(self._core))
            if before is not None and after is not None:
                return before.start(), after.end()
            at = self._buffer.find(self._core, at + 1)
        return None

    def _read_head(self) -> bool:
        """Go to the next part's content; whether it was reached."""
        delimiter = self._delimiter(0)
        end = _HEAD_END.search(self._buffer, delimiter[1]) if delimiter else None
        if delimiter is None or end is None:
            if len(self._buffer) > MAX_HEAD_BYTES:
                raise NoMultipart
            return False
        fields = {
            name.lower(): value.strip() for name, value in _FIELD.findall(self._buffer, delimiter[1], end.start())
        }
        length = fields.get(b"content-length", b"")
        # A length of more digits than any file's is a lie, and slow to read.
        self._length = int(length) if length.isdigit() and len(length) < 16 else None
        if self._length is not None and self._length > jpeg.MAX_BYTES:
            raise PartTooLarge
        kind = fields.get(b"content-type", b"image/jpeg").decode("latin-1")
        self._is_picture = kind.lower().startswith(_PICTURES)
        if not self._is_picture:
            self.other_kind = kind[:80]
        del self._buffer[: end.end()]
        self._in_body = True
        self._scanned = 0
        return True

    def _read_body(self) -> bytes | None:
        """The content, empty where it is none that is wanted; None where more must come."""
        if self._length is not None:
            if len(self._buffer) < self._length:
                return None
            if not self._is_picture:
                return self._take(b"", self._length)
            part, size = self._picture(self._length)
            if part.endswith(jpeg.EOI):
                return self._take(part, size)
            self._length = None  # which was a lie: the boundary tells
        delimiter = self._delimiter(self._scanned)
        if delimiter is not None:
            return self._take(*self._picture(delimiter[0]))
        if len(self._buffer) > jpeg.MAX_BYTES + _SLACK:
            raise PartTooLarge
        self._scanned = max(0, len(self._buffer) - len(self._core) - _LINE)
        return self._complete()

    def _complete(self) -> bytes | None:
        """The picture, where it is whole although no boundary has come: that comes only with the next one."""
        if not self._is_picture or not self._buffer[-4:].rstrip(b"\r\n").endswith(jpeg.EOI):
            return None
        part, size = self._picture(len(self._buffer))
        # Where it does not end there, the end was that of a preview inside.
        return self._take(part, size) if jpeg.picture_end(part) == len(part) else None

    def _take(self, part: bytes, size: int) -> bytes:
        del self._buffer[:size]
        self._in_body = False
        return part if self._is_picture else b""

    def _picture(self, size: int) -> tuple[bytes, int]:
        """The picture in the first ``size`` bytes, and how many of them are gone with it."""
        data = bytes(memoryview(self._buffer)[:size])
        part = data if data.startswith(jpeg.SOI) else data.lstrip(_PADDING)
        if part.endswith(jpeg.EOI):
            return part, size
        end = jpeg.picture_end(part)
        if end is None:
            return part.rstrip(_PADDING), size
        # Whatever follows is looked through for the next boundary, which a wrong length may have run over.
        return part[:end], len(data) - len(part) + end
