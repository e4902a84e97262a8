"""Finds the files of ``resources/``, from a checkout and from an installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder of the resources."""
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


@cache
def text(name: str) -> str:
    """A resource's text, by its path below ``resources/``."""
    return (root() / name).read_text(encoding="utf-8")
