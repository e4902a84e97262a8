"""Which of this computer's addresses a camera is given, and what may keep it from reaching us there."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui import wire
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.computer.firewall_verdict import FirewallState, Verdict
from atomcam_gui.provisioning.troubles import Text
from atomcam_gui.server.addresses import LocalAddress, is_loopback, local_addresses


@dataclass(frozen=True, slots=True)
class HostChoice:
    """An IPv4 address that a camera can be told to connect to."""

    address: str
    interface: str
    """The system's name of the interface, for example ``wlan0``."""
    same_subnet: bool
    """The camera's address lies in this interface's subnet: no router stands between them."""
    loopback: bool
    virtual: bool = False
    """The interface leads to a VPN, a container or a virtual machine, as far as its name tells."""


class HostWarning(StrEnum):
    """What may keep a camera from connecting."""

    NO_NETWORK = "no_network"
    NOT_LISTENING = "not_listening"
    ONLY_LOOPBACK = "only_loopback"
    LISTENS_ELSEWHERE = "listens_elsewhere"
    OTHER_SUBNET = "other_subnet"
    VIRTUAL_INTERFACE = "virtual_interface"
    FIREWALL = "firewall"
    FIREWALL_UNSURE = "firewall_unsure"


WARNING_TEXTS: dict[HostWarning, Text] = {
    HostWarning.NO_NETWORK: Text(
        "This computer is in no network that a camera could reach.",
        "Connect this computer to the camera's router, by WiFi or by cable.",
    ),
    HostWarning.NOT_LISTENING: Text(
        "AtomCam does not take pictures from cameras at the moment: nothing listens on port {port}.",
        "Open the settings and choose another port, or, without a window, start: atomcam serve --port {port}",
    ),
    HostWarning.ONLY_LOOPBACK: Text(
        "AtomCam listens on this computer's inside only ({bind}), where no camera reaches it.",
        "Open the settings and choose “All addresses” for “Listen on”, or, without a window, "
        "start: atomcam serve --bind {all_addresses} --port {port}",
    ),
    HostWarning.LISTENS_ELSEWHERE: Text(
        "AtomCam listens on {bind} only, not on {address}.",
        "Choose the address {bind} for the camera, or open the settings and choose “All addresses” for “Listen on”.",
    ),
    HostWarning.OTHER_SUBNET: Text(
        "The camera ({board_ip}) and this computer ({address}) are in different networks.",
        "Bring both into the same WiFi: not one of them into a guest network, and not behind a router of its own. "
        "If they are in the same WiFi, switch off “client isolation” in the router.",
    ),
    HostWarning.VIRTUAL_INTERFACE: Text(
        "{address} belongs to {interface}, a VPN or a virtual network, which cameras hardly ever reach.",
        "Choose the address of this computer's WiFi or cable. If there is none, disconnect the VPN and look again.",
    ),
    HostWarning.FIREWALL: Text(
        "This computer's firewall ({firewall}) keeps cameras out: port {port} is closed.",
        "{cure}",
    ),
    HostWarning.FIREWALL_UNSURE: Text(
        "A firewall ({firewall}) is on. It may keep cameras out of port {port}.",
        "If the camera does not connect: {cure}",
    ),
}
"""Templates, so that the window can translate them before the facts are put in."""


def host_choices(board_ip: str | None, addresses: Sequence[LocalAddress] | None = None) -> tuple[HostChoice, ...]:
    """The addresses that a camera can be given, the one that it most likely reaches first.

    First those on the camera's own subnet, then real interfaces in the order of ``addresses``, then VPNs and virtual
    ones. Loopback is offered where there is nothing else, or where the camera itself is on it, as a simulated one is.

    Args:
        board_ip: the camera's address, None while it has none.
        addresses: this computer's, best first. None asks the system, which takes some milliseconds.
    """
    found = local_addresses() if addresses is None else addresses
    choices = [_choice(local, board_ip) for local in found if _is_ipv4(local.address)]
    usable = [choice for choice in choices if choice.same_subnet or not choice.loopback] or choices
    return tuple(sorted(usable, key=lambda choice: (not choice.same_subnet, choice.virtual)))


def _choice(local: LocalAddress, board_ip: str | None) -> HostChoice:
    same_subnet = board_ip is not None and local.shares_subnet_with(board_ip)
    loopback = is_loopback(local.address)
    return HostChoice(local.address, local.interface, same_subnet, loopback, local.is_virtual)


def _is_ipv4(address: str) -> bool:
    try:
        ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return True


def warnings_for(
    choice: HostChoice | None,
    *,
    board_ip: str | None,
    bind: str,
    listening: bool,
    port: int,
    firewall: FirewallState,
) -> tuple[HostWarning, ...]:
    """What may keep the camera from connecting to ``choice``, the surest obstacle first.

    Args:
        choice: the address that the camera is given, None where there is none.
        board_ip: the camera's address, None where it is not known.
        bind: the address that the server listens on, or shall listen on.
        listening: the server is running.
        port: the server's.
        firewall: what the firewall does with this port.
    """
    if choice is None or (choice.loopback and not choice.same_subnet):
        return (HostWarning.NO_NETWORK, *(() if listening else (HostWarning.NOT_LISTENING,)))
    found = [_listening_warning(choice, bind) if listening else HostWarning.NOT_LISTENING]
    if not choice.loopback:
        if _is_known(board_ip) and not choice.same_subnet:
            found.append(HostWarning.OTHER_SUBNET)
        if choice.virtual and not choice.same_subnet:
            found.append(HostWarning.VIRTUAL_INTERFACE)
        found.append(_firewall_warning(firewall))
    return tuple(warning for warning in found if warning is not None)


def _listening_warning(choice: HostChoice, bind: str) -> HostWarning | None:
    host = bind.strip("[]")
    if host in (wire.ALL_INTERFACES, "::", "", choice.address):
        return None
    if host == "localhost" or is_loopback(host):
        return None if choice.loopback else HostWarning.ONLY_LOOPBACK
    # A name may stand for the chosen address: only asking for it would tell.
    return HostWarning.LISTENS_ELSEWHERE if _is_known(host) else None


def _firewall_warning(firewall: FirewallState) -> HostWarning | None:
    if firewall.verdict is Verdict.BLOCKED:
        return HostWarning.FIREWALL
    if firewall.verdict is Verdict.UNKNOWN and firewall.firewall:
        return HostWarning.FIREWALL_UNSURE
    return None


def _is_known(address: str | None) -> bool:
    try:
        return address is not None and not ipaddress.ip_address(address).is_unspecified
    except ValueError:
        return False


def warning_facts(
    choice: HostChoice | None, *, board_ip: str | None, bind: str, port: int, firewall: FirewallState
) -> dict[str, object]:
    """All that the texts of warnings tell of, for ``warning_text``."""
    return {
        "address": choice.address if choice is not None else "",
        "interface": choice.interface if choice is not None else "",
        "board_ip": board_ip or "",
        "bind": bind,
        "all_addresses": wire.ALL_INTERFACES,
        "port": port,
        "firewall": firewall.firewall,
        "cure": firewall.next_step,
    }


def warning_text(warning: HostWarning, **facts: object) -> Text:
    """A warning in words. ``facts`` are those of ``warning_facts``."""
    template = WARNING_TEXTS[warning]
    return Text(Phrase(template.happened, **facts), Phrase(template.next_step, **facts))
