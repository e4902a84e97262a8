"""``atomcam flash``: writes the camera software on a board."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from atomcam_gui import paths
from atomcam_gui.errors import UsageError
from atomcam_gui.provisioning.commands import command_runner
from atomcam_gui.provisioning.commands.command_output import Output, make_output
from atomcam_gui.provisioning.firmware.firmware_store import Firmware, FirmwareSource, FirmwareStore
from atomcam_gui.provisioning.flashing.flash_events import ChipFound, FlashEvent, FlashProgress, FlashStep
from atomcam_gui.provisioning.flashing.flasher import Flasher
from atomcam_gui.provisioning.flashing.installing import install
from atomcam_gui.provisioning.serial.ports import Port, PortLister, PortWatcher, list_ports, mac_with_colons, port_at
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_WORDS = {
    FlashStep.CONNECT: "Connecting",
    FlashStep.COMPARE: "Comparing",
    FlashStep.ERASE: "Erasing",
    FlashStep.WRITE: "Writing",
    FlashStep.VERIFY: "Checking",
    FlashStep.RESET: "Restarting",
    FlashStep.RESTART: "Waiting for the restart",
    FlashStep.CONSOLE: "Waiting for the first answer",
}
_SOURCES = {
    FirmwareSource.BUNDLED: "comes with AtomCam",
    FirmwareSource.CACHE: "downloaded before",
    FirmwareSource.DOWNLOAD: "downloaded",
    FirmwareSource.FILE: "your file",
}
_NOTHING_WRITTEN = "Nothing was written."


@dataclass(frozen=True, slots=True)
class FlashOptions:
    """What ``atomcam flash`` was asked for."""

    port: str
    firmware: Path | None = None
    """A file of the user's own."""
    erase: bool = False
    """Everything, settings too."""
    yes: bool = False
    """Don't ask."""
    json: bool = False


def run(options: FlashOptions, *, lister: PortLister = list_ports) -> int:
    """Write a board. Returns the exit status: 0 only where the board answers with its new software.

    Raises:
        UsageError: it should be asked first, and there is nobody to ask.
        AtomCamError: it did not work.
    """
    if not options.yes and not sys.stdin.isatty():
        raise UsageError("there is nobody to ask whether the board may be written: add --yes")
    output = make_output(as_json=options.json)
    port = port_at(options.port, lister)
    if not options.yes:
        _ask(port, output)
    job = _Job(options, output, port, lister)
    return command_runner.run(job.run, output, stop=job.stop, state=lambda: _NOTHING_WRITTEN)


class _Job:
    """One run of the command."""

    def __init__(self, options: FlashOptions, output: Output, port: Port, lister: PortLister) -> None:
        self._options = options
        self._output = output
        self._port = port
        self._lister = lister
        self._flasher = Flasher()
        self._flashing = False

    async def run(self) -> None:
        """From the firmware to the board's first answer."""
        firmware = await self._firmware()
        self._flashing = True
        installed = await install(
            self._port,
            firmware.image,
            keep_settings=not self._options.erase,
            erase_all=self._options.erase,
            watcher=PortWatcher(self._lister),
            flasher=self._flasher,
            on_event=self._tell,
        )
        look = installed.look
        self._output.done(
            f"Done. Camera {look.camera_id} at {installed.port.path} answers with software {look.version}.",
            port=installed.port.path,
            id=look.camera_id,
            name=look.name,
            board=look.board,
            version=look.version,
            firmware=firmware.version,
        )

    def stop(self, task: asyncio.Task[None]) -> None:
        """Stop where the board can be left."""
        if self._flashing:
            self._flasher.cancel()
        else:
            task.cancel()

    async def _firmware(self) -> Firmware:
        store = FirmwareStore.default(paths.find_paths())
        if self._options.firmware is not None:
            firmware = await store.open_file(self._options.firmware)
        else:
            firmware = await store.get(self._tell_download)
        self._output.event(
            "firmware",
            f"Firmware {firmware.version or firmware.image.name}, {firmware.size / 1e6:.1f} MB"
            f" ({_SOURCES[firmware.source]})",
            version=firmware.version,
            source=firmware.source.value,
            size=firmware.size,
            origin=firmware.origin,
            sha256=firmware.image.sha256,
        )
        return firmware

    def _tell_download(self, received: int, total: int | None) -> None:
        self._output.progress("download", "Downloading the firmware", received / total if total else None)

    def _tell(self, event: FlashEvent) -> None:
        match event:
            case ChipFound(info):
                psram = "" if info.psram_mb is None else f", {info.psram_mb} MB PSRAM"
                self._output.event(
                    "chip",
                    f"{info.description or info.chip}, {mac_with_colons(info.mac)}, {info.flash_mb} MB flash{psram}",
                    chip=info.chip,
                    mac=info.mac,
                    flash_mb=info.flash_mb,
                    psram_mb=info.psram_mb,
                    description=info.description,
                )
            case FlashProgress(step, fraction, seconds_left):
                self._output.progress(step.value, _WORDS[step], fraction, seconds_left)


def _ask(port: Port, output: Output) -> None:
    """Ask on the terminal.

    Raises:
        SetupError: CANCELLED, the answer is no.
    """
    print(f"This replaces the software on {port.label}. Continue? [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        error = SetupError(Trouble.CANCELLED, state=_NOTHING_WRITTEN)
        output.failed(error)
        raise error
