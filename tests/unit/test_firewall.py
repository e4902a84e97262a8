"""Whether the computer's firewall lets cameras through, by what the systems' tools and files say."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from atomcam_gui.provisioning.computer import system_tools
from atomcam_gui.provisioning.computer.firewall import CURES, Cure, FirewallState, Verdict, firewall_state
from atomcam_gui.provisioning.computer.firewall_windows import Profile, connected_profiles, parse_rules
from atomcam_gui.provisioning.computer.nft_ruleset import verdict_of
from atomcam_gui.provisioning.computer.system_tools import ToolAnswer

LONG = 30.0
Answers = Mapping[str, str | ToolAnswer]


class Recorded:
    """Tools that answer what was recorded. The first entry whose words all are in the command answers."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.commands: list[str] = []

    def __call__(self, command: Sequence[str], seconds: float) -> ToolAnswer | None:
        line = " ".join(command)
        self.commands.append(line)
        for words, answer in self.answers.items():
            if all(word in line for word in words.split()):
                return answer if isinstance(answer, ToolAnswer) else ToolAnswer(0, answer)
        return None


# -- Linux: firewalld --------------------------------------------------------------------------------------------------

FIREWALLD_ZONE = """\
FedoraWorkstation (default, active)
  target: default
  ingress-priority: 0
  icmp-block-inversion: no
  interfaces: wlp2s0
  sources:
  services: dhcpv6-client samba-client ssh
  ports: {ports}
  protocols:
  forward: yes
  masquerade: no
  forward-ports:
  source-ports:
  icmp-blocks:
  rich rules:
"""
NO = ToolAnswer(1, "no\n")


async def on_linux(answers: Answers, etc: Path, port: int = 8080) -> FirewallState:
    return await firewall_state(port, run=Recorded(answers), system="linux", etc=etc, seconds=LONG)


async def test_firewalld_with_the_port_open(tmp_path: Path) -> None:
    state = await on_linux({"--state": "running\n", "--query-port=8080/tcp": "yes\n"}, tmp_path)
    assert state == FirewallState(Verdict.OPEN, "firewalld")


async def test_firewalld_with_the_port_closed_gives_the_command(tmp_path: Path) -> None:
    zone = FIREWALLD_ZONE.format(ports="5353/udp 22/tcp")
    state = await on_linux({"--state": "running\n", "--query-port": NO, "--list-all": zone}, tmp_path)
    assert state.verdict is Verdict.BLOCKED
    assert state.firewall == "firewalld"
    assert state.command == "sudo firewall-cmd --permanent --add-port=8080/tcp && sudo firewall-cmd --reload"
    assert state.next_step == f"Type this in a terminal: {state.command}"


async def test_firewalld_with_the_port_inside_an_opened_range(tmp_path: Path) -> None:
    zone = FIREWALLD_ZONE.format(ports="1025-65535/udp 1025-65535/tcp")
    answers = {"--state": "running\n", "--query-port": NO, "--list-all": zone}
    assert (await on_linux(answers, tmp_path)).verdict is Verdict.OPEN
    assert (await on_linux(answers, tmp_path, 80)).verdict is Verdict.BLOCKED


async def test_a_range_for_udp_opens_nothing_for_cameras(tmp_path: Path) -> None:
    zone = FIREWALLD_ZONE.format(ports="1025-65535/udp")
    state = await on_linux({"--state": "running\n", "--query-port": NO, "--list-all": zone}, tmp_path)
    assert state.verdict is Verdict.BLOCKED


async def test_a_trusted_firewalld_zone_lets_everything_in(tmp_path: Path) -> None:
    zone = FIREWALLD_ZONE.format(ports="").replace("target: default", "target: ACCEPT")
    state = await on_linux({"--state": "running\n", "--query-port": NO, "--list-all": zone}, tmp_path)
    assert state.verdict is Verdict.OPEN


async def test_firewalld_that_tells_administrators_only_is_unknown_but_named(tmp_path: Path) -> None:
    state = await on_linux({"--state": "running\n", "--query-port": ToolAnswer(253, "")}, tmp_path)
    assert (state.verdict, state.firewall, state.cure) == (Verdict.UNKNOWN, "firewalld", Cure.COMMAND)


async def test_firewalld_that_is_installed_but_off_decides_nothing(tmp_path: Path) -> None:
    assert await on_linux({"--state": ToolAnswer(252, "not running\n")}, tmp_path) == FirewallState()


