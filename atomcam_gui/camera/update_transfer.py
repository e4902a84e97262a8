"""The computer's side of an update: the offer under the camera's key, the pieces that it lacks, the word to install.

Source of the messages: ``device/lib/atomcam/updates.py``.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Callable
from dataclasses import replace

from atomcam_gui import wire
from atomcam_gui.camera.board_files import BoardSoftware
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.requests import CameraRequests
from atomcam_gui.camera.update_progress import UpdateProgress, UpdateStage
from atomcam_gui.errors import CameraGone, RequestTimedOut, UpdateCancelled, UpdateFailed

logger = logging.getLogger(__name__)

_REPLY_S = 20.0
"""A board may copy and check 200 KB of its slow flash before it answers."""


class Transfer:
    """The part of an update that can be stopped, and the last word that starts the new software."""

    def __init__(
        self,
        requests: CameraRequests,
        camera: Camera,
        software: BoardSoftware,
        tell: Callable[[UpdateProgress], None],
        cancelled: asyncio.Event,
    ) -> None:
        self._requests = requests
        self._camera = camera
        self._connection = camera.connection
        self._software = software
        self._tell = tell
        self._cancelled = cancelled
        self._progress = UpdateProgress(UpdateStage.SENDING)

    async def run(self, key: bytes) -> None:
        """Offer the software, and send what the camera lacks of it."""
        begun = await self._ask(action="begin")
        if begun.nonce is None:
            raise _nonsense(self._camera)
        offer = self._software.offer
        mac = wire.update_mac(key, begun.nonce, wire.update_content_hash(offer))
        answer = await self._ask(action="offer", files=[list(entry) for entry in offer], mac=mac)
        if answer.need is None or not set(answer.need) <= set(self._software.files):
            raise _nonsense(self._camera)
        self._progress = replace(self._progress, total=sum(len(self._software.files[name]) for name in answer.need))
        self._tell(self._progress)
        for name in answer.need:
            await self._send_file(name, self._software.files[name])

    async def install(self) -> None:
        """Have the camera check everything and start again with it. It answers before it does."""
        self._check_stopped()
        self._tell(replace(self._progress, stage=UpdateStage.RESTARTING))
        try:
            await self._requests.request(self._camera.id, "update", _REPLY_S, action="install")
        except (CameraGone, RequestTimedOut):
            # The answer may be lost in the restart: what comes back tells.
            logger.info("camera %s (%s) restarts without a word", self._camera.label, self._camera.id)

    async def _send_file(self, name: str, data: bytes) -> None:
        for offset in range(0, len(data), wire.MAX_UPDATE_CHUNK):
            part = data[offset : offset + wire.MAX_UPDATE_CHUNK]
            await self._ask(action="data", file=name, offset=offset, data=base64.b64encode(part).decode())
            self._progress = replace(self._progress, sent=self._progress.sent + len(part))
            self._tell(self._progress)

    async def _ask(self, **fields: object) -> wire.Reply:
        self._check_stopped()
        if self._camera.connection is not self._connection:
            raise CameraGone(self._camera.label)  # what it had taken is forgotten with the connection
        return await self._requests.request(self._camera.id, "update", _REPLY_S, **fields)

    def _check_stopped(self) -> None:
        if self._cancelled.is_set():
            raise UpdateCancelled(self._camera.label)


def _nonsense(camera: Camera) -> UpdateFailed:
    return UpdateFailed(
        "{name} answered something that makes no sense in an update: "
        "nothing was changed; set it up by cable to put the newest software on it",
        name=camera.label,
    )
