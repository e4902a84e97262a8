"""Which files are taken for a firmware, and what is said of the others."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from esptool.bin_image import LoadFirmwareImage
from hypothesis import given, settings
from hypothesis import strategies as st

from atomcam_gui.provisioning.firmware import firmware_file
from atomcam_gui.provisioning.firmware.firmware_image import FirmwareImage, Partition, load_firmware, parse_firmware
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.firmware import APP, PARTITION_TABLE, PARTITIONS, Entry, make_firmware, make_zip, partition_table

WHOLE = make_firmware()
SMALL = make_firmware(0x11000)


def refusal(data: bytes, name: str = "chosen.bin") -> SetupError:
    with pytest.raises(SetupError) as caught:
        parse_firmware(data, name)
    return caught.value


def changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def with_table(table: bytes) -> bytes:
    return changed(SMALL, PARTITION_TABLE, table.ljust(0xC00, b"\xff"))


def test_a_release_firmware_is_known_by_all_that_it_tells() -> None:
    image = parse_firmware(WHOLE, "firmware.bin")
    assert image == FirmwareImage(
        data=WHOLE,
        name="firmware.bin",
        chip="ESP32-S3",
        partitions=(
            Partition("nvs", 1, 2, 0x9000, 0x6000),
            Partition("phy_init", 1, 1, 0xF000, 0x1000),
            Partition("factory", 0, 0, 0x10000, 0x1F0000),
        ),
        version="v1.27.0",
        sha256=hashlib.sha256(WHOLE).hexdigest(),
    )


def test_what_is_taken_is_what_esptool_takes_too() -> None:
    for start in (0, APP):
        image = LoadFirmwareImage("esp32s3", WHOLE[start:])
        assert image.chip_id == 9
        assert image.checksum == image.calculate_checksum()
        assert image.stored_digest == image.calc_digest
    parse_firmware(WHOLE, "firmware.bin")


def test_an_image_without_appended_hash_is_taken_by_its_checksum() -> None:
    assert parse_firmware(make_firmware(0x20000, signed=False), "f").version == "v1.27.0"


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(make_zip(SMALL))
    (tmp_path / "b.zip").write_bytes(SMALL)
    assert load_firmware(tmp_path / "a.bin").data == load_firmware(tmp_path / "b.zip").data == SMALL


def test_the_firmware_is_found_in_a_folder_of_the_zip_and_the_topmost_counts() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("old/release/firmware.bin", b"no")
        file.writestr("release/Firmware.BIN", SMALL)
        file.writestr("release/not-firmware.bin", b"no")
    assert parse_firmware(archive.getvalue(), "r.zip").data == SMALL


def test_padding_behind_the_program_is_no_damage() -> None:
    assert parse_firmware(SMALL + b"\xff" * 5000, "f").version == "v1.27.0"


# -- other things --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        pytest.param(b"", Trouble.IMAGE_TRUNCATED, id="empty"),
        pytest.param(b"\xe9", Trouble.IMAGE_TRUNCATED, id="one byte"),
        pytest.param(b"\x7fELF" + bytes(100), Trouble.NOT_FIRMWARE, id="program of a computer"),
        pytest.param(b"Not Found".ljust(64), Trouble.NOT_FIRMWARE, id="error text"),
        pytest.param(b"<!DOCTYPE html><html>", Trouble.WEB_PAGE, id="page"),
        pytest.param(b"\xef\xbb\xbf\r\n <HTML lang=en>", Trouble.WEB_PAGE, id="page with a byte order mark"),
        pytest.param(b"<!-- login --><head>", Trouble.WEB_PAGE, id="page that begins with a comment"),
        pytest.param(make_firmware(0x20000, "esp32"), Trouble.IMAGE_WRONG_CHIP, id="ESP32"),
        pytest.param(make_firmware(0x20000, "esp32c3"), Trouble.IMAGE_WRONG_CHIP, id="ESP32-C3"),
        pytest.param(WHOLE[APP:], Trouble.NO_PARTITION_TABLE, id="program only"),
        pytest.param(SMALL[:PARTITION_TABLE].rstrip(b"\xff"), Trouble.NO_PARTITION_TABLE, id="bootloader only"),
        pytest.param(SMALL[:PARTITION_TABLE], Trouble.IMAGE_TRUNCATED, id="ends before the table"),
        pytest.param(SMALL[:APP], Trouble.IMAGE_TRUNCATED, id="ends before the program"),
        pytest.param(SMALL[:-1], Trouble.IMAGE_TRUNCATED, id="one byte less"),
        pytest.param(changed(SMALL, PARTITION_TABLE, b"\xff" * 0xC00), Trouble.NO_PARTITION_TABLE, id="no table"),
        pytest.param(changed(SMALL, PARTITION_TABLE + 0x4C, b"F"), Trouble.IMAGE_DAMAGED, id="table damaged"),
        pytest.param(changed(SMALL, 0x9100, b"\0"), Trouble.IMAGE_DAMAGED, id="something in a gap"),
        pytest.param(changed(SMALL, APP, b"\0"), Trouble.IMAGE_DAMAGED, id="no program where it belongs"),
        pytest.param(changed(SMALL, APP + 0x500, b"wrong"), Trouble.IMAGE_DAMAGED, id="program damaged"),
        pytest.param(changed(SMALL, 1, b"\x11"), Trouble.IMAGE_DAMAGED, id="too many segments"),
        pytest.param(SMALL + bytes(100), Trouble.IMAGE_DAMAGED, id="something behind the program"),
        pytest.param(SMALL.ljust(0x800001, b"\xff"), Trouble.IMAGE_TOO_LARGE, id="larger than the flash"),
        pytest.param(with_table(b"\xaaP" + bytes(30)), Trouble.IMAGE_DAMAGED, id="table without MD5"),
        pytest.param(with_table(partition_table(PARTITIONS[:2])), Trouble.NO_PARTITION_TABLE, id="no program in table"),
        pytest.param(
            with_table(partition_table((*PARTITIONS, Entry("vfs", 1, 0x81, 0x200000, 0x700000)))),
            Trouble.IMAGE_TOO_LARGE,
            id="partition beyond the flash",
        ),
        pytest.param(
            with_table(partition_table((*PARTITIONS[:2], Entry("factory", 0, 0, APP, 0x800)))),
            Trouble.IMAGE_TOO_LARGE,
            id="program larger than its partition",
        ),
    ],
)
def test_what_is_no_whole_firmware_is_refused_by_name(data: bytes, trouble: Trouble) -> None:
    error = refusal(data)
    assert error.trouble is trouble
    assert "chosen.bin" in error.happened


def test_the_refusal_names_both_chips() -> None:
    assert "ESP32-C3" in str(refusal(make_firmware(0x20000, "esp32c3")))
    assert "ESP32-S3" in str(refusal(make_firmware(0x20000, "esp32c3")))
    assert "unknown chip" in str(refusal(changed(SMALL, 12, b"\x77")))


# -- zips ----------------------------------------------------------------------------------------------------------


def test_a_zip_without_firmware_is_refused() -> None:
    assert refusal(make_zip(SMALL, name="other.bin")).trouble is Trouble.ZIP_WITHOUT_FIRMWARE
    archive = io.BytesIO()
    zipfile.ZipFile(archive, "w").close()
    assert refusal(archive.getvalue()).trouble is Trouble.ZIP_WITHOUT_FIRMWARE


def test_a_zip_cut_off_or_damaged_is_refused() -> None:
    whole = make_zip(SMALL)
    assert refusal(whole[: len(whole) // 2]).trouble is Trouble.ZIP_BROKEN
    assert refusal(changed(whole, len(whole) // 2, b"damage")).trouble is Trouble.ZIP_BROKEN


def test_an_encrypted_zip_is_refused() -> None:
    whole = bytearray(make_zip(SMALL))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(signature) + flags] |= 1
    assert refusal(bytes(whole)).trouble is Trouble.ZIP_BROKEN


def test_a_zip_that_unpacks_without_end_is_refused_without_unpacking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("firmware.bin", bytes(40_000_000))
    asked: list[int] = []
    read = zipfile.ZipExtFile.read

    def reading(self: zipfile.ZipExtFile, n: int = -1) -> bytes:
        asked.append(n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", reading)
    assert refusal(archive.getvalue()).trouble is Trouble.IMAGE_TOO_LARGE
    assert all(0 < size <= 16 * 1024 * 1024 + 1 for size in asked)


def test_a_web_page_inside_a_zip_is_no_firmware() -> None:
    assert refusal(make_zip(b"<html>sorry</html>".ljust(100))).trouble is Trouble.NOT_FIRMWARE


# -- files ---------------------------------------------------------------------------------------------------------


def as_missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [as_missing, Path.mkdir, as_pipe])
def test_what_cannot_be_read_is_refused_and_never_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "chosen.bin"
    make(path)
    with pytest.raises(SetupError) as caught:
        load_firmware(path)
    assert caught.value.trouble is Trouble.FIRMWARE_UNREADABLE
    assert "chosen.bin" in caught.value.happened


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chosen.bin"
    path.write_bytes(SMALL)

    def forbid(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(SetupError, match="Permission denied") as caught:
        load_firmware(path)
    assert caught.value.trouble is Trouble.FIRMWARE_UNREADABLE


def test_a_huge_file_is_refused_after_a_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firmware_file, "LARGEST_FILE", 1 << 20)
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(SetupError) as caught:
        load_firmware(path)
    assert caught.value.trouble is Trouble.NOT_FIRMWARE


# -- any damage ----------------------------------------------------------------------------------------------------


@given(st.integers(0, len(SMALL) - 1))
def test_no_cut_off_firmware_passes(length: int) -> None:
    assert refusal(SMALL[:length]).trouble in (Trouble.IMAGE_TRUNCATED, Trouble.NO_PARTITION_TABLE)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 7)), min_size=1, max_size=4, unique=True))
def test_no_flipped_bit_passes(flips: list[tuple[int, int]]) -> None:
    damaged = bytearray(SMALL)
    for at, bit in flips:
        damaged[at] ^= 1 << bit
    refusal(bytes(damaged))


@settings(max_examples=300)
@given(st.integers(0, 0x120), st.integers(0, 7), st.sampled_from([0, PARTITION_TABLE, APP]))
def test_no_flipped_bit_in_a_header_passes(offset: int, bit: int, start: int) -> None:
    at = start + offset
    refusal(changed(SMALL, at, bytes([SMALL[at] ^ 1 << bit])))


@given(st.binary(max_size=200))
def test_nonsense_is_refused_and_never_crashes(data: bytes) -> None:
    refusal(data)
    refusal(b"\xe9\x01\x02\x2f" + data)
    refusal(b"PK\x03\x04" + data)


ZIPPED = make_zip(SMALL)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(ZIPPED) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_zip_gives_the_very_firmware_or_a_refusal(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(ZIPPED)
    for at, value in changes:
        damaged[at] = value
    with contextlib.suppress(SetupError):
        assert parse_firmware(bytes(damaged), "r.zip").data == SMALL


def test_segments_that_lead_out_of_the_file_are_refused() -> None:
    assert refusal(changed(SMALL, 28, struct.pack("<I", 0xFFFFFFF0))).trouble is Trouble.IMAGE_TRUNCATED
