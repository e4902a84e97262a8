"""Reports to hand over: what is in them, how they are saved, and what brings them up."""

from __future__ import annotations

import asyncio
import signal
import threading
import zipfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton

from atomcam_gui.app import Program
from atomcam_gui.camera.trust import KeyEntry
from atomcam_gui.paths import Paths
from atomcam_gui.push.push_url import parse_push_url
from atomcam_gui.sources.address import parse_address
from atomcam_gui.support.bundle import Part
from atomcam_gui.support.last_run import LastRun
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.notices import NoticeBar
from atomcam_gui.ui.report_dialog import ReportDialog
from tests.fakes.window_process import SPY, WindowProcess, settings
from tests.ui.conftest import camera, click, free_port, plain_jpeg, running, until

KEY = bytes(range(32))
SECRET = "s3cret-Word_1"


def dialogs(program: Program) -> list[ReportDialog]:
    return [found for found in program.window.findChildren(ReportDialog) if found.isVisible()]


def bar_with(program: Program, text: str) -> NoticeBar:
    (found,) = [bar for bar in program.window.notices.bars if text in bar.notice.text]
    return found


def button(bar: NoticeBar, text: str) -> QPushButton:
    (found,) = [button for button in bar.buttons if button.text() == text]
    return found


async def opened(program: Program) -> ReportDialog:
    """The dialog, from the menu, once it has read everything."""
    program.window.actions_.report.trigger()
    (dialog,) = dialogs(program)
    await until(dialog.save_button.isEnabled, "it has collected the files")
    return dialog


def write_log(paths: Paths, *lines: str) -> None:
    """What the program as a process would have logged."""
    paths.state.mkdir(parents=True, exist_ok=True)
    (paths.state / "atomcam.log").write_text("\n".join(lines) + "\n")


async def test_report_holds_what_helps_and_no_secret(program: Program, paths: Paths, tmp_path: Path) -> None:
    program.backend.book.add_key(KeyEntry("0a0000000001", KEY, "Garden"))
    link = program.sharing._sharing.book.add("Anna")
    program.sharing._pushes.add(parse_push_url(f"rtsp://anna:{SECRET}@127.0.0.1:9/live"), on=False)
    program.sources._service.add(parse_address(f"http://anna:{SECRET}@127.0.0.1:9/stream"), "Hall")
    write_log(
        paths,
        f"GET /?token={link.token}",
        f"rtsp://anna:{SECRET}@127.0.0.1:9/live did not answer",
        f"key {KEY.hex()}",
        "all was well",
    )
    async with camera(program, "0a0000000002", name="Street") as connection:
        await connection.send(plain_jpeg((220, 0, 0)))
        await until(lambda: len(list(program.backend.registry)) > 1, "it is listed")
        dialog = await opened(program)
    dialog.words.setPlainText("It blinked, then nothing.")
    target = tmp_path / "Bericht für Jürgen.zip"
    dialog.save_to(target)
    await until(lambda: dialog.note.isVisible(), "it is saved")
    assert dialog.note.text() == "Saved as Bericht für Jürgen.zip"
    assert dialog.folder_button.isVisible()
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        content = {name: archive.read(name).decode() for name in archive.namelist()}
    assert content["what-happened.txt"] == "It blinked, then nothing.\n"
    assert "0a0000000002" in content["state.txt"]
    assert '"port"' in content["settings.json"]
    assert "all was well" in content["atomcam.log"]
    everything = "".join(content.values())
    for secret in (SECRET, link.token, KEY.hex()):
        assert secret not in everything
    dialog.close()


async def test_every_file_can_be_read_before_it_is_saved(program: Program) -> None:
    dialog = await opened(program)
    names = [dialog._files.itemText(number) for number in range(dialog._files.count())]
    assert names[:3] == ["versions.txt", "state.txt", "settings.json"]
    for number, start in enumerate(("AtomCam ", "listening: True", "{")):
        dialog._files.setCurrentIndex(number)
        assert dialog.content.toPlainText().startswith(start)
    assert dialog.content.isReadOnly()
    dialog.close()


async def test_report_that_cannot_be_written_says_why_and_can_be_saved_elsewhere(
    program: Program, tmp_path: Path
) -> None:
    dialog = await opened(program)
    dialog.words.setPlainText("typed with care")
    (tmp_path / "file").write_text("")
    dialog.save_to(tmp_path / "file" / "report.zip")
    await until(lambda: dialog.note.isVisible(), "it is said")
    assert "could not be written" in dialog.note.text()
    assert dialog.note.text().endswith(".")
    assert not dialog.folder_button.isVisible()
    await until(dialog.save_button.isEnabled, "it can be tried again")
    assert dialog.words.toPlainText() == "typed with care"
    dialog.save_to(tmp_path / "report.zip")
    await until(lambda: dialog.folder_button.isVisible(), "it is saved")
    dialog.close()


