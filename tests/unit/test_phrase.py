"""A phrase is a text like any other, and remembers what it was made of."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from atomcam_gui.errors import CameraGone, RequestRefused, SettingsError
from atomcam_gui.phrase import Phrase, as_phrase


def test_phrase_is_a_text_like_any_other() -> None:
    phrase = Phrase("{name} has {count} cameras", name="Küche {1}", count=2)
    assert phrase == "Küche {1} has 2 cameras"
    assert f"{phrase}!" == "Küche {1} has 2 cameras!"
    assert json.loads(json.dumps([phrase])) == ["Küche {1} has 2 cameras"]


def test_text_without_facts_may_have_braces() -> None:
    assert Phrase("{ is no place") == "{ is no place"
    assert as_phrase("{name}").template == "{name}"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda phrase: pickle.loads(pickle.dumps(phrase))])
def test_copy_knows_what_it_was_made_of(again: object) -> None:
    phrase = Phrase("{a}, {b}", a=Phrase("{c:.1f} MB", c=1.5), b="}")
    other = again(phrase)  # type: ignore[operator]
    assert (other, other.template, other.facts) == ("1.5 MB, }", "{a}, {b}", {"a": "1.5 MB", "b": "}"})


def test_error_says_what_its_phrase_says() -> None:
    error = CameraGone("Küche {0}")
    assert str(error) == error.phrase == error.template.format(**error.facts)
    assert str(SettingsError("a finished {text}")) == "a finished {text}"
    assert RequestRefused(error.phrase).facts == {"name": "Küche {0}"}
