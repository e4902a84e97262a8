"""How pictures are packed up: JPEG (RFC 2435) with the right tables, H.264 (RFC 6184)."""

from __future__ import annotations

import contextlib
import itertools
import struct

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st

from atomcam_gui.push import rtp_h264, rtp_jpeg
from atomcam_gui.push.huffman_rewrite import CannotRewrite, with_standard_tables
from atomcam_gui.push.jpeg_anatomy import STANDARD, HuffmanTable, JpegAnatomy, dissect
from atomcam_gui.push.rtp import MAX_PAYLOAD, RtpStream
from atomcam_gui.push.troubles import PictureUnfit
from tests.peers import picture, segment


def noise(seed: int, width: int, height: int, quality: int, sampling: str) -> bytes:
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 255, (height // 8, width // 8, 3), np.uint8)
    pixels = np.kron(coarse, np.ones((8, 8, 1), np.uint8)) ^ random.integers(0, 60, (height, width, 3), np.uint8)
    return simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality, "RGB", sampling)


def anatomy_of(data: bytes) -> JpegAnatomy:
    anatomy = dissect(data)
    assert anatomy is not None
    return anatomy


def scan_of(data: bytes) -> bytes:
    return data[anatomy_of(data).data_at : -2]


def rtp_packets(data: bytes) -> list[bytes]:
    """The RTP packets within interleaved frames."""
    found = []
    while data:
        assert data[:2] == b"$\x00"
        size = int.from_bytes(data[2:4], "big")
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return found


# -- anatomy and fit -----------------------------------------------------------------------------------------------


def test_common_pictures_go_as_they_are() -> None:
    for sampling in ("420", "422"):
        data = noise(1, 64, 48, 80, sampling)
        anatomy = anatomy_of(data)
        rtp_jpeg.check_fit(anatomy)
        assert rtp_jpeg.travels_as_it_is(anatomy)
        assert rtp_jpeg.travelling_data(data, anatomy) == scan_of(data)


def test_tables_that_are_not_in_the_file_are_the_standard_ones() -> None:
    data = picture()
    bare, at = data[:2], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        bare += b"" if data[at + 1] == 0xC4 else data[at:end]
        at = end
    assert len(bare) < at
    assert anatomy_of(bare + data[at:]).huffman_is_standard


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (picture(64, 50), "64×50"),
        (picture(60, 48), "60×48"),
        (picture(2048, 16), "2048×16"),
        (noise(1, 64, 48, 80, "444"), "4:2:0 or 4:2:2"),
        (simplejpeg.encode_jpeg(np.zeros((48, 64, 1), np.uint8), 80, "GRAY"), "grey"),
        (picture().replace(b"\xff\xc0", b"\xff\xc2", 1), "progressive"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason_and_a_way(data: bytes, words: str) -> None:
    with pytest.raises(PictureUnfit, match=r"H\.264 instead") as caught:
        rtp_jpeg.check_fit(dissect(data))
    assert words in str(caught.value)


@given(st.data())
@settings(max_examples=200)
def test_headers_full_of_lies_end_in_nothing_worse(data: st.DataObject) -> None:
    original = bytearray(picture())
    end = anatomy_of(bytes(original)).data_at
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(4, end - 1))
        original[at] = data.draw(st.integers(0, 255))
    changed = bytes(original)
    anatomy = dissect(changed)
    try:
        rtp_jpeg.check_fit(anatomy)
        assert anatomy is not None
        packed = rtp_jpeg.packets(RtpStream(26), anatomy, rtp_jpeg.travelling_data(changed, anatomy), 0)
    except PictureUnfit:
        return
    assert rtp_packets(packed)


# -- other tables --------------------------------------------------------------------------------------------------


