"""What a stream is, in the words of SDP (RFC 8866)."""

from __future__ import annotations

from dataclasses import dataclass

TRACK = "streamid=0"


@dataclass(frozen=True, slots=True)
class MediaDescription:
    """The one video of a session."""

    payload_type: int
    lines: tuple[str, ...] = ()
    """Attributes, without ``a=``."""


def session_description(media: MediaDescription, title: str) -> str:
    """The SDP of a session.

    Args:
        title: what players may show.
    """
    lines = [
        "v=0",
        "o=- 0 0 IN IP4 127.0.0.1",
        f"s={' '.join(title.split()) or 'AtomCam'}",
        "c=IN IP4 0.0.0.0",
        "t=0 0",
        "a=tool:AtomCam",
        f"m=video 0 RTP/AVP {media.payload_type}",
        *(f"a={line}" for line in media.lines),
        f"a=control:{TRACK}",
    ]
    return "".join(f"{line}\r\n" for line in lines)
