"""The share book: who may watch, and what of it survives a restart."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.sharing.share_book import MAX_LINKS, ShareBook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "shares.json"


def opened(path: Path) -> ShareBook:
    book = ShareBook(path)
    assert book.load() is None
    return book


# -- links ---------------------------------------------------------------------------------------------------------


def test_a_link_opens_until_it_is_revoked() -> None:
    book = ShareBook()
    grandma, neighbour = book.add("Grandma"), book.add("Neighbour")
    assert book.link_of(grandma.token) == grandma
    assert book.link_of(neighbour.token) == neighbour
    book.revoke(grandma.id)
    assert book.link_of(grandma.token) is None
    assert book.link_of(neighbour.token) == neighbour
    assert book.links == (neighbour,)
    book.revoke(grandma.id)


@pytest.mark.parametrize("token", ["", " ", "x", "ü" * 32, "\udcff" * 4, "A" * 5000])
def test_nothing_else_opens(token: str) -> None:
    book = ShareBook()
    link = book.add("Grandma")
    assert book.link_of(token) is None
    assert book.link_of(link.token[:-1]) is None
    assert book.link_of(link.token + "A") is None
    assert book.link_of(link.token.swapcase()) is None


def test_tokens_are_long_random_and_fit_into_an_address() -> None:
    book = ShareBook()
    tokens = {book.add("").token for _ in range(50)}
    assert len(tokens) == 50
    for token in tokens:
        # 64 letters of 6 bits each.
        assert len(token) * 6 >= 128
        assert token.isascii()
        assert not set(token) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_link_in_a_log_shows_no_token() -> None:
    link = ShareBook().add("Grandma")
    assert link.token not in repr(link)
    assert "Grandma" in str(link)


def test_there_is_an_end_to_links() -> None:
    book = ShareBook()
    for _ in range(MAX_LINKS):
        book.add("")
    with pytest.raises(SettingsError, match="revoke one"):
        book.add("one more")
    assert len(book.links) == MAX_LINKS


def test_names_are_made_fit_to_show() -> None:
    book = ShareBook()
    assert len(book.add("x" * 500).name) <= 64
    link = book.add("Opa\n\x07")
    assert link.name.isprintable()
    book.rename(link.id, "Grandpa")
    renamed = book.get(link.id)
    assert renamed is not None
    assert (renamed.name, renamed.token) == ("Grandpa", link.token)


def test_whoever_listens_hears_of_every_change() -> None:
    book, heard = ShareBook(), []
    end = book.subscribe(lambda: heard.append((book.on, len(book.links))))
    link = book.add("Grandma")
    book.set_on(True)
    book.revoke(link.id)
    assert heard == [(False, 1), (True, 1), (True, 0)]
    end()
    book.set_on(False)
    assert len(heard) == 3


# -- the file ------------------------------------------------------------------------------------------------------


def test_links_and_the_switch_survive_a_restart(path: Path) -> None:
    book = opened(path)
    link = book.add("Grandma")
    book.set_on(True)
    again = opened(path)
    assert again.links == (link,)
    assert again.on
    assert again.link_of(link.token) == link


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_its_owner_can_read_the_file(path: Path) -> None:
    opened(path).add("Grandma")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_written_before_anything_is_changed(path: Path) -> None:
    opened(path)
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [
        "nonsense",
        "[]",
        '{"links": [{"id": "ab12"}]}',
        '{"links": [{"id": "ab12", "token": "short", "name": ""}]}',
        '{"links": [{"id": "../x", "token": "AAAAAAAAAAAAAAAAAAAAAAAA", "name": ""}]}',
        '{"links": {"a": 1}}',
        '{"links": [{"id": "ab12", "token": "AAAAAAAAAAAAAAAAAAAAAAAA", "created": "x"}]}',
    ],
)
def test_a_broken_file_is_set_aside_and_lets_nobody_in(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    book = ShareBook(path)
    kept = book.load()
    assert kept is not None
    assert kept.read_text() == content
    assert (book.on, book.links) == (False, ())
    book.add("Grandma")
    assert len(json.loads(path.read_text())["links"]) == 1


def test_a_file_that_cannot_be_written_is_told_of_and_holds_meanwhile(path: Path) -> None:
    path.parent.mkdir()
    path.mkdir()
    book = ShareBook(path)
    with pytest.raises(SettingsError):
        book.add("Grandma")
    assert len(book.links) == 1
    path.rmdir()
    second = book.add("Neighbour")
    assert opened(path).links == (book.links[0], second)


# -- several programs ----------------------------------------------------------------------------------------------


def test_what_one_program_revokes_opens_nothing_in_another(path: Path) -> None:
    window, serve = opened(path), opened(path)
    link = window.add("Grandma")
    assert serve.link_of(link.token) == link
    window.revoke(link.id)
    assert serve.link_of(link.token) is None


def test_neither_program_loses_the_others_links(path: Path) -> None:
    one, other = opened(path), opened(path)
    links = [book.add(name) for book, name in ((one, "a"), (other, "b"), (one, "c"), (other, "d"))]
    assert {link.id for link in opened(path).links} == {link.id for link in links}
    other.revoke(links[0].id)
    one.set_on(True)
    assert {link.id for link in opened(path).links} == {link.id for link in links[1:]}
    assert opened(path).on


def test_another_programs_change_is_told_at_the_next_look(path: Path) -> None:
    one, other = opened(path), opened(path)
    heard: list[int] = []
    other.subscribe(lambda: heard.append(len(other.links)))
    link = one.add("Grandma")
    assert heard == []
    other.refresh()
    other.refresh()
    one.revoke(link.id)
    other.refresh()
    assert heard == [1, 0]


def test_a_revoked_link_does_not_come_back_with_another_programs_next_change(path: Path) -> None:
    one, other = opened(path), opened(path)
    link = one.add("Grandma")
    other.refresh()
    one.revoke(link.id)
    other.set_on(True)
    assert opened(path).links == ()
    assert other.links == ()
