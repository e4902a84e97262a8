"""Which ports are camera boards, and how a board is followed while it comes, goes and changes its name."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from serial.tools import list_ports as serial_ports
from serial.tools.list_ports_common import ListPortInfo

from atomcam_gui.provisioning.serial.ports import Port, PortKind, PortWatcher, list_ports, parse_mac, port_at
from atomcam_gui.provisioning.troubles import SetupError, Trouble

MAC = "f412fa9b3c5d"
OTHER_MAC = "f412fa000001"
LOADER = Port("/dev/ttyACM0", PortKind.LOADER, "USB JTAG/serial debug unit", MAC, 0x303A, 0x1001)
RUNNING = Port("/dev/ttyACM1", PortKind.MICROPYTHON, "Espressif Device", MAC, 0x303A, 0x4001)
NEIGHBOUR = Port("/dev/ttyACM2", PortKind.MICROPYTHON, "Espressif Device", OTHER_MAC, 0x303A, 0x4001)

SOON = 20.0
"""Seconds after which a test that still waits has failed."""
BRISK = 0.01


def info(
    device: str,
    ids: tuple[int, int] | None = None,
    serial: str | None = None,
    product: str | None = None,
    hwid: str = "n/a",
    description: str | None = None,
) -> ListPortInfo:
    """What pyserial tells of a port."""
    port = ListPortInfo(device, skip_link_detection=True)
    port.hwid = hwid
    if ids is not None:
        port.vid, port.pid = ids
        port.serial_number = serial
        port.product = product
        port.apply_usb_info()
    if description is not None:
        port.description = description
    return port


def plug_in(monkeypatch: pytest.MonkeyPatch, *infos: ListPortInfo) -> None:
    monkeypatch.setattr(serial_ports, "comports", lambda: list(infos))


class Socket:
    """The computer's USB sockets: what is plugged in, and in what way looking at them fails."""

    def __init__(self, *ports: Port) -> None:
        self.ports = ports
        self.error: OSError | None = None
        self.looks = 0
        self.looked = threading.Semaphore(0)
        self.stuck = threading.Event()
        self.stuck.set()

    def lister(self) -> Sequence[Port]:
        self.looks += 1
        self.looked.release()
        self.stuck.wait()
        if self.error is not None:
            raise self.error
        return self.ports

    async def wait_for_looks(self, count: int) -> None:
        """So many further looks have begun."""
        for _ in range(count):
            assert await asyncio.to_thread(self.looked.acquire, timeout=SOON)


@pytest.fixture
def socket() -> Iterator[Socket]:
    plugs = Socket()
    yield plugs
    plugs.stuck.set()
    for thread in look_threads():
        thread.join(SOON)


def look_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "ports"]


class Told:
    """What the watcher told."""

    def __init__(self) -> None:
        self.lists: list[tuple[Port, ...]] = []
        self._new: asyncio.Queue[tuple[Port, ...]] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def __call__(self, ports: tuple[Port, ...]) -> None:
        assert asyncio.get_running_loop() is self._loop
        self.lists.append(ports)
        self._new.put_nowait(ports)

    async def next(self) -> tuple[Port, ...]:
        async with asyncio.timeout(SOON):
            return await self._new.get()


@asynccontextmanager
async def watching(watcher: PortWatcher) -> AsyncIterator[Told]:
    told = Told()
    task = asyncio.create_task(watcher.run(told))
    try:
        yield told
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


# -- what a port is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "serial", "kind", "mac"),
    [
        ((0x303A, 0x1001), "F4:12:FA:9B:3C:5D", PortKind.LOADER, MAC),
        ((0x303A, 0x4001), "f412fa9b3c5d0000", PortKind.MICROPYTHON, MAC),
        ((0x303A, 0x0009), "0", PortKind.OTG_LOADER, None),
        ((0x303A, 0x0009), None, PortKind.OTG_LOADER, None),
        ((0x303A, 0x8123), "F4-12-FA-9B-3C-5D", PortKind.ESPRESSIF, MAC),
        ((0x1A86, 0x7523), "f412fa9b3c5d", PortKind.OTHER, None),
        ((0x10C4, 0x1001), "0001", PortKind.OTHER, None),
    ],
)
def test_a_board_is_known_by_its_usb_ids_and_its_mac_by_its_serial_number(
    monkeypatch: pytest.MonkeyPatch, ids: tuple[int, int], serial: str | None, kind: PortKind, mac: str | None
) -> None:
    plug_in(monkeypatch, info("/dev/ttyACM0", ids, serial, "A product"))
    assert list_ports() == [Port("/dev/ttyACM0", kind, "A product", mac, *ids)]
    assert list_ports()[0].is_board == (kind is not PortKind.OTHER)


