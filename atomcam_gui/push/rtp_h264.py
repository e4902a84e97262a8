"""H.264 by RTP (RFC 6184), packetization mode 1."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from atomcam_gui.push.rtp import CLOCK_HZ, MAX_PAYLOAD, RtpStream
from atomcam_gui.push.sdp import MediaDescription
from atomcam_gui.sharing.h264.nal import nal_units

PAYLOAD_TYPE = 96

_SPS, _PPS, _DELIMITER = 7, 8, 9
_FRAGMENT = 28


def units_of(annex_b: bytes) -> list[bytes]:
    """The NAL units of a picture, without those that only delimit."""
    return [unit for unit in nal_units(annex_b) if unit and kind_of(unit) != _DELIMITER]


def kind_of(unit: bytes) -> int:
    """A unit's type, 1 to 31."""
    return unit[0] & 31


@dataclass(frozen=True, slots=True)
class ParameterSets:
    """What a decoder must know before the first picture."""

    units: tuple[bytes, ...]
    """SPS and PPS."""

    @classmethod
    def among(cls, units: Iterable[bytes]) -> ParameterSets:
        """Those among some units."""
        return cls(tuple(unit for unit in units if kind_of(unit) in (_SPS, _PPS)))

    @property
    def format_line(self) -> str:
        """The format's parameters in an SDP (RFC 6184, 8.1)."""
        line = "packetization-mode=1"
        profile = next((unit[1:4].hex() for unit in self.units if kind_of(unit) == _SPS and len(unit) > 3), None)
        if profile is None:
            return line
        sets = ",".join(base64.b64encode(unit).decode() for unit in self.units)
        return f"{line}; sprop-parameter-sets={sets}; profile-level-id={profile.upper()}"

    @property
    def description(self) -> MediaDescription:
        """The stream's entry in an SDP. Without parameter sets, what it says of them comes in the stream."""
        name = f"rtpmap:{PAYLOAD_TYPE} H264/{CLOCK_HZ}"
        return MediaDescription(PAYLOAD_TYPE, (name, f"fmtp:{PAYLOAD_TYPE} {self.format_line}"))


def packets(stream: RtpStream, units: list[bytes], ticks: int) -> bytes:
    """All packets of one picture, one after the other."""
    done: list[bytes] = []
    for number, unit in enumerate(units, 1):
        is_last = number == len(units)
        if len(unit) <= MAX_PAYLOAD:
            done.append(stream.packet(unit, ticks, is_last=is_last))
        else:
            _fragment(stream, unit, ticks, is_last, done)
    return b"".join(done)


def _fragment(stream: RtpStream, unit: bytes, ticks: int, is_last: bool, done: list[bytes]) -> None:
    indicator, kind = unit[0] & 0xE0 | _FRAGMENT, kind_of(unit)
    room = MAX_PAYLOAD - 2
    for at in range(1, len(unit), room):
        is_end = at + room >= len(unit)
        head = bytes((indicator, (at == 1) << 7 | is_end << 6 | kind))
        done.append(stream.packet(head + unit[at : at + room], ticks, is_last=is_last and is_end))
