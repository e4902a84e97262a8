"""What those who were let in get."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING

from websockets.http11 import Request, Response

from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.server.grant import Grant, Route
from atomcam_gui.server.handed_over import PlainAnswer, PlainConnection
from atomcam_gui.server.multipart import CONTENT_TYPE, MultipartViewer, part
from atomcam_gui.server.peer_connection import PeerConnection
from atomcam_gui.server.picture_feed import PictureFeed
from atomcam_gui.server.shared_cameras import find_camera, viewers_document
from atomcam_gui.server.socket_viewer import PING_INTERVAL_S, PING_TIMEOUT_S, SocketViewer, picture_message
from atomcam_gui.server.viewer_door import PAGES, ViewerDoor
from atomcam_gui.server.viewers import CLOSE_CAMERA_GONE, CLOSE_REVOKED, Viewers
from atomcam_gui.server.web_page import INDEX, WebPage, content_policy
from atomcam_gui.sharing import credentials
from atomcam_gui.sharing.encoder_supply import EncoderSupply
from atomcam_gui.tasks import TaskSet

if TYPE_CHECKING:
    from atomcam_gui.sharing.h264 import EncoderWatch

logger = logging.getLogger(__name__)

FIRST_PICTURE_S = 3.0
"""How long ``/snapshot.jpg`` waits for a camera's first picture."""


