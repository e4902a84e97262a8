"""Why what was asked for was not done."""


class UpdateError(Exception):
    """The update cannot go on; the text says why."""


class Failed(Exception):
    """A command of the console failed: ``code`` is for programs, ``message`` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def yes(flag) -> str:
    """``yes`` or ``no``."""
    return "yes" if flag else "no"


def dash(value) -> str:
    """A value as text, ``-`` for none."""
    return "-" if value is None or value == "" else str(value)
