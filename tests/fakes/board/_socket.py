"""The interpreter's own sockets, with the names that the esp32 port has, and nothing while there is no network.

Differences that remain: addresses come from getaddrinfo as bytes (the port takes tuples too), and a lost network ends
open connections by the supervisor's hand (shutdown) with the errors of Linux.
"""

import errno
import socket as _native
import time

import _hw
import network
from micropython import const

AF_INET = 2
AF_INET6 = 10
SOCK_STREAM = 1
SOCK_DGRAM = 2
SOCK_RAW = 3
IPPROTO_IP = 0
IPPROTO_TCP = 6
IPPROTO_UDP = 17
SOL_SOCKET = 1
SO_REUSEADDR = 2
SO_BROADCAST = 6
TCP_NODELAY = 1
_UNREACHABLE = const(113)
_SO_SNDBUF = const(7)
_SEND_BUFFER = const(5744)  # lwIP's TCP_SND_BUF: a slow network makes the sender wait, as it does there


class _NoNetwork:
    """A socket without a network below."""

    def connect(self, address):
        raise OSError(_UNREACHABLE)

    def setsockopt(self, *option):
        pass

    def settimeout(self, seconds):
        pass

    def setblocking(self, flag):
        pass

    def close(self):
        pass

    def send(self, data):
        raise OSError(errno.ENOTCONN)

    def recv(self, count):
        raise OSError(errno.ENOTCONN)

    write = sendall = send
    read = readinto = recv


def socket(family=AF_INET, kind=SOCK_STREAM, protocol=0):
    if not network.is_up():
        return _NoNetwork()
    new = _native.socket(family, kind, protocol)
    new.setsockopt(SOL_SOCKET, _SO_SNDBUF, _SEND_BUFFER)
    return new


def getaddrinfo(host, port, *more):
    if isinstance(host, str) and "\0" in host:
        raise OSError(-202)
    known = _hw.options["hosts"].get(host)
    if known is not None:
        host = known
    literal = host and all(c in "0123456789." for c in host)
    if not network.is_up():
        if literal:
            return _native.getaddrinfo("127.0.0.1", 1, *more)
        raise OSError(-202)
    if not literal and known is None and host != "localhost":
        time.sleep_ms(200)  # the resolver blocks, on the board for seconds
        raise OSError(-202)
    if literal and (host.count(".") != 3 or not all(p and int(p) < 256 for p in host.split("."))):
        raise OSError(-202)
    return _native.getaddrinfo(host, port, AF_INET, SOCK_STREAM)
