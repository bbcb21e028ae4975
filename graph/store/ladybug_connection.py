"""A connection to a graph file in ladybug: one thread at a time, plain values, errors of ours."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

import ladybug

from graph.errors import StatementError, StatementTimeoutError, StoreError
from graph.store.asking import plain
from graph.store.ladybug_opening import TOO_SMALL, first_line
from graph.store.ladybug_quirks import MOST_STATEMENTS
from graph.store.protocol import Cell, Rows

_CHUNK = 1000
_INTERNAL = frozenset({"_ID", "_LABEL", "_SRC", "_DST"})


class Connection:
    """A connection whose answers are plain values and whose errors are ours."""

    def __init__(self, database: ladybug.Database, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._is_closing = False
        self.has_torn_log = False
        self._connection = ladybug.Connection(database)
        self._prepared: set[tuple[str, ...]] = set()
        self._ran_short = False

    @property
    def is_worn(self) -> bool:
        """True where what was prepared pins memory that should be given back: it is much, or there was too little."""
        return self._ran_short or len(self._prepared) >= MOST_STATEMENTS

    def run(self, statement: str, **parameters: Cell) -> list[list[Any]]:
        """Run one statement of our own and return its rows."""
        with self._translated(self._store_error), self._guard, self._execute(statement, parameters) as result:
            return cast("list[list[Any]]", result.get_all())

    def stream(self, statement: str) -> Iterator[list[Any]]:
        """Run one statement and yield its rows by portions, between which the store may be closed."""
        with self._translated(self._store_error), self._guard:
            result = self._execute(statement, {})
        rows: list[list[Any]] | None = None
        while rows is None or len(rows) == _CHUNK:
            with self._translated(self._store_error), self._guard:
                rows = cast("list[list[Any]]", result.get_n(_CHUNK))
            yield from rows

    def ask(self, statement: str, parameters: Mapping[str, Cell], limit: int | None, seconds: float) -> Rows:
        """Run one statement of a user in a read-only transaction of its own."""
        with self._translated(partial(_statement_error, seconds=seconds)), self._guard:
            self._connection.set_query_timeout(max(1, int(seconds * 1000)))
            self._execute("BEGIN TRANSACTION READ ONLY", {}).close()
            try:
                with self._execute(statement, parameters) as result:
                    rows = result.get_all() if limit is None else result.get_n(limit)
                    values = [[plain(cell, _unwrapped) for cell in row] for row in rows]
                    return Rows(result.get_column_names(), values, result.has_next())
            finally:
                with suppress(RuntimeError):
                    self._execute("ROLLBACK", {}).close()
                self._connection.set_query_timeout(0)

    def load_id(self, document: str) -> str | None:
        """Return the load that wrote a document, None where it is not held."""
        rows = self.run("MATCH (d:Document {id: $id}) RETURN d.load_id", id=document)
        return rows[0][0] if rows else None

    def commit(self, is_committed: Callable[[], bool]) -> None:
        """End the transaction. What is in the log counts, even where the checkpoint after it failed (disk full)."""
        try:
            self.run("COMMIT")
        except StoreError:
            self.has_torn_log = True
            self.roll_back()
            if not is_committed():
                raise

    def roll_back(self) -> None:
        """Undo the open transaction, if the engine has not done so already."""
        with suppress(StoreError):
            self.run("ROLLBACK")

    def close(self) -> None:
        """Stop what runs and close."""
        self._is_closing = True
        self._connection.interrupt()
        with self._guard:
            self._connection.close()

    def _store_error(self, message: str) -> Exception:
        return StoreError(f"{self._path}: {message}")

    def _execute(self, statement: str, parameters: Mapping[str, Cell]) -> ladybug.QueryResult:
        # A statement is prepared anew for values of other types.
        self._prepared.add((statement, *(f"{name} {type(value).__name__}" for name, value in parameters.items())))
        result = self._connection.execute(statement, dict(parameters))
        return result[-1] if isinstance(result, list) else result

    @contextmanager
    def _translated(self, kind: Callable[[str], Exception]) -> Iterator[None]:
        try:
            yield
        except (RuntimeError, ValueError, TypeError, OverflowError, MemoryError) as error:
            if self._is_closing:
                raise StoreError(f"{self._path}: the store is closed") from error
            # Nothing that is asked afterwards would find room either.
            self._ran_short = TOO_SMALL in str(error)
            raise kind(first_line(error)) from error


def _statement_error(message: str, seconds: float) -> Exception:
    if message.startswith("Interrupted"):
        return StatementTimeoutError(f"the statement took longer than {seconds:g} s and was stopped")
    if any(words in message for words in ("write query", "write operation", "read-only transaction")):
        return StatementError("the statement would write, and only reading statements are answered")
    return StatementError(message)


def _unwrapped(value: Any) -> Any:
    """Return a node or edge as its properties, a path as its nodes and relationships."""
    if isinstance(value, dict) and "_LABEL" in value:
        return {name: each for name, each in value.items() if name not in _INTERNAL and each is not None}
    if isinstance(value, dict) and value.keys() == {"_NODES", "_RELS"}:
        return {"nodes": value["_NODES"], "relationships": value["_RELS"]}
    return value
