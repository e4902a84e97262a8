"""Multipart streams as cameras write them, cut into pieces in any way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui import jpeg
from atomcam_gui.sources.multipart import MultipartParser, NoMultipart, PartTooLarge
from tests.peers import picture, segment, stamped

PICTURES = [stamped(number) for number in range(3)]


def stream(
    line: str = "--frame",
    *,
    pictures: list[bytes] = PICTURES,
    length: int | None = 0,
    before: bytes = b"\r\n",
    eol: bytes = b"\r\n",
    padding: bytes = b"",
    kind: str = "image/jpeg",
) -> bytes:
    """``length`` is added to the true one; None sends none."""
    text = b""
    for data in pictures:
        lines = [line.encode(), f"Content-Type: {kind}".encode()]
        lines += [b"Content-Length: %d" % (len(data) + len(padding) + length)] if length is not None else []
        text += before + eol.join((*lines, b"", b"")) + data + padding
    return text


def fed(boundary: str, data: bytes, size: int) -> list[bytes]:
    parser = MultipartParser(boundary)
    return [part for at in range(0, len(data), size) for part in parser.feed(data[at : at + size])]


SIZES = (1, 7, 100, 100_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("frame", "--frame"),
        ('"frame"', "--frame"),
        ("--frame", "--frame"),
        ("--frame", "----frame"),
        ("frame", "frame"),
        ("123456789000000000000987654321", "--123456789000000000000987654321"),
        ("--video boundary--", "--video boundary--"),
        ("x", "--x"),
        ("--", "----"),
    ],
)
@pytest.mark.parametrize("length", [0, None])
def test_boundaries_with_and_without_dashes_and_quotes(
    declared: str, written: str, length: int | None, size: int
) -> None:
    assert fed(declared, stream(written, length=length), size) == PICTURES


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("length", [0, None])
@pytest.mark.parametrize("eol", [b"\r\n", b"\n"])
@pytest.mark.parametrize("before", [b"\r\n", b"\n", b"", b"\r\n\r\n"])
def test_line_breaks_of_all_kinds(before: bytes, eol: bytes, length: int | None, size: int) -> None:
    assert fed("frame", stream(before=before, eol=eol, length=length), size) == PICTURES


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("padding", [b"\0" * 40, b"\r\n\r\n", b"\0\0\xffgarbage"])
@pytest.mark.parametrize("length", [0, None])
def test_what_follows_a_picture_in_its_part_is_left_out(padding: bytes, length: int | None, size: int) -> None:
    # Without a length, a picture is whole at its end; what comes then belongs to nothing.
    assert fed("frame", stream(padding=padding, length=length) + b"\r\n--frame\r\n", size) == PICTURES


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lie", [-300, -1, 1, 60, 700])
def test_a_wrong_length_costs_no_picture_but_the_last(lie: int, size: int) -> None:
    assert fed("frame", stream(length=lie) + stream(length=lie), size)[:5] == (PICTURES + PICTURES)[:5]


@pytest.mark.parametrize("length", [0, None])
def test_a_picture_is_there_as_soon_as_its_last_byte_is(length: int | None) -> None:
    parser = MultipartParser("frame")
    for data in PICTURES:
        part = stream(pictures=[data], length=length)
        assert parser.feed(part[:-1]) == []
        assert parser.feed(part[-1:]) == [data]


def test_a_preview_inside_a_picture_is_not_its_end() -> None:
    preview = segment(0xE1, b"Exif\0\0" + picture(16, 16))
    data = picture()[:2] + preview + picture()[2:]
    parser = MultipartParser("frame")
    assert jpeg.inspect(data).width == 64
    text = stream(pictures=[data], length=None)
    cut = text.index(jpeg.EOI) + 2
    assert parser.feed(text[:cut]) == []
    assert parser.feed(text[cut:]) == [data]


def test_a_damaged_picture_is_handed_over_to_be_counted_and_the_next_one_is_whole() -> None:
    cut = PICTURES[0][:-200]
    found = fed("frame", stream(pictures=[cut, PICTURES[1]], length=None) + b"\r\n--frame\r\n", 1000)
    assert found == [cut, PICTURES[1]]


def test_what_is_no_picture_is_left_out_and_named() -> None:
    parser = MultipartParser("frame")
    text = stream(kind="text/plain", pictures=[b"battery=80", b"battery=79"]) + stream(pictures=PICTURES[:1])
    assert parser.feed(text) == PICTURES[:1]
    assert parser.other_kind == "text/plain"


def test_an_endless_header_ends_it() -> None:
    parser = MultipartParser("frame")
    parser.feed(b"--frame\r\n" + b"X: y\r\n" * 10_000)
    with pytest.raises(NoMultipart):
        parser.feed(b"X: y\r\n" * 1000)


def test_a_stream_without_its_boundary_ends_it() -> None:
    with pytest.raises(NoMultipart):
        MultipartParser("frame").feed(bytes(70_000))


def test_a_part_of_100_mb_ends_it_before_it_is_read() -> None:
    with pytest.raises(PartTooLarge):
        MultipartParser("frame").feed(b"--frame\r\nContent-Length: 100000000\r\n\r\n")


def test_a_part_without_end_ends_it_at_the_size_of_the_largest_picture() -> None:
    parser = MultipartParser("frame")
    parser.feed(b"--frame\r\n\r\n")
    for _ in range(64):
        parser.feed(b"\xff\xd8" * 32768)
    with pytest.raises(PartTooLarge):
        parser.feed(b"\xff\xd8" * 32768)


@pytest.mark.parametrize("length", ["-5", "1e3", "9" * 5000, "²", ""])
def test_a_length_that_is_none_is_as_good_as_none(length: str) -> None:
    text = b"--frame\r\nContent-Length: " + length.encode() + b"\r\n\r\n" + PICTURES[0] + b"\r\n--frame\r\n"
    assert MultipartParser("frame").feed(text) == PICTURES[:1]


@given(st.lists(st.integers(1, 900), min_size=1, max_size=60), st.sampled_from([0, None, 5, -5]))
def test_it_does_not_matter_how_the_bytes_are_cut(cuts: list[int], length: int | None) -> None:
    text = stream(length=length) + stream() + b"\r\n--frame--\r\n"
    parser, found, at = MultipartParser("frame"), [], 0
    for cut in (*cuts, len(text)):
        found += parser.feed(text[at : at + cut])
        at += cut
    assert found == PICTURES + PICTURES


@given(st.binary(max_size=3000), st.binary(max_size=300))
def test_nothing_that_a_camera_can_send_breaks_it(first: bytes, second: bytes) -> None:
    parser = MultipartParser("f")
    try:
        for part in (*parser.feed(b"--f\r\n" + first), *parser.feed(b"\r\n--f\r\n\r\n" + second)):
            assert isinstance(part, bytes)
    except (NoMultipart, PartTooLarge):
        pass
