"""What the port gives to viewers, and to whom: every address, over real sockets."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from atomcam_gui.camera.trust import Decision, Trust
from atomcam_gui.server import addresses
from atomcam_gui.sharing.guesses import ALLOWED
from atomcam_gui.sharing.share_book import ShareBook
from tests.fakes.shared_station import SharedStation, sharing_station, streaming_camera, viewer
from tests.peers import (
    FRONT_DOOR,
    GARDEN,
    LOOPBACK,
    SOON,
    Answer,
    ask,
    peer_camera,
    picture,
    raw_peer,
    running_station,
    stamped,
    until,
)

PLAIN = ["/", "/mjpeg", "/status", "/snapshot.jpg", "/stream.mjpg", "/app.js"]
SOCKETS = ["/ws/jpeg", "/ws/viewer", "/ws/mse"]
EVERYTHING = PLAIN + SOCKETS
OUTSIDE = next((a.address for a in addresses.local_addresses() if not addresses.is_loopback(a.address)), None)
UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Version: 13",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page's files, and some that are none of it."""
    web = tmp_path / "web"
    web.mkdir()
    (web / "index.html").write_text("<!doctype html><title>page</title>")
    (web / "app.js").write_text("// script")
    (web / "notes.txt").write_text("not for anybody")
    (tmp_path / "secret.js").write_text("not for anybody")
    return web


@pytest.fixture
async def shared(folder: Path) -> AsyncIterator[SharedStation]:
    async with sharing_station(folder=folder) as running:
        yield running


async def answer_of(
    shared: SharedStation, path: str, *headers: str, token: str | None = None, **options: str
) -> Answer:
    """The answer to a request, without a token unless one is given. Streams are cut off."""
    target = path if token is None else f"{path}?token={token}"
    upgrade = UPGRADE if path.startswith("/ws/") else ()
    lines = [
        f"{options.get('method', 'GET')} {target} HTTP/1.1",
        f"Host: {options.get('named', f'{LOOPBACK}:{shared.port}')}",
        *upgrade,
        *headers,
        "",
        "",
    ]
    async with raw_peer(shared.port, options.get("host", LOOPBACK)) as peer:
        await peer.send("\r\n".join(lines).encode())
        status, *fields = (await peer.read_head()).split("\r\n")
        names = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in fields if line)}
        is_endless = status.split()[1] == "101" or "multipart" in names.get("content-type", "")
        body = b"" if is_endless else await peer.rest()
    return Answer(int(status.split()[1]), names, body)


# -- to whom -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PLAIN, *SOCKETS])
async def test_while_nothing_is_shared_the_port_answers_as_if_none_of_it_were_there(path: str) -> None:
    async with running_station() as station:
        answer = await ask(station.server.port, path, *(UPGRADE if path in SOCKETS else ()))
        assert answer.status == (200 if path == "/status" else 404)
        if path == "/status":
            assert answer.json()["viewer_clients"] == 0


@pytest.mark.parametrize("path", [path for path in EVERYTHING if path != "/status"] + ["/nothing", "/../secret.js"])
async def test_without_a_token_there_is_nothing(shared: SharedStation, path: str) -> None:
    async with streaming_camera(shared.station):
        for token in (None, "", "A" * 32, shared.link.token[:-1], shared.link.token + "A", shared.link.id):
            answer = await answer_of(shared, path, token=token)
            assert answer.status == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert b"\xff\xd8" not in answer.body
            if token:
                assert token.encode() not in answer.body
                assert token not in str(answer.headers)


async def test_a_person_without_a_token_gets_a_page_that_says_so(shared: SharedStation) -> None:
    answer = await answer_of(shared, "/", "Accept: text/html,*/*")
    assert answer.status == 401
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"share link" in answer.body
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert (await answer_of(shared, "/", token="wrong")).body.startswith(b"This share link is no longer valid")


