"""A store that tells when it was written to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from graph.model import Batch, Edge, Node
from graph.store import Changes, Hit, LoadResult, Rows, Store, StoreInfo
from graph.store.protocol import Cell, JudgementChange


class WatchedStore:
    """Does what the store in it does, and calls ``after_write`` after each write, failed ones as well."""

    def __init__(self, store: Store, after_write: Callable[[], None]) -> None:
        self._store = store
        self._after_write = after_write

    @property
    def dialect(self) -> str:
        """The dialect of the store."""
        return self._store.dialect

    def load(self, batch: Batch) -> LoadResult:
        """Write one document."""
        try:
            return self._store.load(batch)
        finally:
            self._after_write()

    def restore(self, batch: Batch) -> LoadResult:
        """Write one document as another graph held it."""
        try:
            return self._store.restore(batch)
        finally:
            self._after_write()

    def unload(self, document: str) -> Changes:
        """Take a document out."""
        try:
            return self._store.unload(document)
        finally:
            self._after_write()

    def judge(self, change: JudgementChange) -> list[LoadResult]:
        """Write judgements and the documents that they change."""
        try:
            return self._store.judge(change)
        finally:
            self._after_write()

    def ask(
        self,
        statement: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout_seconds: float | None = None,
    ) -> Rows:
        """Run one reading statement."""
        return self._store.ask(statement, parameters, limit=limit, timeout_seconds=timeout_seconds)

    def search(self, text: str, labels: Sequence[str] | None = None) -> list[Hit]:
        """Return every node whose texts hold all words."""
        return self._store.search(text, labels)

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the number of nodes by label and of relationships by type."""
        return self._store.counts()

    def nodes(self) -> Iterator[Node]:
        """Yield every node."""
        return self._store.nodes()

    def edges(self) -> Iterator[Edge]:
        """Yield every edge."""
        return self._store.edges()

    def info(self) -> StoreInfo:
        """Say which engine answers."""
        return self._store.info()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
