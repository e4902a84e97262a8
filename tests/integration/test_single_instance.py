"""One window of each user: what a second start does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from atomcam_gui import single_instance
from atomcam_gui.errors import NotAnswering
from atomcam_gui.single_instance import Instance, Wish, ask_first, claim

WISH = Wish(demo=True, set_up=True, recordings=("/home/ü/Garten.mkv",), activation_token="x1")

CLAIM = "import sys, pathlib; from atomcam_gui.single_instance import claim; {}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state of Ümit"


def only(folder: Path) -> Instance:
    instance = claim(folder)
    assert instance is not None
    return instance


async def test_a_second_start_hands_its_wish_to_the_first(folder: Path) -> None:
    wishes: list[Wish] = []
    first = only(folder)
    await first.listen(wishes.append)
    assert claim(folder) is None
    await asyncio.to_thread(ask_first, folder, WISH)
    await asyncio.to_thread(ask_first, folder, Wish())
    assert wishes == [WISH, Wish()]
    await first.close()


async def test_after_its_end_the_next_start_is_the_first(folder: Path) -> None:
    first = only(folder)
    await first.listen(lambda _: None)
    await first.close()
    second = only(folder)
    await second.listen(lambda _: None)
    await asyncio.to_thread(ask_first, folder, WISH)
    await second.close()


def test_a_killed_one_holds_nobody_up(folder: Path) -> None:
    script = CLAIM.format("x = claim(pathlib.Path(sys.argv[1])); print(x is not None, flush=True); sys.stdin.read()")
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert claim(folder) is None
        other.kill()
    only(folder)


async def test_one_that_is_just_starting_is_waited_for(folder: Path) -> None:
    first = only(folder)
    asking = asyncio.create_task(asyncio.to_thread(ask_first, folder, WISH))
    wishes: list[Wish] = []
    await first.listen(wishes.append)
    await asking
    assert wishes == [WISH]
    await first.close()


def test_one_that_hangs_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_S", 0.2)
    assert claim(folder) is not None
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        document = {"port": deaf.getsockname()[1], "word": "x"}
        (folder / "window.json").write_text(json.dumps(document))
        with pytest.raises(NotAnswering, match="open already but does not answer"):
            ask_first(folder, WISH)


async def test_whoever_does_not_know_the_word_is_not_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes: list[Wish] = []
    first = only(folder)
    await first.listen(wishes.append)
    file = folder / "window.json"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    document = json.loads(file.read_text())
    for said in (
        b"",
        b"\xff\n",
        b"[]\n",
        b'{"word": 3}\n',
        b'{"word": "\xc3\xa4"}\n',
        b"[" * 60_000 + b"\n",
        b"x" * 200_000 + b"\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", document["port"])
        writer.write(said)
        writer.write_eof()
        with contextlib.suppress(ConnectionResetError):  # it left before all was read
            assert await reader.read() == b""
        writer.close()
    assert wishes == []
    await asyncio.to_thread(ask_first, folder, WISH)
    assert wishes == [WISH]
    await first.close()


async def test_where_nothing_can_be_written_everybody_is_alone(tmp_path: Path) -> None:
    not_a_folder = tmp_path / "file"
    not_a_folder.write_text("")
    one, other = only(not_a_folder / "state"), only(not_a_folder / "state")
    await one.listen(lambda _: None)
    await one.close()
    await other.close()


def test_what_does_not_fit_in_a_wish_is_left_out() -> None:
    assert Wish.parse({"demo": "yes", "recordings": ["/a.mkv", 3], "set_up": 1, "new": True}) == Wish(
        recordings=("/a.mkv",)
    )
    assert Wish.parse(WISH.as_json()) == WISH
