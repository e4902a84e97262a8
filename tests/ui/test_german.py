"""The whole program in German, on a small screen: nothing is cut off, and nothing is left in English."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.app import Program
from atomcam_gui.paths import Paths
from tests.ui import tour
from tests.ui.conftest import running
from tests.ui.fitting import SMALL_SCREEN, shared_keys, unfit, untranslated


async def fits(*walks: tour.Stops, german: bool = True) -> None:
    """Look at every stop of walks through the program."""
    wrong: list[str] = []
    count = 0
    for walk in walks:
        async for name, widget in walk:
            count += 1
            wrong += [f"{name}: {what}" for what in unfit(widget)]
            wrong += [f"{name}: {what}" for what in shared_keys(widget)]
            wrong += [f"{name}: English: {text}" for text in untranslated(widget) if german]
    assert not wrong, "\n".join(wrong)
    assert count > 1, "there was something to look at"


@pytest.fixture
async def german(qapp: QApplication, paths: Paths) -> AsyncIterator[Program]:
    """The program as it speaks German."""
    async with running(qapp, paths, language="de") as program:
        program.window.resize(*SMALL_SCREEN)
        yield program


async def test_the_first_start_is_german(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, language="de", welcomed=False) as program:
        program.window.resize(*SMALL_SCREEN)
        await fits(tour.first_start(program))


async def test_the_empty_window_its_menus_and_dialogs_are_german(german: Program) -> None:
    await fits(tour.without_cameras(german), tour.dialogs(german), tour.network_camera(german))


async def test_live_pictures_and_all_around_them_are_german(german: Program) -> None:
    async with tour.cameras(german):
        await fits(tour.live(german), tour.strangers(german), tour.motion(german))


async def test_sharing_and_updating_are_german(german: Program) -> None:
    async with tour.cameras(german, tour.ROOMS[:1]):
        await fits(tour.sharing(german), tour.update(german))


async def test_library_player_and_conversion_are_german(german: Program, paths: Paths, tmp_path: Path) -> None:
    tour.save_files(paths.pictures, paths.videos)
    await fits(tour.library(german), tour.players(german, tmp_path))


async def test_setting_up_a_camera_is_german(german: Program) -> None:
    await fits(tour.set_up())


async def test_the_english_menus_and_dialogs_fit_as_well(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, language="en") as program:
        program.window.resize(*SMALL_SCREEN)
        await fits(tour.without_cameras(program), tour.dialogs(program), german=False)


# -- what is looked for is found -------------------------------------------------------------------------------------


@pytest.fixture
def window(qapp: QApplication) -> QWidget:
    made = QWidget()
    made.resize(120, 80)
    return made


def test_a_text_that_is_cut_off_is_found(window: QWidget) -> None:
    for kind in (QLabel, QPushButton):
        short, long = kind("kurz", window), kind("Netzwerkkamera hinzufügen", window)
        for widget in (short, long):
            widget.resize(widget.sizeHint().width() if widget is short else 60, 24)
    window.show()
    assert [each.split("”")[0] for each in unfit(window)] == [
        "QLabel “Netzwerkkamera hinzufügen",
        "QPushButton “Netzwerkkamera hinzufügen",
    ]


def test_a_paragraph_that_is_too_low_is_found(window: QWidget) -> None:
    label = QLabel("Ein Satz, der mehr als eine Zeile braucht, und dafür keinen Platz hat.", window)
    label.setWordWrap(True)
    label.resize(110, 20)
    window.show()
    assert len(unfit(window)) == 1


def test_a_key_that_two_buttons_share_is_found(window: QWidget) -> None:
    column = QVBoxLayout(window)
    for text in ("&Kopieren", "Ab&brechen", "Sic&h merken", "&Behalten"):
        column.addWidget(QPushButton(text, window))
    window.show()
    assert shared_keys(window) == ["Alt+b: ['&Behalten', 'Ab&brechen']"]


def test_english_is_found_in_words_templates_and_tooltips(window: QWidget) -> None:
    column = QVBoxLayout(window)
    for text in ("Kamera einrichten", "Not a text of the program", "All cameras", "Saved as a.jpg"):
        column.addWidget(QLabel(text, window))
    button = QPushButton("OK", window)
    button.setToolTip("Record every camera (Strg+R)")
    column.addWidget(button)
    window.show()
    assert untranslated(window) == ["All cameras", "Record every camera (Strg+R)", "Saved as a.jpg"]
