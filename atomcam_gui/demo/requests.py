"""What the computer says to a camera, parsed on the camera's side: bytes in, frozen dataclasses out, no I/O."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atomcam_gui.errors import BadMessage
from atomcam_gui.wire import MAX_NAME, parse_object

RequestId = int | str

_NONCE = re.compile(r"[0-9a-fA-F]{16,128}")


@dataclass(frozen=True, slots=True)
class Challenge:
    """Prove that you have your key."""

    nonce: str
    """The server's nonce in hex, as it came."""


@dataclass(frozen=True, slots=True)
class Set:
    """Change settings."""

    request_id: RequestId
    changes: Mapping[str, object]
    """New values by the control's name, as they came."""


@dataclass(frozen=True, slots=True)
class Time:
    """Say what your clock shows."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class Identify:
    """Show which camera you are."""

    request_id: RequestId | None
    """None where no reply is asked for."""


@dataclass(frozen=True, slots=True)
class Update:
    """Take new software."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message of a type that this camera does not know: ignored."""

    type: str


Request = Challenge | Set | Time | Identify | Update | Unknown


def parse_request(text: str) -> Request:
    """A text message from the computer.

    Raises:
        BadMessage: it is no JSON object with a ``type``, is longer than ``MAX_TEXT_BYTES``, or lacks what its type
            needs.
    """
    kind, fields = parse_object(text)
    parser = _PARSERS.get(kind)
    return parser(fields) if parser else Unknown(kind[:MAX_NAME])


def _parse_challenge(fields: Mapping[str, Any]) -> Challenge:
    nonce = fields.get("nonce")
    if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
        raise BadMessage("challenge: the nonce is not 16 to 128 hex digits")
    return Challenge(nonce)


def _parse_set(fields: Mapping[str, Any]) -> Set:
    changes = {name: value for name, value in fields.items() if name not in ("type", "id")}
    return Set(_request_id(fields), changes)


def _parse_time(fields: Mapping[str, Any]) -> Time:
    return Time(_request_id(fields))


def _parse_identify(fields: Mapping[str, Any]) -> Identify:
    return Identify(_request_id(fields) if "id" in fields else None)


def _parse_update(fields: Mapping[str, Any]) -> Update:
    return Update(_request_id(fields))


def _request_id(fields: Mapping[str, Any]) -> RequestId:
    request_id = fields.get("id")
    if isinstance(request_id, bool) or not isinstance(request_id, int | str):
        raise BadMessage(f"{fields['type']}: no id")
    return request_id


_PARSERS: Mapping[str, Callable[[Mapping[str, Any]], Request]] = {
    "challenge": _parse_challenge,
    "set": _parse_set,
    "time": _parse_time,
    "identify": _parse_identify,
    "update": _parse_update,
}
