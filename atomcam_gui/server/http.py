"""Answers to plain HTTP requests on the camera port."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from atomcam_gui import __version__, wire
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.server import addresses
from atomcam_gui.server.counters import ServerCounters

logger = logging.getLogger(__name__)

STATUS_PATH = "/status"

# What we decide by must not have two meanings.
_ONCE = ("Host", "Origin", wire.ID_HEADER)


def status_document(registry: CameraRegistry, counters: ServerCounters) -> dict[str, Any]:
    """What ``/status`` says: no secrets in it."""
    now = registry.clock()
    cameras = [camera.as_status(now) for camera in registry]
    return {
        "camera_clients": sum(camera.connection is not None for camera in registry),
        "viewer_clients": 0,
        "streaming": registry.streaming,
        "version": __version__,
        "cameras": cameras,
        "server": counters.as_dict(),
    }


def respond(status: HTTPStatus, body: str, content_type: str = "text/plain; charset=utf-8") -> Response:
    """A complete answer; the connection closes after it."""
    content = body.encode()
    headers = Headers(
        [
            ("Content-Type", content_type),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ]
    )
    return Response(status.value, status.phrase, headers, content)


class Gatekeeper:
    """Decides about every request before it becomes a WebSocket: goes on (None) or is answered."""

    def __init__(self, registry: CameraRegistry, counters: ServerCounters) -> None:
        self._registry = registry
        self._counters = counters
        self._names = addresses.own_names()

    def answer(self, request: Request, peer: str) -> Response | None:
        """The answer to a request from the address ``peer``, or None for a camera that may go on."""
        path = request.path.partition("?")[0]
        if any(len(request.headers.get_all(name)) > 1 for name in _ONCE):
            return self._refuse(peer, path, HTTPStatus.BAD_REQUEST, "A header came twice.\n")
        if not addresses.browser_may(request.headers, self._names):
            return self._refuse(peer, path, HTTPStatus.FORBIDDEN, "Pages of other sites have no access.\n")
        if path == wire.CAMERA_PATH:
            return None
        if path == STATUS_PATH:
            # The oldest version of the library that we take lets nothing but GET through, and has no such attribute.
            if getattr(request, "method", "GET") != "GET":
                return self._refuse(peer, path, HTTPStatus.METHOD_NOT_ALLOWED, "The status can be read only.\n")
            return self._status(request, peer)
        text = f"There is nothing at this address. Cameras connect to {wire.CAMERA_PATH}.\n"
        return self._refuse(peer, path, HTTPStatus.NOT_FOUND, text)

    def _status(self, request: Request, peer: str) -> Response:
        host = request.headers.get("Host")
        own = host is None or addresses.is_own_host(addresses.host_of(host), self._names)
        if not addresses.is_loopback(peer) or not own:
            text = "The status is told to this computer only.\n"
            return self._refuse(peer, STATUS_PATH, HTTPStatus.FORBIDDEN, text)
        self._counters.requests += 1
        document = status_document(self._registry, self._counters)
        return respond(HTTPStatus.OK, json.dumps(document, indent=1) + "\n", "application/json")

    def note_refusal(self, peer: str, status: int) -> None:
        """Count a request for the cameras' address that was no WebSocket's and was turned away with ``status``."""
        self._counters.requests += 1
        self._counters.refused += 1
        logger.info("%s asked for %s, but not as a camera does: %d", peer, wire.CAMERA_PATH, status)

    def _refuse(self, peer: str, path: str, status: HTTPStatus, text: str) -> Response:
        self._counters.requests += 1
        self._counters.refused += 1
        logger.info("%s asked for %.80r: %d", peer, path, status)
        return respond(status, text)
