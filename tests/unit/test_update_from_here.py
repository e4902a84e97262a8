"""An update beside cameras that answer with nonsense, say no, or go silent: nothing is broken, and the user is told."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui.camera import update_comeback, update_transfer
from atomcam_gui.camera.board_files import BoardSoftware, read_software, version_of
from atomcam_gui.camera.board_update import BoardUpdate, UpdateProgress, UpdateStage
from atomcam_gui.errors import UpdateFailed
from tests.fakes.controlled import ID, KEY, FakeCamera, House, house, settle
from tests.peers import until

NONCE = "5a" * 16
SOFTWARE = BoardSoftware({"app.py": b"print('hello')\n" * 700, "__init__.py": b'VERSION = "2.0.0"\n'})


class Board:
    """The board's side of an update, in memory; ``spoil`` changes an answer."""

    def __init__(self, **spoiled: dict[str, Any] | None) -> None:
        self.spoiled = spoiled
        self.actions: list[str] = []
        self.received: dict[str, bytes] = {}
        self.offer: dict[str, Any] = {}

    def __call__(self, camera: FakeCamera, fields: dict[str, Any]) -> None:
        if fields["type"] != "update":
            return
        action = fields["action"]
        self.actions.append(action)
        answer: dict[str, Any] = {"ok": True, **self.act(action, fields)}
        spoil = self.spoiled.get(action, {})
        if spoil is not None:
            camera.say("reply", id=fields["id"], **{**answer, **spoil})

    def act(self, action: str, fields: dict[str, Any]) -> dict[str, Any]:
        if action == "begin":
            return {"nonce": NONCE}
        if action == "offer":
            self.offer = fields
            return {"need": ["app.py"]}
        if action == "data":
            before = self.received.get(fields["file"], b"")
            assert fields["offset"] == len(before)
            part = base64.b64decode(fields["data"])
            assert 0 < len(part) <= 4096
            self.received[fields["file"]] = before + part
        return {}


def come_in(home: House, answer: Board, /, **hello: Any) -> FakeCamera:
    home.give_key()
    camera = home.connect(answer)
    camera.hello(**hello)
    camera.prove()
    return camera


async def test_all_is_offered_under_the_key_and_only_what_is_needed_is_sent() -> None:
    async with house(software=SOFTWARE) as home:
        board = Board()
        camera = come_in(home, board)
        told: list[UpdateProgress] = []
        updating = asyncio.create_task(home.updates.update(ID, told.append))
        await until(lambda: "install" in board.actions, "the camera is asked to install")
        await settle()
        listed = [[n, len(d), hashlib.sha256(d).hexdigest()] for n, d in sorted(SOFTWARE.files.items())]
        assert board.offer["files"] == listed
        content = "".join(f"{digest} {size} {name}\n" for name, size, digest in listed).encode()
        message = f"update{NONCE}{hashlib.sha256(content).hexdigest()}".encode()
        assert board.offer["mac"] == hmac.new(KEY, message, hashlib.sha256).hexdigest()
        assert board.received == {"app.py": SOFTWARE.files["app.py"]}
        assert home.updates.running(ID) == UpdateProgress(UpdateStage.RESTARTING, 10500, 10500)
        camera.hello(firmware="9.9.9")  # the old connection's last word is not the new software's first
        camera.link.closed()
        come_in(home, board, firmware="2.0.0", update="trial")
        await settle()
        assert told[-1].stage is UpdateStage.TRIAL
        assert not updating.done()
        home.registry.get(ID).connection.receive_text('{"type":"hello","firmware":"2.0.0"}')  # type: ignore[union-attr]
        assert await updating == "2.0.0"


@pytest.mark.parametrize(
    ("spoiled", "sentence"),
    [
        ({"begin": {"ok": False, "error": "an update is on trial"}}, "refused the update .an update is on trial"),
        ({"begin": {"nonce": 7}}, "makes no sense"),
        ({"begin": {"nonce": "not hex at all, is it"}}, "makes no sense"),
        ({"offer": {"need": None}}, "makes no sense"),
        ({"offer": {"need": ["/etc/passwd"]}}, "makes no sense"),
        ({"offer": {"need": [["app.py"]]}}, "makes no sense"),
        ({"offer": {"need": ["app.py"] * 65}}, "makes no sense"),
        ({"offer": {"ok": False, "error": "wrong proof of the key"}}, "wrong proof of the key"),
        ({"data": {"ok": False, "error": "the board's flash refused (28)"}}, "flash refused"),
        (
            {"install": {"ok": False, "error": "app.py is not what was offered"}},
            "goes on with the software that it had",
        ),
        ({"begin": None}, "did not answer for 0.05 s"),
        ({"data": None}, "did not answer for 0.05 s"),
    ],
)
async def test_answers_that_end_an_update_change_nothing(
    spoiled: dict[str, Any], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_transfer, "_REPLY_S", 0.05)
    async with house(software=SOFTWARE) as home:
        board = Board(**spoiled)
        come_in(home, board)
        with pytest.raises(UpdateFailed, match=sentence):
            await home.updates.update(ID, lambda _: None)
        assert "install" not in board.actions or "install" in spoiled
        assert home.updates.running(ID) is None


async def test_a_camera_on_trial_that_says_no_more_has_kept_the_new_software(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_comeback, "TRIAL_S", 0.05)
    monkeypatch.setattr(update_transfer, "_REPLY_S", 0.05)
    async with house(software=SOFTWARE) as home:
        board = Board(install=None)
        come_in(home, board)
        updating = asyncio.create_task(home.updates.update(ID, lambda _: None))
        await until(lambda: "install" in board.actions, "the camera is asked to install")
        come_in(home, board, firmware="2.0.0", update="trial")
        assert await updating == "2.0.0"


async def test_a_camera_that_goes_again_while_on_trial_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_comeback, "TRIAL_S", 0.05)
    async with house(software=SOFTWARE) as home:
        board = Board()
        come_in(home, board)
        updating = asyncio.create_task(home.updates.update(ID, lambda _: None))
        await until(lambda: "install" in board.actions, "the camera is asked to install")
        come_in(home, board, firmware="2.0.0", update="trial").link.closed()
        with pytest.raises(UpdateFailed, match="went again"):
            await updating


@pytest.mark.parametrize(
    "hello", [{"board": "Demo camera"}, {"firmware": "atomcam 0.1"}, {"firmware": None}, {"board": None}]
)
async def test_what_does_not_run_our_software_is_not_updated(hello: dict[str, Any]) -> None:
    async with house(software=SOFTWARE) as home:
        come_in(home, Board(), **hello)
        assert "does not run AtomCam's camera software" in home.updates.info(ID).obstacle
        assert not home.updates.info(ID).needed


async def test_software_that_cannot_be_read_is_told_of() -> None:
    def missing() -> BoardSoftware:
        return read_software(Path("/nowhere"))

    async with house() as home:
        come_in(home, Board())
        updates = BoardUpdate(home.registry, home.requests, missing)
        with pytest.raises(UpdateFailed, match="install AtomCam again"):
            await updates.update(ID, lambda _: None)


def test_a_version_is_read_and_not_guessed() -> None:
    assert version_of(SOFTWARE) == "2.0.0"
    assert version_of(BoardSoftware({"__init__.py": b"\xff\xfe"})) == ""
    assert version_of(BoardSoftware({})) == ""
