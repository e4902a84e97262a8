"""Draws the program's icon in all sizes and formats that systems want, from ``resources/atomcam.svg``.

Usage: make_icons.py FOLDER
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "atomcam.svg"

PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)

# Apple's types of PNG entries: https://en.wikipedia.org/wiki/Apple_Icon_Image_format
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(size: int) -> bytes:
    """The icon, ``size`` pixels square, as a PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter)
    painter.end()
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(content, "PNG"):  # type: ignore[call-overload] # a device serves as well
        raise RuntimeError("Qt cannot write PNG")
    return bytes(content.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon with PNG entries: a directory of 16 bytes each, then the pictures."""
    directory, data, at = b"", b"", 6 + 16 * len(pictures)
    for size, content in pictures.items():
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), at + len(data))
        data += content
    return struct.pack("<HHH", 0, 1, len(pictures)) + directory + data


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """A macOS icon: entries of type, length and PNG."""
    entries = b"".join(kind + struct.pack(">I", len(content) + 8) + content for kind, content in pictures.items())
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


def main(folder: Path) -> None:
    """Write all icons below ``folder``."""
    application = QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (folder / f"atomcam-{size}.png").write_bytes(png(size))
    (folder / "atomcam.ico").write_bytes(ico({size: png(size) for size in ICO_SIZES}))
    (folder / "atomcam.icns").write_bytes(icns({kind: png(size) for kind, size in ICNS_TYPES.items()}))
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
