"""One connection's side of the camera protocol, without I/O: who is it, may it, and what it sends.

A link is fed what arrives (``receive_bytes``, ``receive_text``, ``tick``, ``closed``) and answers through the
``Connection`` it was made with. Source: the protocol in docs/protocol.md.
"""

from __future__ import annotations

import logging
import time
from enum import Enum, auto

from atomcam_gui import jpeg, wire
from atomcam_gui.camera.camera import Camera, CameraState, Connection
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.registry import (
    CLOSE_POLICY,
    CLOSE_TRY_LATER,
    CameraChanged,
    CameraRegistry,
    ImpostorRefused,
)
from atomcam_gui.camera.trust import Trust, Verdict
from atomcam_gui.errors import BadJpeg, BadMessage

logger = logging.getLogger(__name__)

PROOF_TIMEOUT_S = 5.0
"""A camera of a known id must have proved its key this long after it told its id. A connection that has told nothing
for this long is listed as a camera without an id."""

_COMPLAINT_INTERVAL_S = 10.0


class _Stage(Enum):
    NAMELESS = auto()
    """No id yet: the first message tells."""
    PROVING = auto()
    """A known id, proof outstanding."""
    ATTACHED = auto()
    CLOSED = auto()


class CameraLink:
    """One connection. Belongs to the event loop's thread.

    Args:
        address: the peer's IP address.
        header_id: the id in the handshake's ``X-AtomCam-Id``, or None.
    """

    def __init__(self, registry: CameraRegistry, transport: Connection, address: str, header_id: str | None) -> None:
        self._registry = registry
        self._transport = transport
        self._address = address
        self._claimed_id = header_id
        self._stage = _Stage.NAMELESS
        self._inspector = jpeg.StreamInspector()
        self._camera: Camera | None = None
        self._hello: wire.Hello | None = None
        self._nonce: str | None = None
        self._stage_began = registry.clock()
        self._unreadable = 0
        self._complained_at: float | None = None
        self.held = 0
        """Pictures that came before the proof, neither shown nor kept."""
        if header_id is not None:
            self._identify()

    # -- what arrives --------------------------------------------------------------------------------------------

    def receive_bytes(self, data: bytes) -> None:
        """A binary message: should be one complete JPEG."""
        if self._stage is _Stage.NAMELESS:
            self._identify()
        camera = self._camera
        if camera is None:
            self.held += 1
            return
        now = self._registry.clock()
        numbers = camera.statistics
        numbers.meter.add(now, len(data))
        if camera.trust is not Trust.ALLOWED:
            numbers.frames += 1
            numbers.newest_at = now
            return
        try:
            info = self._inspector.inspect(data)
        except BadJpeg as error:
            numbers.corrupt += 1
            self._complain(camera, error, now)
            return
        numbers.frames += 1
        numbers.lost += numbers.sequence.gap_before(info.stamp)
        numbers.width, numbers.height = info.width, info.height
        numbers.newest_at = now
        if camera.state is not CameraState.LIVE:
            self._registry.set_state(camera, CameraState.LIVE)
        self._registry.hub.publish(
            Frame(
                camera.id,
                numbers.frames,
                data,
                info.width,
                info.height,
                info.stamp,
                time.monotonic_ns(),
                time.time(),
            )
        )

    def receive_text(self, text: str) -> None:
        """A text message. What cannot be read is counted and otherwise ignored."""
        if self._stage is _Stage.CLOSED:
            return
        try:
            message = wire.parse_message(text)
        except BadMessage as error:
            if self._camera is not None:
                self._camera.statistics.ignored += 1
            else:
                self._unreadable += 1
            logger.debug("%s: %s", self._address, error)
            return
        match message:
            case wire.Hello():
                self._receive_hello(message)
            case wire.Proof():
                self._receive_proof(message)
            case wire.Stats() if self._camera is not None:
                self._camera.board_stats = message
                self._registry.heard(self._camera, message)
            case wire.Reply() if self._camera is not None:
                self._registry.heard(self._camera, message)
            case _:
                logger.debug("%s: nothing to do for %s", self._address, type(message).__name__)

    def oversized(self) -> None:
        """A message above the protocol's limit came; the connection is about to end for it."""
        if self._camera is not None:
            self._camera.statistics.corrupt += 1
            logger.warning("camera %s (%s) sent more than 4 MiB in a message", self._camera.label, self._camera.id)

    def tick(self) -> None:
        """Notice a proof, or a first word, that does not come. Call a few times a second."""
        if self._stage not in (_Stage.NAMELESS, _Stage.PROVING):
            return
        if self._registry.clock() - self._stage_began > PROOF_TIMEOUT_S:
            if self._stage is _Stage.PROVING:
                self._refuse("no proof of its key")
            else:
                self._identify()

    def closed(self) -> None:
        """The connection ended."""
        self._stage = _Stage.CLOSED
        camera, self._camera = self._camera, None
        if camera is not None:
            self._registry.detach(self, camera)

    # -- what the registry says (camera.Connection) ---------------------------------------------------------------

    def send(self, text: str) -> None:
        """Send a text message soon."""
        self._transport.send(text)

    def close(self, code: int, reason: str) -> None:
        """Close soon. Nothing that arrives afterwards counts."""
        self._transport.close(code, reason)
        self.closed()

    # -- identity ------------------------------------------------------------------------------------------------

    def _identify(self) -> None:
        """The id is known, or it is known that there is none: find out what to do with this camera."""
        verdict = self._registry.book.verdict(self._address, self._claimed_id)
        if verdict is Verdict.BLOCK:
            self._registry.record_blocked(self._address, self._claimed_id)
            self.close(CLOSE_POLICY, "blocked by the user")
        elif verdict is Verdict.PROVE:
            self._stage = _Stage.PROVING
            self._stage_began = self._registry.clock()
        else:
            self._attach(verdict)

    def _attach(self, verdict: Verdict) -> None:
        name = self._hello.name if self._hello else None
        camera = self._registry.attach(self, self._address, self._claimed_id, verdict, name)
        if camera is None:
            self.close(CLOSE_TRY_LATER, "too many cameras wait to be allowed")
            return
        self._stage = _Stage.ATTACHED
        self._camera = camera
        camera.hello = self._hello or camera.hello
        camera.statistics.ignored += self._unreadable
        self._unreadable = 0

    def _receive_hello(self, hello: wire.Hello) -> None:
        if hello.camera_id is not None and hello.camera_id != self._claimed_id:
            if self._claimed_id is not None:
                self.close(CLOSE_POLICY, "hello names another id than the handshake or an earlier hello")
                return
            self._leave_nameless(hello.camera_id)
        self._hello = hello
        if self._stage is _Stage.NAMELESS:
            self._identify()
        if self._stage is _Stage.PROVING:
            self._challenge()
        elif self._camera is not None:
            self._introduce(self._camera, hello)

    def _leave_nameless(self, camera_id: str) -> None:
        """A camera that was listed by its address alone now tells its id: it is another identity."""
        nameless, self._camera = self._camera, None
        if nameless is not None:
            self._registry.detach(self, nameless)
            self._registry.remove(nameless.id)
        self._claimed_id = camera_id
        self._stage = _Stage.NAMELESS

    def _introduce(self, camera: Camera, hello: wire.Hello) -> None:
        camera.hello = hello
        name = self._registry.name_of(camera.id) or hello.name or camera.name
        if name != camera.name:
            camera.name = name
            self._registry.emit(CameraChanged(camera))
        self._registry.heard(camera, hello)

    # -- proof ---------------------------------------------------------------------------------------------------

    def _challenge(self) -> None:
        if self._nonce is None:
            self._nonce = wire.new_nonce()
            self._transport.send(wire.challenge_message(self._nonce))

    def _receive_proof(self, proof: wire.Proof) -> None:
        if self._stage is not _Stage.PROVING or self._nonce is None or self._claimed_id is None:
            logger.debug("%s sent a proof that nobody asked for", self._address)
            return
        key = self._registry.book.key_of(self._claimed_id)
        if key is None or not wire.proof_is_right(key, self._claimed_id, self._nonce, proof):
            self._refuse("a wrong proof of its key")
            return
        self._attach(Verdict.PROVE)
        if self._camera is not None and self._hello is not None:
            self._registry.heard(self._camera, self._hello)

    def _refuse(self, reason: str) -> None:
        camera_id = self._claimed_id or ""
        name = self._registry.book.name_of(camera_id)
        logger.warning("%s claims to be camera %s: refused, %s", self._address, camera_id, reason)
        self.close(CLOSE_POLICY, reason)
        self._registry.emit(ImpostorRefused(camera_id, name, self._address, reason))

    # -- complaints ----------------------------------------------------------------------------------------------

    def _complain(self, camera: Camera, error: BadJpeg, now: float) -> None:
        """Log a bad picture, but not each of many."""
        if self._complained_at is None or now - self._complained_at > _COMPLAINT_INTERVAL_S:
            self._complained_at = now
            logger.warning(
                "camera %s (%s) sent a message that is no picture: %s; %d so far",
                camera.label,
                camera.id,
                error,
                camera.statistics.corrupt,
            )