# -- Linux: ufw --------------------------------------------------------------------------------------------------------

UFW_RULES = """\
*filter
:ufw-user-input - [0:0]
### RULES ###

### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in comment=737368
-A ufw-user-input -p tcp --dport 22 -j ACCEPT

{tuples}
### END RULES ###
COMMIT
"""


def ufw(etc: Path, *tuples: str, enabled: str = "yes", policy: str = "DROP", readable: bool = True) -> Path:
    (etc / "ufw").mkdir()
    (etc / "default").mkdir()
    (etc / "ufw" / "ufw.conf").write_text(f"# Set to yes to start on boot.\nENABLED={enabled}\n\nLOGLEVEL=low\n")
    (etc / "default" / "ufw").write_text(f'IPV6=yes\nDEFAULT_INPUT_POLICY="{policy}"\n')
    if readable:
        lines = "\n\n".join(f"### tuple ### {rule}\n-A ufw-user-input …" for rule in tuples)
        (etc / "ufw" / "user.rules").write_text(UFW_RULES.format(tuples=lines))
    return etc


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        ((), Verdict.BLOCKED),
        (("allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.OPEN),
        (("allow any 8080 0.0.0.0/0 any 0.0.0.0/0 in comment=6361",), Verdict.OPEN),
        (("limit tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.OPEN),
        (("allow_log tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.OPEN),
        (("allow tcp 8000:8100 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.OPEN),
        (("allow tcp 80,443,8080 0.0.0.0/0 any 0.0.0.0/0 Web - in",), Verdict.OPEN),
        (("allow any any 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.OPEN),
        (("allow udp 8080 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.BLOCKED),
        (("allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 out",), Verdict.BLOCKED),
        (("route:allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.BLOCKED),
        (("allow tcp 80:90 0.0.0.0/0 any 0.0.0.0/0 in",), Verdict.BLOCKED),
        (("deny tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in", "allow any any 0.0.0.0/0 any 0.0.0.0/0 in"), Verdict.BLOCKED),
        (("allow any any 0.0.0.0/0 any 0.0.0.0/0 in", "deny tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in"), Verdict.OPEN),
        (("allow tcp 8080 0.0.0.0/0 any 192.168.1.0/24 in",), Verdict.UNKNOWN),
        (("allow tcp 8080 192.168.1.5 any 0.0.0.0/0 in",), Verdict.UNKNOWN),
        (("allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in_wlan0",), Verdict.UNKNOWN),
        (("allow", ""), Verdict.BLOCKED),
    ],
)
async def test_the_first_ufw_rule_for_the_port_decides(
    tmp_path: Path, rules: tuple[str, ...], verdict: Verdict
) -> None:
    state = await on_linux({}, ufw(tmp_path, *rules))
    assert state.verdict is verdict
    assert state.firewall == "ufw"
    assert state.command == ("" if verdict is Verdict.OPEN else "sudo ufw allow 8080/tcp")


async def test_ufw_that_accepts_by_default(tmp_path: Path) -> None:
    assert (await on_linux({}, ufw(tmp_path, policy="ACCEPT"))).verdict is Verdict.OPEN


async def test_ufw_whose_rules_are_for_administrators_only_is_unknown_but_named(tmp_path: Path) -> None:
    state = await on_linux({}, ufw(tmp_path, readable=False))
    assert state == FirewallState(Verdict.UNKNOWN, "ufw", Cure.COMMAND, "sudo ufw allow 8080/tcp")


async def test_ufw_that_is_off_decides_nothing(tmp_path: Path) -> None:
    assert await on_linux({}, ufw(tmp_path, enabled="no")) == FirewallState()


async def test_a_computer_without_any_known_firewall_is_unknown_and_nothing_is_claimed(tmp_path: Path) -> None:
    assert await on_linux({}, tmp_path) == FirewallState()
    assert FirewallState().next_step == ""


# -- Linux: the kernel's rules -----------------------------------------------------------------------------------------

NFT = """\
table inet filter {
	set trusted {
		type ipv4_addr
		elements = { 10.0.0.1,
			10.0.0.2 }
	}

	chain input { # handle 1
		type filter hook input priority filter; policy %(policy)s;
		ct state vmap { invalid : drop, established : accept, related : accept }
		iifname "lo" accept
		icmp type { echo-request, destination-unreachable } accept
		ip6 nexthdr ipv6-icmp accept
		meta l4proto { icmp, ipv6-icmp } accept
		tcp dport 22 counter packets 12 bytes 720 accept comment "ssh"
		udp dport { 67, 5353 } accept
%(rules)s
	}

	chain output {
		type filter hook output priority filter; policy drop;
		tcp dport 8080 accept
	}
}
table ip6 filter {
	chain input {
		type filter hook input priority filter; policy drop;
	}
}
"""


def nft(*rules: str, policy: str = "drop") -> str:
    return NFT % {"policy": policy, "rules": "\n".join(f"\t\t{rule}" for rule in rules)}


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        ((), Verdict.BLOCKED),
        (("tcp dport 8080 accept",), Verdict.OPEN),
        (("tcp dport 8080 ct state new accept",), Verdict.OPEN),
        (("ct state new tcp dport 8080 accept",), Verdict.OPEN),
        (("tcp dport 8000-8100 counter packets 0 bytes 0 accept",), Verdict.OPEN),
        (("tcp dport { 80, 443, 8080 } accept",), Verdict.OPEN),
        (("tcp dport http-alt accept",), Verdict.OPEN),
        (("meta l4proto tcp tcp dport 8080 accept",), Verdict.OPEN),
        (("tcp dport { 80, 443 } accept",), Verdict.BLOCKED),
        (("ip saddr 10.0.0.0/8 tcp dport 443 accept",), Verdict.BLOCKED),
        (("tcp dport 8080 drop", "accept"), Verdict.BLOCKED),
        (("accept",), Verdict.OPEN),
        (("reject with icmpx port-unreachable", "accept"), Verdict.BLOCKED),
        (("ip saddr 192.168.1.0/24 accept",), Verdict.UNKNOWN),
        (("ip saddr 192.168.1.0/24 tcp dport 8080 accept",), Verdict.UNKNOWN),
        (("jump others",), Verdict.UNKNOWN),
        (("ip saddr @trusted accept", "tcp dport 8080 drop"), Verdict.UNKNOWN),
    ],
)
def test_nftables_rules_are_read_as_far_as_they_are_plain(rules: tuple[str, ...], verdict: Verdict) -> None:
    assert verdict_of(nft(*rules), 8080) == (verdict, "" if verdict is Verdict.OPEN else "inet filter input")


def test_a_chain_that_accepts_by_default_is_open_until_a_rule_says_otherwise() -> None:
    assert verdict_of(nft(policy="accept"), 8080) == (Verdict.OPEN, "")
    assert verdict_of(nft("tcp dport 8080 drop", policy="accept"), 8080)[0] is Verdict.BLOCKED
    assert verdict_of(nft("ip saddr @banned drop", policy="accept"), 8080) == (Verdict.UNKNOWN, "")


def test_no_rules_keep_nobody_out() -> None:
    assert verdict_of("", 8080) == (Verdict.OPEN, "")


@pytest.mark.parametrize("damage", ["table inet filter {", "}\n}\n}", "chain x {\n\ttype filter\n", "\0\0", "table"])
def test_a_ruleset_that_makes_no_sense_claims_nothing(damage: str) -> None:
    assert verdict_of(damage, 8080) == (Verdict.OPEN, "")


async def test_nftables_gives_the_command_for_the_chain_that_is_in_the_way(tmp_path: Path) -> None:
    state = await on_linux({"nft list ruleset": nft()}, tmp_path)
    assert state.verdict is Verdict.BLOCKED
    assert state.command == "sudo nft insert rule inet filter input tcp dport 8080 accept"


async def test_nftables_that_may_not_be_read_claims_nothing(tmp_path: Path) -> None:
    assert await on_linux({"nft list ruleset": ToolAnswer(1, "")}, tmp_path) == FirewallState()


# -- Windows -----------------------------------------------------------------------------------------------------------

PROGRAM = r"C:\Program Files\AtomCam\atomcam.exe"
_KEY = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"


def profile_key(name: str, enabled: int = 1, exceptions: int = 0) -> str:
    return (
        f"\n{_KEY}\\{name}\n    DisableNotifications    REG_DWORD    0x0\n"
        f"    EnableFirewall    REG_DWORD    {enabled:#x}\n    DoNotAllowExceptions    REG_DWORD    {exceptions:#x}\n\n"
        f"{_KEY}\\{name}\\Logging\n"
    )


def rules_key(*rules: str) -> str:
    others = (
        r"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=8080|App=%SystemRoot%\system32\svchost.exe"
        r"|Svc=iphlpsvc|Name=@FirewallAPI.dll,-25301|",
        r"v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=6|Name=Somebody else|",
        r"v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=17|LPort=8080|Name=UDP|",
        r"v2.33|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=8080|Name=Switched off|",
        r"v2.33|Action=Allow|Active=TRUE|Dir=In|App=C:\Games\game.exe|Name=Spiel: Größe|",
        r"v2.33|Action=Allow|Active=TRUE|Dir=In|LUOwn=S-1-5-21|AppPkgId=S-1-15-2|Name=@{Store}|",
    )
    lines = (f"    {{{n:08X}-0000}}    REG_SZ    {rule}" for n, rule in enumerate((*others, *rules)))
    return f"\n{_KEY}\\FirewallRules\n" + "\n".join(lines) + "\n\n"


def networks(*categories: int | str) -> str:
    aliases = ("WLAN", "OpenVPN TAP")
    return json.dumps([{"InterfaceAlias": a, "NetworkCategory": c} for a, c in zip(aliases, categories, strict=False)])


async def on_windows(
    *rules: str, category: str = networks(1), profile: str = "", program: str = PROGRAM, interface: str = ""
) -> FirewallState:
    answers = {
        "reg query FirewallRules": rules_key(*rules),
        "reg query": profile or profile_key("StandardProfile"),
        "powershell Get-NetConnectionProfile": category,
    }
    run = Recorded(answers)
    return await firewall_state(8080, run=run, system="win32", program=program, interface=interface, seconds=LONG)


ALLOW_PORT = "v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=8080|Name=AtomCam|"
ALLOW_PRIVATE = ALLOW_PORT.replace("LPort", "Profile=Private|Profile=Domain|LPort")
ALLOW_PROGRAM = rf"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|App={PROGRAM.lower()}|Name=AtomCam|"
BLOCK_PROGRAM = ALLOW_PROGRAM.replace("Allow", "Block")


async def test_windows_without_a_rule_keeps_cameras_out_and_tells_the_command() -> None:
    state = await on_windows()
    assert (state.verdict, state.firewall) == (Verdict.BLOCKED, "Windows Defender Firewall")
    assert state.command == (
        'netsh advfirewall firewall add rule name="AtomCam" dir=in action=allow protocol=TCP localport=8080 '
        "profile=private,domain"
    )
    assert "administrator" in state.next_step
    assert state.next_step.endswith(state.command)


@pytest.mark.parametrize(
    "rule",
    [
        ALLOW_PORT,
        ALLOW_PRIVATE,
        ALLOW_PROGRAM,
        ALLOW_PORT.replace("LPort=8080", "LPort=80|LPort2_10=8000-8100"),
        ALLOW_PORT.replace("LPort=8080", "LPort=8080|RA4=LocalSubnet|RA6=LocalSubnet"),
        ALLOW_PORT.replace("Protocol=6|LPort=8080|", ""),
    ],
)
async def test_a_rule_that_allows_port_or_program_opens_windows(rule: str) -> None:
    assert (await on_windows(rule)).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    "rule",
    [
        ALLOW_PORT.replace("8080", "8081"),
        ALLOW_PORT.replace("LPort", "Profile=Public|LPort"),
        ALLOW_PORT.replace("LPort=8080", "LPort=8080|RA4=10.0.0.5"),
        ALLOW_PORT.replace("LPort=8080", "LPort=RPC"),
        ALLOW_PROGRAM.replace("atomcam.exe", "other.exe"),
        "v2.31|nonsense|Action",
    ],
)
async def test_a_rule_for_somebody_else_opens_nothing(rule: str) -> None:
    assert (await on_windows(rule)).verdict is Verdict.BLOCKED


async def test_a_question_of_windows_answered_with_cancel_wins_over_every_rule_that_allows() -> None:
    state = await on_windows(ALLOW_PORT, BLOCK_PROGRAM)
    assert (state.verdict, state.cure, state.command) == (Verdict.BLOCKED, Cure.WINDOWS_ALLOW_PROGRAM, "")
    assert "tick AtomCam" in state.next_step


async def test_a_public_network_that_would_be_open_as_a_private_one_is_to_be_made_one() -> None:
    state = await on_windows(ALLOW_PRIVATE, category=networks(0))
    assert (state.verdict, state.cure) == (Verdict.BLOCKED, Cure.WINDOWS_PRIVATE)
    assert "Private network" in state.next_step


async def test_a_public_network_without_any_rule_needs_both() -> None:
    state = await on_windows(category=networks("Public"))
    assert (state.verdict, state.cure) == (Verdict.BLOCKED, Cure.WINDOWS_PRIVATE_AND_COMMAND)
    assert "profile=private" in state.command
    cancelled = await on_windows(BLOCK_PROGRAM, category=networks(0))
    assert (cancelled.verdict, cancelled.cure) == (Verdict.BLOCKED, Cure.WINDOWS_ALLOW_PROGRAM)


async def test_a_public_vpn_beside_a_private_wifi_is_not_held_against_the_wifi() -> None:
    assert (await on_windows(ALLOW_PRIVATE, category=networks(1, 0), interface="WLAN")).verdict is Verdict.OPEN
    mixed = await on_windows(ALLOW_PRIVATE, category=networks(1, 0))
    assert (mixed.verdict, mixed.cure) == (Verdict.UNKNOWN, Cure.WINDOWS_PRIVATE)


async def test_windows_firewall_switched_off() -> None:
    assert await on_windows(profile=profile_key("StandardProfile", enabled=0)) == FirewallState(Verdict.OPEN)


async def test_windows_that_blocks_everything_is_not_opened_by_a_rule() -> None:
    state = await on_windows(ALLOW_PORT, profile=profile_key("StandardProfile", exceptions=1))
    assert (state.verdict, state.cure) == (Verdict.BLOCKED, Cure.WINDOWS_BLOCKS_ALL)


async def test_without_powershell_every_kind_of_network_is_thought_of() -> None:
    assert (await on_windows(ALLOW_PORT, category="")).verdict is Verdict.OPEN
    closed = await on_windows(category="Get-NetConnectionProfile : Zugriff verweigert")
    assert (closed.verdict, closed.cure) == (Verdict.BLOCKED, Cure.WINDOWS_PRIVATE_AND_COMMAND)
    unsure = await on_windows(ALLOW_PRIVATE, category="")
    assert (unsure.verdict, unsure.cure) == (Verdict.UNKNOWN, Cure.WINDOWS_PRIVATE)


async def test_windows_without_a_readable_registry_claims_nothing() -> None:
    assert await firewall_state(8080, run=Recorded({}), system="win32", seconds=LONG) == FirewallState()


@pytest.mark.parametrize(
    ("text", "profiles"),
    [
        ('{"InterfaceAlias":"WLAN","NetworkCategory":0}', (Profile.PUBLIC,)),
        ('[{"NetworkCategory":1},{"NetworkCategory":2},{"NetworkCategory":1}]', (Profile.PRIVATE, Profile.DOMAIN)),
        ('[{"NetworkCategory":"DomainAuthenticated"}]', (Profile.DOMAIN,)),
        ('[{"NetworkCategory":7},{},3,null]', ()),
        ("[]", ()),
        ("null", ()),
        ("", ()),
    ],
)
def test_windows_networks_are_read_from_json_of_any_shape(text: str, profiles: tuple[Profile, ...]) -> None:
    assert connected_profiles(text) == profiles


def test_only_active_rules_for_what_comes_in_are_read() -> None:
    names = {rule["Name"] for rule in parse_rules(rules_key())}
    assert ("Switched off",) not in names
    assert ("Somebody else",) not in names
    assert ("UDP",) in names


# -- macOS -------------------------------------------------------------------------------------------------------------

APPS = """\
ALF: total number of apps = 3

1 :  /usr/libexec/bootpd
 \t ( Allow incoming connections )

2 : /Applications/AtomCam.app
             ({decision} incoming connections)

3 :  /Applications/Other (Free).app
 \t ( Block incoming connections )
"""
BUNDLED = "/Applications/AtomCam.app/Contents/MacOS/AtomCam"


async def on_macos(state: str, apps: str = "", program: str = BUNDLED) -> FirewallState:
    run = Recorded({"socketfilterfw --getglobalstate": state, "socketfilterfw --listapps": apps})
    return await firewall_state(8080, run=run, system="darwin", program=program, seconds=LONG)


async def test_macos_firewall_off() -> None:
    assert await on_macos("Firewall is disabled. (State = 0)\n") == FirewallState(Verdict.OPEN)


async def test_macos_that_blocks_everything() -> None:
    state = await on_macos("Firewall is enabled. (State = 2)\n")
    assert (state.verdict, state.cure) == (Verdict.BLOCKED, Cure.MACOS_BLOCKS_ALL)


async def test_macos_goes_by_the_program_that_listens() -> None:
    on = "Firewall is enabled. (State = 1)\n"
    assert (await on_macos(on, APPS.format(decision="Allow"))).verdict is Verdict.OPEN
    blocked = await on_macos(on, APPS.format(decision="Block"))
    assert (blocked.verdict, blocked.cure) == (Verdict.BLOCKED, Cure.MACOS_ALLOW_PROGRAM)
    other = await on_macos(on, APPS.format(decision="Allow"), "/usr/local/bin/python3")
    assert (other.verdict, other.firewall) == (Verdict.UNKNOWN, "the macOS firewall")
    in_brackets = await on_macos(on, APPS.format(decision="Allow"), "/Applications/Other (Free).app/Contents/MacOS/o")
    assert in_brackets.verdict is Verdict.BLOCKED


async def test_macos_without_its_tool_claims_nothing() -> None:
    assert await on_macos("") == FirewallState()


# -- whatever happens --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["linux", "win32", "darwin", "freebsd14"])
async def test_a_tool_that_hangs_costs_no_more_than_the_time_limit(system: str, tmp_path: Path) -> None:
    release = threading.Event()

    def hang(command: Sequence[str], seconds: float) -> ToolAnswer | None:
        release.wait(60)
        return None

    began = time.monotonic()
    state = await firewall_state(8080, run=hang, system=system, etc=tmp_path, seconds=0.1)
    release.set()
    assert state == FirewallState()
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
async def test_an_unforeseen_failure_is_logged_and_unknown(
    system: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(command: Sequence[str], seconds: float) -> ToolAnswer | None:
        raise RuntimeError("unforeseen")

    assert await firewall_state(8080, run=fail, system=system, etc=tmp_path, seconds=LONG) == FirewallState()
    assert "unforeseen" in caplog.text


@pytest.mark.parametrize("cure", Cure)
def test_each_cure_is_a_sentence_for_people(cure: Cure) -> None:
    step = FirewallState(Verdict.BLOCKED, "x", cure, "COMMAND").next_step
    assert step[0].isupper()
    assert ("COMMAND" in step) == ("{command}" in CURES[cure])


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' tools")
async def test_real_programs_on_the_search_path_are_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(system_tools, "ADMIN_FOLDERS", ())
    tool = folder / "firewall-cmd"
    tool.write_text(
        '#!/bin/sh\ncase "$1 $LC_ALL" in\n"--state C.UTF-8") echo running ;;\n'
        '"--query-port=8080/tcp C.UTF-8") echo no; exit 1 ;;\n'
        '"--query-port=9090/tcp C.UTF-8") echo yes ;;\n'
        "\"--list-all C.UTF-8\") printf 'public\\n  target: default\\n  ports: \\n' ;;\n*) exit 2 ;;\nesac\n"
    )
    tool.chmod(0o755)
    assert (await firewall_state(8080, etc=tmp_path, seconds=LONG)).verdict is Verdict.BLOCKED
    assert (await firewall_state(9090, etc=tmp_path, seconds=LONG)).verdict is Verdict.OPEN
    tool.write_text("#!/bin/sh\nexec /bin/sleep 600\n")
    assert await firewall_state(8080, etc=tmp_path, seconds=0.5) == FirewallState()
    tool.unlink()
    rules = folder / "nft"
    rules.write_text(f"#!/bin/sh\n/bin/cat <<'END'\n{nft('tcp dport 9090 accept')}END\n")
    rules.chmod(0o755)
    assert (await firewall_state(8080, etc=tmp_path, seconds=LONG)).firewall == "nftables"
    assert (await firewall_state(9090, etc=tmp_path, seconds=LONG)).verdict is Verdict.OPEN


async def test_this_computers_own_firewall_is_looked_at_without_harm() -> None:
    state = await firewall_state(8080)
    assert state.verdict in Verdict
