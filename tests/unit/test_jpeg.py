"""The first gate for pictures: what is one complete JPEG and what is not, and the board's stamp in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
import simplejpeg
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui import jpeg
from atomcam_gui.errors import BadJpeg, JpegFault
from atomcam_gui.jpeg import (
    MAX_BYTES,
    MAX_PIXELS,
    MAX_SCANS,
    JpegInfo,
    Stamp,
    StreamInspector,
    inspect,
    picture_end,
    stamp_position,
    stamp_segment,
    with_stamp,
)
from tests.peers import frame_header, picture, segment, sketch

APP0_JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
EOI = b"\xff\xd9"
TAG = b"atomcam\x01"


def of_scans(count: int, *, marker: int = 0xC2, together: bool = True) -> bytes:
    """A colour picture's structure with so many scans, of all colours together or the first one alone."""
    header = segment(marker, b"\x08\x00\x30\x00\x40\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00")
    colours = b"\x03\x01\x00\x02\x00\x03\x00" if together else b"\x01\x01\x00"
    return b"\xff\xd8" + header + (segment(0xDA, colours + b"\x00\x00\x00") + b"\x01\xff\x00") * count + EOI


def fault_of(data: bytes) -> JpegFault:
    with pytest.raises(BadJpeg) as caught:
        inspect(data)
    return caught.value.fault


# -- what is taken -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1, 1), (64, 48), (160, 120), (641, 479), (1600, 1200)])
def test_a_real_picture_tells_its_size(width: int, height: int) -> None:
    info = inspect(picture(width, height))
    assert (info.width, info.height, info.stamp) == (width, height, None)


@pytest.mark.parametrize("subsampling", ["444", "422", "420", "Gray"])
def test_any_kind_of_colour_is_taken(subsampling: str) -> None:
    colours = "GRAY" if subsampling == "Gray" else "RGB"
    pixels = np.random.default_rng(1).integers(0, 255, (48, 64, 1 if subsampling == "Gray" else 3), np.uint8)
    data = simplejpeg.encode_jpeg(pixels, 95, colours, subsampling)
    assert (inspect(data).width, inspect(data).height) == (64, 48)


def test_eight_megapixels_are_taken_and_one_row_more_is_not() -> None:
    assert inspect(sketch(width=4000, height=2000)).width == 4000
    assert MAX_PIXELS == 4000 * 2000
    assert fault_of(sketch(width=4000, height=2001)) is JpegFault.TOO_LARGE


def test_four_mebibytes_are_taken_and_one_byte_more_is_not() -> None:
    frame = len(sketch(data=b""))
    largest = sketch(data=bytes(MAX_BYTES - frame))
    assert len(largest) == MAX_BYTES == 4 * 1024 * 1024
    assert inspect(largest).width == 64
    assert fault_of(sketch(data=bytes(MAX_BYTES - frame + 1))) is JpegFault.TOO_MANY_BYTES


def test_fill_bytes_before_a_marker_are_taken() -> None:
    assert inspect(sketch(b"\xff\xff\xff" + segment(0xE1, b"x"))).width == 64


def test_markers_that_stand_alone_are_taken() -> None:
    assert inspect(sketch(b"\xff\x01", b"\xff\xd0", b"\xff\xd7")).width == 64


def test_restart_markers_and_stuffed_bytes_in_the_data_are_no_end() -> None:
    assert inspect(sketch(data=b"\x01\xff\x00\xff\xd0\x02\xff\x00\xd9\xff\xd7")).width == 64


def test_a_whole_picture_inside_a_segment_is_not_mistaken_for_the_picture() -> None:
    info = inspect(sketch(segment(0xE1, b"Exif\x00\x00" + picture(16, 8)), width=640, height=480))
    assert (info.width, info.height) == (640, 480)


@pytest.mark.parametrize("marker", sorted(set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}))
def test_every_kind_of_frame_header_tells_the_size(marker: int) -> None:
    header = bytes((0xFF, marker)) + frame_header(32, 24)[2:]
    assert inspect(b"\xff\xd8" + header + SCAN + b"\x01" + EOI).height == 24


@pytest.mark.parametrize("marker", [0xC4, 0xC8, 0xCC])
def test_what_only_looks_like_a_frame_header_tells_no_size(marker: int) -> None:
    header = bytes((0xFF, marker)) + frame_header(32, 24)[2:]
    assert fault_of(b"\xff\xd8" + header + SCAN + b"\x01" + EOI) is JpegFault.NO_SIZE


