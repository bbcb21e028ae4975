"""The embedded store: a graph in one file, asked in-process through ladybug.

One process writes at a time; ladybug holds a lock on the file. Within a process all stores on one file share one
``ladybug.Database``, since a second one would not see the writes of the first. A connection serves one thread at
a time; free ones wait in a pool. The file must not be opened by anything else in this process: closing any handle
on it would give the lock away.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self, cast
from uuid import uuid4

import ladybug

from graph.errors import StatementError, StatementTimeoutError, StoreBusyError, StoreError, StoreLossError
from graph.model import Batch, Edge, Node
from graph.store.asking import check_parameters, check_reads, plain
from graph.store.ddl import ladybug_columns, ladybug_indexes, ladybug_pairs, ladybug_tables
from graph.store.hits import Hit, searched_labels, searched_words
from graph.store.judging import apply_change, is_written
from graph.store.ladybug_opening import first_line, open_database
from graph.store.ladybug_quirks import MOST_CONNECTIONS, MOST_STATEMENTS, keep_open, split_deep_page
from graph.store.ladybug_texts import LadybugView
from graph.store.ladybug_writing import LadybugTransaction
from graph.store.ledger import Ledger
from graph.store.ledger_check import loaded, reconcile, removed, unreadable
from graph.store.listing import count_all, list_edges, list_nodes
from graph.store.plan import Plan, plan_load, plan_restored
from graph.store.protocol import Cell, Changes, JudgementChange, LoadResult, Rows, StoreInfo, StoreOptions
from graph.store.registry import file_of
from graph.store.replacing import remove_document, replace_document
from graph.store.room import LEAST_BYTES, bytes_for, bytes_for_log, require_room
from graph.store.text_index import TextIndex

_CHUNK = 1000
_INTERNAL = frozenset({"_ID", "_LABEL", "_SRC", "_DST"})


class LadybugStore:
    """A graph in a file. Safe for use by several threads."""

    dialect = "ladybug"

    def __init__(self, url: str, options: StoreOptions) -> None:
        self._url = url
        self._options = options
        self._path = file_of(url)
        self._file: _File | None = _File.open(self._path, options)

    def load(self, batch: Batch) -> LoadResult:
        """Write one document in one transaction: all of it or nothing."""
        return self._replace(plan_load(batch, uuid4().hex))

    def restore(self, batch: Batch) -> LoadResult:
        """Write one document as another graph held it, in one transaction."""
        return self._replace(plan_restored(batch))

    def unload(self, document: str) -> Changes:
        """Take a document out, with the shared nodes that only it used."""
        with self._writing(LEAST_BYTES) as connection:
            changes = remove_document(LadybugTransaction(connection.run), document)
            with self._opened().ledger.noting(removed(document)):
                connection.commit(lambda: connection.load_id(document) is None)
        return changes

    def judge(self, change: JudgementChange) -> list[LoadResult]:
        """Write judgements and the documents that they change, in one transaction."""
        with self._writing(LEAST_BYTES) as connection, ExitStack() as noted:
            transaction = LadybugTransaction(connection.run)
            written = apply_change(transaction, change)
            require_room(self._path, LEAST_BYTES + sum(bytes_for(plan) for plan, _ in written))
            for plan, result in written:
                noted.enter_context(self._opened().ledger.noting(loaded(plan, result.load_id)))
            connection.commit(lambda: is_written(transaction, change))
        return [result for _, result in written]

    def ask(
        self,
        statement: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout_seconds: float | None = None,
    ) -> Rows:
        """Run one reading statement in a read-only transaction."""
        statement, page = split_deep_page(check_reads(statement), parameters or {})
        used = check_parameters(statement, parameters or {})
        seconds = self._options.transaction_timeout_seconds if timeout_seconds is None else timeout_seconds
        shown = min((count for count in (limit, page) if count is not None), default=None)
        with self._opened().connection() as connection:
            rows = connection.ask(statement, used, shown, seconds)
        return rows if shown == limit else replace(rows, truncated=False)

    def search(self, text: str, labels: Sequence[str] | None = None) -> list[Hit]:
        """Return the nodes that hold all words of a text, the best first."""
        words, searched = searched_words(text), searched_labels(labels)
        file = self._opened()
        return file.texts.search(words, searched, file.view)

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the number of nodes by label and of relationships by type."""
        return count_all(self._stream)

    def nodes(self) -> Iterator[Node]:
        """Yield every node, by label in schema order, then by id."""
        return list_nodes(self._stream)

    def edges(self) -> Iterator[Edge]:
        """Yield every edge, by type in schema order, then by start, finish and rank."""
        return list_edges(self._stream, lambda variable, labels: f"label({variable})")

    def info(self) -> StoreInfo:
        """Say which engine answers."""
        with self._opened().connection() as connection:
            connection.run("RETURN 1")
        return StoreInfo("ladybug", ladybug.Database.get_version(), str(ladybug.__version__), self._url)

    def close(self) -> None:
        """Give the file back; the last store on it in this process closes it."""
        file, self._file = self._file, None
        if file:
            file.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> "_File":
        if self._file is None:
            raise StoreError(f"{self._path}: the store is closed")
        return self._file

    def _replace(self, plan: Plan) -> LoadResult:
        with self._writing(bytes_for(plan)) as connection:
            result = replace_document(LadybugTransaction(connection.run), plan)
            ledger = self._opened().ledger
            is_known = result.outcome == "unchanged" and ledger.knows(plan.document, result.load_id)
            with nullcontext() if is_known else ledger.noting(loaded(plan, result.load_id)):
                connection.commit(lambda: connection.load_id(plan.document) == result.load_id)
        return result

    @contextmanager
    def _writing(self, needed_bytes: int) -> "Iterator[_Connection]":
        if self._options.read_only:
            raise StoreError(f"{self._path}: the store was opened read-only")
        with self._opened().writing(needed_bytes) as connection:
            yield connection

    def _stream(self, statement: str) -> Iterator[list[Any]]:
        with self._opened().connection() as connection:
            yield from connection.stream(statement)


