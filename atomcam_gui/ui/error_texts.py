"""What went wrong, in the user's language: the one way of errors and phrases into the window."""

from __future__ import annotations

import string
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.errors import AtomCamError, BadJpeg
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.troubles import TEXTS, SetupError, Text

_CONTEXT = "Error"


def sentence(said: object) -> str:
    """An error, or a phrase, as a sentence of its own: with a capital letter and a full stop."""
    return as_sentence(words(said))


def as_sentence(text: str) -> str:
    """A text with a capital letter and a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith((".", "!", "?", "…")) else ".")


def words(said: object) -> str:
    """The same as a part of another sentence. What is no error and no phrase of ours says what ``str`` says."""
    match said:
        case SetupError():
            text = setup_text(said)
            return f"{text.happened} {text.next_step}"
        case BadJpeg():
            return _phrase(Phrase(said.fault.value))  # the rest is for the log
        case AtomCamError():
            return _phrase(said.phrase)
        case Phrase():
            return _phrase(said)
    return str(said)


def setup_text(error: SetupError) -> Text:
    """What happened while a camera was set up, and what to do next."""
    text = TEXTS[error.trouble]
    return Text(_filled("Trouble", text.happened, error.facts), _filled("Trouble", text.next_step, error.facts))


def _phrase(phrase: Phrase) -> str:
    # A whole phrase of the board's, say, has no template but itself: then there is no translation, and it stays.
    return _filled(_CONTEXT, phrase.template, phrase.facts) if phrase else ""


def _filled(context: str, template: str, facts: Mapping[str, object]) -> str:
    """A template, translated, with its facts. Without facts there are no places in it, but there may be braces."""
    text = QCoreApplication.translate(context, template)
    return _FORMATTER.vformat(text, (), facts) if facts else text


class _Formatter(string.Formatter):
    """Facts in the user's language: numbers with its decimal point, words translated."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, float):
            digits = int(format_spec[1:-1]) if format_spec.startswith(".") else 6
            return QLocale().toString(value, format_spec[-1:] or "g", digits)
        if isinstance(value, Phrase | AtomCamError):
            return words(value)
        return str(format(value, format_spec))


_FORMATTER = _Formatter()
