"""One camera book, two programs: what one writes holds in the other, and neither loses the other's entries."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
from pathlib import Path

import pytest

from atomcam_gui import shared_json, wire
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook, Verdict
from atomcam_gui.errors import SettingsError
from atomcam_gui.shared_json import SharedJson
from tests.peers import LOOPBACK, peer_camera, picture, running_station, until

ID, OTHER_ID = "0a1b2c3d4e5f", "0a1b2c3d4e60"
KEY, NEW_KEY = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "cameras.json"


def opened(path: Path) -> TrustBook:
    book = TrustBook(path)
    assert book.load() is None
    return book


def word(address: str, trust: Trust = Trust.ALLOWED, *, permanent: bool = True) -> Decision:
    return Decision(address, None, trust, permanent=permanent)


# -- the server that runs meanwhile --------------------------------------------------------------------------------


async def test_a_camera_whose_key_another_program_wrote_proves_it_at_its_next_connection(path: Path) -> None:
    async with running_station(opened(path)) as station:
        async with peer_camera(station.url, ID) as camera:
            await camera.hello()
            await camera.show()
            assert (await station.listed(ID)).trust is Trust.WAITING
        opened(path).add_key(KeyEntry(ID, KEY, "Kitchen"))
        async with peer_camera(station.url, ID) as camera:
            await camera.come_in(KEY)
            await camera.show(picture())
            await until(lambda: station.shown.of(ID), "its picture is shown")
        assert station.camera(ID).name == "Kitchen"


async def test_a_camera_that_was_given_another_key_is_not_let_in_with_the_old_one(path: Path) -> None:
    book = opened(path)
    book.add_key(KeyEntry(ID, KEY))
    async with running_station(book) as station:
        opened(path).add_key(KeyEntry(ID, NEW_KEY))
        async with peer_camera(station.url, ID) as camera:
            await camera.come_in(KEY)
            assert (await camera.closed())[0] == 1008
        async with peer_camera(station.url, ID) as camera:
            await camera.come_in(NEW_KEY)
            await camera.show()
            await until(lambda: station.shown.of(ID), "its picture is shown")


async def test_a_decision_of_another_program_holds_for_the_next_connection(path: Path) -> None:
    async with running_station(opened(path)) as station:
        opened(path).decide(word(LOOPBACK))
        async with peer_camera(station.url) as camera:
            await camera.show()
            await until(lambda: station.shown.of(LOOPBACK), "its picture is shown")


# -- nobody's entry is lost ----------------------------------------------------------------------------------------


def test_what_two_programs_write_is_all_in_the_book(path: Path) -> None:
    one, other = opened(path), opened(path)
    one.add_key(KeyEntry(ID, KEY, "Kitchen"))
    other.add_key(KeyEntry(OTHER_ID, NEW_KEY, "Garden"))
    one.decide(word("192.168.1.7"))
    other.decide(word("192.168.1.8", Trust.BLOCKED))
    one.forget_key(ID)
    book = opened(path)
    assert [entry.camera_id for entry in book.keys] == [OTHER_ID]
    assert {decision.address for decision in book.decisions} == {"192.168.1.7", "192.168.1.8"}


def test_what_was_allowed_once_here_survives_what_another_program_writes(path: Path) -> None:
    book = opened(path)
    book.decide(word(LOOPBACK, permanent=False))
    book.add_key(KeyEntry(ID, KEY, permanent=False))
    opened(path).add_key(KeyEntry(OTHER_ID, NEW_KEY))
    assert book.verdict(LOOPBACK, OTHER_ID) is Verdict.PROVE
    assert book.verdict(LOOPBACK, None) is Verdict.ALLOW
    assert book.verdict(LOOPBACK, ID) is Verdict.PROVE
    assert [entry.camera_id for entry in opened(path).keys] == [OTHER_ID]


def test_what_could_not_be_written_holds_beside_what_another_program_writes_and_goes_with_the_next_change(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(path)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _disk_full)
        with pytest.raises(SettingsError, match="could not be written"):
            book.add_key(KeyEntry(ID, KEY))
    opened(path).add_key(KeyEntry(OTHER_ID, NEW_KEY))
    assert book.key_of(OTHER_ID) == NEW_KEY
    assert book.key_of(ID) == KEY
    book.decide(word(LOOPBACK))
    assert {entry.camera_id for entry in opened(path).keys} == {ID, OTHER_ID}


def _disk_full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def _add_many(path: Path, prefix: int) -> None:
    book = TrustBook(path)
    for number in range(25):
        book.add_key(KeyEntry(f"0a{prefix:02x}{number:08x}", wire.new_key()))


def test_programs_that_write_at_the_same_time_lose_nothing(path: Path) -> None:
    programs = [multiprocessing.get_context("spawn").Process(target=_add_many, args=(path, n)) for n in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
        assert program.exitcode == 0
        program.close()
    assert len(opened(path).keys) == 75


def test_the_book_is_read_only_where_it_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = opened(path)
    book.add_key(KeyEntry(ID, KEY))
    monkeypatch.setattr(SharedJson, "read", lambda _: pytest.fail("read again"))
    for _ in range(3):
        assert book.verdict(LOOPBACK, ID) is Verdict.PROVE


# -- broken meanwhile ----------------------------------------------------------------------------------------------


def test_a_book_that_breaks_while_it_is_in_use_takes_nothing_away_and_is_set_aside_by_the_next_change(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    book = opened(path)
    book.add_key(KeyEntry(ID, KEY))
    path.write_text("half a bo")
    for _ in range(3):
        assert book.verdict(LOOPBACK, ID) is Verdict.PROVE
    assert caplog.text.count("cannot be understood") == 1
    book.add_key(KeyEntry(OTHER_ID, NEW_KEY))
    kept = [file for file in path.parent.iterdir() if ".broken-" in file.name]
    assert [file.read_text() for file in kept] == ["half a bo"]
    assert {entry.camera_id for entry in opened(path).keys} == {ID, OTHER_ID}


def test_a_book_that_is_taken_away_while_it_is_in_use_holds_and_comes_back_with_the_next_change(path: Path) -> None:
    book = opened(path)
    book.add_key(KeyEntry(ID, KEY))
    path.unlink()
    assert book.verdict(LOOPBACK, ID) is Verdict.PROVE
    book.decide(word(LOOPBACK))
    assert [item["id"] for item in json.loads(path.read_text())["cameras"]] == [ID]


def test_a_queue_of_writers_is_waited_for_even_when_each_is_slow(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_json, "LOCK_WAIT_S", 0.4)
    inside, done = threading.Event(), threading.Event()

    def write_slowly() -> None:
        file = SharedJson(path)
        with file.locked():
            inside.set()
            for number in range(6):
                time.sleep(0.15)  # a slow disk
                file.write({"version": number})
            file.set_aside()
            done.set()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    assert inside.wait(10)
    with SharedJson(path).locked():
        assert done.is_set()
    thread.join()


def test_a_program_that_hangs_with_the_lock_holds_nobody_up_for_long(path: Path) -> None:
    book, file = opened(path), SharedJson(path)
    inside, leave = threading.Event(), threading.Event()

    def hang() -> None:
        with file.locked():
            inside.set()
            leave.wait(30)

    thread = threading.Thread(target=hang)
    thread.start()
    try:
        assert inside.wait(10)
        book.add_key(KeyEntry(ID, KEY))
        assert opened(path).key_of(ID) == KEY
    finally:
        leave.set()
        thread.join()
