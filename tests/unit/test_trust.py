"""The trust book: who may show pictures, and what of it survives a restart."""

from __future__ import annotations

import dataclasses
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook, Verdict, decision_now
from atomcam_gui.errors import SettingsError

ID = "0a1b2c3d4e5f"
OTHER_ID = "0a1b2c3d4e60"
KEY = bytes(range(32))
HERE, THERE = "192.168.1.23", "192.168.1.99"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "cameras.json"


def opened(path: Path) -> TrustBook:
    book = TrustBook(path)
    assert book.load() is None
    return book


def allowed(address: str = HERE, camera_id: str | None = ID, *, permanent: bool = True) -> Decision:
    return decision_now(address, camera_id, Trust.ALLOWED, "Kitchen", permanent=permanent)


def blocked(address: str = HERE, camera_id: str | None = ID) -> Decision:
    return decision_now(address, camera_id, Trust.BLOCKED, "Kitchen", permanent=True)


# -- verdicts ------------------------------------------------------------------------------------------------------


def test_strangers_wait() -> None:
    book = TrustBook()
    assert book.verdict(HERE, ID) is Verdict.WAIT
    assert book.verdict(HERE, None) is Verdict.WAIT


def test_a_decision_holds_for_its_address_and_its_id_together() -> None:
    book = TrustBook()
    book.decide(allowed())
    assert book.verdict(HERE, ID) is Verdict.ALLOW
    assert book.verdict(THERE, ID) is Verdict.WAIT
    assert book.verdict(HERE, OTHER_ID) is Verdict.WAIT
    assert book.verdict(HERE, None) is Verdict.WAIT


def test_a_decision_on_a_camera_without_an_id_is_no_word_on_one_with_an_id() -> None:
    book = TrustBook()
    book.decide(allowed(camera_id=None))
    assert book.verdict(HERE, None) is Verdict.ALLOW
    assert book.verdict(HERE, ID) is Verdict.WAIT
    assert book.verdict(THERE, None) is Verdict.WAIT


def test_the_last_word_counts() -> None:
    book = TrustBook()
    for decision, verdict in ((allowed(), Verdict.ALLOW), (blocked(), Verdict.BLOCK), (allowed(), Verdict.ALLOW)):
        book.decide(decision)
        assert book.verdict(HERE, ID) is verdict
    assert len(book.decisions) == 1
    book.forget(HERE, ID)
    assert book.verdict(HERE, ID) is Verdict.WAIT
    book.forget(HERE, ID)


def test_decisions_are_listed_in_the_order_in_which_they_were_made() -> None:
    book = TrustBook()
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1"):
        book.decide(allowed(address))
    assert [decision.address for decision in book.decisions] == ["10.0.0.2", "10.0.0.1"]


def test_a_camera_with_a_key_must_prove_it_wherever_it_comes_from() -> None:
    book = TrustBook(allow_unknown=True, allow_addresses=frozenset({HERE}))
    book.add_key(KeyEntry(ID, KEY))
    book.decide(allowed())
    assert book.verdict(HERE, ID) is Verdict.PROVE
    assert book.verdict(THERE, ID) is Verdict.PROVE


def test_a_blocked_camera_with_a_key_is_blocked() -> None:
    book = TrustBook(allow_unknown=True)
    book.add_key(KeyEntry(ID, KEY, blocked=True))
    assert book.verdict(HERE, ID) is Verdict.BLOCK


def test_allow_unknown_lets_everybody_in_but_the_blocked() -> None:
    book = TrustBook(allow_unknown=True)
    book.decide(blocked())
    assert book.verdict(HERE, ID) is Verdict.BLOCK
    assert book.verdict(THERE, ID) is Verdict.ALLOW
    assert book.verdict(THERE, None) is Verdict.ALLOW


def test_allowed_addresses_let_their_cameras_in_but_the_blocked() -> None:
    book = TrustBook(allow_addresses=frozenset({HERE}))
    book.decide(blocked(camera_id=OTHER_ID))
    assert book.verdict(HERE, ID) is Verdict.ALLOW
    assert book.verdict(HERE, None) is Verdict.ALLOW
    assert book.verdict(HERE, OTHER_ID) is Verdict.BLOCK
    assert book.verdict(THERE, ID) is Verdict.WAIT


def test_a_forgotten_key_makes_a_stranger() -> None:
    book = TrustBook()
    book.add_key(KeyEntry(ID, KEY, "Kitchen"))
    assert (book.key_of(ID), book.name_of(ID)) == (KEY, "Kitchen")
    book.forget_key(ID)
    assert (book.key_of(ID), book.name_of(ID)) == (None, "")
    assert book.verdict(HERE, ID) is Verdict.WAIT


def test_a_key_is_never_shown_with_its_entry() -> None:
    book = TrustBook()
    book.add_key(KeyEntry(ID, KEY, "Kitchen"))
    assert KEY.hex() not in repr(book.keys).lower()
    assert repr(KEY) not in repr(book.keys)


# -- over a restart ------------------------------------------------------------------------------------------------


