"""Gets the bytes of a firmware out of a file that a person chose, whatever that file turns out to be."""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.troubles import SetupError, Trouble

FIRMWARE = "firmware.bin"
"""What the firmware is called in a release's zip."""
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. A release has less than 2 MB; what is larger than this is not even read."""
_LARGEST_FIRMWARE = 16 * 1024 * 1024

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WEB_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml|script|meta|title)\b", re.I | re.S
)
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    # An encrypted member; NotImplementedError, which is one too: a packing that Python does not know.
    RuntimeError,
)


def read(path: Path) -> bytes:
    """The whole file. Blocks.

    Raises:
        SetupError: FIRMWARE_UNREADABLE, or NOT_FIRMWARE for a file that is far too large.
    """
    try:
        # Opening a pipe or a device could wait for ever.
        mode = path.stat()
        if not stat.S_ISREG(mode.st_mode):
            what = Phrase("it is a folder") if stat.S_ISDIR(mode.st_mode) else Phrase("it is not a file")
            raise SetupError(Trouble.FIRMWARE_UNREADABLE, file=path.name, reason=what)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise SetupError(Trouble.FIRMWARE_UNREADABLE, file=path.name, reason=reason) from error
    if len(data) > LARGEST_FILE:
        raise SetupError(Trouble.NOT_FIRMWARE, file=path.name)
    return data


def unpack(data: bytes, name: str) -> bytes:
    """The firmware itself: ``data``, or what is in it if it is a zip.

    Raises:
        SetupError: it is empty, a web page, or a zip that is broken or holds no firmware.
    """
    if not data:
        raise SetupError(Trouble.IMAGE_TRUNCATED, file=name)
    if data.startswith(_ZIP):
        return _from_zip(data, name)
    if _WEB_PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise SetupError(Trouble.WEB_PAGE, file=name)
    return data


def _from_zip(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _member(archive)
            if member is None:
                raise SetupError(Trouble.ZIP_WITHOUT_FIRMWARE, file=name)
            with archive.open(member) as file:
                # No more than that much is unpacked, whatever the zip says of its size.
                firmware = file.read(_LARGEST_FIRMWARE + 1)
    except _ZIP_FAULTS as error:
        raise SetupError(Trouble.ZIP_BROKEN, file=name) from error
    if len(firmware) > _LARGEST_FIRMWARE:
        most = _LARGEST_FIRMWARE // 1024 // 1024
        detail = Phrase("its {member} has more than {most} MB", member=FIRMWARE, most=most)
        raise SetupError(Trouble.IMAGE_TOO_LARGE, file=name, detail=detail)
    return firmware


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """The firmware nearest to the zip's top."""
    found = [member for member in archive.infolist() if member.filename.rsplit("/", 1)[-1].lower() == FIRMWARE]
    return min(found, key=lambda member: member.filename.count("/"), default=None)
