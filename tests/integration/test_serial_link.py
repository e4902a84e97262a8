"""Serial ports as coroutines: real PTYs and sockets, and drivers that hang."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import serial

from atomcam_gui.provisioning.serial.serial_link import SerialLink
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.odd_devices import Flood, FloodFromOutside, Modem, Silent
from tests.fakes.stalls import watched_loop
from tests.peers import until

NOT_LONG = 10.0
A_STALL = 0.05


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Whatever happens on a port, its threads and descriptors end."""
    before = {thread.ident for thread in threading.enumerate()}
    descriptors = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - Path.iterdir would hold one of its own
    yield
    end = time.monotonic() + NOT_LONG
    while left := [thread for thread in threading.enumerate() if thread.ident not in before]:
        assert time.monotonic() < end, left
        time.sleep(0.01)
    assert len(os.listdir("/proc/self/fd")) <= descriptors  # noqa: PTH208


@contextlib.asynccontextmanager
async def opened(path: str) -> AsyncIterator[SerialLink]:
    link = await SerialLink.open(path)
    try:
        yield link
    finally:
        await link.close()


async def read_all(link: SerialLink, wanted: bytes) -> bytes:
    heard = b""
    end = time.monotonic() + NOT_LONG
    while wanted not in heard:
        assert time.monotonic() < end, heard
        heard += await link.read(1.0)
    return heard


async def test_bytes_go_both_ways_over_a_pty() -> None:
    with Modem() as device:
        async with opened(device.path) as link:
            await link.write(b"AT\r")
            assert b"AT\r\r\nERROR\r\n" in await read_all(link, b"ERROR\r\n")


async def test_bytes_go_both_ways_over_a_socket() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readexactly(5)).upper())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with opened(f"socket://127.0.0.1:{port}") as link:
            link.doing = "it was asked"
            await link.write(b"hello")
            assert await read_all(link, b"HELLO") == b"HELLO"
            with pytest.raises(SetupError, match="while it was asked") as told:
                await link.read(NOT_LONG)
            assert told.value.trouble is Trouble.UNPLUGGED


async def test_a_link_without_a_device() -> None:
    async with opened("loop://") as link:
        await link.write(b"round and back")
        assert await read_all(link, b"back") == b"round and back"


async def test_a_silent_device_gives_nothing_in_time() -> None:
    with Silent() as device:
        async with opened(device.path) as link:
            began = time.monotonic()
            assert await link.read(0.1) == b""
            assert 0.09 < time.monotonic() - began < NOT_LONG


async def test_waiting_costs_no_cpu() -> None:
    with Silent() as device:
        async with opened(device.path) as link:
            before = time.process_time()
            assert await link.read(1.0) == b""
            assert time.process_time() - before < 0.2


async def test_unplugged_while_it_waits() -> None:
    with Silent() as device:
        async with opened(device.path) as link:
            link.doing = "its WiFi was set"
            reading = asyncio.create_task(link.read(60))
            await asyncio.sleep(0)
            await asyncio.to_thread(device.unplug)
            with pytest.raises(SetupError, match="while its WiFi was set") as told:
                await asyncio.wait_for(reading, NOT_LONG)
            assert told.value.trouble is Trouble.UNPLUGGED
            with pytest.raises(SetupError) as told:
                await link.write(b"hello")
            assert told.value.trouble is Trouble.UNPLUGGED


async def test_a_port_that_is_not_there() -> None:
    with pytest.raises(SetupError) as told:
        await SerialLink.open("/dev/ttyACM-none")
    assert told.value.trouble is Trouble.PORT_NOT_FOUND


@pytest.mark.parametrize("path", ["socket://127.0.0.1:1", "nonsense://x", "socket://"])
async def test_an_address_where_nothing_is(path: str) -> None:
    with pytest.raises(SetupError) as told:
        await SerialLink.open(path)
    assert told.value.trouble is Trouble.PORT_FAILED
    assert path in told.value.happened


async def test_a_port_that_is_open_already_is_busy() -> None:
    with Silent() as device:
        async with opened(device.path):
            with pytest.raises(SetupError) as told:
                await SerialLink.open(device.path)
            assert told.value.trouble is Trouble.PORT_BUSY
        async with opened(device.path):
            pass


async def test_a_port_that_is_let_go_this_moment_is_waited_for() -> None:
    """As by a process that was just started, and has copies of our descriptors until it runs its own program."""
    with Silent() as device:
        first = await SerialLink.open(device.path)
        opening = asyncio.create_task(SerialLink.open(device.path))
        assert not (await asyncio.wait([opening], timeout=0.1))[0]
        await first.close()
        await (await opening).close()


async def test_a_flood_that_nobody_reads_keeps_its_newest_only() -> None:
    with Flood() as device:
        async with opened(device.path) as link:
            await until(lambda: device.sent > 1_000_000, "a megabyte of talk")
            await asyncio.to_thread(device.unplug)
            kept = 0
            with contextlib.suppress(SetupError):
                while True:
                    kept += len(await link.read(NOT_LONG))
            assert 0 < kept <= 140_000


