"""Which firmware is written: the program's own, downloaded or bundled, or a file; and what is kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from atomcam_gui.provisioning.firmware.firmware_catalogue import load_catalogue
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareSource, FirmwareStore
from atomcam_gui.provisioning.flow.setup_state import Page
from atomcam_gui.provisioning.serial.ports import Port, PortKind
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.firmware import make_firmware, make_zip
from tests.fakes.odd_devices import Silent
from tests.fakes.set_up_parts import Story, story
from tests.fakes.stories import write_firmware
from tests.fakes.virtual_board import MAC

FIRMWARE = make_firmware(300_000)


@pytest.fixture(autouse=True)
def quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atomcam_gui.provisioning.flow.board_session._LOADER_LOOK_S", 0.1)


def bundled(folder: Path) -> FirmwareStore:
    """A build that has the firmware in it."""
    release = load_catalogue()
    archive = make_zip(FIRMWARE)
    (folder / release.asset).write_bytes(archive)
    release = replace(release, sha256=hashlib.sha256(archive).hexdigest(), size=len(archive))
    return FirmwareStore(release, folder / "cache", folder)


class SlowStore(FirmwareStore):
    """A download that goes on until somebody says how it ends."""

    def __init__(self, folder: Path) -> None:
        super().__init__(load_catalogue(), folder / "cache", folder / "none")
        self.go_on = asyncio.Event()
        self.error: SetupError | None = None
        self.cancelled = False

    async def get(self, on_progress):  # type: ignore[no-untyped-def]
        on_progress(100_000, 300_000)
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        if self.error is not None:
            raise self.error
        return await self.open_file(write_firmware(self._cached.parent.parent.parent, FIRMWARE))


@pytest.fixture
def slow(tmp_path: Path) -> SlowStore:
    return SlowStore(tmp_path)


@pytest.fixture
async def told(slow: SlowStore) -> AsyncIterator[Story]:
    """At the page, with a new board."""
    with Silent() as device:
        port = Port(device.path, PortKind.LOADER, mac=MAC)

        async def no_board(*_: object, **__: object) -> object:
            raise SetupError(Trouble.NOT_IN_LOADER, port=port.path)

        async with story(lambda: [port], store=slow, install=no_board) as told:
            await told.recognised()
            told.flow.advance()
            assert told.state.page is Page.FIRMWARE
            yield told


async def test_what_is_offered_is_told_before_it_is_fetched(tmp_path: Path) -> None:
    store = bundled(tmp_path)
    async with story(list, store=store) as told:
        firmware = told.state.firmware
        assert (firmware.offered, firmware.offered_version) == (FirmwareSource.BUNDLED, store.release.version)
        assert firmware.offered_size == store.release.size
        assert (firmware.firmware, firmware.fetching, firmware.own_file) == (None, False, False)
        told.flow.fetch()
        assert told.state.firmware.fetching
        state = await told.reach(lambda s: s.firmware.firmware, "it is there")
        assert state.firmware.firmware.source is FirmwareSource.BUNDLED
        assert state.firmware.firmware.image.data == FIRMWARE


async def test_the_main_button_fetches_first_and_then_flashes(told: Story, slow: SlowStore) -> None:
    told.flow.advance()
    state = await told.reach(lambda s: s.firmware.received, "progress")
    assert (state.page, state.firmware.fetching) == (Page.FIRMWARE, True)
    assert (state.firmware.received, state.firmware.total) == (100_000, 300_000)
    assert not told.flow.may_advance()
    slow.go_on.set()
    state = await told.reach(lambda s: s.flash.trouble, "it tried to flash")
    assert state.page is Page.FLASH
    assert state.firmware.firmware is not None


async def test_a_download_is_cancelled_and_begun_again(told: Story, slow: SlowStore) -> None:
    told.flow.advance()
    await told.reach(lambda s: s.firmware.received, "progress")
    told.flow.cancel_fetch()
    assert not told.state.firmware.fetching
    await asyncio.sleep(0)
    assert slow.cancelled
    assert (told.state.page, told.state.firmware.trouble) == (Page.FIRMWARE, None)
    assert told.flow.may_advance()
    slow.go_on.set()
    told.flow.fetch()
    await told.reach(lambda s: s.firmware.firmware, "it is there")
    assert told.state.page is Page.FIRMWARE, "fetched, not flashed"


async def test_a_download_that_fails_says_why_and_may_be_tried_again(told: Story, slow: SlowStore) -> None:
    slow.error = SetupError(Trouble.NO_NETWORK, reason="no route")
    slow.go_on.set()
    told.flow.advance()
    state = await told.reach(lambda s: s.firmware.trouble, "it says why")
    assert state.firmware.trouble.trouble is Trouble.NO_NETWORK
    assert (state.page, state.firmware.fetching) == (Page.FIRMWARE, False)
    assert Page.FIRMWARE not in state.finished
    slow.error = None
    told.flow.advance()
    await told.page(Page.FLASH)


async def test_a_file_that_is_no_firmware_is_refused_at_once_and_the_pinned_one_is_a_click_away(
    told: Story, slow: SlowStore, tmp_path: Path
) -> None:
    slow.go_on.set()
    told.flow.fetch()
    await told.reach(lambda s: s.firmware.firmware, "the pinned one is there")
    path = tmp_path / "mine.bin"
    path.write_bytes(FIRMWARE[:-5000])
    told.flow.use_file(path)
    state = await told.reach(lambda s: s.firmware.trouble, "it is refused")
    assert state.firmware.trouble.trouble is Trouble.IMAGE_TRUNCATED
    assert (state.firmware.own_file, state.firmware.firmware) == (True, None)
    assert not told.flow.may_advance()
    told.flow.use_pinned()
    state = told.state
    assert (state.firmware.own_file, state.firmware.trouble) == (False, None)
    assert state.firmware.firmware is not None
    assert told.flow.may_advance()


async def test_a_file_that_is_still_being_checked_is_not_flashed(told: Story, tmp_path: Path) -> None:
    told.flow.use_file(write_firmware(tmp_path, FIRMWARE))
    told.flow.advance()
    assert told.state.page is Page.FIRMWARE
    state = await told.reach(lambda s: s.firmware.firmware, "it is checked")
    assert state.firmware.firmware.source is FirmwareSource.FILE
    told.flow.advance()
    assert told.state.page is Page.FLASH


async def test_erasing_everything_and_keeping_settings_exclude_each_other(told: Story) -> None:
    assert (told.state.firmware.keep_settings, told.state.firmware.erase_all) == (True, False)
    told.flow.erase_all(True)
    assert (told.state.firmware.keep_settings, told.state.firmware.erase_all) == (False, True)
    told.flow.keep_settings(True)
    assert (told.state.firmware.keep_settings, told.state.firmware.erase_all) == (True, False)
    told.flow.keep_settings(False)
    assert (told.state.firmware.keep_settings, told.state.firmware.erase_all) == (False, False)
