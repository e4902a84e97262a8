"""Whatever goes on, the program ends within two seconds: nobody who hangs at the other end is waited for."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from atomcam_gui.push.push_book import PushBook
from atomcam_gui.push.push_url import parse_push_url
from atomcam_gui.sharing.share_book import ShareBook
from atomcam_gui.sources.address import camera_id_of, parse_address
from atomcam_gui.sources.source_book import Source, SourceBook
from tests.fakes.window_process import SPY, WindowProcess, settings
from tests.peers import unused_port
from tests.ui.conftest import free_port

END_WITHIN_S = 2.0


class Silence:
    """A server that takes connections and never says a word. Left, it is gone."""

    def __enter__(self) -> Silence:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._taken: list[socket.socket] = []
        self._thread = threading.Thread(target=self._take)
        self._thread.start()
        return self

    @property
    def asked(self) -> int:
        """How many came."""
        return len(self._taken)

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._taken.append(self._listener.accept()[0])

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for taken in self._taken:
            taken.close()


@pytest.fixture
def silence() -> Iterator[Silence]:
    with Silence() as silence:
        yield silence


def wait_for(condition: object, what: str) -> None:
    deadline = time.monotonic() + 15
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"still not: {what}"
        time.sleep(0.02)


def ends_quickly(window: WindowProcess) -> str:
    """Ask for the end; returns the log."""
    asked_at = time.monotonic()
    status, _, err = window.end()
    seconds = time.monotonic() - asked_at
    assert window.log is not None
    log = window.log.read_text()
    assert "Traceback" not in err
    assert status == 0
    assert "AtomCam ended" in log
    assert seconds < END_WITHIN_S, f"{seconds:.2f} s:\n{log}"
    return log


def share(home: Path) -> str:
    """Switch sharing on. Returns a link's token."""
    book = ShareBook(home / "config" / "shares.json")
    token = book.add("Everybody").token
    book.set_on(True)
    return token


def raw(port: int, request: str) -> socket.socket:
    """A connection that asks, and never reads the answer."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sendall(request.replace("\n", "\r\n").encode())
    return connection


def upgrade(path: str) -> str:
    return (
        f"GET {path} HTTP/1.1\nHost: 127.0.0.1\nUpgrade: websocket\nConnection: Upgrade\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\nSec-WebSocket-Version: 13\n\n"
    )


def test_while_viewers_of_every_kind_watch_and_do_not_hear(tmp_path: Path) -> None:
    port = free_port()
    settings(tmp_path, port)
    token = share(tmp_path)
    with (
        contextlib.ExitStack() as peers,
        WindowProcess(tmp_path, "--demo", command=("-c", SPY), environment={"SPY_ACTIONS": "record"}) as window,
    ):
        window.wait_to_say("a picture")
        for path in ("/ws/jpeg", "/ws/viewer", "/ws/mse"):
            peers.enter_context(raw(port, upgrade(f"{path}?token={token}")))
        peers.enter_context(raw(port, f"GET /stream.mjpg?token={token} HTTP/1.1\nHost: 127.0.0.1\n\n"))
        good = peers.enter_context(connect(f"ws://127.0.0.1:{port}/ws/mse?token={token}", close_timeout=0.1))
        for _ in range(3):
            good.recv(timeout=15)
        ends_quickly(window)
    assert [path for path in (tmp_path / "videos").glob("*.mkv") if path.stat().st_size > 10_000]


def test_while_cameras_hang(tmp_path: Path) -> None:
    port = free_port()
    settings(tmp_path, port)
    with contextlib.ExitStack() as peers, WindowProcess(tmp_path, "--demo", command=("-c", SPY)) as window:
        window.wait_to_say("a picture")
        peers.enter_context(raw(port, ""))  # says nothing
        peers.enter_context(raw(port, "GET /ws/camera HTTP/1.1\n"))  # stops within the handshake
        peers.enter_context(raw(port, upgrade("/ws/camera")))  # never answers a ping, nor the end
        window.wait_for_log("connected from 127.0.0.1: waiting")
        ends_quickly(window)


def test_while_network_cameras_do_not_answer(tmp_path: Path, silence: Silence) -> None:
    settings(tmp_path, free_port())
    book = SourceBook(tmp_path / "config" / "sources.json")
    for number, url in enumerate(
        (
            f"http://127.0.0.1:{silence.port}/stream",
            f"rtsp://127.0.0.1:{silence.port}/live",
            f"rtsp://127.0.0.1:{unused_port()}/live",
            "http://a-camera-that-is-not-there.invalid/stream",
        )
    ):
        address = parse_address(url)
        book.put(Source(camera_id_of(address), address, f"Camera {number}"))
    with WindowProcess(tmp_path, "--demo", command=("-c", SPY)) as window:
        window.wait_to_say("a picture")
        wait_for(lambda: silence.asked >= 2, "it asks both")
        ends_quickly(window)


def test_while_cameras_are_passed_on_to_nowhere(tmp_path: Path, silence: Silence) -> None:
    settings(tmp_path, free_port())
    book = PushBook(tmp_path / "config" / "pushes.json")
    for port in (silence.port, unused_port()):
        book.add(parse_push_url(f"rtsp://127.0.0.1:{port}/demo"))
    with WindowProcess(tmp_path, "--demo", command=("-c", SPY)) as window:
        window.wait_to_say("a picture")
        wait_for(lambda: silence.asked, "it is asked")
        ends_quickly(window)


def test_while_it_looks_for_a_newer_version(tmp_path: Path, silence: Silence) -> None:
    settings(tmp_path, free_port(), look_for_updates=True)
    environment = {"SPY_LOOK_MS": "1", "ATOMCAM_RELEASES_URL": f"http://127.0.0.1:{silence.port}/latest"}
    with WindowProcess(tmp_path, "--demo", command=("-c", SPY), environment=environment) as window:
        window.wait_to_say("a picture")
        wait_for(lambda: silence.asked, "it is asked")
        ends_quickly(window)


def test_while_everything_is_open_and_under_way(tmp_path: Path, silence: Silence) -> None:
    port = free_port()
    settings(tmp_path, port, look_for_updates=True)
    token = share(tmp_path)
    PushBook(tmp_path / "config" / "pushes.json").add(parse_push_url(f"rtsp://127.0.0.1:{silence.port}/demo"))
    address = parse_address(f"rtsp://127.0.0.1:{silence.port}/live")
    SourceBook(tmp_path / "config" / "sources.json").put(Source(camera_id_of(address), address, "Hall"))
    environment = {
        "SPY_LOOK_MS": "1",
        "ATOMCAM_RELEASES_URL": f"http://127.0.0.1:{silence.port}/latest",
        "SPY_ACTIONS": "record timelapse inspector share add_source set_up report log about settings motion library",
    }
    with (
        contextlib.ExitStack() as peers,
        WindowProcess(tmp_path, "--demo", command=("-c", SPY), environment=environment) as window,
    ):
        window.wait_to_say("a picture")
        for path in (f"/ws/viewer?token={token}", "/ws/camera"):
            peers.enter_context(raw(port, upgrade(path)))
        window.wait_for_log("connected from 127.0.0.1: waiting")
        wait_for(lambda: silence.asked >= 3, "all three are asked")
        ends_quickly(window)
    assert json.loads((tmp_path / "config" / "settings.json").read_text())["window"]["inspector"]
