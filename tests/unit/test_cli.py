"""What the command line makes of its words, and whether a window can be opened at all."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from atomcam_gui import __version__, cli, display

URL = "ws://127.0.0.1:8080/ws/camera"
KEY = "0f" * 32


def run(*words: str) -> int:
    try:
        return cli.run(words)
    except SystemExit as end:
        return int(end.code or 0)


# -- usage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "bogus",
        "--bogus",
        "--demo bogus",
        "serve extra",
        "serve --share yes",
        "serve --port",
        "serve --port -1",
        "serve --port 65536",
        "serve --port 80.5",
        "serve --port ٣",
        "serve --port " + "9" * 5000,
        "serve --allow",
        "serve --allow kitchen",
        "serve --allow 192.168.1",
        "serve --allow-u",
        "serve --demo",
        "demo-camera",
        f"demo-camera {URL} {URL}",
        f"demo-camera {URL} --fps 0",
        f"demo-camera {URL} --fps nan",
        f"demo-camera {URL} --fps 1000",
        f"demo-camera {URL} --size 640",
        f"demo-camera {URL} --size 640x480x3",
        f"demo-camera {URL} --size 10x10",
        f"demo-camera {URL} --size 65500x65500",
        f"demo-camera {URL} --frames 0",
        f"demo-camera {URL} --frames 1.5",
        f"demo-camera {URL} --id kitchen",
        f"demo-camera {URL} --frame 5",
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: atomcam")
    assert "\natomcam" in err
    assert "error: argument :" not in err


@pytest.mark.parametrize("key", ["geheim", KEY + "0", "x" * 64])
def test_a_key_that_is_none_is_wrong_usage_and_not_repeated(
    key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATOMCAM_KEY", key)
    assert run("demo-camera", URL, "--id", "0a1b2c3d4e5f") == 2
    assert capsys.readouterr() == ("", "atomcam: ATOMCAM_KEY: a camera's key is 64 hex digits\n")


def test_a_key_without_an_id_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATOMCAM_KEY", KEY)
    assert run("demo-camera", URL) == 2
    assert capsys.readouterr().err == "atomcam: a key belongs to an id: give --id too, or unset ATOMCAM_KEY\n"


def test_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert {"--version", "--demo", "serve", "demo-camera"} <= set(capsys.readouterr().out.split())
    assert run("serve", "--help") == 0
    text = capsys.readouterr().out
    assert all(option in text for option in ("--bind", "--port", "--allow-unknown", "--allow", "--json"))
    assert run("demo-camera", "--help") == 0
    text = capsys.readouterr().out
    assert all(option in text for option in ("URL", "--fps", "--size", "--frames", "--id", "ATOMCAM_KEY"))


# -- what the words mean -------------------------------------------------------------------------------------------


def parsed(words: str) -> argparse.Namespace:
    return cli._parser().parse_args(words.split())


def test_serve_listens_on_all_addresses_and_lets_nobody_in_by_default() -> None:
    options = parsed("serve")
    assert (options.bind, options.port, options.json) == ("0.0.0.0", 8080, False)
    assert (options.allow_unknown, options.allow) == (False, [])


def test_allowed_addresses_are_written_as_the_server_sees_them() -> None:
    options = parsed("serve --allow 10.0.0.5 --allow ::ffff:10.0.0.6 --allow FD00::5 --allow fe80::1%eth0")
    assert options.allow == ["10.0.0.5", "10.0.0.6", "fd00::5", "fe80::1"]


def test_the_demo_camera_is_an_ordinary_one_by_default() -> None:
    options = parsed(f"demo-camera {URL}")
    assert (options.fps, options.size, options.frames, options.camera_id) == (25, (640, 480), None, None)


def test_the_demo_camera_is_as_it_was_asked_for() -> None:
    options = parsed(f"demo-camera {URL} --fps 2.5 --size 800×600 --frames 9 --id 0A1B2C3D4E5F")
    assert (options.url, options.fps, options.size, options.frames) == (URL, 2.5, (800, 600), 9)
    assert options.camera_id == "0a1b2c3d4e5f"


def test_an_address_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo-camera", "http://x/") == 1
    assert capsys.readouterr().err == (
        "atomcam: this is not the address of a camera server: it looks like ws://192.168.1.5:8080/ws/camera\n"
    )


# -- the program's start -------------------------------------------------------------------------------------------


def imported_by(*words: str, stop_after: str | None = None) -> tuple[str, set[str]]:
    """Standard output of ``atomcam`` and the top-level packages that it imported."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "atomcam_gui", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        first = ""
        if stop_after:
            assert process.stdout is not None
            first = process.stdout.readline()
            assert stop_after in first
            process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    modules = [line.rpartition("|")[2].strip() for line in err.splitlines() if line.startswith("import time:")]
    return first + out, {name.partition(".")[0] for name in modules}