class _File:
    """A database file that is open in this process, with its free connections and one writer at a time."""

    _opened: ClassVar[dict[tuple[int, Path], "_File"]] = {}
    _opening = threading.Lock()

    def __init__(self, path: Path, options: StoreOptions) -> None:
        self.path = path
        self.read_only = options.read_only
        self.texts = TextIndex(path, read_only=options.read_only)
        self._stores = 1
        self._closed = False
        self._guard = threading.Lock()
        self._writer = threading.Lock()
        self._free: list[_Connection] = []
        self._lent: list[_Connection] = []
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._patience_seconds = options.transaction_timeout_seconds
        self._is_log_torn = False
        self._database = open_database(path, options)
        try:
            # Read again now that nobody else writes to it.
            self.ledger = Ledger(path)
            with self.connection() as connection:
                self._reconcile(connection, options)
                _require_schema(connection, path, options.read_only)
        except BaseException:
            self._close()
            raise

    @classmethod
    def open(cls, path: Path, options: StoreOptions) -> "_File":
        """Return the open file at ``path``, opened now or shared with an earlier store of this process."""
        # A fork inherits this table but not the lock on the file, so it has to open the file itself.
        key = (os.getpid(), path.resolve())
        with cls._opening:
            file = cls._opened.get(key)
            if file is None:
                file = cls._opened[key] = cls(key[1], options)
            elif file.read_only and not options.read_only:
                raise StoreBusyError(f"{path} is open read-only in this process: close that store before writing")
            else:
                file._stores += 1
            return file

    def release(self) -> None:
        """Close the file when its last store lets go."""
        with self._opening:
            self._stores -= 1
            if self._stores == 0:
                self._opened.pop((os.getpid(), self.path), None)
                self._close()

    @contextmanager
    def connection(self) -> "Iterator[_Connection]":
        """Lend a connection that nobody else uses meanwhile; a worn one is not lent again."""
        if not self._places.acquire(timeout=self._patience_seconds):
            raise StoreBusyError(f"{self.path}: all {MOST_CONNECTIONS} connections are in use: try again")
        try:
            with self._guard:
                if self._closed:
                    raise StoreError(f"{self.path}: the store is closed")
                connection = self._free.pop() if self._free else _Connection(self._database, self.path)
                self._lent.append(connection)
            try:
                yield connection
            finally:
                with self._guard:
                    self._lent.remove(connection)
                    if connection.is_worn and not self._closed:
                        connection.close()
                    else:
                        self._free.append(connection)
        finally:
            self._places.release()

    @contextmanager
    def writing(self, needed_bytes: int) -> "Iterator[_Connection]":
        """Lend a connection in a transaction that is rolled back unless it is committed.

        Raises:
            StoreError: there is not so much room on the disk.
        """
        with self._writer, self.connection() as connection:
            require_room(self.path, needed_bytes)
            self._mend_log(connection)
            connection.run("BEGIN TRANSACTION")
            try:
                yield connection
            except BaseException:
                connection.roll_back()
                raise
            finally:
                self._is_log_torn = self._is_log_torn or connection.has_torn_log
                connection.has_torn_log = False

    @contextmanager
    def view(self) -> Iterator[LadybugView]:
        """Show one state of the graph, whatever is written meanwhile."""
        with self.connection() as connection:
            connection.run("BEGIN TRANSACTION READ ONLY")
            try:
                yield LadybugView(connection.run)
            finally:
                connection.roll_back()

    def _mend_log(self, connection: "_Connection") -> None:
        """Put all that is in memory into the graph's own file, and begin the log anew, where it was torn."""
        if self._is_log_torn:
            # What breaks off for want of room here, ladybug cannot open again.
            require_room(self.path, bytes_for_log(self.path))
            connection.run("CHECKPOINT")
            self._is_log_torn = False

    def _mend_at_last(self) -> None:
        if self._is_log_torn:
            with self.connection() as connection:
                self._mend_log(connection)

    def _reconcile(self, connection: "_Connection", options: StoreOptions) -> None:
        try:
            reconcile(self.path, self.ledger, connection.run, self.read_only, options.accept_loss)
        except StoreLossError:
            raise
        except StoreError as error:
            # The first reading of all that was loaded.
            raise unreadable(self.path, self.ledger, error) from error

    def _close(self) -> None:
        with suppress(StoreError):
            self._mend_at_last()
        with self._guard:
            self._closed = True
            for connection in self._lent + self._free:
                connection.close()
            # To close it would write to the log once more, and where that fails end the process.
            keep_open(self._database) if self._is_log_torn else self._database.close()
        # After the connections: a search that is under way holds the index and ends with an error of its connection.
        self.texts.close()


