"""One picture on its way through the program."""

from __future__ import annotations

from dataclasses import dataclass

from atomcam_gui.jpeg import Stamp


@dataclass(frozen=True, slots=True)
class Frame:
    """A complete JPEG as it was received. The bytes are shared by all who use it and never copied."""

    camera_id: str
    number: int
    """Counts the camera's pictures in this run of the program, from 1."""
    data: bytes
    width: int
    """Pixels, as the JPEG's header says."""
    height: int
    """Pixels, as the JPEG's header says."""
    stamp: Stamp | None
    """The board's own sequence number and capture time, where it sends them."""
    received_ns: int
    """``time.monotonic_ns()`` at receipt."""
    received_at: float
    """Seconds since the epoch at receipt."""