@pytest.mark.parametrize("serial", ["", "0", "000000000000", "0" * 16, "f412fa9b3c5", "f412fa9b3c5d00", "x412fa9b3c5d"])
def test_a_serial_number_that_is_no_mac_gives_none(serial: str) -> None:
    assert parse_mac(serial) is None


def test_boards_come_first_and_ports_in_the_order_of_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    board = (0x303A, 0x4001)
    plug_in(
        monkeypatch,
        info("/dev/ttyUSB0", (0x1A86, 0x7523)),
        info("/dev/ttyACM10", board),
        info("/dev/ttyAMA0", hwid="uart0"),
        info("/dev/ttyACM9", board),
    )
    assert [port.path for port in list_ports()] == ["/dev/ttyACM9", "/dev/ttyACM10", "/dev/ttyAMA0", "/dev/ttyUSB0"]


def test_linux_names_without_a_socket_behind_them_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, info("/dev/ttyS0"), info("/dev/ttyS1", hwid="PNP0501", description="ttyS1"))
    assert list_ports() == [Port("/dev/ttyS1")]


def test_a_mac_lists_each_port_once_by_the_name_that_opens_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    ids = (0x303A, 0x4001)
    plug_in(monkeypatch, info("/dev/cu.usbmodem1101", ids), info("/dev/tty.usbmodem1101", ids))
    assert [port.path for port in list_ports()] == ["/dev/cu.usbmodem1101"]
    assert port_at("/dev/tty.usbmodem1101").kind is PortKind.MICROPYTHON


def test_windows_driver_names_give_way_to_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    plug_in(
        monkeypatch,
        info("COM5", (0x303A, 0x4001), "F412FA9B3C5D0000", description="USB Serial Device (COM5)"),
        info("COM3", (0x1A86, 0x7523), description="USB-SERIAL CH340 (COM3)"),
    )
    board, other = list_ports()
    assert board.label == "MicroPython board f4:12:fa:9b:3c:5d at COM5"
    assert other.product == "USB-SERIAL CH340"
    assert port_at("com5") == port_at("\\\\.\\COM5") == board


def test_a_product_name_cannot_play_with_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, info("/dev/ttyACM0", (0x303A, 0x4001), product="\x1b[2JCam\r\n\u202era" + "x" * 500))
    product = list_ports()[0].product
    assert product.startswith("[2JCam ra")
    assert product.isprintable()
    assert len(product) <= 60


def test_labels_for_people() -> None:
    assert RUNNING.label == "Espressif Device f4:12:fa:9b:3c:5d at ttyACM1"
    assert Port("/dev/pts/3").label == "Serial port at pts/3"


def test_a_board_that_goes_while_it_is_looked_at_costs_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [TypeError("int() can't convert non-string with explicit base"), None]

    def comports() -> list[ListPortInfo]:
        error = answers.pop(0)
        if error is not None:
            raise error
        return [info("/dev/ttyACM1", (0x303A, 0x4001))]

    monkeypatch.setattr(serial_ports, "comports", comports)
    assert [port.path for port in list_ports()] == ["/dev/ttyACM1"]


def test_a_system_that_never_tells_is_an_os_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def comports() -> list[ListPortInfo]:
        raise TypeError("int() can't convert non-string with explicit base")

    monkeypatch.setattr(serial_ports, "comports", comports)
    with pytest.raises(OSError, match="too fast"):
        list_ports()


def test_this_computers_own_ports_can_be_listed() -> None:
    assert all(port.path for port in list_ports())


@pytest.mark.skipif(sys.platform == "win32", reason="no links to ports there")
def test_a_port_named_by_a_link_is_the_known_port(tmp_path: Path) -> None:
    device = tmp_path / "ttyACM0"
    device.touch()
    link = tmp_path / "by-id"
    link.symlink_to(device)
    known = Port(str(device), PortKind.MICROPYTHON, mac=MAC)
    assert port_at(str(link), lambda: [known]) == known


