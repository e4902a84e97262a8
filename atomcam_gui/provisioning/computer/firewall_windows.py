r"""Windows Defender Firewall, read from the registry: its tools' texts are in the user's language, its rules are not.

Rules are values such as ``v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|LPort=8080|App=C:\…|``;
a key that is missing means "any" ([MS-GPFAS] 2.2.2.19).
"""

from __future__ import annotations

import json
import ntpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from atomcam_gui.provisioning.computer.firewall_verdict import Cure, FirewallState, Verdict, covers
from atomcam_gui.provisioning.computer.system_tools import Tools

NAME = "Windows Defender Firewall"

_POLICY = r"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_PROFILES_SCRIPT = "ConvertTo-Json -Compress @(Get-NetConnectionProfile | Select-Object InterfaceAlias,NetworkCategory)"
_NUMBER = re.compile(r"^\s+(\w+)\s+REG_DWORD\s+0x([0-9a-f]+)\s*$", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"\bREG_SZ\s+v\d+\.\d+\|(.*)$", re.MULTILINE)
_TCP = "6"
# Keys that make a rule one for somebody else: a service, a store app, one user, one interface, protected connections.
_FOR_OTHERS = frozenset({"Svc", "AppPkgId", "LUOwn", "IF", "IFType", "LA4", "RPort", "Security", "LUAuth", "RUAuth"})

Rule = Mapping[str, tuple[str, ...]]


class Profile(StrEnum):
    """The kinds of networks, as rules name them."""

    PUBLIC = "Public"
    PRIVATE = "Private"
    DOMAIN = "Domain"


_CATEGORIES = {
    "0": Profile.PUBLIC,
    "1": Profile.PRIVATE,
    "2": Profile.DOMAIN,
    "public": Profile.PUBLIC,
    "private": Profile.PRIVATE,
    "domainauthenticated": Profile.DOMAIN,
}
_KEYS = {Profile.PUBLIC: "PublicProfile", Profile.PRIVATE: "StandardProfile", Profile.DOMAIN: "DomainProfile"}


def look(tools: Tools, port: int, program: str, interface: str = "") -> FirewallState:
    """What the firewall does with connections to ``port`` of ``program``. Blocking.

    ``interface`` names the one that they come in on; ``""`` stands for any that is connected.
    """
    # The registry first: PowerShell can take seconds to start.
    rules = tuple(parse_rules(tools.text_of("reg", "query", rf"{_POLICY}\FirewallRules")))
    settings = {profile: _settings(tools, profile) for profile in Profile}
    answer = tools.text_of("powershell", "-NoProfile", "-NonInteractive", "-Command", _PROFILES_SCRIPT)
    used = connected_profiles(answer, interface)
    if not rules or not any(settings.values()):
        return FirewallState()

    def judge(profile: Profile) -> FirewallState:
        return _judge(profile, settings[profile], rules, port, program)

    states = [judge(profile) for profile in used or Profile]
    blocked = [state for state in states if state.verdict is Verdict.BLOCKED]
    if not blocked:
        return states[0]
    worst = blocked[0]
    if worst.cure is Cure.WINDOWS_COMMAND and Profile.PUBLIC in (used or Profile):
        worst = _as_private(judge(Profile.PRIVATE))
    return worst if len(blocked) == len(states) else replace(worst, verdict=Verdict.UNKNOWN)


def _judge(
    profile: Profile, settings: Mapping[str, int], rules: tuple[Rule, ...], port: int, program: str
) -> FirewallState:
    if settings.get("EnableFirewall", 1) == 0:
        return FirewallState(Verdict.OPEN)
    if settings.get("DoNotAllowExceptions", 0) == 1:
        return FirewallState(Verdict.BLOCKED, NAME, Cure.WINDOWS_BLOCKS_ALL)
    ours = [rule for rule in rules if _concerns(rule, profile, port, program)]
    # A rule that blocks wins over all that allow. Windows makes one when its question is answered with "Cancel".
    if any(rule["Action"] == ("Block",) for rule in ours):
        return FirewallState(Verdict.BLOCKED, NAME, Cure.WINDOWS_ALLOW_PROGRAM)
    if ours or settings.get("DefaultInboundAction", 1) == 0:
        return FirewallState(Verdict.OPEN, NAME)
    return FirewallState(Verdict.BLOCKED, NAME, Cure.WINDOWS_COMMAND, _command(port))


def _as_private(state: FirewallState) -> FirewallState:
    """What to do on a public network, given what the firewall would do if it were a private one."""
    if state.verdict is Verdict.OPEN:
        return FirewallState(Verdict.BLOCKED, NAME, Cure.WINDOWS_PRIVATE)
    return replace(state, cure=Cure.WINDOWS_PRIVATE_AND_COMMAND) if state.command else state


def _command(port: int) -> str:
    rule = f"dir=in action=allow protocol=TCP localport={port} profile=private,domain"
    return f'netsh advfirewall firewall add rule name="AtomCam" {rule}'


def _settings(tools: Tools, profile: Profile) -> dict[str, int]:
    text = tools.text_of("reg", "query", rf"{_POLICY}\{_KEYS[profile]}")
    return {name: int(value, 16) for name, value in _NUMBER.findall(text)}


def connected_profiles(text: str, interface: str = "") -> tuple[Profile, ...]:
    """The kinds of the networks that this computer is in, from PowerShell's JSON; none where it says nothing.

    Of ``interface`` alone where it is one of them: a VPN beside it is often a public network.
    """
    try:
        answer = json.loads(text)
    except ValueError:
        return ()
    entries = [entry for entry in (answer if isinstance(answer, list) else [answer]) if isinstance(entry, dict)]
    entries = [entry for entry in entries if entry.get("InterfaceAlias") == interface] or entries
    found = (_CATEGORIES.get(str(entry.get("NetworkCategory")).lower()) for entry in entries)
    return tuple(dict.fromkeys(profile for profile in found if profile is not None))


def parse_rules(text: str) -> Iterator[Rule]:
    """The active rules for what comes in, from ``reg query``."""
    for found in _RULE.finditer(text):
        rule: dict[str, tuple[str, ...]] = {}
        for field in found[1].split("|"):
            key, separator, value = field.partition("=")
            if separator:
                rule[key] = (*rule.get(key, ()), value)
        if rule.get("Active") == ("TRUE",) and rule.get("Dir") == ("In",) and "Action" in rule:
            yield rule


def _concerns(rule: Rule, profile: Profile, port: int, program: str) -> bool:
    if _FOR_OTHERS & rule.keys() or rule.get("Protocol", (_TCP,)) != (_TCP,):
        return False
    if profile not in rule.get("Profile", (profile,)):
        return False
    # "LocalSubnet" is where the camera is; other addresses can be anybody's.
    if any(sender != "LocalSubnet" for sender in rule.get("RA4", ())) or ("RA6" in rule and "RA4" not in rule):
        return False
    return _has_port(rule, port) and all(_same_program(app, program) for app in rule.get("App", ()))


def _has_port(rule: Rule, port: int) -> bool:
    ports = (*rule.get("LPort", ()), *rule.get("LPort2_10", ()))
    return not ports or any(covers(entry, port) for entry in ports)


def _same_program(app: str, program: str) -> bool:
    return ntpath.normcase(ntpath.expandvars(app)) == ntpath.normcase(program)
