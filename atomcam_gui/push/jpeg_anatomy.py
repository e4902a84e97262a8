"""The parts of a JPEG that its pictures' travel by RTP depends on: sampling, tables, restarts, where the data begins.

``jpeg.inspect`` has seen to it that the segments are sound. Source of the layout: ITU-T T.81, annexes B and K.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

_DHT, _DQT, _DRI, _SOS = 0xC4, 0xDB, 0xDD, 0xDA
BASELINE = 0xC0
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_U16 = struct.Struct(">H")
_SIZE = struct.Struct(">HH")


@dataclass(frozen=True, slots=True)
class HuffmanTable:
    """A table as DHT carries it."""

    counts: bytes
    """16 bytes: how many codes there are of each length from 1 to 16 bits."""
    symbols: bytes
    """The symbols in the order of their codes."""


def _table(counts: str, symbols: str) -> HuffmanTable:
    return HuffmanTable(bytes.fromhex(counts), bytes.fromhex(symbols))


_DC_SYMBOLS = "000102030405060708090a0b"

STANDARD: Mapping[int, HuffmanTable] = {
    0x00: _table("00010501010101010100000000000000", _DC_SYMBOLS),
    0x01: _table("00030101010101010101010000000000", _DC_SYMBOLS),
    0x10: _table(
        "0002010303020403050504040000017d",
        "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738"
        "393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5"
        "a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa",
    ),
    0x11: _table(
        "00020102040403040705040400010277",
        "0001020311040521310612415107617113223281081442"
        "91a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738"
        "393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4"
        "a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa",
    ),
}
"""The tables of T.81, annex K.3, by class (high half: 0 DC, 1 AC) and number (0 luminance, 1 chrominance). They have a
code for every symbol that a baseline JPEG of 8 bits can hold."""


@dataclass(frozen=True, slots=True)
class Component:
    """One plane of the picture."""

    horizontal: int
    """Sampling factor: blocks in a row of each unit."""
    vertical: int
    quantiser: int
    dc: int = 0
    """Number of its Huffman table for the blocks' means."""
    ac: int = 0


@dataclass(frozen=True, slots=True)
class JpegAnatomy:
    """What ``dissect`` found."""

    process: int
    """The marker's second byte; ``BASELINE``, or of a kind that few decoders know."""
    precision: int
    """Bits a sample."""
    width: int
    height: int
    components: tuple[Component, ...]
    """In the order of the frame, with their tables where the scan names them."""
    scanned: int
    """How many components the first scan has."""
    quantisers: Mapping[int, bytes]
    """64 bytes each, in zigzag order; tables of 16 bits are left out."""
    huffman: Mapping[int, HuffmanTable]
    """As ``STANDARD``. Where the file has none, the standard ones hold, as motion JPEG has it."""
    restart_interval: int
    """Units between restart markers; 0 for none."""
    data_at: int
    """Where the entropy-coded data begins."""

    @property
    def huffman_is_standard(self) -> bool:
        """Whether every component uses the standard table of its kind: number 0 for the first one, 1 for the others."""
        return all(
            self.huffman[key] == STANDARD[(key & 0x10) | (number > 0)]
            for number, part in enumerate(self.components)
            for key in (part.dc, 0x10 | part.ac)
        )


class _Segments:
    """What was read so far."""

    def __init__(self) -> None:
        self.process = self.precision = self.width = self.height = self.restart_interval = self.scanned = 0
        self.order: list[int] = []
        self.parts: dict[int, Component] = {}
        self.quantisers: dict[int, bytes] = {}
        self.huffman = dict(STANDARD)

    def take_frame(self, marker: int, body: bytes) -> None:
        self.process, self.precision = marker, body[0]
        self.height, self.width = _SIZE.unpack_from(body, 1)
        for at in range(6, 6 + 3 * body[5], 3):
            name, sampling, quantiser = body[at : at + 3]
            self.order.append(name)
            self.parts[name] = Component(sampling >> 4, sampling & 15, quantiser)

    def take_quantisers(self, body: bytes) -> None:
        at = 0
        while at < len(body):
            is_wide, number = body[at] >> 4, body[at] & 15
            size = 128 if is_wide else 64
            if not is_wide:
                self.quantisers[number] = body[at + 1 : at + 65]
            at += 1 + size

    def take_huffman(self, body: bytes) -> None:
        at = 0
        while at + 17 <= len(body):
            counts = body[at + 1 : at + 17]
            end = at + 17 + sum(counts)
            self.huffman[body[at]] = HuffmanTable(counts, body[at + 17 : end])
            at = end

    def take_scan(self, body: bytes) -> None:
        self.scanned = body[0]
        for at in range(1, 1 + 2 * body[0], 2):
            part = self.parts[body[at]]
            self.parts[body[at]] = Component(
                part.horizontal, part.vertical, part.quantiser, body[at + 1] >> 4, body[at + 1] & 15
            )

    def anatomy(self, data_at: int) -> JpegAnatomy:
        return JpegAnatomy(
            self.process,
            self.precision,
            self.width,
            self.height,
            tuple(self.parts[name] for name in self.order),
            self.scanned,
            self.quantisers,
            self.huffman,
            self.restart_interval,
            data_at,
        )


def dissect(data: bytes) -> JpegAnatomy | None:
    """The anatomy of one complete JPEG; None where its tables do not belong together. Takes some 20 microseconds."""
    found = _Segments()
    try:
        at = _walk(data, found)
        anatomy = found.anatomy(at)
        for part in anatomy.components:
            anatomy.huffman[part.dc], anatomy.huffman[0x10 | part.ac]
    except (LookupError, ValueError, struct.error):
        return None
    return anatomy


def _walk(data: bytes, found: _Segments) -> int:
    """Read all segments up to the scan's header; where the data behind it begins."""
    at = 2
    while True:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _STANDALONE:
            at += 2
            continue
        after = at + 2 + int(_U16.unpack_from(data, at + 2)[0])
        if marker in _START_OF_FRAME:
            found.take_frame(marker, data[at + 4 : after])
        elif marker == _DQT:
            found.take_quantisers(data[at + 4 : after])
        elif marker == _DHT:
            found.take_huffman(data[at + 4 : after])
        elif marker == _DRI:
            found.restart_interval = int(_U16.unpack_from(data, at + 4)[0])
        elif marker == _SOS:
            found.take_scan(data[at + 4 : after])
            return after
        at = after
