"""Where a camera's picture is, when only the camera's own address is known."""

from __future__ import annotations

import asyncio
import ssl
import time
from pathlib import Path

import pytest

from atomcam_gui.sources import finder
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.finder import find, first_picture, usual_addresses
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from tests.fakes.mjpeg_server import Handler, HttpCamera, Visit, basic, digest, esp32, multipart, page, snapshot
from tests.fakes.release_server import make_certificate
from tests.fakes.rtsp_server import RtspCamera, encoded
from tests.fakes.sources import source_threads
from tests.peers import until, unused_port


def stuck(visit: Visit) -> None:
    visit.wait()


async def trouble_of(url: str) -> SourceTrouble:
    with pytest.raises(SourceError) as raised:
        await find(parse_address(url))
    await until(lambda: not source_threads(), "no thread is left")
    return raised.value.trouble


@pytest.mark.parametrize("path", finder.USUAL_PATHS)
async def test_every_usual_path_is_found(path: str) -> None:
    with HttpCamera({"/": page, path: esp32}) as server:
        found = await find(parse_address(server.host))
        assert found.address.url == server.url(path)
        assert found.picture.startswith(b"\xff\xd8")
        await until(lambda: not server.visitors, "all others are let go")
        await until(lambda: not source_threads(), "no thread is left")


async def test_an_address_that_has_a_picture_is_kept_as_it_is() -> None:
    with HttpCamera({"/my/own": snapshot}) as server:
        assert (await find(parse_address(server.url("/my/own")))).address.url == server.url("/my/own")


async def test_a_page_beside_the_picture_does_not_hide_it() -> None:
    with HttpCamera({"/index.html": page, "/stream": multipart()}) as server:
        assert (await find(parse_address(server.url("/index.html")))).address.target == "/stream"


async def test_the_first_picture_ends_the_search_though_others_say_nothing() -> None:
    with HttpCamera({"/": stuck, "/stream": esp32, "/api/v1/stream": stuck}) as server:
        began = time.monotonic()
        await find(parse_address(server.host))
        assert time.monotonic() - began < finder.FIND_TIMEOUT_S / 2


def test_the_second_port_of_esp32_cameras_is_looked_at() -> None:
    urls = [address.url for address in usual_addresses(parse_address("192.168.1.7"))]
    assert urls[:3] == [
        "http://192.168.1.7/api/v1/stream",
        "http://192.168.1.7:81/stream",
        "http://192.168.1.7/stream",
    ]
    assert "http://192.168.1.7/" in urls
    assert not any(":81" in address.url for address in usual_addresses(parse_address("192.168.1.7:8080")))


@pytest.mark.parametrize("guard", [basic, digest])
async def test_a_password_is_asked_for_and_shown_once_only(guard: type) -> None:
    def all_but(handler: Handler) -> Handler:
        return lambda visit: handler(visit) if visit.target == "/stream" else page(visit)

    with HttpCamera(guard("admin", "right", all_but(esp32))) as server:
        assert await trouble_of(server.host) is SourceTrouble.PASSWORD_NEEDED
        assert await trouble_of(f"http://admin:wrong@{server.host}/") is SourceTrouble.WRONG_PASSWORD
        assert sum(bool(given) for given in server.refused) == 1
        found = await find(parse_address(f"http://admin:right@{server.host}/"))
        assert (found.address.target, found.address.user, found.address.password) == ("/stream", "admin", "right")


async def test_what_is_not_there_is_said() -> None:
    assert await trouble_of(f"127.0.0.1:{unused_port()}") is SourceTrouble.REFUSED
    with HttpCamera({"/": page}) as server:
        assert await trouble_of(server.host) is SourceTrouble.NO_STREAM_FOUND


async def test_a_camera_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "FIND_TIMEOUT_S", 0.5)
    with HttpCamera(stuck) as server:
        assert await trouble_of(server.host) is SourceTrouble.TIMED_OUT


async def test_a_search_that_is_cancelled_leaves_nothing() -> None:
    with HttpCamera(stuck) as server:
        task = asyncio.create_task(find(parse_address(server.host)))
        await until(lambda: len(server.requests) >= 3, "it searches")
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        await until(lambda: not server.visitors, "the connections are closed")
        await until(lambda: not source_threads(), "no thread is left")


async def test_an_rtsp_address_is_meant_as_it_is() -> None:
    with RtspCamera("h264", encoded("h264")) as server:
        found = await find(parse_address(server.url()))
        assert found.address.url == server.url()
        assert found.picture.startswith(b"\xff\xd8")


async def test_a_certificate_of_the_camera_s_own_is_said_in_words(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(make_certificate(tmp_path))
    with HttpCamera({"/stream": esp32}, tls=context) as server:
        with pytest.raises(SourceError, match="self-signed") as raised:
            await first_picture(parse_address(server.url()))
        assert raised.value.trouble is SourceTrouble.NOT_TRUSTED
        assert "http:// address" in str(raised.value)


async def test_https_with_a_certificate_that_the_system_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with HttpCamera({"/stream": esp32}, tls=context) as server:
        assert (await first_picture(parse_address(server.url()))).startswith(b"\xff\xd8")


async def test_http_where_https_was_meant_is_said(tmp_path: Path) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        with pytest.raises(SourceError) as raised:
            await first_picture(parse_address(server.url().replace("http:", "https:")))
        assert raised.value.trouble in (SourceTrouble.NOT_THIS_KIND, SourceTrouble.ENDED)
