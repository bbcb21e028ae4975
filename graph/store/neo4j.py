"""The store on a Neo4j server (5 or newer), through the official driver.

``neo4j://`` routes: writes go to the leader, questions to followers, and the driver's bookmarks let every thread
of this store read what the store wrote. Loads of several processes at once are safe; see ``neo4j_writing``.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

import neo4j
import neo4j.exceptions as failures
from neo4j.graph import Path

from graph.errors import (
    StatementError,
    StatementTimeoutError,
    StoreAbsentError,
    StoreAuthError,
    StoreBusyError,
    StoreError,
    ZerentuError,
)
from graph.model import Batch, Edge, Node
from graph.store.asking import check_parameters, check_reads, plain
from graph.store.ddl import neo4j_names, neo4j_schema
from graph.store.hits import Hit, in_order, searched_labels, searched_words
from graph.store.judging import apply_change
from graph.store.listing import count_all, list_edges, list_nodes
from graph.store.neo4j_connections import WRITE_SECONDS, Connections
from graph.store.neo4j_search import search_parameters, search_statement
from graph.store.neo4j_writing import Neo4jTransaction
from graph.store.plan import plan_load, plan_restored
from graph.store.protocol import Cell, Changes, JudgementChange, LoadResult, Rows, StoreInfo, StoreOptions
from graph.store.registry import split_credentials
from graph.store.replacing import EdgesLostError, remove_document, replace_document

# What the driver logs is raised as well; without a handler Python would print it on standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_TRIES = 5
_INDEX_SECONDS = 60

_TOO_LONG = "the statement took longer than {seconds:g} s and was stopped"

T = TypeVar("T")


class Neo4jStore:
    """A graph on a server. Safe for use by several threads and processes."""

    dialect = "neo4j"

    def __init__(self, url: str, options: StoreOptions) -> None:
        self._options = options
        self._url, auth = split_credentials(url, options)
        with self._translated():
            self._connections = Connections(self._url, auth, options)
        try:
            self._require_server()
            if not options.read_only:
                self._require_schema()
        except BaseException:
            self._connections.close()
            raise

    def load(self, batch: Batch) -> LoadResult:
        """Write one document in one transaction: all of it or nothing."""
        plan = plan_load(batch, uuid4().hex)
        held = self._read("MATCH (d:Document {id: $id}) RETURN d.digest, d.load_id", id=batch.document)
        if held and held[0][0] == plan.digest:
            return LoadResult(batch.document, "unchanged", held[0][1], Changes())
        return self._write(lambda transaction: replace_document(transaction, plan))

    def restore(self, batch: Batch) -> LoadResult:
        """Write one document as another graph held it, in one transaction."""
        plan = plan_restored(batch)
        return self._write(lambda transaction: replace_document(transaction, plan))

    def unload(self, document: str) -> Changes:
        """Take a document out, with the shared nodes that only it used."""
        return self._write(lambda transaction: remove_document(transaction, document))

    def judge(self, change: JudgementChange) -> list[LoadResult]:
        """Write judgements and the documents that they change, in one transaction."""
        return [result for _, result in self._write(lambda transaction: apply_change(transaction, change))]

    def ask(
        self,
        statement: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout_seconds: float | None = None,
    ) -> Rows:
        """Run one reading statement in a reading transaction."""
        statement = check_reads(statement)
        used = check_parameters(statement, parameters or {})
        seconds = self._options.transaction_timeout_seconds if timeout_seconds is None else timeout_seconds

        def take(result: neo4j.Result) -> Rows:
            records = list(result) if limit is None else result.fetch(limit + 1)
            rows = [[plain(cell, _unwrapped) for cell in record.values()] for record in records[:limit]]
            return Rows(list(result.keys()), rows, len(records) > len(rows))

        with self._translated(StatementError, seconds):
            return self._connections.read(statement, used, max(0.001, seconds), take)

    def search(self, text: str, labels: Sequence[str] | None = None) -> list[Hit]:
        """Return the nodes that hold all words of a text, the best first."""
        parameters, searched = search_parameters(searched_words(text)), searched_labels(labels)
        if not searched:
            return []
        statement = search_statement(searched, has_candidates=bool(parameters["candidates"]))
        return in_order(Hit(label, key, place) for label, key, place in self._read(statement, **parameters))

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the number of nodes by label and of relationships by type."""
        return count_all(self._stream)

    def nodes(self) -> Iterator[Node]:
        """Yield every node, by label in schema order, then by id."""
        return list_nodes(self._stream)

    def edges(self) -> Iterator[Edge]:
        """Yield every edge, by type in schema order, then by start, finish and rank."""
        return list_edges(self._stream, _label_of)

    def info(self) -> StoreInfo:
        """Say which server answers."""
        seconds = self._options.transaction_timeout_seconds
        with self._translated(seconds=seconds):
            agent = self._connections.read("RETURN 1", {}, seconds, lambda result: result.consume().server.agent)
        return StoreInfo("neo4j", agent.partition("/")[2], neo4j.__version__, self._url)

    def close(self) -> None:
        """Close all connections."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _require_server(self) -> None:
        """Make sure that the server answers, lets the user in, has the database and is new enough."""
        with self._translated():
            # Without the retries of a transaction: who waits at a prompt wants to know soon.
            self._connections.verify()
        version = self.info().engine_version
        if version.partition(".")[0].isdecimal() and int(version.partition(".")[0]) < 5:
            raise StoreError(f"Neo4j at {self._url} is version {version}: zerentu needs 5 or newer")

    def _require_schema(self) -> None:
        """Create what is missing of constraints and indexes, and wait until they are filled."""
        online = {name for (name,) in self._read("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name")}
        if neo4j_names() <= online:
            return
        for statement in neo4j_schema():
            self._retried(partial(self._run_alone, statement))
        self._run_alone(f"CALL db.awaitIndexes({_INDEX_SECONDS})")

    def _read(self, statement: str, **parameters: Cell) -> list[list[Any]]:
        seconds = self._options.transaction_timeout_seconds
        with self._translated(seconds=seconds):
            return self._connections.read(statement, parameters, seconds, lambda result: result.values())

    def _run_alone(self, statement: str) -> None:
        with self._connections.writing() as session:
            session.run(statement).consume()

    def _stream(self, statement: str) -> Iterator[list[Any]]:
        with (
            self._translated(),
            self._connections.streaming() as session,
            session.begin_transaction(timeout=WRITE_SECONDS) as transaction,
        ):
            for record in transaction.run(statement):
                yield record.values()

    def _write(self, work: Callable[[Neo4jTransaction], T]) -> T:
        """Run ``work`` in a write transaction, again where another writer was in the way."""
        if self._options.read_only:
            raise StoreError(f"Neo4j at {self._url}: the store was opened read-only")

        @neo4j.unit_of_work(timeout=WRITE_SECONDS)
        def unit(transaction: neo4j.ManagedTransaction) -> T:
            def run(statement: str, parameters: dict[str, Any]) -> tuple[list[list[Any]], Any]:
                result = transaction.run(statement, parameters)
                return result.values(), result.consume().counters

            return work(Neo4jTransaction(run))

        def attempt() -> T:
            with self._connections.writing() as session:
                return session.execute_write(unit)

        return self._retried(attempt)

    def _retried(self, attempt: Callable[[], T]) -> T:
        for number in range(_TRIES):
            try:
                with self._translated():
                    return attempt()
            except _ConflictError:
                # Some chance in it, so that two who met do not meet again.
                time.sleep(0.05 * 2**number * (1 + secrets.randbelow(100) / 100))
        raise StoreBusyError(f"Neo4j at {self._url}: other writers were in the way {_TRIES} times: try again later")

    @contextmanager
    def _translated(self, kind: type[ZerentuError] = StoreError, seconds: float = WRITE_SECONDS) -> Iterator[None]:
        try:
            yield
        except (EdgesLostError, failures.Neo4jError, failures.DriverError, OSError, ValueError, TypeError) as error:
            raise _translate(error, self._url, kind, seconds) from error


class _ConflictError(StoreBusyError):
    """Another writer was in the way; the same work may succeed a moment later."""


_REASONS: dict[str, tuple[type[ZerentuError], str]] = {
    "Forbidden": (StoreAuthError, "Neo4j at {url} does not allow this user that"),
    "AuthenticationRateLimit": (StoreAuthError, "Neo4j at {url} was given a wrong password too often: wait a little"),
    "AccessMode": (StatementError, "the statement would write, and only reading statements are answered"),
    "DatabaseNotFound": (StoreError, "Neo4j at {url} has no such database: check its name"),
    "EntityNotFound": (_ConflictError, "Neo4j at {url}: another writer took a node away"),
    "LockClientStopped": (_ConflictError, "Neo4j at {url}: another writer held its locks for too long"),
    "TransactionTimedOut": (StatementTimeoutError, _TOO_LONG),
    "TransactionTimedOutClientConfiguration": (StatementTimeoutError, _TOO_LONG),
}
"""What the last word of Neo4j's error code means here."""

