"""``atomcam serve``: the camera server on plain asyncio, without Qt."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atomcam_gui import program_log, wire
from atomcam_gui.backend import Backend
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraAdded, CameraChanged, CameraRemoved, ImpostorRefused, RegistryEvent
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.paths import Paths, find_paths
from atomcam_gui.push.push_order import PushForm, PushPhase, PushState
from atomcam_gui.recording.status import (
    DiskWarning,
    RecordingEvent,
    RecordingRecovered,
    RecordingStarted,
    RecordingStopped,
    SegmentDone,
)
from atomcam_gui.serve_push import PushWish, ServePush
from atomcam_gui.serve_sharing import ServeSharing
from atomcam_gui.serve_sources import NamedAddress, ServeSources, SourceFailed
from atomcam_gui.sharing.share_book import ShareLink
from atomcam_gui.stop_signals import stop_signals

if TYPE_CHECKING:
    from atomcam_gui.serve_recording import ServeRecording

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What ``atomcam serve`` was asked for."""

    bind: str = wire.ALL_INTERFACES
    port: int = wire.DEFAULT_PORT
    allow_unknown: bool = False
    allow_addresses: frozenset[str] = field(default_factory=frozenset)
    record: Path | None = None
    """The folder to record every camera into; None for no recordings."""
    json: bool = False
    demo: bool = False
    """With the built-in demo camera."""
    share: bool = False
    """Let others watch, by links."""
    push: tuple[PushWish, ...] = ()
    """What to pass on to other servers."""
    push_as: str = PushForm.H264
    sources: tuple[NamedAddress, ...] = ()
    """Network cameras beside those of the user's book."""


def run(options: ServeOptions) -> int:
    """Serve until SIGINT or SIGTERM. Returns the exit status.

    Raises:
        ServerError: it cannot listen as asked.
        SettingsError: the camera book cannot be read.
        RecordingError: nothing can be recorded where it was asked for.
    """
    program_log.start_for_command()
    return asyncio.run(_serve(options))


async def _serve(options: ServeOptions) -> int:
    stop = asyncio.Event()
    paths = find_paths()
    book = TrustBook(
        paths.cameras_file,
        allow_unknown=options.allow_unknown,
        allow_addresses=options.allow_addresses,
    )
    broken = book.load()
    if broken is not None:
        logger.warning("the list of known cameras was damaged; it was kept as %s and a new one begun", broken)
    backend = Backend.build(book, paths)
    if backend.trouble is not None:
        logger.warning("%s", backend.trouble)
    reporter = _JsonReporter(backend) if options.json else _TextReporter(backend)
    with stop_signals(stop):
        share = ServeSharing(backend, paths) if options.share else None
        recording = None if options.record is None else await _recording(backend, options.record, paths)
        demo: asyncio.Task[None] | None = None
        sources = ServeSources(backend, paths, options.sources)
        encoders = share.encoders if share is not None else None
        push = ServePush(backend, options.push, PushForm(options.push_as), encoders) if options.push else None
        try:
            await backend.server.start(options.bind, options.port)
            reporter.listening()
            backend.registry.subscribe(reporter.event)
            if recording is not None:
                recording.start(reporter.recording)
            sources.start(reporter.source)
            if share is not None:
                share.start(reporter.sharing)
            if push is not None:
                push.start(reporter.push)
            if options.demo:
                # Not at the top: drawing its pictures takes NumPy.
                from atomcam_gui.demo import client as demo_client

                demo = asyncio.create_task(demo_client.run(backend.demo_camera("Demo camera")))
            await stop.wait()
        finally:
            await sources.close()
            if push is not None:
                await push.close()
            if recording is not None:
                await recording.close()
            if demo is not None:
                demo.cancel()
                await asyncio.wait([demo])
            await backend.server.stop()
            if share is not None:
                await share.close()
            await backend.close()
    return 0


async def _recording(backend: Backend, folder: Path, paths: Paths) -> ServeRecording:
    # Not at the top: it brings FFmpeg along.
    from atomcam_gui.serve_recording import ServeRecording

    return await ServeRecording.make(backend, folder, paths)


class _Reporter:
    """Tells on standard output what happens."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._told: dict[str, tuple[str, ...]] = {}

    def listening(self) -> None:
        """The server is ready."""
        raise NotImplementedError

    def camera(self, event: str, camera: Camera) -> None:
        """A camera came, changed or went."""
        raise NotImplementedError

    def impostor(self, event: ImpostorRefused) -> None:
        """Somebody without the right key was refused."""
        raise NotImplementedError

    def recording(self, event: RecordingEvent) -> None:
        """A recording began, a file is complete, a recording ended, the disk fills up."""
        raise NotImplementedError

    def source(self, event: SourceFailed) -> None:
        """A network camera gives no picture."""
        raise NotImplementedError

    def push(self, state: PushState) -> None:
        """A camera's way to another server does something else than before."""
        raise NotImplementedError

    def sharing(self, link: ShareLink, url: str) -> None:
        """Whoever has this address may watch."""
        raise NotImplementedError

    def name_of(self, camera_id: str) -> str:
        """What to call a camera."""
        camera = self._backend.registry.get(camera_id)
        return camera.label if camera is not None else camera_id

    def event(self, event: RegistryEvent) -> None:
        """Pass an event of the registry on, where it tells anything new."""
        match event:
            case ImpostorRefused():
                self.impostor(event)
            case CameraAdded(camera):
                self._told[camera.id] = _facts(camera)
                self.camera("camera_added", camera)
            case CameraRemoved(camera):
                self._told.pop(camera.id, None)
                self.camera("camera_removed", camera)
            case CameraChanged(camera) if self._told.get(camera.id) != _facts(camera):
                self._told[camera.id] = _facts(camera)
                self.camera("camera_changed", camera)


