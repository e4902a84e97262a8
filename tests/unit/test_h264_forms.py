"""The wrappings of H.264, byte by byte."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.sharing.h264 import mpegts, nal
from atomcam_gui.sharing.h264.chunk import Parameters
from atomcam_gui.sharing.h264.fmp4 import HOLD_S, FragmentMuxer, init_segment
from atomcam_gui.sharing.h264.mpegts import PACKET, TransportMuxer
from atomcam_gui.sharing.h264.picture import coded_size
from atomcam_gui.sharing.h264.x264 import level, most_bits_per_s

PARAMETERS = Parameters(bytes.fromhex("6742c01eda0280f6"), bytes.fromhex("68ce0fc8"), 640, 480)
SECOND = 1_000_000
VIDEO, TABLE_OF_PROGRAMS = 0x100, 0


# -- NAL units -------------------------------------------------------------------------------------------------------


def test_units_are_found_after_long_and_short_start_codes() -> None:
    stream = b"\0\0\0\1\x67abc\0\0\1\x68de\0\0\0\1\x65" + b"\0\0\3\1slice\x80"
    assert nal.nal_units(stream) == [b"\x67abc", b"\x68de", b"\x65\0\0\3\1slice\x80"]


def test_mp4_gets_the_slices_and_their_lengths_only() -> None:
    stream = b"\0\0\0\1\x67abc\0\0\1\x68de\0\0\1\x06sei\x80\0\0\1\x65slice"
    assert nal.parameter_sets(stream) == (b"\x67abc", b"\x68de")
    assert nal.length_prefixed(stream) == b"\0\0\0\6\x65slice"


def test_a_picture_without_parameters_has_none() -> None:
    assert nal.parameter_sets(b"\0\0\0\1\x41slice") is None
    assert nal.parameter_sets(b"") is None


# -- MPEG-TS ---------------------------------------------------------------------------------------------------------


def packets(data: bytes) -> Iterator[bytes]:
    assert len(data) % PACKET == 0
    for position in range(0, len(data), PACKET):
        assert data[position] == 0x47
        yield data[position : position + PACKET]


def pid(packet: bytes) -> int:
    return int.from_bytes(packet[1:3], "big") & 0x1FFF


def payload(packet: bytes) -> bytes:
    has_field = packet[3] & 0x20
    return packet[5 + packet[4] :] if has_field else packet[4:]


def pes_of(data: bytes) -> bytes:
    return b"".join(payload(packet) for packet in packets(data) if pid(packet) == VIDEO)


def pts_of(pes: bytes) -> int:
    a, b, c = pes[9], *struct.unpack(">HH", pes[10:14])
    return (a >> 1 & 7) << 30 | (b >> 1) << 15 | c >> 1


@given(st.lists(st.tuples(st.integers(1, 1200), st.booleans()), min_size=1, max_size=20))
def test_any_picture_comes_out_of_its_packets_as_it_went_in(pictures: list[tuple[int, bool]]) -> None:
    muxer = TransportMuxer()
    counters = []
    for number, (size, is_key) in enumerate(pictures):
        picture = b"\0\0\0\1\x41" + bytes(size % 251 + 1 for _ in range(size))
        data = muxer.picture(picture, number * 40_000, is_key=is_key)
        pes = pes_of(data)
        assert pes.startswith(b"\0\0\1\xe0")
        assert int.from_bytes(pes[4:6], "big") == len(pes) - 6
        assert pes[14:] == b"\0\0\0\1\x09\xf0" + picture
        assert pts_of(pes) == 90_000 + number * 3600
        assert [pid(packet) for packet in packets(data)][:2] == [0, 0x1000] or not is_key
        counters += [packet[3] & 15 for packet in packets(data) if pid(packet) == VIDEO]
    assert counters == [number % 16 for number in range(len(counters))]


@pytest.mark.parametrize("size", [65_521, 65_522, 300_000])
def test_a_picture_too_long_to_tell_its_length_tells_none(size: int) -> None:
    pes = pes_of(TransportMuxer().picture(b"x" * size, 0, is_key=True))
    assert len(pes) == 14 + 6 + size
    assert int.from_bytes(pes[4:6], "big") == (len(pes) - 6 if len(pes) - 6 <= 0xFFFF else 0)


def test_times_go_round_after_26_hours() -> None:
    pes = pes_of(TransportMuxer().picture(b"x", 200_000 * SECOND, is_key=False))
    assert pts_of(pes) == (200_001 * 90_000) % 2**33


def test_whoever_lost_something_is_told_at_the_keyframe() -> None:
    whole = TransportMuxer().picture(b"x" * 500, 0, is_key=True)
    marked = mpegts.after_loss(whole)
    different = [position for position in range(len(whole)) if whole[position] != marked[position]]
    assert different == [2 * PACKET + 5]
    assert marked[different[0]] == whole[different[0]] | 0x80
    assert pes_of(marked) == pes_of(whole)
    assert mpegts.tables(marked) == whole[: 2 * PACKET]


# -- MP4 -------------------------------------------------------------------------------------------------------------


def boxes(data: bytes) -> dict[bytes, bytes]:
    found = {}
    position = 0
    while position < len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        assert 8 <= size <= len(data) - position
        found[kind] = data[position + 8 : position + size]
        position += size
    return found


def test_the_initialization_segment_is_made_of_whole_boxes() -> None:
    movie = boxes(boxes(init_segment(PARAMETERS))[b"moov"])
    assert set(movie) == {b"mvhd", b"trak", b"mvex"}
    assert len(movie[b"mvhd"]) == 100
    track = boxes(movie[b"trak"])
    assert len(track[b"tkhd"]) == 84
    assert struct.unpack(">II", track[b"tkhd"][-8:]) == (640 << 16, 480 << 16)
    samples = boxes(boxes(boxes(track[b"mdia"])[b"minf"])[b"stbl"])
    entry = boxes(samples[b"stsd"][8:])[b"avc1"]
    description = boxes(entry[78:])[b"avcC"]
    assert description[1:4].hex() == "42c01e"
    assert PARAMETERS.sps in description
    assert PARAMETERS.pps in description
    assert PARAMETERS.codec == "avc1.42C01E"


def times_of(pts_us: list[int]) -> list[float]:
    """Where a watcher's player shows pictures of these times, in seconds."""
    muxer = FragmentMuxer()
    times = []
    for number, pts in enumerate(pts_us):
        data = muxer.fragment(b"sample" * number, pts, is_key=not number)
        outer = boxes(data)
        assert outer[b"mdat"] == b"sample" * number
        fragment = boxes(outer[b"moof"])
        track = boxes(fragment[b"traf"])
        assert struct.unpack(">I", fragment[b"mfhd"][4:]) == (number + 1,)
        _, _, offset, duration, size, flags = struct.unpack(">6I", track[b"trun"])
        assert data[offset : offset + size] == outer[b"mdat"]
        assert duration == HOLD_S * 90_000
        assert (flags & 0x10000 == 0) is (not number)
        times.append(struct.unpack(">Q", track[b"tfdt"][4:])[0] / 90_000)
    return times


