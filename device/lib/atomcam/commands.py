"""The console's commands: finds the command of a line, runs it, and gives its answer as text or, with ``--json``, JSON.

A command takes its words and gives ``(text, fields)``: the lines for people and the same facts for programs.
"""

from atomcam.commands_camera import CameraCommands
from atomcam.commands_stream import StreamCommands
from atomcam.commands_wifi import WifiCommands
from atomcam.console import BadLine, split
from atomcam.failed import Failed
from atomcam.text import dump


class Commands:
    """All commands of the board.

    Args:
        device: the running program, see ``app``.
    """

    def __init__(self, device) -> None:
        self._device = device
        self._table: dict = {}

    async def answer(self, line) -> str:
        """The whole answer to a line, with its line ends; nothing for an empty line.

        Args:
            line: a str, or the BadLine that it was.
        """
        as_json = False
        try:
            if isinstance(line, BadLine):
                raise line
            words = split(line)
            as_json = any(word.plain and word.text == "--json" for word in words)
            words = [word for word in words if not (word.plain and word.text == "--json")]
            if not words:
                return ""
            text, fields = await self._run(words)
        except (BadLine, Failed) as failure:
            return _render("error: " + failure.message, _failure(failure.code, failure.message), as_json)
        except MemoryError:
            return _render("error: out of memory", _failure("out_of_memory", "out of memory"), as_json)
        except Exception as error:  # noqa: BLE001 - a defect shall not take the console away
            message = "%s: %s" % (type(error).__name__, error)
            return _render("error: " + message, _failure("internal", message), as_json)
        answer = {"ok": True}
        answer.update(fields)
        return _render(text, answer, as_json)

    async def _run(self, words: list):
        if not self._table:  # made for the first line: many boards never see one
            self._table["help"] = (self._help, "help")
            for group in (WifiCommands, StreamCommands, CameraCommands):
                for command, usage in group(self._device).table():
                    self._table[_name(usage)] = (command, usage)
        for count in (3, 2, 1):
            name = " ".join(word.text for word in words[:count])
            if len(words) >= count and name in self._table:
                command, usage = self._table[name]
                result = command(Arguments(words[count:], usage))
                return await result if hasattr(result, "send") else result
        raise Failed("unknown_command", "unknown command; help lists them")

    def _help(self, arguments):
        arguments.end()
        usages = sorted(usage for _, usage in self._table.values())
        return "\n".join(usages), {"commands": usages}


class Arguments:
    """The words after a command's name, taken one by one."""

    def __init__(self, words: list, usage: str) -> None:
        self._words = words
        self._usage = usage

    def take(self) -> str:
        """The next word, which must be there."""
        if not self._words:
            raise self.wrong()
        return self._words.pop(0).text

    def option(self, name: str) -> bool:
        """Whether the plain word ``name`` comes next or anywhere behind; takes it."""
        for i, word in enumerate(self._words):
            if word.plain and word.text == name:
                del self._words[i]
                return True
        return False

    def last(self, name: str) -> bool:
        """Whether the last word is the plain word ``name``; takes it."""
        if self._words and self._words[-1].plain and self._words[-1].text == name:
            self._words.pop()
            return True
        return False

    def value_of(self, name: str):
        """The word behind the plain word ``name``, both taken, or None where it is not there."""
        for i, word in enumerate(self._words):
            if word.plain and word.text == name and i + 1 < len(self._words):
                value = self._words[i + 1].text
                del self._words[i : i + 2]
                return value
        return None

    def number(self, low: int, high: int) -> int:
        """The next word as a number in a range."""
        try:
            value = int(self.take())
        except ValueError:
            raise self.wrong() from None
        if not low <= value <= high:
            raise Failed("bad_value", "%d is not from %d to %d" % (value, low, high))
        return value

    def more(self) -> bool:
        """Whether words are left."""
        return bool(self._words)

    def end(self) -> None:
        """No word may be left."""
        if self._words:
            raise self.wrong()

    def wrong(self) -> Failed:
        """What to raise for words that do not fit."""
        return Failed("bad_arguments", "usage: " + self._usage)


def _name(usage: str) -> str:
    """The command's name, which its usage begins with: small letters, up to the first word that is anything else."""
    name: list = []
    for word in usage.split():
        if not all("a" <= c <= "z" for c in word):
            break
        name.append(word)
    return " ".join(name)


def _failure(code: str, message: str) -> dict:
    return {"ok": False, "error": code, "message": message}


def _render(text: str, fields: dict, as_json: bool) -> str:
    return (dump(fields) if as_json else text).replace("\n", "\r\n") + "\r\n"
