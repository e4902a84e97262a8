"""The WiFi of the older firmware, after its wifi_sta.c: what it refuses, what it remembers, and how it tries again.

Known differences: attempts take tenths of a second, and time passes only when somebody asks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.fakes.virtual_board import OPEN, AccessPoint

_MOST_RETRIES = 5

BUSY = "ESP_ERR_WIFI_STATE"


class Refused(Exception):
    """An esp_err_t by its name."""


@dataclass
class OlderWifi:
    """Its state and its commands. ``nvs`` outlives a restart."""

    points: list[AccessPoint]
    attempt_s: float
    nvs: dict[str, str]
    state: str = "IDLE"
    ssid: str = ""
    password: str = ""
    reason: int = -1
    ip: str | None = None
    _ends: float | None = field(default=None, init=False)
    _retry: int = field(default=0, init=False)
    _autoconnect: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        if "ssid" in self.nvs:
            self.ssid, self.password = self.nvs["ssid"], self.nvs["pass"]
            self.connect()

    def advance(self) -> None:
        """Let happen what should have happened by now."""
        while self._ends is not None and time.monotonic() >= self._ends:
            ended, self._ends = self._ends, None
            reason = self._verdict()
            if reason is None:
                self.state, self.ip, self._retry = "CONNECTED", "192.168.1.7", 0
            else:
                self._disconnected(reason, ended)

    def set(self, ssid: str, password: str, save: bool) -> None:
        if len(ssid.encode()) > 32 or len(password.encode()) > 64:
            raise Refused("ESP_ERR_INVALID_SIZE")
        self.ssid, self.password = ssid, password
        if save:
            self.nvs.update({"ssid": ssid, "pass": password})
        self._apply()

    def connect(self) -> None:
        if not self.ssid:
            raise Refused("ESP_ERR_INVALID_STATE")
        self._autoconnect = True
        self._retry = 0
        self._apply()
        if self.state != "CONNECTED":
            self._ends = time.monotonic() + self.attempt_s
        self.state = "CONNECTING" if self.ip is None else "CONNECTED"

    def disconnect(self) -> None:
        self._autoconnect = False
        was, self.state = self.state, "IDLE"
        if was == "CONNECTED" or self._ends is not None:
            self._ends = None
            self._disconnected(8, time.monotonic())

    def clear(self) -> None:
        self.nvs.clear()
        self.ssid = self.password = ""
        self.disconnect()

    def scan(self) -> list[AccessPoint]:
        if self._ends is not None:
            raise Refused(BUSY)
        return sorted(self.points, key=lambda point: -point.rssi)

    def _apply(self) -> None:
        if self._ends is not None:
            raise Refused(BUSY)

    def _verdict(self) -> int | None:
        point = next((point for point in self.points if point.ssid == self.ssid), None)
        if point is None:
            return 201
        if point.fail is not None or point.auth == OPEN:
            return point.fail
        if len(self.password) < 8:
            return 210
        return None if point.password == self.password else 15

    def _disconnected(self, reason: int, when: float) -> None:
        self.ip, self.reason, self.state = None, reason, "IDLE"
        if self._autoconnect and self._retry < _MOST_RETRIES:
            self._retry += 1
            self._ends = when + self.attempt_s
