"""The service file: a small SQLite database beside the graph, for what the service has to remember itself.

Written by one connection, read by another, so that the look-up of a key never waits for a commit to reach the disk.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from errno import ENOENT
from importlib.resources import files
from pathlib import Path
from typing import Any

from api.access.errors import ServiceFileError

_VERSION = 1
_PATIENCE_SECONDS = 5.0
_PRIVATE = 0o600
_SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "recursive_triggers = ON", "trusted_schema = OFF")


def now() -> str:
    """Return the time as the service file has it."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """Return a moment of UTC as the service file has it: as texts, moments compare like themselves."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class ServiceFile:
    """The service file at a path; made when something is written first. Safe for use by several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reading, self._writing = threading.Lock(), threading.Lock()
        self._reader: sqlite3.Connection | None = None
        self._writer: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows that a statement finds; none where there is no file yet.

        Raises:
            ServiceFileError: the file cannot be read.
        """
        with self._reading, self._translated():
            self._require_same()
            if self._reader is None:
                if not self.path.exists():
                    return []
                self._reader = self._connect()
            return self._reader.execute(statement, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection that writes, in a transaction that is committed at the end and undone by an error.

        Raises:
            ServiceFileError: the file cannot be written; nothing of the transaction is in it.
        """
        with self._writing, self._translated():
            self._require_same()
            if self._writer is None:
                _create(self.path)
                self._writer = self._connect()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._writer.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file; it is opened again when it is used again."""
        with self._reading, self._writing:
            for connection in filter(None, (self._reader, self._writer)):
                connection.close()
            self._reader = self._writer = self._opened = None

    def _connect(self) -> sqlite3.Connection:
        connection = _open(self.path)
        self._opened = self._opened or self._state()
        return connection

    def _require_same(self) -> None:
        """Refuse a file that is not the opened one: it may be gone so that its keys count no more."""
        if self._opened and self._state() != self._opened:
            raise FileNotFoundError(ENOENT, "it was moved or replaced while it was in use: start the service again")

    def _state(self) -> tuple[int, int] | None:
        """Return what tells this file from another in its place; None where there is none."""
        try:
            state = self.path.stat()
        except FileNotFoundError:
            return None
        return state.st_dev, state.st_ino

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            cure = "give another path in ZERENTU_SERVICE_FILE, or let this user write there"
            raise ServiceFileError(f"{self.path}: the service file cannot be used: {reason}; {cure}") from error


def insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """Add a row; table and columns are names of ours."""
    columns: Sequence[str] = list(row)
    marks = ", ".join(f":{name}" for name in columns)
    connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608 - see above


def _create(path: Path) -> None:
    """Make the file where there is none, and let nobody but its owner read it.

    A file that is there is not opened: closing it again would give away the locks that SQLite has on it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE))
    if path.stat().st_mode & 0o077:
        path.chmod(_PRIVATE)


def _open(path: Path) -> sqlite3.Connection:
    # Without the mode it would make a file that is gone again, for everybody to read.
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        address, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        connection.row_factory = sqlite3.Row
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        [version] = connection.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise sqlite3.DatabaseError("it was made by a newer zerentu")
        if version < _VERSION:
            connection.executescript(files("api.access").joinpath("schema.sql").read_text(encoding="utf-8"))
    except BaseException:
        connection.close()
        raise
    return connection
