"""Plug it in: which boards there are, which one is meant, and what is on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atomcam_gui.provisioning.flow.board_session import LOADERS, may_be_new, trouble_of
from atomcam_gui.provisioning.flow.setup_context import DOING, SetupContext
from atomcam_gui.provisioning.flow.setup_state import Page
from atomcam_gui.provisioning.serial.ports import Port, PortKind
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_UNUSABLE = frozenset(
    {
        Trouble.PORT_NOT_FOUND,
        Trouble.PORT_BUSY,
        Trouble.PORT_NOT_PERMITTED,
        Trouble.PORT_STILL_NOT_PERMITTED,
        Trouble.PORT_FAILED,
        Trouble.UNPLUGGED,
    }
)
"""Troubles with a port that cannot be opened: flashing would meet the same."""


_Place = tuple[str, PortKind]


class PlugStep:
    """Follows the chosen board through unplugging and restarts, on every page.

    Args:
        resume: called when the chosen board was away and is back; goes on with the page that is open.
    """

    def __init__(self, context: SetupContext, resume: Callable[[], None]) -> None:
        self._context = context
        self._resume = resume
        self._awaited: Port | None = None
        """The chosen board, while it is unplugged."""
        self._by_hand = False
        """The user chose, not we."""
        self._listed = False
        """The chosen port is one that the system lists, so that its absence means something."""
        self._set_up: set[str] = set()
        """Boards that are done and may still be plugged in while the next one is awaited."""
        self._seen: dict[_Place, float] = {}
        """Since when each port is there, or was when it went."""
        self._patience: asyncio.TimerHandle | None = None
        self._settling: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Watch the ports from now on."""
        self._wait_for_a_board()
        watcher = self._context.services.watcher
        self._context.tasks.start(watcher.run(self.ports_changed), "set-up: the ports")

    def close(self) -> None:
        """No timer is left."""
        for timer in (self._patience, self._settling):
            if timer is not None:
                timer.cancel()

    # -- what is plugged in --------------------------------------------------------------------------------------

    def ports_changed(self, ports: tuple[Port, ...]) -> None:
        """Take notice of what is plugged in now."""
        context = self._context
        before = context.state.plug.ports
        now = asyncio.get_running_loop().time()
        for port in ports:
            if port not in before:
                self._seen[_place(port)] = now
        context.update(Page.PLUG, ports=ports)
        if any(self._is_candidate(port) for port in ports):
            self._stop_waiting()
        elif self._patience is None and not context.state.plug.waited_long:
            self._wait_for_a_board()
        if not context.state.flash.running:  # which follows its board by itself
            self._follow(ports)

    def follow(self) -> None:
        """Look where the board is now, after something that restarted it."""
        self._follow(self._context.services.watcher.ports)

    def _follow(self, ports: tuple[Port, ...]) -> None:
        if self._context.closing:
            return
        chosen = self._context.state.plug.chosen
        board = chosen or self._awaited
        if board is None:
            self._choose_by_itself()
            return
        found = _find(board, ports)
        if found is None:
            if chosen is not None and self._listed:
                self._lose(chosen)
            if self._awaited is not None and not self._by_hand and self._context.state.page is Page.PLUG:
                self._choose_by_itself()
        elif chosen is None or (found.path, found.kind) != (chosen.path, chosen.kind):
            self._find_back_settled(found)
        elif found != chosen:
            self._context.update(Page.PLUG, chosen=found)
            self._listed = True

    def _find_back_settled(self, board: Port) -> None:
        """A board that just starts will change its port once more. Only the first page shows it meanwhile."""
        wait = self._settles_in(board)
        if not wait or self._context.state.page is Page.PLUG:
            self._find_back(board)
            return
        chosen = self._context.state.plug.chosen
        if chosen is not None:
            self._lose(chosen)
        if self._settling is not None:
            self._settling.cancel()
        self._settling = asyncio.get_running_loop().call_later(wait, self.follow)

    def _settles_in(self, port: Port) -> float:
        """Seconds until what the port's ids say can be believed."""
        if port.kind not in LOADERS:
            return 0.0
        age = asyncio.get_running_loop().time() - self._seen.get(_place(port), 0.0)
        return max(0.0, self._context.services.patience.settle - age)

    def _lose(self, board: Port) -> None:
        context = self._context
        self._awaited = board
        page = context.state.page
        context.update(Page.PLUG, chosen=None, look=None, recognising=False)
        starts = page is Page.PLUG and self._settles_in(board) > 0
        if not starts and (page is not Page.FLASH or context.state.flash.trouble is None):
            context.trouble(page, SetupError(Trouble.UNPLUGGED, doing=DOING[page]))
        if page is not Page.PICTURE:  # where it ends by itself, with the help of its tick
            context.board.start(context.session.close)

    def _find_back(self, board: Port) -> None:
        """The board is there again, on whatever port."""
        context = self._context
        self._awaited, self._listed = None, True
        context.update(Page.PLUG, chosen=board, look=None)
        page = context.state.page
        shown = getattr(getattr(context.state, page.value), "trouble", None)
        tried = page is Page.FLASH and not context.state.flash.done
        if shown is not None and shown.trouble is Trouble.UNPLUGGED and not tried:
            context.trouble(page, None)
        self._resume()

    # -- which one is meant --------------------------------------------------------------------------------------

    def _choose_by_itself(self) -> None:
        boards = [port for port in self._context.state.plug.ports if self._is_candidate(port)]
        if len(boards) == 1 and self._context.state.page is Page.PLUG:
            self._choose(boards[0], by_hand=False, listed=True)

    def _is_candidate(self, port: Port) -> bool:
        return port.is_board and port.mac not in self._set_up

    def choose(self, path: str) -> None:
        """The user says which port it is, listed or not."""
        listed = next((port for port in self._context.state.plug.ports if port.path == path), None)
        self._choose(listed or Port(path), by_hand=True, listed=listed is not None)

    def _choose(self, port: Port, *, by_hand: bool, listed: bool) -> None:
        context = self._context
        before = context.state.plug.chosen or self._awaited
        if before is not None and not _is_same(before, port):
            context.forget_board()
        self._by_hand, self._listed, self._awaited = by_hand, listed, None
        context.update(Page.PLUG, chosen=port, look=None, trouble=None)
        self.recognise()

    def look_again(self) -> None:
        """Look anew at the chosen board, or for one."""
        self._context.update(Page.PLUG, trouble=None)
        if self._context.state.plug.chosen is not None:
            self.recognise()
        else:
            self.ports_changed(self._context.state.plug.ports)

    def forget(self) -> None:
        """This board is done; the next one is awaited, while this one may stay plugged in."""
        mac = self._context.camera_id
        if mac is not None:
            self._set_up.add(mac)
        self._awaited, self._by_hand = None, False
        self._context.forget_board()
        self._context.update(Page.PLUG, chosen=None, look=None, trouble=None, recognising=False)

    # -- what is on it -------------------------------------------------------------------------------------------

    def recognise(self) -> None:
        """Ask the chosen board what it is."""
        self._context.board.start(self._recognise, settle=self._recognised)
        self._context.update(Page.PLUG, recognising=True, look=None)

    def _recognised(self) -> None:
        self._context.update(Page.PLUG, recognising=False)

    async def _recognise(self) -> None:
        context = self._context
        try:
            port = context.port
            if not self._by_hand:
                await asyncio.sleep(self._settles_in(port))
            look = await context.session.recognise(port)
            trouble = None if may_be_new(look, port) else trouble_of(look, port)
            context.update(Page.PLUG, look=look, trouble=trouble)
        except SetupError as error:
            if context.state.plug.chosen is not None:
                context.update(Page.PLUG, trouble=error)

    def install_rule(self) -> None:
        """Let this user open the boards' ports."""
        self._context.board.start(self._install_rule, settle=self._rule_installed, then=self.look_again)
        self._context.update(Page.PLUG, installing_rule=True, trouble=None)

    def _rule_installed(self) -> None:
        self._context.update(Page.PLUG, installing_rule=False)

    async def _install_rule(self) -> bool:
        try:
            await self._context.services.install_rule()
        except SetupError as error:
            self._context.update(Page.PLUG, trouble=error)
            return False
        return True

    @property
    def is_usable(self) -> bool:
        """Whether the chosen port may be gone on with. What is no board is only chosen by hand."""
        plug = self._context.state.plug
        broken = plug.trouble is not None and plug.trouble.trouble in _UNUSABLE
        return plug.chosen is not None and not (plug.recognising or plug.installing_rule or broken)

    # -- nothing comes -------------------------------------------------------------------------------------------

    def _wait_for_a_board(self) -> None:
        seconds = self._context.services.patience.no_board
        self._patience = asyncio.get_running_loop().call_later(seconds, self._waited)

    def _waited(self) -> None:
        self._patience = None
        self._context.update(Page.PLUG, waited_long=True)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        self._context.update(Page.PLUG, waited_long=False)


def _place(port: Port) -> _Place:
    return port.path, port.kind


def _is_same(one: Port, other: Port) -> bool:
    return one.mac == other.mac if one.mac and other.mac else one.path == other.path


def _find(board: Port, ports: tuple[Port, ...]) -> Port | None:
    """The same board among ``ports``: by its MAC, or by its path where USB tells none."""
    return next((port for port in ports if _is_same(board, port)), None)
