"""One watcher's end of a stream, given pictures by hand."""

from __future__ import annotations

import asyncio

import pytest

from atomcam_gui.sharing.h264.chunk import Chunk, CodedPicture, Parameters, StreamForm
from atomcam_gui.sharing.h264.mpegts import PACKET, TransportMuxer
from atomcam_gui.sharing.h264.watch import MAX_WAITING_BYTES, MAX_WAITING_NS, EncoderWatch

SMALL = Parameters(bytes.fromhex("6742c01eda0280f6"), bytes.fromhex("68ce0fc8"), 640, 480)
LARGE = Parameters(bytes.fromhex("6742c028da0280f6"), bytes.fromhex("68ce0fc8"), 1600, 1200)


class Encoder:
    """Makes a picture every 40 ms for a watcher."""

    def __init__(self, form: StreamForm) -> None:
        self.keys_asked = 0
        self.ended = 0
        self.number = 0
        self.parameters = SMALL
        self.transport = TransportMuxer()
        self.watch = EncoderWatch(form, self._ask, lambda _: self._end())

    def _ask(self) -> None:
        self.keys_asked += 1

    def _end(self) -> None:
        self.ended += 1

    def put(self, *, key: bool = False, size: int = 1000, age_ns: int = 0, bare: bool = False) -> None:
        pts_us = self.number * 40_000
        self.number += 1
        body = bytes((self.number % 256,)) * size
        wrapped = self.transport.picture(body, pts_us, is_key=key)
        made_ns = self.number * 40_000_000 + age_ns
        self.watch.push(
            CodedPicture(self.parameters, key, pts_us, made_ns, body, None if bare else wrapped, None if bare else body)
        )

    async def take_all(self) -> list[Chunk]:
        chunks = []
        while True:
            try:
                chunks.append(await asyncio.wait_for(anext(self.watch), 0.01))
            except TimeoutError:
                return chunks


def story(chunks: list[Chunk]) -> str:
    return "".join("S" if chunk.is_start and not chunk.is_key else "K" if chunk.is_key else "p" for chunk in chunks)


@pytest.mark.parametrize("form", list(StreamForm))
async def test_a_watcher_begins_with_a_start_and_a_keyframe(form: StreamForm) -> None:
    encoder = Encoder(form)
    for key in (False, False, True, False):
        encoder.put(key=key)
    chunks = await encoder.take_all()
    assert story(chunks) == ("Kp" if form is StreamForm.PACKETS else "SKp")
    assert [chunk.is_start for chunk in chunks] == [True] + [False] * (len(chunks) - 1)
    assert chunks[0].codec == "avc1.42C01E"
    assert chunks[0].extradata == b"\0\0\0\1" + SMALL.sps + b"\0\0\0\1" + SMALL.pps


async def test_pictures_from_before_the_form_was_asked_for_are_no_beginning() -> None:
    encoder = Encoder(StreamForm.FMP4)
    encoder.put(key=True, bare=True)
    encoder.put()
    assert await encoder.take_all() == []
    encoder.put(key=True)
    assert story(await encoder.take_all()) == "SK"


@pytest.mark.parametrize("form", [StreamForm.MPEGTS, StreamForm.FMP4])
async def test_another_size_begins_with_a_new_start(form: StreamForm) -> None:
    encoder = Encoder(form)
    encoder.put(key=True)
    encoder.put()
    encoder.parameters = LARGE
    encoder.put(key=True)
    encoder.put(key=True)
    chunks = await encoder.take_all()
    assert story(chunks) == "SKpSKK"
    assert (chunks[3].width, chunks[3].codec) == (1600, "avc1.42C028")


async def test_who_does_not_read_in_time_loses_all_up_to_the_next_keyframe() -> None:
    encoder = Encoder(StreamForm.FMP4)
    encoder.put(key=True)
    for _ in range(10):
        encoder.put()
    encoder.put(age_ns=MAX_WAITING_NS)
    encoder.put()
    assert (encoder.keys_asked, encoder.watch.lost) == (1, 12)
    assert await encoder.take_all() == []
    encoder.put(key=True)
    encoder.put()
    assert story(await encoder.take_all()) == "SKp"


async def test_what_waits_is_bounded_however_large_the_pictures_are() -> None:
    encoder = Encoder(StreamForm.PACKETS)
    encoder.put(key=True, size=MAX_WAITING_BYTES // 2)
    for _ in range(40):
        encoder.put(size=MAX_WAITING_BYTES // 8)
    assert sum(len(chunk.data) for chunk in await encoder.take_all()) <= MAX_WAITING_BYTES
    assert encoder.keys_asked == 1


async def test_a_keyframe_larger_than_the_bound_still_comes() -> None:
    encoder = Encoder(StreamForm.PACKETS)
    encoder.put(key=True, size=MAX_WAITING_BYTES * 2)
    assert story(await encoder.take_all()) == "K"


async def test_after_a_loss_a_transport_stream_tells_that_it_jumps() -> None:
    encoder = Encoder(StreamForm.MPEGTS)
    encoder.put(key=True)
    (_, first) = await encoder.take_all()
    encoder.put()
    encoder.put(age_ns=MAX_WAITING_NS + 1)
    encoder.put(key=True)
    encoder.put(key=True)
    second, third = await encoder.take_all()
    flags = [chunk.data[2 * PACKET + 5] & 0x80 for chunk in (first, second, third)]
    assert flags == [0, 0x80, 0]


async def test_closing_releases_who_waits_and_is_told_once() -> None:
    encoder = Encoder(StreamForm.FMP4)
    reader = asyncio.create_task(anext(encoder.watch, None))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    encoder.watch.close()
    assert await asyncio.wait_for(reader, 5) is None
    encoder.watch.close()
    encoder.put(key=True)
    assert [chunk async for chunk in encoder.watch] == []
    assert encoder.ended == 1
