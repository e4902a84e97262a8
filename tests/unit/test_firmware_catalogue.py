"""The pinned release, and what a catalogue is refused for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui import resources
from atomcam_gui.errors import AtomCamError
from atomcam_gui.provisioning.firmware.firmware_catalogue import (
    CATALOGUE,
    MAX_BYTES,
    load_catalogue,
    parse_catalogue,
    render_catalogue,
)
from atomcam_gui.provisioning.firmware.web import is_safe


def test_the_catalogue_names_the_release_that_the_boards_software_is_made_for() -> None:
    release = load_catalogue()
    assert (release.version, release.micropython, release.board) == ("v0.6.2", "v1.27.0", "M5STACK_ATOM_S3R")
    assert release.asset == f"mpy_cam-{release.micropython}-{release.board}.zip"
    assert release.url.startswith("https://github.com/")
    assert release.url.endswith(f"/releases/download/{release.version}/{release.asset}")
    assert release.digest_url.startswith("https://api.github.com/repos/")
    assert release.digest_url.endswith(f"/releases/tags/{release.version}")


def test_the_catalogue_is_as_the_pin_command_writes_it() -> None:
    assert resources.text(CATALOGUE) == render_catalogue(load_catalogue())


def test_a_pinned_release_survives_its_own_text() -> None:
    release = replace(load_catalogue(), sha256="0" * 64, size=1_234_567)
    assert parse_catalogue(render_catalogue(release)) == release


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("version", "../../.ssh"),
        ("version", ""),
        ("version", 6),
        ("asset", "../firmware.zip"),
        ("asset", "folder/firmware.zip"),
        ("asset", "firmware.exe"),
        ("asset", None),
        ("url", "http://github.com/firmware.zip"),
        ("url", "file:///etc/passwd"),
        ("url", ""),
        ("digest_url", "ftp://api.github.com/"),
        ("sha256", "ABC"),
        ("sha256", "F" * 64),
        ("size", 0),
        ("size", True),
        ("size", MAX_BYTES + 1),
    ],
)
def test_a_catalogue_with_an_entry_that_cannot_be_right_is_refused(entry: str, value: object) -> None:
    document: dict[str, Any] = json.loads(render_catalogue(load_catalogue()))
    document[entry] = value
    with pytest.raises(ValueError, match=entry):
        parse_catalogue(json.dumps(document))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "v1"}', "{"])
def test_what_is_no_catalogue_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_catalogue(text)


def test_a_missing_catalogue_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AtomCamError, match="install AtomCam again"):
        load_catalogue(tmp_path / CATALOGUE)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://github.com/a", True),
        ("http://127.0.0.1:8000/a", True),
        ("http://localhost/a", True),
        ("http://[::1]:80/a", True),
        ("http://github.com/a", False),
        ("http://127.0.0.1.example.com/a", False),
        ("http://localhost.example.com/a", False),
        ("http://127.0.0.1@example.com/a", False),
        ("file:///etc/passwd", False),
        ("ftp://127.0.0.1/a", False),
        ("https:///a", False),
        ("http://[::1/a", False),
        ("", False),
    ],
)
def test_only_encrypted_addresses_and_this_computer_are_safe_to_download_from(url: str, safe: bool) -> None:
    assert is_safe(url) is safe
