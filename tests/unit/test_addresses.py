"""This computer's addresses, and who may ask it what."""

from __future__ import annotations

import ipaddress
import itertools
import socket

import pytest

from atomcam_gui.server import addresses
from atomcam_gui.server.addresses import LocalAddress, rank

NAMES = frozenset({"localhost", "desk", "desk.local"})

WIFI = LocalAddress("192.168.1.5", "wlan0")
CABLE = LocalAddress("10.1.2.3", "eth0")
PUBLIC = LocalAddress("8.8.4.4", "eth1")
DOCKER = LocalAddress("172.17.0.1", "docker0")
VPN = LocalAddress("10.8.0.2", "tun0")
SELF_GIVEN = LocalAddress("169.254.3.4", "eth2")
LOOPBACK = LocalAddress("127.0.0.1", "lo")


# -- which address a camera should dial ----------------------------------------------------------------------------


def test_addresses_are_ranked_by_how_likely_a_camera_reaches_them() -> None:
    expected = (CABLE, WIFI, PUBLIC, DOCKER, SELF_GIVEN, LOOPBACK)
    for mixed in itertools.permutations(expected):
        assert rank(list(mixed), CABLE.address) == expected


def test_the_address_towards_the_outside_comes_first() -> None:
    assert rank([WIFI, CABLE], CABLE.address)[0] is CABLE
    assert rank([WIFI, CABLE], WIFI.address)[0] is WIFI


def test_a_tunnel_does_not_come_first_though_the_default_route_goes_through_it() -> None:
    assert rank([VPN, WIFI], VPN.address) == (WIFI, VPN)


@pytest.mark.parametrize(
    "interface",
    [
        *("docker0", "br-1a2b", "veth12", "virbr0", "vmnet8", "vboxnet0", "tun0", "wg0", "tailscale0"),
        *("vEthernet (WSL)", "VMware Network Adapter VMnet8", "ppp0", "lxcbr0", "podman1", "NordLynx", "ProtonVPN TUN"),
    ],
)
def test_virtual_interfaces_come_after_real_ones(interface: str) -> None:
    virtual = LocalAddress("192.168.99.1", interface)
    assert rank([virtual, WIFI], None) == (WIFI, virtual)


@pytest.mark.parametrize(
    "interface", ["eth0", "enp3s0", "wlan0", "wlp2s0", "br0", "en0", "WLAN", "Ethernet 2", "Wi-Fi"]
)
def test_real_interfaces_are_not_taken_for_virtual_ones(interface: str) -> None:
    real = LocalAddress("192.168.99.1", interface)
    assert rank([DOCKER, real], None) == (real, DOCKER)


def test_equals_stay_in_the_systems_order() -> None:
    one, two = LocalAddress("192.168.1.5", "eth0"), LocalAddress("192.168.2.5", "eth1")
    assert rank([one, two], None) == (one, two)
    assert rank([two, one], None) == (two, one)


def test_without_a_network_there_is_still_an_order() -> None:
    assert rank([], None) == ()
    assert rank([LOOPBACK], None) == (LOOPBACK,)


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "", "127.0.0.1", "192.168.1.5", "fd00::1"])
def test_there_is_always_an_address_to_dial(bind: str) -> None:
    found = addresses.reachable_addresses(bind)
    assert found
    for address in found:
        ipaddress.ip_address(address)


def test_a_server_on_one_address_is_dialled_there() -> None:
    assert addresses.reachable_addresses("192.168.1.5") == ("192.168.1.5",)


def test_loopback_is_told_only_where_there_is_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "local_addresses", lambda: (WIFI, LOOPBACK))
    assert addresses.reachable_addresses("0.0.0.0") == ("192.168.1.5",)
    monkeypatch.setattr(addresses, "local_addresses", lambda: (LOOPBACK,))
    assert addresses.reachable_addresses("0.0.0.0") == ("127.0.0.1",)
    monkeypatch.setattr(addresses, "local_addresses", lambda: ())
    assert addresses.reachable_addresses("0.0.0.0") == ("127.0.0.1",)


@pytest.mark.parametrize(
    ("netmask", "prefix"),
    [
        ("255.255.255.0", 24),
        ("255.255.0.0", 16),
        ("255.255.255.252", 30),
        ("255.255.255.255", 32),
        (None, 32),
        ("", 32),
        ("255.0.255.0", 32),
        ("0.0.0.0", 32),
    ],
)
def test_a_mask_is_read_as_a_prefix_and_none_or_nonsense_as_no_subnet(netmask: str | None, prefix: int) -> None:
    assert addresses.prefix_of(netmask) == prefix


@pytest.mark.parametrize(
    ("local", "other", "shared"),
    [
        (LocalAddress("192.168.1.5", "wlan0", 24), "192.168.1.77", True),
        (LocalAddress("192.168.1.5", "wlan0", 24), "192.168.2.77", False),
        (LocalAddress("192.168.1.5", "wlan0", 16), "192.168.2.77", True),
        (LocalAddress("10.0.0.5", "wlan0", 30), "10.0.0.8", False),
        (LocalAddress("10.0.0.5", "ppp0"), "10.0.0.6", False),
        (LocalAddress("127.0.0.1", "lo", 8), "127.0.0.9", True),
        (LocalAddress("192.168.1.5", "wlan0", 24), "fe80::1", False),
        (LocalAddress("192.168.1.5", "wlan0", 24), "-", False),
        (LocalAddress("192.168.1.5", "wlan0", 24), "", False),
        (LocalAddress("192.168.1.5", "wlan0", 99), "192.168.1.77", False),
    ],
)
def test_a_subnet_is_shared_by_the_interfaces_own_prefix(local: LocalAddress, other: str, shared: bool) -> None:
    assert local.shares_subnet_with(other) is shared


