"""Which of this computer's addresses a camera is given, and what it is warned of."""

from __future__ import annotations

import string

import pytest

from atomcam_gui.provisioning.computer import this_computer
from atomcam_gui.provisioning.computer.firewall_verdict import Cure, FirewallState, Verdict
from atomcam_gui.provisioning.computer.this_computer import (
    WARNING_TEXTS,
    HostChoice,
    HostWarning,
    host_choices,
    warning_facts,
    warning_text,
    warnings_for,
)
from atomcam_gui.server.addresses import LocalAddress

WIFI = LocalAddress("192.168.1.5", "wlan0", 24)
CABLE = LocalAddress("10.1.2.3", "eth0", 24)
VPN = LocalAddress("10.8.0.2", "tun0", 24)
WIDE_VPN = LocalAddress("192.168.0.9", "wg0", 16)
DOCKER = LocalAddress("172.17.0.1", "docker0", 16)
LOOPBACK = LocalAddress("127.0.0.1", "lo", 8)
ALL = (CABLE, WIFI, VPN, DOCKER, LOOPBACK)

OPEN = FirewallState(Verdict.OPEN)
UFW = FirewallState(Verdict.BLOCKED, "ufw", Cure.COMMAND, "sudo ufw allow 8080/tcp")


def order(board_ip: str | None, *addresses: LocalAddress) -> list[str]:
    return [choice.interface for choice in host_choices(board_ip, addresses)]


# -- choosing ----------------------------------------------------------------------------------------------------------


def test_the_address_on_the_cameras_subnet_comes_first() -> None:
    assert order("192.168.1.77", *ALL) == ["wlan0", "eth0", "tun0", "docker0"]
    assert order("10.1.2.99", *ALL) == ["eth0", "wlan0", "tun0", "docker0"]


def test_the_subnet_is_judged_by_the_interfaces_own_prefix() -> None:
    narrow = LocalAddress("192.168.1.5", "wlan0", 28)
    assert order("192.168.1.77", CABLE, narrow) == ["eth0", "wlan0"]
    assert not any(choice.same_subnet for choice in host_choices("192.168.1.77", (CABLE, narrow)))


def test_without_the_cameras_address_the_systems_best_comes_first() -> None:
    assert order(None, *ALL) == ["eth0", "wlan0", "tun0", "docker0"]
    assert order("-", *ALL) == ["eth0", "wlan0", "tun0", "docker0"]


def test_tunnels_and_containers_come_last_however_the_addresses_are_given() -> None:
    assert order(None, DOCKER, VPN, WIFI) == ["wlan0", "docker0", "tun0"]


def test_a_tunnel_that_spans_the_cameras_subnet_does_not_win_over_the_wifi() -> None:
    assert order("192.168.1.77", WIDE_VPN, WIFI) == ["wlan0", "wg0"]


def test_loopback_is_offered_only_where_there_is_nothing_else() -> None:
    assert order(None, LOOPBACK) == ["lo"]
    assert order(None, LOOPBACK, DOCKER) == ["docker0"]


def test_a_simulated_camera_on_loopback_is_given_loopback() -> None:
    first = host_choices("127.0.0.3", ALL)[0]
    assert first == HostChoice("127.0.0.1", "lo", same_subnet=True, loopback=True)


def test_boards_are_given_no_ipv6_address() -> None:
    assert order("fd00::7", LocalAddress("fd00::5", "wlan0", 64), WIFI) == ["wlan0"]


def test_no_address_at_all_is_no_choice() -> None:
    assert host_choices("192.168.1.77", ()) == ()


def test_this_computers_real_addresses_are_offered() -> None:
    assert host_choices(None)
    assert host_choices("127.0.0.1")[0].loopback


# -- warning -----------------------------------------------------------------------------------------------------------


def warnings(
    board_ip: str | None = "192.168.1.77",
    *addresses: LocalAddress,
    bind: str = "0.0.0.0",
    listening: bool = True,
    firewall: FirewallState = OPEN,
) -> tuple[HostWarning, ...]:
    choice = next(iter(host_choices(board_ip, addresses or ALL)), None)
    return warnings_for(choice, board_ip=board_ip, bind=bind, listening=listening, port=8080, firewall=firewall)


def test_all_well_means_no_warning() -> None:
    assert warnings() == ()
    assert warnings(bind="192.168.1.5") == ()
    assert warnings(bind="::") == ()
    assert warnings(board_ip=None) == ()


def test_a_server_that_does_not_run_is_warned_of() -> None:
    assert warnings(listening=False) == (HostWarning.NOT_LISTENING,)


@pytest.mark.parametrize("bind", ["127.0.0.1", "::1", "[::1]", "localhost"])
def test_a_server_on_loopback_only_is_warned_of(bind: str) -> None:
    assert warnings(bind=bind) == (HostWarning.ONLY_LOOPBACK,)


