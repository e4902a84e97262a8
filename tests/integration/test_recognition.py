"""What is at the other end of a serial port, when it is no camera that works. Nobody raises, nobody waits for ever."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from esp32_mock_bootloader.process import start_server, stop_subprocess

from atomcam_gui.provisioning.console.board_console import BoardConsole, BoardLook, Software
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes import odd_devices
from tests.fakes.odd_devices import CrashLoop, Flood, FloodFromOutside, Garbage, Modem, Says, Silent
from tests.fakes.pty_device import PtyDevice
from tests.fakes.stalls import watched_loop
from tests.peers import until


async def look_at(path: str, seconds: float) -> BoardLook:
    console = await BoardConsole.open(path)
    try:
        return await console.recognise(seconds)
    finally:
        await console.close()


DEVICES: dict[str, tuple[Callable[[], PtyDevice], Software]] = {
    "silent": (Silent, Software.SILENT),
    "garbage": (Garbage, Software.FOREIGN),
    "modem": (Modem, Software.FOREIGN),
    "talks without end": (Flood, Software.FOREIGN),
    "talks without line ends": (lambda: Flood(b"\xff"), Software.FOREIGN),
    "nothing but line ends": (lambda: Flood(b"\r\n"), Software.FOREIGN),
    "computer": (lambda: Says(b"login: "), Software.FOREIGN),
    "a prompt like ours": (lambda: Says(b"cam> "), Software.FOREIGN),
    "one start": (lambda: Says(odd_devices.BOOT % (1, b"POWERON")), Software.FOREIGN),
    "one crash": (lambda: Says(odd_devices.PANIC + odd_devices.BOOT % (12, b"RTC_SW_CPU_RST")), Software.FOREIGN),
    "crash loop": (CrashLoop, Software.CRASH_LOOP),
    "download mode": (lambda: Says(odd_devices.DOWNLOAD_MODE), Software.LOADER),
    "MicroPython that hangs": (lambda: Says(b">>> "), Software.REPL),
}


@pytest.fixture(scope="module")
def looks() -> dict[str, BoardLook]:
    """All of them recognised at the same time."""

    async def look_at_all() -> list[BoardLook]:
        with contextlib.ExitStack() as plugged:
            devices = [plugged.enter_context(device()) for device, _ in DEVICES.values()]
            return await asyncio.gather(*[look_at(device.path, 2.0) for device in devices])

    with pytest.MonkeyPatch.context() as patch:
        # None of them would answer a command, however long it is waited for.
        patch.setattr("atomcam_gui.provisioning.console.console_session._ECHO_S", 0.5)
        patch.setattr("atomcam_gui.provisioning.console.console_session._PROMPT_S", 0.5)
        return dict(zip(DEVICES, asyncio.run(look_at_all()), strict=True))


@pytest.mark.parametrize("name", DEVICES)
def test_a_device_that_is_no_camera_is_told_as_what_it_is(looks: dict[str, BoardLook], name: str) -> None:
    look = looks[name]
    assert look == BoardLook(DEVICES[name][1])
    assert not look.has_console
    assert isinstance(look.trouble("COM3"), SetupError)


async def test_a_silent_device_takes_no_longer_than_it_was_given() -> None:
    with Silent() as plugged:
        began = time.monotonic()
        await look_at(plugged.path, 0.5)
        assert 0.5 <= time.monotonic() - began < 5


@pytest.fixture(scope="module")
def loader() -> Iterator[int]:
    """The ROM loader of a board in download mode, as esptool knows it."""
    process, port = start_server(timeout=None, chip="esp32s3")
    assert isinstance(process, subprocess.Popen)
    yield port
    process.terminate()
    stop_subprocess(process)
    if process.stderr is not None:
        process.stderr.close()


async def test_a_board_in_download_mode_is_asked_in_its_own_language(loader: int) -> None:
    assert (await look_at(f"socket://127.0.0.1:{loader}", 2.0)).software is Software.LOADER


async def test_unplugged_while_it_is_recognised() -> None:
    with Silent() as plugged:
        console = await BoardConsole.open(plugged.path)
        try:
            recognising = asyncio.create_task(console.recognise(30))
            await until(lambda: plugged.received, "the first knock")
            await asyncio.to_thread(plugged.unplug)
            with pytest.raises(SetupError, match="while it was being recognised") as told:
                await recognising
            assert told.value.trouble is Trouble.UNPLUGGED
        finally:
            await console.close()


@pytest.mark.parametrize(
    ("device", "trouble"),
    [
        (Silent, Trouble.NO_ANSWER),
        (Modem, Trouble.NOT_A_BOARD),
        (CrashLoop, Trouble.CRASH_LOOP),
        (lambda: Says(b">>> "), Trouble.NO_SOFTWARE),
    ],
)
async def test_asking_one_of_them_for_something_tells_what_is_wrong(
    device: Callable[[], PtyDevice], trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atomcam_gui.provisioning.console.board_console._RECOGNISE_S", 0.6)
    with device() as plugged:
        console = await BoardConsole.open(plugged.path)
        try:
            with pytest.raises(SetupError) as told:
                await console.scan()
            assert told.value.trouble is trouble
        finally:
            await console.close()


async def test_a_flood_while_it_is_recognised_does_not_hold_the_loop_up() -> None:
    longest = []
    for _ in range(3):
        with FloodFromOutside(b"I (12) x: y\r\n\x1b[6n\x08\r") as plugged:
            async with watched_loop() as stalls:
                await look_at(plugged.path, 0.4)
        longest.append(stalls.longest_s)
        if stalls.longest_s < 0.05:
            break
    assert min(longest) < 0.05
