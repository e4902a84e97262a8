"""Makes the Debian package from the frozen program.

Usage: make_deb.py PROGRAM_FOLDER ICONS_FOLDER TARGET_FOLDER
"""

from __future__ import annotations

import email.utils
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parents[1]
sys.path.insert(0, str(RESOURCES.parent))

from atomcam_gui import __version__  # noqa: E402

NAME = "atomcam"
MAINTAINER = "AtomCam <atomcam@localhost>"
NEWS = "Release; NEWS.md.gz tells what is new."
COMPRESSION = os.environ.get("ATOMCAM_DEB_COMPRESSION", "xz")
APP_ID = "io.github.atomcam.AtomCam"

# What the frozen Qt, Python and FFmpeg still want of the system. Newer releases renamed some of them.
DEPENDS = (
    # What it was built on is what it asks for at most.
    f"libc6 (>= {platform.libc_ver()[1]})",
    "libstdc++6",
    "zlib1g",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libx11-6",
    "libx11-xcb1",
    "libxcb1",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "fonts-dejavu-core | fonts-freefont-ttf | fonts-noto-core",
    "hicolor-icon-theme",
)
RECOMMENDS = ("udev", "polkitd | policykit-1", "gnome-keyring | kwalletmanager", "xdg-utils")

DESCRIPTION = """\
live pictures from small WiFi cameras
 AtomCam takes a small WiFi camera board (M5Stack AtomS3R-CAM) from its box to
 a live picture on a desk, without a terminal: it puts the camera's software on
 the board, brings it into the WiFi, shows and records its pictures.
 .
 It needs no account and no internet. Other cameras that send JPEG pictures
 over WebSocket, MJPEG or RTSP can be shown, too."""


def when() -> int:
    """Seconds since the epoch that stand in the package: ``SOURCE_DATE_EPOCH``, or now."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))


def filled(source: Path) -> str:
    """A text with its version and date."""
    date = time.strftime("%Y-%m-%d", time.gmtime(when()))
    return source.read_text(encoding="utf-8").replace("@VERSION@", __version__).replace("@DATE@", date)


def put(root: Path, place: str, content: str | bytes, mode: int = 0o644) -> None:
    """Write a file of the package."""
    target = root / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    target.chmod(mode)


def lay_out(root: Path, program: Path, icons: Path) -> None:
    """Put all files of the package below ``root``."""
    shutil.copytree(program, root / f"usr/lib/{NAME}", symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / f"usr/bin/{NAME}").symlink_to(f"../lib/{NAME}/{NAME}")
    put(root, f"usr/share/applications/{APP_ID}.desktop", filled(HERE / f"{APP_ID}.desktop"))
    put(root, f"usr/share/metainfo/{APP_ID}.metainfo.xml", filled(HERE / f"{APP_ID}.metainfo.xml"))
    for picture in sorted(icons.glob("atomcam-*.png")):
        size = picture.stem.partition("-")[2]
        put(root, f"usr/share/icons/hicolor/{size}x{size}/apps/{APP_ID}.png", picture.read_bytes())
    put(root, f"usr/share/icons/hicolor/scalable/apps/{APP_ID}.svg", (RESOURCES / "atomcam.svg").read_bytes())
    put(root, "usr/lib/udev/rules.d/70-atomcam.rules", (RESOURCES / "udev/70-atomcam.rules").read_bytes())
    manual = gzip.compress(filled(HERE / "atomcam.1").encode(), 9, mtime=when())
    put(root, f"usr/share/man/man1/{NAME}.1.gz", manual)
    put(root, f"usr/share/doc/{NAME}/copyright", filled(HERE / "copyright"))
    news = gzip.compress((RESOURCES.parent / "CHANGELOG.md").read_bytes(), 9, mtime=when())
    put(root, f"usr/share/doc/{NAME}/NEWS.md.gz", news)
    put(root, f"usr/share/doc/{NAME}/changelog.gz", gzip.compress(debian_changelog().encode(), 9, mtime=when()))


def debian_changelog() -> str:
    """The package's own history, in Debian's form; the program's is in NEWS."""
    date = email.utils.formatdate(when())
    return f"{NAME} ({__version__}) stable; urgency=medium\n\n  * {NEWS}\n\n -- {MAINTAINER}  {date}\n"


def tidy(root: Path) -> int:
    """Give every file the modes that a package's have. Returns the installed size in KiB."""
    total = 0
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            continue
        if path.is_dir():
            path.chmod(0o755)
        else:
            size = path.stat().st_size
            total += -(-size // 1024)
            starts = path == root / f"usr/lib/{NAME}/{NAME}"
            path.chmod(0o755 if starts else 0o644)
    return total


def control(architecture: str, size: int) -> str:
    """The package's control file."""
    return "\n".join(
        (
            f"Package: {NAME}",
            f"Version: {__version__}",
            f"Architecture: {architecture}",
            f"Maintainer: {MAINTAINER}",
            f"Installed-Size: {size}",
            f"Depends: {', '.join(DEPENDS)}",
            f"Recommends: {', '.join(RECOMMENDS)}",
            "Section: video",
            "Priority: optional",
            f"Description: {DESCRIPTION}",
            "",
        )
    )


def main(program: Path, icons: Path, target: Path) -> None:
    """Make ``target``/atomcam_VERSION_ARCHITECTURE.deb."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"{NAME}_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        lay_out(root, program, icons)
        size = tidy(root)
        put(root, "DEBIAN/control", control(architecture, size))
        for script in ("postinst", "postrm"):
            put(root, f"DEBIAN/{script}", (HERE / script).read_bytes(), 0o755)
        root.chmod(0o755)
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", f"-Z{COMPRESSION}", "--build", str(root), str(package)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    print(f"{package} ({package.stat().st_size / 1e6:.0f} MB)")  # noqa: T201


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
