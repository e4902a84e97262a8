"""Finds the address of a camera's picture where only the camera's own is known, and fetches a first picture."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.sources.address import SourceAddress
from atomcam_gui.sources.patience import Patience
from atomcam_gui.sources.reading import picture_blocking
from atomcam_gui.sources.troubles import SourceError, SourceTrouble

USUAL_PATHS = ("/api/v1/stream", "/stream", "/mjpeg", "/stream.mjpg", "/video", "/mjpg/video.mjpg", "/video.mjpg")
"""In this order: the stock AtomS3R firmware, ESP32 CameraWebServer and many others, this program, IP Webcam, Axis."""

ESP32_STREAM_PORT = 81
"""Where ESP32 CameraWebServer has its ``/stream``, while its page is at port 80."""

FIND_TIMEOUT_S = 6.0
"""For a picture from one of the usual addresses."""

PICTURE_TIMEOUT_S = 12.0
"""For a picture from an address that somebody typed whole."""

_PASSWORD = (SourceTrouble.PASSWORD_NEEDED, SourceTrouble.WRONG_PASSWORD)

# What is worth telling, best first, when none of the addresses has a picture.
_TELLING = (
    SourceTrouble.NOT_TRUSTED,
    SourceTrouble.BUSY,
    SourceTrouble.TOO_LARGE,
    SourceTrouble.NOT_ALLOWED,
    SourceTrouble.NO_PICTURE,
)
_NOT_THERE = (
    SourceTrouble.NO_SUCH_HOST,
    SourceTrouble.UNREACHABLE,
    SourceTrouble.TIMED_OUT,
    SourceTrouble.REFUSED,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A picture, and where it was."""

    address: SourceAddress
    picture: bytes
    """A JPEG, unchecked."""


async def first_picture(address: SourceAddress, seconds: float = PICTURE_TIMEOUT_S) -> bytes:
    """One picture from this very address. Being cancelled stops the search.

    Raises:
        SourceError: why there is none.
    """
    probe = _Probe(address, seconds)
    try:
        return await probe.picture()
    finally:
        probe.stop()


async def find(address: SourceAddress) -> Found:
    """The address itself where it has a picture, else the first of the usual ones that has.

    No password is shown to addresses that may not be meant for it: all are asked without first, and only what wants one
    is asked with it, one after the other, until one says that it is wrong. Being cancelled stops the search.

    Raises:
        SourceError: why there is none, by the most telling of all answers.
    """
    candidates = usual_addresses(address)
    if len(candidates) == 1:
        return Found(address, await first_picture(address))
    nobody = [candidate.with_password("", "") for candidate in candidates]
    errors: dict[SourceAddress, SourceError] = {}
    found = await _race(nobody, errors)
    if found is not None:
        return replace(found, address=found.address.with_password(address.user, address.password))
    locked = [each for each in nobody if each in errors and errors[each].trouble in _PASSWORD]
    if locked and not address.has_password:
        raise errors[locked[0]]
    for each in locked:
        known = each.with_password(address.user, address.password)
        try:
            return Found(known, await first_picture(known, FIND_TIMEOUT_S))
        except SourceError as error:
            if error.trouble is SourceTrouble.WRONG_PASSWORD:
                raise
            errors[each] = error
    raise _most_telling(address, list(errors.values()))


def usual_addresses(address: SourceAddress) -> list[SourceAddress]:
    """The address, and where the picture may be if not there. An RTSP address is always meant as it is."""
    if address.scheme == "rtsp":
        return [address]
    found = [address] if address.target != "/" else []
    found += [replace(address, target=path) for path in USUAL_PATHS]
    if address.scheme == "http" and address.port == 80:
        found.insert(len(found) - len(USUAL_PATHS) + 1, replace(address, port=ESP32_STREAM_PORT, target="/stream"))
    if address.target == "/":
        found.append(address)
    return list(dict.fromkeys(found))


async def _race(candidates: list[SourceAddress], errors: dict[SourceAddress, SourceError]) -> Found | None:
    """The first picture of any; what the others said goes into ``errors``."""
    probes = {asyncio.ensure_future((probe := _Probe(each, FIND_TIMEOUT_S)).picture()): probe for each in candidates}
    waiting = set(probes)
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                error = task.exception()
                if error is None:
                    return Found(probes[task].address, task.result())
                if not isinstance(error, SourceError):
                    raise error
                errors[probes[task].address] = error
        return None
    finally:
        for task, probe in probes.items():
            probe.stop()
            task.cancel()
        await asyncio.wait(probes)


def _most_telling(address: SourceAddress, errors: list[SourceError]) -> SourceError:
    kinds = {error.trouble: error for error in reversed(errors)}
    for trouble in _TELLING:
        if trouble in kinds:
            return kinds[trouble]
    if all(error.trouble in _NOT_THERE for error in errors):
        for trouble in _NOT_THERE:
            if trouble in kinds:
                return kinds[trouble]
    return SourceError(SourceTrouble.NO_STREAM_FOUND, address.host)


class _Probe:
    """A look for one picture, in a thread of its own."""

    def __init__(self, address: SourceAddress, seconds: float) -> None:
        self.address = address
        patience = self._patience = Patience(seconds)
        self._call = DaemonCall(lambda: picture_blocking(address, patience), f"source probe {address.host}")
        self._seconds = seconds

    async def picture(self) -> bytes:
        """The picture.

        Raises:
            SourceError: why there is none.
        """
        try:
            # The reader's own limits begin anew with each of its steps.
            if not await self._call.wait(self._seconds):
                raise SourceError(SourceTrouble.TIMED_OUT, self.address.host)
        finally:
            self.stop()
        self._call.join()
        return self._call.future.result()

    def stop(self) -> None:
        """Look no longer."""
        self._patience.set()
        self._call.future.add_done_callback(lambda future: future.cancelled() or future.exception())
