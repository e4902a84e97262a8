"""Cameras that serve pictures over HTTP, on real sockets, as cameras in the program."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.trust import Trust
from atomcam_gui.sources import http_source, source_feed
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.reading import Reading
from atomcam_gui.sources.source_feed import SourcePhase
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from tests.fakes.mjpeg_server import (
    Handler,
    HttpCamera,
    Visit,
    basic,
    digest,
    esp32,
    multipart,
    page,
    redirect,
    snapshot,
)
from tests.fakes.sources import source_rig, source_threads
from tests.peers import picture, stamped, until, unused_port


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures are tried again sooner than a person would wait for."""
    monkeypatch.setattr(source_feed, "BACKOFF_S", (0.05, 0.1, 0.2))


# -- streams as cameras write them ---------------------------------------------------------------------------------


def no_length(visit: Visit) -> None:
    multipart(lengths=False)(visit)


def bare(visit: Visit) -> None:
    """Says nothing of what it sends."""
    visit.head("Content-Type: application/octet-stream", version="HTTP/1.0")
    for data in visit.pictures():
        visit.send(b"--x\r\n\r\n" + data + b"\r\n")


@pytest.mark.parametrize(
    "handler",
    [
        esp32,
        multipart("myboundary", lengths=False),
        multipart('"--myboundary"', "--myboundary", newline=b"\n", before=b"\n"),
        multipart("frame", before=b"", padding=b"\0" * 32),
        no_length,
        bare,
        snapshot,
    ],
)
async def test_pictures_of_every_kind_of_server_are_shown_and_counted(handler: Handler) -> None:
    with HttpCamera({"/stream": handler}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url(), "Kitchen")
            await rig.shows(camera_id, 5)
            camera, frames = rig.camera(camera_id), rig.station.shown.of(camera_id)
            assert (camera.label, camera.address, camera.trust) == ("Kitchen", "127.0.0.1", Trust.ALLOWED)
            assert camera.statistics.corrupt == 0
            assert (camera.statistics.width, camera.statistics.height) == (64, 48)
            stamps = [frame.stamp.sequence for frame in frames if frame.stamp]
            assert stamps == sorted(set(stamps)), "the stamp of a board of ours is used"
            assert rig.state(camera_id).phase is SourcePhase.STREAMING
            assert rig.camera(camera_id).as_status(rig.station.clock())["address"] == "127.0.0.1"
    assert server.visitors == 0


async def test_a_snapshot_camera_is_asked_five_times_a_second_on_one_connection() -> None:
    with HttpCamera({"/stream": snapshot}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            began = time.monotonic()
            await rig.shows(camera_id, 6)
            assert time.monotonic() - began >= 0.95
            assert len({id(visit.socket) for visit in server.requests}) == 1


async def test_a_snapshot_camera_that_closes_each_connection_is_asked_again() -> None:
    def closing(visit: Visit) -> None:
        visit.server.sent += 1
        visit.answer(stamped(visit.server.sent), "image/jpeg", "Connection: close")
        visit.is_whole = False

    with HttpCamera({"/stream": closing}) as server:
        async with source_rig() as rig:
            await rig.shows(rig.add(server.url()), 4)


async def test_a_board_s_lost_pictures_are_counted_as_everywhere() -> None:
    def gaps(visit: Visit) -> None:
        visit.head("Content-Type: multipart/x-mixed-replace; boundary=f")
        for number, _ in enumerate(visit.pictures()):
            visit.send(b"--f\r\n\r\n" + stamped(3 * number) + b"\r\n")

    with HttpCamera({"/stream": gaps}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 4)
            assert rig.camera(camera_id).statistics.lost >= 6


async def test_damaged_pictures_are_counted_and_the_others_shown() -> None:
    def damaged(visit: Visit) -> None:
        visit.head("Content-Type: multipart/x-mixed-replace; boundary=f")
        for data in visit.pictures():
            for each in (data, data[:-100], b"no picture"):
                visit.send(b"--f\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(each), each))

    with HttpCamera({"/stream": damaged}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 5)
            await until(lambda: rig.camera(camera_id).statistics.corrupt >= 4, "the damaged ones are counted")


# -- a stream dies and comes back ----------------------------------------------------------------------------------


async def test_a_stream_that_dies_is_lost_at_once_and_comes_back_by_itself() -> None:
    async with source_rig() as rig:
        with HttpCamera({"/stream": esp32}) as server:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id)
            server.hang_up()
            await rig.fails(camera_id, SourceTrouble.ENDED)
            await rig.shows(camera_id)
            assert rig.state(camera_id).error is None
            port = server.port
        await until(lambda: rig.camera(camera_id).state is CameraState.LOST, "it is lost")
        assert rig.camera(camera_id).lost_at is not None
        await until(lambda: (e := rig.state(camera_id).error) and e.trouble is SourceTrouble.REFUSED, "it is refused")
        with HttpCamera({"/stream": esp32}, port=port):
            await rig.shows(camera_id)
            assert rig.state(camera_id).sentence == ""
            assert rig.camera(camera_id).lost_at is None
            assert [camera.id for camera in rig.station.registry] == [camera_id]


async def test_a_silent_camera_stalls_then_is_lost_and_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_source, "PICTURE_TIMEOUT_S", 0.4)

    def falls_silent(visit: Visit) -> None:
        multipart_head(visit)
        send_part(visit, picture())
        visit.wait()

    with HttpCamera({"/stream": falls_silent}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 1)
            rig.station.clock.jump(4)
            await until(lambda: rig.camera(camera_id).state is CameraState.STALLED, "it stalls")
            await rig.fails(camera_id, SourceTrouble.NO_PICTURE)
            await until(lambda: len(server.requests) >= 3, "it is asked anew")


