"""Runs Python's cyclic garbage collector in the window's thread only.

By itself it runs in whichever thread happens to allocate. A decoder thread that so destroys a Qt object with timers
leaves Qt a dangling pointer: seen as crashes in ``QTimerInfoList::activateTimers`` (PySide6 6.11, CPython 3.11).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 500


class WindowThreadCollector(QObject):
    """Takes the collector over from its making until ``close``. For the window's thread."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        # Modules and classes: no need to look at them again and again.
        self.keep_what_there_is()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, by the interpreter's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def keep_what_there_is(self) -> None:
        """What was made until now stays for good. For after something large was loaded: to look at it takes long."""
        gc.freeze()

    def close(self) -> None:
        """Give the collector back to the interpreter."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
