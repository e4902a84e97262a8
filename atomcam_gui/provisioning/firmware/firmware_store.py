"""Where a camera's firmware comes from: the one in the program, the cache, a download, or a file of the user's own.

Nothing is taken unchecked: the catalogue's pinned checksum decides and, while there is none, the one that GitHub
publishes. The one that a download was checked against is kept beside it, and it is checked anew before each use, with
no need of a network.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from atomcam_gui import resources
from atomcam_gui.errors import SettingsError
from atomcam_gui.files import write_whole
from atomcam_gui.paths import Paths
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.download import Checksum, Report, download
from atomcam_gui.provisioning.firmware.firmware_catalogue import Release, load_catalogue
from atomcam_gui.provisioning.firmware.firmware_image import FirmwareImage, load_firmware
from atomcam_gui.provisioning.firmware.github_release import published_assets
from atomcam_gui.provisioning.firmware.in_thread import Progress, in_thread
from atomcam_gui.provisioning.firmware.part_file import disk_trouble, on_disk, sha256_of
from atomcam_gui.provisioning.firmware.patient_sockets import Stop
from atomcam_gui.provisioning.troubles import SetupError, Trouble

logger = logging.getLogger(__name__)

_CHECKSUM_LINE = re.compile(r"\\?([0-9a-fA-F]{64})\b.*\s*")


class FirmwareSource(StrEnum):
    """Where a firmware is from."""

    BUNDLED = "bundled"
    CACHE = "cache"
    DOWNLOAD = "download"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Firmware:
    """A firmware that was checked and can be written."""

    image: FirmwareImage
    version: str
    """The release's; of a user's own file, what it says itself, or nothing."""
    source: FirmwareSource
    size: int
    """Bytes of the image, which is larger than a .zip that it came in."""
    origin: str
    """The file's path, or the URL."""