def multipart_head(visit: Visit) -> None:
    visit.head("Content-Type: multipart/x-mixed-replace; boundary=f")


def send_part(visit: Visit, data: bytes) -> None:
    visit.send(b"--f\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(data), data))


async def test_a_camera_that_trickles_gets_no_more_time_than_a_silent_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_source, "PICTURE_TIMEOUT_S", 0.4)
    monkeypatch.setattr(http_source, "ANSWER_TIMEOUT_S", 0.4)

    def drops(visit: Visit, data: bytes) -> None:
        for at in range(len(data)):
            visit.send(data[at : at + 1])
            if visit.server.stopping.wait(0.05):
                return

    def in_head(visit: Visit) -> None:
        drops(visit, b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 100)

    def in_part(visit: Visit) -> None:
        multipart_head(visit)
        drops(visit, b"--f\r\nContent-Length: 500\r\n\r\n" + picture())

    with HttpCamera({"/head": in_head, "/part": in_part}) as server:
        async with source_rig() as rig:
            head, part = rig.add(server.url("/head")), rig.add(server.url("/part"))
            assert "does not answer" in await rig.fails(head, SourceTrouble.TIMED_OUT)
            assert "sends no picture" in await rig.fails(part, SourceTrouble.NO_PICTURE)


# -- what is no stream ---------------------------------------------------------------------------------------------


def png(visit: Visit) -> None:
    visit.answer(b"\x89PNG" + bytes(100), "image/png")


def video(visit: Visit) -> None:
    visit.answer(bytes(100), "video/mp4")


def nobody(visit: Visit) -> None:
    visit.answer(b"", "text/plain", status="503 Service Unavailable")


def forbidden(visit: Visit) -> None:
    visit.answer(b"", "text/plain", status="403 Forbidden")


def broken(visit: Visit) -> None:
    visit.send(b"\0\1\2 what is this\r\n\r\n")


