"""Looks whether this computer's firewall lets cameras through to the server's port. Reads only, changes nothing."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from atomcam_gui.provisioning.computer import firewall_linux, firewall_macos, firewall_windows
from atomcam_gui.provisioning.computer.firewall_verdict import CURES, Cure, FirewallState, Verdict
from atomcam_gui.provisioning.computer.system_tools import Runner, Tools, run_tool, within

__all__ = ["CURES", "SECONDS", "Cure", "FirewallState", "Verdict", "firewall_state"]

logger = logging.getLogger(__name__)

SECONDS = 3.0
"""How long all questions to the system together may take."""


async def firewall_state(
    port: int,
    *,
    interface: str = "",
    run: Runner = run_tool,
    system: str = sys.platform,
    etc: Path = Path("/etc"),
    program: str = sys.executable,
    seconds: float = SECONDS,
) -> FirewallState:
    """What the firewall does with TCP connections to ``port``. Never raises; ``UNKNOWN`` where it cannot be known.

    Args:
        interface: the interface that they come in on, as ``HostChoice.interface`` has it; ``""`` for any.
        run: how the system's tools are run.
        system: the system, as ``sys.platform`` names it.
        etc: the folder of the system's configuration, on Linux.
        program: the program that listens, on systems whose firewall goes by programs.
        seconds: the time limit for everything.
    """

    def look() -> FirewallState:
        # A little less than the whole, so that a tool that hangs is ended before its asker gives up.
        tools = Tools(run, seconds * 0.9)
        if system == "win32":
            return firewall_windows.look(tools, port, program, interface)
        if system == "darwin":
            return firewall_macos.look(tools, program)
        return firewall_linux.look(tools, port, etc)

    try:
        return await within(seconds, look, "firewall")
    except TimeoutError:
        logger.info("the firewall could not be looked at within %g s", seconds)
    except Exception:
        # A camera is set up with or without this hint: whatever tools of other makers print, it must not end that.
        logger.exception("the firewall could not be looked at")
    return FirewallState()
