"""A camera server for tests that keeps every byte and misbehaves on request: sockets and a sans-I/O WebSocket."""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import struct
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol


class WireConnection:
    """One board's connection, served by its own thread."""

    def __init__(self, server: WireServer, sock: socket.socket, number: int) -> None:
        self._server = server
        self._socket = sock
        self._protocol = ServerProtocol(subprotocols=server.subprotocols, max_size=4 * 1024 * 1024)
        self._lock = threading.Lock()
        self.number = number
        self.request: Request | None = None
        self.messages: queue.Queue[bytes | str] = queue.Queue()
        """All that came: pictures and texts in their order."""
        self.pings = 0
        self.first_mask: bytes | None = None
        """The mask's key of the first frame."""
        self.opened_at = time.monotonic()
        self.closed = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until its thread is gone."""
        self._thread.join(5)

    def send(self, message: str | bytes | dict[str, Any]) -> None:
        """Send a text (an object as JSON) or binary message."""
        with self._lock:
            if isinstance(message, bytes):
                self._protocol.send_binary(message)
            else:
                text = message if isinstance(message, str) else json.dumps(message)
                self._protocol.send_text(text.encode("utf-8", "surrogatepass"))
            self._flush()

    def send_frame(self, opcode: Opcode, data: bytes, *, fin: bool = True) -> None:
        """Send a frame as it is, right or wrong."""
        self.send_bytes(Frame(opcode, data, fin).serialize(mask=False))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are."""
        with self._lock, contextlib.suppress(OSError):
            self._socket.sendall(data)

    def close(self, *, reset: bool = False) -> None:
        """End the TCP connection at once, with a reset where asked."""
        if reset:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR) if not reset else self._socket.close()

    def texts(self, kind: str, seconds: float = 5.0) -> dict[str, Any]:
        """The next text message of this type; whatever comes before is dropped."""
        text = self.wait(lambda m: isinstance(m, str) and json.loads(m).get("type") == kind, seconds)
        found = json.loads(text)
        assert isinstance(found, dict)
        return found

    def pictures(self, count: int, seconds: float = 10.0) -> list[bytes]:
        """The next pictures."""
        return [self.wait(lambda m: isinstance(m, bytes), seconds) for _ in range(count)]

    def wait(self, fits: Callable[[bytes | str], bool], seconds: float) -> Any:
        """The next message that fits."""
        end = time.monotonic() + seconds
        while True:
            try:
                message = self.messages.get(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"waited {seconds} s for a message on connection {self.number}") from None
            if fits(message):
                return message

    def drain(self) -> None:
        """Drop what came so far."""
        with contextlib.suppress(queue.Empty):
            while True:
                self.messages.get_nowait()

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._socket.sendall(data)
            else:
                self._socket.shutdown(socket.SHUT_WR)

    def _run(self) -> None:
        try:
            with contextlib.suppress(OSError):
                self._serve()
        finally:
            self.closed.set()
            with contextlib.suppress(OSError):
                self._socket.close()

    def _serve(self) -> None:
        server, received = self._server, 0
        while True:
            server.reading.wait()
            room = 65536 if server.cut_after is None else max(1, min(65536, server.cut_after - received))
            data = self._socket.recv(room)
            if not data:
                return
            received += len(data)
            if self.request is not None and self.first_mask is None:
                place = {126: 4, 127: 10}.get(data[1] & 0x7F, 2)
                self.first_mask = data[place : place + 4]
            with self._lock:
                self._protocol.receive_data(data)
                events = self._protocol.events_received()
                for event in events:
                    if isinstance(event, Request):
                        self.request = event
                        received = 0
                        self._protocol.send_response(self._protocol.accept(event))
                self._flush()
            for event in events:
                if isinstance(event, Frame):
                    self._keep(event)
            if self.request is not None and server.cut_after is not None and received >= server.cut_after:
                server.cut_after = None
                self.closed.set()
                self.close(reset=server.cut_by_reset)
                server.was_cut.set()
                return

    def _keep(self, frame: Frame) -> None:
        if frame.opcode is Opcode.PING:
            self.pings += 1
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            assert frame.fin, "our board sends no fragments"
            data = bytes(frame.data)
            self.messages.put(data.decode() if frame.opcode is Opcode.TEXT else data)


class WireServer:
    """Listens on a port of its own, or on a given one."""

    def __init__(self, port: int = 0, *, subprotocols: tuple[str, ...] = ("atomcam.v1",)) -> None:
        self.subprotocols: Any = subprotocols
        self.cut_after: int | None = None
        """Close the next connection after so many bytes beyond the handshake."""
        self.cut_by_reset = False
        self.was_cut = threading.Event()
        self.reading = threading.Event()
        """Clear it, and nobody reads any more."""
        self.reading.set()
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32768)
        self.port: int = self._listener.getsockname()[1]
        self._new: queue.Queue[WireConnection] = queue.Queue()
        self.connections: list[WireConnection] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def accept(self, seconds: float = 10.0) -> WireConnection:
        """The next connection."""
        try:
            return self._new.get(timeout=seconds)
        except queue.Empty:
            raise AssertionError(f"nobody connected within {seconds} s") from None

    def close(self) -> None:
        """Stop, with all connections."""
        self.reading.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        for connection in self.connections:
            connection.close()
            connection.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                connection = WireConnection(self, sock, len(self.connections) + 1)
                self.connections.append(connection)
                self._new.put(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
