"""The order that the program gives its flash helper: what to write, and where. One message of JSON and bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atomcam_gui.provisioning.flashing.flash_plan import FlashPlan, Piece

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class FlashOrder:
    """Write this to the board at that port."""

    port: str
    plan: FlashPlan
    baud: int


def encode(order: FlashOrder) -> Iterator[bytes]:
    """The message by parts: the length of the head, the head, then each piece's bytes."""
    plan = order.plan
    head = {
        "port": order.port,
        "baud": order.baud,
        "erase_all": plan.erase_all,
        "flash_size": plan.flash_size,
        "pieces": [[piece.name, piece.address, len(piece.data)] for piece in plan.pieces],
    }
    text = json.dumps(head).encode("ascii")
    yield _LENGTH.pack(len(text)) + text
    yield from (piece.data for piece in plan.pieces)


def read(take: Callable[[int], bytes]) -> FlashOrder | None:
    """The order, or None where it breaks off.

    Args:
        take: waits for so many bytes; gives fewer only at the end.
    """
    start = take(_LENGTH.size)
    if len(start) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(start)
    text = take(length)
    if len(text) < length:
        return None
    head = json.loads(text)
    pieces = tuple(Piece(name, address, take(size)) for name, address, size in head["pieces"])
    if any(len(piece.data) < size for piece, (_, _, size) in zip(pieces, head["pieces"], strict=True)):
        return None
    return FlashOrder(head["port"], FlashPlan(pieces, head["erase_all"], head["flash_size"]), head["baud"])
