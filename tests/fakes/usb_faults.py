"""What can go wrong with a board on a cable, as its chip's process keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Faults:
    """What goes wrong. A stage is "connect", "compare", "erase", "write", "verify" or "console"."""

    stage: str = ""
    count: int = 0
    """At which command of that stage: 1 is the first."""
    action: str = ""
    """"unplug" or "mute"."""
    corrupt: int = 0
    """So many blocks to come get a wrong bit."""
    drop: int = 0
    """So many blocks to come are acknowledged, but not stored."""
    bytes_per_second: int = 0
    erase_s: float = 0.0
    """Every erasing command takes so much longer."""
    max_baud: int = 0
    """Above it, neither side understands the other."""

    def due(self, stage: str) -> str:
        """Count one more command of a stage; returns the action whose time has come, or nothing."""
        if stage != self.stage or not self.action:
            return ""
        self.count -= 1
        if self.count > 0:
            return ""
        action, self.action = self.action, ""
        return action
