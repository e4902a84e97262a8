"""Which WiFi this computer is on, by what the systems' tools say."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from atomcam_gui.provisioning.computer import system_tools
from atomcam_gui.provisioning.computer.current_wifi import current_ssid
from atomcam_gui.provisioning.computer.system_tools import ToolAnswer

LONG = 30.0


async def ssid_on(system: str, answers: Mapping[str, str]) -> str | None:
    """Ask with tools that answer what was recorded; those that are not in ``answers`` are not installed."""

    def run(command: Sequence[str], seconds: float) -> ToolAnswer | None:
        line = " ".join(command)
        found = (text for words, text in answers.items() if words in line)
        return next((ToolAnswer(0, text) for text in found), None)

    return await current_ssid(run=run, system=system, seconds=LONG)


# -- Linux -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "ssid"),
    [
        ("yes:HomeNet", "HomeNet"),
        (r"yes:Caf\: \\o/", r"Caf: \o/"),
        ("yes:Küche 📷", "Küche 📷"),
        ("yes: two  spaces ", " two  spaces "),
        ("yes:yes", "yes"),
        ("yes:", None),
        ("no:HomeNet", None),
        ("", None),
    ],
)
async def test_network_manager_knows_the_network(line: str, ssid: str | None) -> None:
    answer = f"no:Neighbour\nno:yes\\:trap\nno:\n{line}\nno:Cafe\n"
    assert await ssid_on("linux", {"nmcli": answer}) == ssid


async def test_network_manager_is_asked_without_a_scan_that_takes_seconds() -> None:
    commands: list[str] = []

    def run(command: Sequence[str], seconds: float) -> ToolAnswer | None:
        commands.append(" ".join(command))
        return ToolAnswer(0, "yes:HomeNet\n")

    assert await current_ssid(run=run, system="linux", seconds=LONG) == "HomeNet"
    assert commands == ["nmcli -t -e yes -f ACTIVE,SSID device wifi list --rescan no"]


async def test_without_network_manager_the_wireless_tools_are_asked() -> None:
    assert await ssid_on("linux", {"iwgetid -r": "HomeNet\n", "iw dev": ""}) == "HomeNet"


IW = """\
phy#0
	Unnamed/non-netdev interface
		wdev 0x4
		addr 02:00:00:00:00:01
		type P2P-device
	Interface ap0
		ifindex 5
		ssid MyHotspot
		type AP
	Interface wlan0
		ifindex 3
		wdev 0x1
		addr 02:00:00:00:00:00
		ssid {ssid}
		type managed
		channel 6 (2437 MHz), width: 20 MHz, center1: 2437 MHz
"""


@pytest.mark.parametrize(
    ("written", "ssid"),
    [
        ("HomeNet", "HomeNet"),
        (r"K\xc3\xbcche", "Küche"),
        (r"a\\b", r"a\b"),
        (r"\x20edge\x20", " edge "),
        (r"broken\xff", "broken\N{REPLACEMENT CHARACTER}"),
    ],
)
async def test_iw_tells_the_network_but_not_this_computers_own_hotspot(written: str, ssid: str) -> None:
    assert await ssid_on("linux", {"iwgetid": "\n", "iw dev": IW.format(ssid=written)}) == ssid


async def test_iw_without_a_connection_tells_nothing() -> None:
    idle = IW.replace("\t\tssid {ssid}\n", "")
    assert await ssid_on("linux", {"iw dev": idle}) is None


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' tools")
async def test_real_programs_on_the_search_path_are_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_tools, "ADMIN_FOLDERS", ())
    assert await current_ssid(seconds=LONG) is None
    tool = tmp_path / "nmcli"
    tool.write_text("#!/bin/sh\nprintf '%s\\n' 'no:Other' 'yes:K\\:üche'\n")
    tool.chmod(0o755)
    assert await current_ssid(seconds=LONG) == "K:üche"
    tool.write_text("#!/bin/sh\necho 'Error: NetworkManager is not running.' >&2; exit 8\n")
    assert await current_ssid(seconds=LONG) is None
    tool.write_text("#!/bin/sh\nexec /bin/sleep 600\n")
    assert await current_ssid(seconds=0.5) is None


# -- Windows -----------------------------------------------------------------------------------------------------------

ENGLISH = """
There is 1 interface on the system:

    Name                   : Wi-Fi
    Description            : Intel(R) Wi-Fi 6 AX201 160MHz
    GUID                   : 00000000-0000-0000-0000-000000000000
    Physical address       : 02:00:00:00:00:00
    State                  : connected
    SSID                   : HomeNet
    BSSID                  : 02:00:00:00:00:01
    Network type           : Infrastructure
    Profile                : HomeNet 2

    Hosted network status  : Not available
