"""What was found out about files, kept from one start to the next: an SQLite file in the cache folder.

Losing it costs a second look at each file and nothing else; so it is not synchronised, and a broken one is replaced.
"""

from __future__ import annotations

import dataclasses
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from atomcam_gui.library.pacing import gently
from atomcam_gui.library.probe import Facts

logger = logging.getLogger(__name__)

_VERSION = 1
_FIELDS = tuple(field.name for field in dataclasses.fields(Facts))
_COLUMNS = ("folder", "name", "size", "modified_ns", *_FIELDS)
_TABLE = f"CREATE TABLE known ({', '.join(_COLUMNS)}, PRIMARY KEY (folder, name)) WITHOUT ROWID"
_PUT = f"INSERT OR REPLACE INTO known VALUES ({', '.join('?' * len(_COLUMNS))})"
_GET = f"SELECT {', '.join(_COLUMNS[1:])} FROM known WHERE folder = ?"


Row = tuple[Any, ...]
"""A file as it was when it was last looked into: size, time in nanoseconds, then the fields of ``Facts``.

A plain tuple, of which the garbage collector need not take notice: there are thousands.
"""


def row_of(size: int, modified_ns: int, facts: Facts) -> Row:
    """A row for a file of this size and time."""
    return (size, modified_ns, *(getattr(facts, field) for field in _FIELDS))


def facts_of(row: Row) -> Facts:
    """What the file told."""
    damaged, width, height, duration_s, camera_id, camera_name, started, recovered = row[2:]
    return Facts(bool(damaged), width, height, duration_s, camera_id, camera_name, started, bool(recovered))


class FactsStore:
    """The cache. For the thread that opened it; blocks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> FactsStore:
        """Open the file, or make it. Where neither works, what is found out lasts until the end only."""
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return cls(_connect(str(path)))
            except (sqlite3.Error, OSError) as error:
                logger.warning("the library's cache %s is replaced (%s)", path, error)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                logger.warning("the library's cache cannot be used (%s)", error)
                break
        return cls(_connect(":memory:"))

    def of_folder(self, folder: Path) -> dict[str, Row]:
        """All that is known of a folder's files, by name."""
        try:
            rows = self._connection.execute(_GET, (_text(folder),))
            return {row[0]: row[1:] for row in gently(rows)}
        except sqlite3.Error as error:
            logger.warning("the library's cache could not be read (%s)", error)
            return {}

    def put(self, folder: Path, rows: Mapping[str, Row]) -> None:
        """Keep what was found out about some files."""
        self._write(_PUT, [(_text(folder), name, *row) for name, row in gently(rows.items())])

    def forget(self, folder: Path, names: Iterable[str]) -> None:
        """Files that are gone."""
        self._write("DELETE FROM known WHERE folder = ? AND name = ?", [(_text(folder), name) for name in names])

    def _write(self, statement: str, rows: list[Row]) -> None:
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except (sqlite3.Error, UnicodeError) as error:  # half a surrogate pair in a name
            logger.warning("the library's cache could not be written (%s)", error)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=2.0)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            with connection:
                connection.execute("DROP TABLE IF EXISTS known")
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version={_VERSION}")
        connection.execute("SELECT count(*) FROM known").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _text(folder: Path) -> str:
    # A folder's name may be no Unicode; SQLite takes nothing else.
    return str(folder).encode(errors="surrogateescape").decode(errors="replace")
