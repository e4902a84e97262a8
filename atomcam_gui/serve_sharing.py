"""``atomcam serve --share``: others may watch, by links, for as long as the program runs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from atomcam_gui.backend import Backend
from atomcam_gui.errors import SettingsError
from atomcam_gui.paths import Paths
from atomcam_gui.server import addresses
from atomcam_gui.sharing.encoder_supply import EncoderSupply
from atomcam_gui.sharing.share_book import ShareLink

logger = logging.getLogger(__name__)

FIRST_LINK = "Everybody"


class ServeSharing:
    """On a running loop. The links are the user's, those that the window made too; its switch does not count here.

    Raises:
        SettingsError: the share book cannot be read.
    """

    def __init__(self, backend: Backend, paths: Paths) -> None:
        self._server = backend.server
        self._sharing = backend.sharing(paths, always=True)
        broken = self._sharing.book.load()
        if broken is not None:
            logger.warning("the list of share links was damaged; it was kept as %s and a new one begun", broken)

    @property
    def encoders(self) -> EncoderSupply:
        """For whoever else wants the cameras' H.264."""
        return self._sharing.encoders

    def start(self, tell: Callable[[ShareLink, str], None]) -> None:
        """Let viewers in, and tell of each link with its address. Once the server listens."""
        self._sharing.start()
        if not self._sharing.book.links:
            try:
                self._sharing.book.add(FIRST_LINK)
            except SettingsError as error:
                logger.warning("the share link holds until this program ends, no longer: %s", error)
        host = addresses.reachable_addresses(self._server.bind)[0]
        for link in self._sharing.book.links:
            tell(link, self._sharing.url(link, host))

    async def close(self) -> None:
        """Let nobody in any more, and end the encoders."""
        await self._sharing.close()
