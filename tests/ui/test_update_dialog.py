"""New software for a camera: what will happen, how far it is, giving it up, and how it ended, in words."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from atomcam_gui.camera.board_update import UpdateInfo, UpdateProgress, UpdateStage
from atomcam_gui.errors import UpdateCancelled, UpdateFailed
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.inspector import update_texts
from atomcam_gui.ui.inspector.update_dialog import UpdateDialog
from atomcam_gui.ui.inspector.update_session import UpdateSession, UpdateStep
from tests.ui.conftest import click, until

OLD = UpdateInfo("0.1.0", "0.2.0")
LOST = "Kitchen was lost while it was being updated: it goes on with the software that it had; try again"


class Camera:
    """What stands behind a dialog: an update that goes as the test says, step by step."""

    def __init__(self, info: UpdateInfo = OLD) -> None:
        self.known = info
        self.begun = 0
        self.tell: Callable[[UpdateProgress], None] = lambda _: None
        self.outcome: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def info(self, _camera_id: str) -> UpdateInfo:
        return self.known

    async def update(
        self, _camera_id: str, on_progress: Callable[[UpdateProgress], None], cancelled: asyncio.Event | None = None
    ) -> str:
        self.begun += 1
        self.tell = on_progress
        self.outcome = asyncio.get_running_loop().create_future()
        assert cancelled is not None
        stopped = asyncio.ensure_future(cancelled.wait())
        await asyncio.wait([stopped, self.outcome], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await stopped
        if cancelled.is_set():
            raise UpdateCancelled("Kitchen")
        return self.outcome.result()


class Desk:
    """Opens dialogs, and waits for what they have begun."""

    def __init__(self) -> None:
        self.failures: list[BaseException] = []
        self.tasks = TaskSet(self.failures.append)
        self.dialogs: list[UpdateDialog] = []

    def open(self, camera: Camera) -> UpdateDialog:
        session = UpdateSession("0a0000000001", "Kitchen", camera, self.tasks)  # type: ignore[arg-type]
        return self.show(session)

    def show(self, session: UpdateSession) -> UpdateDialog:
        dialog = UpdateDialog(session)
        dialog.show()
        self.dialogs.append(dialog)
        return dialog


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, UpdateDialog):
            widget.close()
    assert made.failures == []


async def begin(dialog: UpdateDialog, camera: Camera) -> None:
    """Press the button, and wait until the camera hears of it."""
    before = camera.begun
    click(dialog.begin)
    await until(lambda: camera.begun > before, "the update begins")


async def test_before_anything_happens_one_reads_what_will(desk: Desk) -> None:
    camera = Camera()
    dialog = desk.open(camera)
    assert "0.1.0" in dialog.versions.text()
    assert "0.2.0" in dialog.versions.text()
    assert "restarts" in dialog.intro.text()
    await until(dialog.begin.hasFocus, "the button that begins has the focus")
    assert not dialog.stop.isVisible()
    assert camera.begun == 0


async def test_an_update_tells_how_far_it_is_and_that_it_is_done(desk: Desk) -> None:
    camera = Camera()
    dialog = desk.open(camera)
    await begin(dialog, camera)
    assert dialog.stop.isVisible()
    camera.tell(UpdateProgress(UpdateStage.SENDING, 30_000, 60_000))
    assert "30 kB of 60 kB" in dialog.what.text()
    assert dialog.bar.value() == 40
    filled = [dialog.bar.value()]
    for progress in (UpdateProgress(UpdateStage.RESTARTING), UpdateProgress(UpdateStage.TRIAL)):
        camera.tell(progress)
        filled.append(dialog.bar.value())
        assert not dialog.stop.isEnabled(), "nothing can be stopped any more"
    assert filled == sorted(filled)
    camera.outcome.set_result("0.2.0")
    await until(lambda: dialog.session.step is UpdateStep.DONE, "it is done")
    assert "0.2.0" in dialog.outcome.text
    assert not dialog.begin.isVisible()
    assert not dialog.bar.isVisible()
    assert dialog.close_button.hasFocus()


async def test_an_update_that_is_given_up_leaves_the_old_software(desk: Desk) -> None:
    camera = Camera()
    dialog = desk.open(camera)
    await begin(dialog, camera)
    camera.tell(UpdateProgress(UpdateStage.SENDING, 10, 100))
    click(dialog.stop)
    await until(lambda: dialog.session.step is UpdateStep.STOPPED, "it was given up")
    assert "that it had" in dialog.outcome.text
    await begin(dialog, camera)
    assert camera.begun == 2
    camera.outcome.set_result("0.2.0")
    await until(lambda: dialog.session.step is UpdateStep.DONE)


async def test_a_failure_says_why_and_what_to_do_and_can_be_tried_again(desk: Desk) -> None:
    camera = Camera()
    dialog = desk.open(camera)
    await begin(dialog, camera)
    camera.outcome.set_exception(UpdateFailed(LOST))
    await until(lambda: dialog.session.step is UpdateStep.FAILED, "it failed")
    assert dialog.trouble.isVisible()
    assert dialog.trouble.text == (
        "Kitchen was lost while it was being updated. It goes on with the software that it had; try again."
    )
    assert dialog.begin.text() == "&Try again"
    await begin(dialog, camera)
    assert not dialog.trouble.isVisible()
    camera.outcome.set_result("0.2.0")
    await until(lambda: dialog.session.step is UpdateStep.DONE)


async def test_closing_the_window_leaves_the_update_alone(desk: Desk) -> None:
    camera = Camera()
    dialog = desk.open(camera)
    session = dialog.session
    await begin(dialog, camera)
    dialog.close()
    camera.tell(UpdateProgress(UpdateStage.SENDING, 50, 100))
    assert session.is_running
    again = desk.show(session)
    assert again.bar.isVisible()
    assert again.bar.value() == 40
    camera.outcome.set_result("0.2.0")
    await until(lambda: again.session.step is UpdateStep.DONE)


async def test_the_end_of_the_program_ends_an_update(desk: Desk) -> None:
    camera = Camera()
    await begin(desk.open(camera), camera)
    await asyncio.wait_for(desk.tasks.cancel_all(), 2)


@pytest.mark.parametrize(
    ("info", "words"),
    [
        (UpdateInfo("0.2.0", "0.2.0"), "already"),
        (UpdateInfo("0.1.0", "0.2.0", "Kitchen has no key of this computer: set it up by cable"), "has no key"),
    ],
)
async def test_where_nothing_can_be_updated_no_button_promises_it(desk: Desk, info: UpdateInfo, words: str) -> None:
    dialog = desk.open(Camera(info))
    assert words in dialog.intro.text()
    assert not dialog.begin.isVisible()


@pytest.mark.parametrize("step", list(UpdateStep))
async def test_the_window_is_no_higher_than_its_words(desk: Desk, step: UpdateStep) -> None:
    dialog = desk.open(Camera())
    dialog.session.trouble, dialog.session.version = LOST, "0.2.0"
    dialog.session._go_to(step)
    await until(lambda: dialog.height() < 240)


@pytest.mark.parametrize(
    ("installed", "bundled", "older"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.9.1", "0.10.0", True),
        ("0.10.0", "0.9.1", False),
        ("0.2.0", "0.2.0", False),
        (None, "0.2.0", True),
        ("nightly", "0.2.0", True),
    ],
)
def test_only_an_older_version_is_offered_a_newer_one(installed: str | None, bundled: str, older: bool) -> None:
    assert update_texts.is_older(installed, bundled) is older


def test_the_panel_says_nothing_of_a_camera_that_is_up_to_date() -> None:
    assert update_texts.bar_text(None, UpdateInfo("0.2.0", "0.2.0")) == ""
    assert update_texts.bar_text(None, UpdateInfo("0.1.0", "0.2.0", "it has no key")) == ""
    assert "0.2.0" in update_texts.bar_text(None, OLD)
    assert "went back to 0.1.0" in update_texts.bar_text(None, UpdateInfo("0.1.0", "0.2.0", reverted=True))