@pytest.mark.parametrize("path", EVERYTHING)
async def test_with_the_token_everything_is_there(shared: SharedStation, path: str) -> None:
    async with streaming_camera(shared.station):
        by_query = await answer_of(shared, path, token=shared.link.token)
        by_header = await answer_of(shared, path, f"Authorization: Bearer {shared.link.token}")
        by_cookie = await answer_of(shared, path, f"Cookie: x=y; atomcam-{shared.port}={shared.link.token}")
    wanted = 101 if path in SOCKETS else 200
    assert [answer.status for answer in (by_query, by_header, by_cookie)] == [wanted] * 3


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize(
    "header",
    [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: file://",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
async def test_a_page_of_another_origin_gets_nothing(shared: SharedStation, path: str, header: str) -> None:
    async with streaming_camera(shared.station):
        answer = await answer_of(shared, path, header, token=shared.link.token)
    assert answer.status == 403
    assert b"\xff\xd8" not in answer.body
    assert "access-control-allow-origin" not in answer.headers
    assert shared.station.counters.connections == 1
    assert not shared.sharing.viewers


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("named", ["evil.example", "evil.example:8080", "127.0.0.1.nip.io", "", "127.0.0.1 evil"])
async def test_a_name_that_was_bent_to_this_computer_gets_nothing(shared: SharedStation, path: str, named: str) -> None:
    for headers in ((), (f"Origin: http://{named}",)):
        answer = await answer_of(shared, path, *headers, token=shared.link.token, named=named)
        assert answer.status == 403
        assert not shared.sharing.viewers


@pytest.mark.parametrize("path", EVERYTHING)
async def test_our_own_page_may(shared: SharedStation, path: str) -> None:
    own = f"http://{LOOPBACK}:{shared.port}"
    cookie = f"Cookie: atomcam-{shared.port}={shared.link.token}"
    async with streaming_camera(shared.station):
        answer = await answer_of(
            shared, path, f"Origin: {own}", f"Referer: {own}/", "Sec-Fetch-Site: same-origin", cookie
        )
    assert answer.status in (200, 101)


@pytest.mark.parametrize("path", ["/snapshot.jpg", "/stream.mjpg", "/"])
async def test_another_program_on_this_computer_does_not_get_by_with_our_cookie(
    shared: SharedStation, path: str
) -> None:
    """Browsers send a cookie to every port of a host."""
    cookie = f"Cookie: atomcam-{shared.port}={shared.link.token}"
    async with streaming_camera(shared.station):
        assert (await answer_of(shared, path, cookie, "Referer: http://127.0.0.1:3000/")).status == 403
        allowed = await answer_of(shared, path, cookie)
    assert allowed.headers["cross-origin-resource-policy"] == "same-origin"


async def test_a_link_in_a_letter_opens_the_page_and_nothing_else(shared: SharedStation) -> None:
    clicked = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    framed = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe")
    async with streaming_camera(shared.station):
        assert (await answer_of(shared, "/", *clicked, token=shared.link.token)).status == 200
        assert (await answer_of(shared, "/", *framed, token=shared.link.token)).status == 403
        assert (await answer_of(shared, "/snapshot.jpg", *clicked, token=shared.link.token)).status == 403


@pytest.mark.skipif(OUTSIDE is None, reason="this computer has no network")
async def test_others_get_it_by_this_computers_address(folder: Path) -> None:
    assert OUTSIDE is not None
    async with sharing_station(folder=folder, bind="0.0.0.0") as shared:
        named = f"{OUTSIDE}:{shared.port}"
        answer = await answer_of(shared, "/status", token=shared.link.token, host=OUTSIDE, named=named)
        assert answer.status == 200
        assert "server" not in answer.json()
        assert (await answer_of(shared, "/status", host=OUTSIDE, named=named)).status == 401
        page = await answer_of(shared, "/", token=shared.link.token, host=OUTSIDE, named=named)
        assert page.status == 200
        assert f"ws://{named}" in page.headers["content-security-policy"]
        assert shared.sharing.url(shared.link, OUTSIDE) == f"http://{named}/?token={shared.link.token}"
    assert "http://[fe80::1]:" in shared.sharing.url(shared.link, "fe80::1")


async def test_who_tries_tokens_is_not_listened_to_for_a_while(shared: SharedStation) -> None:
    for number in range(ALLOWED):
        assert (await answer_of(shared, "/status", token=f"guess-{number}")).status == 401
    for path in ("/status", "/ws/jpeg", "/stream.mjpg"):
        answer = await answer_of(shared, path, token=shared.link.token)
        assert answer.status == 429
        assert 0 < int(answer.headers["retry-after"]) <= 60
    assert (await answer_of(shared, "/status")).status == 200
    other = await ask(shared.port, shared.target("/status"), host=LOOPBACK)
    assert other.status == 429
    shared.station.clock.jump(61)
    assert (await answer_of(shared, "/status", token=shared.link.token)).status == 200


async def test_no_token_is_ever_logged(shared: SharedStation, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("websockets", "websockets.server", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    token, wrong = shared.link.token, "WRONG" * 8
    async with streaming_camera(shared.station):
        for path in EVERYTHING:
            await answer_of(shared, path, token=token)
            await answer_of(shared, path, token=wrong)
            await answer_of(shared, path, f"Cookie: atomcam-{shared.port}={token}")
            await answer_of(shared, path, token=f"{token}&token={token}")
        await answer_of(shared, f"/%3Ftoken={token}")
        await answer_of(shared, f"/x;{token}", method="POST")
        async with raw_peer(shared.port) as peer:
            await peer.send(f"GET /?token={token} HTTP/3\r\n\r\n".encode())
            await peer.rest()
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:
            await socket.recv()
    shared.sharing.book.revoke(shared.link.id)
    for name in ("websockets", "websockets.server", "asyncio"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    # The test's own client is one of those that talk.
    told = [record.getMessage() for record in caplog.records if record.name != "websockets.client"]
    assert any("/snapshot.jpg" in line for line in told)
    assert not [line for line in told if token in line or wrong in line]


# -- requests of all kinds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", EVERYTHING)
async def test_everything_can_only_be_read(shared: SharedStation, path: str, method: str) -> None:
    answer = await answer_of(shared, path, token=shared.link.token, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", PLAIN)
async def test_head_is_get_without_the_content(shared: SharedStation, path: str) -> None:
    async with streaming_camera(shared.station):
        await until(lambda: shared.station.shown.frames, "a picture")
        got = await answer_of(shared, path, token=shared.link.token)
        asked = await ask(shared.port, shared.target(path), method="HEAD", named=f"{LOOPBACK}:{shared.port}")
        refused = await ask(shared.port, f"{path}?token=wrong", method="HEAD", named=f"{LOOPBACK}:{shared.port}")
    assert (asked.status, asked.body) == (200, b"")
    assert (refused.status, refused.body) == (401, b"")
    assert asked.headers.keys() == got.headers.keys()
    assert asked.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("header", ["Host: evil.example", "Authorization: Bearer x", "Cookie: a=b"])
async def test_a_header_that_comes_twice_is_refused(shared: SharedStation, path: str, header: str) -> None:
    answer = await answer_of(shared, path, header, header, token=shared.link.token)
    assert answer.status == 400


async def test_two_tokens_in_an_address_are_refused(shared: SharedStation) -> None:
    assert (await answer_of(shared, "/", token=f"{shared.link.token}&token=x")).status == 400


@pytest.mark.parametrize("path", ["/", "/stream.mjpg", "/ws/jpeg"])
async def test_headers_without_end_are_refused(shared: SharedStation, path: str) -> None:
    long = await answer_of(shared, path, f"X-Long: {'x' * 9000}", token=shared.link.token)
    many = await answer_of(shared, path, *(f"X-{n}: y" for n in range(200)), token=shared.link.token)
    assert (long.status, many.status) == (431, 431)
    # What had arrived unread may have cut the answer short; that it ends is what counts.
    async with raw_peer(shared.port) as peer:
        await peer.send(f"GET /?token={'x' * 100_000}".encode())
        await peer.rest()


@pytest.mark.parametrize("path", ["/snapshot.jpg", "/stream.mjpg", *SOCKETS])
async def test_a_camera_that_is_not_there_or_not_allowed_is_not_found(shared: SharedStation, path: str) -> None:
    station = shared.station
    async with (
        streaming_camera(station),
        peer_camera(station.url, GARDEN) as stranger,
        peer_camera(station.url, address="127.0.0.9"),
    ):
        station.book.decide(Decision("127.0.0.9", None, Trust.BLOCKED))
        await stranger.show()
        await station.listed(GARDEN)
        for camera_id in (GARDEN, "0a00000000ff", "", "127.0.0.9", "../x", "%00"):
            answer = await answer_of(shared, path, token=f"{shared.link.token}&camera={camera_id}")
            assert answer.status == 404, camera_id
        assert (await answer_of(shared, path, token=f"{shared.link.token}&camera={FRONT_DOOR}")).status in (200, 101)


@pytest.mark.parametrize("path", ["/snapshot.jpg", "/stream.mjpg", *SOCKETS])
async def test_with_no_camera_one_is_told_to_come_again(shared: SharedStation, path: str) -> None:
    answer = await answer_of(shared, path, token=shared.link.token)
    assert (answer.status, int(answer.headers["retry-after"]) > 0) == (503, True)


@pytest.mark.parametrize("path", SOCKETS)
async def test_a_websockets_address_wants_a_websocket(shared: SharedStation, path: str) -> None:
    async with streaming_camera(shared.station):
        answer = await ask(shared.port, shared.target(path), named=LOOPBACK)
        assert answer.status == 426
        with pytest.raises(InvalidStatus):
            async with viewer(f"ws://{LOOPBACK}:{shared.port}{path}"):
                pass


# -- the page ------------------------------------------------------------------------------------------------------


async def test_the_page_remembers_its_token_in_a_cookie_of_its_own(shared: SharedStation) -> None:
    for path in ("/", "/mjpeg"):
        page = await shared.ask(path, named=f"{LOOPBACK}:{shared.port}")
        assert (page.body, page.headers["content-type"]) == (
            b"<!doctype html><title>page</title>",
            "text/html; charset=utf-8",
        )
        cookie = SimpleCookie(page.headers["set-cookie"])[f"atomcam-{shared.port}"]
        assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (shared.link.token, True, "Strict")
        script = await answer_of(shared, "/app.js", f"Cookie: {cookie.key}={cookie.value}")
        assert (script.body, script.headers["content-type"]) == (b"// script", "text/javascript; charset=utf-8")
        assert "set-cookie" not in script.headers
    stale = await answer_of(shared, "/", f"Cookie: atomcam-{shared.port}=old")
    assert (stale.status, "Max-Age=0" in stale.headers["set-cookie"]) == (401, True)


async def test_the_page_may_load_nothing_from_anywhere_else(shared: SharedStation) -> None:
    headers = (await shared.ask("/", named=f"localhost:{shared.port}")).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "http" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/notes.txt", "/secret.js", "/web/app.js", "/.hidden", "//app.js", "/%61pp.js", "/x.js"]
)
async def test_no_other_file_can_be_had(shared: SharedStation, path: str) -> None:
    answer = await shared.ask(path, named=LOOPBACK)
    assert answer.status == 404
    assert b"not for anybody" not in answer.body


async def test_the_programs_own_page_is_there() -> None:
    async with sharing_station() as shared:
        page = await shared.ask("/", named=LOOPBACK)
        assert page.status == 200
        assert b"AtomCam" in page.body
        assert b"{{" not in page.body


# -- status and snapshot -------------------------------------------------------------------------------------------


async def test_a_viewers_status_tells_of_allowed_cameras_and_of_no_addresses(shared: SharedStation) -> None:
    station = shared.station
    station.allow(None, "127.0.0.8")
    async with (
        streaming_camera(station, size=(160, 120)) as camera,
        peer_camera(station.url, GARDEN) as stranger,
        peer_camera(station.url, address="127.0.0.8") as nameless,
    ):
        await camera.hello(name="Front door")
        await stranger.show()
        await nameless.show()
        await station.listed(GARDEN)
        await station.listed("127.0.0.8")
        await until(lambda: station.camera(FRONT_DOOR).label == "Front door", "its name")
        await until(lambda: station.camera(FRONT_DOOR).statistics.width, "a picture")
        await until(lambda: station.camera("127.0.0.8").state.value == "live", "live")
        answer = await shared.ask("/status", named=LOOPBACK)
        document = answer.json()
        assert answer.headers["content-type"] == "application/json"
        assert "127.0.0" not in answer.body.decode()
        assert document.keys() == {"camera_clients", "viewer_clients", "streaming", "version", "cameras"}
        assert (document["camera_clients"], document["viewer_clients"], document["streaming"]) == (2, 0, True)
        door, other = document["cameras"]
        assert door.pop("fps") >= 0
        assert door == {
            "id": FRONT_DOOR,
            "name": "Front door",
            "state": "live",
            "width": 160,
            "height": 120,
            "recording": False,
        }
        assert other["name"] == f"Camera {other['id'][-4:]}"
        # What it is called there is good for the other addresses too.
        picture_of_it = await shared.ask("/snapshot.jpg", camera=other["id"], named=LOOPBACK)
        assert picture_of_it.body == picture()


async def test_this_computer_gets_the_whole_status_without_a_token_as_ever(shared: SharedStation) -> None:
    async with streaming_camera(shared.station), viewer(shared.socket_url("/ws/jpeg")) as socket:
        await socket.recv()
        document = (await ask(shared.port, "/status")).json()
        assert document["viewer_clients"] == 1
        assert document["cameras"][0]["address"] == LOOPBACK
        assert document["server"]["connections"] == 1
        assert shared.link.token not in json.dumps(document)


async def test_a_snapshot_is_the_newest_picture_byte_for_byte(shared: SharedStation) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        for sequence in (1, 2, 3):
            await camera.show(stamped(sequence))
        await until(lambda: len(station.shown.frames) == 3, "three pictures")
        answer = await shared.ask("/snapshot.jpg", named=LOOPBACK)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
        assert answer.body == stamped(3)
        assert int(answer.headers["content-length"]) == len(answer.body)
    await until(lambda: station.camera(FRONT_DOOR).connection is None, "gone")
    answer = await shared.ask("/snapshot.jpg", named=LOOPBACK)
    assert (answer.status, "retry-after" in answer.headers) == (503, True)


async def test_a_snapshot_waits_for_a_cameras_first_picture(shared: SharedStation) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.hello()
        await station.listed(FRONT_DOOR)
        asked = asyncio.create_task(shared.ask("/snapshot.jpg", named=LOOPBACK))
        await until(lambda: station.counters.requests == 1, "asked")
        await camera.show(stamped(1))
        async with asyncio.timeout(SOON):
            assert (await asked).body == stamped(1)


async def test_a_snapshot_of_four_mebibytes_reaches_a_slow_viewer_whole(shared: SharedStation) -> None:
    from tests.peers import sketch

    station = shared.station
    station.allow(FRONT_DOOR)
    large = sketch(data=bytes(4_000_000))
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(large)
        await until(lambda: station.shown.frames, "it arrived")
        # A line that takes more than the second that the library gives to whole answers.
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.connect((LOOPBACK, shared.port))
        raw.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=raw, limit=4096)
        writer.write(f"GET {shared.target('/snapshot.jpg')} HTTP/1.1\r\nHost: {LOOPBACK}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        taken = b""
        await asyncio.sleep(1.2)
        async with asyncio.timeout(SOON):
            while data := await reader.read(65536):
                taken += data
        writer.close()
        await writer.wait_closed()
    assert taken == large


# -- switching -----------------------------------------------------------------------------------------------------


async def test_sharing_follows_the_books_switch(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "shares.json"
    window = ShareBook(path)
    async with sharing_station(ShareBook(path), always=False, folder=folder) as shared:
        window.load()
        assert not shared.sharing.on
        assert (await shared.ask("/", named=LOOPBACK)).status == 404
        window.set_on(True)
        await until(lambda: shared.sharing.on, "another program's switch")
        assert (await shared.ask("/", named=LOOPBACK)).status == 200
        shared.sharing.set_on(False)
        assert (await shared.ask("/", named=LOOPBACK)).status == 404
        window.refresh()
        assert not window.on


async def test_pictures_are_kept_only_while_something_is_shared(folder: Path) -> None:
    async with sharing_station(always=False, folder=folder) as shared:
        station = shared.station
        assert len(station.hub._of_all) == 1
        shared.sharing.set_on(True)
        assert len(station.hub._of_all) == 2
        shared.sharing.set_on(False)
        assert len(station.hub._of_all) == 1