def test_loopbacks_subnet_is_told_by_the_system() -> None:
    loopback = next(local for local in addresses.local_addresses() if addresses.is_loopback(local.address))
    assert loopback.shares_subnet_with("127.0.0.2")
    assert not loopback.shares_subnet_with("128.0.0.2")


def test_the_addresses_of_this_computer_can_really_be_listened_on() -> None:
    found = addresses.local_addresses()
    assert found
    assert found[-1].address.startswith("127.")
    for local in found:
        with socket.socket() as probe:
            probe.bind((local.address, 0))


# -- one form for each address -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("192.168.1.5", "192.168.1.5"),
        ("::ffff:192.168.1.5", "192.168.1.5"),
        ("::FFFF:c0a8:0105", "192.168.1.5"),
        ("fe80::1%wlan0", "fe80::1"),
        ("FD00:0:0::5", "fd00::5"),
        ("::1", "::1"),
        ("kitchen", "kitchen"),
        ("", ""),
    ],
)
def test_an_address_has_one_form(host: str, plain: str) -> None:
    assert addresses.plain_address(host) == plain


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1"])
def test_this_computer_is_known_as_itself(address: str) -> None:
    assert addresses.is_loopback(address)


@pytest.mark.parametrize("address", ["192.168.1.5", "0.0.0.0", "::", "128.0.0.1", "localhost", "unknown", ""])
def test_others_are_not_taken_for_this_computer(address: str) -> None:
    assert not addresses.is_loopback(address)


def test_listening_addresses_are_resolved() -> None:
    assert addresses.resolve("0.0.0.0") == "0.0.0.0"
    assert addresses.resolve("[::1]") == "::1"
    assert addresses.resolve("localhost") == "127.0.0.1"


@pytest.mark.parametrize("bind", ["a..b", "x" * 70, "", "a\0b"])
def test_what_can_be_no_name_is_an_unknown_name(bind: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - which of them depends on the system
        addresses.resolve(bind)


# -- browsers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost", "localhost"),
        ("LocalHost:8080", "localhost"),
        (" 192.168.1.5:8080 ", "192.168.1.5"),
        ("[::1]:8080", "::1"),
        ("[fd00::5]", "fd00::5"),
        ("", ""),
    ],
)
def test_the_host_is_read_without_port_and_brackets(header: str, host: str) -> None:
    assert addresses.host_of(header) == host


@pytest.mark.parametrize("host", ["localhost", "desk", "desk.local", "192.168.1.5", "8.8.8.8", "::1"])
def test_an_ip_address_or_an_own_name_is_an_own_host(host: str) -> None:
    assert addresses.is_own_host(host, NAMES)


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "desk.evil.example", "127.0.0.1.nip.io", "1"]
)
def test_a_name_that_somebody_else_can_point_here_is_not(host: str) -> None:
    assert not addresses.is_own_host(host, NAMES)


def test_own_names_are_this_computers() -> None:
    names = addresses.own_names()
    assert "localhost" in names
    assert socket.gethostname().lower() in names
    assert names == {name.lower() for name in names}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "192.168.1.5:8080"},
        {"Host": "evil.example"},
        {"Origin": "file://", "Host": "192.168.1.5:8080"},
        {"Origin": "file:///sdcard", "Host": "x"},
        {"Origin": "http://localhost:8080", "Host": "localhost:8080"},
        {"Origin": "http://192.168.1.5:8080", "Host": "192.168.1.5:8080"},
        {"Origin": "https://DESK.local", "Host": "desk.local"},
        {"Origin": "ws://[::1]:8080", "Host": "[::1]:8080"},
    ],
)
def test_cameras_and_own_pages_may_go_on(headers: dict[str, str]) -> None:
    assert addresses.browser_may(headers, NAMES)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example", "Host": "192.168.1.5:8080"},
        {"Origin": "http://evil.example", "Host": "evil.example"},
        {"Origin": "http://evil.example:8080", "Host": "evil.example:8080"},
        {"Origin": "http://localhost:3000", "Host": "localhost:8080"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "null", "Host": "localhost:8080"},
        {"Origin": "", "Host": "localhost:8080"},
        {"Origin": "localhost:8080", "Host": "localhost:8080"},
        {"Origin": "chrome-extension://localhost:8080", "Host": "localhost:8080"},
        {"Origin": "http://localhost:8080.evil.example", "Host": "localhost:8080"},
        {"Origin": "http://localhost:8080@evil.example", "Host": "localhost:8080"},
    ],
)
def test_pages_of_others_may_not(headers: dict[str, str]) -> None:
    assert not addresses.browser_may(headers, NAMES)
