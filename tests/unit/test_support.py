"""What a report holds, and what it must not."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.paths import Paths
from atomcam_gui.support import bundle, last_run
from atomcam_gui.support.last_run import LastRun
from atomcam_gui.support.redaction import redacted

KEY = "00112233445566778899aabbccddeeff" * 2


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(*(tmp_path / name for name in ("config", "state", "cache", "pictures", "videos")))


@pytest.mark.parametrize(
    "text",
    [
        f"the key is {KEY}.",
        f"stream set key {KEY.upper()} save",
        "GET /?token=s3cret-Word_1&camera=x",
        "rtsp://anna:s3cret@192.168.1.7/live",
        "https://s3cret@example.org/",
        '{"password": "s3cret word", "ssid": "Home"}',
        "password=s3cret",
        "Authorization: Basic s3cret",
        "Cookie: atomcam=s3cret; other=1",
        "token: s3cret",
    ],
)
def test_what_looks_like_a_secret_is_not_told(text: str) -> None:
    told = redacted(text)
    assert "s3cret" not in told
    assert KEY not in told.lower()
    assert "•••" in told


@pytest.mark.parametrize(
    "text",
    [
        "camera Garden (0a7c0de0ca00) connected from 192.168.1.7: allowed",
        "listening on 0.0.0.0 port 8080",
        "ws://192.168.1.5:8080/ws/camera",
        "/home/x/Videos/AtomCam/Garden 2026-11-22 15.20.31.mkv",
    ],
)
def test_what_helps_is_told(text: str) -> None:
    assert redacted(text) == text


def test_known_secrets_and_the_users_folder_are_not_told() -> None:
    assert redacted("hello Workshop", secrets=["Workshop"]) == "hello •••"
    assert redacted("/home/anna/x", home=Path("/home/anna")) == "~/x"
    assert redacted("/x", home=Path("/")) == "/x"


def test_a_report_holds_logs_versions_settings_and_the_users_words(paths: Paths, tmp_path: Path) -> None:
    paths.state.mkdir()
    (paths.state / "atomcam.log").write_text(f"x\npassword=s3cret {KEY}\nlast line\n")
    (paths.state / "atomcam.log.1").write_bytes(b"\xff" + b"o" * (bundle.MAX_LOG_BYTES + 100))
    parts = bundle.collect(paths, {"port": 8080}, ["Garden: live, 24 fps"], "It blinked.")
    target = tmp_path / bundle.file_name()
    bundle.save(parts, target)
    with zipfile.ZipFile(target) as archive:
        content = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(content)[:4] == ["what-happened.txt", "versions.txt", "state.txt", "settings.json"]
    assert content["what-happened.txt"] == "It blinked.\n"
    assert content["state.txt"] == "Garden: live, 24 fps\n"
    assert '"port": 8080' in content["settings.json"]
    assert content["atomcam.log"].endswith("last line\n")
    assert "s3cret" not in content["atomcam.log"]
    assert KEY not in content["atomcam.log"]
    assert len(content["atomcam.log.1"]) == bundle.MAX_LOG_BYTES
    assert "Python 3." in content["versions.txt"]


def test_a_report_that_cannot_be_written_says_so(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="could not be written"):
        bundle.save(bundle.collect(paths, {}, []), tmp_path / "file" / "report.zip")


# -- the last run --------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def pytests_own_faulthandler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_run.faulthandler, "enable", lambda _file: None)
    monkeypatch.setattr(last_run.faulthandler, "disable", lambda: None)


def begun(folder: Path) -> LastRun:
    run = LastRun(folder)
    run.begin()
    return run


def test_a_run_that_ended_as_it_should_leaves_nothing(tmp_path: Path) -> None:
    run = begun(tmp_path / "state")
    assert not run.crashed
    run.end()
    assert list((tmp_path / "state").iterdir()) == []
    run = begun(tmp_path / "state")
    assert not run.crashed
    run.end()


def crash(folder: Path, how: str) -> None:
    script = (
        "import sys, ctypes, os, signal; from pathlib import Path;"
        f"from atomcam_gui.support.last_run import LastRun; LastRun(Path(sys.argv[1])).begin(); {how}"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True)
    assert done.returncode != 0


def test_a_run_that_was_killed_is_known_to_the_next(tmp_path: Path) -> None:
    crash(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    run = begun(tmp_path)
    assert run.crashed
    run.end()
    assert not (tmp_path / "crash.txt.1").exists()


def test_what_the_interpreter_said_at_its_crash_is_kept_for_the_report(tmp_path: Path) -> None:
    crash(tmp_path, "ctypes.string_at(0)")
    run = begun(tmp_path)
    assert run.crashed
    assert "Segmentation fault" in (tmp_path / "crash.txt.1").read_text()
    run.end()


def test_a_power_failure_is_not_the_programs_fault(tmp_path: Path) -> None:
    mark = tmp_path / "running"
    mark.write_text("1\n")
    os.utime(mark, (1.0, 1.0))
    run = begun(tmp_path)
    assert not run.crashed
    run.end()
    assert last_run.CRASH_FILE not in {path.name for path in tmp_path.iterdir()}


def test_where_nothing_can_be_written_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = begun(tmp_path / "file")
    assert not run.crashed
    run.end()
