"""Gathers what many decoders wake the window for into one repaint, some thirty times a second."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

PERIOD_S = 1 / 31
"""A little shorter than a frame at 30 a second: of a camera at that rate hardly a picture is left out."""


class FrameClock(QObject):
    """Ticks only while somebody wakes it, and never more often than once in ``PERIOD_S``."""

    ticked = Signal()
    _woken = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_awake = False
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._woken.connect(self._wait, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Tick soon. For any thread; costs next to nothing while a tick is due anyway."""
        if not self._is_awake:
            self._is_awake = True
            self._woken.emit()

    def _wait(self) -> None:
        self._timer.start(max(0, round((self._due - time.monotonic()) * 1000)))

    def _tick(self) -> None:
        # First of all: whoever wakes from now on means the next tick.
        self._is_awake = False
        # By deadlines: a tick that came late must not make all later ones late.
        self._due = max(self._due + PERIOD_S, time.monotonic())
        self.ticked.emit()
