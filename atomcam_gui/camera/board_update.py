"""New software for a camera over WiFi: offered under its key, sent in pieces, tried by the camera, and seen to work.

The camera does the dangerous part: it takes only what its key signs, checks every byte before it uses any, and goes
back to its old software by itself where the new does not come up (``device/lib/rollback.py``). So whatever goes wrong
here, it is left with software that runs.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from atomcam_gui import wire
from atomcam_gui.camera.board_files import BoardSoftware, bundled_version, read_software, version_of
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.requests import CameraRequests
from atomcam_gui.camera.update_comeback import BACK_WITHIN_S, Comeback
from atomcam_gui.camera.update_progress import UpdateProgress, UpdateStage
from atomcam_gui.camera.update_transfer import Transfer
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import (
    CameraGone,
    RequestError,
    RequestRefused,
    RequestTimedOut,
    UpdateFailed,
)
from atomcam_gui.phrase import Phrase

__all__ = ["BoardUpdate", "UpdateInfo", "UpdateProgress", "UpdateStage"]

_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+\S*")
_OUR_BOARDS = "AtomS3R"


@dataclass(frozen=True, slots=True)
class UpdateInfo:
    """What is on a camera, beside what this program brings."""

    installed: str | None
    """The camera's version, as it said; None where it said none."""
    bundled: str
    """This program's."""
    obstacle: str = ""
    """Why this camera cannot be updated over WiFi, in a sentence; empty where it can."""
    reverted: bool = False
    """The camera went back to its old software after an update that did not come up."""

    @property
    def possible(self) -> bool:
        """Whether ``update`` may be called."""
        return not self.obstacle

    @property
    def needed(self) -> bool:
        """Whether the camera can be updated and has another version than this program brings."""
        return self.possible and self.installed != self.bundled


class BoardUpdate:
    """Puts this program's board software on cameras that have a key, over WiFi. Event loop's thread.

    Args:
        read: gives the software; called in a thread.
        back_within_s: how long a camera may take for its restart.
    """

    def __init__(
        self,
        registry: CameraRegistry,
        requests: CameraRequests,
        read: Callable[[], BoardSoftware] = read_software,
        back_within_s: float = BACK_WITHIN_S,
    ) -> None:
        self._registry = registry
        self._requests = requests
        self._read = read
        self._back_within_s = back_within_s
        self._running: dict[str, UpdateProgress] = {}

    def info(self, camera_id: str) -> UpdateInfo:
        """What is on a camera and whether it can be updated. Also for one that is away."""
        camera = self._registry.get(camera_id)
        hello = camera.hello if camera is not None else None
        return UpdateInfo(
            installed=hello.firmware if hello is not None else None,
            bundled=bundled_version(),
            obstacle=_obstacle(camera, hello),
            reverted=hello is not None and hello.update == "reverted",
        )

    def running(self, camera_id: str) -> UpdateProgress | None:
        """Where this camera's update stands, or None where there is none."""
        return self._running.get(camera_id)

    async def update(
        self, camera_id: str, on_progress: Callable[[UpdateProgress], None], cancelled: asyncio.Event | None = None
    ) -> str:
        """Replace a camera's software, and wait until it is back and has shown that it works. Takes up to a minute.

        Args:
            on_progress: told of every change.
            cancelled: set it to stop, as long as ``UpdateProgress.can_stop``. Cancelling the task does the same.

        Returns:
            The version that runs on the camera now.

        Raises:
            UpdateCancelled: it was stopped; the camera has its old software.
            UpdateFailed: why not, what the camera has now, and what to do.
        """
        camera, obstacle = self._registry.get(camera_id), self.info(camera_id).obstacle
        if camera is None or obstacle:
            raise UpdateFailed(obstacle)
        if camera_id in self._running:
            raise UpdateFailed("{name} is being updated already: wait for its end", name=camera.label)

        def tell(progress: UpdateProgress) -> None:
            self._running[camera_id] = progress
            on_progress(progress)

        self._running[camera_id] = UpdateProgress(UpdateStage.PREPARING)
        try:
            return await self._update(camera, tell, cancelled or asyncio.Event())
        finally:
            del self._running[camera_id]

    async def _update(self, camera: Camera, tell: Callable[[UpdateProgress], None], cancelled: asyncio.Event) -> str:
        tell(UpdateProgress(UpdateStage.PREPARING))
        try:
            software = await in_daemon_thread(self._read, "board software")
        except OSError as error:
            raise UpdateFailed(
                "the camera software of this program cannot be read ({reason}): install AtomCam again",
                reason=error.strerror or error,
            ) from error
        transfer = Transfer(self._requests, camera, software, tell, cancelled)
        try:
            await transfer.run(self._key(camera))
            comeback = Comeback(self._registry, camera, version_of(software))
            try:
                await transfer.install()
                return await comeback.wait(tell, self._back_within_s)
            finally:
                comeback.close()
        except (CameraGone, RequestTimedOut, RequestRefused) as error:
            _explain(camera, error)

    def _key(self, camera: Camera) -> bytes:
        key = self._registry.book.key_of(camera.id)
        if key is None:
            raise UpdateFailed(_without_a_key(camera))
        return key


def _obstacle(camera: Camera | None, hello: wire.Hello | None) -> str:
    if camera is None:
        return Phrase("this camera is not known here")
    if hello is not None and not _is_ours(hello):
        return Phrase(
            "{name} does not run AtomCam's camera software: "
            "set it up by cable first, if it is an AtomS3R-CAM or AtomS3R-M12",
            name=camera.label,
        )
    if camera.connection is None:
        return CameraGone(camera.label).phrase
    if hello is None:
        return Phrase(
            "{name} has not said what software it runs: only cameras that were set up here can be updated",
            name=camera.label,
        )
    return "" if camera.has_key else _without_a_key(camera)


def _is_ours(hello: wire.Hello) -> bool:
    return (hello.board or "").startswith(_OUR_BOARDS) and _VERSION.fullmatch(hello.firmware or "") is not None


def _without_a_key(camera: Camera) -> str:
    return Phrase(
        "{name} has no key of this computer, and takes new software from nobody without one: "
        "set it up by cable, which gives it one",
        name=camera.label,
    )


def _explain(camera: Camera, error: RequestError) -> NoReturn:
    """The failure of one request, as the failure of the update, which changed nothing yet."""
    if isinstance(error, RequestRefused):
        why = Phrase("{name} refused the update ({reason})", name=camera.label, reason=error.reason)
    elif isinstance(error, RequestTimedOut):
        why = Phrase("{name} did not answer for {seconds:g} s", name=camera.label, seconds=error.seconds)
    else:
        why = Phrase("{name} was lost while it was being updated", name=camera.label)
    raise UpdateFailed("{why}: it goes on with the software that it had; try again", why=why) from error
