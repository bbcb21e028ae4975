"""How a graph file is opened: what is wrong with it in one line, and a log that was not written to its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import ladybug

from graph.errors import StoreBusyError, StoreError, StoreLossError
from graph.store.ledger import Ledger
from graph.store.ledger_check import is_damage, reconcile, require_file, unreadable
from graph.store.protocol import StoreOptions

_LOG = ".wal"
_LOCKED = "Could not set lock"
TOO_SMALL = "Buffer manager exception"
"""What the engine says where the memory set aside for it does not do."""
_REASONS = {
    "Could not set lock": "another process has it open: stop that one first, or ask a running server instead",
    "not a valid Lbug database": "it is not a zerentu graph: give another path",
    "Cannot read checkpoint": "the file is cut off or damaged: restore a copy, or load the documents into a new one",
    "Cannot write to file": "it cannot be written to the end, the disk is full: make room, then do the same again",
    "bad_alloc": "there is too little memory for this, or the file is damaged: restore a copy",
    TOO_SMALL: "the memory set aside for the graph is too small for this: raise buffer_megabytes (ZERENTU_BUFFER_MB)",
}


def open_database(path: Path, options: StoreOptions) -> ladybug.Database:
    """Return the open database of a graph file, made where there is none.

    Raises:
        StoreLossError: it is gone or cannot be read, and its ledger says what was in it.
        StoreBusyError: another process has it.
        StoreError: it cannot be opened.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder: give the path of a file")
    ledger = Ledger(path)
    if not options.accept_loss:
        require_file(path, ledger)
    if options.read_only and not path.exists():
        raise StoreError(f"{path}: there is no graph there: load a document first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: the folder cannot be made: {error.strerror}") from error
    try:
        with _translated(path):
            return _database(path, options)
    except StoreBusyError:
        raise
    except StoreError as error:
        if is_damage(error) and ledger.is_there and path.with_name(path.name + _LOG).exists():
            return _open_past_torn_end(path, options, error)
        raise unreadable(path, ledger, error) from error


def first_line(error: BaseException) -> str:
    """Return what a user is to read of an error of the engine."""
    message = next(iter(str(error).splitlines()), type(error).__name__)
    return next((reason for words, reason in _REASONS.items() if words in message), message)


def _open_past_torn_end(path: Path, options: StoreOptions, error: StoreError) -> ladybug.Database:
    """Open without the end of a log that was not written whole: by a full disk, by a machine that stopped.

    Looked at to read only first, so that nothing is changed where what is lost was acknowledged.
    """
    try:
        with (
            _translated(path),
            _database(path, options, read_only=True, torn=True) as database,
            ladybug.Connection(database) as connection,
        ):
            reconcile(path, Ledger(path), partial(_rows, connection), True, options.accept_loss)
        with _translated(path):
            return _database(path, options, torn=True)
    except StoreLossError:
        raise
    except StoreError:
        raise unreadable(path, Ledger(path), error) from error


def _database(path: Path, options: StoreOptions, *, read_only: bool = False, torn: bool = False) -> ladybug.Database:
    return ladybug.Database(
        str(path),
        buffer_pool_size=options.buffer_megabytes * 2**20,
        read_only=options.read_only or read_only,
        throw_on_wal_replay_failure=not torn,
    )


def _rows(connection: ladybug.Connection, statement: str) -> list[list[Any]]:
    return cast("list[list[Any]]", cast("ladybug.QueryResult", connection.execute(statement)).get_all())


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError, MemoryError) as error:
        kind = StoreBusyError if _LOCKED in str(error) else StoreError
        raise kind(f"{path}: {first_line(error)}") from error
