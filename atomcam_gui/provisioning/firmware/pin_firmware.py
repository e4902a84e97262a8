"""Pins a release of the cameras' firmware: a maintainers' command, ``make pin``.

Asks GitHub what the release has, downloads the file for our board, checks it against GitHub's checksum and as a
firmware, and writes version, URL, checksum and size into ``resources/firmware.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from atomcam_gui import resources
from atomcam_gui.errors import AtomCamError, UsageError
from atomcam_gui.files import write_whole
from atomcam_gui.provisioning.firmware.download import Checksum, download
from atomcam_gui.provisioning.firmware.firmware_catalogue import (
    CATALOGUE,
    Release,
    load_catalogue,
    render_catalogue,
)
from atomcam_gui.provisioning.firmware.firmware_image import FirmwareImage, parse_firmware
from atomcam_gui.provisioning.firmware.github_release import PublishedAsset, published_assets
from atomcam_gui.provisioning.firmware.patient_sockets import Stop
from atomcam_gui.provisioning.firmware.web import is_safe
from atomcam_gui.provisioning.troubles import SetupError, Trouble

REPOSITORY = "cnadler86/micropython-camera-API"
API = "https://api.github.com"

_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")
_PARTITIONS = {"nvs": 0x9000, "factory": 0x10000}
"""Where the flash plan (``flash_plan.py``) and the boards in use have them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what ``argv`` (``sys.argv`` where None) says and return the exit status: 0 done, 1 failed, 2 wrong usage."""
    options = _parser().parse_args(argv)
    try:
        release = _pin(options)
    except UsageError as error:
        return _complain(error, 2)
    except AtomCamError as error:
        return _complain(error, 1)
    except KeyboardInterrupt:
        return 130
    print(f"{release.asset} of {release.version}: {release.size} bytes, sha256 {release.sha256}")  # noqa: T201
    return 0


def _complain(error: AtomCamError, status: int) -> int:
    print(f"pin_firmware: {error}", file=sys.stderr)  # noqa: T201
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pin_firmware",
        description="Pin the release of the cameras' firmware that AtomCam installs.",
        allow_abbrev=False,
    )
    parser.add_argument("tag", metavar="TAG", help="the release's tag, for example v0.6.2")
    parser.add_argument("--api", metavar="URL", default=API, help=f"GitHub's REST API (default {API})")
    parser.add_argument("--bundle", action="store_true", help="also put the file where a build takes it from")
    parser.add_argument(
        "--resources",
        metavar="DIR",
        type=Path,
        default=resources.root(),
        help="where to write (default: this checkout's)",
    )
    return parser


def _pin(options: argparse.Namespace) -> Release:
    if not _TAG.fullmatch(options.tag):
        raise UsageError(f"a release's tag looks like v0.6.2, not {options.tag!r}")
    if not is_safe(options.api):
        raise UsageError(f"--api wants an https address, not {options.api!r}")
    folder: Path = options.resources
    before = load_catalogue(folder / CATALOGUE)
    digest_url = f"{options.api.rstrip('/')}/repos/{REPOSITORY}/releases/tags/{options.tag}"
    stop = Stop()
    asset, sha256 = _choose(published_assets(digest_url, stop), before.board, options.tag)
    content = _fetch(asset, sha256, stop)
    release = replace(
        before,
        version=options.tag,
        micropython=_check_image(parse_firmware(content, asset.name), asset, before.board),
        asset=asset.name,
        url=asset.url,
        digest_url=digest_url,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    _write(folder, release, content if options.bundle else None)
    return release


def _choose(assets: Sequence[PublishedAsset], board: str, tag: str) -> tuple[PublishedAsset, str]:
    """The release's file for the board, with its checksum."""
    fitting = [asset for asset in assets if _name_pattern(board).fullmatch(asset.name)]
    if len(fitting) != 1:
        names = ", ".join(asset.name for asset in fitting) or "none"
        raise AtomCamError(f"{tag} must have one file mpy_cam-VERSION-{board}.zip; it has: {names}")
    asset = fitting[0]
    if asset.sha256 is None:
        raise SetupError(Trouble.HASH_UNKNOWN, reason=f"GitHub has none for {asset.name}")
    return asset, asset.sha256


def _name_pattern(board: str) -> re.Pattern[str]:
    return re.compile(rf"mpy_cam-(v\d+(?:\.\d+)+)-{re.escape(board)}\.zip")


def _fetch(asset: PublishedAsset, sha256: str, stop: Stop) -> bytes:
    with tempfile.TemporaryDirectory(prefix="atomcam-pin-") as folder:
        target = Path(folder) / asset.name
        download(asset.url, target, Checksum(sha256, asset.size), stop, lambda done, total: None)
        return target.read_bytes()


def _check_image(image: FirmwareImage, asset: PublishedAsset, board: str) -> str:
    """Refuse what cameras could not be moved to; return the MicroPython version inside."""
    places = {partition.name: partition.address for partition in image.partitions}
    for name, address in _PARTITIONS.items():
        if places.get(name) != address:
            raise AtomCamError(f"{asset.name} has its partition {name} not at {address:#x}: the flash plan must change")
    match = _name_pattern(board).fullmatch(asset.name)
    micropython = match[1] if match else ""
    # The description has it where MicroPython was built by itself; the prompt's first line has it always.
    if not _is_version(image.version, micropython) and f"MicroPython {micropython} ".encode() not in image.data:
        raise AtomCamError(f"{asset.name} should have MicroPython {micropython}, but says {image.version or 'nothing'}")
    return micropython


def _is_version(said: str, wanted: str) -> bool:
    """``v1.27.0``, or with what a build adds to it, such as ``v1.27.0-dirty``."""
    return said == wanted or said.startswith(f"{wanted}-")


def _write(folder: Path, release: Release, bundle: bytes | None) -> None:
    # The file first: a catalogue that names what is not there yet would only mean a download.
    if bundle is not None:
        write_whole(folder / "firmware" / release.asset, bundle)
    write_whole(folder / CATALOGUE, render_catalogue(release).encode("ascii"))


if __name__ == "__main__":
    sys.exit(main())