@pytest.mark.parametrize("marker", [0xC1, 0xC2, 0xC9, 0xCA])
def test_a_picture_of_many_scans_is_taken_up_to_a_limit(marker: int) -> None:
    """Thousands of scans, each of a few bytes and sound, would keep a decoder busy for a minute."""
    together = marker != 0xC1
    assert inspect(of_scans(10, marker=marker, together=together)).width == 64
    assert inspect(of_scans(MAX_SCANS, marker=marker, together=together)).width == 64
    assert fault_of(of_scans(MAX_SCANS + 1, marker=marker, together=together)) is JpegFault.DAMAGED
    assert fault_of(of_scans(5000, marker=marker, together=together)) is JpegFault.DAMAGED


def test_a_picture_of_too_many_scans_has_no_end_either() -> None:
    assert picture_end(of_scans(MAX_SCANS) + b"x") == len(of_scans(MAX_SCANS))
    assert picture_end(of_scans(MAX_SCANS + 1) + b"x") is None


# -- what is not taken ---------------------------------------------------------------------------------------------


def test_nothing_is_no_picture() -> None:
    assert fault_of(b"") is JpegFault.EMPTY


@pytest.mark.parametrize(
    "data", [b"\xff", b"\x00" * 100, b"\x89PNG\r\n\x1a\n", b"GIF89a", b'{"type":"hello"}', b"\xd8\xff"]
)
def test_what_does_not_begin_like_a_jpeg_is_none(data: bytes) -> None:
    assert fault_of(data) is JpegFault.NOT_JPEG


def test_a_byte_before_the_picture_makes_it_none() -> None:
    assert fault_of(b"\n" + picture()) is JpegFault.NOT_JPEG


def test_a_picture_cut_off_anywhere_is_never_taken() -> None:
    whole = with_stamp(picture(), Stamp(1, 2))
    for size in range(2, len(whole)):
        assert fault_of(whole[:size]) in (JpegFault.TRUNCATED, JpegFault.NO_SIZE)


