# ruff: noqa: PTH109 - MicroPython has no pathlib
"""``os`` with the port's names: uname and sync, and no way to the computer below."""

import os as _native

import vfs as _vfs

_posix = _vfs.VfsPosix()
root = ""
"""The board's flash, as a folder of the computer; set at the start."""

for _name in dir(_native):
    if _name not in ("system", "getenv", "putenv", "unsetenv", "__name__", "__class__"):
        globals()[_name] = getattr(_native, _name)


class _Uname:
    def __init__(self, *fields):
        self.sysname, self.nodename, self.release, self.version, self.machine = fields

    def __iter__(self):
        return iter((self.sysname, self.nodename, self.release, self.version, self.machine))


def uname():
    return _Uname("esp32", "esp32", "1.27.0", "v1.27.0 on 2025-12-09", "M5STACK AtomS3R with ESP32S3")


def rename(old, new):
    """As VfsPosix's, which with a root of its own mistakes the first path for the second."""
    _posix.rename(_whole(old), _whole(new))


def _whole(path):
    return root + (path if path.startswith("/") else _native.getcwd().rstrip("/") + "/" + path)


def sync():
    pass


def dupterm(stream=None, index=0):
    return None


def statvfs(path):
    return (4096, 4096, 1536, 1500, 1500, 0, 0, 0, 0, 255)
