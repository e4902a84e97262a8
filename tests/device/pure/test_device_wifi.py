import atomcam.wifi as wifi_module
from atomcam import reasons
from atomcam.settings import Settings
from atomcam.wifi import BadCredentials, Wifi
from checks import raises
from test_device_settings import Store


class Clock:
    now = 0


def _now():
    return Clock.now


wifi_module.ticks_ms = _now


class Station:
    """``network.WLAN``: connects if told to; ``outcome`` is what the next attempts read as."""

    IF_STA = 0
    PM_NONE = 0
    names = []

    def __init__(self, interface=0):
        self.outcome = reasons.GOT_IP
        self.calls = []
        self._status = reasons.IDLE

    def active(self, on):
        self.calls.append("active")

    def config(self, **settings):
        self.calls.append(settings)

    def connect(self, ssid, key):
        self.calls.append((ssid, key))
        self._status = self.outcome

    def disconnect(self):
        self._status = reasons.IDLE

    def status(self, what=None):
        return -60 if what else self._status

    def isconnected(self):
        return self._status == reasons.GOT_IP

    def ifconfig(self):
        return ("192.168.1.7", "", "", "")

    def scan(self):
        if self._status == reasons.CONNECTING:
            return []
        return [(b"weak", b"", 1, -80, 3, False), (b"strong", b"", 6, -40, 0, False)]

    def drop(self, status):
        self._status = status

    @property
    def attempts(self):
        return [call for call in self.calls if isinstance(call, tuple)]


class Network:
    """The module ``network``."""

    def __init__(self):
        self.station = Station()
        self.hostnames = []
        self.WLAN = self._wlan
        self._wlan_made = 0

    def hostname(self, name):
        self.hostnames.append(name)

    class _Class:
        IF_STA = 0
        PM_NONE = 0

        def __init__(self, station):
            self._station = station

        def __call__(self, interface):
            return self._station

    @property
    def _wlan(self):
        return self._Class(self.station)


def made(outcome=reasons.GOT_IP, saved=b'{"ssid": "Home", "password": "12345678"}'):
    Clock.now = 0
    network = Network()
    network.station.outcome = outcome
    wifi = Wifi(network, Settings("wifi", Store(saved)), "atomcam-3c5d")
    return wifi, network.station, network


def let_pass(wifi, ms):
    for _ in range(ms // 100):
        Clock.now += 100
        wifi.tick()


def test_states_by_name():
    wifi, _, _ = made()
    assert wifi.state == "UNINIT"
    wifi.connect()
    assert wifi.state == "CONNECTING"
    let_pass(wifi, 100)
    assert wifi.state == "CONNECTED"
    assert (wifi.address, wifi.rssi, wifi.reason) == ("192.168.1.7", -60, -1)
    wifi.disconnect()
    assert wifi.state == "IDLE"
    assert wifi.address is None


def test_power_save_is_off_and_the_name_is_set_before_connecting():
    wifi, station, network = made()
    wifi.connect()
    assert network.hostnames == ["atomcam-3c5d"]
    assert station.calls[0] == "active"
    assert station.calls.index({"pm": 0}) < station.calls.index(("Home", "12345678"))
    assert {"reconnects": 1} in station.calls


def test_open_network_gets_no_password():
    wifi, station, _ = made(saved=b'{"ssid": "Cafe", "password": ""}')
    wifi.connect()
    assert station.attempts == [("Cafe", None)]


def test_each_failure_is_told_and_tried_again_for_ever():
    for reason in (15, 200, 201, 202, 203, 204, 210, 211, 212):
        wifi, station, _ = made(reason)
        wifi.connect()
        let_pass(wifi, 100)
        assert wifi.reason == reason
        assert wifi.state == "CONNECTING"
        let_pass(wifi, 120000)
        assert 10 <= len(station.attempts) <= 20, len(station.attempts)
        station.outcome = reasons.GOT_IP
        let_pass(wifi, 11000)
        assert wifi.connected
        assert wifi.reason == -1


def test_no_answer_at_all_is_timed_out():
    wifi, _, _ = made(reasons.CONNECTING)
    wifi.connect()
    let_pass(wifi, 19000)
    assert wifi.reason == -1
    let_pass(wifi, 2000)
    assert wifi.reason == 1001
    assert "timed out" in reasons.words(wifi.reason)


def test_lost_network_is_joined_again():
    wifi, station, _ = made()
    wifi.connect()
    let_pass(wifi, 100)
    station.drop(200)
    let_pass(wifi, 100)
    assert not wifi.connected
    assert wifi.reason == 200
    let_pass(wifi, 1000)
    assert wifi.connected


def test_disconnect_stays_away():
    wifi, station, _ = made(201)
    wifi.connect()
    let_pass(wifi, 100)
    wifi.disconnect()
    attempts = len(station.attempts)
    let_pass(wifi, 60000)
    assert len(station.attempts) == attempts
    assert wifi.reason == -1


async def test_scan_while_connecting_finds_networks_and_goes_on():
    wifi, station, _ = made(reasons.CONNECTING)
    wifi.connect()
    found = await wifi.scan()
    assert [ssid for ssid, _, _, _ in found] == [b"strong", b"weak"]
    assert wifi.state == "CONNECTING"
    assert len(station.attempts) == 2


async def test_scan_without_credentials_and_while_connected():
    wifi, _, _ = made(saved=None)
    assert len(await wifi.scan()) == 2
    assert wifi.state == "IDLE"
    wifi, station, _ = made()
    wifi.connect()
    let_pass(wifi, 100)
    assert len(await wifi.scan()) == 2
    assert wifi.connected
    assert len(station.attempts) == 1


def test_names_and_passwords_of_every_legal_length():
    wifi, _, _ = made(saved=None)
    for ssid in ("a", 32 * "x", 16 * "ü", 'a "b" \\c'):
        for password in ("", 8 * "p", 63 * "p", 64 * "0", "pä sswörd"):
            wifi.set(ssid, password)
    for ssid in ("", 33 * "x", 17 * "ü"):
        with raises(BadCredentials, "name"):
            wifi.set(ssid, "")
    for password in ("1", 7 * "p", 64 * "p", 65 * "0", 100 * "p"):
        with raises(BadCredentials, "password"):
            wifi.set("a", password)


def test_reasons_are_in_words():
    assert reasons.words(-1) is None
    for reason, word in (
        (15, "wrong password"), (202, "wrong password"), (204, "wrong password"), (201, "no such network"),
        (212, "too weak"), (210, "security not supported"), (211, "security not supported"), (1001, "timed out"),
        (77, "77"),
    ):  # fmt: skip
        assert word in reasons.words(reason), reason


def test_securities_are_one_word():
    assert [reasons.auth_name(i) for i in (0, 2, 3, 4, 6, 7, 99)] == [
        "OPEN", "WPA", "WPA2", "WPA/WPA2", "WPA3", "WPA2/WPA3", "AUTH99",
    ]  # fmt: skip
