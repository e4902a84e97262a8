"""The program's own end of a network camera: what it asked for comes in by the same door as every camera's pictures."""

from __future__ import annotations

import logging

from atomcam_gui import wire
from atomcam_gui.camera.link import CameraLink
from atomcam_gui.camera.registry import CLOSE_POLICY, CameraRegistry
from atomcam_gui.errors import BadMessage

logger = logging.getLogger(__name__)


class SourceLink:
    """One connection, a ``camera.Connection`` that a camera is not told anything by. For the event loop's thread.

    It proves a key that was made for this run. The user added this camera, so it is let in; whoever else comes with its
    id is not.
    """

    def __init__(self, registry: CameraRegistry, camera_id: str, host: str, name: str) -> None:
        self._registry = registry
        self._camera_id = camera_id
        self._host = host
        self._name = name
        self._link: CameraLink | None = None
        self._nonce: str | None = None
        self.is_turned_away = False
        """It was blocked, or taken off the list."""

    def open(self) -> None:
        """The camera has answered: list it as connected."""
        if self._link is not None:
            return
        self.is_turned_away = False
        self._nonce = None
        link = CameraLink(self._registry, self, self._host, self._camera_id)
        if self.is_turned_away:
            return
        self._link = link
        link.receive_text(wire.hello_message(wire.Hello(camera_id=self._camera_id, name=self._name or None)))
        self._prove(link)

    def _prove(self, link: CameraLink) -> None:
        """Answer the challenge, as a board does."""
        key = self._registry.book.key_of(self._camera_id)
        if self._nonce is not None and key is not None:
            nonce = wire.new_nonce()
            mac = wire.proof_mac(key, self._camera_id, self._nonce, nonce)
            link.receive_text(wire.proof_message(nonce, mac))

    def receive(self, data: bytes) -> bool:
        """What should be a picture; whether it was one."""
        camera = self._registry.get(self._camera_id)
        if self._link is None or camera is None:
            return False
        before = camera.statistics.frames
        self._link.receive_bytes(data)
        return camera.statistics.frames > before

    def lose(self) -> None:
        """The camera's connection ended."""
        link, self._link = self._link, None
        if link is not None:
            link.closed()

    # -- what the registry says (camera.Connection) --------------------------------------------------------------

    def send(self, text: str) -> None:
        """Nothing goes to such a camera; a challenge is answered by ``open``."""
        try:
            kind, fields = wire.parse_object(text)
        except BadMessage:
            return
        if kind == "challenge":
            self._nonce = str(fields.get("nonce"))

    def close(self, code: int, reason: str) -> None:
        """The registry has let go of it."""
        logger.debug("network camera %s: closed with %d, %s", self._camera_id, code, reason)
        self._link = None
        self.is_turned_away = code == CLOSE_POLICY
