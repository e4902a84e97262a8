"""This computer: at which address the camera finds it, and what the camera is called here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atomcam_gui import wire
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.computer.firewall_verdict import FirewallState
from atomcam_gui.provisioning.computer.this_computer import (
    HostChoice,
    host_choices,
    warning_facts,
    warning_text,
    warnings_for,
)
from atomcam_gui.provisioning.flow.setup_context import SetupContext
from atomcam_gui.provisioning.flow.setup_state import HostNotice, Page
from atomcam_gui.provisioning.flow.work import Work
from atomcam_gui.provisioning.pairing import Target, in_book, pair
from atomcam_gui.provisioning.troubles import SetupError, Trouble


class ComputerStep:
    """Chooses by itself; what the user chose stays."""

    def __init__(self, context: SetupContext) -> None:
        self._context = context
        self._work = Work(context.tasks, "set-up: this computer")
        self._firewall = FirewallState()
        self._by_hand = False
        self._port_by_hand = False

    def enter(self) -> None:
        """Find out what there is to choose from, and what stands in the way."""
        context = self._context
        port = context.state.computer.port if self._port_by_hand else context.services.cameras.port
        name = context.state.computer.name or self._usual_name()
        context.update(Page.COMPUTER, port=port, name=name, trouble=None)
        self._work.start(self._look)

    async def _look(self) -> None:
        context = self._context
        addresses = await asyncio.to_thread(context.services.local_addresses)
        choices = host_choices(self._board_ip, addresses)
        known = {choice.address for choice in choices}
        address = context.state.computer.address
        if not address or (address not in known and not self._by_hand):
            address = choices[0].address if choices else ""
        context.update(Page.COMPUTER, addresses=choices, address=address)
        self._show_notices()
        await self._ask_firewall()

    async def _ask_firewall(self) -> None:
        self._firewall = await self._context.services.firewall_state(self._context.state.computer.port)
        self._show_notices()

    def _show_notices(self) -> None:
        cameras = self._context.services.cameras
        computer = self._context.state.computer
        choice, port = self._choice, computer.port
        listening = cameras.listening and cameras.port == port
        warnings = warnings_for(
            choice,
            board_ip=self._board_ip,
            bind=cameras.bind,
            listening=listening,
            port=port,
            firewall=self._firewall,
        )
        facts = warning_facts(choice, board_ip=self._board_ip, bind=cameras.bind, port=port, firewall=self._firewall)
        notices = tuple(HostNotice(warning, warning_text(warning, **facts)) for warning in warnings)
        self._context.update(Page.COMPUTER, notices=notices)

    @property
    def _choice(self) -> HostChoice | None:
        computer = self._context.state.computer
        return next((choice for choice in computer.addresses if choice.address == computer.address), None)

    @property
    def _board_ip(self) -> str | None:
        status = self._context.state.wifi.status
        return status.ip if status else None

    def _usual_name(self) -> str:
        """The name that the camera was given before, else one by its id. What it is called from birth is no name."""
        look, camera_id = self._context.state.plug.look, self._context.camera_id
        tail = camera_id[-4:] if camera_id else ""
        if look is not None and look.name not in ("", f"AtomCam {tail}"):
            return look.name
        return f"Camera {tail}".strip()

    # -- the user's choice ---------------------------------------------------------------------------------------

    def choose_address(self, address: str) -> None:
        """An address of the list, or one that the user knows better."""
        self._by_hand = True
        self._context.update(Page.COMPUTER, address=address, done=False)
        self._show_notices()

    def set_port(self, port: int) -> None:
        """Another port than the server's, 1 to 65535."""
        self._port_by_hand = True
        self._context.update(Page.COMPUTER, port=port, done=False)
        self._show_notices()
        self._work.start(self._look)

    def set_name(self, name: str) -> None:
        """What the camera is called."""
        self._context.update(Page.COMPUTER, name=name, done=False)

    @property
    def may_apply(self) -> bool:
        """Whether there is something to tell the camera."""
        computer = self._context.state.computer
        return bool(computer.address) and 1 <= computer.port <= 65535 and not computer.applying

    # -- telling the camera --------------------------------------------------------------------------------------

    def apply(self, then: Callable[[], None] | None = None) -> None:
        """Tell the camera where to send its pictures, and make its key.

        Args:
            then: called once it knows.
        """
        self._context.board.start(self._try_to_apply, settle=self._applied, then=then)
        self._context.update(Page.COMPUTER, applying=True, done=False, trouble=None)

    def _applied(self) -> None:
        self._context.update(Page.COMPUTER, applying=False)

    async def _try_to_apply(self) -> bool:
        try:
            await self._apply()
        except SetupError as error:
            self._context.trouble(Page.COMPUTER, error)
            return False
        return True

    async def _apply(self) -> None:
        context = self._context
        cameras, computer = context.services.cameras, context.state.computer
        target = Target(wire.clean_text(computer.name) or self._usual_name(), computer.address.strip(), computer.port)
        async with context.session.use(context.port) as console:
            camera_id = context.session.camera_id
            has_key = await pair(console, target, lambda key: cameras.add_key(camera_id, key, target.name))
            if not has_key:
                self._allow_by_address(target.name)
            await console.start_stream()
        context.update(Page.COMPUTER, done=True, name=target.name)

    def _allow_by_address(self, name: str) -> None:
        """Firmware before ours: whatever comes from this camera's address is this camera."""
        ip = self._board_ip
        if ip is None:
            raise SetupError(Trouble.CONSOLE_REFUSED, reason=Phrase("it has no address in the WiFi"))
        in_book(lambda: self._context.services.cameras.allow_address(ip, name))
