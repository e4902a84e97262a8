"""A newer version: asked for only where the user wants that, told in one line, and never in the way."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import pytest
from PySide6.QtWidgets import QApplication

from atomcam_gui import __version__
from atomcam_gui.app import Program
from atomcam_gui.paths import Paths
from atomcam_gui.support import new_version
from atomcam_gui.ui import help_control
from tests.ui.conftest import click, running, until

PAGE = "https://example.org/releases/v99.1.0"


class ReleasePage:
    """GitHub's newest release, on this computer's loopback. Entered, it serves; left, it is gone."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b""
        self.redirect = ""
        self.hangs = False
        self.asked: list[dict[str, str]] = []
        """The headers of each request."""
        self.reached, self.let_go = threading.Event(), threading.Event()
        self.tells("v99.1.0")

    def tells(self, tag: Any, page: Any = PAGE) -> None:
        self.body = json.dumps({"tag_name": tag, "html_url": page, "assets": []}).encode()

    def __enter__(self) -> Self:
        mine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                mine.asked.append(dict(self.headers))
                mine.reached.set()
                if mine.hangs:
                    mine.let_go.wait(30)
                    return
                self.send_response(302 if mine.redirect else mine.status)
                if mine.redirect:
                    self.send_header("Location", mine.redirect)
                self.send_header("Content-Length", str(len(mine.body)))
                self.end_headers()
                self.wfile.write(mine.body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/releases/latest"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleasePage]:
    with ReleasePage() as page:
        monkeypatch.setenv("ATOMCAM_RELEASES_URL", page.url)
        monkeypatch.setattr(help_control, "FIRST_LOOK_MS", 1)
        yield page


@pytest.fixture
async def asking(qapp: QApplication, paths: Paths, page: ReleasePage) -> AsyncIterator[Program]:
    """A program whose user wants to know; it has asked already."""
    async with running(qapp, paths, look_for_updates=True) as program:
        await until(lambda: page.asked, "it asks by itself")
        yield program


def told(program: Program) -> list[str]:
    return [bar.notice.text for bar in program.window.notices.bars]


async def test_nobody_is_asked_unless_the_user_wants_that(qapp: QApplication, paths: Paths, page: ReleasePage) -> None:
    async with running(qapp, paths) as program:
        await until(lambda: program.help._timer.interval() == help_control.LOOK_EVERY_MS, "it would have asked")
        assert (page.asked, told(program)) == ([], [])
        program.help._want_updates(True)
        program.help._look_soon()
        await until(lambda: told(program), "now it is told")


async def test_a_newer_version_is_told_of_with_its_page(asking: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(help_control, "_open_page", opened.append)
    await until(lambda: told(asking), "it is told")
    assert len(told(asking)) == 1
    (bar,) = asking.window.notices.bars
    assert bar.notice.text == "AtomCam 99.1.0 is there."
    (button,) = bar.buttons
    assert button.text() == "What is new"
    assert "nothing is installed by itself" in button.toolTip()
    click(button)
    assert opened == [PAGE]


async def test_the_question_tells_nothing_but_the_program(asking: Program, page: ReleasePage) -> None:
    (headers,) = page.asked
    assert headers.pop("User-Agent") == f"AtomCam/{__version__}"
    assert set(headers) <= {"Host", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    "tag", [f"v{__version__}", "v0.0.9", "v99.0.0-beta.1", "nightly", "", 7, None, "v1." + "9" * 5000]
)
async def test_what_is_not_newer_is_not_told_of(program: Program, page: ReleasePage, tag: object) -> None:
    page.tells(tag)
    await program.help.look_for_newer_version()
    assert len(page.asked) == 1
    assert told(program) == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http://example.org/", "", None, 3])
async def test_a_page_that_is_no_web_page_is_not_offered(program: Program, page: ReleasePage, address: object) -> None:
    page.tells("v99.0.0", address)
    await program.help.look_for_newer_version()
    assert told(program) == []


@pytest.mark.parametrize(
    "body", [b"", b"\xff\x00", b"[]", b"null", b'"v99.0.0"', b"{", b"[" * 100_000, b"<html>login</html>"]
)
async def test_garbage_is_not_told_of(program: Program, page: ReleasePage, body: bytes) -> None:
    page.body = body
    await program.help.look_for_newer_version()
    assert told(program) == []


@pytest.mark.parametrize("status", [301, 403, 404, 429, 500])
async def test_a_refusal_is_for_the_log_alone(
    program: Program, page: ReleasePage, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    page.status = status
    await program.help.look_for_newer_version()
    assert told(program) == []
    assert "whether there is a newer version could not be asked" in caplog.text


async def test_nobody_is_led_away_from_a_secure_address(program: Program, page: ReleasePage) -> None:
    page.redirect = "http://example.org/latest"
    await program.help.look_for_newer_version()
    assert told(program) == []


async def test_without_a_server_nothing_is_told(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setenv("ATOMCAM_RELEASES_URL", "http://127.0.0.1:1/latest")
    await program.help.look_for_newer_version()
    assert told(program) == []
    assert "could not be asked" in caplog.text


async def test_a_server_that_hangs_does_not_hold_up_the_end(
    qapp: QApplication, paths: Paths, page: ReleasePage
) -> None:
    page.hangs = True
    async with asyncio.timeout(10), running(qapp, paths, look_for_updates=True):
        await until(page.reached.is_set, "it is asked")
    assert threading.active_count() < 20


@pytest.mark.parametrize(
    ("tag", "own", "newer"),
    [
        ("v0.2.0", "0.1.9", True),
        ("0.10.0", "0.9.9", True),
        ("v1.0", "0.9.9", True),
        ("v0.1.0", "0.1.0", False),
        ("v0.1", "0.1.0", False),
        ("v0.0.9", "0.1.0", False),
        ("v2.0.0-rc1", "1.0.0", False),
        ("v2.0.0", "1.0.0.dev1", False),
    ],
)
def test_versions_are_compared_by_their_numbers(tag: str, own: str, newer: bool) -> None:
    assert new_version.is_newer(tag, own) is newer