def with_own_tables(data: bytes, restart_every: int = 0) -> bytes:
    """The same picture coded anew by an encoder of our own: each symbol's code is twelve bits and says its number.

    Slow, plain, and made without a line of the program's.
    """
    anatomy = anatomy_of(data)
    sizes, symbols = sorted(STANDARD[0x00].symbols), sorted(STANDARD[0x10].symbols)
    lookup = {key: _codes(table) for key, table in anatomy.huffman.items()}
    bits = "".join(f"{byte:08b}" for byte in scan_of(data).replace(b"\xff\x00", b"\xff"))
    plan = [(c.dc, 0x10 | c.ac) for c in anatomy.components for _ in range(c.horizontal * c.vertical)]
    owners = [n for n, c in enumerate(anatomy.components) for _ in range(c.horizontal * c.vertical)]
    first = anatomy.components[0]
    units = -(-anatomy.width // (8 * first.horizontal)) * -(-anatomy.height // (8 * first.vertical))
    parts, out, at, means = [], "", 0, [0, 0, 0]
    based_on = [0, 0, 0]

    def take(key: int) -> tuple[int, str]:
        nonlocal at
        length = next(n for n in range(1, 17) if (bits[at : at + n]) in lookup[key])
        symbol = lookup[key][bits[at : at + length]]
        extra = bits[at + length : at + length + (symbol & 15)]
        at += length + len(extra)
        return symbol, extra

    for unit in range(units):
        if restart_every and unit and unit % restart_every == 0:
            parts.append(out)
            out, based_on = "", list(means)
            fresh = {0, 1, 2}
        else:
            fresh = set() if unit else {0, 1, 2}
        for (dc, ac), owner in zip(plan, owners, strict=True):
            size, extra = take(dc)
            value = int(extra, 2) if size else 0
            means[owner] += value if not size or extra[0] == "1" else value - (1 << size) + 1
            if owner in fresh and based_on[owner]:
                # After a restart means count from zero again.
                difference = means[owner]
                size = abs(difference).bit_length()
                extra = (
                    f"{difference if difference >= 0 else difference + (1 << size) - 1:b}".zfill(size)[-size:]
                    if size
                    else ""
                )
            fresh.discard(owner)
            out += f"{sizes.index(size):012b}" + extra
            place = 1
            while place < 64:
                symbol, extra = take(ac)
                out += f"{symbols.index(symbol):012b}" + extra
                place += 64 if symbol == 0 else (symbol >> 4) + 1
    parts.append(out)
    scan = b""
    for number, part in enumerate(parts):
        part += "1" * (-len(part) % 8)
        coded = bytes(int(part[i : i + 8], 2) for i in range(0, len(part), 8)).replace(b"\xff", b"\xff\x00")
        scan += coded + (bytes((0xFF, 0xD0 + number % 8)) if number + 1 < len(parts) else b"")
    tables = b""
    for key, listed in ((0x00, sizes), (0x01, sizes), (0x10, symbols), (0x11, symbols)):
        tables += segment(0xC4, bytes((key,)) + bytes(11) + bytes((len(listed),)) + bytes(4) + bytes(listed))
    restart = segment(0xDD, restart_every.to_bytes(2, "big")) if restart_every else b""
    head = data[: anatomy.data_at]
    scan_at = head.rindex(b"\xff\xda")
    return head[:scan_at] + tables + restart + head[scan_at:] + scan + b"\xff\xd9"


def _codes(table: HuffmanTable) -> dict[str, int]:
    code, found, symbols = 0, {}, iter(table.symbols)
    for length, count in enumerate(table.counts, 1):
        for _ in range(count):
            found[f"{code:0{length}b}"] = next(symbols)
            code += 1
        code <<= 1
    return found


@pytest.mark.parametrize("restart_every", [0, 1, 3, 5])
@pytest.mark.parametrize("sampling", ["420", "422"])
def test_a_picture_with_other_tables_is_the_same_with_the_standard_ones(sampling: str, restart_every: int) -> None:
    for seed, quality in ((1, 30), (2, 95)):
        plain = noise(seed, 64, 48, quality, sampling)
        own = with_own_tables(plain, restart_every)
        assert np.array_equal(simplejpeg.decode_jpeg(own), simplejpeg.decode_jpeg(plain))
        anatomy = anatomy_of(own)
        assert not rtp_jpeg.travels_as_it_is(anatomy)
        assert rtp_jpeg.travelling_data(own, anatomy) == scan_of(plain)


@given(
    st.integers(0, 10_000), st.integers(5, 100), st.sampled_from(["420", "422"]), st.integers(1, 8), st.integers(1, 8)
)
@settings(max_examples=30)
def test_rewriting_what_is_standard_already_changes_nothing(
    seed: int, quality: int, sampling: str, across: int, down: int
) -> None:
    data = noise(seed, 8 * across, 8 * down, quality, sampling)
    assert with_standard_tables(data, anatomy_of(data)) == scan_of(data)


@given(st.data())
@settings(max_examples=100)
def test_damaged_data_is_noticed_or_harmless(data: st.DataObject) -> None:
    original = bytearray(noise(3, 64, 48, 60, "420"))
    start = anatomy_of(bytes(original)).data_at
    at = data.draw(st.integers(start, len(original) - 3))
    original[at] = data.draw(st.integers(0, 255))
    changed = bytes(original)
    with contextlib.suppress(CannotRewrite):
        with_standard_tables(changed, anatomy_of(changed))


# -- packets -------------------------------------------------------------------------------------------------------


def test_a_jpeg_is_cut_into_packets_that_fit_together() -> None:
    data = noise(4, 640, 480, 90, "422")
    anatomy = anatomy_of(data)
    packets = rtp_packets(rtp_jpeg.packets(RtpStream(26), anatomy, scan_of(data), 12_345))
    assert len(packets) > 20
    assert all(len(packet) <= MAX_PAYLOAD + 12 for packet in packets)
    assert [packet[1] >> 7 for packet in packets] == [0] * (len(packets) - 1) + [1]
    numbers = [int.from_bytes(packet[2:4], "big") for packet in packets]
    assert all((b - a) % 65536 == 1 for a, b in itertools.pairwise(numbers))
    assert len({packet[4:12] for packet in packets}) == 1
    whole = b""
    for packet in packets:
        offset, kind, quality, width, height = struct.unpack_from(">IBBBB", packet, 12)
        assert (kind, quality, width * 8, height * 8) == (0, 255, 640, 480)
        assert offset == len(whole)
        rest = packet[20:]
        if not offset:
            assert rest[:4] == b"\x00\x00\x00\x80"
            assert rest[4:132] == anatomy.quantisers[0] + anatomy.quantisers[1]
            rest = rest[132:]
        whole += rest
    assert whole == scan_of(data)


def test_h264_is_cut_into_packets_that_fit_together() -> None:
    small, large, start = b"\x67\x42\xc0\x1f\x11", b"\x65" + bytes(range(1, 256)) * 20, b"\x00\x00\x00\x01"
    units = rtp_h264.units_of(b"\x00\x00\x00\x01\x09\x10" + start + small + b"\x00\x00\x01" + large)
    assert units == [small, large]
    packets = rtp_packets(rtp_h264.packets(RtpStream(96), units, 0))
    assert packets[0][12:] == small
    assert all(len(packet) <= MAX_PAYLOAD + 12 for packet in packets)
    assert [packet[1] >> 7 for packet in packets] == [0] * (len(packets) - 1) + [1]
    fragments = [packet[12:] for packet in packets[1:]]
    assert {fragment[0] for fragment in fragments} == {0x60 | 28}
    assert [fragment[1] >> 6 for fragment in fragments] == [0b10] + [0] * (len(fragments) - 2) + [0b01]
    assert bytes((fragments[0][0] & 0xE0 | fragments[0][1] & 31,)) + b"".join(f[2:] for f in fragments) == large


def test_the_parameter_sets_go_into_the_description() -> None:
    sets = rtp_h264.ParameterSets.among([b"\x67\x42\xc0\x1f\x11", b"\x68\xce\x3c\x80", b"\x65\x01"])
    assert sets.format_line == ("packetization-mode=1; sprop-parameter-sets=Z0LAHxE=,aM48gA==; profile-level-id=42C01F")
    assert rtp_h264.ParameterSets(()).format_line == "packetization-mode=1"


def test_a_report_says_the_time_and_counts() -> None:
    stream = RtpStream(26)
    first = rtp_packets(stream.packet(b"12345", 90_000, is_last=True))[0]
    report = stream.report(1_700_000_000.5, 90_000)
    assert report[:2] == b"$\x01"
    assert int.from_bytes(report[2:4], "big") == len(report) - 4
    source, seconds, fraction, ticks, packets, size = struct.unpack_from(">IIIIII", report, 8)
    assert source == int.from_bytes(first[8:12], "big")
    assert (seconds, fraction) == (1_700_000_000 + 2_208_988_800, 1 << 31)
    assert ticks == int.from_bytes(first[4:8], "big")
    assert (packets, size) == (1, 5)
    assert len(report) % 4 == 0
