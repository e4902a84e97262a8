"""A real, tiny HTTP proxy on this computer's loopback: ``GET http://…`` and ``CONNECT``."""

from __future__ import annotations

import contextlib
import http.client
import select
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit


class WebProxy:
    """Serves from ``with`` on.

    Args:
        refuse: the status that it answers everything with, such as 407.
    """

    def __init__(self, refuse: int | None = None) -> None:
        self.refuse = refuse
        self.lines: list[str] = []
        """The first line of each request."""

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        """For the environment's ``http_proxy``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    proxy: WebProxy


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def parse_request(self) -> bool:
        good = super().parse_request()
        proxy = self.server.proxy
        proxy.lines.append(self.requestline)
        if good and proxy.refuse is not None:
            self.send_error(proxy.refuse)
            return False
        return good

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        assert parts.hostname is not None
        way = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
        with contextlib.closing(way):
            kept = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            way.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=kept)
            answer = way.getresponse()
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.read())

    def do_CONNECT(self) -> None:
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=10) as far:
            self.send_response_only(200, "Connection established")
            self.end_headers()
            self.wfile.flush()
            _pass_on(self.connection, far)
        self.close_connection = True


def _pass_on(near: Any, far: Any) -> None:
    other = {near: far, far: near}
    while True:
        for source in select.select([near, far], [], [], 10)[0]:
            data = source.recv(65536)
            if not data:
                return
            other[source].sendall(data)
