"""The same picture with the standard Huffman tables and without restart markers: not one coefficient changes.

A receiver of JPEG by RTP knows the standard tables only; with others the picture arrives as noise or as nothing.

The walk over the symbols is plain Python, the rest is numpy's: together 9 ms for a VGA picture of 22 KB. Decoding and
encoding anew by FFmpeg and libjpeg-turbo takes 0.9 ms, but loses, above all with quantisation tables that are not
libjpeg's own; and cameras that optimise their tables are few.

Source of the coding: ITU-T T.81, annex F.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from atomcam_gui import jpeg
from atomcam_gui.phrase import Phrase
from atomcam_gui.push.jpeg_anatomy import STANDARD, HuffmanTable, JpegAnatomy

# A word for the decoder: bits to go on, coefficients to go on, the symbol, which of the standard tables has to code it.
_STEP_AT, _SYMBOL_AT, _KIND_AT, _BAD_AT = 6, 13, 21, 23
_BAD = (1 << _BAD_AT) | (64 << _STEP_AT)
_KINDS = (0x00, 0x01, 0x10, 0x11)
_RESTART = re.compile(rb"\xff+[\xd0-\xd7]")
_MARKER = re.compile(rb"\xff[\x01-\xfe]")

_Words = npt.NDArray[np.int64]


class CannotRewrite(ValueError):
    """The picture's data is damaged."""


@dataclass(frozen=True, slots=True)
class _Symbols:
    """All symbols of a picture, in their order."""

    kind: _Words
    """Index into ``_KINDS``."""
    value: _Words
    extra: _Words
    """The bits after the code, as many as the value's lower half says."""

    @property
    def sizes(self) -> _Words:
        return self.value & 15


def with_standard_tables(data: bytes, anatomy: JpegAnatomy) -> bytes:
    """The entropy-coded data of a baseline JPEG, without EOI, as the standard tables code it. For any thread.

    Raises:
        CannotRewrite: the data does not decode.
    """
    intervals = [part.replace(b"\xff\x00", b"\xff") for part in _intervals(data, anatomy)]
    try:
        words = [_walk(part, anatomy, count) for part, count in zip(intervals, _units(anatomy), strict=True)]
    except (IndexError, ValueError) as error:
        raise CannotRewrite(Phrase("the picture's data ends early or goes on too long")) from error
    parts = [_symbols(word, part) for word, part in zip(words, intervals, strict=True)]
    _join_means(parts, _mean_owners(anatomy))
    return _coded(_Symbols(*(np.concatenate([getattr(p, name) for p in parts]) for name in _Symbols.__slots__)))


def _intervals(data: bytes, anatomy: JpegAnatomy) -> list[bytes]:
    scan = data[anatomy.data_at : -len(jpeg.EOI)]
    parts = _RESTART.split(scan) if anatomy.restart_interval else [scan]
    if any(_MARKER.search(part) for part in parts):
        raise CannotRewrite(Phrase("a marker where none may be"))
    return parts


