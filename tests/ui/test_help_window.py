"""Help: its pages, what they link to, and that they open nothing else."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from atomcam_gui import resources
from atomcam_gui.app import Program
from atomcam_gui.settings import Appearance
from atomcam_gui.ui import theme
from atomcam_gui.ui.help_window import KEY, WORD, HelpTopic, HelpWindow, page_source, page_text, topic_of
from atomcam_gui.ui.key_names import key_name
from atomcam_gui.ui.translation import LANGUAGES, Speech

ROOT = Path(__file__).resolve().parents[2]
PAGES = [(topic, language) for topic in HelpTopic for language in LANGUAGES]


class Outline(HTMLParser):
    """The tags of a page in their order, and where it links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def window(qapp: QApplication) -> Iterator[HelpWindow]:
    window = HelpWindow()
    window.show()
    yield window
    window.close()


@pytest.fixture(scope="module")
def extract() -> ModuleType:
    """The script that knows every text of the program."""
    spec = importlib.util.spec_from_file_location("extract", ROOT / "resources" / "translations" / "extract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    importlib.import_module("sys").modules["extract"] = module
    spec.loader.exec_module(module)
    return module


def test_every_language_has_every_page_and_no_other() -> None:
    for language in LANGUAGES:
        files = {path.name for path in (resources.root() / "help" / language).iterdir()}
        assert files == {topic.file_name for topic in HelpTopic}


@pytest.mark.parametrize(("topic", "language"), PAGES)
def test_a_page_is_whole_and_links_to_pages_only(topic: HelpTopic, language: str) -> None:
    outline = Outline(page_source(topic, language))
    assert outline.open == []
    assert set(outline.tags) <= {"html", "head", "title", "body", "h1", "h2", "p", "ul", "ol", "li", "b", "a", "code"}
    assert all(topic_of(QUrl(link)) for link in outline.links), outline.links


@pytest.mark.parametrize("topic", HelpTopic)
def test_the_languages_say_the_same(topic: HelpTopic) -> None:
    english, *others = (page_source(topic, language) for language in LANGUAGES)
    for other in others:
        assert [tag for tag in Outline(other).tags if tag != "b"] == [t for t in Outline(english).tags if t != "b"]
        assert Outline(other).links == Outline(english).links
        assert sorted(WORD.findall(other)) == sorted(WORD.findall(english))


def test_what_help_calls_a_button_is_what_the_button_is_called(extract: ModuleType) -> None:
    known = {(source.context, source.text) for source in extract.sources()}
    words = {word for topic, language in PAGES for word in WORD.findall(page_source(topic, language))}
    named = {word for word in words if word[0] != KEY}
    assert len(named) > 20
    assert named <= known


def test_a_page_speaks_as_the_windows_do(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    from atomcam_gui.ui import translation

    assert "<b>Set up a camera</b>" in page_text(HelpTopic.FIRST_STEPS, "en")
    assert f"({key_name(QKeySequence('Ctrl+R'))})" in page_text(HelpTopic.FIRST_STEPS, "en")
    words = {("Actions", "&Set up a camera…"): ("Kamera &einrichten…",)}
    monkeypatch.setattr(translation, "messages_of", lambda language: words if language == "de" else {})
    speech = Speech(qapp, "de")
    try:
        assert "<b>Kamera einrichten</b>" in page_text(HelpTopic.FIRST_STEPS, "de")
        assert "(Strg+R)" in page_text(HelpTopic.FIRST_STEPS, "de")
    finally:
        speech.end()


def test_links_and_the_list_turn_the_pages_and_back_returns(window: HelpWindow) -> None:
    shown: list[HelpTopic] = []
    window.topic_shown.connect(shown.append)
    window.pages.setSource(QUrl("recordings.html"))
    assert window.topic is HelpTopic.RECORDINGS
    assert window.topics.currentItem().text() == "Snapshots and recordings"
    window.topics.setCurrentRow(list(HelpTopic).index(HelpTopic.PRIVACY))
    assert window.pages.toPlainText().startswith("Privacy")
    window.pages.backward()
    assert window.topic is HelpTopic.RECORDINGS
    assert shown == [HelpTopic.RECORDINGS, HelpTopic.PRIVACY, HelpTopic.RECORDINGS]


def test_links_are_followed_with_the_keyboard_alone(window: HelpWindow) -> None:
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QApplication.sendEvent(window.pages, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert window.topic is HelpTopic.SET_UP


def test_it_begins_with_the_page_that_is_asked_for_in_the_language_that_is_spoken(qapp: QApplication) -> None:
    window = HelpWindow(HelpTopic.SHARING, "de")
    assert window.pages.toPlainText().startswith("Andere zusehen lassen")
    assert window.topics.currentRow() == list(HelpTopic).index(HelpTopic.SHARING)
    window.close()


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.1/",
        "https://example.com/privacy.html",
        "file:///etc/passwd",
        "../../icons/live.svg",
        "en.html",
    ],
)
def test_nothing_else_is_opened(window: HelpWindow, address: str) -> None:
    window.pages.setSource(QUrl(address))
    assert window.topic is HelpTopic.FIRST_STEPS
    assert window.pages.toPlainText().startswith("First steps")
    assert window.pages.loadResource(2, QUrl(address)) == ""
    assert not window.pages.openExternalLinks()


def test_it_follows_light_and_dark(qapp: QApplication, window: HelpWindow) -> None:
    try:
        for appearance in (Appearance.DARK, Appearance.LIGHT):
            theme.apply(qapp, appearance)
            qapp.processEvents()
            assert re.search(rf"\ba {{ color: {theme.colours().accent}", window.pages.document().defaultStyleSheet())
            assert window.topic is HelpTopic.FIRST_STEPS
    finally:
        theme.apply(qapp, Appearance.SYSTEM)


async def test_the_help_key_opens_it_beside_the_window_and_it_ends_with_it(program: Program) -> None:
    program.window.actions_.help.trigger()
    pages = program.help.pages
    assert pages is not None
    assert pages.isVisible()
    assert pages.isWindow()
    pages.close()
    program.help.open_help(HelpTopic.PRIVACY)
    assert program.help.pages is pages
    assert pages.isVisible()
    assert pages.topic is HelpTopic.PRIVACY
    program.help.finish()
    assert not pages.isVisible()


def test_a_small_window_still_shows_the_page(window: HelpWindow) -> None:
    window.resize(window.minimumSize())
    assert window.pages.width() >= 200
