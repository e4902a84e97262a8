"""The console's answers, of our board and of the older firmware, as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.provisioning.console import console_answers as answers
from atomcam_gui.provisioning.console import wifi_reasons
from atomcam_gui.provisioning.console.console_answers import Network, StreamStatus, WifiState, WifiStatus
from atomcam_gui.provisioning.troubles import Trouble

OLDER_SCAN = [
    "found 3 networks (showing up to 20):",
    "  0: ch=6 rssi=-41 auth=WPA2 ssid=Home  Sweet ",
    "  1: ch=1 rssi=-60 auth=WPA2/WPA3 ssid=ssid=tricky rssi=-1",
    "  2: ch=11 rssi=-88 auth=OPEN ssid=<hidden>",
]


def test_the_older_firmwares_status() -> None:
    status = answers.wifi_status_from_text(["state=CONNECTED ssid=Home saved=yes runtime=yes reason=-1 ip=192.168.1.7"])
    assert status == WifiStatus(WifiState.CONNECTED, "Home", "192.168.1.7", saved=True)


def test_a_network_name_with_everything_in_it() -> None:
    name = "state=IDLE ssid=x saved=yes runtime=no reason=3 ip=-"
    status = answers.wifi_status_from_text([f"state=IDLE ssid={name} saved=no runtime=yes reason=201 ip=-"])
    assert status is not None
    assert (status.ssid, status.reason, status.saved) == (name, 201, False)


@pytest.mark.parametrize("state", ["CONNECTING", "CONNECTED"])
def test_the_older_firmwares_reason_from_before_is_not_told(state: str) -> None:
    status = answers.wifi_status_from_text([f"state={state} ssid=Home saved=no runtime=yes reason=15 ip=-"])
    assert status is not None
    assert (status.reason, status.reason_text) == (wifi_reasons.NONE, "")


@pytest.mark.parametrize(
    "line",
    [
        "state=CONNECTED ssid=Home saved=yes runtime=yes reason=-1 ip=",
        "state=CONNECTED ssid=Home saved=y",
        "state=DANCING ssid=Home saved=yes runtime=yes reason=-1 ip=-",
        "",
    ],
)
def test_a_broken_status_is_none(line: str) -> None:
    assert answers.wifi_status_from_text([line]) is None


def test_the_older_firmwares_scan() -> None:
    assert answers.networks_from_text(OLDER_SCAN) == [
        Network("Home  Sweet ", -41, 6, "WPA2"),
        Network("ssid=tricky rssi=-1", -60, 1, "WPA2/WPA3"),
        Network("", -88, 11, "OPEN"),
    ]
    assert answers.networks_from_text(["found 0 networks (showing up to 20):"]) == []


def test_a_scan_with_a_line_lost_to_noise_is_no_scan() -> None:
    for lost in range(len(OLDER_SCAN)):
        assert answers.networks_from_text(OLDER_SCAN[:lost] + OLDER_SCAN[lost + 1 :]) is None


def test_networks_come_strongest_first_each_once_and_the_nameless_last() -> None:
    found = [
        Network("", -30, 1, "WPA2"),
        Network("Home", -70, 1, "WPA2"),
        Network("東京カメラ", -60, 6, "WPA3"),
        Network("Home", -45, 11, "WPA2"),
        Network("", -20, 6, "OPEN"),
    ]
    assert [(network.ssid, network.rssi) for network in answers.in_order(found)] == [
        ("Home", -45),
        ("東京カメラ", -60),
        ("", -20),
    ]


@pytest.mark.parametrize(("rssi", "bars"), [(-20, 4), (-55, 4), (-60, 3), (-70, 2), (-80, 1), (-90, 0)])
def test_bars(rssi: int, bars: int) -> None:
    assert Network("Home", rssi, 1, "WPA2").bars == bars


def test_open_and_hidden_networks_are_told() -> None:
    network = Network("", -50, 1, "OPEN")
    assert (network.is_open, network.hidden) == (True, True)
    assert not Network("Home", -50, 1, "WEP").is_open


def test_our_own_answers() -> None:
    assert answers.wifi_status_from_json(
        {"ok": True, "state": "CONNECTING", "ssid": None, "saved": True, "reason": 201, "ip": None, "rssi": None}
    ) == WifiStatus(WifiState.CONNECTING, reason=201, reason_text="no such network in reach", saved=True)
    assert answers.stream_status_from_json(
        {"host": None, "port": 8080, "streaming": "off", "ws": "down", "key": False, "error": "stopped"}
    ) == StreamStatus("", 8080, False, False, False, "stopped")
    rows = [{"ch": 6, "rssi": -40, "auth": "WPA2", "ssid": "Küche 🎥"}]
    assert answers.networks_from_json({"networks": rows}) == [Network("Küche 🎥", -40, 6, "WPA2")]
    info = answers.device_info_from_json({"id": "F412FA9B3C5D", "name": "Door", "firmware": "1.2", "board": "AtomS3R"})
    assert info == answers.DeviceInfo("f412fa9b3c5d", "Door", "1.2", "AtomS3R")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["state", "ssid", "reason", "rssi", "networks", "port", "streaming", "id", "ch", "auth", "key"])


@given(st.dictionaries(KEYS, JSON | st.just("CONNECTED"), max_size=8))
def test_json_of_any_shape_gives_a_value_or_none(answer: dict[str, object]) -> None:
    answers.wifi_status_from_json(answer)
    answers.networks_from_json(answer)
    answers.stream_status_from_json(answer)
    answers.device_info_from_json(answer)


def test_the_older_firmwares_stream_status() -> None:
    lines = ["host=192.168.1.5 port=8080 saved=yes runtime=yes streaming=on ws=up"]
    assert answers.stream_status_from_text(lines) == StreamStatus("192.168.1.5", 8080, True, True)
    assert answers.stream_status_from_text(["host=- port=80 saved=no runtime=no streaming=off ws=down"]) == (
        StreamStatus("", 80, False, False)
    )
    assert answers.stream_status_from_text(["host=192.168.1.5 port=8080 sav"]) is None


@pytest.mark.parametrize(
    "line",
    [
        "Unrecognized command",
        "usage:",
        "wifi set: ESP_ERR_WIFI_STATE",
        "stream set port: set host first",
        "Command returned non-zero error code: 0x1 (ERROR)",
    ],
)
def test_a_refusal_is_told_in_the_boards_words(line: str) -> None:
    assert answers.refusal(["", line]) == line
    assert answers.refusal(["credentials set (ssid=Home)"]) is None


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [
        (15, Trouble.WIFI_PASSWORD),
        (202, Trouble.WIFI_PASSWORD),
        (204, Trouble.WIFI_PASSWORD),
        (205, Trouble.WIFI_PASSWORD),
        (201, Trouble.WIFI_NOT_FOUND),
        (210, Trouble.WIFI_SECURITY),
        (211, Trouble.WIFI_SECURITY),
        (212, Trouble.WIFI_WEAK),
        (1001, Trouble.WIFI_TIMEOUT),
        (203, Trouble.WIFI_FAILED),
        (200, Trouble.WIFI_FAILED),
        (77, Trouble.WIFI_FAILED),
    ],
)
def test_every_reason_has_its_trouble_and_words(reason: int, trouble: Trouble) -> None:
    assert wifi_reasons.trouble_of(reason) is trouble
    assert wifi_reasons.words(reason)


def test_a_secured_network_without_a_password_is_told_as_that() -> None:
    assert wifi_reasons.trouble_of(210, with_password=False) is Trouble.WIFI_PASSWORD
