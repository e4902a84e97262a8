"""WiFi: connects, says why not, and tries again for ever.

The port's own reconnecting hides why it fails (every reason reads as "connecting"), so it gets one more attempt only,
and the rest is ours.
"""

from micropython import const

from atomcam import reasons
from atomcam.port import Any, in_thread, sleep_ms, ticks_add, ticks_diff, ticks_ms

_ATTEMPT_MS = const(20000)
_FIRST_PAUSE_MS = const(500)
_LONGEST_PAUSE_MS = const(10000)
_TICK_MS = const(100)
_OWN_RECONNECTS = const(1)

_UNINIT, _IDLE, _WAITING, _CONNECTING, _CONNECTED = range(5)
_NAMES = ("UNINIT", "IDLE", "CONNECTING", "CONNECTING", "CONNECTED")


class BadCredentials(Exception):
    """A name or password that no WiFi network can have; the text says why."""


class Wifi:
    """The station.

    Args:
        network: the module, or what stands for it in a test.
        settings: namespace with ``ssid`` and ``password``.
        hostname: the name under which routers list the board.
    """

    def __init__(self, network, settings, hostname: str) -> None:
        self._network = network
        self.settings = settings
        self._hostname = hostname
        self._wlan: Any = None
        self._state = _UNINIT
        self._wanted = "ssid" in settings.values
        self._scanning = False
        self._since = 0
        self._pause = _FIRST_PAUSE_MS
        self.reason = reasons.NONE
        self.hostname = hostname

    # -- what others ask -----------------------------------------------------------------------------------------

    @property
    def connected(self) -> bool:
        """Whether there is an address."""
        return self._state == _CONNECTED

    @property
    def state(self) -> str:
        """UNINIT, IDLE, CONNECTING or CONNECTED."""
        return _NAMES[self._state]

    @property
    def ssid(self):
        """The network that is set, or None."""
        return self.settings.values.get("ssid")

    @property
    def address(self):
        """Our IPv4 address, or None."""
        return self._wlan.ifconfig()[0] if self.connected else None

    @property
    def rssi(self):
        """Signal strength in dBm, or None."""
        try:
            return self._wlan.status("rssi") if self.connected else None
        except OSError:
            return None

    def set(self, ssid: str, password: str) -> None:
        """Take other credentials; they count from the next ``connect``.

        Raises:
            BadCredentials: no network can have these.
        """
        _check(ssid, password)
        self.settings.values["ssid"] = ssid
        self.settings.values["password"] = password

    def connect(self) -> None:
        """Connect with what is set now, from the beginning, and stay connected."""
        self._wanted = True
        self._leave()
        self.reason = reasons.NONE
        self._pause = _FIRST_PAUSE_MS
        self._begin()

    def disconnect(self) -> None:
        """Leave, and stay away until ``connect`` or the next start."""
        self._wanted = False
        self._leave()
        self.reason = reasons.NONE

    async def scan(self) -> list:
        """What is in reach, strongest first: ``(ssid bytes, channel, rssi, auth)``. Takes about 2 s.

        While it connects the port would silently find nothing, so it pauses for it.
        """
        self._start()
        self._scanning = True
        try:
            if self._state == _CONNECTING:
                self._leave()
                await sleep_ms(_TICK_MS)
            found = await in_thread(self._wlan.scan)
        finally:
            self._scanning = False
            if self._wanted and self._state == _IDLE:
                self._begin()
        found = [(ssid, channel, rssi, auth) for ssid, _, channel, rssi, auth, _ in found]
        found.sort(key=lambda network: -network[2])
        return found

    # -- the station's life --------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Connect and stay connected. Never ends."""
        self._start()
        if self._wanted and self._state == _IDLE:
            self._begin()
        while True:
            await sleep_ms(_TICK_MS)
            if not self._scanning:
                self.tick()

    def tick(self) -> None:
        """Look at the station, and do what is due."""
        if self._state == _WAITING:
            if ticks_diff(ticks_ms(), self._since) >= 0:
                self._begin()
        elif self._state == _CONNECTING:
            self._watch_attempt()
        elif self._state == _CONNECTED and not self._wlan.isconnected():
            status = self._wlan.status()
            self._fail(status if status < reasons.IDLE else 200)

    def _start(self) -> None:
        if self._wlan is not None:
            return
        self._network.hostname(self._hostname)
        wlan = self._network.WLAN(self._network.WLAN.IF_STA)
        wlan.active(True)
        wlan.config(pm=self._network.WLAN.PM_NONE)
        wlan.config(reconnects=_OWN_RECONNECTS)
        self._wlan = wlan
        self._state = _IDLE

    def _begin(self) -> None:
        values = self.settings.values
        if "ssid" not in values:
            self._state = _IDLE
            return
        self._start()
        try:
            self._wlan.connect(values["ssid"], values.get("password") or None)
            self._state = _CONNECTING
            self._since = ticks_ms()
        except OSError:  # the driver is still leaving: a moment later it takes it
            self._wait()

    def _watch_attempt(self) -> None:
        status = self._wlan.status()
        if status == reasons.GOT_IP:
            self._state = _CONNECTED
            self.reason = reasons.NONE
            self._pause = _FIRST_PAUSE_MS
        elif status < reasons.IDLE:
            self._fail(status)
        elif ticks_diff(ticks_ms(), self._since) > _ATTEMPT_MS:
            self._fail(reasons.TIMED_OUT)

    def _fail(self, reason: int) -> None:
        self.reason = reason
        self._leave()
        self._wait()

    def _wait(self) -> None:
        self._state = _WAITING
        self._since = ticks_add(ticks_ms(), self._pause)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE_MS)

    def _leave(self) -> None:
        if self._wlan is None:
            return
        try:
            self._wlan.disconnect()
        except OSError:
            pass
        self._state = _IDLE


def _check(ssid: str, password: str) -> None:
    if not 1 <= len(ssid.encode()) <= 32:
        raise BadCredentials("a network's name is 1 to 32 bytes long")
    size = len(password.encode())
    if size == 64 and not all(c in "0123456789abcdefABCDEF" for c in password):
        raise BadCredentials("a password of 64 characters is a key in hex digits")
    if size != 0 and not 8 <= size <= 64:
        raise BadCredentials("a password is 8 to 63 characters, or 64 hex digits, or empty for an open network")
