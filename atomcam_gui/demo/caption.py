"""The text in the demo picture: the clock and the frame's number in a strip at the bottom, and a label at the top."""

from __future__ import annotations

import math
import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from atomcam_gui.demo import lettering
from atomcam_gui.demo.layers import Frame, Patch, Plane, Scratch

CLOCK_PATTERN = "00:00:00.000"
LABEL = "DEMO CAMERA"
_ROOMY = 160
"""Narrowest picture in pixels that has room for more than the clock."""
_SMALLEST_TEXT = 6

_STRIP_COLOUR, _STRIP_OPACITY = (14, 22, 32), 0.58
_CLOCK_COLOUR, _NOTE_COLOUR = (250, 252, 255), (196, 208, 220)


class Cell(NamedTuple):
    """A rectangle of pixels."""

    x: int
    y: int
    w: int
    h: int


class _Plan(NamedTuple):
    """Where everything stands."""

    clock: tuple[Cell, ...]
    strip: Cell
    note_height: int
    label_height: int
    margin: int


def clock_text(moment: float) -> str:
    """HH:MM:SS.mmm of a moment (seconds since 1970) in this computer's time zone, the milliseconds cut off."""
    seconds, milliseconds = divmod(round(moment * 1_000_000) // 1000, 1000)
    return f"{time.strftime('%H:%M:%S', time.localtime(seconds))}.{milliseconds:03d}"


@lru_cache(maxsize=16)
def _plan(width: int, height: int) -> _Plan:
    size = max(_SMALLEST_TEXT + 1, round(0.046 * height))
    while size > _SMALLEST_TEXT and lettering.text_width(CLOCK_PATTERN, size) > 0.92 * width:
        size -= 1
    margin = round(0.025 * height) if width >= _ROOMY else 1
    tall = min(height, size + 2 * max(1, round(0.40 * size)))
    strip = Cell(margin, max(0, height - margin - tall), width - 2 * margin, tall)
    advances = [lettering.advance(character, size) for character in CLOCK_PATTERN]
    indent = round(0.62 * size) if width >= _ROOMY else (strip.w - sum(advances)) // 2
    x, cells = strip.x + indent, []
    for advance in advances:
        cells.append(Cell(x, strip.y + (tall - size) // 2, advance, size))
        x += advance
    return _Plan(tuple(cells), strip, max(_SMALLEST_TEXT, round(0.76 * size)), max(7, round(0.027 * height)), margin)


def clock_cells(width: int, height: int) -> tuple[Cell, ...]:
    """Where each of the clock's 12 characters stands in a picture of this size."""
    return _plan(width, height).clock


def clock_region(width: int, height: int) -> tuple[int, int, int, int]:
    """x, y, width and height in pixels of the clock's characters in a picture of this size."""
    cells = clock_cells(width, height)
    first, last = cells[0], cells[-1]
    return first.x, first.y, last.x + last.w - first.x, first.h


def _pill(width: int, height: int, radius: float) -> Plane:
    """Opacity of a rounded rectangle."""
    x = np.abs(np.arange(width, dtype=np.float32) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height, dtype=np.float32) + 0.5 - height / 2) - (height / 2 - radius)
    outside = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    return np.asarray(np.clip(radius + 0.5 - outside, 0, 1), np.float32)


def _plain(colour: tuple[int, int, int], opacity: Plane) -> Patch:
    return Patch(np.full((*opacity.shape, 3), colour, np.float32), opacity)


class _Ink:
    """Letters of one height and colour, ready to be drawn."""

    def __init__(self, height: int, colour: tuple[int, int, int]) -> None:
        self.height = height
        self._colour = colour
        self._letters: dict[str, Patch] = {}

    def letter(self, character: str) -> Patch:
        """A character's patch, as wide as its cell."""
        patch = self._letters.get(character)
        if patch is None:
            opacity = lettering.glyph(character, self.height).astype(np.float32) / 255
            patch = self._letters[character] = _plain(self._colour, opacity)
        return patch


class Caption:
    """All text of pictures of one size."""

    def __init__(self, width: int, height: int) -> None:
        plan = _plan(width, height)
        self._roomy = width >= _ROOMY
        self._cells, self._strip_at = plan.clock, plan.strip
        size = plan.clock[0].h
        self._strip = _plain(_STRIP_COLOUR, _STRIP_OPACITY * _pill(plan.strip.w, plan.strip.h, plan.strip.h * 0.3))
        self._clock = _Ink(size, _CLOCK_COLOUR)
        self._note = _Ink(plan.note_height, _NOTE_COLOUR)
        self._margin = plan.margin
        self._label = self._make_label(plan.label_height)

    def _make_label(self, height: int) -> Patch:
        mask = lettering.line(LABEL, height).astype(np.float32) / 255
        pad_x, pad_y = round(0.75 * height), math.ceil(0.52 * height)
        tall, wide = height + 2 * pad_y, mask.shape[1] + 2 * pad_x
        letters = np.zeros((tall, wide), np.float32)
        letters[pad_y : pad_y + height, pad_x : pad_x + mask.shape[1]] = 0.94 * mask
        ground = 0.9 * _STRIP_OPACITY * _pill(wide, tall, tall * 0.3)
        opacity = letters + ground * (1 - letters)
        share = (letters / np.maximum(opacity, 1e-4))[:, :, None]
        dark, light = np.asarray(_STRIP_COLOUR, np.float32), np.asarray(_CLOCK_COLOUR, np.float32)
        return Patch(dark + (light - dark) * share, opacity)

    def draw(self, frame: Frame, scratch: Scratch, number: int, moment: float) -> None:
        """Write the clock of a moment and a frame's number onto a frame."""
        self._strip.draw(frame, scratch, self._strip_at.x, self._strip_at.y)
        for cell, character in zip(self._cells, clock_text(moment), strict=True):
            self._clock.letter(character).draw(frame, scratch, cell.x, cell.y)
        if self._roomy:
            self._draw_number(frame, scratch, number)
            self._label.draw(frame, scratch, self._margin, self._margin)

    def _draw_number(self, frame: Frame, scratch: Scratch, number: int) -> None:
        text, height = f"FRAME {number:06d}", self._note.height
        clock = self._cells[-1]
        indent = self._cells[0].x - self._strip_at.x
        x = self._strip_at.x + self._strip_at.w - indent - lettering.text_width(text, height)
        if x < clock.x + clock.w + height // 2:
            return
        for character in text:
            self._note.letter(character).draw(frame, scratch, x, clock.y + (clock.h - height) // 2)
            x += lettering.advance(character, height)
