"""Rights that an ordinary user has, also where the tests run as the administrator, who may do everything."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

NOBODY = 65534


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
