"""The maintainers' command that pins a release, as a process, against what GitHub would answer."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atomcam_gui.provisioning.firmware.firmware_catalogue import CATALOGUE, load_catalogue, render_catalogue
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareSource, FirmwareStore
from atomcam_gui.provisioning.firmware.pin_firmware import API, REPOSITORY
from tests.fakes.firmware import PARTITIONS, make_firmware, make_zip
from tests.fakes.release_server import ASSET, BOARD, ReleaseServer

FIRMWARE = make_firmware(400_000)
ZIP = make_zip(FIRMWARE)
NEW_ASSET = f"mpy_cam-v1.28.0-{BOARD}.zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout's resources."""
    (tmp_path / CATALOGUE).write_text(render_catalogue(replace(load_catalogue(), sha256=None, size=None)))
    return tmp_path


@pytest.fixture
def github() -> Iterator[ReleaseServer]:
    with ReleaseServer(ZIP) as server:
        yield server


def pin(folder: Path, github: ReleaseServer, *more: str, tag: str = "v0.6.2") -> subprocess.CompletedProcess[str]:
    return run(tag, "--api", github.base(), "--resources", str(folder), *more)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [sys.executable, "-m", "atomcam_gui.provisioning.firmware.pin_firmware", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def assert_fails(done: subprocess.CompletedProcess[str], *words: str, status: int = 1) -> None:
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr
    if status == 1:
        assert done.stderr.startswith("pin_firmware: ")
        assert done.stderr.count("\n") == 1, "one line"


def test_the_command_asks_for_the_repository_of_the_catalogue() -> None:
    release = load_catalogue()
    assert release.digest_url == f"{API}/repos/{REPOSITORY}/releases/tags/{release.version}"
    assert release.url == f"https://github.com/{REPOSITORY}/releases/download/{release.version}/{release.asset}"


def test_pinning_writes_url_checksum_and_size_the_same_each_time(folder: Path, github: ReleaseServer) -> None:
    done = pin(folder, github)
    assert done.returncode == 0, done.stderr
    assert hashlib.sha256(ZIP).hexdigest() in done.stdout
    assert load_catalogue(folder / CATALOGUE) == github.release(pinned=True)
    first = (folder / CATALOGUE).read_bytes()
    assert pin(folder, github).returncode == 0
    assert (folder / CATALOGUE).read_bytes() == first
    assert list(folder.iterdir()) == [folder / CATALOGUE]


async def test_a_bundled_release_is_what_cameras_then_get_without_a_network(folder: Path, tmp_path: Path) -> None:
    with ReleaseServer(ZIP) as github:
        assert pin(folder, github, "--bundle").returncode == 0
    assert (folder / "firmware" / ASSET).read_bytes() == ZIP
    store = FirmwareStore(load_catalogue(folder / CATALOGUE), tmp_path / "cache", folder / "firmware")
    assert store.offered() is FirmwareSource.BUNDLED
    assert (await store.get(lambda done, total: None)).image.data == FIRMWARE


def test_a_newer_release_brings_its_own_names(folder: Path) -> None:
    content = make_zip(make_firmware(400_000, version="v1.28.0-dirty"))
    with ReleaseServer(content, tag="v0.7.0", asset=NEW_ASSET) as github:
        github.more_assets = [
            {
                "name": "mpy_cam-v1.28.0-ESP32_CAM.zip",
                "state": "uploaded",
                "size": 9,
                "browser_download_url": github.url,
            },
            {"name": NEW_ASSET, "state": "starter", "size": 9, "browser_download_url": github.url},
        ]
        assert pin(folder, github, tag="v0.7.0").returncode == 0
        expected = replace(github.release(pinned=True), micropython="v1.28.0")
    assert load_catalogue(folder / CATALOGUE) == expected


def test_the_version_may_stand_in_the_prompts_first_line_only(folder: Path) -> None:
    # A build of its own describes itself by its own version.
    own = make_firmware(400_000, version="MicroPython v1.27.0 on 2025")
    with ReleaseServer(make_zip(own)) as github:
        assert pin(folder, github).returncode == 0


def test_a_release_that_does_not_exist_changes_nothing(folder: Path, github: ReleaseServer) -> None:
    before = (folder / CATALOGUE).read_bytes()
    assert_fails(pin(folder, github, "--bundle", tag="v9.9.9"), "404")
    assert (folder / CATALOGUE).read_bytes() == before
    assert list(folder.iterdir()) == [folder / CATALOGUE]


def test_a_download_that_is_not_what_github_published_changes_nothing(folder: Path, github: ReleaseServer) -> None:
    github.digest = f"sha256:{'0' * 64}"
    before = (folder / CATALOGUE).read_bytes()
    assert_fails(pin(folder, github, "--bundle"), "not what the project published")
    assert (folder / CATALOGUE).read_bytes() == before
    assert list(folder.iterdir()) == [folder / CATALOGUE]


def test_a_release_without_a_checksum_is_not_pinned(folder: Path, github: ReleaseServer) -> None:
    github.digest = None
    assert_fails(pin(folder, github), "checksum", ASSET)
    assert not github.downloads()


@pytest.mark.parametrize(
    ("firmware", "words"),
    [
        (make_firmware(400_000, chip="esp32c3"), "ESP32-C3"),
        (make_firmware(400_000, version="v1.26.1"), "says v1.26.1"),
        (make_firmware(400_000, version="v1.27.01"), "says v1.27.01"),
        (
            make_firmware(400_000, partitions=(PARTITIONS[0], replace(PARTITIONS[2], address=0x20000))),
            "partition factory not at 0x10000",
        ),
        (make_firmware(400_000)[:-5000], "not complete"),
    ],
)
def test_a_release_that_cameras_could_not_take_is_not_pinned(folder: Path, firmware: bytes, words: str) -> None:
    before = (folder / CATALOGUE).read_bytes()
    with ReleaseServer(make_zip(firmware)) as github:
        assert_fails(pin(folder, github), words)
    assert (folder / CATALOGUE).read_bytes() == before


def test_a_release_without_our_board_or_with_two_files_for_it_is_not_pinned(folder: Path) -> None:
    with ReleaseServer(ZIP, asset="mpy_cam-v1.27.0-ESP32_CAM.zip") as github:
        assert_fails(pin(folder, github), "none")
        github.more_assets = [
            {"name": name, "state": "uploaded", "size": 9, "browser_download_url": github.url}
            for name in (ASSET, NEW_ASSET)
        ]
        assert_fails(pin(folder, github), f"{ASSET}, {NEW_ASSET}")


def test_no_network_is_one_line(folder: Path) -> None:
    with ReleaseServer(ZIP) as github:
        pass
    assert_fails(pin(folder, github), "refused the connection")


def test_a_folder_without_a_catalogue_is_one_line(tmp_path: Path, github: ReleaseServer) -> None:
    assert_fails(pin(tmp_path, github), str(tmp_path / CATALOGUE))


@pytest.mark.parametrize("arguments", [[], ["../v1"], ["v0.6.2", "--api", "http://example.com"], ["v0.6.2", "more"]])
def test_wrong_usage_ends_with_status_2(arguments: list[str]) -> None:
    assert_fails(run(*arguments), "pin_firmware", status=2)
