"""How long a network camera is waited for, in all: one that trickles its bytes gets no more time than a silent one."""

from __future__ import annotations

import math
import time

from atomcam_gui.provisioning.firmware.patient_sockets import Stop


class Patience(Stop):
    """A ``Stop`` with a deadline over everything that is waited for. Any thread may call ``set``; one thread waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(silence_s=math.inf)
        self._deadline = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """From now on so many seconds."""
        self._deadline = time.monotonic() + seconds

    @property
    def left_s(self) -> float:
        """Seconds until the deadline, not below 0."""
        return max(0.0, self._deadline - time.monotonic())

    def check(self) -> None:
        """Go on.

        Raises:
            Stopped: ``set`` was called.
            TimeoutError: the time is over.
        """
        super().check()
        if time.monotonic() > self._deadline:
            raise TimeoutError("the time is over")

    def rest(self, seconds: float) -> None:
        """Do nothing for so long.

        Raises:
            Stopped: ``set`` was called meanwhile.
        """
        self._event.wait(max(0.0, seconds))
        super().check()
