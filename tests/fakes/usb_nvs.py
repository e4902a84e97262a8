"""A virtual board's settings, kept in its flash's NVS partition: who erases that erases them.

The format is our own: what counts is where it lies.
"""

from __future__ import annotations

from pathlib import Path

from tests.fakes import firmware
from tests.fakes.usb_flash import FlashMemory

_MAGIC = b"NVS of a virtual board\0"


def store(flash: FlashMemory, file: Path) -> None:
    """Write the settings into the flash; a board without any has a blank partition."""
    settings = file.read_bytes() if file.exists() else b""
    flash.erase(*firmware.NVS, count=False)
    if settings not in (b"", b"{}"):
        flash.write(firmware.NVS[0], _MAGIC + settings + b"\0", count=False)


def restore(flash: FlashMemory, file: Path) -> None:
    """Write the file that the virtual board reads; what is no settings counts as none, as on a board."""
    stored = flash.read(*firmware.NVS)
    file.unlink(missing_ok=True)
    if stored.startswith(_MAGIC):
        file.write_bytes(stored[len(_MAGIC) :].partition(b"\0")[0])
