"""Answers to plain HTTP requests on the camera port."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Protocol

from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from atomcam_gui import __version__, wire
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.server import addresses
from atomcam_gui.server.counters import ServerCounters
from atomcam_gui.server.grant import Grant
from atomcam_gui.sharing.credentials import without_secrets

logger = logging.getLogger(__name__)

STATUS_PATH = "/status"

# What we decide by must not have two meanings.
_ONCE = ("Host", "Origin", wire.ID_HEADER)

EVERY_ANSWER = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    # Another site's page cannot even show what it must not read.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Connection", "close"),
)
"""Headers of everything that is no WebSocket."""


class Door(Protocol):
    """Decides about those who want to watch."""

    @property
    def viewer_clients(self) -> int:
        """How many watch."""

    def decide(self, request: Request, address: str) -> Response | Grant | None:
        """The answer to a request, or what it is let in for; None where it is none of a viewer's."""


def status_document(registry: CameraRegistry, counters: ServerCounters, viewer_clients: int = 0) -> dict[str, Any]:
    """What ``/status`` says: no secrets in it."""
    now = registry.clock()
    cameras = [camera.as_status(now) for camera in registry]
    return {
        "camera_clients": sum(camera.connection is not None for camera in registry),
        "viewer_clients": viewer_clients,
        "streaming": registry.streaming,
        "version": __version__,
        "cameras": cameras,
        "server": counters.as_dict(),
    }


def respond(
    status: HTTPStatus,
    body: str,
    content_type: str = "text/plain; charset=utf-8",
    extra: Iterable[tuple[str, str]] = (),
) -> Response:
    """A short complete answer; the connection closes after it."""
    content = body.encode()
    headers = Headers([("Content-Type", content_type), ("Content-Length", str(len(content))), *EVERY_ANSWER, *extra])
    return Response(status.value, status.phrase, headers, content)


class Gatekeeper:
    """Decides about every request before it becomes a WebSocket: it goes on, as a camera or a viewer, or is answered.

    ``door`` decides about viewers; there is none while nothing is shared.
    """

    def __init__(self, registry: CameraRegistry, counters: ServerCounters) -> None:
        self._registry = registry
        self._counters = counters
        self._names = addresses.own_names()
        self.door: Door | None = None

    def answer(self, request: Request, peer: str) -> Response | Grant | None:
        """The answer to a request from the address ``peer``; None for a camera, a grant for a viewer that may go on."""
        answer = self._decide(request, peer, request.path.partition("?")[0])
        if isinstance(answer, Response) and getattr(request, "method", "GET") == "HEAD":
            answer.body = b""
        return answer

    def _decide(self, request: Request, peer: str, path: str) -> Response | Grant | None:
        if any(len(request.headers.get_all(name)) > 1 for name in _ONCE):
            return self._refuse(peer, path, HTTPStatus.BAD_REQUEST, "A header came twice.\n")
        if not addresses.browser_may(request.headers, self._names):
            return self._refuse(peer, path, HTTPStatus.FORBIDDEN, "Pages of other sites have no access.\n")
        if path == wire.CAMERA_PATH:
            return None
        if self.door is not None:
            answer = self.door.decide(request, peer)
            if answer is not None:
                return self._note_viewer(answer, peer, path)
        if path == STATUS_PATH:
            # The oldest version of the library that we take lets nothing but GET through, and has no such attribute.
            if getattr(request, "method", "GET") != "GET":
                return self._refuse(peer, path, HTTPStatus.METHOD_NOT_ALLOWED, "The status can be read only.\n")
            return self._status(request, peer)
        text = f"There is nothing at this address. Cameras connect to {wire.CAMERA_PATH}.\n"
        return self._refuse(peer, path, HTTPStatus.NOT_FOUND, text)

    def _note_viewer(self, answer: Response | Grant, peer: str, path: str) -> Response | Grant:
        if isinstance(answer, Response):
            self._note(peer, path, answer.status_code)
        else:
            self._counters.requests += 1
        return answer

    def _status(self, request: Request, peer: str) -> Response:
        host = request.headers.get("Host")
        own = host is None or addresses.is_own_host(addresses.host_of(host), self._names)
        if not addresses.is_loopback(peer) or not own:
            text = "The status is told to this computer only.\n"
            return self._refuse(peer, STATUS_PATH, HTTPStatus.FORBIDDEN, text)
        self._counters.requests += 1
        viewer_clients = self.door.viewer_clients if self.door is not None else 0
        document = status_document(self._registry, self._counters, viewer_clients)
        return respond(HTTPStatus.OK, json.dumps(document, indent=1) + "\n", "application/json")

    def note_refusal(self, peer: str, path: str, status: int) -> None:
        """Count a request for a WebSocket's address that was no WebSocket's and was turned away with ``status``."""
        self._counters.requests += 1
        self._counters.refused += 1
        who = "a camera" if path == wire.CAMERA_PATH else "a viewer"
        logger.info("%s asked for %s, but not as %s does: %d", peer, without_secrets(path), who, status)

    def _refuse(self, peer: str, path: str, status: HTTPStatus, text: str) -> Response:
        self._note(peer, path, status)
        return respond(status, text)

    def _note(self, peer: str, path: str, status: int) -> None:
        self._counters.requests += 1
        self._counters.refused += 1
        logger.info("%s asked for %.80r: %d", peer, without_secrets(path), status)
