"""Firewalls on Linux: firewalld, ufw, and the kernel's own rules where they may be read."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from atomcam_gui.provisioning.computer.firewall_verdict import Cure, FirewallState, Verdict, covers
from atomcam_gui.provisioning.computer.nft_ruleset import verdict_of
from atomcam_gui.provisioning.computer.system_tools import Tools

_ANYWHERE = ("0.0.0.0/0", "any")
_FIREWALLD_TARGET = re.compile(r"^\s*target:\s*(\S+)", re.MULTILINE)
_FIREWALLD_PORTS = re.compile(r"^\s*ports:(.*)$", re.MULTILINE)
_FIREWALLD_YES, _FIREWALLD_NO = 0, 1


def look(tools: Tools, port: int, etc: Path) -> FirewallState:
    """What the firewall that is on does with TCP connections to ``port``. Blocking."""
    return _firewalld(tools, port) or _ufw(etc, port) or _nftables(tools, port)


def _firewalld(tools: Tools, port: int) -> FirewallState | None:
    state = tools.ask("firewall-cmd", "--state")
    if state is None or state.status != 0 or state.text.strip() != "running":
        return None
    verdict = Verdict.UNKNOWN
    asked = tools.ask("firewall-cmd", f"--query-port={port}/tcp")
    if asked is not None and asked.status == _FIREWALLD_YES:
        verdict = Verdict.OPEN
    elif asked is not None and asked.status == _FIREWALLD_NO:
        verdict = _firewalld_zone(tools.text_of("firewall-cmd", "--list-all"), port)
    if verdict is Verdict.OPEN:
        return FirewallState(Verdict.OPEN, "firewalld")
    command = f"sudo firewall-cmd --permanent --add-port={port}/tcp && sudo firewall-cmd --reload"
    return FirewallState(verdict, "firewalld", Cure.COMMAND, command)


def _firewalld_zone(zone: str, port: int) -> Verdict:
    """The default zone's word. Older firewalld does not find a port inside an opened range when asked for it."""
    target = _FIREWALLD_TARGET.search(zone)
    ports = _FIREWALLD_PORTS.search(zone)
    if target is None or ports is None:
        return Verdict.BLOCKED
    if target[1] == "ACCEPT":
        return Verdict.OPEN
    ranges = [entry.removesuffix("/tcp") for entry in ports[1].split() if entry.endswith("/tcp")]
    return Verdict.OPEN if any(covers(entry, port) for entry in ranges) else Verdict.BLOCKED


def _ufw(etc: Path, port: int) -> FirewallState | None:
    """By ufw's files: ``ufw status`` wants an administrator, and so do its rules on most systems."""
    if _setting(etc / "ufw" / "ufw.conf", "ENABLED") != "yes":
        return None
    accepts = _setting(etc / "default" / "ufw", "DEFAULT_INPUT_POLICY") == "accept"
    try:
        rules = (etc / "ufw" / "user.rules").read_text(encoding="utf-8", errors="replace")
    except OSError:
        verdict = Verdict.UNKNOWN
    else:
        verdict = _ufw_verdict(rules, port) or (Verdict.OPEN if accepts else Verdict.BLOCKED)
    if verdict is Verdict.OPEN:
        return FirewallState(Verdict.OPEN, "ufw")
    return FirewallState(verdict, "ufw", Cure.COMMAND, f"sudo ufw allow {port}/tcp")


def _ufw_verdict(rules: str, port: int) -> Verdict | None:
    """The first rule for the port decides; None where there is none.

    UNKNOWN where the first is for some senders, addresses or interfaces only: the camera may use just these.
    """
    for action, destination, source, direction in _ufw_rules(rules, port):
        if source not in _ANYWHERE or destination not in _ANYWHERE or direction != "in":
            return Verdict.UNKNOWN
        return Verdict.OPEN if action in ("allow", "limit") else Verdict.BLOCKED
    return None


def _ufw_rules(rules: str, port: int) -> Iterator[tuple[str, str, str, str]]:
    """Action, destination, source and direction of each rule for TCP connections that come in on ``port``.

    ufw keeps each rule as a line ``### tuple ### ACTION PROTOCOL PORTS TO PORTS FROM [APP APP] DIRECTION``.
    """
    for line in rules.splitlines():
        head, _, rule = line.partition("### tuple ###")
        fields = [field for field in rule.split() if not field.startswith("comment=")]
        if head or len(fields) < 7:
            continue
        action, protocol, ports, destination, _, source = fields[:6]
        direction = fields[-1]
        if protocol not in ("tcp", "any") or not direction.startswith("in") or action.startswith("route:"):
            continue
        if ports == "any" or any(covers(entry, port, ":") for entry in ports.split(",")):
            yield action.partition("_")[0], destination, source, direction


def _nftables(tools: Tools, port: int) -> FirewallState:
    ruleset = tools.ask("nft", "list", "ruleset")
    if ruleset is None or ruleset.status != 0:
        return FirewallState()
    verdict, chain = verdict_of(ruleset.text, port)
    if not chain:
        return FirewallState(verdict)
    command = f"sudo nft insert rule {chain} tcp dport {port} accept"
    return FirewallState(verdict, "nftables", Cure.COMMAND, command)


def _setting(path: Path, key: str) -> str:
    """A value from a shell-style file of settings, in lower case; ``""`` where it cannot be read."""
    with contextlib.suppress(OSError):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition("=")
            if name.strip() == key:
                return value.strip().strip("\"'").lower()
    return ""
