"""Cameras passed on to RTSP servers: real cameras, a real FFmpeg that listens, and servers that misbehave."""

from __future__ import annotations

import asyncio
import datetime
import functools
import itertools
import logging
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import simplejpeg

from atomcam_gui import jpeg
from atomcam_gui.camera.camera import CameraState
from atomcam_gui.push import troubles
from atomcam_gui.push.push_book import PushBook
from atomcam_gui.push.push_order import PushForm, PushOrder, PushPhase, PushState
from atomcam_gui.push.push_run import PushTimes
from atomcam_gui.push.push_service import PushService
from atomcam_gui.push.push_url import parse_push_url
from atomcam_gui.sharing.encoder_supply import EncoderSupply
from tests.fakes.push_receiver import ffmpeg_files, ffmpeg_receiver, free_port
from tests.fakes.push_server import push_server
from tests.peers import FRONT_DOOR, GARDEN, LOOPBACK, Station, peer_camera, running_station, until, witness

IMPATIENT = PushTimes(pauses=(0.05,), answer=1.0, first_picture=5.0, stuck=0.5, tick=0.05, report=0.1)
BOTH_FORMS = pytest.mark.parametrize("form", list(PushForm))
LONG = 30.0
"""Seconds for what FFmpeg takes its time for on a busy machine."""


