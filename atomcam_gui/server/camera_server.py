"""Listens for cameras and, where something is shared, for viewers."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
import time
from collections.abc import Awaitable, Sequence
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.typing import Subprotocol

from atomcam_gui import wire
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.errors import AddressUnavailable, PortInUse, PortNotPermitted, ServerError
from atomcam_gui.server import addresses
from atomcam_gui.server.connection import CameraConnection
from atomcam_gui.server.counters import ServerCounters
from atomcam_gui.server.grant import Grant
from atomcam_gui.server.handed_over import HandedOver, PlainConnection, hand_over
from atomcam_gui.server.http import Door, Gatekeeper
from atomcam_gui.server.peer_connection import PeerConnection
from atomcam_gui.server.viewers import CLOSE_REVOKED

logger = logging.getLogger(__name__)

# A camera without power leaves its TCP connection open; together these notice it within 6 s.
PING_INTERVAL_S = 1.5
PING_TIMEOUT_S = 3.0
CLOSE_TIMEOUT_S = 1.0
OPEN_TIMEOUT_S = 5.0
TICK_S = 0.25
MAX_CONNECTIONS = 400
"""Connections at once, finished handshake or not; stays clear of the usual limit of 1024 open files."""

# In messages. A camera is read as fast as it sends, so that one that is slow to be handled shows as dropped frames
# on the board, not as old pictures here.
_MAX_QUEUE = 4


class ViewerSide(Door, Protocol):
    """Serves those who want to watch."""

    def prepare(self, socket: PeerConnection) -> None:
        """A request is about to become a viewer's WebSocket."""

    async def watch(self, socket: PeerConnection, grant: Grant) -> None:
        """Serve a viewer's WebSocket from its opening to its end."""

    async def answer(self, request: Request, grant: Grant) -> PlainConnection | Response:
        """What a request gets that wants no WebSocket. Within ``OPEN_TIMEOUT_S``."""


