"""An HTTP camera on a real socket, with the habits of real ones. Each connection has a thread of its own."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.peers import stamped

ESP32_BOUNDARY = "123456789000000000000987654321"

Handler = Callable[["Visit"], None]


class Visit:
    """One request and the means to answer it."""

    def __init__(self, server: HttpCamera, sock: socket.socket, head: str) -> None:
        self.server = server
        self.socket = sock
        self.is_whole = False
        """The answer has an end that shows: the connection can go on."""
        first, *lines = head.split("\r\n")
        self.method, self.target, _ = first.split(" ", 2)
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def send(self, data: bytes | str) -> None:
        self.socket.sendall(data.encode() if isinstance(data, str) else data)

    def head(self, *headers: str, status: str = "200 OK", version: str = "HTTP/1.1") -> None:
        """Status line and headers."""
        self.send("\r\n".join((f"{version} {status}", *headers, "", "")))

    def answer(self, body: bytes, kind: str, *headers: str, status: str = "200 OK") -> None:
        """A whole answer."""
        self.head(f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, status=status)
        self.send(body)
        self.is_whole = True

    def pictures(self) -> Iterator[bytes]:
        """Numbered pictures, 50 a second, until the server stops."""
        while not self.server.stopping.wait(0.02):
            self.server.sent += 1
            yield stamped(self.server.sent)

    def wait(self, seconds: float = 30.0) -> None:
        """Say nothing, until the server stops or the other side has gone."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.server.stopping.wait(0.02):
            self.socket.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                if not self.socket.recv(1):
                    return
            self.socket.settimeout(10)


def esp32(visit: Visit) -> None:
    """As CameraWebServer and the stock AtomS3R firmware write it: chunked, with lengths."""
    visit.head(f"Content-Type: multipart/x-mixed-replace;boundary={ESP32_BOUNDARY}", "Transfer-Encoding: chunked")

    def chunk(data: bytes) -> None:
        visit.send(b"%x\r\n%s\r\n" % (len(data), data))

    for data in visit.pictures():
        chunk(f"\r\n--{ESP32_BOUNDARY}\r\n".encode())
        chunk(b"Content-Type: image/jpeg\r\nContent-Length: %d\r\nX-Timestamp: 1.000\r\n\r\n" % len(data))
        chunk(data)


def multipart(
    boundary: str = "frame",
    line: str | None = None,
    *,
    lengths: bool = True,
    before: bytes = b"\r\n",
    padding: bytes = b"",
    newline: bytes = b"\r\n",
) -> Handler:
    """A stream that is written in another way.

    Args:
        boundary: as declared.
        line: as it stands between the parts.
        padding: after each picture, counted in its length.
    """

    def handle(visit: Visit) -> None:
        visit.head(f"Content-Type: multipart/x-mixed-replace; boundary={boundary}", version="HTTP/1.0")
        for data in visit.pictures():
            lines = [(line or f"--{boundary}").encode(), b"Content-Type: image/jpeg"]
            lines += [b"Content-Length: %d" % (len(data) + len(padding))] if lengths else []
            visit.send(before + newline.join((*lines, b"", b"")) + data + padding)

    return handle


def snapshot(visit: Visit) -> None:
    """One picture for each question, on a connection that stays."""
    visit.server.sent += 1
    visit.answer(stamped(visit.server.sent), "image/jpeg")


def page(visit: Visit) -> None:
    """A login page."""
    visit.answer(b"<!DOCTYPE html><html><title>Login</title></html>", "text/html; charset=utf-8")


def basic(user: str, password: str, then: Handler) -> Handler:
    """Lets in who knows the password, in the clear."""
    wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def handle(visit: Visit) -> None:
        if visit.headers.get("authorization") == wanted:
            then(visit)
        else:
            visit.server.note_refusal(visit)
            visit.answer(b"no", "text/plain", 'WWW-Authenticate: Basic realm="cam"', status="401 Unauthorized")

    return handle