def endless_head(visit: Visit) -> None:
    visit.send("HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 5000)


def endless_line(visit: Visit) -> None:
    visit.send("HTTP/1.1 200 OK\r\nX: " + "y" * 100_000)


def huge_part(visit: Visit) -> None:
    multipart_head(visit)
    visit.send(b"--f\r\nContent-Length: 100000000\r\n\r\n" + bytes(100_000))


def huge_part_unannounced(visit: Visit) -> None:
    multipart_head(visit)
    visit.send(b"--f\r\n\r\n" + b"\xff\xd8" * 3_000_000)


def huge_snapshot(visit: Visit) -> None:
    visit.head("Content-Type: image/jpeg")
    visit.send(b"\xff\xd8" * 3_000_000)


def page_without_type(visit: Visit) -> None:
    visit.head("X-Server: 1", version="HTTP/1.0")
    visit.send(b"\r\n <HTML><body>Sign in</body>")


def text_parts(visit: Visit) -> None:
    multipart_head(visit)
    for _ in visit.pictures():
        visit.send(b"--f\r\nContent-Type: text/x-events\r\n\r\nmotion=1\r\n")


@pytest.mark.parametrize(
    ("handler", "trouble", "words"),
    [
        (page, SourceTrouble.WEB_PAGE, "a page for people"),
        (page_without_type, SourceTrouble.WEB_PAGE, "a page for people"),
        (redirect("/login.html"), SourceTrouble.WEB_PAGE, "a page for people"),
        (redirect("/stream"), SourceTrouble.NOT_FOUND, "nothing at this address"),
        (redirect("ftp://127.0.0.1/"), SourceTrouble.NOT_FOUND, "nothing at this address"),
        (png, SourceTrouble.NOT_PICTURES, "image/png"),
        (video, SourceTrouble.NOT_PICTURES, "video/mp4"),
        (text_parts, SourceTrouble.NOT_PICTURES, "text/x-events"),
        (nobody, SourceTrouble.BUSY, "no room"),
        (forbidden, SourceTrouble.NOT_ALLOWED, "403"),
        (broken, SourceTrouble.NOT_THIS_KIND, "not that of a web server"),
        (endless_head, SourceTrouble.NOT_THIS_KIND, "not that of a web server"),
        (endless_line, SourceTrouble.NOT_THIS_KIND, "not that of a web server"),
        (huge_part, SourceTrouble.TOO_LARGE, "4 MB"),
        (huge_part_unannounced, SourceTrouble.TOO_LARGE, "4 MB"),
        (huge_snapshot, SourceTrouble.TOO_LARGE, "4 MB"),
        (None, SourceTrouble.NOT_FOUND, "nothing at this address"),
    ],
)
async def test_what_is_no_camera_is_said_in_words(
    handler: Handler | None, trouble: SourceTrouble, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_source, "PICTURE_TIMEOUT_S", 0.5)
    with HttpCamera({"/stream": handler, "/login.html": page} if handler else {}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            assert words in await rig.fails(camera_id, trouble)
            camera = rig.camera(camera_id)
            assert (camera.state, camera.trust) == (CameraState.LOST, Trust.ALLOWED), "it is listed all the same"
            assert not rig.station.shown.of(camera_id)


async def test_nobody_there_and_no_such_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_name(host: str, *_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, f"no {host}")

    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **n: (no_name if host.endswith(".invalid") else look_up)(host, *a, **n)
    )
    async with source_rig() as rig:
        refused = rig.add(f"http://127.0.0.1:{unused_port()}/stream")
        unknown = rig.add("http://no-such-camera.invalid/stream")
        assert "nothing answers at this port" in await rig.fails(refused, SourceTrouble.REFUSED)
        assert "no-such-camera.invalid" in await rig.fails(unknown, SourceTrouble.NO_SUCH_HOST)
        assert rig.camera(refused).lost_at is None, "it was never here"


async def test_a_server_that_takes_the_connection_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_source, "ANSWER_TIMEOUT_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        async with source_rig() as rig:
            await rig.fails(rig.add(f"http://127.0.0.1:{listener.getsockname()[1]}/"), SourceTrouble.TIMED_OUT)


async def test_a_redirect_is_followed_and_the_password_goes_to_no_other_server() -> None:
    with HttpCamera({"/stream": esp32}) as other:
        paths: dict[str, Handler] = {"/a": redirect("b"), "/b": esp32, "/away": redirect(other.url())}
        with HttpCamera(basic("u", "secret", lambda visit: paths[visit.target](visit))) as server:
            async with source_rig() as rig:
                inside = rig.add(f"http://u:secret@{server.host}/a")
                away = rig.add(f"http://u:secret@{server.host}/away")
                await rig.shows(inside)
                await rig.shows(away)
        assert all("authorization" not in visit.headers for visit in other.requests)


# -- passwords -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "guard",
    [
        basic("ädmin", "p@ss:wörd/#", esp32),
        digest("ädmin", "p@ss:wörd/#", esp32),
        digest("ädmin", "p@ss:wörd/#", esp32, "SHA-256"),
        digest("ädmin", "p@ss:wörd/#", snapshot, uses=2),
    ],
)
async def test_a_camera_with_a_password_shows_its_picture_to_who_knows_it(guard: Handler) -> None:
    with HttpCamera({"/stream": guard}) as server:
        async with source_rig() as rig:
            address = parse_address(server.url("/stream?channel=1")).with_password("ädmin", "p@ss:wörd/#")
            await rig.shows(rig.service.add(address), 5)