class ViewerService:
    """The server's counterpart while sharing is on. For the event loop's thread.

    Args:
        port: the port that is listened on now.
    """

    def __init__(
        self,
        registry: CameraRegistry,
        door: ViewerDoor,
        page: WebPage,
        feed: PictureFeed,
        live: Viewers,
        encoders: EncoderSupply,
        port: Callable[[], int],
    ) -> None:
        self._registry = registry
        self._door = door
        self._page = page
        self._feed = feed
        self._live = live
        self._encoders = encoders
        self._port = port
        self._tasks = TaskSet(_report)

    @property
    def viewer_clients(self) -> int:
        """How many watch."""
        return len(self._live)

    def decide(self, request: Request, address: str) -> Response | Grant | None:
        """The answer to a request from ``address``, or what it is let in for; None where it is none of a viewer's."""
        answer = self._door.decide(request, address)
        if isinstance(answer, Grant) and answer.route.is_live and self._live.is_full:
            return self._door.try_later(request, "Too many are watching already.")
        return answer

    def tick(self) -> None:
        """Drop who takes nothing, and tell whom there is nothing for. Call a few times a second."""
        self._live.tick(time.monotonic())
        encoders = self._encoders.existing
        if encoders is None:
            return
        for viewer in self._live:
            if isinstance(viewer, SocketViewer) and viewer.grant.route is not Route.JPEG_SOCKET:
                state = encoders.state(viewer.grant.camera_id)
                if state is not None and state.trouble is not None:
                    viewer.no_h264()

    async def close(self) -> None:
        """Wait for the ends of those who were told to go."""
        await self._tasks.wait_all()

    # -- plain requests ------------------------------------------------------------------------------------------

    async def answer(self, request: Request, grant: Grant) -> PlainConnection | Response:
        """What a request gets that wants no WebSocket."""
        match grant.route:
            case Route.PAGE:
                return await self._answer_page(request, grant)
            case Route.SNAPSHOT:
                return await self._answer_snapshot(request, grant)
            case Route.STREAM:
                return self._answer_stream(request, grant)
            case _:
                document = viewers_document(self._registry, self.viewer_clients)
                content = json.dumps(document, indent=1).encode() + b"\n"
                return PlainAnswer(HTTPStatus.OK, "application/json", content, head_only=grant.head_only)

    async def _answer_page(self, request: Request, grant: Grant) -> PlainConnection | Response:
        is_page = grant.path in PAGES
        found = await self._page.get(INDEX if is_page else grant.path)
        if found is None:
            return self._door.nothing_here(request)
        headers = [("Content-Security-Policy", content_policy(grant.host))]
        if is_page and grant.token_in_query:
            headers.append(("Set-Cookie", credentials.set_cookie(grant.link.token, self._port())))
        return PlainAnswer(HTTPStatus.OK, *found, headers=headers, head_only=grant.head_only)

    async def _answer_snapshot(self, request: Request, grant: Grant) -> PlainConnection | Response:
        camera = self._registry.get(grant.camera_id)
        frame = self._feed.newest(grant.camera_id)
        if frame is None and camera is not None and camera.connection is not None:
            frame = await self._feed.first(grant.camera_id, FIRST_PICTURE_S)
        # Meanwhile the user may have changed his mind.
        if not self._door.still_holds(grant):
            return self._door.nothing_here(request)
        if frame is None or find_camera(self._registry, grant.camera_id) is None:
            return self._door.try_later(request, "There is no picture of this camera at the moment.")
        headers = (
            ("Last-Modified", formatdate(frame.received_at, usegmt=True)),
            ("Content-Disposition", 'inline; filename="snapshot.jpg"'),
        )
        return PlainAnswer(HTTPStatus.OK, "image/jpeg", frame.data, headers=headers, head_only=grant.head_only)

    def _answer_stream(self, request: Request, grant: Grant) -> PlainConnection | Response:
        if grant.head_only:
            return PlainAnswer(HTTPStatus.OK, CONTENT_TYPE, None)
        camera = self._registry.get(grant.camera_id)
        if camera is None or camera.connection is None:
            return self._door.try_later(request, "The camera is away.")
        return MultipartViewer(grant, self._live.next_number(), self._stream_begins, self._stream_ended)

    def _stream_begins(self, viewer: MultipartViewer) -> None:
        self._live.add(viewer)
        self._feed.join(viewer.grant.camera_id, viewer, part)

    def _stream_ended(self, viewer: MultipartViewer) -> None:
        self._feed.leave(viewer.grant.camera_id, viewer)
        self._live.discard(viewer)

    # -- WebSockets ----------------------------------------------------------------------------------------------

    def prepare(self, socket: PeerConnection) -> None:
        """A request is about to become a viewer's WebSocket."""
        socket.ping_interval, socket.ping_timeout = PING_INTERVAL_S, PING_TIMEOUT_S

    async def watch(self, socket: PeerConnection, grant: Grant) -> None:
        """Serve a viewer's WebSocket from its opening to its end."""
        viewer = SocketViewer(socket, grant, self._live.next_number(), self._tasks.start)
        if not self._door.still_holds(grant):
            viewer.end(CLOSE_REVOKED, "the link was revoked")
        elif find_camera(self._registry, grant.camera_id) is None:
            viewer.end(CLOSE_CAMERA_GONE, "the camera is gone")
        socket.flow = viewer
        self._live.add(viewer)
        try:
            if grant.route is Route.JPEG_SOCKET:
                self._feed.join(grant.camera_id, viewer, picture_message)
                await viewer.listen()
            else:
                await self._watch_h264(viewer)
        finally:
            socket.flow = None
            self._feed.leave(grant.camera_id, viewer)
            self._live.discard(viewer)

    async def _watch_h264(self, viewer: SocketViewer) -> None:
        passing = self._tasks.start(self._pass_on(viewer), "H.264 for a viewer")
        try:
            await viewer.listen()
        finally:
            passing.cancel()
            await asyncio.wait([passing])

    async def _pass_on(self, viewer: SocketViewer) -> None:
        try:
            watch = await self._open(viewer.grant)
        except ImportError as error:
            logger.warning("there is no H.264 here: %s", error)
            viewer.no_h264()
            return
        await viewer.pass_on(watch, tell_codec=viewer.grant.route is Route.MSE_SOCKET)

    async def _open(self, grant: Grant) -> EncoderWatch:
        encoders = await self._encoders.get()
        from atomcam_gui.sharing.h264 import StreamForm

        form = StreamForm.FMP4 if grant.route is Route.MSE_SOCKET else StreamForm.MPEGTS
        return encoders.watch(grant.camera_id, form)


def _report(error: BaseException) -> None:
    logger.error("a viewer's task failed", exc_info=error)