class SlowReport:
    """Takes its time to collect, until it is let go."""

    def __init__(self) -> None:
        self.asked, self.go = threading.Event(), threading.Event()

    def collect(self, _words: str) -> Sequence[Part]:
        self.asked.set()
        self.go.wait(10)
        return (Part("versions.txt", "x"),)


@pytest.fixture
async def faults() -> AsyncIterator[list[BaseException]]:
    faults: list[BaseException] = []
    yield faults
    assert faults == []


async def test_closed_while_it_collects_it_is_just_closed(program: Program, faults: list[BaseException]) -> None:
    slow, tasks = SlowReport(), TaskSet(faults.append)
    dialog = ReportDialog(slow.collect, tasks, parent=program.window)
    dialog.show()
    await until(slow.asked.is_set)
    assert not dialog.save_button.isEnabled()
    dialog.close()
    await until(lambda: not dialogs(program), "it is gone")
    slow.go.set()
    await tasks.wait_all()
    await asyncio.sleep(0)


async def test_closed_while_it_saves_it_is_just_closed(
    program: Program, faults: list[BaseException], tmp_path: Path
) -> None:
    slow, tasks = SlowReport(), TaskSet(faults.append)
    slow.go.set()
    dialog = ReportDialog(slow.collect, tasks, parent=program.window)
    dialog.show()
    await until(dialog.save_button.isEnabled)
    slow.go.clear()
    slow.asked.clear()
    target = tmp_path / "report.zip"
    dialog.save_to(target)
    await until(slow.asked.is_set)
    dialog.close()
    slow.go.set()
    await tasks.wait_all()
    await until(target.exists, "what was under way is finished")


async def test_program_ends_while_a_report_collects(qapp: QApplication, paths: Paths) -> None:
    slow = SlowReport()
    async with running(qapp, paths) as program:
        ReportDialog(slow.collect, program.tasks, parent=program.window).show()
        await until(slow.asked.is_set)
    slow.go.set()


# -- what brings it up ---------------------------------------------------------------------------------------------


async def test_a_fault_is_told_of_with_a_way_to_report_it(program: Program) -> None:
    program.faults.report(RuntimeError("kaputt"))
    await until(lambda: program.window.notices.bars, "it is told")
    bar = bar_with(program, "Something went wrong inside AtomCam. It goes on")
    assert [button.text() for button in bar.buttons] == ["Save a report…", "Show the log"]
    click(button(bar, "Save a report…"))
    (dialog,) = dialogs(program)
    assert any("Something went wrong inside AtomCam." in label.text() for label in dialog.findChildren(QLabel))
    await until(dialog.save_button.isEnabled)
    (close,) = [box.button(QDialogButtonBox.StandardButton.Close) for box in dialog.findChildren(QDialogButtonBox)]
    click(close)
    assert dialogs(program) == []


async def test_many_faults_are_one_notice(program: Program) -> None:
    for number in range(50):
        program.faults.report(RuntimeError(str(number)))
    await until(lambda: program.window.notices.bars)
    assert len(program.window.notices.bars) == 1


def test_a_crash_is_told_of_at_the_next_start_and_a_clean_end_is_not(tmp_path: Path) -> None:
    port, spied = free_port(), ("-c", SPY)
    settings(tmp_path, port)
    crashed = "was not closed properly the last time"
    with WindowProcess(tmp_path, "--demo", command=spied) as killed:
        killed.wait_to_say("a picture")
        killed.process.kill()
        killed.process.wait()
    with WindowProcess(tmp_path, "--demo", command=spied) as told:
        told.wait_to_say("a picture", crashed)
        assert told.end() == (0, "", "")
    with WindowProcess(tmp_path, "--demo", command=spied) as quiet:
        assert quiet.wait_to_say("a picture") == ["a picture"]
        assert quiet.end() == (0, "", "")
    assert not LastRun(tmp_path / "state").crashed


def test_a_crash_of_the_interpreter_itself_is_in_the_next_report(tmp_path: Path) -> None:
    settings(tmp_path, free_port())
    with WindowProcess(tmp_path, command=("-c", SPY)) as crashing:
        crashing.wait_for_log("listening on")
        crashing.end(signal.SIGSEGV)
    with WindowProcess(tmp_path, command=("-c", SPY)) as told:
        told.wait_to_say("was not closed properly the last time")
        assert "Segmentation fault" in (tmp_path / "state" / "crash.txt.1").read_text()
        assert told.end() == (0, "", "")
