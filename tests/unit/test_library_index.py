"""What the library knows of the files in its folders."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import av
import pytest

from atomcam_gui.errors import RecordingError
from atomcam_gui.library import changes, index
from atomcam_gui.library.index import Index
from atomcam_gui.library.items import Condition, Item, Kind
from atomcam_gui.library.notes import NOTES_NAME, FolderNotes, is_marked
from atomcam_gui.library.probe import Facts, probe
from atomcam_gui.library.store import FactsStore
from atomcam_gui.recording import marks
from tests.fakes.saved_files import age, jpeg, recording, snapshot

NOON = datetime(2026, 11, 22, 12, 0, 0, 250_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "saved"
    path.mkdir()
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FactsStore]:
    store = FactsStore.open(tmp_path / "cache" / "library.sqlite")
    yield store
    store.close()


def looked(store: FactsStore, *folders: Path, into: bool = True) -> Index:
    made = Index(store)
    made.set_folders(folders)
    for folder in folders:
        made.recall(folder)
        made.look(folder)
    if into:
        made.learn({item: probe(item.path, item.kind) for item in made.unseen()})
    return made


def only(made: Index) -> Item:
    (item,) = made.items()
    return item


def test_a_snapshot_is_known_by_its_name_and_its_header(store: FactsStore, folder: Path) -> None:
    snapshot(folder, "Garden", NOON, jpeg(size=(80, 60)))
    item = only(looked(store, folder))
    assert (item.kind, item.camera_name, item.moment) == (Kind.SNAPSHOT, "Garden", NOON.timestamp())
    assert (item.width, item.height, item.condition) == (80, 60, Condition.GOOD)
    assert item.day == NOON.date()


def test_a_recording_tells_its_length_its_camera_and_that_it_was_recovered(store: FactsStore, folder: Path) -> None:
    recording(folder, "Garden", NOON, frames=10, recovered=True)
    item = only(looked(store, folder))
    assert item.duration_s == pytest.approx(5.0, abs=0.01)
    assert (item.camera_id, item.recovered, item.condition) == ("aabbccddee01", True, Condition.GOOD)


def test_a_recording_with_a_name_of_its_own_is_known_by_what_is_in_it(store: FactsStore, folder: Path) -> None:
    age(recording(folder, "Garden", NOON, name="Birthday.mkv"), datetime(2027, 1, 1))
    item = only(looked(store, folder))
    assert (item.camera_name, item.name) == ("Garden", "Birthday")
    assert item.moment == pytest.approx(NOON.timestamp(), abs=0.001)


@pytest.mark.parametrize("name", ["x.jpg", "x.mkv", "x.mp4"])
@pytest.mark.parametrize("content", [b"", b"x", b"\xff\xd8\xff", b"\x1aE\xdf\xa3" + bytes(60), bytes(5000)])
def test_empty_and_broken_files_are_damaged_and_disturb_nobody(
    store: FactsStore, folder: Path, name: str, content: bytes
) -> None:
    (folder / name).write_bytes(content)
    snapshot(folder, "Garden", NOON)
    conditions = {item.file_name: item.condition for item in looked(store, folder).items()}
    assert conditions.pop(name) is Condition.DAMAGED
    assert list(conditions.values()) == [Condition.GOOD]


def test_a_snapshot_that_is_cut_short_is_damaged(store: FactsStore, folder: Path) -> None:
    snapshot(folder, "Garden", NOON, jpeg(size=(640, 480))[:-40])
    assert only(looked(store, folder)).is_damaged


def test_a_recording_without_an_index_shows_what_it_has(store: FactsStore, folder: Path) -> None:
    whole = recording(folder, "Garden", NOON, frames=40)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    item = only(looked(store, folder))
    assert item.condition is Condition.GOOD
    assert (item.width, item.camera_id) == (64, "aabbccddee01")


def test_a_foreign_film_is_listed_without_a_camera(store: FactsStore, folder: Path) -> None:
    path = folder / "holiday.mp4"
    with av.open(str(path), "w") as container:
        container.metadata["title"] = "Not a camera"
        stream = container.add_stream("mpeg4", rate=10, width=64, height=48)
        stream.pix_fmt = "yuv420p"
        for _ in range(20):
            container.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        container.mux(stream.encode())
    age(path, NOON)
    item = only(looked(store, folder))
    assert (item.camera_name, item.kind, item.condition) == ("", Kind.RECORDING, Condition.GOOD)
    assert item.duration_s == pytest.approx(2.0, abs=0.05)
    assert item.moment == pytest.approx(NOON.timestamp(), abs=0.001)


def test_a_list_of_other_files_is_no_film(store: FactsStore, folder: Path) -> None:
    recording(folder, "Garden", NOON)
    (folder / "list.mkv").write_text("ffconcat version 1.0\nfile 'Garden 2026-11-22 12.00.00.mkv'\n")
    (folder / "web.mp4").write_text("#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    damaged = {item.file_name for item in looked(store, folder).items() if item.is_damaged}
    assert damaged == {"list.mkv", "web.mp4"}


def test_other_files_folders_and_dead_links_are_not_listed(store: FactsStore, folder: Path) -> None:
    for name in ("notes.txt", ".hidden.jpg", "jpg"):
        (folder / name).write_bytes(b"x")
    (folder / "folder.jpg").mkdir()
    if sys.platform != "win32":
        (folder / "link.jpg").symlink_to(folder / "nowhere")
    assert list(looked(store, folder).items()) == []


def test_a_recording_that_runs_is_open_and_is_looked_into_when_it_ends(store: FactsStore, folder: Path) -> None:
    path = recording(folder, "Garden", NOON)
    mark = marks.Mark.make(path)
    assert mark is not None
    made = looked(store, folder)
    assert only(made).condition is Condition.OPEN
    assert made.unseen() == []
    mark.remove()
    assert made.look(folder)
    assert made.unseen() == [only(made)]


def test_the_next_start_knows_all_without_opening_a_file(
    store: FactsStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot(folder, "Garden", NOON)
    recording(folder, "Garden", NOON)
    before = {item.file_name: item for item in looked(store, folder).items()}

    def no_look(_: Path) -> None:
        pytest.fail("the folder was listed")

    monkeypatch.setattr(index, "scan", no_look)
    again = Index(store)
    again.set_folders((folder,))
    again.recall(folder)
    assert {item.file_name: item for item in again.items()} == before
    assert again.unseen() == []


def test_a_changed_file_is_looked_into_again(store: FactsStore, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    made = looked(store, folder)
    path.write_bytes(jpeg(size=(200, 100)))
    assert made.look(folder)
    assert only(made).condition is Condition.UNSEEN
    made.learn({item: probe(item.path, item.kind) for item in made.unseen()})
    assert only(made).width == 200


def test_what_was_found_out_of_an_older_file_is_not_believed(store: FactsStore, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    made = looked(store, folder, into=False)
    old = only(made)
    path.write_bytes(jpeg(size=(200, 100)))
    made.look(folder)
    assert not made.learn({old: Facts(width=64, height=48)})
    assert only(made).condition is Condition.UNSEEN


def test_looking_again_where_nothing_changed_changes_nothing(store: FactsStore, folder: Path) -> None:
    snapshot(folder, "Garden", NOON)
    made = looked(store, folder)
    before = only(made)
    assert not made.look(folder)
    assert only(made) is before


def test_a_disk_that_is_unplugged_takes_its_items_along_and_brings_them_back(store: FactsStore, folder: Path) -> None:
    snapshot(folder, "Garden", NOON)
    made = looked(store, folder)
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    assert made.look(folder)
    assert list(made.items()) == []
    assert made.lost == (folder,)
    elsewhere.rename(folder)
    assert made.look(folder)
    assert only(made).condition is Condition.GOOD, "it had to be looked into again"
    assert made.lost == ()


def test_a_folder_that_never_was_is_not_missed(store: FactsStore, tmp_path: Path) -> None:
    made = looked(store, tmp_path / "none")
    assert made.lost == ()
    assert list(made.items()) == []


@pytest.mark.parametrize("content", [b"", b"this is no database" * 100])
def test_a_broken_cache_is_replaced(tmp_path: Path, folder: Path, content: bytes) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(content)
    snapshot(folder, "Garden", NOON)
    broken = FactsStore.open(path)
    assert only(looked(broken, folder)).condition is Condition.GOOD
    broken.close()
    assert sqlite3.connect(path).execute("SELECT count(*) FROM known").fetchone() == (1,)


def test_without_a_place_for_the_cache_the_library_works_all_the_same(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    snapshot(folder, "Garden", NOON)
    store = FactsStore.open(tmp_path / "file" / "library.sqlite")
    assert only(looked(store, folder)).condition is Condition.GOOD
    store.close()


# -- marks and names ---------------------------------------------------------------------------------------------------


def test_marks_and_cameras_survive_the_loss_of_the_cache_and_a_move(tmp_path: Path, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    store = FactsStore.open(tmp_path / "one.sqlite")
    item = only(looked(store, folder))
    FolderNotes(folder).mark([path.name], marked=True)
    renamed = changes.rename(item, "Birthday", FolderNotes(folder))
    store.close()
    moved = folder.rename(tmp_path / "other disk")
    other = FactsStore.open(tmp_path / "two.sqlite")
    found = only(looked(other, moved))
    assert (found.name, found.marked, found.camera_name) == ("Birthday", True, "Garden")
    assert found.moment == pytest.approx(NOON.timestamp(), abs=0.001)
    assert is_marked(moved / renamed.name)
    other.close()


def test_a_mark_of_another_program_is_seen(store: FactsStore, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    made = looked(store, folder)
    FolderNotes(folder).mark([path.name], marked=True)
    assert made.look(folder)
    assert only(made).marked


def test_marks_of_two_programs_do_not_overwrite_each_other(folder: Path) -> None:
    one, other = FolderNotes(folder), FolderNotes(folder)
    one.mark(["a.jpg"], marked=True)
    other.mark(["b.jpg"], marked=True)
    one.mark(["a.jpg"], marked=False)
    assert not is_marked(folder / "a.jpg")
    assert is_marked(folder / "b.jpg")


@pytest.mark.parametrize("content", ["{", "[]", '{"files": 3}', '{"files": {"a.jpg": 1, "b.jpg": {"marked": "yes"}}}'])
def test_broken_notes_are_no_marks_and_new_ones_can_be_made(folder: Path, content: str) -> None:
    (folder / NOTES_NAME).write_text(content)
    assert not is_marked(folder / "a.jpg")
    FolderNotes(folder).mark(["a.jpg"], marked=True)
    assert is_marked(folder / "a.jpg")


def test_what_a_newer_version_noted_is_kept(folder: Path) -> None:
    (folder / NOTES_NAME).write_text(json.dumps({"version": 7, "more": 1, "files": {"a.jpg": {"stars": 5}}}))
    FolderNotes(folder).mark(["a.jpg"], marked=True)
    document = json.loads((folder / NOTES_NAME).read_text())
    assert (document["version"], document["more"]) == (7, 1)
    assert document["files"]["a.jpg"] == {"stars": 5, "marked": True}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Birthday", "Birthday.jpg"),
        ("Birthday.JPG", "Birthday.jpg"),
        ("a/b: c?", "a_b_ c_.jpg"),
        ("CON", "CON_.jpg"),
        ("v1.2", "v1.2.jpg"),
    ],
)
def test_a_new_name_is_one_that_every_disk_takes(store: FactsStore, folder: Path, typed: str, name: str) -> None:
    path = snapshot(folder, "Garden", NOON)
    assert changes.rename(only(looked(store, folder)), typed, FolderNotes(folder)).name == name
    assert not path.exists()


def test_renaming_never_replaces_another_file(store: FactsStore, folder: Path) -> None:
    snapshot(folder, "Garden", NOON)
    item = only(looked(store, folder))
    (folder / "Birthday.jpg").write_bytes(b"somebody's")
    assert changes.rename(item, "Birthday", FolderNotes(folder)).name == "Birthday (2).jpg"
    assert (folder / "Birthday.jpg").read_bytes() == b"somebody's"


@pytest.mark.parametrize("typed", ["", "   ", "Garden 2026-11-22 12.00.00.250"])
def test_no_new_name_changes_nothing(store: FactsStore, folder: Path, typed: str) -> None:
    path = snapshot(folder, "Garden", NOON)
    assert changes.rename(only(looked(store, folder)), typed, FolderNotes(folder)) == path
    assert not (folder / NOTES_NAME).exists()


def test_a_recording_that_runs_is_neither_renamed_nor_thrown_away(store: FactsStore, folder: Path) -> None:
    path = recording(folder, "Garden", NOON)
    item = only(looked(store, folder))
    mark = marks.Mark.make(path)  # it began to run after the look
    assert mark is not None
    with pytest.raises(RecordingError, match="still being recorded"):
        changes.rename(item, "Birthday", FolderNotes(folder))
    with pytest.raises(RecordingError, match="still being recorded"):
        changes.throw_away(item, Path.unlink)
    assert path.exists()
    mark.remove()


def test_what_is_gone_cannot_be_renamed_but_is_thrown_away_already(store: FactsStore, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    item = only(looked(store, folder))
    path.unlink()
    with pytest.raises(RecordingError, match="not there any more"):
        changes.rename(item, "Birthday", FolderNotes(folder))
    changes.throw_away(item, lambda _: pytest.fail("there was nothing to throw away"))


def test_a_folder_inside_is_not_looked_into(store: FactsStore, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    (folder / "more").mkdir()
    shutil.copy(path, folder / "more")
    assert len(list(looked(store, folder).items())) == 1
