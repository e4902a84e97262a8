"""Rights that an ordinary user has, also where the tests run as the administrator, who may do everything."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator

NOBODY = 65534

_PR_CAPBSET_DROP = 24
_CAPABILITIES = 64
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@contextlib.contextmanager
def ordinary_user() -> Iterator[None]:
    """For the whole process, while it lasts. Does nothing where the tests run as an ordinary user."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def give_up_privileges() -> None:
    """In a child process, before its program starts: it may do what its user's rights on files say, and no more.

    For ``preexec_fn``. Its user stays the same, so that it can still read this environment. Source: capabilities(7), a
    program that root starts gets what is in the bounding set.
    """
    if _libc is not None and os.geteuid() == 0:
        for capability in range(_CAPABILITIES):
            _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
