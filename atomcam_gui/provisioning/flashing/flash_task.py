"""One board from its first answer to its restart: check, compare, erase, write, verify, reset. Runs in the helper."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Protocol

from atomcam_gui.phrase import Phrase, as_phrase
from atomcam_gui.provisioning.firmware.firmware_image import CHIP
from atomcam_gui.provisioning.flashing import flash_plan
from atomcam_gui.provisioning.flashing.flash_events import (
    BoardState,
    ChipFound,
    ChipInfo,
    Did,
    Expect,
    FlashStep,
    Report,
    StateChanged,
)
from atomcam_gui.provisioning.flashing.flash_plan import Chunk, FlashPlan, Job
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_MEGABYTE = 1024 * 1024
_PACKING = 6
"""zlib's level. The highest takes twice as long and saves 0.2 % of a firmware."""
_LINK_TROUBLES = (Trouble.UNPLUGGED, Trouble.LINK_ERROR)


class Stopped(Exception):
    """The program asked to stop."""


class Loader(Protocol):
    """What is needed of ``BoardLoader``."""

    doing: str

    def connect(self) -> str: ...
    def describe(self) -> ChipInfo: ...
    def md5(self, address: int, size: int) -> str: ...
    def erase(self, address: int, size: int) -> None: ...
    def write(self, address: int, size: int, packed: bytes, on_sent: Callable[[int], None]) -> None: ...
    def reset(self) -> None: ...


class FlashTask:
    """Brings a board's flash to what a plan wants, and the board back to work.

    Args:
        tell: takes the reports.
        check: called between any two things that the board does; raises ``Stopped`` where it should end.
    """

    def __init__(
        self, loader: Loader, port: str, plan: FlashPlan, tell: Callable[[Report], None], check: Callable[[], None]
    ) -> None:
        self._loader = loader
        self._port = port
        self._plan = plan
        self._tell = tell
        self._check = check

    def run(self) -> None:
        """Do all of it. When it returns, the flash holds what the plan wants and the board restarts.

        Raises:
            SetupError: it could not be done.
            Stopped: by ``check``.
        """
        self._step(FlashStep.CONNECT, Phrase("connecting"))
        chip = self._loader.connect()
        try:
            wanted = flash_plan.chunks(self._plan, self._check_board(chip).flash_mb * _MEGABYTE)
            jobs = flash_plan.jobs(wanted, self._compare(wanted))
            self._check()
        except (Stopped, SetupError) as reason:
            # Nothing was written: back to what it has, instead of waiting for software that does not come.
            if not (isinstance(reason, SetupError) and reason.trouble in _LINK_TROUBLES):
                self._reset()
            raise
        if jobs:
            self._bring_about(wanted, jobs)
        self._tell(StateChanged(BoardState.VERIFIED))
        self._reset()

    def _check_board(self, chip: str) -> ChipInfo:
        if chip != CHIP:
            raise SetupError(Trouble.WRONG_CHIP, port=self._port, chip=chip, wanted=CHIP)
        info = self._loader.describe()
        self._tell(ChipFound(info))
        self._check()
        need = self._plan.flash_size // _MEGABYTE
        if info.flash_mb < need:
            raise SetupError(Trouble.FLASH_TOO_SMALL, port=self._port, have=info.flash_mb, need=need)
        return info

    def _compare(self, wanted: Sequence[Chunk]) -> list[Chunk]:
        amount = sum(chunk.size for chunk in wanted)
        self._tell(Expect(FlashStep.COMPARE, amount))
        # All of it, until it is known better.
        self._tell(Expect(FlashStep.VERIFY, amount))
        self._tell(Expect(FlashStep.WRITE, 2 * sum(chunk.size for chunk in wanted if chunk.data)))
        self._step(FlashStep.COMPARE, Phrase("comparing"))
        differing: list[Chunk] = []
        done = 0
        for stretch in flash_plan.stretches(wanted, of_data=False):
            if not self._holds(stretch):
                differing += stretch if len(stretch) == 1 else [each for each in stretch if not self._holds([each])]
            done += sum(chunk.size for chunk in stretch)
            self._tell(Did(FlashStep.COMPARE, done))
        return differing

    def _holds(self, stretch: Sequence[Chunk]) -> bool:
        """Whether the board has this already."""
        self._check()
        first, last = stretch[0], stretch[-1]
        return self._loader.md5(first.address, last.end - first.address) == flash_plan.md5_of(stretch)

    def _bring_about(self, wanted: Sequence[Chunk], jobs: Sequence[Job]) -> None:
        """Write all but what the board starts from, check it, and only then write that: nothing unchecked starts."""
        packed = [None if job.data is None else zlib.compress(job.data, _PACKING) for job in jobs]
        self._tell(Expect(FlashStep.ERASE, sum(job.size for job in jobs if job.data is None)))
        self._tell(Expect(FlashStep.WRITE, sum(map(_cost, jobs, packed))))
        self._check()
        self._tell(StateChanged(BoardState.PARTLY_WRITTEN))
        self._carry_out(jobs[:-1], packed[:-1])
        self._verify(wanted[1:])
        self._loader.doing = Phrase("writing")
        start, data = jobs[-1], packed[-1] or b""
        self._loader.write(start.address, start.size, data, lambda _: None)
        self._tell(StateChanged(BoardState.WRITTEN))
        self._loader.doing = Phrase("checking")
        self._expect(wanted[:1])

    def _carry_out(self, jobs: Sequence[Job], packed: Sequence[bytes | None]) -> None:
        erased = written = 0
        for job, data in zip(jobs, packed, strict=True):
            self._check()
            if data is None:
                self._step(FlashStep.ERASE, Phrase("erasing"), erased)
                self._loader.erase(job.address, job.size)
                erased += job.size
                self._tell(Did(FlashStep.ERASE, erased))
            else:
                self._step(FlashStep.WRITE, Phrase("writing"), written)
                self._write(job, data, written)
                written += _cost(job, data)

    def _write(self, job: Job, packed: bytes, before: int) -> None:
        cost = _cost(job, packed)

        def on_sent(sent: int) -> None:
            self._tell(Did(FlashStep.WRITE, before + cost * sent // len(packed)))
            self._check()

        self._loader.write(job.address, job.size, packed, on_sent)

    def _verify(self, chunks: Sequence[Chunk]) -> None:
        """What was written, what was erased, and once more what was there."""
        self._step(FlashStep.VERIFY, Phrase("checking"))
        done = 0
        for stretch in flash_plan.stretches(chunks, of_data=True):
            self._expect(stretch)
            done += sum(chunk.size for chunk in stretch)
            self._tell(Did(FlashStep.VERIFY, done))

    def _expect(self, stretch: Sequence[Chunk]) -> None:
        if not self._holds(stretch):
            first = stretch[0]
            where = Phrase("{part}, from {address:#x} on", part=as_phrase(first.where), address=first.address)
            raise SetupError(Trouble.VERIFY_FAILED, where=where)

    def _reset(self) -> None:
        self._step(FlashStep.RESET, Phrase("restarting"))
        self._loader.reset()

    def _step(self, step: FlashStep, doing: str, done: int = 0) -> None:
        self._loader.doing = doing
        self._tell(Did(step, done))


def _cost(job: Job, packed: bytes | None) -> int:
    """Bytes on the cable and bytes into flash: writing takes time for both."""
    return 0 if packed is None else len(packed) + job.size
