"""What a board's console answers, read once: our JSON and the older firmware's texts give the same values.

Every reader gives None where the answer is not whole, as when noise broke it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.provisioning.console import wifi_reasons

Json = dict[str, object]


class WifiState(StrEnum):
    """What the board's WiFi does."""

    UNINIT = "UNINIT"
    IDLE = "IDLE"
    CONNECTING = "CONNECTING"
    CONNECTED = "CONNECTED"


@dataclass(frozen=True, slots=True)
class WifiStatus:
    """The board's WiFi."""

    state: WifiState
    ssid: str = ""
    """The network that it is set to; empty for none."""
    ip: str | None = None
    reason: int = wifi_reasons.NONE
    """Why the last attempt failed, by ESP-IDF's numbers; -1 for no reason."""
    reason_text: str = ""
    saved: bool = False
    """Whether any network is saved, which need not be ``ssid``."""
    rssi: int | None = None
    """dBm, where it is connected and tells."""


@dataclass(frozen=True, slots=True)
class Network:
    """A WiFi network in the board's reach."""

    ssid: str
    """Its name; empty where it is hidden."""
    rssi: int
    """dBm."""
    channel: int
    auth: str
    """Its security: OPEN, WPA2 …"""

    @property
    def is_open(self) -> bool:
        """Whether anybody can listen in, and no password is wanted."""
        return self.auth == "OPEN"

    @property
    def hidden(self) -> bool:
        """Whether it keeps its name to itself."""
        return not self.ssid

    @property
    def bars(self) -> int:
        """Strength for people, 0 to 4."""
        return sum(self.rssi >= least for least in (-85, -75, -67, -55))


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """Where the board's pictures go."""

    host: str
    """Empty where none is set."""
    port: int
    streaming: bool
    """Whether it is to send."""
    up: bool
    """Whether it is connected to the computer."""
    key: bool | None = None
    """Whether it has a key; None where the firmware knows none."""
    error: str = ""
    """Why no pictures go out, in the board's words."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What our own software tells of itself."""

    camera_id: str
    name: str
    version: str
    board: str


def in_order(networks: Iterable[Network]) -> tuple[Network, ...]:
    """Strongest first and each name once, by its strongest access point; those without a name last."""
    best: dict[str, Network] = {}
    for network in networks:
        known = best.get(network.ssid)
        if known is None or network.rssi > known.rssi:
            best[network.ssid] = network
    return tuple(sorted(best.values(), key=lambda network: (network.hidden, -network.rssi, network.ssid)))


# -- our own board's JSON ------------------------------------------------------------------------------------------


def wifi_status_from_json(answer: Json) -> WifiStatus | None:
    """``wifi status --json``."""
    state, reason = _state(answer.get("state")), answer.get("reason")
    if state is None or not isinstance(reason, int):
        return None
    rssi = answer.get("rssi")
    return WifiStatus(
        state=state,
        ssid=_text(answer, "ssid"),
        ip=_text(answer, "ip") or None,
        reason=reason,
        reason_text=wifi_reasons.words(reason),
        saved=answer.get("saved") is True,
        rssi=rssi if isinstance(rssi, int) else None,
    )


def networks_from_json(answer: Json) -> list[Network] | None:
    """``wifi scan --json``."""
    rows = answer.get("networks")
    if not isinstance(rows, list):
        return None
    networks = []
    for row in rows:
        match row:
            case {"ssid": str(ssid), "rssi": int(rssi), "ch": int(channel), "auth": str(auth)}:
                networks.append(Network(ssid, rssi, channel, auth))
            case _:
                return None
    return networks


def stream_status_from_json(answer: Json) -> StreamStatus | None:
    """``stream status --json``."""
    port = answer.get("port")
    if not isinstance(port, int) or "streaming" not in answer:
        return None
    return StreamStatus(
        host=_text(answer, "host"),
        port=port,
        streaming=answer["streaming"] == "on",
        up=answer.get("ws") == "up",
        key=answer.get("key") is True,
        error=_text(answer, "error"),
    )


def device_info_from_json(answer: Json) -> DeviceInfo | None:
    """``device info --json``."""
    camera_id = _text(answer, "id").lower()
    if not re.fullmatch(r"[0-9a-f]{12}", camera_id):
        return None
    return DeviceInfo(camera_id, _text(answer, "name"), _text(answer, "firmware"), _text(answer, "board"))


def _text(answer: Json, key: str) -> str:
    value = answer.get(key)
    return value if isinstance(value, str) else ""


def _state(value: object) -> WifiState | None:
    return WifiState(value) if isinstance(value, str) and value in WifiState.__members__ else None


# -- the older firmware's texts ------------------------------------------------------------------------------------

_WIFI_STATUS = re.compile(
    r"state=(?P<state>[A-Z]+) ssid=(?P<ssid>.*) saved=(?P<saved>yes|no) runtime=(?:yes|no) "
    r"reason=(?P<reason>-?\d+) ip=(?P<ip>-|\d+\.\d+\.\d+\.\d+)$"
)
_FOUND = re.compile(r"found (?P<count>\d+) networks \(showing up to (?P<most>\d+)\):$")
_NETWORK = re.compile(r" *\d+: ch=(?P<channel>\d+) rssi=(?P<rssi>-?\d+) auth=(?P<auth>\S+) ssid=(?P<ssid>.*)$")
_HIDDEN = "<hidden>"
_STREAM_STATUS = re.compile(
    r"host=(?P<host>\S+) port=(?P<port>\d+) saved=(?:yes|no) runtime=(?:yes|no) "
    r"streaming=(?P<streaming>on|off) ws=(?P<ws>up|down)$"
)
_REFUSED = re.compile(
    r"Unrecognized command|usage:|(?:wifi|stream|cam|psram)[\w ]*: \S"
    r"|Command returned non-zero error code|Internal error"
)


def wifi_status_from_text(lines: list[str]) -> WifiStatus | None:
    """``wifi status``."""
    for line in lines:
        found = _WIFI_STATUS.match(line)
        state = _state(found["state"]) if found else None
        if found and state is not None:
            # It keeps the last failure's reason whatever happens then.
            reason = int(found["reason"]) if state is WifiState.IDLE else wifi_reasons.NONE
            return WifiStatus(
                state=state,
                ssid="" if found["ssid"] == "-" else found["ssid"],
                ip=None if found["ip"] == "-" else found["ip"],
                reason=reason,
                reason_text=wifi_reasons.words(reason),
                saved=found["saved"] == "yes",
            )
    return None


def networks_from_text(lines: list[str]) -> list[Network] | None:
    """``wifi scan``."""
    head = next((found for found in map(_FOUND.match, lines) if found), None)
    if head is None:
        return None
    rows = [row for row in map(_NETWORK.match, lines) if row]
    if len(rows) != min(int(head["count"]), int(head["most"])):
        return None
    return [
        Network(
            ssid="" if row["ssid"] == _HIDDEN else row["ssid"],
            rssi=int(row["rssi"]),
            channel=int(row["channel"]),
            auth=row["auth"],
        )
        for row in rows
    ]


def stream_status_from_text(lines: list[str]) -> StreamStatus | None:
    """``stream status``."""
    for found in map(_STREAM_STATUS.match, lines):
        if found:
            return StreamStatus(
                host="" if found["host"] == "-" else found["host"],
                port=int(found["port"]),
                streaming=found["streaming"] == "on",
                up=found["ws"] == "up",
            )
    return None


def refusal(lines: list[str]) -> str | None:
    """The line by which the older firmware says no, or None."""
    return next((line.strip() for line in lines if _REFUSED.match(line.strip())), None)
