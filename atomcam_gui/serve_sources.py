"""``atomcam serve --source URL``: network cameras of the command line beside those of the user's book."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from atomcam_gui import wire
from atomcam_gui.backend import Backend
from atomcam_gui.errors import UsageError
from atomcam_gui.paths import Paths
from atomcam_gui.sources.address import SourceAddress, parse_address
from atomcam_gui.sources.source_book import SourceBook, sources_file
from atomcam_gui.sources.source_feed import SourcePhase
from atomcam_gui.sources.source_service import SourceService
from atomcam_gui.sources.troubles import SourceError

logger = logging.getLogger(__name__)

USER_VARIABLE = "ATOMCAM_SOURCE_USER"
PASSWORD_VARIABLE = "ATOMCAM_SOURCE_PASSWORD"

_WITHOUT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[^=]*$")


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """One ``--source``."""

    address: SourceAddress
    name: str = ""


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A network camera gives no picture; it is tried again."""

    camera_id: str
    name: str
    error: SourceError


def parse_source(text: str, environment: Mapping[str, str] = os.environ) -> NamedAddress:
    """``URL`` or ``NAME=URL`` of the command line; user and password come from the environment.

    Raises:
        UsageError: it is no address, or holds a password, which everybody on this computer could read there.
    """
    name, url = ("", text) if _WITHOUT_NAME.match(text) else text.split("=", 1)
    try:
        address = parse_address(url)
    except SourceError as error:
        raise UsageError(f"--source: {error}") from error
    if address.has_password:
        raise UsageError(
            f"--source {address}: everybody on this computer can read a password in a command line: "
            f"leave user and password out and set {USER_VARIABLE} and {PASSWORD_VARIABLE} instead"
        )
    user, password = environment.get(USER_VARIABLE, ""), environment.get(PASSWORD_VARIABLE, "")
    return NamedAddress(address.with_password(user, password), wire.clean_text(name) or "")


class ServeSources:
    """On a running loop, once the server listens."""

    def __init__(self, backend: Backend, paths: Paths, wanted: Sequence[NamedAddress]) -> None:
        self._book = SourceBook(sources_file(paths))
        self._wanted = wanted
        self._service = SourceService(backend.registry, self._book)
        self._tell: Callable[[SourceFailed], None] = lambda _: None
        self._told: dict[str, str] = {}

    def start(self, tell: Callable[[SourceFailed], None]) -> None:
        """Go for the pictures, and tell of each failure that is another than the one before.

        Raises:
            SettingsError: the book cannot be opened.
        """
        broken = self._book.load()
        if broken is not None:
            logger.warning("the list of network cameras was damaged; it was kept as %s and a new one begun", broken)
        self._tell = tell
        self._service.subscribe(self._changed)
        self._service.start()
        for each in self._wanted:
            self._service.add_for_now(each.address, each.name)

    async def close(self) -> None:
        """End all connections."""
        await self._service.close()

    def _changed(self, camera_id: str) -> None:
        state, source = self._service.state(camera_id), self._service.source(camera_id)
        if state is None or source is None or state.error is None:
            self._told.pop(camera_id, None)
        elif state.phase is SourcePhase.WAITING and self._told.get(camera_id) != state.sentence:
            self._told[camera_id] = state.sentence
            self._tell(SourceFailed(camera_id, source.label, state.error))
