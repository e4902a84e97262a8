"""Recordings to play: real files whose pictures tell their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import simplejpeg

from atomcam_gui.recording.mkv import MkvWriter, RecordingTags

STARTED = datetime(2026, 11, 22, 14, 20, 31, 123000, tzinfo=UTC)
SIZE = (64, 48)


def numbered_jpeg(number: int, size: tuple[int, int] = SIZE) -> bytes:
    """A grey picture; ``number_in`` tells which one of 16."""
    pixels = np.full((size[1], size[0], 3), 8 + 16 * (number % 16), np.uint8)
    # Every one has bytes of its own.
    pixels[0, : min(16, size[0])] = [[(number >> bit & 1) * 255] * 3 for bit in range(min(16, size[0]))]
    return simplejpeg.encode_jpeg(pixels, 95, "RGB", "444")


def number_in(pixels: np.ndarray) -> int:  # type: ignore[type-arg]
    """Which of the 16 greys the middle of a decoded picture has."""
    height, width, _ = pixels.shape
    return round((int(pixels[height * 3 // 4, width // 2, 0]) - 8) / 16)


def write_recording(path: Path, times_ms: Sequence[int], size: tuple[int, int] = SIZE, *, ended: bool = True) -> Path:
    """A recording as the program makes it; one that was not ``ended`` has neither index nor duration."""
    writer = MkvWriter(path, *size, RecordingTags("aabbccddee01", "Garden", STARTED, "AtomCam"))
    for number, moment in enumerate(times_ms):
        writer.write(numbered_jpeg(number, size), moment, 40)
    if ended:
        writer.close()
    else:
        writer.write_held()
        writer.abandon()
    return path


def write_other(path: Path, times_ms: Sequence[int], codec: str = "libx264") -> Path:
    """A recording of another program: decoded pictures depend on each other, and are not stored in their order."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25, options={"g": "12", "bf": "2", "preset": "veryfast"})
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = stream.time_base = Fraction(1, 1000)
        for number, moment in enumerate(times_ms):
            pixels = np.full((SIZE[1], SIZE[0], 3), 8 + 16 * (number % 16), np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = moment, Fraction(1, 1000)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path
