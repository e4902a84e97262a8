"""``atomcam serve --source``: network cameras without a window, in a process of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui.errors import UsageError
from atomcam_gui.serve_sources import parse_source
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.source_book import Source, SourceBook
from tests.fakes.mjpeg_server import HttpCamera, digest, esp32, page
from tests.fakes.rtsp_server import RtspCamera, encoded
from tests.peers import LOOPBACK, ask, program, run_to_end

HERE = ("--bind", LOOPBACK, "--port", "0")


async def cameras(port: int) -> dict[str, dict[str, Any]]:
    """What ``/status`` says, by name."""
    document = (await ask(port, "/status")).json()
    return {camera["name"]: camera for camera in document["cameras"]}


async def test_sources_of_the_command_line_and_of_the_book_are_cameras(atomcam_home: Path) -> None:
    with HttpCamera({"/stream": digest("admin", "hunter2", esp32), "/open": esp32}) as server:
        book = SourceBook(atomcam_home / "config" / "sources.json")
        book.put(Source("0a0000000001", parse_address(server.url("/open")), "Garden"))
        environment = {"ATOMCAM_SOURCE_USER": "admin", "ATOMCAM_SOURCE_PASSWORD": "hunter2"}
        arguments = ("serve", *HERE, "--json", "--source", f"Front door={server.url('/stream?a=b')}")
        async with program(*arguments, environment=environment) as serve:
            _, port = await serve.listening()
            live: set[str] = set()
            while live != {"Garden", "Front door"}:
                event = await serve.event('"live"')
                live.add(event["name"])
            listed = await cameras(port)
            assert {camera["address"] for camera in listed.values()} == {LOOPBACK}
            assert listed["Garden"]["id"] == "0a0000000001"
            assert listed["Front door"]["trust"] == "allowed"
            assert listed["Front door"]["frames"] > 0
            assert "hunter2" not in json.dumps(listed)
            serve.signal()
            assert await serve.end(within=4) == (0, "")
        assert "hunter2" not in "".join(serve.out)


async def test_what_is_no_camera_is_told_and_listed_as_lost() -> None:
    with HttpCamera({"/login": page}) as server:
        async with program("serve", *HERE, "--json", "--source", f"Hall={server.url('/login')}") as serve:
            _, port = await serve.listening()
            event = await serve.event("source_failed")
            assert (event["name"], event["error"]) == ("Hall", "web_page")
            assert "a page for people" in event["message"]
            assert (await cameras(port))["Hall"]["state"] == "lost"
            serve.signal()
            assert await serve.end(within=4) == (0, "")
        async with program("serve", *HERE, "--source", f"Hall={server.url('/login')}") as serve:
            assert "a page for people" in await serve.line("network camera Hall: ")


async def test_an_rtsp_camera_is_shown_and_ffmpeg_is_loaded_only_for_it(tmp_path: Path) -> None:
    probe = tmp_path / "probe.py"
    probe.write_text(
        "import atexit, sys\n"
        "atexit.register(lambda: print('loaded', 'av' in sys.modules, flush=True))\n"
        "from atomcam_gui.__main__ import main\nmain()\n"
    )
    with RtspCamera("h264", encoded("h264")) as server, HttpCamera({"/stream": esp32}) as plain:
        for url, loaded in ((server.url(), "True"), (plain.url(), "False")):
            async with program("serve", *HERE, "--source", url, interpreter=(str(probe),)) as serve:
                await serve.line(" live")
                serve.signal()
                status, _ = await serve.end(within=6)
                assert (status, serve.out[-1]) == (0, f"loaded {loaded}")


async def test_a_password_in_the_command_line_is_refused_and_not_repeated() -> None:
    status, out, errors = await run_to_end("serve", *HERE, "--source", "rtsp://admin:hunter2@10.0.0.9/live?pwd=hunter2")
    assert (status, out) == (2, [])
    assert "ATOMCAM_SOURCE_PASSWORD" in errors
    assert "hunter2" not in errors


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        ("http://cam/?a=b", "", "http://cam/?a=b"),
        ("Yard=http://cam/?a=b", "Yard", "http://cam/?a=b"),
        ("192.168.4.1/stream", "", "http://192.168.4.1/stream"),
        ("Front door = rtsp://cam/live", "Front door", "rtsp://cam/live"),
    ],
)
def test_a_name_may_stand_before_the_address(text: str, name: str, url: str) -> None:
    parsed = parse_source(text, {})
    assert (parsed.name, parsed.address.url) == (name, url)


def test_what_is_no_address_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no camera's address"):
        parse_source("Yard=ftp://cam/", {})
