"""What ``pip install`` brings: built from this checkout, installed elsewhere, and run there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from atomcam_gui import __version__
from atomcam_gui.resources import device_root, root

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout.lower()
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment's programs, in a path as people have them."""
    folder = tmp_path_factory.mktemp("Jürgen & Söhne") / "my environment"
    venv.create(folder, with_pip=False, symlinks=True)
    (wheel,) = built.glob("*.whl")
    scheme = sysconfig.get_preferred_scheme("prefix")
    packages = Path(sysconfig.get_path("purelib", scheme, {"base": str(folder), "platbase": str(folder)}))
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(folder), "install", "--no-deps", "--no-index", "--quiet",
         "--disable-pip-version-check", str(wheel)], check=True,
    )  # fmt: skip
    # What it depends on is taken from here. That folder's own .pth files, and with them this checkout, are not read.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / "bin"


def run(program: Path, *arguments: str, folder: Path) -> str:
    return subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    ).stdout  # fmt: skip


def test_the_command_runs_outside_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "atomcam", "--version", folder=tmp_path) == f"atomcam {__version__}\n"


def test_all_files_of_program_and_board_are_in_it(installed: Path, tmp_path: Path) -> None:
    script = (
        "import json, atomcam_gui; from atomcam_gui.resources import root, device_root;"
        "names = lambda f: sorted(p.relative_to(f).as_posix() for p in f.rglob('*') if p.is_file()"
        " and '__pycache__' not in p.parts);"
        "print(json.dumps([atomcam_gui.__file__, names(root()), names(device_root())]))"
    )
    place, resources, device = json.loads(run(installed / "python", "-c", script, folder=tmp_path))
    assert place.startswith(str(installed.parent))
    for found, folder in ((resources, root()), (device, device_root())):
        there = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert there <= set(found)


def test_the_source_archive_has_all_that_a_build_and_a_test_need(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as content:
        names = {name.partition("/")[2] for name in content.getnames()}
    wanted = {"atomcam.spec", "pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "LICENSE", "docs/protocol.md"}
    assert wanted <= names
    assert {"device/main.py", "resources/atomcam.svg", "tests/conftest.py"} <= names


def test_the_wheel_says_what_the_program_says(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        (metadata,) = (name for name in content.namelist() if name.endswith(".dist-info/METADATA"))
        text = content.read(metadata).decode()
        names = content.namelist()
    assert f"\nVersion: {__version__}\n" in text
    assert "\nLicense-Expression: GPL-3.0-or-later\n" in text
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]
