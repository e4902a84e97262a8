"""A station that shares, and those who watch it from outside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from atomcam_gui.server.sharing import Sharing
from atomcam_gui.sharing.encoder_supply import EncoderSupply
from atomcam_gui.sharing.share_book import ShareBook, ShareLink
from tests.peers import (
    FRONT_DOOR,
    LOOPBACK,
    SOON,
    Answer,
    PeerCamera,
    Station,
    ask,
    peer_camera,
    running_station,
    stamped,
)


class SharedStation:
    """A station, its sharing and one link."""

    def __init__(self, station: Station, sharing: Sharing, link: ShareLink) -> None:
        self.station = station
        self.sharing = sharing
        self.link = link

    @property
    def port(self) -> int:
        return self.station.server.port

    def target(self, path: str, camera_id: str | None = None) -> str:
        """A path with the link's token."""
        camera = f"&camera={camera_id}" if camera_id else ""
        return f"{path}?token={self.link.token}{camera}"

    async def ask(self, path: str, *headers: str, camera: str | None = None, **options: Any) -> Answer:
        """A request with the link's token."""
        return await ask(self.port, self.target(path, camera), *headers, **options)

    def socket_url(self, path: str, camera_id: str | None = None) -> str:
        return f"ws://{LOOPBACK}:{self.port}{self.target(path, camera_id)}"


@asynccontextmanager
async def sharing_station(
    book: ShareBook | None = None, *, always: bool = True, folder: Path | None = None, bind: str = LOOPBACK
) -> AsyncIterator[SharedStation]:
    """A station that lets viewers in."""
    async with running_station(bind=bind) as station:
        book = book or ShareBook()
        link = book.links[0] if book.links else book.add("Grandma")
        supply = EncoderSupply(station.hub, station.registry)
        sharing = Sharing(station.hub, station.registry, station.server, book, supply, always=always, folder=folder)
        sharing.start()
        try:
            yield SharedStation(station, sharing, link)
        finally:
            await sharing.close()


@asynccontextmanager
async def viewer(url: str, **options: Any) -> AsyncIterator[ClientConnection]:
    """A WebSocket viewer."""
    async with connect(
        url, compression=None, proxy=None, max_size=None, ping_interval=None, close_timeout=1, **options
    ) as socket:
        yield socket


async def next_message(socket: ClientConnection) -> bytes | str:
    async with asyncio.timeout(SOON):
        return await socket.recv()


async def close_code(socket: ClientConnection) -> int | None:
    """Wait for the end of a viewer's WebSocket."""
    async with asyncio.timeout(SOON):
        try:
            while True:
                await socket.recv()
        except ConnectionClosed:
            return socket.close_code


@asynccontextmanager
async def streaming_camera(
    station: Station, camera_id: str = FRONT_DOOR, *, every_s: float = 0.02, size: tuple[int, int] = (64, 48)
) -> AsyncIterator[PeerCamera]:
    """An allowed camera that sends stamped pictures all the time."""
    station.allow(camera_id)
    async with peer_camera(station.url, camera_id) as camera:

        async def stream() -> None:
            sequence = 0
            while True:
                await camera.show(stamped(sequence, *size))
                sequence += 1
                await asyncio.sleep(every_s)

        task = asyncio.create_task(stream())
        try:
            await station.listed(camera_id)
            yield camera
        finally:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled() and not isinstance(task.exception(), ConnectionClosed):
                task.result()
