"""The ESP-IDF firmware that ours replaces, as its console behaves: ``esp_console`` over linenoise, on a PTY.

Follows its console.c, wifi_sta.c and stream_client.c and ESP-IDF 5.4's split_argv.c and linenoise.c, with what is
awkward in them: without an answering terminal linenoise knows no Ctrl-U, with one it draws and asks where the cursor
is; what comes within 30 ms counts as pasted, keys too; whatever is no printable ASCII is dropped from a line; log
lines come between any two prints; the reason of a failure stays after the next ``wifi connect``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from tests.fakes.older_wifi import OlderWifi, Refused
from tests.fakes.pty_device import PtyDevice
from tests.fakes.virtual_board import WORKSHOP, AccessPoint

_AUTH = ("OPEN", "WEP", "WPA", "WPA2", "WPA/WPA2", "WPA2-ENT", "WPA3", "WPA2/WPA3", "WAPI")
_PROMPT = "cam>  "
_PASTE_S = 0.03
_LONGEST_LINE = 256
_ENTER, _CTRL_C, _BACKSPACES, _CTRL_U = 0x0A, 0x03, (0x08, 0x7F), 0x15


class _Restart(Exception):
    """The power went and came back."""


class OlderFirmware(PtyDevice):
    """A board with the older firmware. Use it as a context manager.

    Args:
        access_points: the networks in reach.
        draws: a terminal answered at its start, so that linenoise draws.
        chatty: its tasks log between any two prints, and while nobody types.
        attempt_s: how long it tries to join.
    """

    def __init__(
        self,
        access_points: Iterable[AccessPoint] = (WORKSHOP,),
        *,
        draws: bool = False,
        chatty: bool = False,
        attempt_s: float = 0.15,
    ) -> None:
        super().__init__()
        self._points = list(access_points)
        self._draws = draws
        self._chatty = chatty
        self._attempt_s = attempt_s
        self._pending = bytearray()
        self._logs = 0
        self._restarts = threading.Event()
        self.nvs: dict[str, str] = {}
        self.target_nvs: dict[str, str] = {}
        self.lines: list[str] = []
        """Every line that it ran."""
        self.camera_powered = False
        self.streaming = False
        self.host = ""
        self.port = 8080
        self.wifi = OlderWifi(self._points, attempt_s, self.nvs)

    def restart(self) -> None:
        """Take the power away and give it back."""
        self._restarts.set()

    def run(self) -> None:
        while True:
            try:
                self._boot()
                while True:
                    self._run_line(self._linenoise())
            except _Restart:
                continue

    def _boot(self) -> None:
        self._pending.clear()
        self._restarts.clear()
        self.wifi = OlderWifi(self._points, self._attempt_s, self.nvs)
        self.camera_powered = self.streaming = False
        self.host, self.port = self.target_nvs.get("host", ""), int(self.target_nvs.get("port", "8080"))
        self._print("ESP-ROM:esp32s3-20210327\nBuild:Mar 27 2021\nrst:0x1 (POWERON),boot:0x8 (SPI_FAST_FLASH_BOOT)\n")
        self._log("cam_wifi", "WiFi ready: no credentials yet; configure via console")
        self._print("\x1b[5n")
        self._print("\r\nType 'help' to get the list of commands.\r\n")
        self._log("cam_console", "esp_console started over USB Serial/JTAG (try: help, wifi status, stream status)")

    # -- stdout and stdin ------------------------------------------------------------------------------------------

    def _print(self, text: str) -> None:
        """One printf. Other tasks may log before the next."""
        self.write(text.replace("\n", "\r\n").encode())
        if self._chatty:
            self._log("cam_stream", "stream idle: disabled")

    def _log(self, tag: str, text: str) -> None:
        self._logs += 1
        self.write(f"\x1b[0;32mI ({1000 + self._logs}) {tag}: {text}\x1b[0m\r\n".encode())

    def _getc(self) -> tuple[int, float]:
        """The next byte, CR read as LF, and how long it was waited for."""
        began = time.monotonic()
        idle = 0
        while not self._pending:
            self._pending += self.read(0.02)
            if self._restarts.is_set():
                raise _Restart
            self.wifi.advance()
            idle += 1
            if self._chatty and idle % 4 == 0:
                self._log("cam_stream", "stream stats: frames=12 fps=3.9 bytes=120000")
        byte = self._pending.pop(0)
        return (_ENTER if byte == 0x0D else byte), time.monotonic() - began

    # -- linenoise -------------------------------------------------------------------------------------------------

    def _linenoise(self) -> str:
        line = self._edit() if self._draws else self._dumb()
        return "".join(chr(byte) for byte in line if 0x20 <= byte < 0x7F)

    def _dumb(self) -> bytearray:
        line = bytearray()
        self._print(_PROMPT)
        while len(line) < _LONGEST_LINE:
            byte, _ = self._getc()
            if byte == _ENTER:
                break
            if 0x1C <= byte <= 0x1F:
                continue
            if byte in _BACKSPACES:
                del line[-1:]
                self.write(b"\x08 ")
            else:
                line.append(byte)
            self.write(bytes((byte,)))
        self.write(b"\r\n")
        return line

    def _edit(self) -> bytearray:
        line = bytearray()
        start = self._cursor()
        self.write(b"\x1b[999C\x00")
        columns = self._cursor()
        self.write(b"\x1b[%dD" % (columns - start))
        first = self._cursor()
        self.write(_PROMPT.encode())
        prompt = self._cursor() - first
        while True:
            byte, waited = self._getc()
            if waited < _PASTE_S:
                line.append(byte)
                self.write(bytes((byte,)))
            elif byte == _ENTER:
                self._refresh(line, prompt, columns)
                self.write(b"\r\n")
                return line
            elif byte == _CTRL_C:
                self.write(b"\r\n")
                return bytearray()
            else:
                if byte in _BACKSPACES:
                    del line[-1:]
                elif byte == _CTRL_U:
                    line.clear()
                elif byte >= 0x20:
                    line.append(byte)
                self._refresh(line, prompt, columns)

    def _cursor(self) -> int:
        """Ask where the cursor is; whatever comes before the R is the answer. Gives 80 where it makes no sense."""
        self.write(b"\x1b[6n\x00")
        answer = bytearray()
        while len(answer) < 31:
            byte, _ = self._getc()
            if byte == ord("R"):
                break
            if byte != _ENTER:
                answer.append(byte)
        numbers = answer.removeprefix(b"\x1b[").split(b";")
        return int(numbers[1]) if len(numbers) == 2 and numbers[1].isdigit() else 80

    def _refresh(self, line: bytes, prompt: int, columns: int) -> None:
        column = (prompt + len(line)) % columns
        move = b"\x1b[%dC" % column if column else b""
        self.write(b"\r\x1b[0K" + _PROMPT.encode() + line + b"\r" + move)

    # -- the commands ----------------------------------------------------------------------------------------------

    def _run_line(self, line: str) -> None:
        words = split(line)
        if not words:
            return
        self.lines.append(line)
        commands: dict[str, Callable[[list[str]], bool]] = {
            "wifi": self._wifi,
            "stream": self._stream,
            "cam": self._cam,
            "help": self._help,
        }
        self.wifi.advance()
        if words[0] not in commands:
            self._print("Unrecognized command\n")
        elif not commands[words[0]](words[1:]):
            self._print("Command returned non-zero error code: 0x1 (ERROR)\n")

    def _help(self, words: list[str]) -> bool:
        self._print("help \n  Print the list of registered commands\n\nwifi \n  WiFi STA config\n")
        return True

    def _wifi(self, words: list[str]) -> bool:
        name = words[0] if words else ""
        actions: dict[str, Callable[[list[str]], None]] = {
            "status": self._wifi_status,
            "scan": self._wifi_scan,
            "set": self._wifi_set,
            "connect": lambda _: (self.wifi.connect(), self._print("connect requested\n"))[0],
            "disconnect": lambda _: (self.wifi.disconnect(), self._print("disconnect requested\n"))[0],
            "clear": lambda _: (self.wifi.clear(), self._print("cleared saved+runtime credentials\n"))[0],
        }
        if name not in actions:
            self._print("usage:\n  wifi status\n  wifi scan [max]\n")
            return False
        try:
            actions[name](words[1:])
        except Refused as refused:
            self._print(f"wifi {name}: {refused}\n")
            return False
        return True

    def _wifi_status(self, words: list[str]) -> None:
        wifi = self.wifi
        saved, runtime = "yes" if "ssid" in wifi.nvs else "no", "yes" if wifi.ssid else "no"
        head = f"state={wifi.state} ssid={wifi.ssid or '-'} saved={saved} runtime={runtime} reason={wifi.reason} ip="
        self._print(head)
        self._print(f"{wifi.ip or '-'}\n")

    def _wifi_scan(self, words: list[str]) -> None:
        most = int(words[0]) if words else 20
        if not 0 < most <= 200:
            raise Refused(f"invalid max: {most}")
        found = self.wifi.scan()[:most]
        self._print(f"found {len(found)} networks (showing up to {most}):\n")
        for number, point in enumerate(found):
            name = point.ssid if isinstance(point.ssid, bytes) else point.ssid.encode()
            row = f"{number:3d}: ch={point.channel} rssi={point.rssi} auth={_AUTH[point.auth]} ssid="
            self.write(row.encode() + (b"<hidden>" if point.hidden else name) + b"\r\n")
            if self._chatty:
                self._log("wifi", "scan")

    def _wifi_set(self, words: list[str]) -> None:
        places: list[str | None] = [None, None]
        save = False
        rest = iter(words)
        for word in rest:
            if word in ("save", "--save"):
                save = True
            elif word in ("--ssid", "--pass"):
                places[word == "--pass"] = next(rest, word)
            elif None in places:
                places[places.index(None)] = word
        if not places[0]:
            raise Refused("missing ssid")
        self.wifi.set(places[0], places[1] or "", save)
        self._print(f"credentials set (ssid={places[0]}{', saved' if save else ''})\n")

    def _stream(self, words: list[str]) -> bool:
        match words:
            case ["status"]:
                saved, runtime = "yes" if self.target_nvs else "no", "yes" if self.host else "no"
                streaming = "on" if self.streaming else "off"
                self._print(
                    f"host={self.host or '-'} port={self.port} saved={saved} runtime={runtime} "
                    f"streaming={streaming} ws=down\n"
                )
            case ["set", "host", host, *rest]:
                if not host or len(host) > 63:
                    self._print("stream set: ESP_ERR_INVALID_SIZE\n")
                    return False
                self.host = host
                self.port = next((int(word) for word in rest if word.isdigit()), self.port)
                save = "save" in rest
                if save:
                    self.target_nvs.update(host=host, port=str(self.port))
                self._print(f"stream target set (host={host} port={self.port}{', saved' if save else ''})\n")
            case ["start"]:
                self.streaming = True
                self._print("stream start requested\n")
            case ["stop"]:
                self.streaming = False
                self._print("stream stopped\n")
            case _:
                self._print("usage:\n  stream status\n  stream set host <host> [port] [save]\n")
                return False
        return True

    def _cam(self, words: list[str]) -> bool:
        match words:
            case ["power", ("0" | "1") as level]:
                self.camera_powered = level == "1"
                self._print("IO[18] -\n  Pullup: 0, Pulldown: 1, DriveCap: 2\n")
                self._print(f"camera power set to {level}\n")
                return True
        self._print("usage:\n  cam power <0|1>  (1=on, 0=off)\n  cam dump\n")
        return False


def split(line: str) -> list[str]:
    """esp_console_split_argv."""
    words: list[str] = []
    word, state, escaped = "", "space", False
    for c in line:
        if escaped:
            word += c if c in '\\" ' else ""
            escaped = False
        elif c == "\\":
            state, escaped = ("arg" if state == "space" else state), True
        elif state == "space":
            if c == " ":
                continue
            state, word = ("quoted", "") if c == '"' else ("arg", c)
        elif (state == "quoted" and c == '"') or (state == "arg" and c == " "):
            words.append(word)
            word, state = "", "space"
        else:
            word += c
    return [*words, word] if state != "space" else words