@pytest.mark.parametrize("guard", [basic("admin", "right", esp32), digest("admin", "right", esp32)])
async def test_a_wrong_password_is_said_and_not_tried_again_and_again(guard: Handler) -> None:
    with HttpCamera({"/stream": guard}) as server:
        async with source_rig() as rig:
            none = rig.add(server.url())
            sentence = await rig.fails(none, SourceTrouble.PASSWORD_NEEDED)
            assert "wants a user name and a password" in sentence
            rig.service.change(none, parse_address(f"http://admin:wrong@{server.host}/stream"), "Door")
            await until(
                lambda: (e := rig.state(none).error) and e.trouble is SourceTrouble.WRONG_PASSWORD, "it is wrong"
            )
            asked = len(server.requests)
            await asyncio.sleep(0.6)  # ten times the wait after any other failure
            assert len(server.requests) == asked
            assert sum(bool(given) for given in server.refused) == 1, "one attempt, for many cameras lock the account"
            rig.service.change(none, parse_address(f"http://admin:right@{server.host}/stream"), "Door")
            await rig.shows(none)
            assert rig.camera(none).label == "Door"


async def test_no_password_is_ever_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with HttpCamera({"/stream": digest("admin", "hunter2", esp32), "/page": page}) as server:
        async with source_rig() as rig:
            camera_id = rig.add(f"http://admin:hunter2@{server.host}/stream?pwd=hunter2")
            other = rig.add(f"http://admin:hunter2@{server.host}/page?pwd=hunter2")
            await rig.shows(camera_id)
            await rig.fails(other, SourceTrouble.WEB_PAGE)
            shown = [
                caplog.text,
                str(rig.station.camera(camera_id).as_status(0)),
                repr(rig.service.sources),
                repr(rig.book.sources),
                repr([rig.state(camera_id), rig.state(other)]),
                rig.state(other).sentence,
            ]
            assert not any("hunter2" in text for text in shown)


# -- the loop and its memory ---------------------------------------------------------------------------------------


async def test_a_loop_that_stands_still_is_given_the_newest_picture_and_no_others() -> None:
    with HttpCamera({"/stream": esp32}) as server:
        found: list[int] = []

        def take(data: bytes) -> None:
            found.append(int.from_bytes(data[data.index(b"atomcam\x01") + 8 :][:4], "big"))

        reading = Reading(parse_address(server.url()), lambda: None, take)
        task = asyncio.create_task(reading.end())
        await until(lambda: len(found) >= 3, "it runs")
        seen, sent = len(found), server.sent
        time.sleep(0.6)  # noqa: ASYNC251 - the loop stands still
        assert server.sent > sent + 10
        await asyncio.sleep(0)
        assert len(found) <= seen + 2
        assert found[-1] > sent + 10
        task.cancel()
        await asyncio.wait([task])
        assert not reading.is_running


async def test_the_end_comes_within_a_moment_whatever_the_camera_does() -> None:
    def slow_to_begin(visit: Visit) -> None:
        visit.wait()

    with HttpCamera({"/stream": esp32, "/slow": slow_to_begin}) as server:
        async with source_rig() as rig:
            rig.add(server.url("/slow"))
            await rig.shows(rig.add(server.url()))
            await until(lambda: any(visit.target == "/slow" for visit in server.requests), "it waits")
            began = time.monotonic()
            await rig.service.close()
            assert time.monotonic() - began < 1.5
            await until(lambda: not source_threads(), "no thread is left")


async def test_a_fault_in_reading_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    original = http_source.read
    faults = [RuntimeError("surprise")]

    def faulty(*arguments: object) -> None:
        if faults:
            raise faults.pop()
        original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(http_source, "read", faulty)
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig() as rig:
            await rig.shows(rig.add(server.url()))
    assert "surprise" in caplog.text


async def test_two_cameras_of_one_address_are_one() -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig() as rig:
            rig.add(server.url(), "Kitchen")
            with pytest.raises(SourceError, match=r"already a camera here \(Kitchen\)"):
                rig.add(server.url().replace("http://", "http://u:p@"))
