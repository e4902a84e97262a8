"""The real ``atomcam`` on its command line: serve, demo-camera, what they print, how they end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import stat
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui import __version__
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook
from atomcam_gui.paths import find_paths
from tests.peers import (
    BINARY,
    FRONT_DOOR,
    GARDEN,
    LOOPBACK,
    SOON,
    ask,
    peer_camera,
    picture,
    program,
    raw_peer,
    run_to_end,
    stamped,
    until,
    unused_port,
)

HERE = ("--bind", LOOPBACK, "--port", "0")
KEY = bytes(range(160, 192))


def a_book() -> TrustBook:
    """The book that the program will read."""
    return TrustBook(find_paths().cameras_file)


async def cameras(port: int) -> dict[str, dict[str, Any]]:
    """What ``/status`` tells of cameras, by id."""
    return {camera["id"]: camera for camera in (await ask(port, "/status")).json()["cameras"]}


async def until_told(port: int, camera_id: str, **facts: object) -> None:
    """Wait until ``/status`` says so of a camera."""
    async with asyncio.timeout(SOON):
        while True:
            if facts.items() <= (await cameras(port)).get(camera_id, {}).items():
                return
            await asyncio.sleep(0.02)


# -- serve ---------------------------------------------------------------------------------------------------------


async def test_the_version() -> None:
    assert await run_to_end("--version") == (0, [f"atomcam {__version__}"], "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_serve_says_where_it_listens_and_ends_cleanly_on_a_signal(number: signal.Signals) -> None:
    async with program("serve", *HERE) as serve:
        url, port = await serve.listening()
        assert serve.out == [f"listening on ws://127.0.0.1:{port}/ws/camera"]
        async with peer_camera(url, GARDEN):
            await serve.line("camera ")
        serve.signal(number)
        assert await serve.end(within=2) == (0, "")


async def test_on_all_interfaces_it_tells_every_address() -> None:
    async with program("serve", "--port", "0") as serve:
        url, port = await serve.listening()
        assert url.endswith(f":{port}/ws/camera")
        serve.signal()
        assert await serve.end() == (0, "")
        for line in serve.out[1:]:
            assert line.startswith("also at ws://")
            assert line.endswith(f":{port}/ws/camera")


async def test_the_port_that_was_asked_for_is_the_port() -> None:
    port = unused_port()
    async with program("serve", "--bind", LOOPBACK, "--port", str(port), "--json") as serve:
        event = await serve.event("listening")
        url = f"ws://127.0.0.1:{port}/ws/camera"
        assert event == {"event": "listening", "url": url, "port": port, "urls": [url]}
        assert (await ask(port, "/status")).json()["version"] == __version__


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_serve_ends_within_two_seconds_whatever_is_connected(number: signal.Signals) -> None:
    async with program("serve", *HERE, "--json") as serve, AsyncExitStack() as stack:
        url, port = await serve.listening()
        book_of_ids = [f"0a00000002{n:02x}" for n in range(4)]
        for camera_id in book_of_ids:
            camera = await stack.enter_async_context(peer_camera(url, camera_id))
            await camera.show()
        dead = await stack.enter_async_context(raw_peer(port))
        await dead.upgrade(FRONT_DOOR)
        await dead.send_frame(BINARY, picture())
        for _ in range(50):
            silent = await stack.enter_async_context(raw_peer(port))
            await silent.send(b"GET /ws/camera HTTP/1.1\r\n")
        await until_told(port, FRONT_DOOR, frames=1)
        serve.signal(number)
        assert await serve.end(within=2) == (0, "")
        events = [json.loads(line) for line in serve.out]
        assert sum(event["event"] == "camera_removed" for event in events) == 5


async def test_a_second_signal_does_no_harm() -> None:
    async with program("serve", *HERE) as serve:
        _, port = await serve.listening()
        async with raw_peer(port) as dead:
            await dead.upgrade(FRONT_DOOR)
            await serve.line(FRONT_DOOR)
            serve.signal()
            serve.signal()
            assert await serve.end(within=2) == (0, "")


async def test_strangers_wait_and_the_user_is_told_how_to_let_them_in() -> None:
    async with program("serve", *HERE) as serve:
        url, port = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.hello(name="Garden")
            await camera.show()
            line = await serve.line(GARDEN)
            assert f"not allowed yet, start with --allow {LOOPBACK} or --allow-unknown" in line
            assert (await serve.line("Garden")).startswith(f"camera Garden {GARDEN} at {LOOPBACK} waiting")
            await until_told(port, GARDEN, frames=1, trust="waiting", width=0)
        assert (await serve.line("gone")) == f"camera Garden {GARDEN} at {LOOPBACK} gone"


@pytest.mark.parametrize(
    "options", [["--allow", LOOPBACK], ["--allow-unknown"], ["--allow", "10.9.9.9", "--allow", LOOPBACK]]
)
async def test_cameras_can_be_let_in_from_the_command_line(options: list[str]) -> None:
    async with program("serve", *HERE, *options) as serve:
        url, port = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.show(stamped(1))
            await serve.line(f"camera {GARDEN} at {LOOPBACK} live")
            await until_told(port, GARDEN, frames=1, trust="allowed", width=64)
        await serve.line(f"camera {GARDEN} at {LOOPBACK} lost")
        serve.signal()
        assert await serve.end() == (0, "")


async def test_another_address_is_not_let_in_with_it() -> None:
    async with program("serve", *HERE, "--allow", "127.0.0.2") as serve:
        url, port = await serve.listening()
        async with peer_camera(url, GARDEN), peer_camera(url, FRONT_DOOR, address="127.0.0.2"):
            await until_told(port, GARDEN, trust="waiting")
            await until_told(port, FRONT_DOOR, trust="allowed")


async def test_a_blocked_camera_stays_out_even_where_all_are_let_in() -> None:
    a_book().decide(Decision(LOOPBACK, GARDEN, Trust.BLOCKED))
    async with program("serve", *HERE, "--allow-unknown") as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            assert (await camera.closed())[0] == 1008
        assert (await serve.line(GARDEN)).endswith(": blocked")


async def test_what_the_user_always_allowed_holds_here_too() -> None:
    a_book().decide(Decision(LOOPBACK, GARDEN, Trust.ALLOWED))
    async with program("serve", *HERE, "--json") as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.show()
            event = await serve.event('"state": "live"')
            assert (event["id"], event["trust"]) == (GARDEN, "allowed")


async def test_every_event_is_one_json_object() -> None:
    async with program("serve", *HERE, "--json", "--allow-unknown") as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            added = await serve.event("camera_added")
            await camera.hello(name='Tür "1" \u2028 🐦')
            named = await serve.event("camera_changed")
            await camera.show(stamped(1), stamped(4))
            live = await serve.event('"state": "live"')
        lost = await serve.event('"state": "lost"')
        serve.signal()
        assert await serve.end() == (0, "")
    keys = {"event", "id", "name", "address", "state", "trust", "fps", "kbps", "width", "height", "frames", "lost"}
    keys |= {"corrupt", "frame_age_ms", "recording"}
    for event in (added, named, live, lost):
        assert event.keys() == keys
        assert event["id"] == GARDEN
    assert [event["state"] for event in (added, named, live, lost)] == ["waiting", "waiting", "live", "lost"]
    assert named["name"] == 'Tür "1" 🐦'
    assert (live["frames"], lost["frames"], lost["lost"]) == (1, 2, 2)
    for line in serve.out:
        json.loads(line)


async def test_a_name_that_the_terminal_cannot_write_harms_nothing() -> None:
    async with program("serve", *HERE, "--allow-unknown", environment={"PYTHONIOENCODING": "ascii"}) as serve:
        url, _ = await serve.listening()
        async with peer_camera(url, GARDEN) as camera:
            await camera.hello(name="Küche 🐦")
            await serve.line("K\\xfcche")
            await camera.show()
            await serve.line("live")
        serve.signal()
        assert await serve.end() == (0, "")


async def test_demo_brings_its_own_camera() -> None:
    async with program("--demo", "serve", *HERE, "--json") as serve:
        _, port = await serve.listening()
        event = await serve.event('"state": "live"')
        assert (event["name"], event["trust"]) == ("Demo camera", "allowed")
        await until_told(port, event["id"], width=640, height=480)
        serve.signal(signal.SIGINT)
        assert await serve.end(within=2) == (0, "")
    assert not find_paths().cameras_file.exists()


# -- output that nobody reads --------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--json",)])
async def test_a_reader_that_goes_away_harms_nothing(options: tuple[str, ...]) -> None:
    """As in ``atomcam serve | head -1``."""
    read, write = os.pipe()
    async with program("serve", *HERE, *options, "--allow-unknown", stdout=write) as serve:
        os.close(write)
        first = await asyncio.to_thread(os.read, read, 4096)
        os.close(read)
        port = int(first.decode().partition("ws://127.0.0.1:")[2].partition("/")[0])
        async with peer_camera(f"ws://127.0.0.1:{port}/ws/camera", GARDEN) as camera:
            await camera.show()
            await until_told(port, GARDEN, state="live")
            await camera.show()
            await until_told(port, GARDEN, frames=2)
        serve.signal()
        assert await serve.end(within=2) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
async def test_a_full_disk_harms_nothing() -> None:
    port = unused_port()
    with Path("/dev/full").open("wb") as full:  # noqa: ASYNC230 - a device
        async with program("serve", "--bind", LOOPBACK, "--port", str(port), stdout=full.fileno()) as serve:
            await until(lambda: _listens(port), "listening")
            async with peer_camera(f"ws://127.0.0.1:{port}/ws/camera", GARDEN):
                await until_told(port, GARDEN, trust="waiting")
            serve.signal()
            assert await serve.end(within=2) == (0, "")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


# -- what goes wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [["--record"], ["--share", "yes"], ["--port", "x"], ["--allow", "kitchen"]])
async def test_wrong_usage_ends_with_2(options: list[str]) -> None:
    status, out, errors = await run_to_end("serve", *options)
    assert (status, out) == (2, [])
    assert errors.startswith("usage: atomcam")
    assert "Traceback" not in errors


async def test_a_port_in_use_is_one_line_with_the_next_step() -> None:
    with socket.socket() as holder:
        holder.bind((LOOPBACK, 0))
        holder.listen()
        port = holder.getsockname()[1]
        status, out, errors = await run_to_end("serve", "--bind", LOOPBACK, "--port", str(port))
    assert (status, out) == (1, [])
    assert errors.startswith(
        f"atomcam: port {port} is already in use by another program: close that program, or use port "
    )
    assert errors.count("\n") == 1


@pytest.mark.parametrize("bind", ["203.0.113.7", "a..b"])
async def test_an_address_of_somebody_else_is_one_line(bind: str) -> None:
    status, out, errors = await run_to_end("serve", "--bind", bind, "--port", "0")
    assert (status, out) == (1, [])
    assert errors.startswith(f"atomcam: {bind} is not an address of this computer now: choose another")
    assert errors.count("\n") == 1


async def test_a_broken_list_of_cameras_is_kept_and_told_and_stops_nothing() -> None:
    path = find_paths().cameras_file
    path.parent.mkdir(parents=True)
    path.write_text('{"cameras": [{"id": "' + FRONT_DOOR + '", "key": "' + KEY.hex() + '"')
    async with program("serve", *HERE, "--json") as serve:
        await serve.listening()
        serve.signal()
        status, errors = await serve.end()
    assert status == 0
    kept = next(path.parent.glob("cameras.json.broken-*"))
    assert KEY.hex() in kept.read_text()
    assert f"the list of known cameras was damaged; it was kept as {kept} and a new one begun" in errors
    assert KEY.hex() not in errors
    assert "Traceback" not in errors


async def test_a_list_of_cameras_that_cannot_be_read_is_one_line() -> None:
    find_paths().cameras_file.mkdir(parents=True)
    status, out, errors = await run_to_end("serve", *HERE)
    assert (status, out) == (1, [])
    assert errors == f"atomcam: {find_paths().cameras_file} could not be read (Is a directory)\n"


# -- demo-camera ---------------------------------------------------------------------------------------------------


async def test_a_demo_camera_sends_what_was_asked_for_to_a_real_server() -> None:
    size = ("--size", "160x120", "--fps", "60", "--frames", "24")
    async with program("serve", *HERE, "--json", "--allow", LOOPBACK) as serve:
        url, _ = await serve.listening()
        began = time.monotonic()
        assert await run_to_end("demo-camera", url, *size, "--id", GARDEN.upper()) == (0, [], "")
        assert time.monotonic() - began > 23 / 60
        lost = await serve.event('"state": "lost"')
        assert (lost["id"], lost["name"], lost["trust"]) == (GARDEN, "Demo camera", "allowed")
        assert (lost["frames"], lost["lost"], lost["corrupt"]) == (24, 0, 0)
        assert (lost["width"], lost["height"]) == (160, 120)
        assert next(e["fps"] for e in [lost] if e["fps"] == 0 or e["fps"] > 0) > 30 or lost["fps"] == 0
        serve.signal()
        assert await serve.end() == (0, "")


async def test_a_demo_camera_without_an_id_makes_one_up_and_ends_on_a_signal() -> None:
    async with program("serve", *HERE, "--json", "--allow-unknown") as serve:
        url, _ = await serve.listening()
        async with program("demo-camera", url, "--size", "64x48") as camera:
            event = await serve.event('"state": "live"')
            assert int(event["id"][:2], 16) & 0b11 == 0b10  # locally administered, not a group
            camera.signal(signal.SIGINT)
            assert await camera.end(within=2) == (0, "")
        await serve.event('"state": "lost"')


async def test_a_demo_camera_proves_its_key_and_the_key_is_never_seen(atomcam_home: Path) -> None:
    a_book().add_key(KeyEntry(FRONT_DOOR, KEY, "Front door"))
    options = ("--size", "64x48", "--fps", "60", "--frames", "5", "--id", FRONT_DOOR)
    async with program("serve", *HERE, "--json") as serve:
        url, port = await serve.listening()
        sent = await run_to_end("demo-camera", url, *options, environment={"ATOMCAM_KEY": KEY.hex()})
        assert sent == (0, [], "")
        lost = await serve.event('"state": "lost"')
        assert (lost["id"], lost["name"], lost["trust"]) == (FRONT_DOOR, "Front door", "allowed")
        assert lost["frames"] > 0
        status_text = (await ask(port, "/status")).body.decode()
        wrong = {"ATOMCAM_KEY": KEY[::-1].hex()}
        status, out, errors = await run_to_end("demo-camera", url, *options, environment=wrong)
        assert (status, out) == (1, [])
        assert "turned this camera away (a wrong proof of its key)" in errors
        assert errors.count("\n") == 1
        refusal = await serve.event("refused")
        assert refusal == {
            "event": "refused",
            "id": FRONT_DOOR,
            "address": LOOPBACK,
            "reason": "a wrong proof of its key",
        }
        serve.signal()
        end, serve_errors = await serve.end()
        assert end == 0
    seen = "\n".join((*serve.out, status_text, errors, serve_errors)).lower()
    for secret in (KEY, KEY[::-1]):
        assert secret.hex() not in seen
    file = find_paths().cameras_file
    assert file.is_relative_to(atomcam_home)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_blocked_demo_camera_is_told_and_gives_up() -> None:
    a_book().decide(Decision(LOOPBACK, GARDEN, Trust.BLOCKED))
    async with program("serve", *HERE) as serve:
        url, _ = await serve.listening()
        status, out, errors = await run_to_end("demo-camera", url, "--id", GARDEN)
    assert (status, out) == (1, [])
    assert errors.startswith(f"atomcam: {url} turned this camera away (blocked by the user): allow the camera there")
    assert errors.count("\n") == 1


async def test_where_nobody_listens_the_demo_camera_gives_up_after_a_while_and_says_why() -> None:
    async with program("serve", *HERE) as serve:
        url, _ = await serve.listening()
        nobody = f"ws://127.0.0.1:{unused_port()}/ws/camera"
        at_nobody, at_wrong_path = await asyncio.gather(
            run_to_end("demo-camera", nobody), run_to_end("demo-camera", url.replace("/ws/camera", "/ws"))
        )
    assert at_nobody == (1, [], f"atomcam: no AtomCam listens at {nobody}: start it there, or check the address\n")
    assert at_wrong_path[:2] == (1, [])
    assert at_wrong_path[2].endswith("takes no cameras (HTTP 404): the address must end in /ws/camera\n")


async def test_an_address_that_is_none_is_one_line() -> None:
    status, out, errors = await run_to_end("demo-camera", "http://127.0.0.1/")
    assert (status, out, errors.count("\n")) == (1, [], 1)
    assert "it looks like ws://192.168.1.5:8080/ws/camera" in errors


# -- without a screen ----------------------------------------------------------------------------------------------

ANY_PORT = """
import sys
from atomcam_gui import wire
wire.DEFAULT_PORT = 0
from atomcam_gui.cli import run
sys.exit(run(sys.argv[1:]))
"""
"""The real program, whose usual port some other program may have."""


async def test_without_a_screen_it_goes_on_as_serve_without_qt_and_says_so_in_one_line() -> None:
    names_what_it_loaded = ANY_PORT.replace("sys.exit(", "code = ").replace("[1:]))", "[1:])") + "print(*sys.modules)"
    async with program(interpreter=("-c", names_what_it_loaded)) as atomcam:
        await atomcam.listening()
        atomcam.signal()
        assert await atomcam.end(within=2) == (0, "atomcam: there is no display; going on as 'atomcam serve'\n")
    modules = {name.partition(".")[0] for name in atomcam.out[-1].split()}
    assert "websockets" in modules
    assert not {"PySide6", "shiboken6", "qasync"} & modules


async def test_without_a_screen_the_demo_camera_runs_all_the_same() -> None:
    async with program("--demo", interpreter=("-c", ANY_PORT)) as atomcam:
        await atomcam.listening()
        assert "Demo camera" in await atomcam.line(" live")
        atomcam.signal(signal.SIGINT)
        status, errors = await atomcam.end(within=2)
    assert status == 0
    assert errors == "atomcam: there is no display; going on as 'atomcam serve'\n"


async def test_a_screen_that_does_not_answer_is_named() -> None:
    async with program(interpreter=("-c", ANY_PORT), environment={"DISPLAY": ":987"}) as atomcam:
        await atomcam.listening()
        atomcam.signal()
        status, errors = await atomcam.end(within=2)
    assert (status, errors) == (0, "atomcam: the display :987 does not answer; going on as 'atomcam serve'\n")
