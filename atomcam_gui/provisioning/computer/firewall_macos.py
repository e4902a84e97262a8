"""The application firewall of macOS: it goes by programs, not by ports."""

from __future__ import annotations

import re

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.computer.firewall_verdict import Cure, FirewallState, Verdict
from atomcam_gui.provisioning.computer.system_tools import Tools

TOOL = "/usr/libexec/ApplicationFirewall/socketfilterfw"
NAME = Phrase("the macOS firewall")

_STATE = re.compile(r"State = (\d)")
_LISTED = re.compile(r"^\s*\d+\s*:\s*(\S.*?)\s*\(\s*(Allow|Block) incoming connections\s*\)", re.MULTILINE)


def look(tools: Tools, program: str) -> FirewallState:
    """What the application firewall does with connections to ``program``. Blocking."""
    state = _STATE.search(tools.text_of(TOOL, "--getglobalstate"))
    if state is None:
        return FirewallState()
    if state[1] == "0":
        return FirewallState(Verdict.OPEN)
    if state[1] == "2":
        return FirewallState(Verdict.BLOCKED, NAME, Cure.MACOS_BLOCKS_ALL)
    # Not --getappblocked: that says "permitted" of programs that it has never heard of.
    for path, decision in _LISTED.findall(tools.text_of(TOOL, "--listapps")):
        if program == path or program.startswith(f"{path}/"):
            if decision == "Allow":
                return FirewallState(Verdict.OPEN, NAME)
            return FirewallState(Verdict.BLOCKED, NAME, Cure.MACOS_ALLOW_PROGRAM)
    # Of a program that is not listed the system asks the user when it starts to listen.
    return FirewallState(Verdict.UNKNOWN, NAME, Cure.MACOS_ALLOW_PROGRAM)
