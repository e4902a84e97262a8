"""Snapshots that say how they are to be turned: every other program shows them as the view did."""

from __future__ import annotations

import io
import itertools
import struct

import av
import numpy as np
import pytest
import simplejpeg
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from atomcam_gui import jpeg
from atomcam_gui.recording.exif import orientation_of, read_orientation, with_orientation
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.view_geometry import ViewGeometry
from tests.peers import segment

VIEWS = [ViewSettings(rotation, mirrored) for rotation in (0, 90, 180, 270) for mirrored in (False, True)]
TURNED = VIEWS[1:]
APP1 = 0xE1


def lettered() -> bytes:
    """A picture of which no two turns look alike, with a board's stamp."""
    pixels = np.zeros((48, 64, 3), np.uint8)
    pixels[:16, :16] = (255, 0, 0)
    pixels[:16, 32:] = (0, 255, 0)
    pixels[32:, :32] = (0, 0, 255)
    return jpeg.with_stamp(simplejpeg.encode_jpeg(pixels, 95, "RGB", "444"), jpeg.Stamp(7, 8))


PICTURE = lettered()


def shown(data: bytes) -> QImage:
    """The picture as a program shows it that heeds the tag."""
    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoTransform(True)
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    return image.convertToFormat(QImage.Format.Format_RGB32)


def in_view(view: ViewSettings) -> QImage:
    """The picture as the live view shows it."""
    image = QImage.fromData(QByteArray(PICTURE), "JPEG").convertToFormat(QImage.Format.Format_RGB32)
    geometry = ViewGeometry(QSizeF(image.size()), QSizeF(image.size()), view, scale=1.0)
    turned = image.transformed(geometry.transform, Qt.TransformationMode.FastTransformation)
    return turned.convertToFormat(QImage.Format.Format_RGB32)


def decoded(data: bytes) -> bytes:
    return simplejpeg.decode_jpeg(data, "RGB").tobytes()


# -- a picture without EXIF, as the board makes it -----------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_other_programs_show_the_picture_as_the_view_did(view: ViewSettings) -> None:
    assert shown(with_orientation(PICTURE, view)) == in_view(view)


def test_no_two_views_look_alike_in_this_test() -> None:
    for one, other in itertools.combinations(VIEWS, 2):
        assert in_view(one) != in_view(other)


@pytest.mark.parametrize("view", TURNED)
def test_not_a_pixel_and_not_the_stamp_is_another_than_before(view: ViewSettings) -> None:
    turned = with_orientation(PICTURE, view)
    assert jpeg.inspect(turned) == jpeg.inspect(PICTURE)
    assert decoded(turned) == decoded(PICTURE)
    with av.open(io.BytesIO(turned), format="mjpeg") as opened:
        frame = next(opened.decode(video=0))
    assert (frame.width, frame.height) == (64, 48)


@pytest.mark.parametrize("view", TURNED)
def test_the_tag_stands_behind_the_jfif_header_and_the_rest_is_byte_for_byte_the_cameras(view: ViewSettings) -> None:
    turned = with_orientation(PICTURE, view)
    position = jpeg.stamp_position(PICTURE)
    added = len(turned) - len(PICTURE)
    assert PICTURE[2:4] == b"\xff\xe0"
    assert turned[:position] == PICTURE[:position]
    assert turned[position : position + 4] == b"\xff\xe1" + struct.pack(">H", added - 2)
    assert turned[position + added :] == PICTURE[position:]


def test_a_picture_that_is_not_turned_gets_no_tag() -> None:
    assert with_orientation(PICTURE, ViewSettings()) is PICTURE


def test_every_value_of_the_standard_has_its_view() -> None:
    assert sorted(orientation_of(view) for view in VIEWS) == list(range(1, 9))


# -- a picture that has EXIF already -------------------------------------------------------------------------------


def tiff(order: str, *entries: tuple[int, int, int, bytes], next_directory: bytes = bytes(4)) -> bytes:
    """A TIFF structure of one directory. Entries are tag, type, count and the four bytes of the value."""
    mark = b"II" if order == "<" else b"MM"
    packed = b"".join(struct.pack(order + "HHI", *entry[:3]) + entry[3] for entry in entries)
    return mark + struct.pack(order + "HIH", 42, 8, len(entries)) + packed + next_directory


def carrying(body: bytes, *before: bytes) -> bytes:
    """The picture with an EXIF segment of this TIFF structure."""
    position = jpeg.stamp_position(PICTURE)
    inserted = b"".join(before) + segment(APP1, b"Exif\0\0" + body)
    return PICTURE[:position] + inserted + PICTURE[position:]