def _units(anatomy: JpegAnatomy) -> list[int]:
    """How many units of blocks each interval has."""
    first = anatomy.components[0]
    across = -(-anatomy.width // (8 * first.horizontal))
    down = -(-anatomy.height // (8 * first.vertical))
    every = anatomy.restart_interval or across * down
    whole, rest = divmod(across * down, every)
    return [every] * whole + [rest] * (rest > 0)


def _mean_owners(anatomy: JpegAnatomy) -> list[int]:
    """Which component each block of a unit belongs to."""
    return [number for number, c in enumerate(anatomy.components) for _ in range(c.horizontal * c.vertical)]


def _walk(part: bytes, anatomy: JpegAnatomy, units: int) -> list[int]:
    """The decoder's words for one interval. The only step that has to go symbol by symbol."""
    window = _windows(part)
    tables = [
        (_lookup(anatomy.huffman[c.dc], number > 0), _lookup(anatomy.huffman[0x10 | c.ac], 2 + (number > 0)))
        for number, c in enumerate(anatomy.components)
    ]
    plan = [tables[number] for number in _mean_owners(anatomy)]
    words: list[int] = []
    add = words.append
    at = 0
    for _ in range(units):
        for means, others in plan:
            word = means[window[at]]
            add(word)
            at += word & 63
            place = 1
            while place < 64:
                word = others[window[at]]
                add(word)
                at += word & 63
                place += word >> 6 & 127
    if at > 8 * len(part):
        raise ValueError("beyond the end")
    return words


def _windows(part: bytes) -> memoryview:
    """The 16 bits that begin at each bit."""
    raw = np.frombuffer(part + bytes(4), np.uint8).astype(np.uint32)
    words = raw[:-2] << 16 | raw[1:-1] << 8 | raw[2:]
    return (words[:, None] >> np.arange(8, 0, -1).astype(np.uint32)).astype(np.uint16).reshape(-1).data


def _lookup(table: HuffmanTable, kind: int) -> memoryview:
    """The decoder's word for every 16 bits that can come next."""
    lengths = np.array(_lengths(table), np.int64)
    symbols = np.frombuffer(table.symbols, np.uint8)[: len(lengths)].astype(np.int64)
    steps = (symbols >> 4) + 1
    if kind >= 2:
        steps[symbols == 0] = 64
    words = lengths + (symbols & 15) | steps << _STEP_AT | symbols << _SYMBOL_AT | kind << _KIND_AT
    if kind < 2:
        words[symbols > 11] = _BAD
    known = np.repeat(words, 1 << (16 - lengths))
    lookup = np.full(1 << 16, _BAD, np.uint32)
    lookup[: len(known)] = known[: 1 << 16]
    return lookup.data


def _lengths(table: HuffmanTable) -> list[int]:
    return [length for length, count in enumerate(table.counts, 1) for _ in range(count)]


def _symbols(words: list[int], part: bytes) -> _Symbols:
    """What the walk came by, with the bits behind each code."""
    word = np.array(words, np.int64)
    if (word >> _BAD_AT).any():
        raise CannotRewrite(Phrase("a code that no table has"))
    advance = word & 63
    value = word >> _SYMBOL_AT & 0xFF
    size = value & 15
    ends = np.cumsum(advance)
    raw = np.frombuffer(part + bytes(8), np.uint8).astype(np.int64)
    start = ends - size
    byte = start >> 3
    bits = raw[byte] << 16 | raw[byte + 1] << 8 | raw[byte + 2]
    extra = bits >> (24 - (start & 7) - size) & ((1 << size) - 1)
    return _Symbols(word >> _KIND_AT & 3, value, extra)


def _join_means(parts: list[_Symbols], owners: list[int]) -> None:
    """Each interval's first means count from zero; make them count from the interval before."""
    last = dict.fromkeys(owners, 0)
    for number, part in enumerate(parts):
        at = np.flatnonzero(part.kind < 2)
        difference = _signed(part.extra[at], part.value[at])
        owner = np.resize(np.array(owners), len(at))
        for name in last:
            own = np.flatnonzero(owner == name)
            total = int(difference[own].sum())
            if number:
                _write_mean(part, int(at[own[0]]), int(difference[own[0]]) - last[name])
            last[name] = total


def _signed(extra: _Words, size: _Words) -> _Words:
    return np.where((size > 0) & (extra < 1 << np.maximum(size - 1, 0)), extra - (1 << size) + 1, extra)


def _write_mean(part: _Symbols, at: int, difference: int) -> None:
    size = abs(difference).bit_length()
    part.value[at] = size
    part.extra[at] = difference if difference >= 0 else difference + (1 << size) - 1


def _code_table() -> tuple[_Words, _Words]:
    """Code and length of every symbol in each of the standard tables."""
    code, length = np.zeros((4, 256), np.int64), np.zeros((4, 256), np.int64)
    for kind, key in enumerate(_KINDS):
        first = 0
        for symbol, bits in zip(STANDARD[key].symbols, _lengths(STANDARD[key]), strict=True):
            code[kind, symbol], length[kind, symbol] = first >> (16 - bits), bits
            first += 1 << (16 - bits)
    return code, length


_CODE, _LENGTH = _code_table()


def _coded(symbols: _Symbols) -> bytes:
    """The symbols as bits, filled up with ones, every FF followed by 00."""
    sizes = symbols.sizes
    lengths = _LENGTH[symbols.kind, symbols.value] + sizes
    if (lengths == sizes).any():
        raise CannotRewrite(Phrase("a symbol that no picture of 8 bits has"))
    return bytes(_packed(_CODE[symbols.kind, symbols.value] << sizes | symbols.extra, lengths)).replace(
        b"\xff", b"\xff\x00"
    )


def _packed(values: _Words, lengths: _Words) -> Any:
    ends = np.cumsum(lengths)
    starts = ends - lengths
    # Each value, 27 bits at most, lies in one 32-bit word or across two; no bit belongs to two values, so adding is or.
    shifted = values << (64 - 1 - (starts & 31) - lengths)
    total = int(ends[-1])
    count = (total >> 5) + 2
    upper = np.bincount(starts >> 5, shifted >> 31, count)
    lower = np.bincount((starts >> 5) + 1, (shifted & 0x7FFFFFFF) << 1, count)
    packed = (upper + lower).astype(np.uint32).astype(">u4").view(np.uint8)[: (total + 7) >> 3]
    if total & 7:
        packed[-1] |= (1 << (8 - (total & 7))) - 1
    return packed.tobytes()