"""
GERMAN = """
Es ist 1 Schnittstelle auf dem System vorhanden:

    Name                   : WLAN
    Beschreibung           : Intel(R) Wi-Fi 6E AX211
    Status                 : Verbunden
    AP BSSID               : 02:00:00:00:00:01
    SSID                   : Küche: 2,4 GHz
    Netzwerktyp            : Infrastruktur
"""
DISCONNECTED = """
    Name                   : Wi-Fi
    State                  : disconnected
    Radio status           : Hardware On
                             Software On
"""
REFUSED = """
Network shell commands need location permission to access WLAN information. Turn on Location services.
"""


@pytest.mark.parametrize(
    ("answer", "ssid"),
    [
        (ENGLISH, "HomeNet"),
        (GERMAN, "Küche: 2,4 GHz"),
        (DISCONNECTED, None),
        (REFUSED, None),
        ("    BSSID : 02:00:00:00:00:01\n", None),
        ("    SSID                   :\n", None),
        ("", None),
    ],
)
async def test_windows_tells_the_network_in_any_language(answer: str, ssid: str | None) -> None:
    assert await ssid_on("win32", {"netsh wlan show interfaces": answer}) == ssid


# -- macOS -------------------------------------------------------------------------------------------------------------

PORTS = """
Hardware Port: Ethernet
Device: en0
Ethernet Address: 02:00:00:00:00:00

Hardware Port: Wi-Fi
Device: en7
Ethernet Address: 02:00:00:00:00:01
"""
SUMMARY = """<dictionary> {{
  BSSID : <redacted>
  InterfaceType : WiFi
  LinkStatusActive : TRUE
  SSID : {ssid}
  Security : WPA2_PSK
}}
"""


async def test_macos_tells_the_network_of_its_wifi_interface() -> None:
    answers = {"-listallhardwareports": PORTS, "ipconfig getsummary en7": SUMMARY.format(ssid="Küche : 1")}
    assert await ssid_on("darwin", answers) == "Küche : 1"


async def test_older_macos_tells_it_elsewhere() -> None:
    assert await ssid_on("darwin", {"-getairportnetwork en0": "Current Wi-Fi Network: HomeNet\n"}) == "HomeNet"


async def test_macos_that_keeps_it_to_itself_is_not_believed() -> None:
    answers = {
        "-listallhardwareports": PORTS,
        "ipconfig getsummary en7": SUMMARY.format(ssid="<redacted>"),
        "-getairportnetwork en7": "You are not associated with an AirPort network.\n",
    }
    assert await ssid_on("darwin", answers) is None


# -- whatever happens --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
async def test_what_can_be_no_network_name_is_not_told(system: str) -> None:
    long = "x" * 33
    answers = {"nmcli": f"yes:{long}\n", "netsh": f"    SSID : {long}\n", "ipconfig": f"  SSID : {long}\n"}
    assert await ssid_on(system, answers) is None


@pytest.mark.parametrize("system", ["linux", "win32", "darwin", "freebsd14"])
async def test_a_tool_that_hangs_costs_no_more_than_the_time_limit(system: str) -> None:
    release = threading.Event()

    def hang(command: Sequence[str], seconds: float) -> ToolAnswer | None:
        release.wait(60)
        return None

    began = time.monotonic()
    assert await current_ssid(run=hang, system=system, seconds=0.1) is None
    release.set()
    assert time.monotonic() - began < 30


async def test_an_unforeseen_failure_is_logged_and_unknown(caplog: pytest.LogCaptureFixture) -> None:
    def fail(command: Sequence[str], seconds: float) -> ToolAnswer | None:
        raise RuntimeError("unforeseen")

    assert await current_ssid(run=fail, system="linux", seconds=LONG) is None
    assert "unforeseen" in caplog.text


async def test_this_computer_answers_without_harm() -> None:
    ssid = await current_ssid()
    assert ssid is None or ssid