_KINDS: tuple[tuple[tuple[type[Exception], ...], type[ZerentuError], str], ...] = (
    ((failures.AuthError,), StoreAuthError, "Neo4j at {url} refuses the user: check name and password"),
    (
        (failures.TransientError, failures.ConstraintError, EdgesLostError),
        _ConflictError,
        "Neo4j at {url}: another writer was in the way: try again",
    ),
    (
        (failures.IncompleteCommit,),
        StoreError,
        "Neo4j at {url} went away at the commit: load again, which changes nothing if it is in",
    ),
    (
        (failures.ServiceUnavailable, failures.SessionExpired, failures.ConnectionAcquisitionTimeoutError, OSError),
        StoreAbsentError,
        "Neo4j at {url} does not answer: start it with scripts/neo4j up or check the address",
    ),
)
"""What an exception of the driver means where the code says nothing; the first that fits."""


def _translate(error: Exception, url: str, kind: type[ZerentuError], seconds: float) -> ZerentuError:
    """Return the error that a user is to see; ``kind`` where the code says nothing special."""
    code = (error.code or "") if isinstance(error, failures.Neo4jError) else ""
    reason = _REASONS.get(code.rpartition(".")[2])
    if reason:
        return reason[0](reason[1].format(url=url, seconds=seconds))
    for classes, known, message in _KINDS:
        if isinstance(error, classes):
            return known(message.format(url=url))
    if code.startswith("Neo.ClientError"):
        return kind(_first_line(error))
    return StoreError(f"Neo4j at {url}: {_first_line(error)}")


def _first_line(error: BaseException) -> str:
    text = (error.message if isinstance(error, failures.Neo4jError) else None) or str(error)
    return next(iter(text.splitlines()), type(error).__name__)


def _label_of(variable: str, labels: Sequence[str]) -> str:
    """Return the expression for a node's label; a database of others may have given it more."""
    if len(labels) == 1:
        return f"'{labels[0]}'"
    return f"[label IN labels({variable}) WHERE label IN {list(labels)}][0]"


def _unwrapped(value: Any) -> Any:
    """Return a value of the driver as plain Python: a path as its nodes and relationships, a time as ISO 8601."""
    if isinstance(value, Path):
        return {"nodes": list(value.nodes), "relationships": list(value.relationships)}
    return value.iso_format() if hasattr(value, "iso_format") else value