def test_a_server_on_another_address_is_warned_of() -> None:
    assert warnings(bind="10.1.2.3") == (HostWarning.LISTENS_ELSEWHERE,)


def test_a_name_that_the_server_listens_on_is_not_guessed_about() -> None:
    assert warnings(bind="desk.local") == ()


def test_a_camera_in_a_guest_network_is_warned_of() -> None:
    assert warnings("192.168.50.7") == (HostWarning.OTHER_SUBNET,)


@pytest.mark.parametrize("board_ip", [None, "", "-", "0.0.0.0"])
def test_a_camera_without_an_address_is_not_said_to_be_elsewhere(board_ip: str | None) -> None:
    assert warnings(board_ip) == ()


def test_a_vpn_as_the_only_way_is_warned_of() -> None:
    assert warnings("192.168.1.77", VPN) == (HostWarning.OTHER_SUBNET, HostWarning.VIRTUAL_INTERFACE)
    assert warnings(None, VPN) == (HostWarning.VIRTUAL_INTERFACE,)


def test_a_virtual_bridge_on_which_the_camera_really_is_is_fine() -> None:
    assert warnings("10.8.0.77", VPN) == ()


def test_a_firewall_is_warned_of_by_how_sure_it_is() -> None:
    unsure = FirewallState(Verdict.UNKNOWN, "ufw", Cure.COMMAND, "sudo ufw allow 8080/tcp")
    assert warnings(firewall=UFW) == (HostWarning.FIREWALL,)
    assert warnings(firewall=unsure) == (HostWarning.FIREWALL_UNSURE,)
    assert warnings(firewall=FirewallState()) == ()
    assert warnings(firewall=FirewallState(Verdict.OPEN, "ufw")) == ()


def test_a_computer_without_a_network_is_told_to_join_one_and_nothing_of_firewalls() -> None:
    assert warnings("192.168.1.77", LOOPBACK, firewall=UFW) == (HostWarning.NO_NETWORK,)
    nothing = warnings_for(None, board_ip=None, bind="0.0.0.0", listening=True, port=8080, firewall=UFW)
    assert nothing == (HostWarning.NO_NETWORK,)
    assert warnings(None, LOOPBACK, listening=False) == (HostWarning.NO_NETWORK, HostWarning.NOT_LISTENING)


def test_a_simulated_camera_on_loopback_needs_no_firewall_and_no_other_address() -> None:
    assert warnings("127.0.0.1", bind="127.0.0.1", firewall=UFW) == ()
    assert warnings("127.0.0.1", bind="0.0.0.0") == ()


def test_several_obstacles_are_all_told_the_surest_first() -> None:
    assert warnings("172.16.0.4", bind="127.0.0.1", firewall=UFW) == (
        HostWarning.ONLY_LOOPBACK,
        HostWarning.OTHER_SUBNET,
        HostWarning.FIREWALL,
    )


# -- in words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("warning", HostWarning)
def test_each_warning_says_what_it_means_and_what_to_do(warning: HostWarning) -> None:
    (choice,) = host_choices("192.168.50.7", (WIFI,))
    facts = warning_facts(choice, board_ip="192.168.50.7", bind="127.0.0.1", port=8090, firewall=UFW)
    text = warning_text(warning, **facts)
    for sentence in (text.happened, text.next_step):
        assert sentence
        assert "{" not in sentence
        assert "  " not in sentence
        assert sentence[0].isupper() or sentence.startswith("192.168.")
    template = WARNING_TEXTS[warning]
    names = {
        name for part in (template.happened, template.next_step) for _, name, _, _ in string.Formatter().parse(part)
    }
    assert names - {None} <= facts.keys()


def test_the_texts_name_the_addresses_and_the_cure() -> None:
    (choice,) = host_choices("192.168.50.7", (WIFI,))
    facts = warning_facts(choice, board_ip="192.168.50.7", bind="127.0.0.1", port=8080, firewall=UFW)
    assert "192.168.50.7" in warning_text(HostWarning.OTHER_SUBNET, **facts).happened
    assert "192.168.1.5" in warning_text(HostWarning.OTHER_SUBNET, **facts).happened
    assert "client isolation" in warning_text(HostWarning.OTHER_SUBNET, **facts).next_step
    assert "sudo ufw allow 8080/tcp" in warning_text(HostWarning.FIREWALL, **facts).next_step
    assert "wlan0" in warning_text(HostWarning.VIRTUAL_INTERFACE, **facts).happened
    assert "127.0.0.1" in warning_text(HostWarning.ONLY_LOOPBACK, **facts).happened


def test_there_are_facts_even_where_there_is_no_address() -> None:
    facts = warning_facts(None, board_ip=None, bind="0.0.0.0", port=8080, firewall=FirewallState())
    assert warning_text(HostWarning.NO_NETWORK, **facts) == this_computer.WARNING_TEXTS[HostWarning.NO_NETWORK]
