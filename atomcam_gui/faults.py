"""The one place that learns of exceptions nobody expected: logged whole, told to the user in a sentence."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

logger = logging.getLogger(__name__)


class FaultReporter:
    """Takes over the interpreter's hooks for exceptions that nobody caught, and a loop's exception handler.

    Args:
        tell: told of each fault, in the thread where it happened; must not raise.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def install(self, loop: asyncio.AbstractEventLoop | None = None) -> None:
        """From now on nothing ends in a traceback on a console that nobody sees. A loop of asyncio's own logs by
        itself."""
        sys.excepthook = self._from_interpreter
        sys.unraisablehook = self._from_the_collector
        threading.excepthook = self._from_thread
        if loop is not None:
            loop.set_exception_handler(self._from_loop)

    def uninstall(self) -> None:
        """Give the interpreter's own hooks back."""
        sys.excepthook = sys.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__

    def report(self, error: BaseException) -> None:
        """Report a fault."""
        logger.error("an unexpected fault", exc_info=error)
        self._tell()

    def _from_interpreter(
        self, _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
    ) -> None:
        if not isinstance(error, KeyboardInterrupt):
            self.report(error)

    @staticmethod
    def _from_the_collector(args: sys.UnraisableHookArgs) -> None:
        """From a place that cannot fail, such as a finaliser: it goes on, and there is nothing for the user to do."""
        logger.warning("an error that was passed over in %r", args.object, exc_info=args.exc_value)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _from_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(error)
        else:
            logger.error("a fault in the event loop: %s", context.get("message"))
