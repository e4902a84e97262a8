"""Brings one network camera's pictures here, and comes back to it whenever it was lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.provisioning.firmware.patient_sockets import Stopped
from atomcam_gui.sources.reading import Reading
from atomcam_gui.sources.source_book import Source
from atomcam_gui.sources.source_link import SourceLink
from atomcam_gui.sources.troubles import SourceError, SourceTrouble

logger = logging.getLogger(__name__)

BACKOFF_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""How long to wait after one failure, two, …; a picture makes it start anew."""

PASSWORD_WAIT_S = 300.0
"""A camera that refuses the password is asked seldom: many of them lock an account after a few attempts."""

_FOR_THE_USER = (SourceTrouble.PASSWORD_NEEDED, SourceTrouble.WRONG_PASSWORD)


class SourcePhase(StrEnum):
    """What is going on with a network camera."""

    CONNECTING = "connecting"
    STREAMING = "streaming"
    """It answered; its pictures come, or should."""
    WAITING = "waiting"
    """It failed, for ``SourceState.error``, and is tried again later."""
    OFF = "off"
    """Blocked by the user: it is not asked for anything."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A network camera's state."""

    phase: SourcePhase
    error: SourceError | None = None
    """Why there was no picture the last time; None once there is one again."""

    @property
    def sentence(self) -> str:
        """The reason in words; empty where there is none."""
        return str(self.error) if self.error is not None else ""


class SourceFeed:
    """One network camera. ``run`` is its task; everything belongs to the event loop's thread.

    Args:
        changed: called after each change of ``state``.
    """

    def __init__(self, source: Source, registry: CameraRegistry, changed: Callable[[], None]) -> None:
        self.source = source
        self.state = SourceState(SourcePhase.CONNECTING)
        self._registry = registry
        self._changed = changed
        self._link = SourceLink(registry, source.id, source.address.host, source.name)
        self._again = asyncio.Event()
        self._failures = 0

    @property
    def is_turned_away(self) -> bool:
        """The registry blocked it, or took it off the list."""
        return self._link.is_turned_away

    def retry(self) -> None:
        """Try again now, where it waits."""
        self._again.set()

    async def run(self) -> None:
        """Go on until cancelled, or until the registry turns it away."""
        try:
            while True:
                error = await self._connect()
                if self.is_turned_away:
                    return
                self._tell(SourcePhase.WAITING, error)
                await self._wait(self._delay(error))
                self._tell(SourcePhase.CONNECTING, error)
        finally:
            self._link.lose()

    async def _connect(self) -> SourceError:
        reading = Reading(self.source.address, self._opened, self._deliver)
        try:
            error = await reading.end()
        finally:
            self._link.lose()
        if isinstance(error, SourceError):
            return error
        if not isinstance(error, Stopped):
            logger.error("reading the network camera %s failed", self.source.label, exc_info=error)
        return SourceError(SourceTrouble.ENDED, self.source.address.host)

    def _opened(self) -> None:
        self._link.open()
        self._tell(SourcePhase.STREAMING, self.state.error)

    def _deliver(self, data: bytes) -> None:
        # What is no picture is counted by the link, and no sign of a camera that works.
        if self._link.receive(data):
            self._failures = 0
            if self.state.error is not None:
                self._tell(SourcePhase.STREAMING, None)

    def _delay(self, error: SourceError) -> float:
        if error.trouble in _FOR_THE_USER:
            return PASSWORD_WAIT_S
        self._failures += 1
        return BACKOFF_S[min(self._failures, len(BACKOFF_S)) - 1]

    async def _wait(self, seconds: float) -> None:
        self._again.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._again.wait()

    def _tell(self, phase: SourcePhase, error: SourceError | None) -> None:
        before, self.state = self.state, SourceState(phase, error)
        if phase is SourcePhase.WAITING and error is not None and before.sentence != str(error):
            logger.info("network camera %s: %s", self.source.label, error)
        if self.state != before:
            self._changed()
