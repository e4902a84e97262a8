"""The library at work: news from the disk, small pictures, and an end."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from atomcam_gui.errors import BadJpeg, RecordingError
from atomcam_gui.library import prober, thumbnails
from atomcam_gui.library.items import Condition, Item, Kind, local_day
from atomcam_gui.library.picture import first_picture
from atomcam_gui.library.probe import Facts
from atomcam_gui.library.search import Query
from atomcam_gui.library.thumbnails import Missing, Thumbnails
from atomcam_gui.recording import exif, marks
from atomcam_gui.settings import ViewSettings
from tests.fakes.saved_files import SOON_S, Watcher, age, jpeg, names, quarters, recording, snapshot

NOON = datetime(2026, 11, 22, 12, 0)


def test_a_new_snapshot_appears_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    with Watcher([folder], tmp_path / "cache") as watcher:
        assert watcher.until(lambda shown: shown.is_complete).arrangement.rows == ()
        first = snapshot(folder, "Garden", NOON)
        watcher.until(lambda shown: names(shown) == [first.name])
        second = snapshot(folder, "Garden", NOON + timedelta(seconds=1))
        watcher.until(lambda shown: names(shown) == [second.name, first.name])
        first.unlink()
        watcher.until(lambda shown: names(shown) == [second.name])


def test_a_recording_that_ends_is_shown_with_its_length(tmp_path: Path) -> None:
    path = recording(tmp_path, "Garden", NOON)
    mark = marks.Mark.make(path)
    assert mark is not None
    with Watcher([tmp_path], tmp_path / "cache") as watcher:
        assert watcher.until(lambda shown: shown.is_complete).arrangement.rows[0].is_open
        mark.remove()
        shown = watcher.until(lambda shown: shown.arrangement.rows[0].condition is Condition.GOOD)
        assert shown.arrangement.rows[0].duration_s == pytest.approx(5.0, abs=0.01)


def test_a_file_that_is_just_being_copied_is_not_called_damaged(tmp_path: Path) -> None:
    whole = jpeg(size=(320, 240))
    path = tmp_path / "holiday.jpg"
    path.write_bytes(whole[:500])
    with Watcher([tmp_path], tmp_path / "cache") as watcher:
        shown = watcher.until(lambda shown: shown.is_complete)
        assert shown.arrangement.rows[0].condition is Condition.UNSEEN
        path.write_bytes(whole)
        watcher.until(lambda shown: shown.arrangement.rows[0].condition is Condition.GOOD)


def test_the_answer_is_to_the_last_question(tmp_path: Path) -> None:
    snapshot(tmp_path, "Garden", NOON)
    snapshot(tmp_path, "Kitchen", NOON)
    with Watcher([tmp_path], tmp_path / "cache") as watcher:
        for text in ("k", "ki", "kit"):
            watcher.library.ask(Query(text))
        shown = watcher.until(lambda shown: shown.is_complete and shown.query.text == "kit")
        assert [row.camera_name for row in shown.arrangement.rows] == ["Kitchen"]
        assert shown.cameras == ("Garden", "Kitchen")
        assert shown.snapshots == 2


def test_orders_are_carried_out_and_shown(tmp_path: Path) -> None:
    folder, bin_ = tmp_path / "saved", tmp_path / "bin"
    bin_.mkdir()
    snapshot(folder, "Garden", NOON)
    snapshot(folder, "Garden", NOON + timedelta(minutes=1))
    with Watcher([folder], tmp_path / "cache", lambda path: path.rename(bin_ / path.name) and None) as watcher:
        newest, oldest = watcher.complete().arrangement.rows
        watcher.library.mark([newest, oldest], True, watcher.done)
        assert len(watcher.outcome().done) == 2
        watcher.until(lambda shown: all(row.marked for row in shown.arrangement.rows))
        watcher.library.rename(newest, "Birthday", watcher.done)
        assert watcher.outcome().done == (folder / "Birthday.jpg",)
        shown = watcher.until(lambda shown: "Birthday.jpg" in names(shown))
        renamed = shown.arrangement.rows[0]
        assert (renamed.marked, renamed.camera_name, renamed.condition) == (True, "Garden", Condition.GOOD)
        watcher.library.throw_away([renamed], watcher.done)
        assert watcher.outcome().troubles == ()
        watcher.until(lambda shown: names(shown) == [oldest.file_name])
    assert [path.name for path in bin_.iterdir()] == ["Birthday.jpg"]


def test_what_could_not_be_thrown_away_stays_and_says_why(tmp_path: Path) -> None:
    path = snapshot(tmp_path, "Garden", NOON)

    def no_trash(_: Path) -> None:
        raise RecordingError("no trash here")

    with Watcher([tmp_path], tmp_path / "cache", no_trash) as watcher:
        items = watcher.complete().arrangement.rows
        watcher.library.throw_away(items, watcher.done)
        outcome = watcher.outcome()
        assert [str(trouble) for trouble in outcome.troubles] == ["no trash here"]
        assert names(watcher.complete()) == [path.name]


def test_folders_can_be_exchanged(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    snapshot(one, "Garden", NOON)
    snapshot(other, "Kitchen", NOON)
    with Watcher([one], tmp_path / "cache") as watcher:
        watcher.until(lambda shown: shown.cameras == ("Garden",))
        watcher.library.set_folders([other])
        watcher.until(lambda shown: shown.cameras == ("Kitchen",))


def test_a_file_that_breaks_the_look_into_it_is_damaged_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad = snapshot(tmp_path, "Bad", NOON)
    snapshot(tmp_path, "Garden", NOON)

    def fragile(path: Path, _: Kind) -> Facts:
        if path == bad:
            raise RuntimeError("a fault of ours")
        return Facts(width=64, height=48)

    monkeypatch.setattr(prober, "probe", fragile)
    with Watcher([tmp_path], tmp_path / "cache") as watcher:
        conditions = {row.camera_name: row.condition for row in watcher.complete().arrangement.rows}
    assert conditions == {"Bad": Condition.DAMAGED, "Garden": Condition.GOOD}
    assert "a fault of ours" in caplog.text


@pytest.mark.parametrize(("deaths", "condition"), [(0, Condition.GOOD), (1, Condition.DAMAGED)])
def test_a_recording_over_which_the_program_died_twice_is_left_alone(
    tmp_path: Path, deaths: int, condition: Condition
) -> None:
    path = recording(tmp_path, "Garden", NOON)
    cache = tmp_path / "cache"
    cache.mkdir()
    left = {"path": str(path), "modified_ns": path.stat().st_mtime_ns, "deaths": deaths}
    (cache / "in-work.json").write_text(json.dumps(left))
    with Watcher([tmp_path], cache) as watcher:
        assert watcher.complete().arrangement.rows[0].condition is condition


def test_the_end_leaves_no_thread(tmp_path: Path) -> None:
    with Watcher([tmp_path], tmp_path / "cache"):
        assert {"library-index", "library-prober", "library-thumbnails"} <= {
            thread.name for thread in threading.enumerate()
        }
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("library-")]


# -- small pictures ----------------------------------------------------------------------------------------------------


def item_of(path: Path, kind: Kind, condition: Condition = Condition.GOOD) -> Item:
    state = path.stat()
    at = state.st_mtime
    return Item(
        path.parent, path.name, kind, "", at, local_day(at), state.st_size, state.st_mtime_ns, condition=condition
    )


class Shelf:
    """Thumbnails, and waiting for them."""

    def __init__(self, cache: Path) -> None:
        self.damaged: list[Item] = []
        self._ready = threading.Event()
        self.pictures = Thumbnails(cache, self._ready.set, self.damaged.append)

    def __enter__(self) -> Shelf:
        self.pictures.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.pictures.end()
        assert self.pictures.join(SOON_S)

    def get(self, item: Item) -> np.ndarray | Missing:
        while (picture := self.pictures.get(item)) is Missing.NOT_YET:
            assert self._ready.wait(SOON_S)
            self._ready.clear()
            self.pictures.take_ready()
        return picture


def test_a_small_picture_is_made_of_snapshot_and_recording(tmp_path: Path) -> None:
    shot = snapshot(tmp_path, "Garden", NOON, jpeg((0, 200, 0), (640, 480)))
    film = recording(tmp_path, "Garden", NOON)
    with Shelf(tmp_path / "cache") as shelf:
        shelf.pictures.want_size((160, 160))
        picture = shelf.get(item_of(shot, Kind.SNAPSHOT))
        assert isinstance(picture, np.ndarray)
        assert picture.shape == (120, 160, 4)
        assert picture[60, 80].tolist() == pytest.approx([0, 200, 0, 255], abs=6)
        first = shelf.get(item_of(film, Kind.RECORDING))
        assert isinstance(first, np.ndarray)
        assert first[24, 32].tolist() == pytest.approx([90, 40, 0, 255], abs=6)


def test_a_small_picture_is_kept_for_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_of(snapshot(tmp_path, "Garden", NOON, jpeg((0, 200, 0), (640, 480))), Kind.SNAPSHOT)
    with Shelf(tmp_path / "cache") as shelf:
        shelf.get(item)
    monkeypatch.setattr(thumbnails.picture, "first_picture", lambda *_: pytest.fail("it was made anew"))
    with Shelf(tmp_path / "cache") as shelf:
        assert isinstance(shelf.get(item), np.ndarray)


def test_a_changed_file_has_another_small_picture(tmp_path: Path) -> None:
    path = snapshot(tmp_path, "Garden", NOON, jpeg((0, 200, 0)))
    with Shelf(tmp_path / "cache") as shelf:
        shelf.get(item_of(path, Kind.SNAPSHOT))
        path.write_bytes(jpeg((0, 0, 200)))
        picture = shelf.get(item_of(age(path, NOON + timedelta(days=1)), Kind.SNAPSHOT))
        assert isinstance(picture, np.ndarray)
        assert picture[20, 20, 0] == pytest.approx(200, abs=6)


def test_what_cannot_be_shown_is_told_once_and_never_asked_for_again(tmp_path: Path) -> None:
    path = snapshot(tmp_path, "Garden", NOON, jpeg(size=(640, 480))[:900] + b"\xff\xd9")
    item = item_of(path, Kind.SNAPSHOT)
    with Shelf(tmp_path / "cache") as shelf:
        assert shelf.get(item) is Missing.NEVER
        assert shelf.get(item) is Missing.NEVER
        assert shelf.damaged == [item]


def test_a_picture_that_turns_out_damaged_is_shown_as_damaged(tmp_path: Path) -> None:
    snapshot(tmp_path, "Garden", NOON, jpeg(size=(640, 480))[:900] + b"\xff\xd9")
    with Watcher([tmp_path], tmp_path / "cache") as watcher:
        item = watcher.complete().arrangement.rows[0]
        assert item.condition is Condition.GOOD
        watcher.library.thumbnails.get(item)
        watcher.until(lambda shown: shown.arrangement.rows[0].is_damaged)


def test_the_newest_wish_is_granted_first_and_old_ones_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [snapshot(tmp_path, "Garden", NOON + timedelta(seconds=number)) for number in range(6)]
    monkeypatch.setattr(thumbnails, "_MAX_WISHES", 4)
    made: list[str] = []
    finished = threading.Event()

    def note(path: Path, _kind: Kind, _box: tuple[int, int]) -> np.ndarray:
        made.append(path.name)
        if len(made) == 4:
            finished.set()
        return np.zeros((10, 10, 4), np.uint8)

    monkeypatch.setattr(thumbnails.picture, "first_picture", note)
    shelf = Shelf(tmp_path / "cache")
    for path in paths:
        assert shelf.pictures.get(item_of(path, Kind.SNAPSHOT)) is Missing.NOT_YET
    with shelf:
        assert finished.wait(SOON_S)
    assert made == [path.name for path in reversed(paths[2:])]


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "MEMORY_BYTES", 3 * 64 * 48 * 4)
    items = [
        item_of(snapshot(tmp_path, "Garden", NOON + timedelta(seconds=number)), Kind.SNAPSHOT) for number in range(6)
    ]
    with Shelf(tmp_path / "cache") as shelf:
        for item in items:
            shelf.get(item)
        assert isinstance(shelf.pictures.get(items[-1]), np.ndarray)
        assert shelf.pictures.get(items[0]) is Missing.NOT_YET


def test_the_cache_on_the_disk_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        item_of(snapshot(tmp_path, "Garden", NOON + timedelta(seconds=number)), Kind.SNAPSHOT) for number in range(6)
    ]
    with Shelf(tmp_path / "cache") as shelf:
        for item in items:
            shelf.get(item)
    kept = list((tmp_path / "cache").glob("*/*.jpg"))
    monkeypatch.setattr(thumbnails, "DISK_BYTES", sum(path.stat().st_size for path in kept) // 2)
    with Shelf(tmp_path / "cache") as shelf:
        shelf.get(items[0])
    assert 0 < len(list((tmp_path / "cache").glob("*/*.jpg"))) <= 4


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_snapshot_is_turned_as_it_says(tmp_path: Path, rotation: int, mirrored: bool) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(exif.with_orientation(quarters(), ViewSettings(rotation, mirrored)))
    upright = first_picture(path, Kind.SNAPSHOT, (640, 640))
    path.write_bytes(quarters())
    expected = first_picture(path, Kind.SNAPSHOT, (640, 640))
    if mirrored:
        expected = expected[:, ::-1]
    expected = np.rot90(expected, -rotation // 90)
    assert upright.shape == expected.shape
    assert np.array_equal(upright, expected)


def test_a_recording_without_pictures_cannot_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "x.mkv"
    path.write_bytes(b"\x1aE\xdf\xa3" + bytes(100))
    with pytest.raises(BadJpeg):
        first_picture(path, Kind.RECORDING, (100, 100))