def digest(user: str, password: str, then: Handler, algorithm: str = "MD5", uses: int = 1_000_000) -> Handler:
    """Lets in who knows the password, as RFC 7616 says; worked out here without a line of the program's.

    Args:
        uses: of a nonce, before it is another.
    """
    function: Any = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[algorithm]
    nonces = {secrets.token_hex(8): 0}

    def digest_of(text: str) -> str:
        return str(function(text.encode()).hexdigest())

    def is_right(visit: Visit) -> bool:
        given = visit.headers.get("authorization", "")
        fields = {name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]*))', given)}
        nonce = fields.get("nonce", "")
        if not given.startswith("Digest ") or nonces.get(nonce, uses) >= uses or fields["uri"] != visit.target:
            return False
        nonces[nonce] += 1
        assert int(fields["nc"], 16) == nonces[nonce], "each answer has its own number"
        secret = digest_of(f"{user}:cam, and more:{password}")
        words = (secret, nonce, fields["nc"], fields["cnonce"], "auth", digest_of(f"GET:{visit.target}"))
        return fields["username"] == user and fields["response"] == digest_of(":".join(words))

    def handle(visit: Visit) -> None:
        if is_right(visit):
            then(visit)
            return
        visit.server.note_refusal(visit)
        nonce = secrets.token_hex(8)
        nonces[nonce] = 0
        challenge = f'realm="cam, and more", nonce="{nonce}", qop="auth,auth-int", algorithm={algorithm}, opaque="o"'
        visit.answer(
            b"no",
            "text/plain",
            'WWW-Authenticate: Basic realm="cam"',
            f"WWW-Authenticate: Digest {challenge}",
            status="401 Unauthorized",
        )

    return handle


def redirect(to: str, status: str = "302 Found") -> Handler:
    """Leads elsewhere."""
    return lambda visit: visit.answer(b"moved", "text/plain", f"Location: {to}", status=status)


class HttpCamera:
    """Started by entering, ended by leaving.

    Args:
        paths: what answers at which path; anything else is 404.
    """

    def __init__(self, paths: dict[str, Handler] | Handler, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.paths = paths
        self.sent = 0
        self.requests: list[Visit] = []
        self.refused: list[str] = []
        """The ``Authorization`` of requests that were refused."""
        self.stopping = threading.Event()
        self._tls = tls
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def visitors(self) -> int:
        """Connections that are open now."""
        return len(self._sockets)

    def url(self, path: str = "/stream") -> str:
        return f"{'https' if self._tls else 'http'}://{self.host}{path}"

    def __enter__(self) -> HttpCamera:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._listener.close()
        with contextlib.suppress(OSError):  # wakes the accept, where closing did not
            socket.create_connection(("127.0.0.1", self.port), 0.2).close()
        self.hang_up()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def hang_up(self) -> None:
        """End all connections, as a camera does that loses its power and comes back."""
        for sock in tuple(self._sockets):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def note_refusal(self, visit: Visit) -> None:
        self.refused.append(visit.headers.get("authorization", ""))

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, name="http camera", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(10)
        self._sockets.add(sock)
        try:
            with sock, contextlib.suppress(OSError, ConnectionError, TimeoutError):
                if self._tls is not None:
                    with self._tls.wrap_socket(sock, server_side=True) as secure:
                        self._sockets.add(secure)
                        try:
                            self._answer(secure)
                        finally:
                            self._sockets.discard(secure)
                else:
                    self._answer(sock)
        finally:
            self._sockets.discard(sock)

    def _answer(self, sock: socket.socket) -> None:
        while not self.stopping.is_set():
            head = b""
            while b"\r\n\r\n" not in head:
                data = sock.recv(4096)
                if not data:
                    return
                head += data
                if head.startswith(b"\x16"):  # TLS, to a server that knows none
                    sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    return
            visit = Visit(self, sock, head.decode("latin-1").removesuffix("\r\n\r\n"))
            self.requests.append(visit)
            handler = self.paths
            if isinstance(handler, dict):
                handler = handler.get(visit.target.partition("?")[0], _nothing)
            handler(visit)
            if not visit.is_whole:
                return


def _nothing(visit: Visit) -> None:
    visit.answer(b"not found", "text/plain", status="404 Not Found")
