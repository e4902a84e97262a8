"""Opening a video file with FFmpeg's demuxers, and only with those: a file from anywhere may claim to be anything."""

from __future__ import annotations

from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from atomcam_gui.playback.troubles import CannotPlay, PlayFault, unreadable

_OPTIONS = {
    # A playlist under the name of a recording would have other files or the network opened.
    "format_whitelist": "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi",
    "protocol_whitelist": "file",
}


def open_video(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open a file and its first video stream. Blocks for the disk; for a thread.

    Raises:
        CannotPlay: it is not there, may not be read, or holds no video.
    """
    check_readable(path)
    try:
        # By URL: a name such as "a:b.mkv" is not a protocol.
        container = av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace")
    except EOFError as error:  # PyAV's is one of Python's too
        raise CannotPlay(path, PlayFault.NO_PICTURES) from error
    except (FFmpegError, ValueError) as error:
        raise CannotPlay(path, PlayFault.NOT_A_RECORDING) from error
    # PyAV makes no codec context where it has no decoder.
    for stream in container.streams.video:
        if getattr(stream, "codec_context", None) is not None and stream.time_base:
            return container, stream
    container.close()
    raise CannotPlay(path, PlayFault.NO_VIDEO)


def check_readable(path: Path) -> None:
    """See that there is a file of at least one byte, and that it may be read.

    Raises:
        CannotPlay: it is not so.
    """
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if empty:
        raise CannotPlay(path, PlayFault.EMPTY)


def tick_of(packet: Packet[VideoStream]) -> int | None:
    """When a packet's picture is shown. Containers without such times (AVI) tell only when it is decoded."""
    return packet.dts if packet.pts is None else packet.pts
