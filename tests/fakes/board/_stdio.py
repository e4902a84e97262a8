"""``sys`` with the port's standard streams: a read waits for every byte that was asked for."""

import io
import sys as _native

from micropython import const

_GET_FILENO = const(10)
_POLL = const(3)


class _Buffer(io.IOBase):
    """``sys.stdin.buffer``: bytes as they come. Waits like the port, so that a greedy read hangs here as there."""

    def __init__(self, line):
        self._line = line
        self._byte = bytearray(1)

    def readinto(self, buffer, count=-1):
        view = memoryview(buffer)
        for i in range(len(view) if count < 0 else count):
            self._next()
            view[i] = self._byte[0]
        return len(view)

    def _next(self):
        if not self._line.readinto(self._byte):
            raise SystemExit  # the computer is gone: this process ends soon

    def read(self, count=-1):
        if count < 0:
            raise OSError(22)  # on the port this never returns
        data = bytearray(count)
        self.readinto(data)
        return bytes(data)

    def readline(self, count=-1):
        data = bytearray()
        while not data.endswith(b"\n"):
            self._next()
            data.extend(self._byte)
        return bytes(data)

    def ioctl(self, request, argument):
        return 0 if request == _GET_FILENO else (argument & 1 if request == _POLL else -1)

    def write(self, data):
        return self._line.write(data)


class _Text(io.IOBase):
    """``sys.stdin``: text, with CR read as LF."""

    def __init__(self, buffer):
        self.buffer = buffer

    def read(self, count=-1):
        return self.buffer.read(count).replace(b"\r", b"\n").decode()

    def readline(self, count=-1):
        line = bytearray()
        while not line.endswith(b"\n"):
            line.extend(self.buffer.read(1).replace(b"\r", b"\n"))
        return line.decode()

    def readinto(self, buffer):
        return self.buffer.readinto(buffer)

    def ioctl(self, request, argument):
        return self.buffer.ioctl(request, argument)

    def write(self, text):
        return self.buffer.write(text)


class _Out(io.IOBase):
    """``sys.stdout``: writes LF as CR LF; its ``buffer`` writes bytes as they are."""

    def __init__(self, line):
        self.buffer = line

    def write(self, text):
        data = text.encode() if isinstance(text, str) else bytes(text)
        self.buffer.write(data.replace(b"\n", b"\r\n"))
        return len(text)

    def flush(self):
        pass

    def ioctl(self, request, argument):
        return 1 if request == _GET_FILENO else (argument & 4 if request == _POLL else 0)


class Sys:
    """Stands for the module."""

    def __init__(self):
        for name in dir(_native):
            if not name.startswith("__"):
                setattr(self, name, getattr(_native, name))
        self.platform = "esp32"
        self.version = "3.4.0; MicroPython v1.27.0 on 2025-12-09"
        self.stdin = _Text(_Buffer(_native.stdin.buffer))
        self.stdout = _Out(_native.stdout.buffer)
        self.stderr = self.stdout
