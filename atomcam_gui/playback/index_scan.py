"""Completing an index by reading through the file, a little at a time."""

from __future__ import annotations

import time
from array import array
from pathlib import Path

import av  # noqa: F401 - before its parts, for two threads (see tests/unit/test_ffmpeg_loading.py)
import numpy as np
from av.error import FFmpegError

from atomcam_gui.playback.container import open_video, tick_of
from atomcam_gui.playback.frame_index import FrameIndex, make_index


class IndexScan:
    """Reads all packets of a file, decoding none. Blocks for the disk; for one thread.

    Args:
        first: what is known already: beyond what has been read, its pictures stand in for those not yet found.
        expected_s: how long the recording should be, if one can tell.

    Raises:
        CannotPlay: the file cannot be opened.
    """

    def __init__(self, path: Path, first: FrameIndex, expected_s: float) -> None:
        self._first = first
        self._expected_s = expected_s
        self._container, self._stream = open_video(path)
        self._bytes = max(1, self._container.size)
        self._packets = self._container.demux(self._stream)
        self._ticks = array("q")
        self._keys = array("b")
        self._read_bytes = 0
        self.done = False
        """Everything that can be read was read."""
        self.damaged = 0
        """Places at which the file's structure is broken."""

    def advance(self, seconds: float) -> None:
        """Read on for about so long."""
        until = time.monotonic() + seconds
        try:
            for packet in self._packets:
                tick = tick_of(packet)
                if packet.size and tick is not None:
                    self._ticks.append(tick)
                    self._keys.append(packet.is_keyframe)
                    self._read_bytes += packet.size
                    self.damaged += packet.is_corrupt
                if time.monotonic() >= until:
                    return
        except FFmpegError:
            self.damaged += 1
        self.done = True
        self.close()

    @property
    def progress(self) -> float:
        """Read so far, from 0 to 1."""
        return 1.0 if self.done else min(1.0, self._read_bytes / self._bytes)

    def index(self) -> FrameIndex:
        """The index as far as it is known."""
        time_base = self._stream.time_base
        assert time_base is not None
        ticks, keys = np.array(self._ticks, np.int64), np.array(self._keys, np.bool_)
        if self.done:
            return make_index(ticks, keys, time_base)
        known = len(ticks)
        beyond = self._first.ticks > (ticks.max() if known else -(2**62))
        return make_index(
            np.concatenate((ticks, self._first.ticks[beyond])),
            np.concatenate((keys, self._first.keyframes[beyond])),
            time_base,
            known=known,
            expected_s=self._expected_s,
        )

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._container.close()