def test_half_a_picture_is_truncated() -> None:
    whole = picture(640, 480)
    assert fault_of(whole[: len(whole) // 2]) is JpegFault.TRUNCATED


@pytest.mark.parametrize("extra", [b"\x00", b"\n", b"\xff", EOI, bytes(1000)])
def test_bytes_after_the_end_make_it_none(extra: bytes) -> None:
    assert fault_of(picture() + extra) is JpegFault.TRAILING_BYTES


def test_two_pictures_in_one_message_are_none() -> None:
    assert fault_of(picture() + picture()) is JpegFault.TRAILING_BYTES


@pytest.mark.parametrize(("width", "height"), [(65500, 65500), (65535, 65535), (65535, 123), (8_000_001 // 256, 257)])
def test_a_header_that_claims_too_many_pixels_is_refused_before_anybody_decodes_it(width: int, height: int) -> None:
    assert fault_of(sketch(width=width, height=height)) is JpegFault.TOO_LARGE


@pytest.mark.parametrize(("width", "height"), [(0, 48), (64, 0), (0, 0)])
def test_a_picture_without_extent_is_none(width: int, height: int) -> None:
    assert fault_of(sketch(width=width, height=height)) is JpegFault.NO_SIZE


def test_a_picture_that_never_tells_its_size_is_none() -> None:
    assert fault_of(b"\xff\xd8" + APP0_JFIF + SCAN + b"\x01" + EOI) is JpegFault.NO_SIZE


def test_only_a_beginning_and_an_end_are_no_picture() -> None:
    assert fault_of(b"\xff\xd8\xff\xd9") is JpegFault.TRUNCATED


@pytest.mark.parametrize("length", [0, 1])
def test_a_segment_too_short_for_its_own_length_is_damage(length: int) -> None:
    lie = b"\xff\xe1" + length.to_bytes(2, "big")
    assert fault_of(sketch(lie)) is JpegFault.DAMAGED


def test_a_segment_that_reaches_beyond_the_end_is_truncated() -> None:
    assert fault_of(sketch(b"\xff\xe1\xff\xff")) is JpegFault.TRUNCATED


def test_a_segment_that_ends_in_the_middle_of_another_is_damage() -> None:
    assert fault_of(sketch(b"\xff\xe1\x00\x08" + b"ab", b"\x11" * 20)) is JpegFault.DAMAGED


@pytest.mark.parametrize("length", [2, 7])
def test_a_frame_header_too_short_for_a_size_is_damage(length: int) -> None:
    header = b"\xff\xc0" + length.to_bytes(2, "big") + bytes(length - 2)
    assert fault_of(b"\xff\xd8" + header + SCAN + b"\x01" + EOI) is JpegFault.DAMAGED


def test_no_marker_where_one_must_be_is_damage() -> None:
    assert fault_of(b"\xff\xd8" + bytes(100) + EOI) is JpegFault.DAMAGED


@pytest.mark.parametrize(
    "filling", [b"\xff", b"\xff\x01", b"\xff\xe1\x00\x02"], ids=["fill", "alone", "empty segments"]
)
def test_a_header_of_millions_of_markers_costs_no_time(filling: bytes) -> None:
    data = b"\xff\xd8" + filling * ((MAX_BYTES - 2) // len(filling))
    began = time.perf_counter()
    assert fault_of(data) is JpegFault.DAMAGED
    assert time.perf_counter() - began < 0.1


def test_the_refusal_says_what_was_wrong() -> None:
    with pytest.raises(BadJpeg, match=r"too many pixels: 65500×65500, 8000000 pixels at most"):
        inspect(sketch(width=65500, height=65500))
    with pytest.raises(BadJpeg, match=r"^empty$"):
        inspect(b"")


# -- the stamp -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stamp", [Stamp(0, 0), Stamp(1, 2), Stamp(2**32 - 1, 2**64 - 1), Stamp(0xFFD9FFD9, 0xFFD9)])
def test_a_stamp_comes_back_as_it_went_in(stamp: Stamp) -> None:
    assert inspect(with_stamp(picture(), stamp)).stamp == stamp


def test_a_stamp_is_the_bytes_that_the_protocol_says() -> None:
    segment_bytes = stamp_segment(Stamp(0x01020304, 0x1112131415161718))
    assert segment_bytes == b"\xff\xfe\x00\x16atomcam\x01\x01\x02\x03\x04\x11\x12\x13\x14\x15\x16\x17\x18"


def test_sequence_numbers_wrap() -> None:
    assert inspect(with_stamp(picture(), Stamp(2**32 + 5, 0))).stamp == Stamp(5, 0)


def test_a_stamp_stands_after_the_jfif_segment() -> None:
    data = picture()
    assert data[2:4] == b"\xff\xe0"
    position = stamp_position(data)
    assert position == 2 + 2 + int.from_bytes(data[4:6], "big")
    out = with_stamp(data, Stamp(7, 8))
    assert out.startswith(data[:position] + b"\xff\xfe\x00\x16" + TAG)
    assert out.endswith(data[position:])


def test_a_stamp_stands_first_where_there_is_no_jfif_segment() -> None:
    plain = sketch()
    assert stamp_position(plain) == 2
    assert with_stamp(plain, Stamp(7, 8))[2:4] == b"\xff\xfe"
    assert inspect(with_stamp(plain, Stamp(7, 8))).stamp == Stamp(7, 8)


def test_a_stamped_picture_decodes_to_the_same_pixels() -> None:
    pixels = np.random.default_rng(2).integers(0, 255, (48, 64, 3), np.uint8)
    plain = simplejpeg.encode_jpeg(pixels, 90)
    out = with_stamp(plain, Stamp(123, 456))
    assert np.array_equal(simplejpeg.decode_jpeg(out), simplejpeg.decode_jpeg(plain))


@pytest.mark.parametrize(
    "comment",
    [
        b"",
        b"Created with GIMP",
        b"atomcam",
        TAG,
        TAG + bytes(11),
        TAG + bytes(13),
        b"atomcam\x02" + bytes(12),
        b"Atomcam\x01" + bytes(12),
        bytes(20),
    ],
)
def test_other_comments_and_stamps_of_another_length_or_version_are_ignored(comment: bytes) -> None:
    assert inspect(sketch(segment(0xFE, comment))).stamp is None


def test_a_comment_beside_the_stamp_does_not_hide_it() -> None:
    data = sketch(segment(0xFE, b"hello"), stamp_segment(Stamp(3, 4)), segment(0xFE, b"world"))
    assert inspect(data).stamp == Stamp(3, 4)


def test_a_stamp_in_another_kind_of_segment_is_none() -> None:
    assert inspect(sketch(segment(0xE5, TAG + bytes(12)))).stamp is None


def test_a_stamp_in_the_middle_of_the_picture_data_is_none() -> None:
    assert inspect(sketch(data=stamp_segment(Stamp(3, 4)))).stamp is None


# -- anything at all -----------------------------------------------------------------------------------------------


def survives(data: bytes) -> None:
    """Whatever comes, the answer is a picture within the limits or ``BadJpeg``."""
    try:
        info = inspect(data)
    except BadJpeg:
        return
    assert info.width * info.height <= MAX_PIXELS
    assert min(info.width, info.height) > 0
    assert data.startswith(b"\xff\xd8")
    assert data.endswith(b"\xff\xd9")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_picture_or_refused(data: bytes) -> None:
    survives(data)


MARKERS = st.sampled_from(b"\x00\x01\xc0\xc2\xc4\xcc\xd0\xd8\xd9\xda\xdb\xe0\xe1\xfe\xff")
SEGMENTS = st.builds(
    lambda marker, length, body: bytes((0xFF, marker)) + length.to_bytes(2, "big") + body,
    MARKERS,
    st.one_of(st.integers(0, 40), st.integers(0, 65535)),
    st.binary(max_size=40),
)


@given(st.lists(SEGMENTS, max_size=12), st.binary(max_size=20), st.booleans())
def test_any_sequence_of_segments_is_a_picture_or_refused(parts: list[bytes], tail: bytes, ended: bool) -> None:
    survives(b"\xff\xd8" + b"".join(parts) + tail + (EOI if ended else b""))


@given(st.data())
def test_a_real_picture_with_any_bytes_changed_is_a_picture_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(with_stamp(picture(), Stamp(1, 2)))
    places = st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255))
    for position, value in data.draw(st.lists(places, min_size=1, max_size=8)):
        damaged[position] = value
    survives(bytes(damaged))


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1))
def test_any_stamp_comes_back(sequence: int, capture_us: int) -> None:
    assert jpeg.inspect(with_stamp(picture(), Stamp(sequence, capture_us))).stamp == Stamp(sequence, capture_us)


# -- many pictures of one camera -----------------------------------------------------------------------------------


def said(inspector: Callable[[bytes], JpegInfo], data: bytes) -> JpegInfo | JpegFault:
    try:
        return inspector(data)
    except BadJpeg as error:
        return error.fault


@given(st.data())
def test_pictures_in_a_row_are_judged_like_each_alone(data: st.DataObject) -> None:
    sources = [picture(64, 48), picture(64, 64), with_stamp(picture(64, 48), Stamp(1, 2)), sketch()]
    inspector = StreamInspector()
    for _ in range(data.draw(st.integers(2, 8))):
        frame = data.draw(st.sampled_from(sources))
        if data.draw(st.booleans()) and frame[:4] == sources[2][:4]:
            frame = with_stamp(frame, Stamp(data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))))
        if data.draw(st.booleans()):
            changed = bytearray(frame)
            changed[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
            frame = bytes(changed)[: data.draw(st.integers(1, len(frame)))]
        assert said(inspector.inspect, frame) == said(inspect, frame)


def test_each_picture_in_a_row_tells_its_own_stamp() -> None:
    inspector = StreamInspector()
    for number in range(3):
        stamp = Stamp(number, 1000 + number)
        assert inspector.inspect(with_stamp(picture(64, 48), stamp)).stamp == stamp


def test_a_picture_of_another_size_in_a_row_tells_its_own_size() -> None:
    inspector = StreamInspector()
    for width in (64, 128, 64):
        assert inspector.inspect(picture(width, 48)).width == width


def test_a_known_header_lets_no_broken_picture_through() -> None:
    inspector = StreamInspector()
    whole = with_stamp(picture(64, 48), Stamp(1, 2))
    inspector.inspect(whole)
    assert said(inspector.inspect, whole[:-10]) is JpegFault.TRUNCATED
    assert said(inspector.inspect, whole + b"x") is JpegFault.TRAILING_BYTES
    assert said(inspector.inspect, whole + bytes(MAX_BYTES)) is JpegFault.TOO_MANY_BYTES


def test_a_known_header_lets_no_picture_of_too_many_scans_through() -> None:
    inspector = StreamInspector()
    assert inspector.inspect(of_scans(2)).width == 64
    assert said(inspector.inspect, of_scans(MAX_SCANS + 1)) is JpegFault.DAMAGED
    assert inspector.inspect(of_scans(2)).width == 64
