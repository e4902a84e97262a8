"""The program's words in the user's language: read from Qt Linguist's ``.ts`` files as they are.

``resources/translations/atomcam_LANGUAGE.ts`` needs no compiling: what is in the repository is what is shipped.
English is there for plurals alone.
"""

from __future__ import annotations

import logging
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from atomcam_gui import resources

logger = logging.getLogger(__name__)

LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}
"""What the program speaks, each in its own words."""

_Messages = Mapping[tuple[str, str], tuple[str, ...]]


class TsTranslator(QTranslator):
    """Gives the finished messages of one ``.ts`` file. Immutable, so for any thread."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages_of(language)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return not self._messages

    def translate(  # None is Qt's "not here"
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        forms = self._messages.get((context, source))
        if forms is None:
            return None
        # Both languages have one form for one, and another for all else.
        text = forms[0] if n == 1 or len(forms) == 1 else forms[1]
        return text.replace("%n", QLocale().toString(n)) if n >= 0 else text


@cache
def messages_of(language: str) -> _Messages:
    """The finished messages of a language: (context, source) to one form, or two where there is a plural."""
    try:
        root = ElementTree.fromstring(resources.text(f"translations/atomcam_{language}.ts"))
    except (OSError, ElementTree.ParseError):
        logger.exception("the translation for %r cannot be read", language)
        return {}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None:
                forms = tuple(form.text or "" for form in translation.iter("numerusform"))
                found[name, message.findtext("source", "")] = forms or (translation.text or "",)
    return found


def language_for(wished: str) -> str:
    """The language to speak: the one that the user chose, else the first of the system's that there is."""
    if wished in LANGUAGES:
        return wished
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").partition("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


class Speech:
    """The translators of an application, from the moment it is made until ``end``.

    Made before the first window: what is on the screen stays as it is.

    Args:
        wished: the language that the user chose, or an empty text for the system's.
    """

    def __init__(self, application: QApplication, wished: str) -> None:
        self._application = application
        self._locale = QLocale()
        self.language = language_for(wished)
        self._translators: list[QTranslator] = []
        own = TsTranslator(self.language)
        if self.language != "en":
            # Dates and numbers as well, where the user chose another language than the system's.
            if QLocale.system().language() != QLocale(self.language).language():
                QLocale.setDefault(QLocale(self.language))
            qt = QTranslator()
            if qt.load(f"qtbase_{self.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._translators.append(qt)
        self._translators.append(own)
        for translator in self._translators:
            application.installTranslator(translator)

    def end(self) -> None:
        """Take the translators away again."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()
        QLocale.setDefault(self._locale)
