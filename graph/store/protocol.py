"""What every store can do, and the shapes it answers in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from graph.model import Batch, Edge, Node
from graph.store.hits import Hit

Scalar = str | int | float | bool | None
Cell = Scalar | list["Cell"] | dict[str, "Cell"]
"""A value in an answer, the same Python type from every engine."""


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How to open a store. The embedded engine ignores the user, password, database and connection settings.

    ``accept_loss`` opens an embedded graph that holds less than its ledger says, and lets the ledger say so.
    """

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"
    connect_timeout_seconds: float = 5.0
    transaction_timeout_seconds: float = 30.0
    buffer_megabytes: int = 1024
    read_only: bool = False
    accept_loss: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: column names, and one list a row in the statement's own order."""

    columns: list[str]
    rows: list[list[Cell]]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """How many nodes and relationships a write added and removed."""

    nodes_written: int = 0
    relationships_written: int = 0
    nodes_removed: int = 0
    relationships_removed: int = 0


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did: ``outcome`` is ``new``, ``replaced`` or ``unchanged`` (then nothing was written)."""

    document: str
    outcome: str
    load_id: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What ``doctor`` and ``/ready`` tell of a store: engine, versions, address without secrets."""

    engine: str
    engine_version: str
    client_version: str
    url: str


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """Judgements to be written (as nodes) and to be taken away (by id), and what follows from them.

    ``units`` are the names of the place's units that it may touch: every document that names one of them becomes what
    ``remake`` makes of it. ``before`` are the judgements of the place that the change was made for, by id with the time
    of each; where the graph has others by now, it is busy. Without a place and units only the judgements are written.
    """

    place: str
    before: Mapping[str, str]
    written: tuple[Node, ...]
    removed: tuple[str, ...]
    units: tuple[str, ...]
    remake: Callable[[Batch], Batch]


class Store(Protocol):
    """A graph that documents are loaded into and questions are put to. Safe for use by several threads."""

    @property
    def dialect(self) -> str:
        """The name under which the catalogue keeps statements that only this engine understands."""

    def load(self, batch: Batch) -> LoadResult:
        """Write one document in one transaction: all of it or nothing.

        A document that is already held with the same digest is left alone (0 written). Another version of it is
        replaced: its own nodes and edges go, and shared nodes that nothing else uses.

        Raises:
            StoreBusyError: another process writes, or a conflict outlived the retries.
            StoreError: the store is not there or failed; nothing was written.
        """

    def restore(self, batch: Batch) -> LoadResult:
        """Write one document as another graph held it: with the digest and the load that its Document names.

        In one transaction like a load; a document that is held with the same digest and load is left alone.

        Raises:
            StoreBusyError: another process writes, or a conflict outlived the retries.
            StoreError: the Document names no load, or the store is not there or failed; nothing was written.
        """

    def unload(self, document: str) -> Changes:
        """Take a document out, with the shared nodes that only it used.

        Raises:
            NotFoundError: the graph holds no such document.
        """

    def judge(self, change: JudgementChange) -> list[LoadResult]:
        """Write judgements on names and the documents that they change, in one transaction; return those documents.

        Raises:
            StoreBusyError: another process writes, or a conflict outlived the retries.
            StoreError: the store is not there or failed; nothing was written.
        """

    def ask(
        self,
        statement: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout_seconds: float | None = None,
    ) -> Rows:
        """Run one reading statement; more than ``limit`` rows are cut and said so in ``truncated``.

        Raises:
            StatementError: the engine does not understand the statement, or it would write.
            StoreError: the store is not there.
        """

    def search(self, text: str, labels: Sequence[str] | None = None) -> list[Hit]:
        """Return every node whose texts hold all words of ``text``, the best first, equal ones by label and id.

        What a word is and when it matches stands in ``graph.store.hits``; it is the same on every engine. ``labels``
        are some of those that have texts (``hits.TEXTS``), without them all. The hits are of one state of the graph.

        Raises:
            QuestionError: there are no words or too many, or a label has no texts.
            StoreError: the store is not there.
        """

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the number of nodes by label and of relationships by type, zeros included, in schema order."""

    def nodes(self) -> Iterator[Node]:
        """Yield every node, by label in schema order, then by id."""

    def edges(self) -> Iterator[Edge]:
        """Yield every edge, by type in schema order, then by start, finish and rank."""

    def info(self) -> StoreInfo:
        """Say which engine answers; StoreError where it does not."""

    def close(self) -> None:
        """Give back what the store holds; a closed store cannot be used again."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
