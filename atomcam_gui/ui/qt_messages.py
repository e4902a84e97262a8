"""What Qt says goes to the log. What it gives up with ends the program in a sentence, where Qt alone would abort it."""

from __future__ import annotations

import contextlib
import logging
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from atomcam_gui import last_words

logger = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    # Remarks for whoever writes programs, for the most part; nothing to bother users on a console with.
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.WARNING,
}
_REMEMBERED = 20


@contextlib.contextmanager
def to_the_log() -> Iterator[None]:
    """While inside, from before the Qt application is made until after its end."""
    last: deque[str] = deque(maxlen=_REMEMBERED)

    def take(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        last.append(text)
        if kind is QtMsgType.QtFatalMsg:
            _give_up(text, last)
        logger.log(_LEVELS.get(kind, logging.INFO), "%s", text)

    qInstallMessageHandler(take)
    try:
        yield
    finally:
        # Not later: nothing of Python may be called when the interpreter is gone.
        qInstallMessageHandler(None)


def _give_up(text: str, before: deque[str]) -> None:
    """Qt calls ``abort`` right after this."""
    first = text.strip().partition(". ")[0].partition("\n")[0].rstrip(".")
    last_words.end_with(f"no window can be opened ({first}); 'atomcam serve' needs none", "\n".join(before))
