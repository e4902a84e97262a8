"""Words that are made where no window is, and can still be said in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Phrase(str):
    """A text in English, as any other, which remembers what it was made of: a template, and the facts in it.

    A window translates the template before it puts the facts in (``ui/error_texts.py``). A fact may be a phrase or an
    error of its own, and is translated then too. Whatever makes another text of it (an f-string, ``strip``) makes one
    that stays English.

    Args:
        template: ``{name}`` stands for a fact. Without facts it is the text itself, braces and all.
    """

    template: str
    facts: Mapping[str, object]

    def __new__(cls, template: str, /, **facts: object) -> Self:
        phrase = super().__new__(cls, template.format(**facts) if facts else template)
        phrase.template = str(template)
        phrase.facts = facts
        return phrase


def as_phrase(text: str) -> Phrase:
    """A text as a phrase; one that is none is its own template."""
    return text if isinstance(text, Phrase) else Phrase(text)
