"""Finds the files of ``resources/`` and ``device/``, from a checkout and from an installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder of the resources."""
    return _find("resources")


@cache
def device_root() -> Path:
    """The folder of the board's own software."""
    return _find("device")


def _find(name: str) -> Path:
    package = Path(__file__).resolve().parent
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name


@cache
def text(name: str) -> str:
    """A resource's text, by its path below ``resources/``."""
    return (root() / name).read_text(encoding="utf-8")
