"""Every fact of the camera protocol, without I/O: addresses, limits, text messages, proofs.

One binary message is one complete JPEG (see ``jpeg``). Text messages are JSON objects with ``type``; unknown types
and keys are ignored, so that either side can be newer. What comes in is parsed here, once, into the frozen
dataclasses below; nothing behind this module sees JSON.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from atomcam_gui import jpeg
from atomcam_gui.errors import BadMessage

CAMERA_PATH = "/ws/camera"
SUBPROTOCOL = "atomcam.v1"
ID_HEADER = "X-AtomCam-Id"
DEFAULT_PORT = 8080
ALL_INTERFACES = "0.0.0.0"
"""The listening address that stands for all of this computer's."""
MAX_MESSAGE_BYTES = jpeg.MAX_BYTES
MAX_TEXT_BYTES = 64 * 1024
"""Largest text message that is read. The largest that we know of, ``hello``, stays under 4 KiB."""

KEY_BYTES = 32
NONCE_BYTES = 16
MAX_NAME = 64

MAX_UPDATE_CHUNK = 4096
"""Bytes of a file that one update message may carry, before base64."""

_MOST_NEEDED_FILES = 64
_ID = re.compile(r"[0-9a-f]{12}")
_KEY = re.compile(r"[0-9a-fA-F]{64}")
_NONCE = re.compile(r"[0-9a-fA-F]{16,128}")
_MAC = re.compile(r"[0-9a-fA-F]{64}")


def parse_id(text: str | None) -> str | None:
    """A camera's id, 12 hex digits in lower case, or None where ``text`` is not one."""
    if text is None:
        return None
    lowered = text.strip().lower()
    return lowered if _ID.fullmatch(lowered) else None


def parse_key(text: str) -> bytes:
    """A camera's key of 32 bytes from 64 hex digits.

    Raises:
        BadMessage: it is anything else. The message does not repeat the text: it may be a secret with a typing error.
    """
    stripped = text.strip()
    if not _KEY.fullmatch(stripped):
        raise BadMessage("a camera's key is 64 hex digits")
    return bytes.fromhex(stripped)


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def new_nonce() -> str:
    """A random nonce, 32 hex digits."""
    return secrets.token_hex(NONCE_BYTES)


def camera_url(address: str, port: int) -> str:
    """The address that a camera connects to."""
    host = f"[{address}]" if ":" in address else address
    return f"ws://{host}:{port}{CAMERA_PATH}"


def proof_mac(key: bytes, camera_id: str, server_nonce: str, camera_nonce: str) -> str:
    """HMAC-SHA-256(key, "camera" + id + server nonce + camera's nonce), in hex. The nonces go in as they travel."""
    message = f"camera{camera_id}{server_nonce}{camera_nonce}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def proof_is_right(key: bytes, camera_id: str, server_nonce: str, proof: Proof) -> bool:
    """Whether a proof answers our challenge; compares in constant time."""
    expected = proof_mac(key, camera_id, server_nonce, proof.nonce)
    return hmac.compare_digest(expected, proof.mac.lower())


def update_content_hash(files: Sequence[tuple[str, int, str]]) -> str:
    """What the right to an update is signed over: the SHA-256, in hex, of a line ``SHA256 SIZE NAME`` for each file.

    Args:
        files: name, size in bytes and SHA-256 in hex of each, in the order of the offer.
    """
    content = "".join(f"{digest} {size} {name}\n" for name, size, digest in files)
    return hashlib.sha256(content.encode()).hexdigest()