def test_what_is_permanent_survives_a_restart(path: Path) -> None:
    book = TrustBook(path)
    book.add_key(KeyEntry(ID, KEY, "Küche"))
    book.add_key(KeyEntry(OTHER_ID, KEY[::-1], blocked=True))
    book.decide(allowed(camera_id=None))
    book.decide(blocked(THERE, "0a1b2c3d4e61"))
    again = opened(path)
    assert again.keys == book.keys
    assert again.decisions == book.decisions


def test_what_was_allowed_once_is_forgotten_by_a_restart(path: Path) -> None:
    book = TrustBook(path)
    book.decide(allowed())
    book.decide(allowed(THERE, permanent=False))
    book.add_key(KeyEntry(ID, KEY, permanent=False))
    assert book.verdict(THERE, ID) is Verdict.PROVE
    again = opened(path)
    assert [decision.address for decision in again.decisions] == [HERE]
    assert again.keys == ()


def test_once_after_always_takes_the_always_back(path: Path) -> None:
    book = TrustBook(path)
    book.decide(allowed())
    book.decide(allowed(permanent=False))
    assert opened(path).decisions == ()


def test_forgetting_survives_a_restart(path: Path) -> None:
    book = TrustBook(path)
    book.add_key(KeyEntry(ID, KEY))
    book.decide(allowed())
    book.forget_key(ID)
    book.forget(HERE, ID)
    again = opened(path)
    assert (again.keys, again.decisions) == ((), ())


def test_the_book_is_its_owners_alone(path: Path) -> None:
    book = TrustBook(path)
    for entry in (KeyEntry(ID, KEY), KeyEntry(OTHER_ID, KEY)):
        book.add_key(entry)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_book_that_does_not_exist_is_empty_and_is_not_made_by_looking(path: Path) -> None:
    assert opened(path).keys == ()
    assert not path.parent.exists()


def test_a_decision_that_cannot_be_written_holds_for_now(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    book = TrustBook(path)
    with pytest.raises(SettingsError, match="could not be written"):
        book.decide(allowed())
    assert book.verdict(HERE, ID) is Verdict.ALLOW


def test_a_name_that_is_half_a_character_can_be_kept(path: Path) -> None:
    book = TrustBook(path)
    book.add_key(KeyEntry(ID, KEY, "\ud800"))
    assert opened(path).keys == book.keys


# -- broken files --------------------------------------------------------------------------------------------------

GOOD_CAMERA = {"id": ID, "key": KEY.hex(), "name": "Kitchen", "blocked": False}
GOOD_DECISION = {"address": HERE, "id": ID, "trust": "allowed", "name": "", "made_at": 1.0}


def with_camera(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "cameras": [GOOD_CAMERA | changes], "decisions": []}


def with_decision(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "cameras": [], "decisions": [GOOD_DECISION, GOOD_DECISION | changes]}


def test_the_examples_below_are_wrong_only_in_what_they_change(path: Path) -> None:
    for document in (with_camera(), with_decision(), with_camera(newer="x"), {"cameras": []}, {}):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(document))
        assert opened(path).verdict(THERE, OTHER_ID) is Verdict.WAIT


@pytest.mark.parametrize(
    "document",
    [
        "not JSON",
        "",
        "[" * 100_000,
        [],
        5,
        {"cameras": None},
        {"cameras": {"id": ID}},
        {"cameras": [5]},
        {"cameras": ["x"]},
        {"cameras": [{}]},
        {"decisions": 5},
        {"decisions": [[]]},
        with_camera(id=5),
        with_camera(id=None),
        with_camera(id="kitchen"),
        with_camera(key=5),
        with_camera(key=None),
        with_camera(key="abcd"),
        with_decision(id=5),
        with_decision(id="kitchen"),
        with_decision(trust="waiting"),
        with_decision(trust="maybe"),
        with_decision(trust=None),
        with_decision(made_at="yesterday"),
        with_decision(made_at=None),
        with_decision(made_at=10**400),
    ],
    ids=lambda document: str(document)[:40],
)
def test_a_broken_book_is_set_aside_whole_and_nobody_is_let_in_by_it(path: Path, document: object) -> None:
    path.parent.mkdir()
    content = document if isinstance(document, str) else json.dumps(document)
    path.write_text(content)
    book = TrustBook(path)
    kept = book.load()
    assert kept is not None
    assert kept.read_text() == content
    assert (book.keys, book.decisions) == ((), ())
    assert book.verdict(HERE, ID) is Verdict.WAIT
    book.decide(allowed())
    assert kept.read_text() == content
    assert opened(path).verdict(HERE, ID) is Verdict.ALLOW


def test_a_broken_book_is_told_without_its_keys(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"cameras": [GOOD_CAMERA, GOOD_CAMERA | {"key": KEY.hex()[:-1] + "z"}]}))
    assert TrustBook(path).load() is not None
    assert "cannot be understood" in caplog.text
    assert KEY.hex()[:20] not in caplog.text


def test_a_book_that_cannot_be_opened_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="could not be read"):
        TrustBook(path).load()


def test_a_decision_knows_when_it_was_made() -> None:
    early, late = allowed(), allowed()
    assert 0 < early.made_at <= late.made_at
    assert dataclasses.replace(early, made_at=late.made_at) == late
