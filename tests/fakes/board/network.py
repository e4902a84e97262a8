# ruff: noqa: UP031 - MicroPython has not, or differs
"""Stand-in for the esp32 port's ``network``: a station and the access points that the test lays out.

The status codes follow ports/esp32/network_wlan.c of MicroPython 1.27, in its order of questions, so that failures
hide behind 1001 exactly where they do on the board. Time passes only when somebody asks, which nobody can tell.
"""

import binascii
import time

import _hw

STA_IF = 0
AP_IF = 1
STAT_IDLE = 1000
STAT_CONNECTING = 1001
STAT_GOT_IP = 1010
STAT_BEACON_TIMEOUT = 200
STAT_NO_AP_FOUND = 201
STAT_WRONG_PASSWORD = 202
STAT_ASSOC_FAIL = 203
STAT_HANDSHAKE_TIMEOUT = 204
AUTH_OPEN = 0
AUTH_WEP = 1
AUTH_WPA_PSK = 2
AUTH_WPA2_PSK = 3
AUTH_WPA_WPA2_PSK = 4
AUTH_WPA2_ENTERPRISE = 5
AUTH_WPA3_PSK = 6
AUTH_WPA2_WPA3_PSK = 7

_ASSOC_LEAVE = 8
_4WAY_TIMEOUT = 15
_CONNECTION_FAIL = 205
_NO_COMPATIBLE_SECURITY = 210
_NO_AUTHMODE = 211
_ALWAYS_SHOWN = (201, 210, 211, 212)

_hostname = ["mpy-esp32s3"]
_country = ["XX"]


class _Station:
    """The radio: credentials live in RAM, reconnects by itself, hears what the test puts on the air."""

    def __init__(self):
        self.active = False
        self.ssid = b""
        self.password = b""
        self.bssid = None
        self.requested = False
        self.connected = None
        self.reason = 0
        self.reconnects = 0
        self.limit = 0
        self.pm = 1
        self.txpower = 20
        self.attempt_ends = None
        self.failures = 0
        self._generation = None
        self._points = []

    def points(self):
        generation = _hw.ctl[_hw.WIFI_GENERATION]
        if generation != self._generation:
            self._generation = generation
            self._points = _hw.ask("wifi")["points"]
            for point in self._points:
                point["ssid"] = binascii.unhexlify(point["ssid"])
                point["password"] = binascii.unhexlify(point["password"])
                point["bssid"] = binascii.unhexlify(point["bssid"])
        return () if _hw.ctl[_hw.RADIO_OFF] else self._points

    def _find(self):
        best = None
        for point in self.points():
            ours = point["ssid"] == self.ssid and (self.bssid is None or point["bssid"] == self.bssid)
            if ours and (best is None or point["rssi"] > best["rssi"]):
                best = point
        return best

    def _verdict(self, point):
        """None where the attempt succeeds, or the reason why not."""
        if point is None:
            return STAT_NO_AP_FOUND
        if point["fail"] is not None:
            return point["fail"]
        auth = point["auth"]
        if auth == AUTH_OPEN:
            return _NO_AUTHMODE if len(self.password) >= 8 else None
        if len(self.password) < 8 or auth == AUTH_WPA2_ENTERPRISE:
            return _NO_COMPATIBLE_SECURITY
        if auth in (AUTH_WEP, AUTH_WPA_PSK):
            return _NO_AUTHMODE
        if point["password"] == self.password:
            return None
        if auth == AUTH_WPA3_PSK:
            return STAT_WRONG_PASSWORD
        return _4WAY_TIMEOUT if self.failures == 0 else _CONNECTION_FAIL

    def advance(self):
        """Let happen what should have happened by now."""
        now = time.ticks_ms()
        if self.connected is not None:
            self._watch(now)
        while self.attempt_ends is not None and time.ticks_diff(now, self.attempt_ends) >= 0:
            ended = self.attempt_ends
            self.attempt_ends = None
            point = self._find()
            reason = self._verdict(point)
            if reason is None:
                self.connected = point
                self.reason = 0
                self.failures = 0
                self.gone_at = None
                _hw.ask("event", name="wifi_connected", ssid=binascii.hexlify(self.ssid).decode(), pm=self.pm,
                        hostname=_hostname[0])  # fmt: skip
            else:
                self.failures += 1
                self.lost(reason, ended)

    def _watch(self, now):
        here = self._find()
        if here is not None and here["bssid"] == self.connected["bssid"] and not here["fail"]:
            self.gone_at = None
            self.connected = here
        elif self.gone_at is None:
            self.gone_at = now
        elif time.ticks_diff(now, self.gone_at) >= _hw.options["beacon_timeout_ms"]:
            self.lost(STAT_BEACON_TIMEOUT, time.ticks_add(self.gone_at, _hw.options["beacon_timeout_ms"]))

    def lost(self, reason, when):
        """A disconnected event: the port's handler tries again while it may."""
        if self.connected is not None:
            _hw.ask("sockets_down")
        self.connected = None
        self.reason = reason
        if not (self.requested and self.active):
            return
        if self.limit:
            self.reconnects += 1
            if self.reconnects >= self.limit:
                return
        self.attempt_ends = time.ticks_add(when, _hw.options["connect_ms"])

    def status(self):
        self.advance()
        if self.connected is not None:
            return STAT_GOT_IP
        if self.reason in _ALWAYS_SHOWN:
            return self.reason
        if self.reason in (STAT_WRONG_PASSWORD, _CONNECTION_FAIL):
            return STAT_WRONG_PASSWORD
        if self.reason == _ASSOC_LEAVE:
            return STAT_IDLE
        if self.requested and (self.limit == 0 or self.reconnects < self.limit):
            return STAT_CONNECTING
        return self.reason or STAT_IDLE


