"""From a camera's frames to coded pictures, one in and one out."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection

import av  # noqa: F401 - before its parts, for two threads (see tests/unit/test_ffmpeg_loading.py)
from av.error import FFmpegError
from av.video.frame import VideoFrame

from atomcam_gui.camera.frame import Frame
from atomcam_gui.errors import BadJpeg
from atomcam_gui.phrase import Phrase
from atomcam_gui.sharing.h264 import nal
from atomcam_gui.sharing.h264.chunk import CodedPicture, Parameters, StreamForm
from atomcam_gui.sharing.h264.mpegts import TransportMuxer
from atomcam_gui.sharing.h264.picture import JpegReader
from atomcam_gui.sharing.h264.timing import StreamClock
from atomcam_gui.sharing.h264.x264 import H264Encoder

logger = logging.getLogger(__name__)

KEYFRAME_EVERY_US = 3_500_000
"""With the next picture after this long: less than four seconds apart even at 3 pictures a second."""

_USUAL_FPS = 15.0
_RATE_OFF = 1.4
"""An encoder whose idea of the pictures' rate is wrong by this factor is replaced at the next keyframe."""

_LONGEST_GAP_US = 1_000_000
_RETRY_NS = 1_000_000_000


class EncodingPipeline:
    """Decoder, encoder, clock and transport muxer of one camera. Used in one thread; the counters are for any.

    Args:
        fps: pictures a second that are to be expected, or 0.
    """

    def __init__(self, camera_id: str, fps: float) -> None:
        self._camera_id = camera_id
        self._gap_us = 1e6 / (fps or _USUAL_FPS)
        self._clock = StreamClock()
        self._reader = JpegReader()
        self._transport = TransportMuxer()
        self._encoder: H264Encoder | None = None
        self._parameters: Parameters | None = None
        self._newest_us: int | None = None
        self._key_due_us = 0
        self._retry_ns = 0
        self.encoded = 0
        """Pictures encoded so far."""
        self.damaged = 0
        """Pictures left out, because their data are not sound."""
        self.trouble: str | None = None
        """Why pictures cannot be encoded at the moment."""

    def encode(self, frame: Frame, forms: Collection[StreamForm], *, is_new: bool, as_key: bool) -> CodedPicture | None:
        """Encode a picture; None where that cannot be done, which is logged and counted.

        Args:
            forms: what to make beside Annex B.
            is_new: it was not encoded before.
            as_key: make a keyframe of it, be one due or not.
        """
        if self._retry_ns > time.monotonic_ns():
            return None
        try:
            picture = self._reader.read(frame.data)
        except BadJpeg as error:
            logger.debug("frame %d of %s is not encoded: %s", frame.number, frame.camera_id, error)
            self.damaged += 1
            return None
        pts_us = self._clock.pts_us(frame) if is_new or self._newest_us is None else self._clock.again_us()
        try:
            coded, is_key = self._coded(picture, pts_us, as_key)
        except (FFmpegError, ValueError) as error:  # PyAV's own word for a codec that is not there is a ValueError
            self._fail(error)
            return None
        self.trouble = None
        self.encoded += 1
        self._note_time(pts_us)
        return self._wrapped(coded, pts_us, is_key, forms)

    def close(self) -> None:
        """Let go of what FFmpeg holds, in the thread that used it."""
        self._encoder = None
        self._reader = JpegReader()

    def _coded(self, picture: VideoFrame, pts_us: int, as_key: bool) -> tuple[bytes, bool]:
        size = (picture.width, picture.height)
        encoder = self._encoder
        as_key = as_key or pts_us >= self._key_due_us
        fps = 1e6 / self._gap_us
        if encoder is None or encoder.size != size or (as_key and not 1 / _RATE_OFF < encoder.fps / fps < _RATE_OFF):
            encoder = self._encoder = H264Encoder(size, fps)
        return encoder.encode(picture, pts_us, as_key=as_key)

    def _fail(self, error: Exception) -> None:
        if self.trouble is None:
            logger.error("pictures of camera %s cannot be encoded: %s", self._camera_id, error)
        reason = getattr(error, "strerror", None) or error
        self.trouble = Phrase(
            "the H.264 encoder failed ({reason}): viewers can still get the pictures as JPEG", reason=reason
        )
        self._encoder = None
        self._key_due_us = 0
        self._retry_ns = time.monotonic_ns() + _RETRY_NS

    def _note_time(self, pts_us: int) -> None:
        if self._newest_us is not None:
            gap_us = min(pts_us - self._newest_us, _LONGEST_GAP_US)
            self._gap_us += (gap_us - self._gap_us) / 16
        self._newest_us = pts_us

    def _wrapped(self, coded: bytes, pts_us: int, is_key: bool, forms: Collection[StreamForm]) -> CodedPicture | None:
        if is_key:
            self._key_due_us = pts_us + KEYFRAME_EVERY_US
            sets = nal.parameter_sets(coded)
            assert sets is not None, "the encoder tells its parameters at every keyframe"
            assert self._encoder is not None
            self._parameters = Parameters(*sets, *self._encoder.size)
        if self._parameters is None or not coded:
            return None
        transport = StreamForm.MPEGTS in forms
        fragmented = StreamForm.FMP4 in forms
        return CodedPicture(
            self._parameters,
            is_key,
            pts_us,
            time.monotonic_ns(),
            coded,
            self._transport.picture(coded, pts_us, is_key=is_key) if transport else None,
            nal.length_prefixed(coded) if fragmented else None,
        )