def short(order: str, value: int) -> bytes:
    return struct.pack(order + "HH", value, 0)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("view", VIEWS)
def test_a_tag_that_is_there_is_changed_in_its_place(order: str, view: ViewSettings) -> None:
    # A camera that was hung upside down, of a maker and with a date of its own.
    made = (0x0132, 2, 4, b"now\0")
    before = carrying(tiff(order, (0x0112, 3, 1, short(order, 3)), made))
    after = with_orientation(before, view)
    assert len(after) == len(before)
    assert sum(a != b for a, b in zip(after, before, strict=True)) <= 1
    assert shown(after) == in_view(view)
    assert read_orientation(after) == orientation_of(view)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("view", TURNED)
def test_a_tag_that_is_missing_is_added_and_all_others_stay(order: str, view: ViewSettings) -> None:
    # The maker's name lies behind the directory, at an offset that must go on leading to it.
    body = tiff(order, (0x010F, 2, 5, struct.pack(order + "I", 38)), (0x0132, 2, 4, b"now\0")) + b"Maker"
    assert body[38:] == b"Maker"
    after = with_orientation(carrying(body), view)
    assert shown(after) == in_view(view)
    structure = after[after.index(b"Exif\0\0") + 6 :]
    (offset,) = struct.unpack_from(order + "I", structure, 4)
    (count,) = struct.unpack_from(order + "H", structure, offset)
    entries = [struct.unpack_from(order + "HHI4s", structure, offset + 2 + 12 * index) for index in range(count)]
    assert [entry[0] for entry in entries] == [0x010F, 0x0112, 0x0132]
    (maker_at,) = struct.unpack(order + "I", entries[0][3])
    assert structure[maker_at : maker_at + 5] == b"Maker"
    assert entries[2][3] == b"now\0"
    assert jpeg.inspect(after) == jpeg.inspect(PICTURE)


BROKEN = [
    b"",
    b"II",
    b"XX\x2a\x00\x08\x00\x00\x00\x00\x00",
    b"II\x2b\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00",
    b"II\x2a\x00\xff\xff\xff\xff\x00\x00",
    b"II\x2a\x00\x08\x00\x00\x00\xff\xff",
    b"MM\x00\x2a\x00\x00\x00\x08\x00\x05" + b"\x01\x12" * 8,
]


@pytest.mark.parametrize("body", BROKEN)
def test_exif_that_cannot_be_read_is_kept_and_does_not_count(body: bytes) -> None:
    before = carrying(body)
    after = with_orientation(before, ViewSettings(90))
    assert shown(after) == in_view(ViewSettings(90))
    assert before[jpeg.stamp_position(before) :] in after
    assert with_orientation(before, ViewSettings()) is before


def test_exif_without_room_for_the_tag_is_left_behind_one_with_it() -> None:
    full = tiff(">", (0x010F, 2, 4, b"Ich\0")).ljust(65_520, b"x")
    after = with_orientation(carrying(full), ViewSettings(180, mirrored=True))
    assert shown(after) == in_view(ViewSettings(180, mirrored=True))
    assert full in after


def test_another_segment_of_the_same_marker_is_not_taken_for_exif() -> None:
    xmp = segment(APP1, b"http://ns.adobe.com/xap/1.0/\0<x/>")
    before = carrying(tiff(">", (0x0112, 3, 1, short(">", 1))), xmp)
    after = with_orientation(before, ViewSettings(270))
    assert xmp in after
    assert read_orientation(after) == 8
    only = PICTURE[: jpeg.stamp_position(PICTURE)] + xmp + PICTURE[jpeg.stamp_position(PICTURE) :]
    assert shown(with_orientation(only, ViewSettings(270))) == in_view(ViewSettings(270))


@given(st.binary(max_size=80), st.sampled_from(VIEWS))
def test_whatever_an_exif_segment_holds_the_picture_stays_one(noise: bytes, view: ViewSettings) -> None:
    for body in (noise, b"MM\0*" + noise, b"II*\0\x08\0\0\0" + noise):
        after = with_orientation(carrying(body), view)
        assert jpeg.inspect(after) == jpeg.inspect(PICTURE)
        assert read_orientation(after) == orientation_of(view)


def test_turning_and_turning_back_gives_the_first_direction_again() -> None:
    turned = with_orientation(PICTURE, ViewSettings(90))
    back = with_orientation(turned, ViewSettings())
    assert len(back) == len(turned)
    assert read_orientation(back) == 1


def test_the_tag_can_be_read_by_qt_too() -> None:
    content = QByteArray(with_orientation(PICTURE, ViewSettings(90)))
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    assert QImageReader(buffer).transformation() == QImageIOHandler.Transformation.TransformationRotate90