class _Connection:
    """A connection whose answers are plain values and whose errors are ours."""

    def __init__(self, database: ladybug.Database, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._is_closing = False
        self.has_torn_log = False
        self._connection = ladybug.Connection(database)
        self._prepared: set[tuple[str, ...]] = set()

    @property
    def is_worn(self) -> bool:
        """True where so many statements were prepared that the memory they pin should be given back."""
        return len(self._prepared) >= MOST_STATEMENTS

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


def _require_schema(connection: _Connection, path: Path, read_only: bool) -> None:
    """Create the tables, columns and indexes that are missing."""
    names = connection.run("CALL SHOW_TABLES() RETURN name")
    tables = _absent(ladybug_tables(), names)
    if tables and read_only:
        raise StoreError(f"{path}: it holds no graph of zerentu ({', '.join(tables)} missing): load a document first")
    columns = _absent_columns(connection, {name for (name,) in names})
    if columns and read_only:
        raise StoreError(f"{path}: it is of an earlier version of zerentu: load a document once, then it can be read")
    held = connection.run("CALL SHOW_INDEXES() RETURN index_name") if not read_only else []
    indexes = [] if read_only else _absent(ladybug_indexes(), held)
    if tables or columns or indexes:
        # A file of an older schema has tables that lack pairs with the labels that are new.
        pairs = ladybug_pairs() if tables and names else []
        # In one transaction: each commit waits for the disk.
        for statement in ["BEGIN TRANSACTION", *tables, *pairs, *columns, *indexes, "COMMIT"]:
            connection.run(statement)


def _absent_columns(connection: _Connection, tables: Set[str]) -> list[str]:
    """Return the statements for the columns that the tables of an older schema lack."""
    statements: list[str] = []
    for table, columns in ladybug_columns().items():
        if table in tables:
            statements += _absent(columns, connection.run(f"CALL TABLE_INFO('{table}') RETURN name"))
    return statements


def _absent(statements: Mapping[str, str], names: Sequence[Sequence[str]]) -> list[str]:
    held = {name for (name,) in names}
    return [statement for name, statement in statements.items() if name not in held]
