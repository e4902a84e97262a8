"""Asking the system's own tools: in English, within a time limit, and without holding up the event loop."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from atomcam_gui.provisioning.computer import system_tools
from atomcam_gui.provisioning.computer.system_tools import ToolAnswer, Tools, run_tool, within

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tools here are shell scripts")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the search path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(system_tools, "ADMIN_FOLDERS", ())
    return folder


def make(folder: Path, name: str, script: str) -> None:
    tool = folder / name
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


def test_a_tool_answers_with_its_text_and_its_status(tools: Path) -> None:
    make(tools, "ask", 'echo "$1 and $2"; echo quiet >&2; exit 3')
    assert run_tool(("ask", "one", "t w o"), 30) == ToolAnswer(3, "one and t w o\n")


def test_a_tool_speaks_english_in_utf8(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    make(tools, "ask", 'echo "$LC_ALL [$LANGUAGE] Küche"')
    assert run_tool(("ask",), 30) == ToolAnswer(0, "C.UTF-8 [] Küche\n")


def test_what_is_not_utf8_is_read_all_the_same(tools: Path) -> None:
    make(tools, "ask", r"printf 'K\374che\r\n'")
    assert run_tool(("ask",), 30) == ToolAnswer(0, "Küche\n")


def test_a_tool_that_is_not_there_is_no_answer(tools: Path) -> None:
    assert run_tool(("ask",), 30) is None


def test_a_tool_that_cannot_be_run_is_no_answer(tools: Path) -> None:
    broken = tools / "ask"
    broken.write_bytes(b"\x7fELF nonsense")
    broken.chmod(0o755)
    assert run_tool(("ask",), 30) is None


def test_a_tool_of_administrators_is_found_though_it_is_not_in_the_search_path(
    tmp_path: Path, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = tmp_path / "sbin"
    admin.mkdir()
    make(admin, "ask", "echo found")
    monkeypatch.setattr(system_tools, "ADMIN_FOLDERS", (str(admin),))
    assert run_tool(("ask",), 30) == ToolAnswer(0, "found\n")


def test_a_tool_that_hangs_is_ended(tools: Path, tmp_path: Path) -> None:
    # "exec": the process that is ended is the one that hangs.
    make(tools, "ask", f"echo $$ > {tmp_path}/pid; exec /bin/sleep 600")
    assert run_tool(("ask",), 1.0) is None
    pid = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_bundled_programs_libraries_are_kept_from_the_systems_tools(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tools, "ask", 'echo "[$LD_LIBRARY_PATH]"')
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere/bundle")
    assert run_tool(("ask",), 30) == ToolAnswer(0, "[]\n")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/nowhere/users-own")
    assert run_tool(("ask",), 30) == ToolAnswer(0, "[/nowhere/users-own]\n")


def test_all_questions_share_one_time_limit() -> None:
    given: list[float] = []

    def slow(_: object, seconds: float) -> ToolAnswer:
        given.append(seconds)
        time.sleep(0.06)
        return ToolAnswer(0, "yes")

    asker = Tools(slow, 0.05)
    assert asker.ask("one") is not None
    assert asker.ask("two") is None
    assert asker.text_of("three") == ""
    assert len(given) == 1
    assert 0 < given[0] <= 0.05


def test_a_failed_tools_text_is_not_believed() -> None:
    assert Tools(lambda command, seconds: ToolAnswer(1, "Error: x"), 5).text_of("ask") == ""
    assert Tools(lambda command, seconds: ToolAnswer(0, "x"), 5).text_of("ask") == "x"


# -- in a thread -------------------------------------------------------------------------------------------------------


async def test_an_answer_comes_from_a_daemon_thread() -> None:
    def question() -> tuple[str, bool]:
        return threading.current_thread().name, threading.current_thread().daemon

    assert await within(30, question, "asker") == ("asker", True)


async def test_an_error_reaches_the_asker() -> None:
    def question() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        await within(30, question, "asker")


async def test_a_question_that_hangs_costs_its_time_limit_and_its_late_answer_is_dropped() -> None:
    release, finished = threading.Event(), threading.Event()

    def question() -> str:
        release.wait(30)
        finished.set()
        return "late"

    with pytest.raises(TimeoutError):
        await within(0.05, question, "asker")
    release.set()
    assert await asyncio.to_thread(finished.wait, 30)
    await asyncio.sleep(0)


async def test_a_cancelled_asker_leaves_at_once() -> None:
    release, asked = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def question() -> None:
        loop.call_soon_threadsafe(asked.set)
        release.wait(30)

    task = asyncio.create_task(within(30, question, "asker"))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    release.set()


def test_an_answer_after_the_loops_end_troubles_nobody() -> None:
    release = threading.Event()
    asked: list[threading.Thread] = []

    def question() -> None:
        asked.append(threading.current_thread())
        release.wait(30)

    async def ask() -> None:
        with pytest.raises(TimeoutError):
            await within(0.05, question, "asker")

    asyncio.run(ask())
    release.set()
    asked[0].join(30)
    assert not asked[0].is_alive()
