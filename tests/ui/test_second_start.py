"""Two starts of the program: the second brings the first's window to the front and hands over what it is for."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from atomcam_gui import single_instance
from atomcam_gui.app import Program
from atomcam_gui.paths import Paths
from atomcam_gui.ui.player.player_window import PlayerWindow
from tests.fakes.recordings import write_recording
from tests.fakes.window_process import ROOT, WindowProcess, settings
from tests.ui.conftest import free_port, running, until

SECOND_WITHIN_S = 2.0
CONNECTED = "Demo camera (0a7c0de0ca00) connected"


async def start_second(home: Path, *arguments: str, cwd: Path = ROOT) -> tuple[int, str, float]:
    """Another start for the same user: its status, what it said, and how long it took, in seconds."""
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "atomcam_gui", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=cwd,
        env=os.environ | {"ATOMCAM_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), time.monotonic() - began


@pytest.fixture
async def first(qapp: QApplication, paths: Paths) -> AsyncIterator[Program]:
    """The program as the only one of its home."""
    instance = single_instance.claim(paths.state)
    assert instance is not None
    async with running(qapp, paths) as program:
        await instance.listen(program.grant)
        yield program
        await instance.close()


async def test_a_second_start_brings_the_window_to_the_front(first: Program, paths: Paths) -> None:
    first.window.showMinimized()
    await until(first.window.isMinimized)
    status, said, seconds = await start_second(paths.config.parent)
    assert (status, said) == (0, "")
    assert seconds < SECOND_WITHIN_S
    assert not first.window.isMinimized()
    assert first.window.isVisible()
    await until(first.window.isActiveWindow, "it has the keyboard")


async def test_a_second_start_hands_over_set_up_and_demo(first: Program, paths: Paths) -> None:
    assert (await start_second(paths.config.parent, "--set-up", "--demo"))[:2] == (0, "")
    assert first.window.actions_.demo.isChecked()
    assert first.controller.setup.window is not None
    assert first.controller.setup.window.isVisible()
    # Once more changes nothing.
    window = first.controller.setup.window
    assert (await start_second(paths.config.parent, "--set-up"))[:2] == (0, "")
    assert first.controller.setup.window is window
    window.close()


async def test_a_second_start_hands_over_recordings(first: Program, paths: Paths, tmp_path: Path) -> None:
    folder = tmp_path / "Eigene Filme"
    folder.mkdir()
    write_recording(folder / "Küche.mkv", [0, 40, 80])
    assert (await start_second(paths.config.parent, "--open", "Küche.mkv", cwd=folder))[:2] == (0, "")

    await until(lambda: len(players()) == 1, "it is played")
    assert "Küche" in players()[0].windowTitle()
    players()[0].close()


async def test_a_second_start_with_a_file_that_is_not_there_is_told_of_in_the_window(
    first: Program, paths: Paths, tmp_path: Path
) -> None:
    assert (await start_second(paths.config.parent, "--open", str(tmp_path / "gone.mkv")))[:2] == (0, "")
    await until(lambda: len(players()) == 1, "a player opens")
    (player,) = players()
    await until(lambda: any("is gone" in label.text() for label in player.findChildren(QLabel)), "it is said")
    player.close()


def players() -> list[PlayerWindow]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, PlayerWindow) and w.isVisible()]


def test_another_home_is_another_program(tmp_path: Path) -> None:
    homes = tmp_path / "one", tmp_path / "other"
    for home in homes:
        settings(home, free_port())
    with WindowProcess(homes[0], "--demo") as one, WindowProcess(homes[1], "--demo") as other:
        one.wait_for_log(CONNECTED)
        other.wait_for_log(CONNECTED)
        assert one.end() == (0, "", "")
        assert other.process.poll() is None
        assert other.end() == (0, "", "")


@pytest.mark.skipif(os.name != "posix", reason="stops a process as only POSIX can")
def test_where_the_first_hangs_the_second_says_so(tmp_path: Path) -> None:
    settings(tmp_path, free_port())
    with WindowProcess(tmp_path) as first:
        first.wait_for_log("listening on")
        deadline = time.monotonic() + 10
        while not (tmp_path / "state" / "window.json").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        first.process.send_signal(signal.SIGSTOP)
        with WindowProcess(tmp_path) as second:
            status, out, err = second.end(None)
        first.process.send_signal(signal.SIGCONT)
        assert (status, out) == (1, "")
        assert err == (
            "atomcam: AtomCam is open already but does not answer: "
            "wait a moment and try again, or end it and start it anew\n"
        )
        assert first.end()[0] == 0


def test_two_starts_in_the_same_moment_are_one_window(tmp_path: Path) -> None:
    settings(tmp_path, free_port())
    with WindowProcess(tmp_path) as one, WindowProcess(tmp_path, "--demo") as other:
        log = tmp_path / "state" / "atomcam.log"
        deadline = time.monotonic() + 20
        while not (log.exists() and CONNECTED in log.read_text()):  # of whichever of them stays
            assert time.monotonic() < deadline
            time.sleep(0.02)
        ended, stays = (one, other) if one.process.poll() is not None else (other, one)
        assert ended.end(None) == (0, "", "")
        assert stays.end() == (0, "", "")