async def test_a_flood_does_not_hold_the_loop_up() -> None:
    with FloodFromOutside(b"$GPGGA,123519,4807.038,N\r\n") as device:
        async with opened(device.path) as link:
            longest = []
            for _ in range(3):
                async with watched_loop() as stalls:
                    end = time.monotonic() + 0.3
                    while time.monotonic() < end:
                        await link.read(1.0)
                        await asyncio.sleep(0)
                longest.append(stalls.longest_s)
            assert min(longest) < A_STALL


class Driver:
    """A driver whose calls can be made to hang."""

    def __init__(self) -> None:
        self.dtr = self.rts = True
        self.released = threading.Event()
        self.hangs: set[str] = set()
        self.calls: list[str] = []
        self.write_error: Exception | None = None

    def factory(self, path: str, baud: int) -> Driver:
        self._call("open")
        return self

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if name in self.hangs:
            self.released.wait()

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("rts", "dtr") and value is False:
            self.calls.append(f"{name} off")
        super().__setattr__(name, value)

    @property
    def in_waiting(self) -> int:
        return 0

    def read(self, size: int) -> bytes:
        if "read" in self.hangs:
            self._call("read")
        time.sleep(0.01)
        return b""

    def write(self, data: bytes) -> int:
        self._call("write")
        if self.write_error is not None:
            raise self.write_error
        return len(data)

    def reset_output_buffer(self) -> None:
        pass

    def close(self) -> None:
        self._call("close")


@pytest.fixture
def driver() -> Iterator[Driver]:
    driver = Driver()
    yield driver
    driver.released.set()


async def test_a_driver_that_hangs_in_open_is_given_up_and_never_stops_the_loop(driver: Driver) -> None:
    driver.hangs.add("open")
    longest = []
    for _ in range(3):
        async with watched_loop() as stalls:
            began = time.monotonic()
            with pytest.raises(SetupError) as told:
                await SerialLink.open("COM7", factory=driver.factory, seconds=0.3)
            assert told.value.trouble is Trouble.PORT_FAILED
            assert time.monotonic() - began < NOT_LONG
        longest.append(stalls.longest_s)
        if stalls.longest_s < A_STALL:
            break
    assert min(longest) < A_STALL
    driver.released.set()
    await until(lambda: driver.calls.count("close") == len(longest), "the port to be given back after all")


async def test_opening_can_be_cancelled(driver: Driver) -> None:
    driver.hangs.add("open")
    opening = asyncio.create_task(SerialLink.open("COM7", factory=driver.factory))
    await until(lambda: "open" in driver.calls, "the driver to open")
    opening.cancel()
    await asyncio.wait([opening])
    assert opening.cancelled()
    driver.released.set()
    await until(lambda: "close" in driver.calls, "the port to be given back")


async def test_a_port_whose_opening_was_cancelled_can_be_opened_at_once() -> None:
    with Silent() as device:
        for _ in range(20):
            opening = asyncio.create_task(SerialLink.open(device.path))
            await asyncio.sleep(0)
            opening.cancel()
            with pytest.raises(asyncio.CancelledError):
                await opening
            async with opened(device.path):
                pass


@pytest.mark.parametrize("call", ["read", "close"])
async def test_a_driver_that_hangs_is_left_to_itself_at_the_end(driver: Driver, call: str) -> None:
    driver.hangs.add(call)
    link = await SerialLink.open("COM7", factory=driver.factory)
    async with watched_loop() as stalls:
        began = time.monotonic()
        await link.close()
        assert time.monotonic() - began < NOT_LONG
    assert stalls.longest_s < 1.0


async def test_a_device_that_takes_nothing_does_not_answer(driver: Driver) -> None:
    driver.write_error = serial.SerialTimeoutException("Write timeout")
    link = await SerialLink.open("COM7", factory=driver.factory)
    try:
        with pytest.raises(SetupError) as told:
            await link.write(b"hello")
        assert told.value.trouble is Trouble.NO_ANSWER
    finally:
        await link.close()


async def test_the_board_is_not_reset_at_the_end(driver: Driver) -> None:
    link = await SerialLink.open("COM7", factory=driver.factory)
    await link.close()
    await link.close()
    assert driver.calls == ["open", "rts off", "dtr off", "close"]
    with pytest.raises(SetupError):
        await link.read(1)


async def test_a_driver_with_an_error_of_its_own_kind_is_told_in_its_words() -> None:
    def factory(path: str, baud: int) -> Driver:
        raise RuntimeError("the stars are wrong")

    with pytest.raises(SetupError, match="the stars are wrong") as told:
        await SerialLink.open("COM7", factory=factory)
    assert told.value.trouble is Trouble.PORT_FAILED
