"""What this computer's firewall does with cameras that connect, and what to do where it keeps them out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.phrase import Phrase


class Verdict(StrEnum):
    """Whether a camera gets through to the server's port."""

    OPEN = "open"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


class Cure(StrEnum):
    """How the port is opened."""

    COMMAND = "command"
    WINDOWS_COMMAND = "windows_command"
    WINDOWS_PRIVATE = "windows_private"
    WINDOWS_PRIVATE_AND_COMMAND = "windows_private_and_command"
    WINDOWS_ALLOW_PROGRAM = "windows_allow_program"
    WINDOWS_BLOCKS_ALL = "windows_blocks_all"
    MACOS_ALLOW_PROGRAM = "macos_allow_program"
    MACOS_BLOCKS_ALL = "macos_blocks_all"


CURES: dict[Cure, str] = {
    Cure.COMMAND: "Type this in a terminal: {command}",
    Cure.WINDOWS_COMMAND: "Open a terminal as administrator and type: {command}",
    Cure.WINDOWS_PRIVATE: (
        "Windows lets cameras in on private networks only. If this network is your own, open Settings, "
        "Network & internet, the network's properties, and choose “Private network”."
    ),
    Cure.WINDOWS_PRIVATE_AND_COMMAND: (
        "Windows lets cameras in on private networks only. If this network is your own, open Settings, "
        "Network & internet, the network's properties, and choose “Private network”. "
        "Then open a terminal as administrator and type: {command}"
    ),
    Cure.WINDOWS_ALLOW_PROGRAM: (
        "Open Windows Security, Firewall & network protection, “Allow an app through firewall”, "
        "and tick AtomCam for private networks."
    ),
    Cure.WINDOWS_BLOCKS_ALL: (
        "Open Windows Security, Firewall & network protection, choose the network that is in use, "
        "and untick “Blocks all incoming connections”."
    ),
    Cure.MACOS_ALLOW_PROGRAM: (
        "Open System Settings, Network, Firewall, Options, and set AtomCam to “Allow incoming connections”."
    ),
    Cure.MACOS_BLOCKS_ALL: (
        "Open System Settings, Network, Firewall, Options, and switch off “Block all incoming connections”."
    ),
}
"""The cures in words; templates, so that the window can translate them before the command is put in."""


@dataclass(frozen=True, slots=True)
class FirewallState:
    """What is known of the firewall, and how it lets cameras through."""

    verdict: Verdict = Verdict.UNKNOWN
    firewall: str = ""
    """The firewall's name for people, ``""`` where none is known to be on."""
    cure: Cure | None = None
    command: str = ""
    """The exact command that opens the port, ``""`` where there is a settings page instead."""

    @property
    def next_step(self) -> str:
        """The cure as a sentence, ``""`` where none is needed."""
        return Phrase(CURES[self.cure], command=self.command) if self.cure is not None else ""


def covers(entry: str, port: int, separator: str = "-") -> bool:
    """Whether a rule's ``8080`` or ``8000-8100`` has the port."""
    first, _, last = entry.strip().partition(separator)
    return first.isdecimal() and int(first) <= port <= int(last if last.isdecimal() else first)