def test_the_version_is_printed_without_loading_anything_large() -> None:
    out, imported = imported_by("--version")
    assert out == f"atomcam {__version__}\n"
    assert "atomcam_gui" in imported
    large = {"PySide6", "shiboken6", "qasync", "numpy", "simplejpeg", "websockets", "asyncio", "psutil", "platformdirs"}
    assert not large & imported


@pytest.mark.parametrize(
    "wish",
    [
        "",
        "--share",
        "--push rtsp://127.0.0.1:1/camera",
        "--push rtsp://127.0.0.1:1/camera --push-as jpeg",
        "--source http://127.0.0.1:1/stream",
        "--record recordings",
    ],
)
def test_serve_never_loads_qt_and_nothing_large_before_there_is_a_picture(
    wish: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = wish.replace("recordings", str(tmp_path / "recordings")).split()
    monkeypatch.setenv("ATOMCAM_HOME", str(tmp_path))
    out, imported = imported_by("serve", "--bind", "127.0.0.1", "--port", "0", *words, stop_after="listening on")
    assert out.startswith("listening on ws://127.0.0.1:")
    assert "websockets" in imported
    qt = {"PySide6", "shiboken6", "qasync"}
    pictures = {"av", "numpy", "simplejpeg"}
    boards = {"esptool", "serial", "littlefs", "keyring"}
    assert not (qt | pictures | boards | {"segno"}) & imported


# -- whether there is a screen -------------------------------------------------------------------------------------


@pytest.fixture
def screenless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


def test_no_screen_is_no_window(screenless: pytest.MonkeyPatch) -> None:
    assert display.why_no_window() == "there is no display"


@pytest.mark.parametrize("name", [":987", "127.0.0.1:987", "unix:987", "localhost:987.0"])
def test_a_screen_that_does_not_answer_is_named(screenless: pytest.MonkeyPatch, name: str) -> None:
    screenless.setenv("DISPLAY", name)
    assert display.why_no_window() == f"the display {name} does not answer"


@pytest.mark.parametrize("name", ["nonsense", ":", ":x", "host:", ":-1", "/nowhere:987", ":99999999"])
def test_a_screen_of_a_strange_name_is_no_window(screenless: pytest.MonkeyPatch, name: str) -> None:
    screenless.setenv("DISPLAY", name)
    assert display.why_no_window() == f"the display {name} does not answer"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5900", "eglfs"])
def test_platforms_that_need_no_screen_are_taken_at_their_word(screenless: pytest.MonkeyPatch, platform: str) -> None:
    screenless.setenv("QT_QPA_PLATFORM", platform)
    assert display.why_no_window() is None


@pytest.mark.parametrize("platform", ["xcb", "wayland", "wayland;xcb", "xcb:x"])
def test_platforms_that_need_a_screen_are_not(screenless: pytest.MonkeyPatch, platform: str) -> None:
    screenless.setenv("QT_QPA_PLATFORM", platform)
    assert display.why_no_window() == "there is no display"


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_always_have_a_screen(screenless: pytest.MonkeyPatch, system: str) -> None:
    screenless.setattr(sys, "platform", system)
    assert display.why_no_window() is None


@pytest.mark.parametrize("absolute", [False, True])
def test_a_wayland_screen_that_answers_is_enough(
    screenless: pytest.MonkeyPatch, tmp_path: Path, absolute: bool
) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        screenless.setenv("WAYLAND_DISPLAY", str(tmp_path / "wayland-7") if absolute else "wayland-7")
        assert display.why_no_window() is not None
        compositor.listen()
        assert display.why_no_window() is None


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets")
@pytest.mark.parametrize("name", [":{}", ":{}.0", "unix:{}"])
def test_an_x11_screen_that_answers_is_enough(screenless: pytest.MonkeyPatch, name: str) -> None:
    number = 5000 + os.getpid() % 10_000
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{number}")
        server.listen()
        screenless.setenv("DISPLAY", name.format(number))
        assert display.why_no_window() is None


def test_an_x11_screen_over_the_network_is_enough(screenless: pytest.MonkeyPatch) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        screenless.setenv("DISPLAY", f"127.0.0.1:{server.getsockname()[1] - 6000}.0")
        assert display.why_no_window() is None


def test_a_screen_of_the_other_kind_is_no_screen_for_a_chosen_platform(
    screenless: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        screenless.setenv("WAYLAND_DISPLAY", str(tmp_path / "wayland-7"))
        assert display.why_no_window() is None
        screenless.setenv("QT_QPA_PLATFORM", "xcb")
        assert display.why_no_window() == "there is no display"
