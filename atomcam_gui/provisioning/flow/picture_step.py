"""First picture: asks board and server in turn until the picture is there. Nothing else is the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from atomcam_gui.provisioning.flow.first_picture import CameraNews, CameraSeen, PictureCame, ProofRefused
from atomcam_gui.provisioning.flow.setup_context import SetupContext
from atomcam_gui.provisioning.flow.setup_state import PictureState
from atomcam_gui.provisioning.flow.ticks import Facts, Ticks
from atomcam_gui.provisioning.troubles import SetupError


class PictureStep:
    """Watches for as long as its page is open, or until the picture has come."""

    def __init__(self, context: SetupContext) -> None:
        self._context = context

    def watch(self) -> None:
        """Begin, or begin again."""
        self._context.change(picture=PictureState())
        self._context.board.start(self._watch)

    async def _watch(self) -> None:
        context, computer = self._context, self._context.state.computer
        facts = Facts(computer.address.strip(), computer.port, has_key=bool(context.session.camera_id))
        watch = _Watch(context, facts, context.session.camera_id)
        unsubscribe = context.services.cameras.subscribe(watch.hear)
        try:
            await watch.run()
        finally:
            unsubscribe()
            await context.session.close()


class _Watch:
    """One time of watching."""

    def __init__(self, context: SetupContext, facts: Facts, camera_id: str) -> None:
        self._context = context
        self._facts = facts
        self._camera_id = camera_id
        patience = context.services.patience
        self._ticks = Ticks(patience.grey_tick, patience.doubt)
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Until the first picture."""
        while not self._facts.pictured:
            self._news.clear()
            await self._ask_board()
            self._show()
            await self._wait(self._context.services.patience.look_again)

    async def _wait(self, seconds: float) -> None:
        """So long, or until something happens at the server."""
        if not self._facts.pictured:
            waiter = asyncio.ensure_future(self._news.wait())
            try:
                await asyncio.wait({waiter}, timeout=seconds)
            finally:
                waiter.cancel()

    async def _ask_board(self) -> None:
        context = self._context
        try:
            async with context.session.use(context.port) as console:
                wifi, stream = await console.wifi_status(), await console.stream_status()
        except SetupError as error:
            self._facts = replace(self._facts, wifi=None, stream=None, console=error)
        else:
            self._facts = replace(self._facts, wifi=wifi, stream=stream, console=None)

    def hear(self, news: CameraNews) -> None:
        """Take the server's news, if they are of this camera."""
        facts = self._facts
        match news:
            case ProofRefused(camera_id) if camera_id == self._camera_id:
                self._facts = replace(facts, refused=True, connected=False, admitted=False)
            case CameraSeen() if self._is_ours(news):
                admitted = news.allowed and (news.proved or not facts.has_key)
                self._facts = replace(
                    facts,
                    connected=news.connected,
                    admitted=admitted,
                    refused=facts.refused and not (news.connected and admitted),
                    camera_id=news.camera_id if news.connected else facts.camera_id,
                )
            case PictureCame(camera) if self._is_ours(camera) and (camera.proved or not facts.has_key):
                self._facts = replace(
                    facts, connected=True, admitted=True, refused=False, camera_id=camera.camera_id, pictured=True
                )
            case _:
                return
        self._show()
        self._news.set()

    def _is_ours(self, camera: CameraSeen) -> bool:
        if self._facts.has_key:
            return camera.claimed_id == self._camera_id
        wifi = self._context.state.wifi.status
        return camera.claimed_id is None and wifi is not None and camera.address == wifi.ip

    def _show(self) -> None:
        now = asyncio.get_running_loop().time()
        self._context.change(picture=self._ticks.judge(self._facts, now))
