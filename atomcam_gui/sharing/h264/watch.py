"""One watcher's end of a stream."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType

from atomcam_gui.sharing.h264 import mpegts
from atomcam_gui.sharing.h264.chunk import Chunk, CodedPicture, Parameters, StreamForm
from atomcam_gui.sharing.h264.fmp4 import FragmentMuxer, init_segment

MAX_WAITING_BYTES = 4 * 1024 * 1024
MAX_WAITING_NS = 1_500_000_000
"""Whoever has not taken a picture by then gets nothing before the next keyframe."""


class EncoderWatch:
    """An asynchronous iterator of chunks for one reader. For the event loop's thread. ``Encoders.watch`` makes it.

    What waits to be read is bounded by size and age; the bytes are shared with the other watchers.

    Args:
        ask_key: called when a keyframe is needed to go on.
        closed: called once, at the end.
    """

    def __init__(self, form: StreamForm, ask_key: Callable[[], None], closed: Callable[[EncoderWatch], None]) -> None:
        self.form = form
        self.lost = 0
        """Pictures that were thrown away, because they were not read in time."""
        self._ask_key = ask_key
        self._on_close: Callable[[EncoderWatch], None] | None = closed
        self._waiting: deque[CodedPicture] = deque()
        self._waiting_bytes = 0
        self._needs_key = True
        self._parameters: Parameters | None = None
        self._after_loss = False
        self._fragments = FragmentMuxer()
        self._wake = asyncio.Event()

    # -- in ----------------------------------------------------------------------------------------------------------

    def push(self, picture: CodedPicture) -> None:
        """Take a picture from the encoder. Never blocks."""
        size = len(self._body(picture))
        if self._on_close is None or not size or (self._needs_key and not picture.is_key):
            return
        if self._is_full(size, picture.made_ns):
            self._drop_all()
            if not picture.is_key:
                self.lost += 1
                self._needs_key = True
                self._ask_key()
                return
        self._needs_key = False
        self._waiting.append(picture)
        self._waiting_bytes += size
        self._wake.set()

    def _is_full(self, size: int, now_ns: int) -> bool:
        if not self._waiting:
            return False
        return self._waiting_bytes + size > MAX_WAITING_BYTES or now_ns - self._waiting[0].made_ns > MAX_WAITING_NS

    def _drop_all(self) -> None:
        self.lost += len(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        self._after_loss = True

    # -- out ---------------------------------------------------------------------------------------------------------

    def __aiter__(self) -> EncoderWatch:
        return self

    async def __anext__(self) -> Chunk:
        """The next piece. May be cancelled; nothing is lost by that."""
        while not self._waiting:
            if self._on_close is None:
                raise StopAsyncIteration
            self._wake.clear()
            await self._wake.wait()
        return self._next_chunk()

    def _next_chunk(self) -> Chunk:
        picture = self._waiting[0]
        is_start = picture.parameters != self._parameters
        self._parameters = picture.parameters
        if is_start and self.form is not StreamForm.PACKETS:
            return _chunk(self._start(picture), picture, is_key=False, is_start=True)
        self._waiting.popleft()
        self._waiting_bytes -= len(self._body(picture))
        return _chunk(self._out(picture), picture, is_key=picture.is_key, is_start=is_start)

    def _body(self, picture: CodedPicture) -> bytes:
        """The picture in this watch's form; nothing where nobody had asked for that when it was made."""
        match self.form:
            case StreamForm.MPEGTS:
                return picture.transport or b""
            case StreamForm.FMP4:
                return picture.sample or b""
            case StreamForm.PACKETS:
                return picture.annex_b

    def _start(self, picture: CodedPicture) -> bytes:
        if self.form is StreamForm.FMP4:
            return init_segment(picture.parameters)
        return mpegts.tables(self._body(picture))

    def _out(self, picture: CodedPicture) -> bytes:
        body = self._body(picture)
        if self.form is StreamForm.FMP4:
            return self._fragments.fragment(body, picture.pts_us, is_key=picture.is_key)
        if self.form is StreamForm.MPEGTS and self._after_loss and picture.is_key:
            self._after_loss = False
            return mpegts.after_loss(body)
        return body

    # -- end ---------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End it; whoever waits for a chunk is released. May be called again."""
        closed, self._on_close = self._on_close, None
        self._waiting.clear()
        self._waiting_bytes = 0
        self._wake.set()
        if closed is not None:
            closed(self)

    def __enter__(self) -> EncoderWatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _chunk(data: bytes, picture: CodedPicture, *, is_key: bool, is_start: bool) -> Chunk:
    parameters = picture.parameters
    return Chunk(
        data,
        is_key,
        is_start,
        picture.pts_us,
        parameters.extradata,
        parameters.codec,
        parameters.width,
        parameters.height,
    )