_station = _Station()


def is_up():
    """For the stand-in sockets: whether there is a network at all."""
    _station.advance()
    return _station.connected is not None and not _hw.ctl[_hw.RADIO_OFF]


def save():
    """What outlives a soft reset, since it is no part of MicroPython's heap."""
    s = _station
    return {
        "active": s.active, "ssid": binascii.hexlify(s.ssid).decode(), "requested": s.requested, "limit": s.limit,
        "password": binascii.hexlify(s.password).decode(), "connected": s.connected is not None, "pm": s.pm,
    }  # fmt: skip


def restore(saved):
    """Take up where a soft reset interrupted."""
    s = _station
    s.active, s.requested, s.limit, s.pm = saved["active"], saved["requested"], saved["limit"], saved["pm"]
    s.ssid, s.password = binascii.unhexlify(saved["ssid"]), binascii.unhexlify(saved["password"])
    if saved["connected"]:
        s.connected = s._find()
        s.gone_at = None
    if s.requested and s.connected is None:
        s.attempt_ends = time.ticks_add(time.ticks_ms(), _hw.options["connect_ms"])


def _bytes(value):
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes):
        return value
    raise TypeError("can't convert '%s' object to str implicitly" % type(value).__name__)


class WLAN:
    """``WLAN(WLAN.IF_STA)``. The access point's side is not played."""

    IF_STA = 0
    IF_AP = 1
    PM_NONE = 0
    PM_PERFORMANCE = 1
    PM_POWERSAVE = 2
    SEC_OPEN = 0
    SEC_WEP = 1
    SEC_WPA = 2
    SEC_WPA2 = 3
    SEC_WPA_WPA2 = 4
    SEC_WPA2_ENT = 5
    SEC_WPA3 = 6
    SEC_WPA2_WPA3 = 7

    def __init__(self, interface=0):
        if interface not in (0, 1):
            raise ValueError("invalid WLAN interface identifier")
        if interface == 1:
            raise NotImplementedError("the virtual board plays a station only")

    def active(self, on=None):
        if on is not None:
            if _station.active and not on:
                self._leave()
            elif on and not _station.active:
                _station.reconnects = 0
            _station.active = bool(on)
        return _station.active

    def connect(self, ssid=None, key=None, *, bssid=None):
        _station.advance()
        if not _station.active:
            raise OSError("Wifi Not Started")
        if ssid is not None or key is not None or bssid is not None:
            if bssid is not None and len(bssid) != 6:
                raise ValueError
            if _station.attempt_ends is not None:
                raise OSError("Wifi Internal State Error")  # "sta is connecting, cannot set config"
            new = (b"" if ssid is None else _bytes(ssid)[:32], b"" if key is None else _bytes(key)[:64], bssid)
            if _station.connected is not None and new != (_station.ssid, _station.password, _station.bssid):
                _station.requested = False
                _station.lost(_ASSOC_LEAVE, time.ticks_ms())
            _station.ssid, _station.password, _station.bssid = new
            _station.failures = 0
        if not _station.ssid:
            raise OSError("Wifi SSID Invalid")
        _station.reconnects = 0
        _station.requested = True
        if _station.connected is None and _station.attempt_ends is None:
            _station.attempt_ends = time.ticks_add(time.ticks_ms(), _hw.options["connect_ms"])

    def _leave(self):
        _station.requested = False
        if _station.connected is not None or _station.attempt_ends is not None:
            _station.attempt_ends = None
            _station.lost(_ASSOC_LEAVE, time.ticks_ms())

    def disconnect(self):
        if not _station.active:
            raise OSError("Wifi Not Started")
        _station.advance()
        self._leave()

    def isconnected(self):
        _station.advance()
        return _station.connected is not None

    def status(self, what=None):
        if what is None:
            return _station.status()
        if what != "rssi":
            raise ValueError("unknown status param")
        _station.advance()
        if _station.connected is None:
            raise OSError("Wifi Not Connected")
        return _station.connected["rssi"]

    def scan(self):
        if not _station.active:
            raise OSError("STA must be active")
        _station.advance()
        if _station.attempt_ends is not None:
            return []  # the scan fails silently while the station is connecting
        time.sleep_ms(_hw.options["scan_ms"])  # blocks, as on the board
        found = sorted(_station.points(), key=lambda point: -point["rssi"])
        return [
            (b"" if p["hidden"] else p["ssid"], p["bssid"], p["channel"], p["rssi"], p["auth"], False) for p in found
        ]

    def ifconfig(self, new=None):
        if new is not None:
            return None
        _station.advance()
        if _station.connected is None:
            return ("0.0.0.0", "0.0.0.0", "0.0.0.0", "0.0.0.0")
        return ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")

    def ipconfig(self, *what, **settings):
        if settings:
            return None
        address, mask, gateway, _ = self.ifconfig()
        if what == ("addr4",):
            return (address, mask)
        if what == ("gw4",):
            return gateway
        if what == ("dhcp4",):
            return True
        if what == ("has_dhcp4",):
            return _station.connected is not None
        raise ValueError("unknown config param")

    def config(self, *what, **settings):
        if what and settings:
            raise TypeError("either pos or kw args are allowed")
        for name, value in settings.items():
            if name == "pm":
                _station.pm = value
            elif name == "reconnects":
                # -1 means for ever; the port keeps an u8.
                _station.limit = 0 if value == -1 else (value + 1) & 255
            elif name == "txpower":
                _station.txpower = value
            elif name in ("hostname", "dhcp_hostname"):
                hostname(value)
            elif name == "mac":
                if len(value) != 6:
                    raise ValueError("invalid buffer length")
            elif name in ("channel", "protocol", "bandwidth"):
                pass
            elif name in ("ssid", "essid", "key", "password", "security", "authmode", "hidden", "max_clients"):
                raise OSError("AP required")
            else:
                raise ValueError("unknown config param")
        if settings:
            return None
        if len(what) != 1:
            raise TypeError("can query only one param")
        return self._query(what[0])

    def _query(self, name):
        if name == "mac":
            return binascii.unhexlify(_hw.options["mac"])
        if name in ("ssid", "essid"):
            return _station.ssid.decode()
        if name == "pm":
            return _station.pm
        if name == "reconnects":
            return _station.limit - 1
        if name == "txpower":
            return _station.txpower
        if name == "channel":
            return _station.connected["channel"] if _station.connected else 1
        if name in ("hostname", "dhcp_hostname"):
            return _hostname[0]
        raise ValueError("unknown config param")


def hostname(name=None):
    if name is None:
        return _hostname[0]
    if len(name) > 32:
        raise ValueError
    _hostname[0] = name
    return None


def country(code=None):
    if code is None:
        return _country[0]
    if len(code) != 2:
        raise ValueError
    _country[0] = code
    return None


def phy_mode(mode=None):
    return 7


def ipconfig(*what, **settings):
    if what == ("dns",):
        return "127.0.0.1"
    return None