def test_an_unknown_path_and_a_system_that_does_not_tell_still_give_a_port() -> None:
    def fail() -> list[Port]:
        raise OSError("no")

    assert port_at("socket://127.0.0.1:4000", lambda: [RUNNING]) == Port("socket://127.0.0.1:4000")
    assert port_at("/dev/ttyACM1", fail) == Port("/dev/ttyACM1")


# -- watching ------------------------------------------------------------------------------------------------------


async def test_plugging_in_and_out_is_told_once_each(socket: Socket) -> None:
    watcher = PortWatcher(socket.lister, interval_s=BRISK)
    async with watching(watcher) as told:
        assert await told.next() == ()
        socket.ports = (RUNNING,)
        assert await told.next() == (RUNNING,)
        assert watcher.ports == (RUNNING,)
        socket.ports = (RUNNING, NEIGHBOUR)
        assert await told.next() == (RUNNING, NEIGHBOUR)
        socket.ports = ()
        assert await told.next() == ()
        await socket.wait_for_looks(5)
    assert len(told.lists) == 4


async def test_by_default_a_plug_is_seen_in_about_half_a_second(socket: Socket) -> None:
    async with watching(PortWatcher(socket.lister)) as told:
        await told.next()
        loop = asyncio.get_running_loop()
        began = loop.time()
        socket.ports = (RUNNING,)
        await told.next()
        assert loop.time() - began < 3.0  # 0.5 s on an idle computer


async def test_a_system_that_does_not_tell_for_a_while_changes_nothing_and_is_logged_once(
    socket: Socket, caplog: pytest.LogCaptureFixture
) -> None:
    socket.ports = (RUNNING,)
    watcher = PortWatcher(socket.lister, interval_s=BRISK)
    async with watching(watcher) as told:
        assert await told.next() == (RUNNING,)
        socket.error = OSError("the USB service is restarting")
        await socket.wait_for_looks(6)
        assert watcher.ports == (RUNNING,)
        socket.ports, socket.error = (NEIGHBOUR,), None
        assert await told.next() == (NEIGHBOUR,)
    assert told.lists == [(RUNNING,), (NEIGHBOUR,)]
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "the ports cannot be listed: the USB service is restarting"
    ]


async def test_a_look_that_hangs_is_given_up_and_the_next_one_counts(
    socket: Socket, caplog: pytest.LogCaptureFixture
) -> None:
    first = threading.Event()
    calls = 0

    def lister() -> Sequence[Port]:
        nonlocal calls
        calls += 1
        if calls == 1:
            first.wait()
            return (NEIGHBOUR,)
        return (RUNNING,)

    watcher = PortWatcher(lister, interval_s=BRISK, patience_s=0.2)
    try:
        async with watching(watcher) as told:
            assert await told.next() == ()
            assert await told.next() == (RUNNING,)
            first.set()
            for thread in look_threads():
                await asyncio.to_thread(thread.join, SOON)
            await asyncio.sleep(0)
            assert watcher.ports == (RUNNING,), "what came too late does not count"
    finally:
        first.set()
    assert caplog.text.count("the ports cannot be listed") == 1


async def test_a_system_that_hangs_for_good_does_not_hang_the_loop_nor_fill_it_with_threads(socket: Socket) -> None:
    socket.stuck.clear()
    watcher = PortWatcher(socket.lister, interval_s=BRISK, patience_s=0.02)
    async with watching(watcher) as told:
        assert await told.next() == ()
        await socket.wait_for_looks(4)
        await asyncio.sleep(0.2)  # ten times the patience
        assert len(look_threads()) == 4
        socket.ports = (RUNNING,)
        socket.stuck.set()
        assert await told.next() == (RUNNING,)


async def test_nothing_goes_on_when_the_watcher_is_cancelled_in_the_middle_of_a_look(socket: Socket) -> None:
    socket.stuck.clear()
    task = asyncio.create_task(PortWatcher(socket.lister, interval_s=BRISK).run(lambda ports: None))
    await socket.wait_for_looks(1)
    task.cancel()
    socket.stuck.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    for thread in look_threads():
        thread.join(SOON)
    assert not look_threads()
    assert socket.looks == 1


