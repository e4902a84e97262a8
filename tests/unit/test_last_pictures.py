"""The last picture of each camera, from one run to the next."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import simplejpeg

from atomcam_gui.camera import last_pictures
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.known_cameras import is_known, known_cameras, list_known_cameras
from atomcam_gui.camera.last_pictures import LastPictures
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook

JPEG = simplejpeg.encode_jpeg(np.zeros((48, 64, 3), np.uint8), 80, "RGB", "420")


def frame(camera_id: str, received_at: float = 1_700_000_000.0, data: bytes = JPEG) -> Frame:
    return Frame(camera_id, 1, data, 64, 48, None, time.monotonic_ns(), received_at)


async def kept(folder: Path, *frames: Frame, is_known: Callable[[str], bool] = lambda _: True) -> None:
    """One run of the program in which these pictures came."""
    hub = Hub()
    pictures = LastPictures(hub, folder, is_known)
    for one in frames:
        hub.publish(one)
    await pictures.close()


def names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir())


def folders(root: Path) -> set[Path]:
    """All in which there are files."""
    return {path.parent for path in root.rglob("*") if path.is_file()}


async def loaded(folder: Path) -> LastPictures:
    pictures = LastPictures(Hub(), folder, lambda _: True)
    await pictures.load()
    return pictures


@pytest.mark.parametrize("camera_id", ["aabbccddee01", "192.168.1.7#2", "fe80::1%eth0", "../../etc/passwd", "ö 中"])
async def test_picture_and_its_time_come_back_whatever_the_camera_is_called(tmp_path: Path, camera_id: str) -> None:
    folder = tmp_path / "cache" / "last"
    await kept(folder, frame(camera_id, 1_600_000_000.0), frame(camera_id, 1_700_000_123.0))
    assert folders(tmp_path) == {folder}
    again = (await loaded(folder)).frame(camera_id)
    assert again is not None
    assert (again.data, again.width, again.height, again.number) == (JPEG, 64, 48, 0)
    assert again.received_at == pytest.approx(1_700_000_123.0)


async def test_pictures_are_private(tmp_path: Path) -> None:
    await kept(tmp_path / "last", frame("a"))
    if os.name == "posix":
        (path,) = (tmp_path / "last").iterdir()
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


async def test_only_known_cameras_are_kept_and_those_unknown_by_now_go(tmp_path: Path) -> None:
    await kept(tmp_path, frame("home"), frame("guest"), is_known=lambda camera_id: camera_id == "home")
    assert names(tmp_path) == ["home"]
    pictures = LastPictures(Hub(), tmp_path, lambda _: False)
    await pictures.load()
    await pictures.close()
    assert names(tmp_path) == []


async def test_damaged_cut_and_huge_files_are_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "cut.jpg").write_bytes(JPEG[: len(JPEG) // 2])
    (tmp_path / "text.jpg").write_text("no picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    with (tmp_path / "huge.jpg").open("wb") as huge:
        huge.truncate(5 << 20)
    (tmp_path / "good.jpg").write_bytes(JPEG)
    assert list((await loaded(tmp_path)).seen_at) == ["good"]


async def test_newer_picture_of_this_run_is_not_replaced_by_an_older_one(tmp_path: Path) -> None:
    await kept(tmp_path, frame("a", 1.0))
    hub = Hub()
    pictures = LastPictures(hub, tmp_path, lambda _: True)
    newer = frame("a", 2.0)
    hub.publish(newer)
    await pictures.load()
    assert pictures.frame("a") is newer


async def test_forgotten_camera_has_no_picture_any_more(tmp_path: Path) -> None:
    await kept(tmp_path, frame("a"), frame("b"))
    pictures = await loaded(tmp_path)
    pictures.forget("a")
    assert pictures.frame("a") is None
    await pictures.close()
    assert names(tmp_path) == ["b"]


async def test_folder_that_cannot_be_made_costs_nothing_but_the_pictures(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    await kept(tmp_path / "file", frame("a"))
    assert (await loaded(tmp_path / "file")).frame("a") is None


async def test_disk_that_hangs_holds_up_neither_start_nor_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(last_pictures, "_read_all", lambda _: released.wait() and {})
    monkeypatch.setattr(last_pictures, "_write_all", lambda *_: released.wait() and None)
    monkeypatch.setattr(last_pictures, "_READ_S", 0.05)
    monkeypatch.setattr(last_pictures, "_LAST_WRITE_S", 0.05)
    pictures = LastPictures(Hub(), tmp_path, lambda _: True)
    try:
        await pictures.load()
        pictures.submit(frame("a"))
        await pictures.close()
    finally:
        released.set()


# -- who belongs here --------------------------------------------------------------------------------------------------


def a_book() -> TrustBook:
    book = TrustBook()
    book.add_key(KeyEntry("aabbccddee01", bytes(32), "Kitchen"))
    book.add_key(KeyEntry("aabbccddee02", bytes(32), "Demo", permanent=False))
    book.add_key(KeyEntry("aabbccddee03", bytes(32), "Blocked", blocked=True))
    book.decide(Decision("192.168.1.7", "aabbccddee04", Trust.ALLOWED, "Garage", made_at=1.0))
    book.decide(Decision("192.168.1.9", "aabbccddee04", Trust.ALLOWED, "Garage", made_at=2.0))
    book.decide(Decision("192.168.1.8", None, Trust.ALLOWED, made_at=3.0))
    book.decide(Decision("192.168.1.5", None, Trust.BLOCKED, made_at=4.0))
    book.decide(Decision("192.168.1.6", None, Trust.ALLOWED, permanent=False, made_at=5.0))
    return book


def test_known_are_all_that_may_come_at_any_time() -> None:
    known = known_cameras(a_book(), {"aabbccddee04": "Barn"}.get)  # type: ignore[arg-type]
    assert [(camera.id, camera.address, camera.name) for camera in known] == [
        ("aabbccddee01", "", "Kitchen"),
        ("aabbccddee04", "192.168.1.9", "Barn"),
        ("192.168.1.8", "192.168.1.8", ""),
    ]


def test_known_cameras_are_listed_as_lost_and_take_their_place_when_they_come() -> None:
    registry = CameraRegistry(a_book(), Hub())
    list_known_cameras(registry, {"aabbccddee01": 123.0})
    kitchen = registry.get("aabbccddee01")
    assert kitchen is not None
    assert (kitchen.trust, kitchen.lost_at, kitchen.connected_at) == (Trust.ALLOWED, 123.0, None)
    assert [camera.label for camera in registry] == ["Kitchen", "Garage", "192.168.1.8"]
    assert is_known(registry, "aabbccddee04")
    assert not is_known(registry, "aabbccddee02")
    registry.remember("aabbccddee04", "aabbccddee04", "192.168.1.9", "Other", 99.0)
    garage = registry.get("aabbccddee04")
    assert garage is not None
    assert (garage.name, garage.lost_at) == ("Garage", 99.0), "only what was unknown is noted"
    assert len(registry) == 3
