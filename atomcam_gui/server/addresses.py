"""This computer's addresses, as a camera would have to dial them."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from atomcam_gui import wire

# Interfaces that lead to virtual machines, containers and tunnels, hardly ever to a camera.
_VIRTUAL = re.compile(
    r"^(docker|br-|veth|virbr|vmnet|vboxnet|vmware|virtualbox|lxc|lxd|podman|cni|waydroid|"
    r"tun|tap|ppp|ipsec|wg|wireguard|zt|zerotier|tailscale|utun|nordlynx|openvpn|proton|vEthernet|awdl|llw|bridge)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """One IPv4 address of this computer."""

    address: str
    interface: str
    """The system's name of the interface, for example ``wlan0``."""
    prefix: int = 32
    """How many bits of the address name its subnet. 32 where the system knows of no subnet."""

    @property
    def is_virtual(self) -> bool:
        """Whether the interface leads to a virtual machine, a container or a tunnel, as far as its name tells."""
        return bool(_VIRTUAL.match(self.interface))

    def shares_subnet_with(self, other: str) -> bool:
        """Whether ``other`` is an address on this one's subnet: reached without a router."""
        try:
            return ipaddress.IPv4Address(other) in ipaddress.IPv4Network(f"{self.address}/{self.prefix}", strict=False)
        except ValueError:
            return False


def local_addresses() -> tuple[LocalAddress, ...]:
    """The IPv4 addresses of the interfaces that are up, the one that a camera most likely reaches first.

    Loopback comes last: only this computer reaches it.
    """
    # Not at the top: the window can be there before anybody asks.
    import psutil

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        LocalAddress(entry.address, name, prefix_of(entry.netmask))
        for name, entries in psutil.net_if_addrs().items()
        if name in up
        for entry in entries
        if entry.family is socket.AF_INET
    ]
    return rank(found, _default_route_address())


def prefix_of(netmask: str | None) -> int:
    """The length of a subnet's prefix, from a mask such as ``255.255.255.0``. 32 where there is no valid one."""
    with contextlib.suppress(ValueError):
        return ipaddress.IPv4Network(f"0.0.0.0/{netmask}").prefixlen or 32
    return 32


def rank(found: list[LocalAddress], default_route: str | None) -> tuple[LocalAddress, ...]:
    """Order addresses by how likely a camera on the same WiFi reaches them."""

    def badness(local: LocalAddress) -> tuple[bool, bool, bool, bool, bool]:
        address = ipaddress.ip_address(local.address)
        return (
            address.is_loopback,
            address.is_link_local,
            local.is_virtual,
            local.address != default_route,
            not address.is_private,
        )

    return tuple(sorted(found, key=badness))


def _default_route_address() -> str | None:
    """The address used towards the outside. Nothing is sent: connecting UDP only looks up the route."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737
        return str(probe.getsockname()[0])
    return None


def reachable_addresses(bind: str) -> tuple[str, ...]:
    """The addresses at which a server bound to ``bind`` can be dialled, best first. Never empty.

    Loopback is left out where there is any other.
    """
    if bind not in (wire.ALL_INTERFACES, "::", ""):
        return (bind,)
    addresses = tuple(local.address for local in local_addresses())
    outside = tuple(a for a in addresses if not ipaddress.ip_address(a).is_loopback)
    return outside or addresses or ("127.0.0.1",)


def plain_address(host: str) -> str:
    """A peer's address in one form: no IPv6 scope, IPv4 written as IPv4."""
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(host.partition("%")[0])
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        return str(mapped or address)
    return host


def is_loopback(address: str) -> bool:
    """Whether a peer of this address is on this computer itself."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(address).is_loopback
    return False


def resolve(bind: str) -> str:
    """The IP address behind a listening address given as a name.

    Raises:
        OSError: the name is not known.
    """
    with contextlib.suppress(ValueError):
        return str(ipaddress.ip_address(bind.strip("[]")))
    try:
        infos = socket.getaddrinfo(bind, None, type=socket.SOCK_STREAM)
    except ValueError as error:  # what can be no name at all: "a..b"
        raise socket.gaierror(socket.EAI_NONAME, "not a name") from error
    infos.sort(key=lambda info: info[0] != socket.AF_INET)
    return str(infos[0][4][0])


def own_names() -> frozenset[str]:
    """Names by which this computer can be addressed, in lower case."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({"localhost", name, short, f"{short}.local"})


def host_of(header: str) -> str:
    """The host in a ``Host`` header or an origin's authority, in lower case, without port and brackets."""
    host = header.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def is_own_host(host: str, names: frozenset[str]) -> bool:
    """Whether a ``Host`` names this computer: an IP address, or one of ``names``.

    A page of another site that points its own name at this computer (DNS rebinding) is told apart by this.
    """
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host)
        return True
    return host in names


def browser_may(headers: Mapping[str, str], names: frozenset[str]) -> bool:
    """Whether a request may go on, as far as browsers are concerned.

    A request without ``Origin`` is no script of a page; one with it must come from a page that this computer itself
    served, and ``Host`` must name this computer. ``file:`` is what some microcontroller libraries send.
    """
    origin = headers.get("Origin")
    host = headers.get("Host")
    if origin is None or origin.startswith("file:"):
        return True
    if host is None or not is_own_host(host_of(host), names):
        return False
    scheme, separator, authority = origin.partition("://")
    return bool(separator) and scheme in ("http", "https", "ws", "wss") and authority.lower() == host.strip().lower()