class FirmwareStore:
    """Gets the firmware of one release.

    Args:
        cache: a folder for downloads; need not exist.
        bundled: the folder where a build may have put the release's file.
        silence_s: how long a server may say nothing before that counts as a cut.
    """

    def __init__(self, release: Release, cache: Path, bundled: Path, *, silence_s: float = 20.0) -> None:
        self.release = release
        self._bundled = bundled
        self._silence_s = silence_s
        # Two releases may have files of the same name.
        self._cached = cache / release.version / release.asset

    @classmethod
    def default(cls, paths: Paths) -> Self:
        """The program's own: its catalogue, its resources, the user's cache.

        Raises:
            AtomCamError: the catalogue is missing or damaged.
        """
        return cls(load_catalogue(), paths.cache / "firmware", resources.root() / "firmware")

    def offered(self) -> FirmwareSource:
        """What ``get`` would use, by the files that are there, without reading them."""
        if self._bundled_file() is not None:
            return FirmwareSource.BUNDLED
        if self._cached.is_file() and self._checksum_beside(self._cached) is not None:
            return FirmwareSource.CACHE
        return FirmwareSource.DOWNLOAD

    async def get(self, on_progress: Callable[[int, int | None], None]) -> Firmware:
        """The release's firmware: bundled, else from the cache, else downloaded.

        Cancelling ends a download at once; the next call goes on with it.

        Args:
            on_progress: bytes so far and in all (None unknown) of a download; at most ten times a second.

        Raises:
            SetupError: ``NO_NETWORK``, ``SERVER_NOT_TRUSTED``, ``DOWNLOAD_…``, ``WEB_PAGE``, ``HASH_…``, ``DISK_FULL``,
                ``CACHE_FAILED``, and as ``load_firmware``.
        """
        progress = Progress(asyncio.get_running_loop(), on_progress)
        return await in_thread(
            lambda stop: self.get_blocking(stop, progress.report), "firmware", silence_s=self._silence_s
        )

    async def open_file(self, path: Path) -> Firmware:
        """A firmware of the user's own.

        Raises:
            SetupError: as ``load_firmware``.
        """
        return await in_thread(lambda _: _opened(path), "firmware-file")

    def get_blocking(self, stop: Stop, report: Report) -> Firmware:
        """``get`` for a thread.

        Raises:
            SetupError: as ``get``.
            Stopped: ``stop`` was set.
        """
        return self._from_bundle() or self._from_cache() or self._from_web(stop, report)

    def _from_bundle(self) -> Firmware | None:
        found = self._bundled_file()
        if found is None:
            return None
        path, sha256 = found
        try:
            if sha256_of(path) == sha256:
                return self._firmware(path, FirmwareSource.BUNDLED, str(path))
            logger.warning("%s is not what its checksum says; it is not used", path)
        except (OSError, SetupError) as error:
            logger.warning("%s cannot be used: %s", path, error)
        return None

    def _bundled_file(self) -> tuple[Path, str] | None:
        """The bundled file with the checksum that it must have; a file without one is as good as none."""
        for name in (self.release.asset, "firmware.zip", "firmware.bin"):
            path = self._bundled / name
            pinned = self.release.sha256 if path.suffix == Path(self.release.asset).suffix else None
            sha256 = pinned or _read_checksum(path)
            if sha256 is not None and path.is_file():
                return path, sha256
        return None

    def _from_cache(self) -> Firmware | None:
        sha256 = self._checksum_beside(self._cached)
        if sha256 is None or not self._cached.is_file():
            return None
        try:
            if sha256_of(self._cached) == sha256:
                return self._firmware(self._cached, FirmwareSource.CACHE, self.release.url)
            logger.warning("%s has changed since it was downloaded; it is downloaded again", self._cached)
        except (OSError, SetupError) as error:
            logger.warning("%s cannot be used: %s", self._cached, error)
        return None

    def _checksum_beside(self, path: Path) -> str | None:
        return self.release.sha256 or _read_checksum(path)

    def _from_web(self, stop: Stop, report: Report) -> Firmware:
        wanted = self._wanted(stop)
        download(self.release.url, self._cached, wanted, stop, report)
        try:
            firmware = self._firmware(self._cached, FirmwareSource.DOWNLOAD, self.release.url)
        except SetupError:
            # What is no firmware shall not be offered from the cache.
            with on_disk(self._cached.parent):
                self._cached.unlink(missing_ok=True)
            raise
        _write_checksum(self._cached, wanted.sha256)
        return firmware

    def _wanted(self, stop: Stop) -> Checksum:
        """What the download must be. Asked for beforehand: what cannot be checked need not be downloaded."""
        release = self.release
        if release.sha256 is not None:
            return Checksum(release.sha256, release.size)
        try:
            assets = published_assets(release.digest_url, stop)
        except SetupError as error:
            if error.trouble is not Trouble.DOWNLOAD_REFUSED:
                raise
            raise SetupError(Trouble.HASH_UNKNOWN, reason=error.facts.get("reason", error.happened)) from error
        for asset in assets:
            if asset.name == release.asset and asset.sha256 is not None:
                return Checksum(asset.sha256, asset.size)
        none = Phrase("the release names none for {file}", file=release.asset)
        raise SetupError(Trouble.HASH_UNKNOWN, reason=none)

    def _firmware(self, path: Path, source: FirmwareSource, origin: str) -> Firmware:
        image = load_firmware(path)
        return Firmware(image, self.release.version, source, len(image.data), origin)


def _opened(path: Path) -> Firmware:
    image = load_firmware(path)
    return Firmware(image, image.version, FirmwareSource.FILE, len(image.data), str(path))


def _checksum_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _read_checksum(path: Path) -> str | None:
    """The checksum in the file beside ``path``, which is one for ``sha256sum --check``."""
    try:
        match = _CHECKSUM_LINE.fullmatch(_checksum_file(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return match[1].lower() if match else None


def _write_checksum(path: Path, sha256: str) -> None:
    try:
        write_whole(_checksum_file(path), f"{sha256}  {path.name}\n".encode())
    except SettingsError as error:
        if isinstance(error.__cause__, OSError):
            raise disk_trouble(path.parent, error.__cause__) from error
        raise
