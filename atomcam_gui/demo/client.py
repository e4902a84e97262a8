"""The demo camera: a camera board in software, which speaks the same protocol to the same address.

It uses nothing of an event loop but what asyncio's own interface gives, so it also runs in the window's.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from socket import gaierror
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, InvalidURI, WebSocketException
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from atomcam_gui import __version__, jpeg, wire
from atomcam_gui.demo.controls import MAX_QUALITY, MIN_QUALITY, Controls
from atomcam_gui.demo.pace import Backoff
from atomcam_gui.demo.scene import SMALLEST
from atomcam_gui.demo.session import Board, Session
from atomcam_gui.demo.studio import Studio
from atomcam_gui.errors import DemoCameraError

_log = logging.getLogger(__name__)

_OPEN_TIMEOUT = 5.0
_CLOSE_TIMEOUT = 1.0
_CANCEL_TIMEOUT = 0.1
"""Seconds for a polite end when the camera is cancelled."""
_PING_INTERVAL, _PING_TIMEOUT = 2.0, 3.0
_WRITE_LIMIT = 16 * 1024
_STEADY = 5.0
"""A connection that lasted so many seconds was a good one: the next attempt comes soon."""
_POLICY_VIOLATION = 1008
_SLOWEST, _FASTEST = 0.1, 240.0
_LEAST_OPEN_TIMEOUT = 1.0
"""Seconds that even the last attempt gets, so that its failure tells something."""


@dataclass(frozen=True, slots=True)
class DemoCamera:
    """What the demo camera is, and whom it sends to.

    Raises:
        DemoCameraError: a value is out of its range, or the address is none.
    """

    url: str
    """ws://HOST:PORT/ws/camera"""
    fps: float = 25.0
    size: tuple[int, int] = (640, 480)
    """Width and height in pixels, from 64×48 to 8 megapixels."""
    frames: int | None = None
    """How many pictures to send before the end; None for no end."""
    camera_id: str | None = None
    """12 hex digits, as of a board's MAC; None for a camera without an id."""
    key: bytes | None = field(default=None, repr=False)
    """32 bytes, to prove the id with."""
    name: str = "Demo camera"
    quality: int = 80
    """JPEG quality."""
    persistent: bool = False
    """Keep trying even if nothing ever answered, or the server turned the camera away."""
    patience: float = 5.0
    """Seconds for the first connection, unless ``persistent``."""
    retry: tuple[float, float] = (0.5, 10.0)
    """Least and greatest delay in seconds before connecting again."""

    def __post_init__(self) -> None:
        _check_url(self.url)
        _check_settings(self)
        if self.camera_id is not None and wire.parse_id(self.camera_id) is None:
            raise DemoCameraError("a camera's id is 12 hex digits: for example 0a1b2c3d4e5f")
        if self.key is not None and len(self.key) != wire.KEY_BYTES:
            raise DemoCameraError(f"a camera's key has {wire.KEY_BYTES} bytes: copy all of it")
        if self.key is not None and self.camera_id is None:
            raise DemoCameraError("a key belongs to a camera's id: give the id as well")

    @property
    def shown_url(self) -> str:
        """The address without a password or a token that it may carry."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


async def run(camera: DemoCamera) -> None:
    """Connect, send pictures, and connect again whenever the connection is lost.

    Returns once ``camera.frames`` pictures have been sent. Can be cancelled at any time and leaves nothing behind.

    Raises:
        DemoCameraError: nothing answered within ``camera.patience``, or the server turned the camera away. Not if
            ``camera.persistent``.
    """
    name = wire.clean_text(camera.name) or "Demo camera"
    controls = Controls(size=camera.size, fps=camera.fps, quality=camera.quality, name=name)
    camera_id = wire.parse_id(camera.camera_id)
    board = Board(controls, camera_id=camera_id, key=camera.key, frames=camera.frames)
    studio = Studio(board.clock)
    try:
        await _stay_connected(camera, board, studio)
    finally:
        await studio.close()


async def _stay_connected(camera: DemoCamera, board: Board, studio: Studio) -> None:
    clock = asyncio.get_running_loop().time
    backoff = Backoff(*camera.retry)
    give_up_at = None if camera.persistent else clock() + camera.patience
    while not board.finished:
        began = clock()
        try:
            async with _connection(camera, give_up_at) as connection:
                give_up_at = None
                _log.info("demo camera connected to %s", camera.shown_url)
                await Session(connection, board, studio).run()
        except (OSError, WebSocketException) as error:
            _log.info("demo camera: %s: %s", camera.shown_url, error)
            if give_up_at is not None and clock() >= give_up_at:
                raise DemoCameraError(_why(camera, error)) from error
        else:
            _check_close(camera, connection)
        if not board.finished:
            if clock() - began > _STEADY:
                backoff.reset()
            delay = backoff.next()
            await asyncio.sleep(delay if give_up_at is None else min(delay, max(0, give_up_at - clock())))


@contextlib.asynccontextmanager
async def _connection(camera: DemoCamera, give_up_at: float | None) -> AsyncIterator[ClientConnection]:
    """A connection that is closed again: politely, but at once if this task is cancelled."""
    left = _OPEN_TIMEOUT if give_up_at is None else give_up_at - asyncio.get_running_loop().time()
    connection = await _connect(camera, min(max(_LEAST_OPEN_TIMEOUT, left), _OPEN_TIMEOUT))
    patience = _CANCEL_TIMEOUT
    try:
        yield connection
        patience = 2 * _CLOSE_TIMEOUT
    finally:
        await _close(connection, patience)


async def _connect(camera: DemoCamera, open_timeout: float) -> ClientConnection:
    camera_id = wire.parse_id(camera.camera_id)
    opening = connect(
        camera.url,
        subprotocols=[Subprotocol(wire.SUBPROTOCOL)],
        additional_headers={wire.ID_HEADER: camera_id} if camera_id else None,
        user_agent_header=f"AtomCam-demo/{__version__}",
        compression=None,
        proxy=None,
        open_timeout=open_timeout,
        ping_interval=_PING_INTERVAL,
        ping_timeout=_PING_TIMEOUT,
        close_timeout=_CLOSE_TIMEOUT,
        max_size=wire.MAX_TEXT_BYTES,
        max_queue=4,
        write_limit=_WRITE_LIMIT,
    )
    try:
        return await opening
    except ValueError as error:  # a redirection to what is no address
        raise InvalidURI(camera.shown_url, f"redirected astray: {error}") from error


async def _close(connection: ClientConnection, patience: float) -> None:
    closing = asyncio.create_task(connection.close())
    try:
        await asyncio.wait([closing], timeout=patience)
    finally:
        connection.transport.abort()
        await closing


def _check_close(camera: DemoCamera, connection: ClientConnection) -> None:
    """Raise if the server turned the camera away for good."""
    if connection.close_code != _POLICY_VIOLATION or camera.persistent:
        return
    reason = wire.clean_text(connection.close_reason, limit=123) or "it gave no reason"
    raise DemoCameraError(
        f"{camera.shown_url} turned this camera away ({reason}): allow the camera there, or check its id and key"
    )


def _check_url(url: str) -> None:
    try:
        parsed = parse_uri(url)
        parsed.host.encode("idna")
    except (WebSocketException, ValueError) as error:
        raise DemoCameraError(_NO_URL) from error
    if any(character.isspace() or not character.isprintable() for character in url):
        raise DemoCameraError(_NO_URL)


_NO_URL = "this is not the address of a camera server: it looks like ws://192.168.1.5:8080/ws/camera"


def _check_settings(camera: DemoCamera) -> None:
    width, height = camera.size
    if width < SMALLEST[0] or height < SMALLEST[1] or width * height > jpeg.MAX_PIXELS:
        smallest, millions = "×".join(map(str, SMALLEST)), jpeg.MAX_PIXELS // 1_000_000
        raise DemoCameraError(
            f"no pictures of {width}×{height} can be sent: choose a size from {smallest} to {millions} megapixels"
        )
    if not _SLOWEST <= camera.fps <= _FASTEST:
        raise DemoCameraError(f"no {camera.fps:g} pictures a second: choose from {_SLOWEST:g} to {_FASTEST:g}")
    if not MIN_QUALITY <= camera.quality <= MAX_QUALITY:
        raise DemoCameraError(f"no quality of {camera.quality}: choose from {MIN_QUALITY} to {MAX_QUALITY}")
    if camera.frames is not None and camera.frames < 1:
        raise DemoCameraError("no fewer than one picture can be sent: choose 1 or more")


def _why(camera: DemoCamera, error: Exception) -> str:
    """One sentence on why nothing could be reached, and what to do."""
    url = camera.shown_url
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        if status in (401, 403):
            return f"{url} refuses this camera (HTTP {status}): allow it there, or check its id and key"
        if status == 503:
            return f"{url} takes no more cameras now (HTTP 503): stop another camera, or try again later"
        return f"{url} answers, but takes no cameras (HTTP {status}): the address must end in {wire.CAMERA_PATH}"
    if isinstance(error, gaierror):
        return f"no computer is called {urlsplit(url).hostname}: check the address {url}"
    if isinstance(error, TimeoutError):
        return f"nothing answers at {url}: check the address, and that no firewall is in the way"
    if isinstance(error, ssl.SSLError):
        return f"there is no safe connection to {url}: use ws:// for an AtomCam in your own network"
    if isinstance(error, WebSocketException):
        return f"what answers at {url} is no AtomCam: check the address and the port"
    return f"no AtomCam listens at {url}: start it there, or check the address"
