"""WiFi passwords in the system's keyring, for the next camera: only where the user asked for it.

A keyring may be locked and ask the user, or hang; none of that may hold up anything. Each question runs in a daemon
thread, one after the other, and has a time limit. Passwords are in no log and no error.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from atomcam_gui.provisioning.computer.system_tools import within

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

logger = logging.getLogger(__name__)

T = TypeVar("T")

SERVICE = "AtomCam WiFi"
"""Under which name the system's own keyring program shows the passwords; the networks are the user names."""
SECONDS = 4.0
UNLOCK_SECONDS = 60.0
"""How long a password may take to be saved: the keyring may ask the user to unlock it first."""
_RECOMMENDED = 1
"""The priority from which keyring recommends a backend; those below keep passwords in plain files, or not at all."""


class RememberedNetworks:
    """The passwords of networks that the user asked to remember. For one event loop.

    No method raises; where the keyring fails or is too slow, nothing is remembered and nothing known.

    Args:
        find_backend: gives the keyring, in a thread. The system's own by default, which is imported and looked for at
            the first question only.
        seconds: how long a question may take.
        unlock_seconds: how long saving may take.
    """

    def __init__(
        self,
        find_backend: Callable[[], KeyringBackend] | None = None,
        *,
        seconds: float = SECONDS,
        unlock_seconds: float = UNLOCK_SECONDS,
    ) -> None:
        self._find_backend = find_backend or _system_keyring
        self._seconds = seconds
        self._unlock_seconds = unlock_seconds
        self._turn = threading.Lock()
        self._overdue_at = 0.0

    async def available(self) -> bool:
        """Whether there is a keyring that keeps passwords safely. It may still be locked."""
        return await self._ask(lambda backend: True, self._seconds) is True

    async def password_of(self, ssid: str) -> str | None:
        """The remembered password of a network, None where there is none."""
        return await self._ask(lambda backend: backend.get_password(SERVICE, ssid), self._seconds)

    async def remember(self, ssid: str, password: str) -> bool:
        """Keep a network's password; whether that worked. May wait for the user to unlock the keyring."""

        def save(backend: KeyringBackend) -> bool:
            backend.set_password(SERVICE, ssid, password)
            return True

        return await self._ask(save, self._unlock_seconds) is True

    async def forget(self, ssid: str) -> None:
        """Drop a network's password, if there is one."""

        def drop(backend: KeyringBackend) -> None:
            if backend.get_password(SERVICE, ssid) is not None:
                backend.delete_password(SERVICE, ssid)

        await self._ask(drop, self._unlock_seconds)

    async def _ask(self, question: Callable[[KeyringBackend], T], seconds: float) -> T | None:
        if self._turn.locked() and time.monotonic() > self._overdue_at:
            logger.info("the keyring has not answered an earlier question yet")
            return None
        try:
            return await within(seconds, lambda: self._answer(question, seconds), "keyring")
        except TimeoutError:
            logger.warning("the keyring did not answer within %g s", seconds)
        except Exception as error:  # noqa: BLE001 - backends raise what their systems raise
            # Without the error's text: it is a stranger's, and a password may be in it.
            logger.warning("the keyring failed: %s", type(error).__name__)
        return None

    def _answer(self, question: Callable[[KeyringBackend], T], seconds: float) -> T | None:
        """Runs in a thread of its own. None where there is no keyring worth the name."""
        if not self._turn.acquire(timeout=seconds):
            raise TimeoutError
        try:
            self._overdue_at = time.monotonic() + seconds
            backend = self._find_backend()
            return question(backend) if backend.priority >= _RECOMMENDED else None
        finally:
            self._turn.release()


def _system_keyring() -> KeyringBackend:
    # Imported when it is needed: looking for its backends takes longer than the window's start allows.
    import keyring

    return keyring.get_keyring()
