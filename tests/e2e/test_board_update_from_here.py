"""The program puts new software on the real board, and knows what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping

import pytest

from atomcam_gui.camera.board_files import BoardSoftware, bundled_version, read_software, version_of
from atomcam_gui.camera.board_update import UpdateProgress, UpdateStage
from atomcam_gui.errors import UpdateCancelled, UpdateFailed
from tests.fakes.board_house import board_house, shorten_trial
from tests.fakes.together import Together
from tests.fakes.virtual_board import MAC, VirtualBoard
from tests.peers import until

Story = Callable[[], Coroutine[None, None, None]]


def newer(files: Mapping[str, bytes], version: str = "9.9.9", **changes: bytes) -> BoardSoftware:
    """The same software with another version, and other files by their stems."""
    init = files["__init__.py"].replace(bundled_version().encode(), version.encode())
    return BoardSoftware({**files, "__init__.py": init, **{f"{stem}.py": data for stem, data in changes.items()}})


def test_what_is_bundled_is_what_set_up_puts_on_the_board() -> None:
    software = read_software()
    assert {"app.py", "__init__.py", "updates.py", "controls.py"} <= set(software.files)
    assert version_of(software) == bundled_version() != ""
    assert [name for name, _, _ in software.offer] == sorted(software.files)


async def updated() -> None:
    async with VirtualBoard() as board, board_house(board) as house:
        updates = house.backend.updates
        info = updates.info(MAC)
        assert (info.installed, info.bundled, info.obstacle) == (bundled_version(), bundled_version(), "")
        assert not info.needed
        software = newer(house.installed(), newcomer=b"WORD = 'new'\n" * 800)
        updates = house.updates(software)
        told: list[UpdateProgress] = []
        assert await updates.update(MAC, told.append) == "9.9.9"
        assert house.installed() == dict(software.files)
        stages = [stage for i, stage in enumerate(p.stage for p in told) if i == 0 or stage is not told[i - 1].stage]
        assert stages == list(UpdateStage)
        total = len(software.files["newcomer.py"]) + len(software.files["__init__.py"])
        sent = [progress.sent for progress in told if progress.stage is UpdateStage.SENDING]
        assert (sent, told[-2].total) == (sorted(sent), total), "only what the board does not have is sent"
        assert sent[-1] == total
        assert updates.running(MAC) is None
        assert updates.info(MAC).installed == "9.9.9"
        assert house.camera.hello is not None
        assert house.camera.hello.update is None, "the board says that it keeps the new software"
        assert house.backend.updates.info(MAC).needed
        await house.live()


async def with_the_same() -> None:
    """There is nothing to send; the board starts again, and is done."""
    async with VirtualBoard() as board, board_house(board) as house:
        told: list[UpdateProgress] = []
        assert await house.backend.updates.update(MAC, told.append) == bundled_version()
        assert {progress.total for progress in told} == {0}
        assert board.starts == 2


async def broken() -> None:
    async with VirtualBoard() as board, board_house(board) as house:
        shorten_trial(board.files)
        old = house.installed()
        updates = house.updates(newer(old, app=b"\nthis is no Python\n"))
        with pytest.raises(UpdateFailed, match=f"went back to version {bundled_version()} by itself"):
            await updates.update(MAC, lambda _: None)
        assert house.installed() == old
        assert updates.info(MAC).reverted
        await house.live()


async def stopped() -> None:
    async with VirtualBoard() as board, board_house(board) as house:
        old, starts = house.installed(), board.starts
        software = newer(old, newcomer=b"# words\n" * 8000)
        updates, cancelled, told = house.updates(software), asyncio.Event(), []

        def stop_in_the_middle(progress: UpdateProgress) -> None:
            told.append(progress)
            assert progress.can_stop
            if progress.sent > 8000:
                cancelled.set()

        with pytest.raises(UpdateCancelled):
            await updates.update(MAC, stop_in_the_middle, cancelled)
        assert told[-1].sent < len(software.files["newcomer.py"])

        # By ending the task, too; and only one at a time.
        begun = asyncio.Event()
        task = asyncio.create_task(updates.update(MAC, lambda progress: progress.sent and begun.set()))
        await begun.wait()
        with pytest.raises(UpdateFailed, match="being updated already"):
            await updates.update(MAC, told.append)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert updates.running(MAC) is None
        assert (house.installed(), board.starts) == (old, starts)
        await house.live()


async def lost() -> None:
    async with VirtualBoard() as board, board_house(board) as house:
        old = house.installed()

        def cut(progress: UpdateProgress) -> None:
            if progress.sent > 8000 and board.starts == 1:
                board.power_cut()

        updates = house.updates(newer(old, newcomer=b"# words\n" * 8000))
        with pytest.raises(UpdateFailed, match="lost while it was being updated"):
            await updates.update(MAC, cut)
        await house.live()
        assert house.installed() == old


async def away() -> None:
    async with VirtualBoard() as board, board_house(board) as house:

        def vanish(progress: UpdateProgress) -> None:
            if progress.stage is UpdateStage.RESTARTING:
                board.fault("wifi_off")

        with pytest.raises(UpdateFailed, match="not come back from its restart"):
            await house.updates(newer(house.installed()), back_within_s=1.0).update(MAC, vanish)
        board.fault("wifi_off", 0)
        await house.live()


async def without_a_key() -> None:
    async with VirtualBoard() as board, board_house(board, with_key=False) as house:
        updates = house.backend.updates
        assert "no key" in updates.info(MAC).obstacle
        with pytest.raises(UpdateFailed, match="set it up by cable"):
            await updates.update(MAC, lambda _: None)
        board.fault("wifi_off")
        await until(lambda: house.camera.connection is None, "it is away", 20)
        assert "not connected" in updates.info(MAC).obstacle
        assert updates.info("nobody").obstacle


def run(story: Story) -> None:
    asyncio.run(story())


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


def test_a_board_is_updated_and_shows_that_it_works(together: Together) -> None:
    together(run, updated)


def test_software_that_does_not_come_up_gives_way_and_the_user_is_told(together: Together) -> None:
    together(run, broken)


def test_an_update_can_be_stopped_until_the_board_restarts(together: Together) -> None:
    together(run, stopped)


def test_a_board_that_is_lost_in_the_middle_keeps_what_it_had(together: Together) -> None:
    together(run, lost)


def test_a_board_that_does_not_come_back_is_told_of(together: Together) -> None:
    together(run, away)


def test_a_board_without_a_key_is_not_updated(together: Together) -> None:
    together(run, without_a_key)


def test_an_update_to_the_same_software_is_done_at_once(together: Together) -> None:
    together(run, with_the_same)


STORIES = [(run, story) for story in (updated, broken, stopped, with_the_same, lost, away, without_a_key)]
