"""The user's settings and where they are kept."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.paths import find_paths
from atomcam_gui.settings import (
    Appearance,
    FileNames,
    MotionSettings,
    RecordingSettings,
    Region,
    Settings,
    SettingsStore,
    SnapshotTurn,
    ViewSettings,
    WindowState,
    load_or_default,
    parse_settings,
)

ALL_CHANGED = Settings(
    port=8181,
    bind="127.0.0.1",
    pictures_folder="/home/ü/Bilder",
    recordings_folder="D:\\Videos",
    start_with_last_state=False,
    appearance=Appearance.DARK,
    language="de",
    look_for_updates=True,
    welcomed=True,
    window=WindowState(
        geometry="AbC=", sidebar=False, statistics=True, camera_id="0a1b2c3d4e5f", demo=True, wall=True, inspector=True
    ),
    camera_order=("192.168.1.23#2", "0a1b2c3d4e5f"),
    views={"0a1b2c3d4e5f": ViewSettings(270, mirrored=True), "192.168.1.23#2": ViewSettings(90)},
    recording=RecordingSettings(
        segment_minutes=15,
        segment_mb=500,
        floor_gb=0.5,
        quota_gb=20.5,
        prerecord_s=0,
        snapshot_turn=SnapshotTurn.TAGGED,
        timelapse_s=5,
        file_names=FileNames.DATE_FIRST,
    ),
    motion={
        "0a1b2c3d4e5f": MotionSettings(True, 80, Region(0.25, 0.1, 0.5, 0.9), 3, 30),
        "192.168.1.23#2": MotionSettings(True),
    },
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def loaded(path: Path) -> Settings:
    store = SettingsStore(path)
    assert store.load() is None
    return store.current


def test_every_setting_comes_back_after_a_restart(path: Path) -> None:
    for field in dataclasses.fields(Settings):
        assert getattr(ALL_CHANGED, field.name) != getattr(Settings(), field.name), f"{field.name} is not tested here"
    for field in dataclasses.fields(RecordingSettings):
        own = getattr(ALL_CHANGED.recording, field.name)
        assert own != getattr(RecordingSettings(), field.name), f"{field.name} is not tested here"
    SettingsStore(path).replace(ALL_CHANGED)
    assert loaded(path) == ALL_CHANGED


def test_the_first_start_has_the_defaults_and_writes_nothing(path: Path) -> None:
    assert loaded(path) == Settings()
    assert Settings().port == 8080
    assert Settings().bind == "0.0.0.0"
    assert not path.parent.exists()


def test_a_change_is_written_at_once_and_no_change_not_at_all(path: Path) -> None:
    store = SettingsStore(path)
    assert store.change(port=8080) == Settings()
    assert not path.exists()
    store.change(port=9000)
    assert loaded(path).port == 9000
    written = path.stat().st_ino
    store.change(port=9000)
    assert path.stat().st_ino == written


def test_settings_in_memory_only_touch_no_disk(tmp_path: Path) -> None:
    store = SettingsStore(None)
    assert store.load() is None
    store.change(port=9000)
    assert store.current.port == 9000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"x"', "\x00", "[" * 100_000])
def test_a_broken_file_is_set_aside_and_the_defaults_hold(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    store = SettingsStore(path)
    kept = store.load()
    if content == "null":  # says as much as no file
        assert kept is None
    else:
        assert kept is not None
        assert kept.read_text() == content
        assert not path.exists()
    assert store.current == Settings()
    store.change(port=9000)
    assert loaded(path).port == 9000


def test_a_broken_file_is_told_in_a_sentence(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{")
    sentence = load_or_default(SettingsStore(path))
    assert sentence is not None
    assert sentence.startswith(
        "The settings file was damaged, so the defaults hold. It was kept as settings.json.broken-"
    )
    assert load_or_default(SettingsStore(path)) is None


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(path: Path) -> None:
    path.mkdir(parents=True)
    store = SettingsStore(path)
    sentence = load_or_default(store)
    assert sentence is not None
    assert "could not be read" in sentence
    assert store.current == Settings()


WRONG: dict[str, list[Any]] = {
    "port": [0, 65536, -1, 80.5, "8080", True, None, []],
    "bind": [5, None, ["0.0.0.0"], "x" * 10_000],
    "pictures_folder": [5, None, {}],
    "recordings_folder": [False, []],
    "start_with_last_state": [1, "yes", None],
    "appearance": ["pink", 5, None, [], {}],
    "window": [5, [], "x", None],
    "views": [5, [], "x", None],
    "recording": [5, [], "x", None],
    "motion": [5, [], "x", None],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_setting_that_cannot_be_used_falls_back_alone(
    name: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    document = json.loads(json.dumps(dataclasses.asdict(ALL_CHANGED))) | {name: value}
    with caplog.at_level(logging.WARNING):
        settings = parse_settings(document)
    assert settings == dataclasses.replace(ALL_CHANGED, **{name: getattr(Settings(), name)})
    assert f"the setting '{name}' has a value that cannot be used" in caplog.text


@pytest.mark.parametrize(
    ("name", "value"),
    [("geometry", 5), ("sidebar", "no"), ("statistics", 1), ("camera_id", None), ("demo", "x"), ("demo", [])],
)
def test_a_part_of_the_window_that_cannot_be_used_falls_back_alone(name: str, value: object) -> None:
    document = json.loads(json.dumps(dataclasses.asdict(ALL_CHANGED)))
    document["window"][name] = value
    fallen = dataclasses.replace(ALL_CHANGED.window, **{name: getattr(WindowState(), name)})
    assert parse_settings(document) == dataclasses.replace(ALL_CHANGED, window=fallen)


@pytest.mark.parametrize(
    ("view", "understood"),
    [
        ({"rotation": 45, "mirrored": True}, ViewSettings(0, mirrored=True)),
        ({"rotation": 90.0}, ViewSettings()),
        ({"rotation": True}, ViewSettings()),
        ({"rotation": 180, "mirrored": "x"}, ViewSettings(180)),
        ({}, ViewSettings()),
    ],
)
def test_a_view_that_cannot_be_used_falls_back_alone(view: dict[str, Any], understood: ViewSettings) -> None:
    settings = parse_settings({"views": {"a": view, "b": {"rotation": 90}, "c": 5}})
    assert settings.views == {"a": understood, "b": ViewSettings(90)}


NOT_A_NUMBER = float("nan")

WRONG_RECORDING: dict[str, list[Any]] = {
    "segment_minutes": [-1, 1441, 1.5, "60", None, True],
    "segment_mb": [-1, 1, 9, 1_000_001, 99.5, None],
    "floor_gb": [-0.1, 1e7, "auto", True, NOT_A_NUMBER, float("inf")],
    "quota_gb": [-1, 1e7, "0", None, NOT_A_NUMBER],
    "prerecord_s": [-1, 61, 2.5, None],
    "snapshot_turn": ["upside_down", 1, None, []],
    "timelapse_s": [0, 86_401, -5, 0.5, None],
    "file_names": ["", 0, None, {}],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG_RECORDING.items() for value in values]
)
def test_a_setting_of_recordings_that_cannot_be_used_falls_back_alone(
    name: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    document = json.loads(json.dumps(dataclasses.asdict(ALL_CHANGED)))
    document["recording"][name] = value
    fallen = dataclasses.replace(ALL_CHANGED.recording, **{name: getattr(RecordingSettings(), name)})
    with caplog.at_level(logging.WARNING):
        assert parse_settings(json.loads(json.dumps(document))) == dataclasses.replace(ALL_CHANGED, recording=fallen)
    assert f"the setting '{name}' has a value that cannot be used" in caplog.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("segment_minutes", 0),
        ("segment_mb", 0),
        ("segment_mb", 10),
        ("floor_gb", None),
        ("floor_gb", 0),
        ("floor_gb", 3),
        ("quota_gb", 0),
        ("prerecord_s", 60),
        ("timelapse_s", 1),
        ("timelapse_s", 86_400),
    ],
)
def test_the_ends_of_a_range_belong_to_it(name: str, value: object) -> None:
    assert getattr(parse_settings({"recording": {name: value}}).recording, name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", 1),
        ("sensitivity", 0),
        ("sensitivity", 101),
        ("before_s", 61),
        ("after_s", 0),
        ("after_s", 601),
        ("region", [0, 0, 1, 1]),
        ("region", {"left": 0.5, "top": 0.0, "width": 0.6, "height": 1.0}),
        ("region", {"left": 0.5, "top": 0.0, "width": 0.0, "height": 1.0}),
        ("region", {"left": 0.5, "top": 0.0, "width": 0.2}),
        ("region", {"left": 0.5, "top": "0", "width": 0.2, "height": 1.0}),
    ],
)
def test_a_motion_setting_that_cannot_be_used_falls_back_alone(name: str, value: object) -> None:
    document = json.loads(json.dumps(dataclasses.asdict(ALL_CHANGED)))
    document["motion"]["0a1b2c3d4e5f"][name] = value
    motion = parse_settings(document).motion
    own = ALL_CHANGED.motion["0a1b2c3d4e5f"]
    assert motion["0a1b2c3d4e5f"] == dataclasses.replace(own, **{name: getattr(MotionSettings(), name)})
    assert motion["192.168.1.23#2"] == ALL_CHANGED.motion["192.168.1.23#2"]


def test_a_region_may_touch_the_far_edges_in_spite_of_rounding() -> None:
    assert Region(0.9, 0.7, 0.1, 0.3).is_valid
    assert not Region(0.9, 0.7, 0.11, 0.3).is_valid


def test_what_a_newer_version_wrote_survives_this_one(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"port": 9000, "telepathy": {"range_km": 3}, "ü": [None]}))
    store = SettingsStore(path)
    store.load()
    store.change(port=9001)
    document = json.loads(path.read_text())
    assert document["telepathy"] == {"range_km": 3}
    assert document["ü"] == [None]
    assert document["port"] == 9001


def test_a_change_that_cannot_be_written_holds_for_now_and_the_old_file_stays(path: Path) -> None:
    store = SettingsStore(path)
    store.change(port=9000)
    folder = path.parent.rename(path.parent.with_name("moved"))
    path.parent.write_text("a file where the folder was")
    with pytest.raises(SettingsError, match="could not be written"):
        store.change(port=9001)
    assert store.current.port == 9001
    assert loaded(folder / "settings.json").port == 9000


def test_text_that_is_half_a_character_can_be_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"pictures_folder": "/tmp/\\ud800", "newer": "\\udfff"}')
    store = SettingsStore(path)
    store.load()
    store.change(port=9000)
    assert loaded(path).pictures_folder == "/tmp/\ud800"


# -- how a picture is turned ---------------------------------------------------------------------------------------


def test_four_turns_are_none() -> None:
    view = ViewSettings()
    assert [view.rotated(turn).rotation for turn in (90, 180, 270, 360, -90)] == [90, 180, 270, 0, 270]


def test_mirroring_twice_is_none_at_any_rotation() -> None:
    for rotation in (0, 90, 180, 270):
        view = ViewSettings(rotation)
        assert view.flipped() != view
        assert view.flipped().flipped() == view


def test_a_view_that_is_the_default_again_is_forgotten() -> None:
    settings = Settings().with_view("a", ViewSettings(90)).with_view("b", ViewSettings(180))
    assert settings.with_view("a", ViewSettings()).views == {"b": ViewSettings(180)}
    assert settings.with_view("c", ViewSettings()) == settings


def test_motion_settings_that_are_the_default_again_are_forgotten() -> None:
    settings = Settings().with_motion("a", MotionSettings(on=True)).with_motion("b", MotionSettings(sensitivity=9))
    assert settings.with_motion("a", MotionSettings()).motion == {"b": MotionSettings(sensitivity=9)}
    assert settings.with_motion("c", MotionSettings()) == settings


# -- where ---------------------------------------------------------------------------------------------------------


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATOMCAM_HOME", str(tmp_path / "stick"))
    paths = find_paths()
    assert paths.settings_file == tmp_path / "stick" / "config" / "settings.json"
    assert paths.cameras_file == tmp_path / "stick" / "config" / "cameras.json"
    for folder in (paths.state, paths.cache, paths.pictures, paths.videos):
        assert folder.parent == tmp_path / "stick"
    assert not (tmp_path / "stick").exists()


def test_a_relative_home_does_not_move_with_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATOMCAM_HOME", "here")
    config = find_paths().config
    os.chdir("/")
    assert config == tmp_path / "here" / "config"


def test_without_the_variable_the_systems_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATOMCAM_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert find_paths().settings_file == tmp_path / "AtomCam" / "settings.json"
