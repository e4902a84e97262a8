"""``atomcam serve --push URL``: cameras are passed on to a server made for many viewers."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from atomcam_gui.backend import Backend
from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.registry import RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import PushError, UsageError
from atomcam_gui.push.push_book import PushBook
from atomcam_gui.push.push_order import PushForm, PushState
from atomcam_gui.push.push_service import PushService
from atomcam_gui.push.push_url import PushUrl, parse_push_url
from atomcam_gui.sharing.encoder_supply import EncoderSupply

logger = logging.getLogger(__name__)

PASSWORD_VARIABLE = "ATOMCAM_PUSH_PASSWORD"
FROM_INPUT = "-"

# A camera's name may have an equals sign in it, but no address.
_NAMED = re.compile(r"((?:(?!://).)+?)=(rtsps?://.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PushWish:
    """One ``--push``."""

    url: PushUrl
    camera: str = ""
    """An id or a name; empty as ``PushOrder`` has it."""


def read_wishes(arguments: Sequence[str], lines: TextIO) -> tuple[PushWish, ...]:
    """What the command line asks for, and for ``-`` the lines of standard input, to their end.

    Raises:
        UsageError: one of them is no address; or there is a password where every program on the computer can see it.
    """
    wishes = [_wish(text, "--push") for text in arguments if text != FROM_INPUT]
    if any(wish.url.password for wish in wishes):
        raise UsageError(
            "every program on this computer can see a password in a command line: leave it out and put it into the "
            f"environment's {PASSWORD_VARIABLE}, or give the addresses as lines on standard input, with --push -"
        )
    password = os.environ.get(PASSWORD_VARIABLE, "")
    if password:
        wishes = [PushWish(wish.url.with_password(password), wish.camera) if wish.url.user else wish for wish in wishes]
    if FROM_INPUT in arguments:
        wishes += _from_lines(lines)
    return tuple(wishes)


def _from_lines(lines: Iterable[str]) -> list[PushWish]:
    return [_wish(line, f"line {number} of standard input") for number, line in enumerate(lines, 1) if line.strip()]


def _wish(text: str, where: str) -> PushWish:
    named = _NAMED.fullmatch(text.strip())
    camera, address = (named[1], named[2]) if named is not None else ("", text)
    try:
        return PushWish(parse_push_url(address), camera.strip())
    except PushError as error:
        raise UsageError(f"{where}: {error}") from error


class ServePush:
    """On a running loop.

    Args:
        encoders: those that viewers use too, which somebody else closes; None for some of its own.
    """

    def __init__(
        self,
        backend: Backend,
        wishes: Sequence[PushWish],
        form: PushForm,
        encoders: EncoderSupply | None = None,
    ) -> None:
        self._registry = backend.registry
        self._own_encoders = None
        if encoders is None:
            encoders = self._own_encoders = EncoderSupply(backend.hub, backend.registry)
        book = PushBook()
        for wish in wishes:
            book.add(wish.url, form, wish.camera)
        self._service = PushService(backend.hub, backend.registry, encoders, book)
        self._told: set[str] = set()
        self._unsubscribe: Callable[[], None] | None = None

    def start(self, tell: Callable[[PushState], None]) -> None:
        """Pass cameras on, and tell of it."""
        self._service.subscribe(tell)
        self._service.begin()
        self._unsubscribe = self._registry.subscribe(self._look_for_others)

    def as_status(self) -> list[dict[str, object]]:
        """The part of ``/status``: how it is going, and nothing of the addresses."""
        return [state.as_status() for state in self._service.states]

    def _look_for_others(self, _: RegistryEvent) -> None:
        """A camera that nobody asked for stays here. Where that may be a surprise, say how to ask."""
        orders = self._service.orders
        if any(order.camera or order.url.is_for_each for order in orders):
            return
        pushed = {state.camera_id for state in self._service.states}
        for camera in self._registry:
            is_live = camera.trust is Trust.ALLOWED and camera.state is CameraState.LIVE
            if is_live and camera.id not in pushed | self._told and None not in pushed:
                self._told.add(camera.id)
                logger.warning(
                    "camera %s is not passed on: an address without a camera's name is for the first one. "
                    "Give each its own, as in --push %s=rtsp://…, or put {id} into the address",
                    camera.label,
                    camera.id,
                )

    async def close(self) -> None:
        """End it, within a second."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        await self._service.close()
        if self._own_encoders is not None:
            await self._own_encoders.close()
