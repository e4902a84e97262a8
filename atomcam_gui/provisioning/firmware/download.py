"""One file from the web into the cache: goes on where it was cut, and counts for nothing before its checksum fits.

Blocks: for a thread (``in_thread.py``) or a command. RFC 9110 §13.1.5, §14 for ``Range`` and ``If-Range``.
"""

from __future__ import annotations

import http
import http.client
import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.firmware_catalogue import MAX_BYTES
from atomcam_gui.provisioning.firmware.part_file import PartFile, Rest, Write, claim_part
from atomcam_gui.provisioning.firmware.patient_sockets import Stop
from atomcam_gui.provisioning.firmware.web import HttpRefusal, check_no_page, open_url
from atomcam_gui.provisioning.troubles import SetupError, Trouble

logger = logging.getLogger(__name__)

_CHUNK = 65536
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")

Report = Callable[[int, int | None], None]
"""Told the bytes so far and, where known, in all."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a file must be."""

    sha256: str
    size: int | None
    """Bytes, where published."""


class _CannotGoOn(Exception):
    """The server does not give the rest of what there is."""


def download(url: str, target: Path, wanted: Checksum, stop: Stop, report: Report) -> None:
    """Fetch ``url``; when this returns, ``target`` is there and is what was wanted.

    A download that was cut, stopped, or whose program died, is gone on with the next time.

    Raises:
        SetupError: as ``web.open_url``, and ``DOWNLOAD_CUT``, ``WEB_PAGE``, ``HASH_MISMATCH``, ``DISK_FULL``,
            ``CACHE_FAILED``.
        Stopped: ``stop`` was set.
    """
    if wanted.size is not None and wanted.size > MAX_BYTES:
        raise _too_large()
    with claim_part(target) as part:
        if part.sha256() != wanted.sha256:
            _fetch(url, part, wanted, stop, report)
        part.install(target)


def _fetch(url: str, part: PartFile, wanted: Checksum, stop: Stop, report: Report) -> None:
    rest = part.rest(url)
    if rest is not None:
        try:
            _transfer(url, part, rest, wanted, stop, report)
            if part.sha256() == wanted.sha256:
                return
            logger.info("what was there of %s did not fit its rest", url)
        except _CannotGoOn as reason:
            logger.info("%s starts again: %s", url, reason)
        part.discard()
    _transfer(url, part, None, wanted, stop, report)
    if part.sha256() != wanted.sha256:
        _throw_away(part)


def _throw_away(part: PartFile) -> NoReturn:
    part.discard()
    raise SetupError(Trouble.HASH_MISMATCH)


def _transfer(url: str, part: PartFile, rest: Rest | None, wanted: Checksum, stop: Stop, report: Report) -> None:
    """Get the whole file or, as far as the server takes part in it, the rest of it."""
    with _ask(url, rest, stop) as answer:
        check_no_page(answer, url.rpartition("/")[2])
        at, total = _place(answer, rest)
        limit = wanted.size or MAX_BYTES
        if total is not None and (total > limit or (wanted.size is not None and total != wanted.size)):
            _refuse_size(part, wanted, at)
        try:
            with _writing(part, url, answer, at) as write:
                done = _copy(answer, write, _Span(at, total or wanted.size, limit), report)
        except SetupError as error:
            if error.trouble is Trouble.DISK_FULL:
                part.discard()
            raise
    if done > limit:
        _refuse_size(part, wanted, at)


def _ask(url: str, rest: Rest | None, stop: Stop) -> http.client.HTTPResponse:
    headers = {"Range": f"bytes={rest.size}-", "If-Range": rest.validator} if rest else {}
    try:
        return open_url(url, stop, headers)
    except HttpRefusal as refusal:
        if rest is not None and refusal.status == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise _CannotGoOn(str(refusal)) from refusal
        raise


def _refuse_size(part: PartFile, wanted: Checksum, at: int) -> NoReturn:
    if at:
        raise _CannotGoOn("the whole would have another length")
    if wanted.size is not None:
        _throw_away(part)
    part.discard()
    raise _too_large()


def _too_large() -> SetupError:
    return SetupError(Trouble.DOWNLOAD_REFUSED, reason=Phrase("the file is far too large to be a firmware"))


def _place(answer: http.client.HTTPResponse, rest: Rest | None) -> tuple[int, int | None]:
    """Where in the file the answer's body begins, and the length of the whole file where the server tells it."""
    if answer.status == http.HTTPStatus.OK:
        return 0, answer.length
    match = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if answer.status != http.HTTPStatus.PARTIAL_CONTENT or rest is None:
        part = Phrase("the server gives only a part of it ({status})", status=answer.status)
        raise SetupError(Trouble.DOWNLOAD_REFUSED, reason=part)
    if match is None or int(match[1]) != rest.size:
        raise _CannotGoOn(f"another part came than the one from {rest.size} on")
    if match[3] != "*":
        return rest.size, int(match[3])
    return rest.size, None if answer.length is None else rest.size + answer.length


def _writing(part: PartFile, url: str, answer: http.client.HTTPResponse, at: int) -> AbstractContextManager[Write]:
    if at:
        return part.go_on()
    etag = answer.headers.get("ETag")
    # A weak one (W/) promises the same meaning, not the same bytes.
    validator = etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified")
    return part.begin(url, validator)


@dataclass(frozen=True, slots=True)
class _Span:
    """Which bytes of the file an answer brings: from ``at`` to ``total`` where known, and never beyond ``limit``."""

    at: int
    total: int | None
    limit: int


def _copy(answer: http.client.HTTPResponse, write: Write, span: _Span, report: Report) -> int:
    """Write the body; return the file's length, which is above ``limit`` where the body goes on beyond that."""
    done = span.at
    report(done, span.total)
    while done <= span.limit:
        try:
            chunk = answer.read1(_CHUNK)
        except (OSError, http.client.HTTPException) as error:
            raise _cut(done, span.total) from error
        if not chunk:
            break
        write(chunk)
        done += len(chunk)
        report(done, span.total)
    if span.total is not None and done < span.total:
        raise _cut(done, span.total)
    return done


def _cut(done: int, total: int | None) -> SetupError:
    whole = Phrase("an unknown size") if total is None else _megabytes(total)
    return SetupError(Trouble.DOWNLOAD_CUT, have=_megabytes(done), total=whole)


def _megabytes(count: int) -> Phrase:
    return Phrase("{amount:.1f} MB", amount=count / 1e6)
