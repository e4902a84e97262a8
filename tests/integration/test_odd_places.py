"""The program where programs are seldom tested: odd paths, nothing to write on, no home, damaged files, no room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.serve_process import ServeProcess
from tests.fakes.window_process import ROOT, SPY, WindowProcess, copy_of_the_program, settings
from tests.ordinary_user import give_up_privileges
from tests.small_disk import on_small_disk
from tests.ui.conftest import free_port

CONNECTED = "Demo camera (0a7c0de0ca00) connected"
BROKEN = (
    b"",
    b"{",
    b"\xff\xfe\x00\x01",
    b"[1]",
    b"[" * 200_000,
    b'{"cameras": 3, "decisions": 3, "links": 3, "sources": 3, "pushes": 3}',
)
"""The last one is an object as it should be, so it is no content for the settings."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and paths as on POSIX")


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be made, except by those whom nothing is forbidden."""
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mode, path.stat().st_mtime_ns) for path in folder.rglob("*")}


# -- odd paths -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["C.UTF-8", "C"])
def test_folders_with_spaces_and_umlauts_are_folders(tmp_path: Path, language: str) -> None:
    program = copy_of_the_program(tmp_path / "Prográmm für Öde Äcker & $HOME; 'x'")
    work = tmp_path / "Ordner von Jürgen #1 %20"
    work.mkdir()
    home = work / "Heim mit 100 % „Größe“"
    settings(home, free_port())
    with WindowProcess(
        home, "--demo", program=program, cwd=work, environment={"LANG": language, "LC_ALL": None, "HOME": str(work)}
    ) as window:
        window.wait_for_log(CONNECTED)
        found = Path(f"/proc/{window.process.pid}/cwd")
        assert not found.exists() or found.resolve() == work
        assert window.end() == (0, "", "")
    assert json.loads((home / "config" / "settings.json").read_text())["window"]["geometry"]


def test_a_path_that_is_no_text_is_a_path(tmp_path: Path) -> None:
    home = Path(os.fsdecode(os.fsencode(tmp_path) + b"/K\xfcche"))
    try:
        home.mkdir()
    except OSError:
        pytest.skip("this disk takes only names that are text")
    settings(home, free_port())
    with WindowProcess(home, "--demo", cwd=home) as window:
        window.wait_for_log(CONNECTED)
        assert window.end() == (0, "", "")
    assert json.loads((home / "config" / "settings.json").read_text())["window"]["geometry"]


def test_serve_records_into_a_folder_with_spaces_and_umlauts(tmp_path: Path) -> None:
    target = tmp_path / "Aufnahmen für Jürgen & Söhne"
    with ServeProcess("--allow", "127.0.0.1", "--record", str(target)) as server:
        url = f"ws://127.0.0.1:{server.port}/ws/camera"
        subprocess.run(
            [sys.executable, "-m", "atomcam_gui", "demo-camera", url, "--frames", "20"], check=True, cwd=ROOT
        )
        server.wait_state("lost", 15)
    (done,) = [event for event in server.events if event["event"] == "recording"]
    assert Path(done["path"]).parent == target
    assert Path(done["path"]).stat().st_size == done["bytes"]


# -- nothing to write on -------------------------------------------------------------------------------------------


def test_nothing_is_written_where_the_program_is_installed(tmp_path: Path) -> None:
    program = copy_of_the_program(tmp_path / "installed")
    for path in (*program.rglob("*"), program):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = tree(program)
    home = tmp_path / "home"
    settings(home, free_port())
    with WindowProcess(
        home, "--demo", program=program, environment={"HOME": str(home)}, cwd=home, preexec_fn=give_up_privileges
    ) as window:
        window.wait_for_log(CONNECTED)
        assert window.end() == (0, "", "")
    assert tree(program) == before
    for path in (*program.rglob("*"), program):
        path.chmod(0o755)


@pytest.mark.parametrize("is_known", [True, False], ids=["no folder", "no user"])
def test_without_a_home_the_window_opens_and_says_that_nothing_is_kept(
    tmp_path: Path, locked: Path, is_known: bool
) -> None:
    with WindowProcess(
        None, "--demo", command=("-c", SPY), environment=homeless(locked, is_known), cwd=locked,
        preexec_fn=give_up_privileges,
    ) as window:  # fmt: skip
        said = window.wait_to_say("a picture", "nothing can be written")
        status, out, err = window.end()
    assert any("hold only until AtomCam is closed" in line for line in said)
    assert status == 0
    assert "Traceback" not in out
    assert "Traceback" not in err
    assert "nothing can be written in the folder" in err
    assert list(locked.iterdir()) == []


@pytest.mark.parametrize("is_known", [True, False], ids=["no folder", "no user"])
def test_without_a_home_cameras_are_served_and_shared(locked: Path, is_known: bool) -> None:
    with WindowProcess(
        None, "serve", "--share", "--bind", "127.0.0.1", "--port", "0", command=("-c", SPY),
        environment=homeless(locked, is_known), cwd=locked, preexec_fn=give_up_privileges,
    ) as serve:  # fmt: skip
        assert serve.wait_to_say("share link")[0].startswith("listening on ws://127.0.0.1:")
        status, out, err = serve.end()
    assert status == 0
    assert "Traceback" not in out
    assert "the share link holds until this program ends" in err
    assert "Traceback" not in err
    assert list(locked.iterdir()) == []


def homeless(locked: Path, is_known: bool) -> dict[str, str | None]:
    """A user whose home cannot be made, or, as in a container, one of whom the system does not know any."""
    bare: dict[str, str | None] = {name: None for name in os.environ if name.startswith("XDG_")}
    home = {"HOME": str(locked / "home")} if is_known else {"HOME": None, "SPY_HOMELESS": str(locked / "nowhere")}
    return bare | home | {"SPY_PORT": str(free_port())}


# -- damaged files -------------------------------------------------------------------------------------------------

FILES = ("settings.json", "cameras.json", "controls.json", "shares.json", "sources.json", "pushes.json")


@pytest.mark.parametrize("turn", [0, 3])
def test_damaged_files_are_set_aside_and_told_of_and_the_rest_goes_on(tmp_path: Path, turn: int) -> None:
    config = tmp_path / "config"
    config.mkdir()
    damaged = {name: BROKEN[(number + turn) % len(BROKEN)] for number, name in enumerate(FILES)}
    for name, content in damaged.items():
        (config / name).write_bytes(content)
    with WindowProcess(tmp_path, "--demo", command=("-c", SPY), environment={"SPY_PORT": str(free_port())}) as window:
        said = window.wait_to_say("a picture", *(f"{name}.broken-" for name in damaged))
        status, out, err = window.end()
    assert status == 0
    assert "Traceback" not in out
    assert "Traceback" not in err
    assert all("damaged" in line for line in said if ".broken-" in line)
    for name, content in damaged.items():
        (kept,) = config.glob(f"{name}.broken-*")
        assert kept.read_bytes() == content
    json.loads((config / "settings.json").read_text())


def test_files_that_cannot_be_opened_are_told_of_and_left_alone(tmp_path: Path) -> None:
    config = tmp_path / "config"
    for name in FILES:
        (config / name).mkdir(parents=True)
    with WindowProcess(tmp_path, "--demo", command=("-c", SPY), environment={"SPY_PORT": str(free_port())}) as window:
        window.wait_to_say("a picture", *FILES)
        status, out, err = window.end()
    assert status == 0
    assert "Traceback" not in out
    assert "Traceback" not in err
    assert all((config / name).is_dir() for name in FILES)


def test_serve_goes_on_beside_damaged_files(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    for name in FILES:
        (config / name).write_bytes(b"{")
    with WindowProcess(tmp_path, "serve", "--share", "--bind", "127.0.0.1", "--port", "0") as serve:
        serve.wait_to_say("listening", "share link")
        status, _, err = serve.end()
    assert status == 0
    assert "Traceback" not in err
    for name in set(FILES) - {"settings.json", "pushes.json"}:  # which it does not use
        assert list(config.glob(f"{name}.broken-*")), name
        assert name in err


# -- no room -------------------------------------------------------------------------------------------------------

ON_FULL_DISK = """
import json, os, sys
from pathlib import Path
from tests.fakes.window_process import SPY, WindowProcess, settings
home = Path(sys.argv[1])
settings(home, int(sys.argv[2].rpartition("/")[2]), welcomed=False)
(home / "state").mkdir()
with (home / "filler").open("wb", buffering=0) as filler:
    try:
        while True:
            filler.write(bytes(4096))
    except OSError:
        pass
with WindowProcess(home, "--demo", command=("-c", SPY)) as window:
    said = window.wait_to_say("a picture", "nothing can be written")
    status, out, err = window.end()
print(json.dumps([status, out, err, said, json.loads((home / "config" / "settings.json").read_text())]))
"""


def test_on_a_full_disk_the_window_opens_and_the_old_settings_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    port = free_port()
    status, out, err, said, kept = on_small_disk(tmp_path / "disk", ON_FULL_DISK, Path(str(port)))
    assert status == 0, err
    assert "Traceback" not in out + err
    assert any("No space left on device" in line for line in said)
    assert kept == {"port": port, "bind": "127.0.0.1", "welcomed": False}