@functools.cache
def scene(number: int, width: int = 320, height: int = 240, sampling: str = "420") -> bytes:
    """A picture with something in it, another one for each number."""
    down, across = np.mgrid[0:height, 0:width]
    red = (across * 255 // width + 40 * number) % 256
    pixels = np.dstack([red, down * 255 // height, (across // 16 + down // 16) % 2 * 200]).astype(np.uint8)
    return simplejpeg.encode_jpeg(pixels, 85, "RGB", sampling)


@dataclass
class Passing:
    """A station, its push service, and all that happened."""

    station: Station
    service: PushService
    encoders: EncoderSupply
    states: list[PushState] = field(default_factory=list)

    @property
    def phases(self) -> list[PushPhase]:
        return [state.phase for state in self.states]

    def push(self, url: str, form: PushForm = PushForm.JPEG, camera: str = FRONT_DOOR) -> PushOrder:
        return self.service.add(parse_push_url(url), form, camera)

    async def comes_to(self, phase: PushPhase, within: float = 10.0) -> PushState:
        """Wait until the newest state is this one."""
        await until(lambda: any(s.phase is phase for s in self.service.states), f"{phase}: {self.states}", within)
        return next(state for state in self.service.states if state.phase is phase)

    async def troubled_by(self, kind: type, within: float = 10.0) -> str:
        """Wait for a trouble of this kind; its sentence."""
        await until(lambda: any(isinstance(s.trouble, kind) for s in self.states), f"{kind}: {self.states}", within)
        return next(str(state.trouble) for state in self.states if isinstance(state.trouble, kind))


@asynccontextmanager
async def passing_on(times: PushTimes = IMPATIENT) -> AsyncIterator[Passing]:
    async with running_station() as station:
        for camera_id in (FRONT_DOOR, GARDEN):
            station.allow(camera_id)
        encoders = EncoderSupply(station.hub, station.registry)
        passing = Passing(station, PushService(station.hub, station.registry, encoders, PushBook(), times), encoders)
        passing.service.subscribe(passing.states.append)
        passing.service.begin()
        try:
            yield passing
        finally:
            began = time.monotonic()
            await passing.service.close()
            assert time.monotonic() - began < 2.0
            await encoders.close()


@asynccontextmanager
async def streaming(
    station: Station,
    picture: Callable[[int], bytes] = scene,
    camera_id: str = FRONT_DOOR,
    gap_s: Callable[[int], float] = lambda _: 0.04,
) -> AsyncIterator[None]:
    """A camera that sends pictures until the end, at the times that its stamps tell."""
    async with peer_camera(station.url, camera_id) as camera:

        async def send() -> None:
            sequence, at = 0, time.monotonic()
            while True:
                stamp = jpeg.Stamp(sequence, round(at * 1e6))
                await camera.show(jpeg.with_stamp(picture(sequence % 8), stamp))
                at += gap_s(sequence)
                sequence += 1
                await asyncio.sleep(max(0.0, at - time.monotonic()))

        sending = asyncio.create_task(send())
        try:
            yield
        finally:
            sending.cancel()
            await asyncio.wait([sending])


# -- what arrives --------------------------------------------------------------------------------------------------


@BOTH_FORMS
async def test_a_camera_arrives_at_its_true_speed_whatever_its_rate(form: PushForm) -> None:
    port = free_port()

    def gap(sequence: int) -> float:
        return 0.2 if sequence % 5 == 4 else 0.04

    async with passing_on() as passing, ffmpeg_receiver(port) as receiver, streaming(passing.station, gap_s=gap):
        passing.push(f"rtsp://127.0.0.1:{port}/kitchen", form)
        await until(lambda: len(receiver.times) >= 25, "pictures decoded", LONG)
        state = await passing.comes_to(PushPhase.LIVE)
        assert state.fps > 1
        assert state.kbps > 10
        assert state.trouble is None
        times = receiver.times[:25]
        distances = sorted(b - a for a, b in itertools.pairwise(times))
        # The newest wins: on a busy machine some pictures are left out, and never come early or faster.
        assert min(distances) > 0.035, distances
        whole = [round(distance / 0.04) for distance in distances]
        assert all(abs(distance - 0.04 * n) < 0.01 for distance, n in zip(distances, whole, strict=True)), distances
        assert len(set(receiver.sums)) >= 8


async def test_jpeg_arrives_as_the_camera_made_it() -> None:
    port = free_port()
    for sampling in ("420", "422"):
        async with passing_on() as passing, streaming(passing.station, lambda n, s=sampling: scene(n, sampling=s)):
            passing.push(f"rtsp://127.0.0.1:{port}/kitchen")
            files = await asyncio.wait_for(ffmpeg_files(port, 3), LONG)
        originals = [simplejpeg.decode_jpeg(scene(number, sampling=sampling)) for number in range(8)]
        for data in files:
            pixels = simplejpeg.decode_jpeg(data)
            assert any(np.array_equal(pixels, original) for original in originals)


@functools.cache
def unusual(*options: str) -> bytes:
    """A picture that FFmpeg's encoder made in its own way."""
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=1", "-frames:v", "1"]
    done = subprocess.run(
        [*command, "-pix_fmt", "yuvj420p", "-q:v", "3", *options, "-f", "mjpeg", "-"], check=True, capture_output=True
    )
    return done.stdout


@pytest.mark.parametrize(
    "options",
    [("-huffman", "optimal"), ("-huffman", "optimal", "-threads", "4", "-slices", "4")],
    ids=["own tables", "own tables and restarts"],
)
async def test_pictures_with_huffman_tables_of_their_own_arrive_unchanged(options: tuple[str, ...]) -> None:
    port, data = free_port(), unusual(*options)
    async with passing_on() as passing, streaming(passing.station, lambda _: data):
        passing.push(f"rtsp://127.0.0.1:{port}/kitchen")
        files = await asyncio.wait_for(ffmpeg_files(port, 3), LONG)
    for arrived in files:
        assert np.array_equal(simplejpeg.decode_jpeg(arrived), simplejpeg.decode_jpeg(data))


@BOTH_FORMS
async def test_another_size_goes_on_in_the_same_stream(form: PushForm) -> None:
    port = free_port()
    async with passing_on() as passing, ffmpeg_receiver(port) as receiver:
        size = [(320, 240)]
        async with streaming(passing.station, lambda n: scene(n, *size[0])):
            passing.push(f"rtsp://127.0.0.1:{port}/kitchen", form)
            await until(lambda: len(receiver.sums) >= 5, "pictures before", LONG)
            size[0] = (640, 480)
            seen = len(receiver.sums)
            await until(lambda: len(receiver.sums) >= seen + 20, "pictures after", LONG)
            assert passing.phases.count(PushPhase.LIVE) == 1


async def test_what_cannot_go_as_jpeg_is_refused_with_the_way_out() -> None:
    async with (
        passing_on() as passing,
        push_server() as server,
        streaming(passing.station, lambda n: scene(n, 324, 244)),
    ):
        passing.push(server.url())
        sentence = await passing.troubled_by(troubles.PictureUnfit)
        assert "324×244" in sentence
        assert "H.264" in sentence
        assert not server.packets


# -- who goes and comes --------------------------------------------------------------------------------------------


@BOTH_FORMS
async def test_a_receiver_that_goes_is_found_again(form: PushForm) -> None:
    port = free_port()
    async with passing_on() as passing, streaming(passing.station):
        passing.push(f"rtsp://127.0.0.1:{port}/kitchen", form)
        assert "no server answers at 127.0.0.1 port" in await passing.troubled_by(troubles.ServerNotThere)
        async with ffmpeg_receiver(port) as receiver:
            await until(lambda: len(receiver.sums) >= 3, "pictures at first", LONG)
        assert "has ended the connection" in await passing.troubled_by(troubles.ServerLeft)
        async with ffmpeg_receiver(port) as receiver:
            await until(lambda: len(receiver.sums) >= 3, "pictures again", LONG)
            assert (await passing.comes_to(PushPhase.LIVE)).trouble is None


async def test_a_camera_that_goes_ends_the_stream_and_begins_it_again_when_it_comes_back() -> None:
    async with passing_on() as passing, push_server() as server:
        async with streaming(passing.station):
            passing.push(server.url())
            await until(lambda: server.pictures >= 3, "pictures")
        await passing.comes_to(PushPhase.AWAY)
        await until(lambda: server.methods["TEARDOWN"] == 1, "a goodbye")
        server.packets.clear()
        async with streaming(passing.station):
            await until(lambda: server.pictures >= 3, "pictures again")
        assert server.methods["RECORD"] == 2


async def test_nothing_is_sent_of_a_camera_that_is_not_allowed() -> None:
    stranger = "0a0000000009"
    async with passing_on() as passing, push_server() as server, streaming(passing.station, camera_id=stranger):
        passing.push(server.url(), camera=stranger)
        passing.push(server.url(path="/{id}"), camera="")
        await passing.station.listed(stranger)
        async with streaming(passing.station):
            await until(lambda: server.pictures >= 3, "the other camera's pictures")
        assert not any(stranger in request.url for request in server.requests)
        assert server.connections == 1


async def test_no_encoder_runs_while_there_is_no_server() -> None:
    async with passing_on() as passing, streaming(passing.station):
        encoders = await passing.encoders.get()
        passing.push(f"rtsp://127.0.0.1:{free_port()}/kitchen", PushForm.H264)
        await passing.troubled_by(troubles.ServerNotThere)
        assert encoders.state(FRONT_DOOR) is None


async def test_each_camera_has_its_place_where_the_address_says_id() -> None:
    async with passing_on() as passing, push_server() as server:
        passing.push(server.url(path="/house/{id}"), camera="")
        async with streaming(passing.station), streaming(passing.station, camera_id=GARDEN):
            await until(lambda: server.methods["RECORD"] == 2, "both cameras")
        announced = {request.url for request in server.requests if request.method == "ANNOUNCE"}
        assert announced == {server.url(path=f"/house/{camera_id}") for camera_id in (FRONT_DOOR, GARDEN)}


async def test_without_a_name_it_is_the_first_camera_that_comes_and_stays_it() -> None:
    async with passing_on() as passing, push_server() as server:
        order = passing.push(server.url(), camera="")
        assert [state.camera_id for state in passing.service.states] == [None]
        async with streaming(passing.station, camera_id=GARDEN):
            await passing.comes_to(PushPhase.LIVE)
            async with streaming(passing.station):
                await until(lambda: passing.station.camera(FRONT_DOOR).state is CameraState.LIVE, "the second one")
                assert [state.camera_id for state in passing.service.states] == [GARDEN]
        passing.service.remove(order.id)
        assert passing.service.states == ()


async def test_switched_off_it_ends_and_switched_on_it_begins() -> None:
    async with passing_on() as passing, push_server() as server, streaming(passing.station):
        order = passing.push(server.url())
        await passing.comes_to(PushPhase.LIVE)
        passing.service.stop(order.id)
        assert [state.phase for state in passing.service.states] == [PushPhase.OFF]
        await until(lambda: server.methods["TEARDOWN"] == 1, "a goodbye")
        passing.service.start(order.id)
        await passing.comes_to(PushPhase.LIVE)
        assert server.connections == 2


# -- servers that misbehave ----------------------------------------------------------------------------------------


async def test_a_server_that_takes_no_pictures_is_given_up_and_costs_the_others_nothing() -> None:
    async with passing_on() as passing, push_server(reads_packets=False) as server, push_server() as good:
        big = scene(1, 1280, 960)
        async with witness(passing.station), streaming(passing.station, lambda _: big, gap_s=lambda _: 0.01):
            passing.push(server.url())
            passing.push(good.url())
            assert "has taken no pictures" in await passing.troubled_by(troubles.ServerStuck, 20.0)
            before = good.pictures
            await until(lambda: good.pictures >= before + 5, "pictures elsewhere")
            await until(lambda: server.connections >= 2, "another try")


async def test_a_slow_server_gets_the_newest_picture() -> None:
    async with passing_on(PushTimes(pauses=(0.05,), stuck=60.0)) as passing, push_server(reads_packets=False) as server:
        big, shown = scene(1, 1280, 960), 0

        def picture(_: int) -> bytes:
            nonlocal shown
            shown += 1
            return big

        async with streaming(passing.station, picture, gap_s=lambda _: 0.005):
            passing.push(server.url())
            await passing.comes_to(PushPhase.LIVE)
            run = next(iter(passing.service._runs.values()))
            await until(lambda: shown >= 100, "a hundred pictures more than it took")
            # One waits in the program, and what is on its way in the system.
            sent = len(run._meter._arrivals)
            assert sent < shown / 2


async def test_a_server_that_says_nothing_is_told_apart() -> None:
    async with passing_on() as passing, push_server(is_silent=True) as server, streaming(passing.station):
        passing.push(server.url())
        assert "has not answered" in await passing.troubled_by(troubles.ServerSilent)


async def test_something_else_than_rtsp_is_told_apart() -> None:
    greeting = b"HTTP/1.1 400 Bad Request\r\n\r\n"
    async with passing_on() as passing, push_server(greeting=greeting) as server, streaming(passing.station):
        passing.push(server.url())
        assert "does not speak RTSP" in await passing.troubled_by(troubles.NotRtsp)


@pytest.mark.parametrize("status", [404, 461, 503])
async def test_what_the_server_will_not_take_is_said(status: int) -> None:
    refusing = push_server(statuses={"ANNOUNCE": status})
    async with passing_on() as passing, refusing as server, streaming(passing.station):
        passing.push(server.url())
        assert f"({status} As told)" in await passing.troubled_by(troubles.NotTaken)


async def test_a_name_that_nobody_knows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    real = socket.getaddrinfo

    def known(host: Any, *arguments: Any, **options: Any) -> Any:
        if host == "cellar.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    async with passing_on() as passing, streaming(passing.station):
        passing.push("rtsp://cellar.example/kitchen")
        assert "cellar.example" in await passing.troubled_by(troubles.ServerNotKnown)


async def test_a_name_service_that_hangs_keeps_nothing_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket
    import threading

    real, release = socket.getaddrinfo, threading.Event()

    def hanging(host: Any, *arguments: Any, **options: Any) -> Any:
        if host == "cellar.example":
            release.wait(30)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure")
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    try:
        async with passing_on() as passing, streaming(passing.station):
            passing.push("rtsp://cellar.example/kitchen")
            await passing.comes_to(PushPhase.CONNECTING)
            # The end, within 2 s, is checked by ``passing_on``.
    finally:
        release.set()


# -- logins and secrets --------------------------------------------------------------------------------------------

SECRET = "s3cret/?#@:x"
SECRET_WRITTEN = "s3cret%2F%3F%23%40%3Ax"


@pytest.mark.parametrize("kind", ["Basic", "MD5", "SHA-256"])
async def test_a_server_that_asks_for_a_password_gets_it_and_nobody_else(
    kind: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    async with passing_on() as passing, push_server(login=("cook", SECRET, kind)) as server:
        async with streaming(passing.station):
            passing.push(server.url(f"cook:{SECRET_WRITTEN}"))
            await until(lambda: server.pictures >= 3, "pictures")
            passing.push(server.url("cook:wrong-s3cret"))
            passing.push(server.url())
            sentences = [
                await passing.troubled_by(troubles.LoginRefused),
                await passing.troubled_by(troubles.LoginWanted),
            ]
        server.drop()
    assert all("rtsp://" not in request.headers.get("from", "") for request in server.requests)
    assert all("s3cret" not in request.url for request in server.requests)
    told = [caplog.text, *sentences, repr(passing.states), str([s.url for s in passing.states])]
    assert not any("s3cret" in text for text in told)
    assert "•••" in repr(passing.states)


async def test_sender_reports_and_signs_of_life_go_along() -> None:
    async with passing_on() as passing, push_server(session_s=2) as server, streaming(passing.station):
        passing.push(server.url())
        await until(lambda: len(server.reports) >= 2, "reports")
        report = server.reports[0]
        assert report[1] == 200
        seconds = int.from_bytes(report[8:12], "big") - 2_208_988_800
        assert abs(seconds - time.time()) < 30
        await until(lambda: server.methods["OPTIONS"] >= 2, "a sign of life")


# -- encrypted -----------------------------------------------------------------------------------------------------


def certificate(folder: Path) -> Path:
    """Key and certificate of 127.0.0.1, signed by itself."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kitchen server")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOOPBACK))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "kitchen.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


async def test_an_encrypted_server_is_trusted_by_its_certificate_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(tmp_path)
    encryption = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    encryption.load_cert_chain(path)
    async with push_server(encryption) as server, passing_on() as passing, streaming(passing.station):
        passing.push(server.url(scheme="rtsps"))
        assert "certificate" in await passing.troubled_by(troubles.CertificateRefused)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        await until(lambda: server.pictures >= 3, "pictures")


async def test_a_server_without_encryption_is_told_apart() -> None:
    async with passing_on() as passing, push_server(is_silent=True) as server, streaming(passing.station):
        server.greeting = b"RTSP/1.0 400 Bad Request\r\n\r\n"
        passing.push(server.url(scheme="rtsps"))
        assert "without s" in await passing.troubled_by(troubles.NoTls)


# -- a try ---------------------------------------------------------------------------------------------------------


@BOTH_FORMS
async def test_a_server_can_be_tried_without_sending_a_picture(form: PushForm) -> None:
    async with passing_on() as passing, push_server() as server:
        await passing.service.test(parse_push_url(server.url()), form)
        assert [r.method for r in server.requests] == ["OPTIONS", "ANNOUNCE", "SETUP", "TEARDOWN"]
        server.statuses = {"ANNOUNCE": 404}
        with pytest.raises(troubles.NotTaken):
            await passing.service.test(parse_push_url(server.url()), form)
        await until(lambda: not server.writers, "no connection left")
