import json

from atomcam import trust
from atomcam.controls import BadControl
from atomcam.failed import UpdateError
from atomcam.protocol import Protocol

KEY = bytes(range(32))
IDENTITY = "f412fa9b3c5d"


class Clock:
    def now_us(self):
        return 1234567890123


class Peer:
    """The protocol with everything behind it replaced."""

    def __init__(self, key=KEY):
        self.changes = []
        self.protocol = Protocol(IDENTITY, lambda: key, Clock(), self._change, lambda: self)

    def _change(self, changes):
        if not changes:
            raise BadControl("nothing to set")
        self.changes.append(changes)

    def handle(self, fields):
        """As the updates."""
        if fields.get("action") != "begin":
            raise UpdateError("no such action")
        return {"nonce": "ab"}

    def ask(self, **fields):
        return self.protocol.handle(json.dumps(fields))


def test_time_tells_the_clock():
    assert Peer().ask(type="time", id=7) == [{"type": "reply", "id": 7, "ok": True, "clock_us": 1234567890123}]


def test_challenge_is_answered_with_the_proof():
    nonce = 16 * "ab"
    (answer,) = Peer().ask(type="challenge", nonce=nonce)
    assert answer["type"] == "proof"
    assert answer["mac"] == trust.proof_mac(KEY, IDENTITY, nonce, answer["nonce"])
    assert Peer().ask(type="challenge", nonce=nonce)[0]["nonce"] != answer["nonce"]


def test_challenge_that_cannot_be_answered_is_not():
    assert Peer(key=None).ask(type="challenge", nonce=16 * "ab") == []
    for nonce in (None, 5, "", "xyz", 200 * "a"):
        assert Peer().ask(type="challenge", nonce=nonce) == []


def test_set_passes_what_it_knows_and_ignores_the_rest():
    peer = Peer()
    assert peer.ask(type="set", id="a", quality=50, unknown=1) == [{"type": "reply", "id": "a", "ok": True}]
    assert peer.changes == [{"quality": 50}]


def test_refused_set_says_why():
    assert Peer().ask(type="set", id=1) == [{"type": "reply", "id": 1, "ok": False, "error": "nothing to set"}]


def test_identify_does_not_invent_a_light():
    (answer,) = Peer().ask(type="identify", id=1)
    assert answer["ok"] is False


def test_update_is_passed_on():
    assert Peer().ask(type="update", id=1, action="begin")[0] == {"type": "reply", "id": 1, "ok": True, "nonce": "ab"}
    assert Peer().ask(type="update", id=1)[0]["error"] == "no such action"


def test_what_nobody_understands_is_ignored():
    peer = Peer()
    for text in (
        "", "{", "[]", "null", "5", '"x"', "{}", '{"type": 5}', '{"type": "new"}', '{"type": ["set"]}', 500 * "[",
        '{"type": "time"}', '{"type": "time", "id": null}', '{"type": "time", "id": true}', '{"type": "set", "id": []}',
        '{"type": "set", "id": 1.5}', "\x00", '{"type": "time", "id": {"a": 1}}',
    ):  # fmt: skip
        assert peer.protocol.handle(text) == [], text


def test_strange_ids_come_back_as_clean_text():
    (answer,) = Peer().protocol.handle('{"type": "time", "id": "a\\ud83db\\n"}')
    assert answer["id"] == "ab"
    answer["id"].encode()
