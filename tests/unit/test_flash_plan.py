"""What is to be on a board, and what is done to get it there."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atomcam_gui.provisioning.firmware.firmware_image import parse_firmware
from atomcam_gui.provisioning.flashing.board_filesystem import ADDRESS
from atomcam_gui.provisioning.flashing.flash_plan import (
    CHUNK,
    Chunk,
    FlashPlan,
    Job,
    Piece,
    chunks,
    jobs,
    make_plan,
    md5_of,
    stretches,
)
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.firmware import NVS, PARTITIONS, Entry, make_firmware

FIRMWARE = parse_firmware(make_firmware(200_000), "firmware.bin")
FILES = b"files".ljust(4096, b"\0") + b"\xff" * (0x600000 - 4096)
FLASH = 8 << 20


def covered(plan: FlashPlan, address: int, size: int) -> bytes | None:
    """What a plan wants there; None: nothing."""
    for piece in plan.pieces:
        if piece.address <= address and address + size <= piece.end:
            return piece.data[address - piece.address : address - piece.address + size]
    assert all(piece.end <= address or piece.address >= address + size for piece in plan.pieces)
    return None


def test_settings_are_written_around() -> None:
    plan = make_plan(FIRMWARE, FILES)
    assert [(piece.name, piece.address) for piece in plan.pieces] == [
        ("bootloader", 0),
        ("firmware", 0x10000),
        ("files", ADDRESS),
    ]
    assert covered(plan, *NVS) is None
    assert covered(plan, 0, 0x9000) == FIRMWARE.data[:0x9000]


def test_settings_that_are_not_kept_are_blanked() -> None:
    plan = make_plan(FIRMWARE, FILES, keep_settings=False)
    assert covered(plan, *NVS) == b"\xff" * NVS[1]
    wanted = chunks(plan, FLASH)
    assert any(chunk.address <= NVS[0] and chunk.end >= sum(NVS) for chunk in wanted)


def test_everything_written_is_whole_sectors_and_the_firmware_byte_for_byte() -> None:
    plan = make_plan(FIRMWARE, FILES)
    for piece in plan.pieces:
        assert piece.address % 4096 == 0
        assert len(piece.data) % 4096 == 0
    app = plan.pieces[1].data
    assert app[: 200_000 - 0x10000] == FIRMWARE.data[0x10000:]
    assert set(app[200_000 - 0x10000 :]) == {0xFF}


def test_an_8_mb_board_is_needed() -> None:
    assert make_plan(FIRMWARE, FILES).flash_size == FLASH


def test_erasing_all_wants_every_other_sector_blank_up_to_the_end_of_the_chip() -> None:
    plan = make_plan(FIRMWARE, FILES, keep_settings=True, erase_all=True)
    wanted = chunks(plan, 16 << 20)
    end = 0
    for chunk in wanted:
        assert chunk.address == end
        end = chunk.end
    assert end == 16 << 20
    assert all(chunk.data is None for chunk in wanted if chunk.address < sum(NVS) and chunk.end > NVS[0])


@pytest.mark.parametrize("size", [0x100000, 0x1E0000])
def test_a_firmware_that_would_look_for_the_files_elsewhere_is_refused(size: int) -> None:
    elsewhere = make_firmware(200_000, partitions=(*PARTITIONS[:2], Entry("factory", 0, 0, 0x10000, size)))
    with pytest.raises(SetupError) as caught:
        make_plan(parse_firmware(elsewhere, "other.bin"), FILES)
    assert caught.value.trouble is Trouble.IMAGE_TOO_LARGE
    assert "other.bin" in caught.value.happened


def test_a_board_that_has_it_all_needs_nothing() -> None:
    assert jobs(chunks(make_plan(FIRMWARE, FILES), FLASH), []) == []


def test_what_the_board_starts_from_is_erased_first_and_written_last() -> None:
    wanted = chunks(make_plan(FIRMWARE, FILES), FLASH)
    for differing in (wanted, wanted[2:3], wanted[-1:]):
        todo = jobs(wanted, differing)
        assert todo[0] == Job(0, 4096, None)
        assert todo[-1].address == 0
        assert todo[-1].data == FIRMWARE.data[:0x9000]
    assert [job.address for job in jobs(wanted, wanted[:1])] == [0]


def test_only_what_differs_is_written_and_what_must_be_blank_is_erased() -> None:
    wanted = chunks(make_plan(FIRMWARE, FILES), FLASH)
    data = next(chunk for chunk in wanted if chunk.address == 0x20000)
    blank = wanted[-1]
    assert jobs(wanted, [data, blank])[1:-1] == [
        Job(blank.address, blank.size, None),
        Job(data.address, data.size, data.data),
    ]


def test_neighbours_are_done_at_a_time_but_never_so_much_that_the_board_is_silent_for_long() -> None:
    wanted = chunks(FlashPlan((Piece("all", 0, b"a" * (4 << 20) + b"\xff" * (4 << 20)),), False, FLASH), FLASH)
    todo = jobs(wanted, wanted)
    assert max(job.size for job in todo if job.data is None) == 256 << 10
    assert max(job.size for job in todo if job.data is not None) == 1 << 20
    assert len(todo) < 30


# -- any board, any plan -------------------------------------------------------------------------------------------

CONTENT = st.lists(st.sampled_from([b"\xff", b"\0", b"a", b"b"]), min_size=1, max_size=40).map(
    lambda sectors: b"".join(value * 4096 for value in sectors)
)


@st.composite
def plans(draw: st.DrawFn) -> FlashPlan:
    first = Piece("start", 0, b"boot".ljust(4096, b"\0") + draw(CONTENT))
    gap = draw(st.integers(0, 40)) * 4096
    return FlashPlan((first, Piece("rest", first.end + gap, draw(CONTENT))), draw(st.booleans()), 0)


@settings(max_examples=150)
@given(plans(), CONTENT, st.integers(0, 200))
def test_the_jobs_bring_any_flash_to_the_plan_and_touch_nothing_else(plan: FlashPlan, before: bytes, cut: int) -> None:
    size = 2 << 19
    flash = bytearray((before * (size // len(before) + 1))[:size])
    was = bytes(flash)

    def differing(wanted: list[Chunk]) -> list[Chunk]:
        return [chunk for chunk in wanted if flash[chunk.address : chunk.end] != (chunk.data or b"\xff" * chunk.size)]

    wanted = chunks(plan, size)
    todo = jobs(wanted, differing(wanted))
    # Cut off somewhere, it does not start; done again, it is complete.
    for number, job in enumerate([*todo[: cut % (len(todo) + 1)], *todo]):
        flash[job.address : job.address + job.size] = job.data or b"\xff" * job.size
        if number < len(todo) - 1 and len(todo) > 1 and cut == 0:
            assert flash[0] == 0xFF
    assert differing(wanted) == []
    end = 0
    for piece in plan.pieces:
        assert flash[piece.address : piece.end] == piece.data
        between = b"\xff" * (piece.address - end) if plan.erase_all else was[end : piece.address]
        assert flash[end : piece.address] == between
        end = piece.end
    assert flash[end:] == (b"\xff" * (size - end) if plan.erase_all else was[end:])


def test_chunks_are_cut_where_flash_erases_best() -> None:
    found = chunks(FlashPlan((Piece("p", 0x9000, b"x" * 0x20000),), False, 0), FLASH)
    assert [(chunk.address, chunk.size) for chunk in found] == [(0x9000, 0x7000), (CHUNK, CHUNK), (2 * CHUNK, 0x9000)]


@given(plans(), st.booleans())
def test_one_question_for_many_chunks_asks_for_all_of_them(plan: FlashPlan, of_data: bool) -> None:
    wanted = chunks(plan, 2 << 19)
    asked = stretches(wanted, of_data=of_data)
    assert [chunk for stretch in asked for chunk in stretch] == wanted
    for stretch in asked:
        content = b"".join(chunk.data or b"\xff" * chunk.size for chunk in stretch)
        assert md5_of(stretch) == hashlib.md5(content).hexdigest()
        assert stretch[-1].end - stretch[0].address == len(content) <= 1 << 20
        assert of_data or len(stretch) == 1 or all(chunk.data is None for chunk in stretch)
