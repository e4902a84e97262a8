"""Flash: write the software, and wait until the board answers with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.flashing.flash_events import ChipFound, FlashEvent, FlashLog, FlashProgress
from atomcam_gui.provisioning.flow.setup_context import SetupContext
from atomcam_gui.provisioning.flow.setup_state import FlashState, Page
from atomcam_gui.provisioning.troubles import SetupError, Trouble

LOG_LINES = 2000
"""What is kept of the log."""


class FlashStep:
    """One try after the other; each writes only what the board does not have yet.

    Args:
        ended: called after each try: the board may be at another port, or gone.
    """

    def __init__(self, context: SetupContext, ended: Callable[[], None]) -> None:
        self._context = context
        self._ended = ended
        self._log: deque[str] = deque(maxlen=LOG_LINES)

    @property
    def may_flash(self) -> bool:
        """Whether there are a firmware and a board."""
        state = self._context.state
        ready = state.firmware.firmware is not None and state.plug.chosen is not None
        return ready and not (state.flash.running or state.firmware.fetching)

    def flash(self) -> None:
        """Begin, or try again."""
        if self.may_flash:
            if not self._context.state.flash.log:  # another board's
                self._log.clear()
            self._context.board.start(self._flash, settle=self._ended_try)
            self._context.forget_setup()
            self._context.change(flash=FlashState(running=True, log=self._context.state.flash.log), skipped_flash=False)

    def cancel(self) -> None:
        """Stop at the next safe moment."""
        if self._context.state.flash.running:
            self._context.update(Page.FLASH, cancelling=True)
            self._context.services.flasher.cancel()

    async def _flash(self) -> None:
        context = self._context
        services, firmware = context.services, context.state.firmware
        assert firmware.firmware is not None
        try:
            await context.session.close()
            if context.state.flash.cancelling:  # before there was anything that could be stopped
                raise SetupError(Trouble.CANCELLED, state=Phrase("Nothing was written to the camera this time."))
            installed = await services.install(
                context.port,
                firmware.firmware.image,
                keep_settings=firmware.keep_settings,
                erase_all=firmware.erase_all,
                watcher=services.watcher,
                flasher=services.flasher,
                on_event=self._tell,
                open_console=services.open_console,
            )
        except SetupError as error:
            context.update(Page.FLASH, trouble=error)
        else:
            context.update(Page.PLUG, chosen=installed.port, look=installed.look, trouble=None)
            context.update(Page.FLASH, done=True, chip=installed.chip, fraction=1.0, seconds_left=0.0)

    def _ended_try(self) -> None:
        self._context.update(Page.FLASH, running=False, cancelling=False)
        self._ended()

    def _tell(self, event: FlashEvent) -> None:
        match event:
            case ChipFound():
                self._context.update(Page.FLASH, chip=event.info)
            case FlashProgress():
                self._context.update(
                    Page.FLASH, step=event.step, fraction=event.fraction, seconds_left=event.seconds_left
                )
            case FlashLog():
                self._log.append(event.line)
                self._context.update(Page.FLASH, log=tuple(self._log))
