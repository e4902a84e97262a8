"""Tells a board which computer its pictures go to, and gives both the key that proves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atomcam_gui import wire
from atomcam_gui.errors import SettingsError
from atomcam_gui.provisioning.console.board_console import BoardConsole
from atomcam_gui.provisioning.troubles import SetupError, Trouble


@dataclass(frozen=True, slots=True)
class Target:
    """Where a camera sends its pictures, and what it is called."""

    name: str
    host: str
    port: int


async def pair(console: BoardConsole, target: Target, keep_key: Callable[[bytes], None]) -> bool:
    """Give the board its name, a new key, and the computer's address, all saved.

    The order makes half of it harmless. Until the board has answered that it has the new key, both sides have what they
    had. It comes into the book at once afterwards, before the board knows the way here, so that it never knocks as a
    stranger or an impostor. Where the book cannot be written, a program that runs on keeps the key in memory; whatever
    was left undone, doing it all again mends it.

    Args:
        keep_key: writes the key into the camera book; may raise SettingsError.

    Returns:
        Whether the board has a key; firmware before ours knows none.

    Raises:
        SetupError: the console's troubles, or BOOK_FAILED.
    """
    await console.set_name(target.name)
    key = wire.new_key()
    has_key = await console.set_key(key)
    if has_key:
        in_book(lambda: keep_key(key))
    await console.set_target(target.host, target.port)
    return has_key


def in_book(write: Callable[[], None]) -> None:
    """Change the camera book.

    Raises:
        SetupError: BOOK_FAILED.
    """
    try:
        write()
    except SettingsError as error:
        raise SetupError(Trouble.BOOK_FAILED, reason=error.phrase) from error
