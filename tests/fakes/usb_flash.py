"""A board's NOR flash, shared by the processes that play the board: erasing sets bits, writing only clears them."""

from __future__ import annotations

import mmap
import os
from typing import Self

import numpy as np
import numpy.typing as npt

SECTOR = 4096
BLOCK = 0x10000

Region = tuple[int, int]
"""Address and size."""


class FlashRefusal(ValueError):
    """The flash chip cannot do that."""


class FlashMemory:
    """The chip's contents, and how often each sector was written and erased.

    Args:
        size: bytes.
        fd: another process' ``fd``, to share its memory; None makes new, blank memory.
    """

    def __init__(self, size: int, fd: int | None = None) -> None:
        self.size = size
        self.fd = os.memfd_create("flash") if fd is None else fd
        sectors = size // SECTOR
        if fd is None:
            os.truncate(self.fd, size + 8 * sectors)
        self.map = mmap.mmap(self.fd, size + 8 * sectors)
        self._cells: npt.NDArray[np.uint8] = np.frombuffer(self.map, np.uint8, size)
        counters: npt.NDArray[np.uint32] = np.frombuffer(self.map, np.uint32, 2 * sectors, size)
        self._written, self._erased = counters[:sectors], counters[sectors:]
        if fd is None:
            self._cells[:] = 0xFF

    def close(self) -> None:
        """Give the memory back."""
        del self._cells, self._written, self._erased
        self.map.close()
        os.close(self.fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what the chip does ----------------------------------------------------------------------------------------

    def read(self, address: int = 0, size: int | None = None) -> bytes:
        """What is stored."""
        return self._cells[address : self.size if size is None else address + size].tobytes()

    def write(self, address: int, data: bytes, *, count: bool = True) -> None:
        """Clear the bits that are 0 in ``data``; what was not erased before keeps its zeros.

        Args:
            count: whether it counts in ``written``; not for what the board itself writes.
        """
        self._check(address, len(data))
        self._cells[address : address + len(data)] &= np.frombuffer(data, np.uint8)
        for sector in range(address // SECTOR, (address + len(data) - 1) // SECTOR + 1) if count else ():
            start, end = max(address, sector * SECTOR), min(address + len(data), (sector + 1) * SECTOR)
            self._written[sector] += end - start

    def erase(self, address: int, size: int, *, count: bool = True) -> None:
        """Set all bits of whole sectors."""
        self._check(address, size)
        if address % SECTOR or size % SECTOR:
            raise FlashRefusal(f"{address:#x}+{size:#x} is not whole sectors")
        self._cells[address : address + size] = 0xFF
        if count:
            self._erased[address // SECTOR : (address + size) // SECTOR] += 1

    def flip_bit(self, address: int) -> None:
        """A cell that does not keep what it got."""
        self._cells[address] ^= 0x10

    def load(self, content: bytes) -> None:
        """As the chip was when the board was bought: from address 0 on, the rest blank."""
        self._check(0, len(content))
        self._cells[:] = 0xFF
        self._cells[: len(content)] = np.frombuffer(content, np.uint8)

    def _check(self, address: int, size: int) -> None:
        if address + size > self.size:
            raise FlashRefusal(f"{address:#x}+{size:#x} is beyond the chip's {self.size:#x} bytes")

    # -- what was done to it ---------------------------------------------------------------------------------------

    @property
    def bytes_written(self) -> int:
        """Bytes that were written, 0xFF among them too."""
        return int(self._written.sum())

    def regions(self, *, erased: bool = False) -> list[Region]:
        """Which sectors were written, or erased, neighbours as one region."""
        found: list[Region] = []
        for sector in np.flatnonzero(self._erased if erased else self._written).tolist():
            address, size = found[-1] if found else (0, 0)
            if found and address + size == sector * SECTOR:
                found[-1] = (address, size + SECTOR)
            else:
                found.append((sector * SECTOR, SECTOR))
        return found

    def forget(self) -> None:
        """Count from zero again."""
        self._written[:] = 0
        self._erased[:] = 0
