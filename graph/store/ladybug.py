"""The embedded store: a graph in one file, asked in-process through ladybug.

One process writes at a time; ladybug holds a lock on the file. What is open of it stands in ``ladybug_file``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

import ladybug

from graph.errors import StoreError
from graph.model import Batch, Edge, Node
from graph.store.asking import check_parameters, check_reads
from graph.store.hits import Hit, searched_labels, searched_words
from graph.store.judging import apply_change, is_written
from graph.store.ladybug_file import GraphFile
from graph.store.ladybug_quirks import split_deep_page
from graph.store.ladybug_writing import LadybugTransaction
from graph.store.ledger_check import loaded, removed
from graph.store.listing import count_all, list_edges, list_nodes
from graph.store.plan import Plan, plan_load, plan_restored
from graph.store.protocol import Cell, Changes, JudgementChange, LoadResult, Rows, StoreInfo, StoreOptions
from graph.store.registry import file_of
from graph.store.replacing import remove_document, replace_document
from graph.store.room import LEAST_BYTES, bytes_for, require_room

if TYPE_CHECKING:
    from graph.store.ladybug_connection import Connection


class LadybugStore:
    """A graph in a file. Safe for use by several threads."""

    dialect = "ladybug"

    def __init__(self, url: str, options: StoreOptions) -> None:
        self._url = url
        self._options = options
        self._path = file_of(url)
        self._file: GraphFile | None = GraphFile.open(self._path, options)

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

    def _opened(self) -> GraphFile:
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
    def _writing(self, needed_bytes: int) -> "Iterator[Connection]":
        if self._options.read_only:
            raise StoreError(f"{self._path}: the store was opened read-only")
        with self._opened().writing(needed_bytes) as connection:
            yield connection

    def _stream(self, statement: str) -> Iterator[list[Any]]:
        with self._opened().connection() as connection:
            yield from connection.stream(statement)
