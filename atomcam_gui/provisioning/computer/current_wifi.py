"""Which WiFi network this computer is on, as far as its system tells ordinary programs."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator

from atomcam_gui.provisioning.computer.system_tools import Runner, Tools, run_tool, within

logger = logging.getLogger(__name__)

SECONDS = 3.0
"""How long all questions to the system together may take."""

_MAX_SSID_BYTES = 32
_NMCLI_ESCAPE = re.compile(r"\\(.)")
_IW_ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{2}|.)")
_WINDOWS_SSID = re.compile(r"^\s*SSID\b[^:]*:\s?(.*)$", re.MULTILINE)
_MACOS_WIFI = re.compile(r"^Hardware Port: (?:Wi-Fi|AirPort)\s*\nDevice: (\S+)", re.MULTILINE)
_MACOS_SSID = re.compile(r"^\s*SSID : (.*)$", re.MULTILINE)
_MACOS_NETWORK = re.compile(r"^Current (?:Wi-Fi|AirPort) Network: (.*)$", re.MULTILINE)
_MACOS_HIDDEN = "<redacted>"


async def current_ssid(*, run: Runner = run_tool, system: str = sys.platform, seconds: float = SECONDS) -> str | None:
    """The name of the network that this computer is on, None where that is not known. Never raises.

    Windows 11 and macOS 14 and later tell it to programs only that may know the computer's location.

    Args:
        run: how the system's tools are run.
        system: the system, as ``sys.platform`` names it.
        seconds: the time limit for everything.
    """
    sources = {"win32": _on_windows, "darwin": _on_macos}.get(system, _on_linux)
    try:
        # A little less than the whole, so that a tool that hangs is ended before its asker gives up.
        return await within(seconds, lambda: _first_valid(sources, Tools(run, seconds * 0.9)), "current WiFi")
    except TimeoutError:
        logger.info("the system did not tell its WiFi within %g s", seconds)
    except Exception:
        # Only which network is preselected depends on this: whatever other makers' tools print, set-up goes on.
        logger.exception("the system's WiFi could not be read")
    return None


def _first_valid(sources: Callable[[Tools], Iterator[str]], tools: Tools) -> str | None:
    for ssid in sources(tools):
        if 1 <= len(ssid.encode("utf-8", errors="replace")) <= _MAX_SSID_BYTES:
            return ssid
    return None


def _on_linux(tools: Tools) -> Iterator[str]:
    # Without a scan, which would take seconds.
    command = ("nmcli", "-t", "-e", "yes", "-f", "ACTIVE,SSID", "device", "wifi", "list", "--rescan", "no")
    for line in tools.text_of(*command).splitlines():
        active, _, ssid = line.partition(":")
        if active == "yes":
            yield _NMCLI_ESCAPE.sub(r"\1", ssid)
    yield tools.text_of("iwgetid", "-r").removesuffix("\n")
    yield from _of_iw(tools.text_of("iw", "dev"))


def _of_iw(text: str) -> Iterator[str]:
    """The networks that ``iw dev`` shows interfaces in; an access point of this computer's own is none of them."""
    for interface in re.split(r"^\s*Interface ", text, flags=re.MULTILINE)[1:]:
        ssid = re.search(r"^\s*ssid (.*)$", interface, re.MULTILINE)
        if ssid is not None and re.search(r"^\s*type managed$", interface, re.MULTILINE):
            yield _unescaped(ssid[1])


def _unescaped(text: str) -> str:
    r"""A name as iw writes it: bytes that are not printable ASCII stand as ``\xc3``, a backslash as ``\\``."""

    def byte(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes.fromhex(code[1:].decode()) if len(code) == 3 else code

    return _IW_ESCAPE.sub(byte, text.encode()).decode("utf-8", errors="replace")


def _on_windows(tools: Tools) -> Iterator[str]:
    # netsh writes in the console's code page. Its words are in the user's language, "SSID" is the same in all.
    text = tools.text_of("cmd", "/d", "/c", "chcp 65001 >nul & netsh wlan show interfaces")
    for found in _WINDOWS_SSID.finditer(text):
        yield found[1].strip()


def _on_macos(tools: Tools) -> Iterator[str]:
    device = _MACOS_WIFI.search(tools.text_of("networksetup", "-listallhardwareports"))
    name = device[1] if device is not None else "en0"
    summary = _MACOS_SSID.search(tools.text_of("ipconfig", "getsummary", name))
    if summary is not None and summary[1] != _MACOS_HIDDEN:
        yield summary[1]
    network = _MACOS_NETWORK.search(tools.text_of("networksetup", "-getairportnetwork", name))
    if network is not None and network[1] != _MACOS_HIDDEN:
        yield network[1]
