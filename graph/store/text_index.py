"""A full-text index beside the graph file, in SQLite's FTS5, for an engine that has none of its own.

It belongs to the graph by the loads that are in it: each document with the load that wrote it. Every search first reads
which loads the graph holds and lets the index follow: documents that went are taken out, new ones put in, in one
transaction with the list of loads. So it does not matter when the index was written last, or whether it ever was.

The file is a help, not a need. One that is damaged, or was made by other tables, is made anew; where it cannot be
written, or a read-only store sees another state of the graph, the index is in memory for as long as the store is open.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from graph.errors import StoreError
from graph.folding import fold, folding_version
from graph.store.grams import grams, phrase
from graph.store.hits import TEXTS, Hit, in_order

SUFFIX = ".search"
"""What the name of the graph file is followed by."""

_FORMAT = f"1, {folding_version()}, {TEXTS}"
_COLUMNS = ("first", "second", "third")
_PORTION = 50
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_TABLES = (
    "CREATE TABLE made (format TEXT NOT NULL)",
    "CREATE TABLE load (document TEXT PRIMARY KEY, load_id TEXT NOT NULL)",
    "CREATE TABLE node (number INTEGER PRIMARY KEY, document TEXT NOT NULL, label TEXT NOT NULL, id TEXT NOT NULL, "
    "first TEXT NOT NULL, second TEXT NOT NULL, third TEXT NOT NULL)",
    "CREATE INDEX node_document ON node (document)",
    # Without the tokens themselves: they follow from the texts in node, which a removal has to name.
    "CREATE VIRTUAL TABLE gram USING fts5(first, second, third, content='', columnsize=0, tokenize='ascii')",
)

Texts = tuple[str, str, str, Sequence[str | None]]
"""A node that is searched: its document, label and id, and its texts as ``TEXTS`` names them."""


class View(Protocol):
    """One state of the graph."""

    def loads(self) -> Mapping[str, str]:
        """Return which load wrote each document."""

    def texts(self, documents: Sequence[str]) -> Iterable[Texts]:
        """Return all that is searched of these documents."""


class TextIndex:
    """The index of one graph file. Safe for use by several threads, which take turns."""

    def __init__(self, graph: Path, *, read_only: bool) -> None:
        """Keep it beside ``graph``; nothing is opened before the first search."""
        self._path = graph.with_name(graph.name + SUFFIX)
        self._read_only = read_only
        self._is_in_memory = self._was_remade = False
        self._connection: sqlite3.Connection | None = None
        self._guard = threading.Lock()

    def search(
        self, words: Sequence[str], labels: Sequence[str], view: Callable[[], AbstractContextManager[View]]
    ) -> list[Hit]:
        """Return the nodes of these labels that hold all words, in order, as of the state that ``view`` shows.

        Raises:
            StoreError: the graph cannot be read, or SQLite cannot index at all.
        """
        with self._guard:
            while True:
                try:
                    with view() as graph:
                        return in_order(self._found(words, labels, graph))
                except sqlite3.Error as error:
                    self._do_without(error)

    def close(self) -> None:
        """Close the file; a later search opens it again."""
        with self._guard:
            self._close()

    def _found(self, words: Sequence[str], labels: Sequence[str], graph: View) -> list[Hit]:
        loads = graph.loads()
        with self._transaction("DEFERRED") as connection:
            if _held(connection) == loads:
                return _find(connection, words, labels)
        if self._read_only and not self._is_in_memory:
            self._close()
            self._is_in_memory = True
        with self._transaction("IMMEDIATE") as connection:
            _follow(connection, loads, graph)
            return _find(connection, words, labels)

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        connection = self._connection = self._connection or self._opened()
        connection.execute(f"BEGIN {kind}")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _opened(self) -> sqlite3.Connection:
        if self._is_in_memory:
            return _connected(":memory:")
        if self._read_only:
            return _connected(f"{self._path.absolute().as_uri()}?mode=ro")
        return _connected(self._path.absolute().as_uri())

    def _do_without(self, error: sqlite3.Error) -> None:
        """Give the file up as it is: make it anew once where it is damaged, else go on in memory."""
        self._close()
        if self._is_in_memory:
            raise StoreError(f"{self._path}: SQLite cannot index the texts: {error}") from error
        is_damaged = (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED
        if is_damaged and not self._read_only and not self._was_remade:
            self._was_remade = True
            for name in (self._path.name, f"{self._path.name}-journal"):
                with suppress(OSError):
                    self._path.with_name(name).unlink(missing_ok=True)
        else:
            self._is_in_memory = True

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()


def _connected(uri: str) -> sqlite3.Connection:
    """Open an index and make its tables where it is new.

    Raises:
        sqlite3.Error: it cannot be opened, is damaged, or was made in another format.
    """
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _damaged("it is damaged")
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in ("BEGIN IMMEDIATE", *_TABLES):
                connection.execute(statement)
            connection.execute("INSERT INTO made VALUES (?)", [_FORMAT])
            connection.execute("COMMIT")
        if connection.execute("SELECT format FROM made").fetchall() != [(_FORMAT,)]:
            raise _damaged("it was made in another format")
    except BaseException:
        connection.close()
        raise
    return connection


def _damaged(reason: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(reason)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _held(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT document, load_id FROM load"))


def _follow(connection: sqlite3.Connection, loads: Mapping[str, str], graph: View) -> None:
    """Bring the index to the state of the graph that holds these loads."""
    held = _held(connection)
    gone = [document for document, load_id in held.items() if loads.get(document) != load_id]
    new = [document for document, load_id in loads.items() if held.get(document) != load_id]
    for document in gone:
        _remove(connection, document)
    for start in range(0, len(new), _PORTION):
        _add(connection, graph.texts(new[start : start + _PORTION]))
    connection.executemany("INSERT INTO load VALUES (?, ?)", [(document, loads[document]) for document in new])


def _remove(connection: sqlite3.Connection, document: str) -> None:
    rows = connection.execute("SELECT number, first, second, third FROM node WHERE document = ?", [document]).fetchall()
    connection.executemany(
        "INSERT INTO gram (gram, rowid, first, second, third) VALUES ('delete', ?, ?, ?, ?)",
        [(number, *map(grams, texts)) for number, *texts in rows],
    )
    connection.execute("DELETE FROM node WHERE document = ?", [document])
    connection.execute("DELETE FROM load WHERE document = ?", [document])


def _add(connection: sqlite3.Connection, nodes: Iterable[Texts]) -> None:
    [[number]] = connection.execute("SELECT coalesce(max(number), 0) FROM node")
    rows = []
    for document, label, key, texts in nodes:
        number += 1
        first, second, third = (*(fold(text or "") for text in texts), "", "")[:3]
        rows.append((number, document, label, key, first, second, third))
    connection.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO gram (rowid, first, second, third) VALUES (?, ?, ?, ?)",
        [(number, *map(grams, texts)) for number, _, _, _, *texts in rows],
    )


def _find(connection: sqlite3.Connection, words: Sequence[str], labels: Sequence[str]) -> list[Hit]:
    """Return the hits in any order: all words, then those for which fewer texts would do."""
    wanted = " AND ".join(map(phrase, words))
    rows = connection.execute(
        "SELECT node.number, label, id, ? IN (node.first, node.second, node.third) FROM gram JOIN node "
        "ON node.number = gram.rowid WHERE gram MATCH ?",
        [words[0] if len(words) == 1 else None, wanted],
    ).fetchall()
    name, two = (_numbers(connection, f"{{{' '.join(_COLUMNS[:count])}}} : ({wanted})") for count in (1, 2))
    asked = set(labels)
    return [
        Hit(label, key, 0 if is_whole else 1 if number in name else 2 if number in two else 3)
        for number, label, key, is_whole in rows
        if label in asked
    ]


def _numbers(connection: sqlite3.Connection, wanted: str) -> set[int]:
    return {number for (number,) in connection.execute("SELECT rowid FROM gram WHERE gram MATCH ?", [wanted])}