def test_a_watchers_times_begin_at_nothing_and_go_at_true_speed() -> None:
    assert times_of([77 * SECOND, 77_040_000, 77_500_000, 78_400_000]) == [0.0, 0.04, 0.5, 1.4]


def test_a_pause_leaves_no_hole_in_the_players_buffer() -> None:
    times = times_of([0, 40_000, 30 * SECOND, 30_040_000])
    assert times == [0.0, 0.04, 1.04, 1.08]
    assert all(after - before <= HOLD_S for before, after in itertools.pairwise(times))


# -- sizes -----------------------------------------------------------------------------------------------------------


def test_odd_and_tiny_pictures_are_given_a_size_that_can_be_encoded() -> None:
    assert coded_size((641, 481)) == (640, 480)
    assert coded_size((1, 3)) == (16, 16)
    assert coded_size((1600, 1200)) == (1600, 1200)
    assert coded_size((65500, 100)) == (8192, 16)


def test_level_and_bit_rate_rise_with_the_size() -> None:
    sizes = [(16, 16), (320, 240), (640, 480), (800, 600), (1280, 1024), (1600, 1200), (2048, 1536), (3264, 2448)]
    assert [level(size) for size in sizes] == ["3.0", "3.0", "3.0", "3.1", "3.2", "4.0", "5.0", "5.1"]
    assert level((8000, 16)) == "5.1"
    rates = [most_bits_per_s(size) for size in sizes]
    assert rates == sorted(rates)
    assert rates[2] == 4_000_000
    assert rates[-1] <= 16_000_000
