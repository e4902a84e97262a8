"""What the tests need that both interpreters have: no pytest here, MicroPython runs these files too."""

import sys

MICROPYTHON = sys.implementation.name == "micropython"


class raises:  # noqa: N801 - reads as a word: with raises(OSError):
    """The body must raise this; ``error`` is what it raised."""

    def __init__(self, kind, text=""):
        self._kind = kind
        self._text = text
        self.error = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        assert error is not None, "nothing was raised"
        if not isinstance(error, self._kind):
            return False
        assert self._text in str(error), str(error)
        self.error = error
        return True
