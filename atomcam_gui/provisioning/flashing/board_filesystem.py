"""The board's own software as the file system that MicroPython mounts at ``/``.

The image has the size of what follows the firmware on an 8 MB board: with any other size MicroPython does not mount it,
and says for ever that the file system is corrupted.
"""

from __future__ import annotations

from pathlib import Path

ADDRESS = 0x200000
"""Where MicroPython adds the file system on boards of 8 MB: behind its last partition."""
BLOCK_SIZE = 4096
BLOCK_COUNT = 1536

_DISK_VERSION = 0x00020001
# As MicroPython mounts it (extmod/vfs_lfs.c). A larger cache would put larger files into their folder's block, and
# MicroPython reads only as much of these as its own cache holds.
_READ_SIZE = _WRITE_SIZE = _LOOKAHEAD_SIZE = 32
_CACHE_SIZE = 128


def board_files(root: Path) -> dict[str, Path]:
    """What goes onto a board, by its path there: the programs in ``root``, in a fixed order."""
    programs = [path for path in root.glob("*.py") if path.is_file()]
    programs += [path for kind in ("py", "mpy") for path in (root / "lib").rglob(f"*.{kind}") if path.is_file()]
    return {path.relative_to(root).as_posix(): path for path in sorted(programs)}


def build_filesystem(root: Path) -> bytes:
    """The whole image, 6 MiB, mostly 0xFF; the same bytes for the same files. Blocks for some 20 ms.

    Args:
        root: the folder with ``boot.py``, ``main.py`` and ``lib``.

    Raises:
        OSError: a file cannot be read.
    """
    # Here, because the helper that writes boards needs this module's numbers, but not this.
    from littlefs import LittleFS, UserContext

    image = LittleFS(
        # Made by itself, the buffer would come from a list of six million numbers, which stops the window for a moment.
        UserContext(buffer=bytearray(b"\xff") * (BLOCK_SIZE * BLOCK_COUNT)),
        mount=False,
        block_size=BLOCK_SIZE,
        block_count=BLOCK_COUNT,
        disk_version=_DISK_VERSION,
        read_size=_READ_SIZE,
        prog_size=_WRITE_SIZE,
        cache_size=_CACHE_SIZE,
        lookahead_size=_LOOKAHEAD_SIZE,
    )
    image.format()
    image.mount()
    for name, path in board_files(root).items():
        folder = name.rpartition("/")[0]
        if folder:
            image.makedirs(folder, exist_ok=True)
        with image.open(name, "wb") as file:
            file.write(path.read_bytes())
    return bytes(image.context.buffer)