def _facts(camera: Camera) -> tuple[str, ...]:
    return (camera.state.value, camera.trust.value, camera.name, camera.address)


def _print(line: str) -> None:
    """Write a line at once. A reader that went away, or a full disk, is no reason to stop receiving.

    Past Python's buffer: what could not be written would stay in it, and fail again at the end of the program. Letters
    of a camera's name that this system's encoding lacks are written as escapes.
    """
    left = memoryview(f"{line}\n".encode(sys.stdout.encoding, "backslashreplace"))
    with contextlib.suppress(OSError):
        while left:
            left = left[os.write(sys.stdout.fileno(), left) :]


class _TextReporter(_Reporter):
    def listening(self) -> None:
        best, *others = self._backend.server.urls
        _print(f"listening on {best}")
        for url in others:
            _print(f"also at {url}")

    def camera(self, event: str, camera: Camera) -> None:
        what = "gone" if event == "camera_removed" else camera.state.value
        hint = ""
        if camera.trust.value == "waiting" and event != "camera_removed":
            hint = f": not allowed yet, start with --allow {camera.address} or --allow-unknown"
        elif camera.trust.value == "blocked":
            hint = ": blocked"
        name = f"{camera.name} " if camera.name else ""
        _print(f"camera {name}{camera.id} at {camera.address} {what}{hint}")

    def impostor(self, event: ImpostorRefused) -> None:
        _print(f"refused {event.address}: it claims to be camera {event.camera_id}, with {event.reason}")

    def recording(self, event: RecordingEvent) -> None:
        match event:
            case SegmentDone(camera_id, path):
                _print(f"recorded {self.name_of(camera_id)}: {event.frames} pictures in {path}")
            case RecordingStopped(camera_id, reason) if event.trouble is not None or event.not_kept:
                missing = f", {event.not_kept} pictures could not be kept" if event.not_kept else ""
                why = str(event.trouble or reason.value)
                _print(f"recording of {self.name_of(camera_id)} ended{missing}: {why}")
            case RecordingRecovered(_, path):
                _print(f"completed {path}, which an earlier run could not: {event.frames} pictures")
            case DiskWarning():
                minutes = max(1, round(event.seconds_left / 60))
                _print(f"the disk of {event.folder} will be full in about {minutes} minutes: recording ends then")
            case _:
                pass

    def source(self, event: SourceFailed) -> None:
        _print(f"network camera {event.name}: {event.error}")

    def sharing(self, link: ShareLink, url: str) -> None:
        _print(f"share link: {url}")

    def push(self, state: PushState) -> None:
        name = self.name_of(state.camera_id) if state.camera_id else "a camera"
        why = f": {state.trouble}" if state.trouble is not None and state.phase is PushPhase.WAITING else ""
        _print(f"passing {name} on to {state.url}: {state.phase.value}{why}")


class _JsonReporter(_Reporter):
    def listening(self) -> None:
        urls = self._backend.server.urls
        self._object(event="listening", url=urls[0], port=self._backend.server.port, urls=urls)

    def camera(self, event: str, camera: Camera) -> None:
        self._object(event=event, **camera.as_status(self._backend.registry.clock()))

    def impostor(self, event: ImpostorRefused) -> None:
        self._object(event="refused", id=event.camera_id, address=event.address, reason=event.reason)

    def recording(self, event: RecordingEvent) -> None:
        match event:
            case RecordingStarted(camera_id):
                self._object(event="recording_started", id=camera_id, name=self.name_of(camera_id))
            case SegmentDone(camera_id, path):
                self._object(
                    event="recording",
                    id=camera_id,
                    name=self.name_of(camera_id),
                    path=str(path),
                    started=event.started.isoformat(timespec="milliseconds"),
                    seconds=round(event.duration_s, 3),
                    frames=event.frames,
                    bytes=event.bytes,
                )
            case RecordingStopped(camera_id, reason):
                self._object(
                    event="recording_stopped",
                    id=camera_id,
                    name=self.name_of(camera_id),
                    reason=reason.value,
                    paths=[str(path) for path in event.paths],
                    not_kept=event.not_kept,
                    error=str(event.trouble) if event.trouble is not None else None,
                )
            case RecordingRecovered(camera_id, path):
                self._object(event="recording_recovered", id=camera_id, path=str(path), frames=event.frames)
            case DiskWarning():
                self._object(
                    event="disk_warning",
                    folder=str(event.folder),
                    free=event.free_bytes,
                    seconds_left=round(event.seconds_left),
                )
            case _:
                pass

    def source(self, event: SourceFailed) -> None:
        self._object(
            event="source_failed",
            id=event.camera_id,
            name=event.name,
            error=event.error.trouble.value,
            message=str(event.error),
        )

    def sharing(self, link: ShareLink, url: str) -> None:
        self._object(event="sharing", url=url, name=link.name)

    def push(self, state: PushState) -> None:
        self._object(
            event="push_state",
            id=state.camera_id,
            name=self.name_of(state.camera_id) if state.camera_id else None,
            url=state.url.shown,
            form=state.form.value,
            state=state.phase.value,
            error=str(state.trouble) if state.trouble is not None else None,
        )

    @staticmethod
    def _object(**fields: Any) -> None:
        _print(json.dumps(fields))
