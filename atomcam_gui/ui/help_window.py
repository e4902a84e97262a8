"""Help, as pages that came with the program: ``resources/help/LANGUAGE/TOPIC.html``.

They are written in the part of HTML that ``QTextBrowser`` draws. A text of the program's windows stands in them as
``{Context|Source text}``, so that help calls every button what the button itself is called, in every language; keys as
``{Key|Ctrl+S}``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from html import escape
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from atomcam_gui import resources
from atomcam_gui.ui import theme
from atomcam_gui.ui.key_names import key_name
from atomcam_gui.ui.translation import LANGUAGES

_SIZE = QSize(820, 600)
_LEAST_LIST = 140
_OTHERWISE = "en"

WORD = re.compile(r"\{(\w+)\|([^{}|]+)\}")
"""A text of the windows: its context, and its source as the code has it."""
KEY = "Key"
"""In the context's place: the name of keys."""
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class HelpTopic(StrEnum):
    """The pages, in their order; the values are the files' names."""

    FIRST_STEPS = "first-steps"
    SET_UP = "set-up"
    NO_CAMERA = "no-camera"
    RECORDINGS = "recordings"
    SHARING = "sharing"
    PRIVACY = "privacy"

    @property
    def file_name(self) -> str:
        """What links to this page say."""
        return f"{self.value}.html"


@cache
def page_source(topic: HelpTopic, language: str) -> str:
    """A page as it was written; in English where a language has none.

    Raises:
        OSError: the program is not complete.
    """
    known = language if language in LANGUAGES else _OTHERWISE
    return resources.text(f"help/{known}/{topic.file_name}")


def page_text(topic: HelpTopic, language: str) -> str:
    """A page with the windows' own words in it, as HTML."""
    return WORD.sub(lambda match: escape(_shown(match[1], match[2])), page_source(topic, language))


def page_title(topic: HelpTopic, language: str) -> str:
    """A page's name."""
    match = _TITLE.search(page_source(topic, language))
    return match[1].strip() if match else topic.value


def _shown(context: str, source: str) -> str:
    """A text of the program as one sees it: without the mark of its key, and without the dots of a button."""
    if context == KEY:
        return key_name(QKeySequence(source, QKeySequence.SequenceFormat.PortableText))
    text = QCoreApplication.translate(context, source)
    return re.sub(r"&(?!&)", "", text).removesuffix("…").removesuffix(":")


class _Pages(QTextBrowser):
    """Shows the pages of one language, and opens nothing else: no file, no address."""

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self.setOpenExternalLinks(False)
        self.setAccessibleName(self.tr("Page of the help"))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's own name
        topic = topic_of(QUrl(name))
        if topic is None or QTextDocument.ResourceType(kind) is not QTextDocument.ResourceType.HtmlResource:
            return ""
        return page_text(topic, self._language)

    def doSetSource(  # noqa: N802 - Qt's own name
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        if topic_of(QUrl(name)) is not None:
            super().doSetSource(name, QTextDocument.ResourceType.HtmlResource)


def topic_of(url: QUrl) -> HelpTopic | None:
    """The page that a link means; None for anything that is none of them."""
    if url.scheme() or url.host():
        return None
    return next((topic for topic in HelpTopic if topic.file_name == url.path()), None)


class HelpWindow(QWidget):
    """The pages, with a list of them at the left.

    Args:
        topic: the page to begin with.
        language: one of ``translation.LANGUAGES``: the one that the program speaks.
    """

    topic_shown = Signal(object)
    """The ``HelpTopic`` that was turned to."""

    def __init__(
        self,
        topic: HelpTopic = HelpTopic.FIRST_STEPS,
        language: str = _OTHERWISE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Help"))
        self.setMinimumSize(480, 320)
        self._language = language
        self._topic = topic
        self.topics = QListWidget(self)
        self.topics.setObjectName("wizardList")
        self.topics.setAccessibleName(self.tr("Topics"))
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.topics.setTextElideMode(Qt.TextElideMode.ElideRight)
        for each in HelpTopic:
            item = QListWidgetItem(page_title(each, language), self.topics)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 14))
        self.pages = _Pages(language, self)
        self.pages.document().setDocumentMargin(20)
        self.pages.document().setIndentWidth(20)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self.topics)
        layout.addWidget(self.pages, 1)
        self.topics.currentRowChanged.connect(self._turn_to_row)
        self.pages.sourceChanged.connect(self._note_page)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.pages.backward)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._dress()
        self.show_topic(topic)
        self.pages.setFocus()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.9))

    @property
    def topic(self) -> HelpTopic:
        """The page that is shown."""
        return self._topic

    def show_topic(self, topic: HelpTopic) -> None:
        """Turn to a page."""
        self.pages.setSource(QUrl(topic.file_name))

    def _turn_to_row(self, row: int) -> None:
        topic = list(HelpTopic)[row]
        if topic is not self.topic:
            self.show_topic(topic)

    def _note_page(self, url: QUrl) -> None:
        # The browser's own idea of it is that of before until this signal is over.
        self._topic = topic_of(url) or self._topic
        self.topics.setCurrentRow(list(HelpTopic).index(self._topic))
        self.topic_shown.emit(self._topic)

    def _dress(self) -> None:
        """Colours and distances of the pages, which Qt applies to what is loaded afterwards."""
        c = theme.colours()
        self.pages.document().setDefaultStyleSheet(
            f"""
            body {{ color: {c.text}; }}
            h1 {{ font-size: x-large; font-weight: 600; margin-top: 0; margin-bottom: 10px; }}
            h2 {{ font-size: large; font-weight: 600; margin-top: 18px; margin-bottom: 6px; }}
            p {{ margin-top: 0; margin-bottom: 10px; line-height: 130%; }}
            li {{ margin-bottom: 6px; line-height: 130%; }}
            a {{ color: {c.accent}; }}
            code {{ background-color: {c.hover}; font-family: monospace; }}
            """
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_list()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
            self.pages.reload()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_list()
        super().changeEvent(event)

    def _fit_list(self) -> None:
        metrics = self.topics.fontMetrics()
        widest = max(metrics.horizontalAdvance(page_title(topic, self._language)) for topic in HelpTopic)
        self.topics.setFixedWidth(min(widest + 32, max(_LEAST_LIST, self.width() * 2 // 5)))