class CameraServer:
    """The server on one address and port. Start and stop it in the event loop's thread; it can be started again."""

    def __init__(self, registry: CameraRegistry) -> None:
        self.registry = registry
        self.counters = ServerCounters()
        self._gatekeeper = Gatekeeper(registry, self.counters)
        self._connections: set[CameraConnection] = set()
        self._sockets: set[PeerConnection] = set()
        self._plain: set[PlainConnection] = set()
        self._viewers: ViewerSide | None = None
        self._server: Server | None = None
        self._watchdog: asyncio.Task[None] | None = None
        self._bind = wire.ALL_INTERFACES
        self._port = wire.DEFAULT_PORT

    @property
    def listening(self) -> bool:
        """Whether cameras can connect."""
        return self._server is not None

    @property
    def port(self) -> int:
        """The port that is listened on, or was last asked for."""
        return self._port

    @property
    def bind(self) -> str:
        """The address that is listened on, or was last asked for."""
        return self._bind

    @property
    def urls(self) -> tuple[str, ...]:
        """What a camera can dial, best first. The network's state is read anew at each call."""
        return tuple(wire.camera_url(a, self._port) for a in addresses.reachable_addresses(self._bind))

    def open_to_viewers(self, side: ViewerSide | None) -> None:
        """Let viewers in, or (None) no more of them."""
        self._viewers = self._gatekeeper.door = side

    async def start(self, bind: str, port: int) -> None:
        """Listen.

        Args:
            bind: an address of this computer, or ``ALL_INTERFACES``.
            port: 1 to 65535, or 0 for any free one.

        Raises:
            PortInUse, PortNotPermitted, AddressUnavailable, ServerError: it cannot listen there.
        """
        if self._server is not None:
            await self.stop()
        self._bind, self._port = bind, port
        try:
            host = addresses.resolve(bind)
            self._server = await self._listen(host, port)
        except OSError as error:
            raise _as_server_error(error, bind, port) from error
        self._bind = host
        self._port = self._server.sockets[0].getsockname()[1]
        self._watchdog = asyncio.get_running_loop().create_task(self._watch())
        logger.info("listening on %s port %d", self._bind, self._port)

    async def _listen(self, host: str, port: int) -> Server:
        place: dict[str, Any] = {"host": host, "port": port}
        if host == "::" and socket.has_dualstack_ipv6():
            # asyncio's own socket for it would not take IPv4, which is what most cameras dial.
            listener = socket.create_server((host, port), family=socket.AF_INET6, dualstack_ipv6=True)
            place = {"sock": listener}
        return await serve(
            self._handle,
            **place,
            process_request=self._process_request,
            process_response=self._process_response,
            select_subprotocol=_select_subprotocol,
            subprotocols=[Subprotocol(wire.SUBPROTOCOL)],
            create_connection=self._create_connection,  # type: ignore[arg-type] # any factory serves
            compression=None,
            max_size=wire.MAX_MESSAGE_BYTES,
            max_queue=_MAX_QUEUE,
            open_timeout=OPEN_TIMEOUT_S,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=PING_TIMEOUT_S,
            close_timeout=CLOSE_TIMEOUT_S,
            server_header="AtomCam",
            logger=_quiet_logger(),
        )

    async def stop(self) -> None:
        """Stop listening and close all connections, within about ``CLOSE_TIMEOUT_S``, whatever the peers do."""
        server, self._server = self._server, None
        watchdog, self._watchdog = self._watchdog, None
        if watchdog is not None:
            watchdog.cancel()
            await asyncio.wait([watchdog])
        if server is not None:
            server.close()
            self._abort(unfinished_only=True)
            for plain in tuple(self._plain):
                plain.transport.abort()
            closed = asyncio.ensure_future(server.wait_closed())
            await asyncio.wait([closed], timeout=CLOSE_TIMEOUT_S)
            self._abort()
            await closed
            logger.info("no longer listening on port %d", self._port)

    def _abort(self, *, unfinished_only: bool = False) -> None:
        for peer in tuple(self._sockets):
            if not unfinished_only or peer.state is State.CONNECTING:
                peer.transport.abort()

    # -- connections ---------------------------------------------------------------------------------------------

    def _create_connection(self, *args: object, **kwargs: object) -> ServerConnection:
        return PeerConnection(self, *args, **kwargs)

    def _process_request(
        self, socket: ServerConnection, request: Request
    ) -> Response | Awaitable[Response | None] | None:
        answer = self._gatekeeper.answer(request, _peer(socket))
        if not isinstance(answer, Grant):
            return answer
        assert isinstance(socket, PeerConnection)
        assert self._viewers is not None
        if not answer.route.is_socket:
            return self._answer_plainly(self._viewers, socket, request, answer)
        socket.grant = answer
        self._viewers.prepare(socket)
        return None

    async def _answer_plainly(
        self, viewers: ViewerSide, socket: PeerConnection, request: Request, grant: Grant
    ) -> Response:
        answer = await viewers.answer(request, grant)
        if isinstance(answer, Response):
            return answer
        # Somebody who went away meanwhile needs no answer; nor does anybody once the server has ended.
        if socket in self._sockets and self._server is not None:
            self._sockets.discard(socket)
            self._plain.add(answer)
            hand_over(socket, answer, self._plain.discard)
        raise HandedOver

    def _process_response(self, socket: ServerConnection, request: Request, response: Response) -> None:
        if socket.protocol.handshake_exc is not None:  # refused by the library, not by us
            self._gatekeeper.note_refusal(_peer(socket), request.path.partition("?")[0], response.status_code)

    async def _handle(self, socket: ServerConnection) -> None:
        if isinstance(socket, PeerConnection) and socket.grant is not None:
            await self._watch_over(socket, socket.grant)
            return
        self.counters.connections += 1
        headers = socket.request.headers if socket.request is not None else {}
        header_id = wire.parse_id(headers.get(wire.ID_HEADER))
        connection = CameraConnection(socket, self.registry, self.counters, _peer(socket), header_id)
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)

    async def _watch_over(self, socket: PeerConnection, grant: Grant) -> None:
        if self._viewers is not None:
            await self._viewers.watch(socket, grant)
        else:
            await socket.close(CLOSE_REVOKED, "sharing was switched off")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            self._tick()

    def _tick(self) -> None:
        for connection in tuple(self._connections):
            connection.link.tick()
        now = time.monotonic()
        for plain in tuple(self._plain):
            plain.tick(now)
        self.registry.tick()

    def socket_opened(self, socket: PeerConnection) -> bool:
        """A TCP connection came. Returns False where there are too many."""
        self._sockets.add(socket)
        if len(self._sockets) + len(self._plain) > MAX_CONNECTIONS:
            self.counters.crowded_out += 1
            return False
        return True

    def socket_closed(self, socket: PeerConnection) -> None:
        """A TCP connection ended."""
        self._sockets.discard(socket)
        if socket.response is None:
            self.counters.handshakes_failed += 1
            logger.info("%s connected and left without a word", _peer(socket))


def _peer(socket: ServerConnection) -> str:
    address = socket.remote_address
    return addresses.plain_address(str(address[0])) if address else "unknown"


def _select_subprotocol(_socket: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """Ours where it is offered, else none: a camera need not know of it."""
    ours = Subprotocol(wire.SUBPROTOCOL)
    return ours if ours in offered else None


def _quiet_logger() -> logging.Logger:
    """A logger for the library, which tells of every peer's misbehaviour: we count and log that ourselves.

    Not the library's own: whoever turns that one up to find a fault would find the viewers' tokens too.
    """
    library = logging.getLogger(f"{__name__}.library")
    library.setLevel(logging.ERROR)
    library.addFilter(_is_our_fault)
    return library


def _is_our_fault(record: logging.LogRecord) -> bool:
    """Older versions of the library call it an error when a peer's handshake is none, and quote it."""
    return record.msg != "opening handshake failed"


def _as_server_error(error: OSError, bind: str, port: int) -> ServerError:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(port, find_free_port(bind, port))
    if error.errno in (errno.EACCES, errno.EPERM):
        return PortNotPermitted(port, find_free_port(bind, max(port, wire.DEFAULT_PORT - 1)))
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return AddressUnavailable(bind)
    return ServerError(
        "cannot listen on {bind} port {port} ({reason}): choose another port",
        bind=bind,
        port=port,
        reason=error.strerror or error,
    )


def find_free_port(bind: str, port: int) -> int | None:
    """A port above ``port`` that is free on ``bind`` at this moment, or None."""
    for candidate in range(port + 1, min(port + 50, 65536)):
        try:
            host = addresses.resolve(bind)
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                if os.name == "posix":  # elsewhere it would let two programs share the port
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, candidate))
        except OSError:
            continue
        return candidate
    return None
