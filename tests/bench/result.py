"""One figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """A measured figure and, where there is one, the target that it is held against."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False
    """The target is a floor, not a ceiling."""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def line(self) -> str:
        """For the table."""
        sign = "≥" if self.at_least else "≤"
        target = "" if self.target is None else f"{sign} {self.target:g} {self.unit}"
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return f"{self.name:52} {self.value:9.3f} {self.unit:>5} {target:>12} {verdict}"

    def as_dict(self) -> dict[str, Any]:
        """For the JSON file."""
        return asdict(self) | {"met": self.met}


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of all lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
