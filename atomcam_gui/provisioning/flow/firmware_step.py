"""Firmware: which software is written, and what of the old is kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from atomcam_gui.provisioning.firmware.firmware_store import Firmware
from atomcam_gui.provisioning.flow.setup_context import SetupContext
from atomcam_gui.provisioning.flow.setup_state import Page
from atomcam_gui.provisioning.flow.work import Work
from atomcam_gui.provisioning.troubles import SetupError


class FirmwareStep:
    """Gets a firmware and keeps it, checked, for as many boards as the user sets up."""

    def __init__(self, context: SetupContext) -> None:
        self._context = context
        self._store = context.services.store
        self._work = Work(context.tasks, "set-up: the firmware")
        self._pinned: Firmware | None = None

    def enter(self) -> None:
        """Say what there is to choose from."""
        release = self._store.release
        self._context.update(
            Page.FIRMWARE,
            offered=self._store.offered(),
            offered_version=release.version,
            offered_size=release.size,
        )

    def use_pinned(self) -> None:
        """The firmware that this version of the program is made for."""
        self._work.cancel()
        self._context.update(Page.FIRMWARE, own_file=False, firmware=self._pinned, trouble=None)
        self.enter()

    def use_file(self, path: Path) -> None:
        """A file of the user's own; it is checked at once."""

        async def get() -> Firmware:
            return await self._store.open_file(path)

        self._context.update(Page.FIRMWARE, own_file=True)
        self._get(get, None)

    def fetch(self, then: Callable[[], None] | None = None) -> None:
        """Get the pinned firmware ready.

        Args:
            then: called once it is.
        """

        async def get() -> Firmware:
            self._pinned = await self._store.get(self._progress)
            return self._pinned

        self._context.update(Page.FIRMWARE, own_file=False)
        self._get(get, then)

    def cancel(self) -> None:
        """Stop a download; the next one goes on with it."""
        self._work.cancel()

    def _get(self, get: Callable[[], Awaitable[Firmware]], then: Callable[[], None] | None) -> None:
        context = self._context

        async def work() -> bool:
            try:
                context.update(Page.FIRMWARE, firmware=await get())
            except SetupError as error:
                context.update(Page.FIRMWARE, trouble=error)
                return False
            self.enter()
            return True

        self._work.start(work, settle=self._got, then=then)
        context.update(Page.FIRMWARE, fetching=True, received=0, total=None, firmware=None, trouble=None)

    def _got(self) -> None:
        self._context.update(Page.FIRMWARE, fetching=False)

    def _progress(self, received: int, total: int | None) -> None:
        self._context.update(Page.FIRMWARE, received=received, total=total)

    # -- what is kept --------------------------------------------------------------------------------------------

    def keep_settings(self, on: bool) -> None:
        """Keep WiFi and the rest that the board was told before."""
        erase_all = self._context.state.firmware.erase_all and not on
        self._context.update(Page.FIRMWARE, keep_settings=on, erase_all=erase_all)

    def erase_all(self, on: bool) -> None:
        """Erase everything first, settings too."""
        keep_settings = self._context.state.firmware.keep_settings and not on
        self._context.update(Page.FIRMWARE, erase_all=on, keep_settings=keep_settings)
