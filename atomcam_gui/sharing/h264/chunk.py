"""What travels from the encoder to those who watch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class StreamForm(Enum):
    """How the same H.264 is wrapped. The package tells what each means."""

    MPEGTS = auto()
    FMP4 = auto()
    PACKETS = auto()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a stream, to be handed on as it is."""

    data: bytes
    is_key: bool
    """A keyframe is in it."""
    is_start: bool
    """It begins a stream, or goes on with pictures of another size."""
    pts_us: int
    """When its picture is shown, in microseconds; of a start, when the picture after it is."""
    extradata: bytes
    """SPS and PPS in Annex B, as they hold for this piece."""
    codec: str
    """In the words of RFC 6381, as in ``avc1.42C01F``."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a decoder has to know before the first picture. Equal ones need no new start."""

    sps: bytes
    """NAL unit without start code."""
    pps: bytes
    """NAL unit without start code."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""

    @property
    def codec(self) -> str:
        """Profile, constraints and level in the words of RFC 6381."""
        return f"avc1.{self.sps[1:4].hex().upper()}"

    @property
    def extradata(self) -> bytes:
        """Both NAL units in Annex B."""
        return b"\x00\x00\x00\x01" + self.sps + b"\x00\x00\x00\x01" + self.pps


@dataclass(frozen=True, slots=True)
class CodedPicture:
    """One encoded picture, with the forms in which it is watched. Shared by all who watch, and never changed."""

    parameters: Parameters
    is_key: bool
    pts_us: int
    """Microseconds since about the first picture; later than the one before by a millisecond at least."""
    made_ns: int
    """``time.monotonic_ns()`` at the end of the encoding."""
    annex_b: bytes
    """One access unit; SPS and PPS in band where it is a keyframe."""
    transport: bytes | None
    """Packets of an MPEG transport stream, where somebody watches that."""
    sample: bytes | None
    """NAL units after their lengths, as MP4 has them, where somebody watches that."""
