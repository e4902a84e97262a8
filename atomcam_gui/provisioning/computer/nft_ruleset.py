"""Reads as much of ``nft list ruleset`` as it takes to see whether a TCP port is open.

Rules that it does not understand make it unsure, never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from atomcam_gui.provisioning.computer.firewall_verdict import Verdict, covers

_TABLE = re.compile(r"^table (ip|inet) (\S+) \{")
_CHAIN = re.compile(r"^chain (\S+) \{")
_HOOK = re.compile(r"\bhook (\w+)\b.*?;(?:.*\bpolicy (\w+);)?")
_COUNTER = re.compile(r"\bcounter(?: packets \d+ bytes \d+)?\s*|\bcomment \"[^\"]*\"\s*|\s*#.*$")
_FOR_PORT = re.compile(
    r"^(?:ct state \S*new\S* )?(?:ip protocol tcp |meta l4proto tcp )?"
    r"tcp dport (\{[^}]*\}|\S+) (?:ct state \S*new\S* )?(accept|drop|reject)"
)
_OTHER_PORT = re.compile(r"\btcp dport (\{[^}]*\}|[\w-]+)")
# Rules for other traffic than a new connection from a camera: answers, loopback, pings, other protocols, IPv6.
_NOT_OURS = re.compile(
    r"^(ct state (?!.*\bnew\b)|iif(name)? \"?lo\"? |icmp|ip6 |udp |meta l4proto (\{ ?)?(icmp|ipv6-icmp|udp)|"
    r"meta nfproto ipv6 |ip protocol (icmp|igmp|udp) |"
    r"fib daddr type (broadcast|multicast) |pkttype (multicast|broadcast) )"
)
_BARE = re.compile(r"^(accept$|drop$|reject)")


@dataclass(slots=True)
class _Chain:
    """A chain that the kernel hands incoming packets to."""

    name: str
    drops: bool
    rules: list[str] = field(default_factory=list)


def verdict_of(ruleset: str, port: int) -> tuple[Verdict, str]:
    """What the rules do with IPv4 TCP connections to ``port``, and the chain that keeps them out or is likely to.

    Every chain on the way must let a connection through. The chain is ``FAMILY TABLE CHAIN``, as nft's own
    commands name it, and ``""`` where none is suspected.
    """
    result, suspect = Verdict.OPEN, ""
    for chain in _input_chains(ruleset):
        verdict = _verdict(chain, port)
        if verdict is Verdict.BLOCKED:
            return Verdict.BLOCKED, chain.name
        if verdict is Verdict.UNKNOWN:
            result = Verdict.UNKNOWN
            suspect = chain.name if chain.drops else suspect
    return result, suspect


def _input_chains(ruleset: str) -> Iterator[_Chain]:
    table = ""
    chain: _Chain | None = None
    name = ""
    for raw in ruleset.splitlines():
        line = _COUNTER.sub("", raw.strip()).strip()
        if found := _TABLE.match(line):
            table = f"{found[1]} {found[2]}"
        elif line.startswith("table "):
            table = ""  # of another family: IPv6, bridges, ARP
        elif found := _CHAIN.match(line):
            name = f"{table} {found[1]}"
        elif line.startswith("type ") and (found := _HOOK.search(line)):
            if table and found[1] == "input":
                chain = _Chain(name, drops=found[2] == "drop")
        elif line == "}":
            if chain is not None:
                yield chain
            chain = None
        elif line and chain is not None:
            chain.rules.append(line)


def _verdict(chain: _Chain, port: int) -> Verdict:
    unsure = False
    for rule in chain.rules:
        if found := _FOR_PORT.match(rule):
            if not _has(found[1], port):
                continue
            if not unsure:
                return Verdict.OPEN if found[2] == "accept" else Verdict.BLOCKED
        if _NOT_OURS.match(rule) or ((other := _OTHER_PORT.search(rule)) and not _has(other[1], port)):
            continue
        if (found := _BARE.match(rule)) and not unsure:
            return Verdict.OPEN if found[1] == "accept" else Verdict.BLOCKED
        unsure = True
    if unsure:
        return Verdict.UNKNOWN
    return Verdict.BLOCKED if chain.drops else Verdict.OPEN


def _has(ports: str, port: int) -> bool:
    """Whether ``8080``, ``8000-8100`` or ``{ 22, 8000-8100 }`` has the port. Names of services stand for others."""
    entries = [entry.strip() for entry in ports.strip("{} ").split(",")]
    return any(covers(entry, port) or (entry == "http-alt" and port == 8080) for entry in entries)
