"""Pictures from an RTSP address by FFmpeg: JPEGs as they are, H.264 and H.265 decoded and made into JPEGs once.

Importing this module loads FFmpeg. All of it blocks and belongs into a thread of its own that can be abandoned: FFmpeg
looks at its time limits only, so a silent camera holds a stopped thread for up to ``PICTURE_TIMEOUT_S``.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable

import av
import av.error
import simplejpeg
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from atomcam_gui import jpeg
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.patient_sockets import connect
from atomcam_gui.sources.address import SourceAddress
from atomcam_gui.sources.http_source import ANSWER_TIMEOUT_S, PICTURE_TIMEOUT_S, connection_trouble
from atomcam_gui.sources.pace import TOO_LATE_S, Pace
from atomcam_gui.sources.patience import Patience
from atomcam_gui.sources.troubles import SourceError, SourceTrouble

QUALITY = 85
_WIDEST = 1920
"""A picture above the largest size that is taken (as those of 4K cameras) is made so wide."""

_OPTIONS = {
    # UDP loses packets over WiFi, and firewalls stop it.
    "rtsp_transport": "tcp",
    "allowed_media_types": "video",
    # In microseconds; of each read and write.
    "timeout": str(int(PICTURE_TIMEOUT_S * 1e6)),
    # A picture is wanted at once: FFmpeg would measure the frame rate first. (With "nobuffer" it would drop what it
    # looked at, and with it the first keyframe: the next may be 4 s away.)
    "fpsprobesize": "0",
    "analyzeduration": "2000000",
}


def read(
    address: SourceAddress, patience: Patience, opened: Callable[[], None], deliver: Callable[[bytes], None]
) -> None:
    """Read pictures until something ends it; returns never but by an error.

    Args:
        opened: called once the camera has answered as one does.
        deliver: called with JPEGs.

    Raises:
        SourceError: why there are no more pictures.
        Stopped: ``patience`` was told to stop.
    """
    _knock(address, patience)
    try:
        with av.open(
            address.full_url, format="rtsp", options=_OPTIONS, timeout=(ANSWER_TIMEOUT_S, PICTURE_TIMEOUT_S)
        ) as container:
            patience.check()
            stream = _choose(container, address.host)
            opened()
            _read_stream(container, stream, patience, deliver)
    except (av.error.FFmpegError, OSError) as error:
        # Without its cause: FFmpeg's errors repeat the address with its password.
        raise _trouble(error, address) from None
    raise SourceError(SourceTrouble.ENDED, address.host)


def _knock(address: SourceAddress, patience: Patience) -> None:
    """See whether anybody is there, by means that can be stopped and that say what is wrong."""
    try:
        connect(address.host, address.port, patience).close()
    except (OSError, UnicodeError) as error:
        raise connection_trouble(error, address.host, has_answered=False) from error


def _choose(container: InputContainer, host: str) -> VideoStream:
    for stream in container.streams.video:
        if stream.codec_context is not None:
            # As many as there are cores would cost one frame of delay each.
            stream.thread_type = "SLICE"
            return stream
    raise SourceError(SourceTrouble.NOT_PICTURES, host, Phrase("no video in it"))


def _read_stream(
    container: InputContainer, stream: VideoStream, patience: Patience, deliver: Callable[[bytes], None]
) -> None:
    if stream.codec_context.name == "mjpeg":
        _pass_on(container, stream, patience, deliver)
    else:
        _decode(container, stream, patience, deliver)


def _pass_on(
    container: InputContainer, stream: VideoStream, patience: Patience, deliver: Callable[[bytes], None]
) -> None:
    patience.extend(PICTURE_TIMEOUT_S)
    for packet in container.demux(stream):
        if packet.size:
            patience.extend(PICTURE_TIMEOUT_S)
            data = bytes(packet)
            # FFmpeg pads some.
            deliver(data if data.endswith(jpeg.EOI) else data.rstrip(b"\0"))
        patience.check()


def _decode(
    container: InputContainer, stream: VideoStream, patience: Patience, deliver: Callable[[bytes], None]
) -> None:
    pace = Pace()
    # What refers to pictures from before the beginning would be grey.
    skipping = True
    patience.extend(PICTURE_TIMEOUT_S)
    asked_at = time.monotonic()
    for packet in container.demux(stream):
        patience.check()
        if not packet.size:
            continue
        now = time.monotonic()
        if packet.dts is not None and packet.time_base is not None:
            pace.arrived(float(packet.dts * packet.time_base), now, now - asked_at)
        skipping = skipping or pace.lateness > TOO_LATE_S
        asked_at = now
        if skipping and not packet.is_keyframe:
            continue
        skipping = False
        for frame in _frames(packet):
            now = time.monotonic()
            at = frame.time if frame.time is not None else now
            if pace.is_wanted(at, now):
                deliver(as_jpeg(frame))
                patience.extend(PICTURE_TIMEOUT_S)
        asked_at = time.monotonic()


def _frames(packet: av.Packet[VideoStream]) -> list[VideoFrame]:
    """What a packet decodes to; nothing where it is damaged, since the next keyframe mends that."""
    try:
        return [frame for frame in packet.decode() if isinstance(frame, VideoFrame) and not frame.is_corrupt]
    except av.error.InvalidDataError:
        return []


def as_jpeg(frame: VideoFrame) -> bytes:
    """A decoded frame as a JPEG.

    By way of RGB: a video's levels (16 to 235) and colours (BT.709) are not a JPEG's, and FFmpeg converts to RGB faster
    than between kinds of YUV. Measured: 1.6 ms for VGA, 6.2 ms for 1080p, against 1.9 and 7.4 with planes handed over.
    """
    width, height = frame.width, frame.height
    if width * height > jpeg.MAX_PIXELS:
        width, height = _WIDEST, max(2, round(height * _WIDEST / width / 2) * 2)
    pixels = frame.reformat(width, height, format="rgb24").to_ndarray()
    return bytes(simplejpeg.encode_jpeg(pixels, QUALITY, "RGB", "420"))


def _trouble(error: Exception, address: SourceAddress) -> SourceError:
    """What FFmpeg's error means."""
    host = address.host
    match error:
        case av.error.HTTPUnauthorizedError():
            kind = SourceTrouble.WRONG_PASSWORD if address.has_password else SourceTrouble.PASSWORD_NEEDED
            return SourceError(kind, host)
        case av.error.HTTPForbiddenError():
            return SourceError(SourceTrouble.NOT_ALLOWED, host, Phrase("answer {status}", status=403))
        case av.error.HTTPNotFoundError():
            return SourceError(SourceTrouble.NOT_FOUND, host)
        case av.error.HTTPClientError() | av.error.HTTPServerError():
            return SourceError(SourceTrouble.BUSY, host, Phrase("it refused"))
        case av.error.InvalidDataError() | av.error.OptionNotFoundError() | av.error.ProtocolNotFoundError():
            return SourceError(SourceTrouble.NOT_THIS_KIND, host, Phrase("its answer is not that of rtsp"))
        case av.error.ExitError() | TimeoutError():
            return SourceError(SourceTrouble.NO_PICTURE, host)
        case ConnectionError() | EOFError():
            return SourceError(SourceTrouble.ENDED, host)
        case OSError(errno=errno.EIO | errno.EPIPE | errno.EPROTO):
            return SourceError(SourceTrouble.ENDED, host)
        case _:
            return SourceError(SourceTrouble.NOT_THIS_KIND, host, type(error).__name__)
