"""What esptool says, line by line. For the flash helper process only: esptool's logger is one for the whole process."""

from __future__ import annotations

from collections.abc import Callable

from esptool.logger import TemplateLogger, log
from rich.errors import MarkupError
from rich.text import Text


class _Log(TemplateLogger):  # type: ignore[misc]
    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def print(self, *args: object, **kwargs: object) -> None:
        self._write(" ".join(_plain(arg) for arg in args) + str(kwargs.get("end", "\n")))

    def note(self, message: str) -> None:
        self._whole_line(f"Note: {message}")

    def warning(self, message: str) -> None:
        self._whole_line(f"Warning: {message}")

    def error(self, message: str) -> None:
        self._whole_line(f"Error: {message}")

    def _whole_line(self, text: str) -> None:
        """In the middle of a line that is not finished, begin another."""
        self._write("\n")
        self.print(text)

    def stage(self, finish: bool = False) -> None:
        """Marks lines that a terminal may take back; here none is."""

    def progress_bar(self, *args: object, **kwargs: object) -> None:
        """The steps are counted elsewhere."""

    def set_verbosity(self, verbosity: str) -> None:
        """Everything is told."""


def install(write: Callable[[str], object]) -> None:
    """From now on esptool's lines go to ``write``, in pieces that need not be whole lines."""
    log.set_logger(_Log(write))


def _plain(arg: object) -> str:
    """Without the marks for a terminal's colours."""
    try:
        return Text.from_markup(str(arg)).plain
    except MarkupError:
        return str(arg)
