"""The viewers' side of the camera port: what it offers, to whom, and how it ends.

Off, the port answers as if none of this were there. On, everything below wants a share link's token, as ``?token=T``,
as ``Authorization: Bearer T`` or as the cookie that ``/`` and ``/mjpeg`` set when they were opened with one: a page's
own requests need no token in their addresses. The page's script is served under the cookie too.

======================================  ==============================================================================
``GET /``, ``GET /mjpeg``               ``resources/web/index.html``; the script tells by ``location.pathname`` which
``GET /NAME``                           any other file right in ``resources/web/``
``GET /status``                         JSON. Without a token as ever, for this computer only. With one, from anywhere:
                                        ``{"camera_clients": N, "viewer_clients": N, "streaming": bool, "version": V,
                                        "cameras": [{"id", "name", "state", "fps", "width", "height", "recording"}]}``:
                                        allowed cameras only, state one of ``live``, ``stalled``, ``waiting``
                                        (connected, no picture yet), ``lost``; in a stable order
``GET /snapshot.jpg``                   the newest picture, byte for byte
``GET /stream.mjpg``                    ``multipart/x-mixed-replace``, each part with its Content-Length
``/ws/jpeg``                            WebSocket, a JPEG in each binary message
``/ws/viewer``                          WebSocket, H.264 in MPEG-TS in binary messages
``/ws/mse``                             WebSocket, H.264 in fragmented MP4. First a text message, JSON: ``{"codec":
                                        "avc1.42C01F", "mime": "video/mp4; codecs=\\"avc1.42C01F\\""}``; then binary
                                        messages: the initialisation segment, then ``moof``+``mdat`` from a keyframe
                                        on. Where the picture's size changes, again a text message and a new
                                        initialisation segment: begin a new SourceBuffer (or ``changeType``)
======================================  ==============================================================================

``?camera=ID`` chooses one, an ``id`` of ``/status``; without it, it is the first live one. Only cameras that the user
allowed exist here. HEAD is GET without the content.

A WebSocket stays open while its camera is away, and goes on by itself when it is back: ``/status`` tells how things
stand. The server ends it with one of these:

======  ==============================================================================================================
1001    the program ends, or its port changes: try again
1008    the viewer sent more than a viewer has to say (nothing is needed)
1011    no H.264 can be made of this camera: use JPEG
1013    the camera is gone: taken off the list, or no longer allowed. Choose another
4401    the link was revoked, or sharing was switched off: it does not help to try again
======  ==============================================================================================================

A viewer that takes nothing for ``progress.STUCK_AFTER_S`` is dropped without a word (1006 in a browser): try again.

Refusals come before the WebSocket is one. A script sees them as 1006 and can ask ``/status`` for the reason:

======  ==============================================================================================================
400     no request that has one meaning
401     no token, or one that opens nothing (any more)
403     a page of another origin, or a ``Host`` that is no name of this computer
404     no such camera, or no such address
405     neither GET nor HEAD
429     too many different wrong tokens from this address in a minute; ``Retry-After`` says when to come back
503     no picture yet, no camera yet, or too many viewers; with ``Retry-After``
======  ==============================================================================================================
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from atomcam_gui import resources
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.server.camera_server import CameraServer
from atomcam_gui.server.live_viewer import ViewerInfo
from atomcam_gui.server.picture_feed import PictureFeed
from atomcam_gui.server.viewer_door import ViewerDoor
from atomcam_gui.server.viewer_service import ViewerService
from atomcam_gui.server.viewers import Viewers
from atomcam_gui.server.web_page import WebPage
from atomcam_gui.sharing.encoder_supply import EncoderSupply
from atomcam_gui.sharing.share_book import ShareBook, ShareLink

logger = logging.getLogger(__name__)


class Sharing:
    """Lets others watch, by the links of a book. For the event loop's thread.

    Args:
        book: read already.
        encoders: where H.264 comes from; ends with this.
        always: share as long as this program runs, whatever the book's switch says (``serve --share``).
        folder: the page's files.
    """

    def __init__(
        self,
        hub: Hub,
        registry: CameraRegistry,
        server: CameraServer,
        book: ShareBook,
        encoders: EncoderSupply,
        *,
        always: bool = False,
        folder: Path | None = None,
    ) -> None:
        self.book = book
        self.encoders = encoders
        self._registry = registry
        self._server = server
        self._always = always
        self._live = Viewers(server.counters)
        self._feed = PictureFeed(hub)
        door = ViewerDoor(book, registry, lambda: server.port)
        page = WebPage(folder or resources.root() / "web")
        self._service = ViewerService(registry, door, page, self._feed, self._live, encoders, lambda: server.port)
        self._on = False
        self._ends: list[Callable[[], None]] = []

    @property
    def on(self) -> bool:
        """Whether others can watch now."""
        return self._on

    @property
    def viewers(self) -> tuple[ViewerInfo, ...]:
        """Who watches at the moment, in the order in which they came."""
        return self._live.infos

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` whenever a viewer came or went, or the book changed. Returns what ends it."""
        ends = (self._live.subscribe(listener), self.book.subscribe(listener))

        def end() -> None:
            for one in ends:
                one()

        return end

    def url(self, link: ShareLink, host: str) -> str:
        """What to give to somebody who is to watch: a secret.

        Args:
            host: an address or name of this computer.
        """
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self._server.port}/?token={link.token}"

    def set_on(self, on: bool) -> None:
        """Switch sharing on or off, in this and all other programs that follow the book.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        self.book.set_on(on)

    def cut(self, link_id: str) -> None:
        """End everybody who watches by this link now. The link itself stays in force."""
        self._live.cut(link_id)

    # -- from beginning to end -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Do what the book says from now on. On a running loop; whether the server listens already does not matter."""
        if not self._ends:
            self.encoders.newest = self._feed.newest
            self._ends = [
                self.book.subscribe(self._book_changed),
                self._registry.subscribe(self._camera_changed),
                self._registry.subscribe_ticks(self._tick),
            ]
            self._book_changed()

    async def close(self) -> None:
        """End all viewers and the encoders, and let nobody in any more. Within 2 s."""
        while self._ends:
            self._ends.pop()()
        self._switch(False)
        self._live.end_all()
        await self._service.close()
        await self.encoders.close()

    def _book_changed(self) -> None:
        self._switch(self._always or self.book.on)
        self._live.keep_only({link.id for link in self.book.links} if self._on else ())

    def _switch(self, on: bool) -> None:
        if on == self._on:
            return
        self._on = on
        if on:
            self._feed.start()
            self._server.open_to_viewers(self._service)
        else:
            self._server.open_to_viewers(None)
            self._feed.stop()
        logger.info("sharing is %s", "on" if on else "off")

    def _camera_changed(self, event: RegistryEvent) -> None:
        match event:
            case CameraRemoved(camera):
                self._feed.forget(camera.id)
                self._live.camera_gone(camera.id)
            case CameraChanged(camera):
                if camera.connection is None or camera.trust is not Trust.ALLOWED:
                    self._feed.forget(camera.id)
                if camera.trust is not Trust.ALLOWED:
                    self._live.camera_gone(camera.id)

    def _tick(self) -> None:
        self.book.refresh()
        # Not the registry's clock: sockets know no other time than this computer's.
        self._service.tick()
