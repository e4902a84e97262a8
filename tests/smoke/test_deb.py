"""The Debian package on a bare Debian: installed, used by an ordinary user, upgraded, removed without a trace."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atomcam_gui import __version__
from tests.smoke.bare_debian import USER, BareDebian
from tests.smoke.frozen import ROOT, build
from tests.smoke.screen import Screen
from tests.smoke.test_frozen import differs, has_picture

pytestmark = [
    pytest.mark.installer,
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="a bare Debian is made by root only"),
]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deb")
    subprocess.run([sys.executable, "resources/installers/make_icons.py", folder / "icons"], check=True, cwd=ROOT)
    subprocess.run(
        [sys.executable, "resources/installers/linux/make_deb.py", build(folder), folder / "icons", folder],
        check=True, cwd=ROOT, env=os.environ | {"ATOMCAM_DEB_COMPRESSION": "none"},
    )  # fmt: skip
    (package,) = folder.glob("*.deb")
    return package


@pytest.fixture
def debian(tmp_path: Path) -> Iterator[BareDebian]:
    with BareDebian(tmp_path / "debian") as debian:
        yield debian


def install(debian: BareDebian, package: Path) -> None:
    shutil.copy(package, debian.root / "tmp")
    debian.run("apt-get", "install", "--yes", "--no-install-recommends", f"/tmp/{package.name}")


def newer(package: Path, folder: Path) -> Path:
    """The same package as a later version, with one file less."""
    subprocess.run(["dpkg-deb", "-R", package, folder], check=True)
    control = folder / "DEBIAN/control"
    control.write_text(control.read_text().replace(f"Version: {__version__}", "Version: 99.0"))
    (folder / "usr/lib/atomcam/_internal/LICENSE").unlink()
    target = package.with_name("atomcam_99.0.deb")
    subprocess.run(["dpkg-deb", "-Znone", "--build", folder, target], check=True, stdout=subprocess.DEVNULL)
    return target


def test_installed_used_upgraded_and_removed(package: Path, debian: BareDebian, tmp_path: Path) -> None:
    debian.run("apt-get", "update")
    before = everything(debian)
    install(debian, package)
    assert shutil.which("python3", path=str(debian.root / "usr/bin")) is None, "it brings its own Python"
    assert debian.run("atomcam", "--version", user=USER) == f"atomcam {__version__}\n"
    for place in (
        "usr/share/applications/io.github.atomcam.AtomCam.desktop",
        "usr/share/metainfo/io.github.atomcam.AtomCam.metainfo.xml",
        "usr/share/icons/hicolor/48x48/apps/io.github.atomcam.AtomCam.png",
        "usr/lib/udev/rules.d/70-atomcam.rules",
        "usr/share/man/man1/atomcam.1.gz",
    ):
        assert (debian.root / place).is_file(), place

    with Screen() as screen:
        window = subprocess.Popen(
            debian.command("atomcam", "--demo", user=USER),
            env=debian.environment(USER) | screen.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            first = screen.wait(has_picture, 60, "the demo camera's picture")
            screen.wait(lambda seen: differs(seen, first), 20, "another picture than before")
        finally:
            window.terminate()
            said, _ = window.communicate(timeout=20)
    assert window.returncode == 0, said
    assert (debian.root / f"home/{USER}/.config/AtomCam/settings.json").is_file()

    install(debian, newer(package, tmp_path / "newer"))
    assert debian.run("atomcam", "--version", user=USER) == f"atomcam {__version__}\n"
    assert not (debian.root / "usr/lib/atomcam/_internal/LICENSE").exists()
    debian.run("apt-get", "purge", "--yes", "--autoremove", "atomcam")
    left = {path for path in everything(debian) - before if "atomcam" in path.lower()}
    assert left == set()


def everything(debian: BareDebian) -> set[str]:
    """All files of the system itself, without users' and apt's own."""
    return {
        path
        for top in ("usr", "etc", "var", "opt")
        for folder, _, names in os.walk(debian.root / top)
        for path in (f"{folder}/{name}" for name in names)
        if "/var/cache/" not in path and "/var/log/" not in path and "/var/lib/apt/" not in path
    }
