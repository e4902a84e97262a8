"""What the computer asks over the stream's text channel, and what we answer. Unknown types and keys are ignored."""

import json

from atomcam import trust
from atomcam.controls import BadControl
from atomcam.failed import UpdateError
from atomcam.port import Any
from atomcam.text import clean

_CONTROLS = ("frame_size", "quality", "fps", "brightness", "contrast", "saturation", "vflip", "hmirror", "name")


class Protocol:
    """Answers one message at a time.

    Args:
        identity: the board's id.
        key: gives the board's secret, or None.
        clock: the board's clock.
        change: sets controls, or raises BadControl.
        make_updates: gives what takes update messages; its code is loaded when the first one comes.
    """

    def __init__(self, identity: str, key, clock, change, make_updates) -> None:
        self._identity = identity
        self._key = key
        self._clock = clock
        self._change = change
        self._make_updates = make_updates
        self._updates: Any = None

    def handle(self, text: str) -> list:
        """The answers to a message: none, or one."""
        try:
            fields = json.loads(text)
        except (ValueError, RuntimeError, MemoryError):  # RuntimeError: nested too deeply
            return []
        if not isinstance(fields, dict):
            return []
        kind = fields.get("type")
        if kind == "challenge":
            return self._prove(fields.get("nonce"))
        if kind not in ("set", "time", "identify", "update"):
            return []
        request = fields.get("id")
        if isinstance(request, bool) or not isinstance(request, (int, str)):
            return []
        answer = {"type": "reply", "id": request if isinstance(request, int) else clean(request, 64) or "", "ok": True}
        try:
            answer.update(self._do(kind, fields))
        except (BadControl, UpdateError) as error:
            answer["ok"] = False
            answer["error"] = str(error)
        return [answer]

    def _do(self, kind: str, fields: dict) -> dict:
        if kind == "time":
            return {"clock_us": self._clock.now_us()}
        if kind == "identify":
            raise BadControl("this board has no light that it could blink")
        if kind == "update":
            if self._updates is None:
                self._updates = self._make_updates()
            return self._updates.handle(fields)
        self._change({name: fields[name] for name in fields if name in _CONTROLS})
        return {}

    def _prove(self, nonce) -> list:
        key = self._key()
        if key is None or not trust.is_nonce(nonce):
            return []
        own = trust.new_nonce()
        return [{"type": "proof", "nonce": own, "mac": trust.proof_mac(key, self._identity, nonce, own)}]
