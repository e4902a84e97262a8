"""Brings a board into a WiFi network, and watches it: has it worked, will it still, or why not.

Nothing is saved before it has worked, so that a wrong password never takes the place of a good one.
"""

from __future__ import annotations

import string
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.console import wifi_reasons
from atomcam_gui.provisioning.console.board_recognition import Software
from atomcam_gui.provisioning.console.console_answers import WifiState, WifiStatus
from atomcam_gui.provisioning.console.console_protocol import is_typeable
from atomcam_gui.provisioning.troubles import SetupError, Trouble

OnStatus = Callable[[WifiStatus], None]

_KEY_DIGITS = 64


def check_credentials(ssid: str, password: str, software: Software) -> None:
    """Refuse what no network can have, or what cannot be typed to this board.

    Args:
        password: empty for an open network.

    Raises:
        SetupError: WIFI_BAD_INPUT.
    """
    reason = _fault(ssid, password)
    if reason is None and software is Software.ESP_IDF and not (ssid + password).isascii():
        reason = Phrase(
            "The older software on this camera takes only plain English letters, digits and signs "
            "in WiFi names and passwords. Install its new software first."
        )
    if reason is not None:
        raise SetupError(Trouble.WIFI_BAD_INPUT, reason=reason)


def _fault(ssid: str, password: str) -> str | None:
    if not is_typeable(ssid) or not is_typeable(password):
        return Phrase("WiFi names and passwords have no control characters, such as line ends or tabs.")
    if not 1 <= len(ssid.encode()) <= 32:
        return Phrase("A WiFi name is 1 to 32 characters long; letters outside English count double or more.")
    size = len(password.encode())
    if size == _KEY_DIGITS and not set(password) <= set(string.hexdigits):
        return Phrase("A WiFi password of 64 characters can only be a key in hex digits, 0 to 9 and a to f.")
    if size != 0 and not 8 <= size <= _KEY_DIGITS:
        return Phrase("A WiFi password is 8 to 63 characters long, or empty for an open network.")
    return None


@dataclass(slots=True)
class JoinWatch:
    """Judges one try by the statuses that come in. Pure but for the clock that it is given.

    A single failed attempt proves little: the board tries again by itself, and the second often works. So a reason
    must stand for a while.

    Args:
        software: ours says CONNECTING as long as it tries, and why the last attempt failed; the older one says IDLE
            between attempts, and its reason may be one from before.
        second_chance_s: how long a failure must stand.
    """

    ssid: str
    software: Software
    with_password: bool
    second_chance_s: float
    on_status: OnStatus | None = None
    clock: Callable[[], float] = time.monotonic
    _last: WifiStatus | None = field(default=None, init=False)
    _failing_since: float | None = field(default=None, init=False)

    def take(self, status: WifiStatus) -> bool:
        """The newest status. Returns whether the board is connected.

        Raises:
            SetupError: WIFI_…: it has failed.
        """
        if self.on_status is not None and not self._is_known(status):
            self.on_status(status)
        self._last = status
        if status.state is WifiState.CONNECTED and status.ip is not None:
            return True
        if not self._has_failed(status):
            self._failing_since = None
            return False
        now = self.clock()
        if self._failing_since is None:
            self._failing_since = now
        if now - self._failing_since >= self.second_chance_s:
            raise self._failure(status.reason)
        return False

    def too_late(self) -> SetupError:
        """What it means that time is up."""
        if self._last is not None and self._has_failed(self._last):
            return self._failure(self._last.reason)
        return SetupError(Trouble.WIFI_TIMEOUT, ssid=self.ssid)

    def _is_known(self, status: WifiStatus) -> bool:
        last = self._last
        return last is not None and (last.state, last.ip, last.reason) == (status.state, status.ip, status.reason)

    def _has_failed(self, status: WifiStatus) -> bool:
        if self.software is Software.ESP_IDF:
            return status.state is WifiState.IDLE
        return status.state is not WifiState.CONNECTED and status.reason != wifi_reasons.NONE

    def _failure(self, reason: int) -> SetupError:
        trouble = wifi_reasons.trouble_of(reason, with_password=self.with_password)
        if trouble is Trouble.WIFI_FAILED:
            words = wifi_reasons.words(reason) or Phrase("it does not say why")
            return SetupError(trouble, ssid=self.ssid, reason=words)
        return SetupError(trouble, ssid=self.ssid)
