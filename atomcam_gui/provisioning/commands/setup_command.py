"""``atomcam setup``: a board with its software into the WiFi, and to a computer that receives its pictures."""

from __future__ import annotations

import getpass
import logging
import sys
from dataclasses import dataclass

from atomcam_gui import paths, wire
from atomcam_gui.camera.trust import KeyEntry, Trust, TrustBook, decision_now
from atomcam_gui.errors import UsageError
from atomcam_gui.provisioning.commands import command_runner
from atomcam_gui.provisioning.commands.command_output import Output, make_output
from atomcam_gui.provisioning.console.board_console import BoardConsole, BoardLook, WifiStatus
from atomcam_gui.provisioning.flow.board_session import patience_with, trouble_of
from atomcam_gui.provisioning.pairing import Target, in_book, pair
from atomcam_gui.provisioning.serial.ports import Port, PortLister, list_ports, port_at
from atomcam_gui.provisioning.stream_check import wait_for_stream
from atomcam_gui.provisioning.troubles import SetupError, Trouble

logger = logging.getLogger(__name__)

_STEPS = ("recognise", "join", "pair", "connect")
_VAGUE = frozenset({Trouble.WIFI_TIMEOUT, Trouble.WIFI_FAILED})
_STATES = {
    "recognise": "Nothing was changed on the camera.",
    "join": "The camera may know the network, but not yet this computer.",
    "pair": "The camera is in the network; it may know this computer only in part.",
    "connect": "The camera knows the network and this computer, and goes on trying to connect by itself.",
}
"""What a stop leaves behind, by step."""


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What ``atomcam setup`` was asked for."""

    port: str
    ssid: str
    host: str
    host_port: int = wire.DEFAULT_PORT
    name: str = ""
    password_stdin: bool = False
    json: bool = False


def run(options: SetupOptions, *, lister: PortLister = list_ports) -> int:
    """Set a board up. Returns the exit status: 0 only where a server has accepted it.

    Raises:
        UsageError: there is no password, and nobody to ask.
        AtomCamError: it did not work.
    """
    password = _read_password(options)
    output = make_output(as_json=options.json)
    job = _Job(options, password, output, port_at(options.port, lister))
    return command_runner.run(job.run, output, stop=lambda task: task.cancel(), state=lambda: _STATES[job.step])


def _read_password(options: SetupOptions) -> str:
    """From standard input or the terminal, never from the command's words, which everybody on this computer can see."""
    if options.password_stdin:
        line = sys.stdin.buffer.readline()
        try:
            return line.decode().removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError as error:
            raise UsageError("the password on standard input is not UTF-8") from error
    if not sys.stdin.isatty():
        raise UsageError("there is nobody to ask for the password: add --password-stdin and give it there")
    return getpass.getpass(f"Password of {options.ssid} (empty for an open network): ")


class _Job:
    """One run of the command."""

    def __init__(self, options: SetupOptions, password: str, output: Output, port: Port) -> None:
        self._options = options
        self._password = password
        self._output = output
        self._port = port
        self.step = _STEPS[0]

    async def run(self) -> None:
        """From the port to the stream."""
        console = await BoardConsole.open(self._port.path)
        try:
            await self._set_up(console)
        finally:
            await console.close()

    async def _set_up(self, console: BoardConsole) -> None:
        options = self._options
        look = await self._recognise(console)
        wifi = await self._join(console)
        has_key = await self._pair(console, look, wifi)
        self._begin("connect", f"Waiting until the camera reaches {options.host}:{options.host_port}")
        camera_id = (look.camera_id or "") if has_key else None
        await wait_for_stream(console, options.host, options.host_port, camera_id)
        name = self._name(look)
        self._output.done(
            f"Done. {name} sends its pictures to {options.host}:{options.host_port}.",
            id=look.camera_id,
            name=name,
            ip=wifi.ip,
            ssid=options.ssid,
            host=options.host,
            port=options.host_port,
            software=look.software.value,
            version=look.version,
        )

    def _begin(self, step: str, text: str) -> None:
        self.step = step
        self._output.progress(step, text, _STEPS.index(step) / len(_STEPS))

    async def _recognise(self, console: BoardConsole) -> BoardLook:
        self._begin("recognise", "Looking what is on the board")
        look = await console.recognise(patience_with(self._port))
        trouble = trouble_of(look, self._port)
        if trouble is not None:
            raise trouble
        self._output.event(
            "board",
            "",
            id=look.camera_id,
            name=look.name,
            board=look.board,
            software=look.software.value,
            version=look.version,
        )
        return look

    async def _join(self, console: BoardConsole) -> WifiStatus:
        ssid = self._options.ssid
        self._begin("join", f"Joining {ssid}")
        try:
            wifi = await console.join(ssid, self._password)
        except SetupError as error:
            if error.trouble in _VAGUE and not any(network.ssid == ssid for network in await console.scan()):
                raise SetupError(Trouble.WIFI_NOT_FOUND, ssid=ssid) from error
            raise
        self._output.event("wifi", f"The camera is in {ssid}, at {wifi.ip}", ssid=ssid, ip=wifi.ip)
        return wifi

    async def _pair(self, console: BoardConsole, look: BoardLook, wifi: WifiStatus) -> bool:
        options, name = self._options, self._name(look)
        self._begin("pair", "Telling the camera about this computer")
        book = _open_book()

        def keep_key(key: bytes) -> None:
            book.add_key(KeyEntry(look.camera_id or "", key, name))

        has_key = await pair(console, Target(name, options.host, options.host_port), keep_key)
        if not has_key and wifi.ip is not None:
            decision = decision_now(wifi.ip, None, Trust.ALLOWED, name, permanent=True)
            in_book(lambda: book.decide(decision))
        await console.start_stream()
        return has_key

    def _name(self, look: BoardLook) -> str:
        return wire.clean_text(self._options.name) or look.name or f"Camera {(look.camera_id or '')[-4:]}".strip()


def _open_book() -> TrustBook:
    """The camera book that the window and ``atomcam serve`` of this user read."""
    book = TrustBook(paths.find_paths().cameras_file)

    def load() -> None:
        broken = book.load()
        if broken is not None:
            logger.warning("the list of known cameras was damaged; it was kept as %s and a new one begun", broken)

    in_book(load)
    return book
