"""Client sockets for threads that somebody may stop: each wait ends within ``SLICE_S`` of ``Stop.set``.

Closing a socket from another thread would do on Linux only, and there is no handle to close while it connects.
"""

from __future__ import annotations

import errno
import os
import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

SLICE_S = 0.1
"""How long a wait goes on before it looks whether it was stopped."""

_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK)

_T = TypeVar("_T")


class Stopped(Exception):
    """The work was stopped from outside; for whoever stopped it, nothing to report."""


class Stop:
    """Ends a thread's waiting. Any thread may call any of it.

    Args:
        silence_s: how long a peer may say nothing before that counts as its end.
    """

    def __init__(self, silence_s: float = 20.0) -> None:
        self.silence_s = silence_s
        self._event = threading.Event()

    def set(self) -> None:
        """Stop; for good."""
        self._event.set()

    def check(self) -> None:
        """Go on.

        Raises:
            Stopped: ``set`` was called.
        """
        if self._event.is_set():
            raise Stopped

    def patiently(self, operation: Callable[[], _T]) -> _T:
        """Repeat what times out every ``SLICE_S``.

        Raises:
            Stopped: ``set`` was called.
            TimeoutError: ``silence_s`` are over.
        """
        end = time.monotonic() + self.silence_s
        while True:
            self.check()
            try:
                return operation()
            except TimeoutError:
                if time.monotonic() >= end:
                    raise


class PatientSocket(socket.socket):
    """A TCP connection whose reads end when ``stop`` is set."""

    stop: Stop

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        """As a socket's own."""
        receive = super().recv_into
        return self.stop.patiently(lambda: receive(*arguments, **named))


class _PatientTls(ssl.SSLSocket):
    """The same inside TLS."""

    def _stop(self) -> Stop:
        context = self.context
        assert isinstance(context, PatientTlsContext)
        return context.stop

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        receive = super().recv_into
        return self._stop().patiently(lambda: receive(*arguments, **named))

    def do_handshake(self, block: bool = False) -> None:
        shake = super().do_handshake
        try:
            self._stop().patiently(lambda: shake(block))
        except Stopped:
            # The ssl module closes what failed with its own errors only.
            self.close()
            raise


class PatientTlsContext(ssl.SSLContext):
    """Checks certificates and names, as ``ssl.create_default_context`` does."""

    sslsocket_class = _PatientTls
    stop: Stop

    @classmethod
    def make(cls, stop: Stop) -> PatientTlsContext:
        """A context that trusts whom this computer trusts."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.stop = stop
        context.load_default_certs()
        _find_roots(context)
        return context


_ROOTS = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine
)


def _find_roots(context: ssl.SSLContext) -> None:
    """A packaged program's OpenSSL looks where it was built, which may not be where this system has its roots."""
    places = ssl.get_default_verify_paths()
    if os.name == "nt" or places.cafile or places.capath:
        return
    for path in _ROOTS:
        if os.path.exists(path):  # noqa: PTH110 - no Path is needed for the call below
            context.load_verify_locations(path)
            return


def connect(host: str, port: int, stop: Stop) -> PatientSocket:
    """Connect to the first of a name's addresses that answers.

    Raises:
        OSError: none does; ``socket.gaierror`` where the name has none. UnicodeError: it cannot be a name.
        Stopped: ``stop`` was set.
    """
    failure = OSError(f"{host} has no address")
    for family, kind, protocol, _, address in _look_up(host, port, stop):
        sock = PatientSocket(family, kind, protocol)
        sock.stop = stop
        try:
            _connect(sock, address, stop)
        except OSError as error:
            sock.close()
            failure = error
        except Stopped:
            sock.close()
            raise
        else:
            return sock
    raise failure


def _connect(sock: socket.socket, address: Any, stop: Stop) -> None:
    sock.setblocking(False)
    number = sock.connect_ex(address)
    if number not in _UNDER_WAY:
        raise OSError(number, os.strerror(number))
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_WRITE)
        stop.patiently(lambda: _ready(selector))
    number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if number:
        raise OSError(number, os.strerror(number))
    sock.settimeout(SLICE_S)


def _ready(selector: selectors.BaseSelector) -> None:
    if not selector.select(SLICE_S):
        raise TimeoutError


def _look_up(host: str, port: int, stop: Stop) -> list[tuple[Any, ...]]:
    """``getaddrinfo`` in a thread of its own: nothing ends it, so when stopped it is left to end by itself."""
    answers: list[list[tuple[Any, ...]] | OSError | UnicodeError] = []
    done = threading.Event()

    def ask() -> None:
        try:
            answers.append(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answers.append(error)
        finally:
            done.set()

    def wait() -> None:
        if not done.wait(SLICE_S):
            raise TimeoutError

    threading.Thread(target=ask, name=f"look-up-{host}", daemon=True).start()
    stop.patiently(wait)
    answer = answers[0]
    if isinstance(answer, Exception):
        raise answer
    return answer
