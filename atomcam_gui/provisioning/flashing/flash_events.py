"""What is told while a board is written: to the window and the command line, and between the helper and the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.troubles import SetupError, Trouble


class FlashStep(StrEnum):
    """The steps, in their order."""

    CONNECT = "connect"
    COMPARE = "compare"
    ERASE = "erase"
    WRITE = "write"
    VERIFY = "verify"
    RESET = "reset"
    RESTART = "restart"
    """Waiting for the board to come back. From here on told by ``install`` only."""
    CONSOLE = "console"
    """Waiting for its first answer."""


@dataclass(frozen=True, slots=True)
class ChipInfo:
    """The board's chip as it describes itself."""

    chip: str
    mac: str
    """12 lower-case hex digits."""
    flash_mb: int
    psram_mb: int | None
    """None where it does not tell."""
    description: str = ""
    """Type and revision: "ESP32-S3-PICO-1 (LGA56) (revision v0.2)"."""
    features: str = ""


@dataclass(frozen=True, slots=True)
class ChipFound:
    """Connected: this is the chip."""

    info: ChipInfo


@dataclass(frozen=True, slots=True)
class FlashProgress:
    """How far all steps together have come. Never goes back."""

    step: FlashStep
    fraction: float
    """0 to 1."""
    seconds_left: float | None
    """None while it cannot be known."""


@dataclass(frozen=True, slots=True)
class FlashLog:
    """A line for who wants to know."""

    line: str


FlashEvent = ChipFound | FlashProgress | FlashLog


class BoardState(StrEnum):
    """What an ended attempt leaves on the board."""

    UNTOUCHED = "untouched"
    PARTLY_WRITTEN = "partly_written"
    WRITTEN = "written"
    VERIFIED = "verified"


_PHRASE = "%"
"""Marks a phrase's template in JSON; no fact is called so."""


# -- the helper's own reports --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expect:
    """How much a step will have to do, in bytes. The newest counts."""

    step: FlashStep
    amount: int


@dataclass(frozen=True, slots=True)
class Did:
    """How much of a step is done, in bytes; 0 begins it."""

    step: FlashStep
    amount: int


@dataclass(frozen=True, slots=True)
class StateChanged:
    """What the board holds from now on."""

    state: BoardState


@dataclass(frozen=True, slots=True)
class Done:
    """Written, verified, reset."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The helper gave up."""

    trouble: Trouble
    facts: dict[str, Any]

    @classmethod
    def of(cls, error: SetupError) -> Failed:
        """The report of an error."""
        return cls(error.trouble, {name: _plain(fact) for name, fact in error.facts.items()})

    def error(self) -> SetupError:
        """The error again."""
        return SetupError(self.trouble, **{name: _fact(plain) for name, plain in self.facts.items()})


Report = ChipFound | FlashLog | Expect | Did | StateChanged | Done | Failed

_REPORTS: dict[str, type[Report]] = {
    kind.__name__: kind for kind in (ChipFound, FlashLog, Expect, Did, StateChanged, Done, Failed)
}


def encode(report: Report) -> bytes:
    """One line of JSON. A line end comes first too, in case something else was printed before."""
    document = {"report": type(report).__name__} | asdict(report)
    return b"\n" + json.dumps(document).encode("ascii") + b"\n"


def decode(line: bytes) -> Report | None:
    """The report in a line; the line itself as ``FlashLog`` where it is none; None for an empty one."""
    try:
        document = json.loads(line)
        return _report(document.pop("report"), document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        text = line.decode("utf-8", "replace").strip()
        return FlashLog(text) if text else None


def _report(name: str, document: dict[str, Any]) -> Report:
    kind = _REPORTS[name]
    for field, convert in _CONVERSIONS.items():
        if field in document and any(known.name == field for known in fields(kind)):
            document[field] = convert(document[field])
    return kind(**document)


def _chip(document: dict[str, Any]) -> ChipInfo:
    return ChipInfo(**document)


_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "info": _chip,
    "step": FlashStep,
    "state": BoardState,
    "trouble": Trouble,
}


def _plain(fact: object) -> object:
    """A fact as JSON has it; what a phrase was made of is not lost."""
    if isinstance(fact, Phrase):
        return {_PHRASE: fact.template} | {name: _plain(each) for name, each in fact.facts.items()}
    return fact if isinstance(fact, str | int | float | bool | None) else str(fact)


def _fact(plain: Any) -> object:
    if not isinstance(plain, dict):
        return plain
    return Phrase(plain[_PHRASE], **{name: _fact(each) for name, each in plain.items() if name != _PHRASE})
