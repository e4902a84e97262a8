"""Sends pictures while the next one is encoded: a thread with a one-slot mailbox, in which the newest picture wins.

The camera and the encoder hold MicroPython's lock, lwIP's write gives it up: so the two overlap. Nothing else writes to
the socket.
"""

import os
from errno import EAGAIN, ETIMEDOUT

from micropython import const

from atomcam.picture import Envelope
from atomcam.port import Any, new_lock, start_thread, ticks_add, ticks_diff, ticks_ms, ticks_us
from atomcam.websocket import TEXT, frame

SEND_TIMEOUT_S = 0.5
"""For the socket: how long one attempt to send may block."""

_STALLED_MS = const(5000)
_MOST_TEXTS = const(32)
_SCRATCH = const(2048)


class Sender:
    """Owns the thread. ``error`` is why the present connection failed, or None.

    The lock guards what both sides touch; the counters are the thread's and only read elsewhere.

    Args:
        stalled_ms: a peer that does not take a message within this is given up.
    """

    def __init__(self, stalled_ms: int = _STALLED_MS) -> None:
        self._stalled_ms = stalled_ms
        self.sent = 0
        self.dropped = 0
        self.bytes = 0
        self.send_us = 0
        self.error: Any = None
        self.active = False
        """Whether somebody receives."""
        self.busy = False
        self._lock = new_lock()
        self._wake = new_lock()
        self._wake.acquire()
        self._envelope = Envelope()
        self._socket: Any = None
        self._jpeg: Any = None
        self._sequence = 0
        self._capture_us = 0
        self._texts: list = []
        self._mask: Any = None
        self._masked = False
        self._scratch: Any = None
        self._quit = False

    # -- the event loop's side -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread."""
        start_thread(self._run)

    def stop(self) -> None:
        """End the thread, once its present write is done."""
        self._quit = True
        self.close()

    def open(self, socket, mask: bool) -> None:
        """Send to this socket from now on; ``mask`` with a random key for each message."""
        if mask and self._mask is None:
            from atomcam.masking import mask as mask_function

            self._mask = mask_function
            self._scratch = bytearray(_SCRATCH)
        with self._lock:
            self._texts = []
            self._jpeg = None
            self.error = None
            self._masked = mask
            self._socket = socket
        self.active = True

    def close(self) -> None:
        """Send nothing more. The socket may be closed once ``busy`` is False."""
        self.active = False
        with self._lock:
            self._socket = None
            self._jpeg = None
            self._texts = []
        self._notify()

    def put(self, jpeg: bytes, sequence: int, capture_us: int) -> None:
        """Hand over the newest picture. One that still waits is dropped and counted."""
        with self._lock:
            if self._socket is None:
                return
            if self._jpeg is not None:
                self.dropped += 1
            self._jpeg = jpeg
            self._sequence = sequence
            self._capture_us = capture_us
        self._notify()

    def text(self, text: str) -> None:
        """Send a text message before the next picture."""
        self.control(TEXT, text.encode())

    def control(self, opcode: int, payload: bytes) -> None:
        """Send any small message before the next picture."""
        with self._lock:
            if self._socket is None:
                return
            data = frame(opcode, payload, os.urandom(4) if self._masked else None)
            self._texts.append(data)
            if len(self._texts) > _MOST_TEXTS:
                self.error = "the server does not read"
        self._notify()

    @property
    def empty(self) -> bool:
        """Whether everything has been handed to the network."""
        with self._lock:  # between taking a message and being busy with it
            return not (self.busy or self._texts or self._jpeg is not None)

    def _notify(self) -> None:
        # Only the event loop releases, so nothing comes between the question and the release.
        if self._wake.locked():
            self._wake.release()

    # -- the thread's side ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._quit:
            self._wake.acquire()
            try:
                while self._send_next():
                    pass
            except Exception as error:  # noqa: BLE001 - whatever it is, it ends the connection and not the thread
                self.error = "sending failed: %s" % error
            self.busy = False

    def _send_next(self) -> bool:
        jpeg = text = None
        with self._lock:
            socket = self._socket
            if socket is not None and self.error is None:
                if self._texts:
                    text = self._texts.pop(0)
                else:
                    jpeg, self._jpeg = self._jpeg, None
                    sequence, capture_us = self._sequence, self._capture_us
            self.busy = text is not None or jpeg is not None
        if text is not None:
            self._send_all(socket, text)
            return True
        if jpeg is None:
            return False
        began = ticks_us()
        self._send_picture(socket, jpeg, sequence, capture_us)
        self.send_us += ticks_diff(ticks_us(), began)
        self.sent += 1
        self.bytes += len(jpeg)
        return True

    def _send_picture(self, socket, jpeg: bytes, sequence: int, capture_us: int) -> None:
        envelope = self._envelope
        if self._masked:
            key = os.urandom(4)
            envelope.pack(jpeg, sequence, capture_us, key)
            self._send_masked(socket, envelope, key)
            return
        envelope.pack(jpeg, sequence, capture_us)
        self._send_all(socket, envelope.first)
        if len(envelope.rest):
            self._send_all(socket, envelope.rest)

    def _send_masked(self, socket, envelope: Envelope, key: bytes) -> None:
        mask, scratch = self._mask, self._scratch
        payload = envelope.first[envelope.payload_at :]
        phase = len(payload)
        mask(payload, payload, phase, key, 0)
        self._send_all(socket, envelope.first)
        view, rest = memoryview(scratch), envelope.rest
        for at in range(0, len(rest), _SCRATCH):
            piece = rest[at : at + _SCRATCH]
            mask(scratch, piece, len(piece), key, phase + at)
            self._send_all(socket, view[: len(piece)])

    def _send_all(self, socket, data) -> None:
        """Write everything, or raise once the peer has not taken it for too long or nobody wants it any more."""
        deadline = 0
        while True:
            try:
                count = socket.send(data)
            except OSError as error:
                if error.args[0] not in (EAGAIN, ETIMEDOUT):
                    raise
                count = 0
            if count == len(data):
                return
            now = ticks_ms()
            if not deadline:
                deadline = ticks_add(now, self._stalled_ms)
            if self._socket is not socket or ticks_diff(deadline, now) < 0:
                raise OSError(ETIMEDOUT)
            if count:
                data = memoryview(data)[count:]