def update_mac(key: bytes, board_nonce: str, content_hash: str) -> str:
    """HMAC-SHA-256(key, "update" + board's nonce + content hash), in hex. Nonce and hash go in as they travel."""
    return hmac.new(key, f"update{board_nonce}{content_hash}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Hello:
    """Who a camera says it is. All of it is the camera's own word."""

    camera_id: str | None = None
    name: str | None = None
    firmware: str | None = None
    board: str | None = None
    sensor: str | None = None
    sizes: tuple[str, ...] = ()
    controls: Mapping[str, Any] = field(default_factory=dict)
    """As they came; ``camera.controls`` makes sense of them."""
    update: str | None = None
    """``trial`` while new software has yet to show that it works, ``reverted`` after it did not."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The answer to a challenge."""

    nonce: str
    mac: str


@dataclass(frozen=True, slots=True)
class Stats:
    """What a board says of its own work, every 5 s. None where it did not say."""

    fps: float | None = None
    sent: float | None = None
    dropped: float | None = None
    capture_ms: float | None = None
    encode_ms: float | None = None
    send_ms: float | None = None
    rssi: float | None = None
    free_memory: float | None = None
    uptime_s: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The board's answer to a request of ours."""

    request_id: int | str
    ok: bool
    error: str | None = None
    clock_us: int | None = None
    """The board's clock in microseconds; only in the reply to ``time``."""
    nonce: str | None = None
    """In the reply to ``update`` with the action ``begin``: hex digits, good for one offer."""
    need: tuple[str, ...] | None = None
    """In the reply to ``update`` with the action ``offer``: names of the files that the board lacks."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message of a type that this version does not know: ignored."""

    type: str


Message = Hello | Proof | Stats | Reply | Unknown


def clean_text(value: object, limit: int = MAX_NAME) -> str | None:
    """A short printable text from a stranger, or None. Control and formatting characters go; white space folds."""
    if not isinstance(value, str):
        return None
    printable = "".join(c if c.isprintable() else " " for c in value[: 4 * limit])
    return " ".join(printable.split())[:limit].strip() or None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _parse_hello(fields: Mapping[str, Any]) -> Hello:
    claimed = fields.get("id")
    camera_id = parse_id(claimed) if isinstance(claimed, str) else None
    if claimed is not None and camera_id is None:
        raise BadMessage("hello: the id is not 12 hex digits")
    sizes = fields.get("sizes")
    controls = fields.get("controls")
    return Hello(
        camera_id=camera_id,
        name=clean_text(fields.get("name")),
        firmware=clean_text(fields.get("firmware")),
        board=clean_text(fields.get("board")),
        sensor=clean_text(fields.get("sensor")),
        sizes=tuple(filter(None, map(clean_text, sizes[:64]))) if isinstance(sizes, list) else (),
        controls=controls if isinstance(controls, dict) else {},
        update=clean_text(fields.get("update")),
    )


def _parse_proof(fields: Mapping[str, Any]) -> Proof:
    nonce, mac = fields.get("nonce"), fields.get("mac")
    if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
        raise BadMessage("proof: the nonce is not 16 to 128 hex digits")
    if not isinstance(mac, str) or not _MAC.fullmatch(mac):
        raise BadMessage("proof: the mac is not 64 hex digits")
    return Proof(nonce, mac)


def _parse_stats(fields: Mapping[str, Any]) -> Stats:
    return Stats(**{name: _number(fields.get(name)) for name in Stats.__slots__})


def _parse_reply(fields: Mapping[str, Any]) -> Reply:
    request_id, clock, nonce = fields.get("id"), fields.get("clock_us"), fields.get("nonce")
    if isinstance(request_id, bool) or not isinstance(request_id, int | str):
        raise BadMessage("reply: no id")
    return Reply(
        request_id=request_id,
        ok=fields.get("ok") is True,
        error=clean_text(fields.get("error"), limit=200),
        clock_us=clock if isinstance(clock, int) and not isinstance(clock, bool) else None,
        nonce=nonce if isinstance(nonce, str) and _NONCE.fullmatch(nonce) else None,
        need=_parse_need(fields.get("need")),
    )


def _parse_need(need: object) -> tuple[str, ...] | None:
    if not isinstance(need, list) or len(need) > _MOST_NEEDED_FILES:
        return None
    names = tuple(name for name in need if isinstance(name, str))
    return names if len(names) == len(need) else None


_PARSERS: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "hello": _parse_hello,
    "proof": _parse_proof,
    "stats": _parse_stats,
    "reply": _parse_reply,
}


def parse_object(text: str) -> tuple[str, Mapping[str, Any]]:
    """The type and the fields of a text message, in either direction.

    Raises:
        BadMessage: it is no JSON object with a ``type``, or is too long.
    """
    if len(text) > MAX_TEXT_BYTES:
        raise BadMessage(f"a text message of {len(text)} characters, {MAX_TEXT_BYTES} at most")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMessage("a text message that is not JSON") from error
    if not isinstance(fields, dict):
        raise BadMessage("a text message that is not a JSON object")
    kind = fields.get("type")
    if not isinstance(kind, str):
        raise BadMessage("a text message without a type")
    return kind, fields


def parse_message(text: str) -> Message:
    """A text message from a camera.

    Raises:
        BadMessage: it is no JSON object with a ``type``, is too long, or lacks what its type needs.
    """
    kind, fields = parse_object(text)
    parser = _PARSERS.get(kind)
    return parser(fields) if parser else Unknown(kind[:MAX_NAME])


def _dump(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, separators=(",", ":"))


def challenge_message(nonce: str) -> str:
    """Ask a camera of a known id to prove that it has its key."""
    return _dump({"type": "challenge", "nonce": nonce})


def request_message(kind: str, request_id: int, fields: Mapping[str, object]) -> str:
    """Ask a camera for something that it answers with a ``reply`` of the same id: ``set``, ``time``, ``identify``."""
    return _dump({"type": kind, "id": request_id, **fields})


def proof_message(nonce: str, mac: str) -> str:
    """A camera's answer to a challenge."""
    return _dump({"type": "proof", "nonce": nonce, "mac": mac})


def hello_message(hello: Hello) -> str:
    """A camera's first message."""
    fields: dict[str, object] = {"type": "hello", "id": hello.camera_id, "name": hello.name}
    fields |= {"firmware": hello.firmware, "board": hello.board, "sensor": hello.sensor}
    fields |= {"sizes": list(hello.sizes), "controls": dict(hello.controls), "update": hello.update}
    return _dump({key: value for key, value in fields.items() if value is not None})


def stats_message(stats: Stats) -> str:
    """A camera's report of its own work."""
    fields = {name: getattr(stats, name) for name in Stats.__slots__}
    return _dump({"type": "stats"} | {key: value for key, value in fields.items() if value is not None})


def reply_message(reply: Reply) -> str:
    """A camera's answer to a request."""
    fields: dict[str, object] = {"type": "reply", "id": reply.request_id, "ok": reply.ok}
    if reply.error is not None:
        fields["error"] = reply.error
    if reply.clock_us is not None:
        fields["clock_us"] = reply.clock_us
    if reply.nonce is not None:
        fields["nonce"] = reply.nonce
    if reply.need is not None:
        fields["need"] = list(reply.need)
    return _dump(fields)