async def test_what_the_listener_raises_ends_the_watcher_where_it_is_owned(socket: Socket) -> None:
    def fail(ports: tuple[Port, ...]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await PortWatcher(socket.lister, interval_s=BRISK).run(fail)


# -- finding a board again -----------------------------------------------------------------------------------------


async def find(watcher: PortWatcher, board: Port, kinds: frozenset[PortKind] | None = None) -> Port:
    async with asyncio.timeout(SOON):
        return await watcher.find_again(board, SOON, kinds=kinds)


async def test_a_board_is_found_by_its_mac_although_its_port_and_product_changed(socket: Socket) -> None:
    watcher = PortWatcher(socket.lister, interval_s=BRISK)
    search = asyncio.create_task(find(watcher, LOADER))
    await socket.wait_for_looks(2)
    socket.ports = (NEIGHBOUR,)
    await socket.wait_for_looks(3)
    assert not search.done(), "another camera is not this one"
    socket.ports = (NEIGHBOUR, RUNNING)
    assert await search == RUNNING
    assert not look_threads()


async def test_only_the_kind_that_is_waited_for_counts(socket: Socket) -> None:
    socket.ports = (LOADER,)
    watcher = PortWatcher(socket.lister, interval_s=BRISK)
    search = asyncio.create_task(find(watcher, LOADER, frozenset({PortKind.MICROPYTHON})))
    await socket.wait_for_looks(4)
    assert not search.done()
    socket.ports = (RUNNING,)
    assert await search == RUNNING


async def test_a_mac_is_the_same_however_it_is_written(socket: Socket) -> None:
    socket.ports = (RUNNING,)
    board = Port("COM3", PortKind.LOADER, mac="F4-12-FA-9B-3C-5D")
    assert await find(PortWatcher(socket.lister, interval_s=BRISK), board) == RUNNING


async def test_watching_and_searching_look_once_for_both(socket: Socket) -> None:
    watcher = PortWatcher(socket.lister, interval_s=BRISK)
    async with watching(watcher) as told:
        await told.next()
        search = asyncio.create_task(find(watcher, RUNNING))
        await socket.wait_for_looks(3)
        assert len(look_threads()) <= 1
        socket.ports = (RUNNING,)
        assert await search == RUNNING
        assert await told.next() == (RUNNING,)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.parametrize("mac", [None, MAC])
async def test_a_port_that_usb_does_not_know_is_found_by_its_path(
    socket: Socket, tmp_path: Path, mac: str | None
) -> None:
    socket.ports = (NEIGHBOUR,)
    master, slave = os.openpty()
    try:
        path = tmp_path / "camera"
        watcher = PortWatcher(socket.lister, interval_s=BRISK)
        search = asyncio.create_task(find(watcher, Port(str(path), mac=mac), frozenset({PortKind.MICROPYTHON})))
        await socket.wait_for_looks(3)
        assert not search.done()
        path.symlink_to(os.ttyname(slave))
        assert (await search).path == str(path)
    finally:
        os.close(master)
        os.close(slave)


async def test_an_address_is_there_at_once(socket: Socket) -> None:
    board = Port("socket://127.0.0.1:4000")
    assert await find(PortWatcher(socket.lister), board) == board


async def test_another_board_at_the_old_path_is_not_the_one(socket: Socket) -> None:
    socket.ports = (NEIGHBOUR,)
    board = Port(NEIGHBOUR.path, mac=MAC)
    with pytest.raises(SetupError) as caught:
        await PortWatcher(socket.lister, interval_s=BRISK).find_again(board, 0.1)
    assert caught.value.trouble is Trouble.NOT_FOUND_AGAIN


@pytest.mark.parametrize("fault", ["absent", "failing", "hanging"])
async def test_a_board_that_does_not_come_back_is_told_in_time(socket: Socket, fault: str) -> None:
    socket.error = OSError("no") if fault == "failing" else None
    if fault == "hanging":
        socket.stuck.clear()
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(SetupError) as caught:
        await PortWatcher(socket.lister, interval_s=BRISK).find_again(RUNNING, 0.2)
    assert caught.value.trouble is Trouble.NOT_FOUND_AGAIN
    assert 0.2 <= loop.time() - began < SOON


async def test_a_search_outlives_a_look_that_the_watcher_gave_up(socket: Socket) -> None:
    socket.stuck.clear()
    watcher = PortWatcher(socket.lister, interval_s=BRISK, patience_s=0.05)
    async with watching(watcher):
        search = asyncio.create_task(find(watcher, RUNNING))
        await socket.wait_for_looks(3)
        socket.ports = (RUNNING,)
        socket.stuck.set()
        assert await search == RUNNING
