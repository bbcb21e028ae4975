"""A graph parted into its documents, so that each can be written elsewhere in one transaction.

A store lists all nodes, then all edges. Which document each belongs to is found in a scratch file on disk, so that a
graph may be larger than the memory: what a document states by its STATED_IN, what else belongs to it by its key. A part
holds what its document owns and the shared nodes that this uses, so a shared node is in several parts. What people
wrote and no document states comes before all of them, in a part without a document.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from graph.errors import StoreBusyError, StoreError
from graph.model import Batch, Edge, Node
from graph.schema import NODES, RELATIONSHIPS
from graph.store.judging import judgements_of
from graph.store.lines import digest_of, edge_line, node_line, read_edge, read_node
from graph.store.links import LINKS, PREFIXED, SHARED, STANDING
from graph.store.protocol import Store

_TRIES = 3
_ROWS = 5000
_OWNER = {(link.type, link.start, link.finish): link.owner or link.start for link in LINKS}
_SHARED = ", ".join(f"'{label}'" for label in SHARED)
_STANDING = ", ".join(f"'{label}'" for label in STANDING)
_TABLES = """
CREATE TABLE node (number INTEGER PRIMARY KEY, label TEXT, id TEXT, document TEXT, kept INTEGER, line TEXT);
CREATE TABLE edge (number INTEGER PRIMARY KEY, type TEXT, near TEXT, near_id TEXT, far TEXT, far_id TEXT, line TEXT);
"""
_INDEXES = """
CREATE UNIQUE INDEX by_key ON node (label, id);
CREATE INDEX by_end ON edge (near, near_id);
"""
# What no document owns, and what hangs on it, is left out: no load could have written it.
_SETTLE = f"""
UPDATE node SET document = stated.far_id FROM edge AS stated
 WHERE stated.type = 'STATED_IN' AND stated.near = node.label AND stated.near_id = node.id;
UPDATE node SET document = NULL WHERE document NOT IN (SELECT id FROM node WHERE label = 'Document');
CREATE INDEX by_document ON node (document);
DELETE FROM edge WHERE near NOT IN ({_SHARED}) AND NOT EXISTS (
 SELECT 1 FROM node AS own JOIN node AS other ON other.label = edge.far AND other.id = edge.far_id
  WHERE own.label = edge.near AND own.id = edge.near_id AND own.document IS NOT NULL
   AND (other.label IN ({_SHARED}) OR other.document = own.document));
UPDATE node SET kept = 1 WHERE document IS NOT NULL OR label IN ({_STANDING});
UPDATE node SET kept = 1 FROM edge
 WHERE edge.near NOT IN ({_SHARED}) AND edge.far = node.label AND edge.far_id = node.id;
DELETE FROM edge WHERE near IN ({_SHARED}) AND NOT EXISTS (
 SELECT 1 FROM node WHERE node.label = edge.near AND node.id = edge.near_id AND node.kept = 1);
UPDATE node SET kept = 1 FROM edge
 WHERE edge.near IN ({_SHARED}) AND edge.far = node.label AND edge.far_id = node.id;
DELETE FROM node WHERE kept IS NULL;
"""  # noqa: S608 - the labels are the schema's

_EDGES_OF_A_DOCUMENT = """
SELECT edge.number, edge.line, edge.far, edge.far_id
  FROM node JOIN edge ON edge.near = node.label AND edge.near_id = node.id WHERE node.document = ?
"""
_STANDING_LINES = f"SELECT line FROM node WHERE label IN ({_STANDING}) ORDER BY number"  # noqa: S608 - see above
_EDGES_OF_A_NODE = "SELECT number, line, far, far_id FROM edge WHERE near = ? AND near_id = ?"

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """What one document states, as lines: nodes in the order of the store, then edges.

    Without a document it is what people wrote.
    """

    document: str
    nodes: tuple[str, ...]
    edges: tuple[str, ...]

    def batch(self) -> Batch:
        """Return the part as a batch; ValueError where a line is none."""
        return Batch(self.document, self.read_nodes(), tuple(map(read_edge, self.edges)))

    def read_nodes(self) -> tuple[Node, ...]:
        """Return its nodes; ValueError where a line is none."""
        return tuple(map(read_node, self.nodes))


@dataclass(frozen=True, slots=True)
class Summary:
    """All of a graph in few words: what it holds of each kind, and a digest of everything.

    ``loads`` are by document; ``standing`` are the lines of what people wrote.
    """

    loads: dict[str, str]
    standing: frozenset[str]
    nodes: Counts
    relationships: Counts
    digest: str


class PartedGraph:
    """The parts of a graph, read once; ``left_out`` counts the nodes and edges that belong to no document."""

    def __init__(self, scratch: sqlite3.Connection, loads: dict[str, str]) -> None:
        self._scratch = scratch
        found = self._count()
        scratch.executescript(_INDEXES + _SETTLE)
        kept = self._count()
        self.left_out = found[0] - kept[0], found[1] - kept[1]
        labels = self._by_kind("SELECT label, count(*) FROM node GROUP BY label", [each.label for each in NODES])
        types = self._by_kind("SELECT type, count(*) FROM edge GROUP BY type", [each.type for each in RELATIONSHIPS])
        self._standing = tuple(line for (line,) in self._rows(_STANDING_LINES))
        self.summary = Summary(loads, frozenset(self._standing), labels, types, digest_of(self._lines()))

    def parts(self) -> Iterator[Part]:
        """Yield what people wrote, if they did, then the parts in order of their documents' keys."""
        if self._standing:
            yield Part("", self._standing, ())
        for document in sorted(self.summary.loads):
            yield self._part(document)

    def _part(self, document: str) -> Part:
        nodes: dict[int, str] = dict(self._rows("SELECT number, line FROM node WHERE document = ?", document))
        edges: dict[int, str] = {}
        shared: set[tuple[str, str]] = set()
        for number, line, label, key in self._rows(_EDGES_OF_A_DOCUMENT, document):
            edges[number] = line
            if label in SHARED:
                shared.add((label, key))
        # Units and officials belong to places, which so are in the part too.
        for place in list(shared):
            for number, line, label, key in self._rows(_EDGES_OF_A_NODE, *place):
                edges[number] = line
                shared.add((label, key))
        for each in shared:
            nodes.update(self._rows("SELECT number, line FROM node WHERE label = ? AND id = ?", *each))
        return Part(document, _in_order(nodes), _in_order(edges))

    def _rows(self, statement: str, *values: str) -> list[Any]:
        return self._scratch.execute(statement, values).fetchall()

    def _lines(self) -> Iterator[str]:
        for statement in ("SELECT line FROM node ORDER BY number", "SELECT line FROM edge ORDER BY number"):
            for (line,) in self._scratch.execute(statement):
                yield line

    def _count(self) -> tuple[int, int]:
        [(nodes, edges)] = self._rows("SELECT (SELECT count(*) FROM node), (SELECT count(*) FROM edge)")
        return nodes, edges

    def _by_kind(self, statement: str, kinds: list[str]) -> Counts:
        found = dict(self._rows(statement))
        return {kind: found.get(kind, 0) for kind in kinds}


def loads_of(store: Store) -> dict[str, str]:
    """Return the load that wrote each document of a store."""
    rows = store.ask("MATCH (d:Document) RETURN d.id AS id, coalesce(d.load_id, '') AS load ORDER BY id").rows
    return {str(document): str(load) for document, load in rows}


def standing_of(store: Store) -> frozenset[str]:
    """Return the lines of what people wrote into a store."""
    return frozenset(node_line(judgement.node()) for judgement in judgements_of(store))


@contextmanager
def parted(store: Store) -> Iterator[PartedGraph]:
    """Give all that a store holds at one moment, by documents.

    Raises:
        StoreBusyError: something writes to it all the time.
        StoreError: the store is not there.
    """
    for _ in range(_TRIES):
        with _scratch_file() as scratch:
            before = loads_of(store), standing_of(store)
            _read(store, scratch, before[0])
            # Nodes and edges are listed one after the other; a load in between would leave edges without ends.
            if (loads_of(store), standing_of(store)) == before:
                yield PartedGraph(scratch, before[0])
                return
    raise StoreBusyError("the graph was written to each time while it was read: try again when the load has ended")


@contextmanager
def _scratch_file() -> Iterator[sqlite3.Connection]:
    try:
        with (
            tempfile.TemporaryDirectory(prefix="zerentu-") as folder,
            closing(sqlite3.connect(Path(folder) / "graph.sqlite", isolation_level=None)) as scratch,
        ):
            # Nothing of it is to outlive this process.
            scratch.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
            scratch.executescript(_TABLES)
            yield scratch
    except sqlite3.Error as error:
        raise StoreError(f"the scratch file for the graph: {error}; TMPDIR names another folder for it") from error


def _read(store: Store, scratch: sqlite3.Connection, documents: Iterable[str]) -> None:
    known = frozenset(documents)
    scratch.execute("BEGIN")
    _insert(
        scratch,
        "INSERT INTO node (label, id, document, line) VALUES (?, ?, ?, ?)",
        ((node.label, node.id, _document_of(node, known), node_line(node)) for node in store.nodes()),
    )
    _insert(
        scratch,
        "INSERT INTO edge (type, near, near_id, far, far_id, line) VALUES (?, ?, ?, ?, ?, ?)",
        ((edge.type, *_ends(edge), edge_line(edge)) for edge in store.edges()),
    )
    scratch.execute("COMMIT")


def _insert(scratch: sqlite3.Connection, statement: str, rows: Iterator[tuple[str | None, ...]]) -> None:
    while some := list(islice(rows, _ROWS)):
        scratch.executemany(statement, some)


def _document_of(node: Node, documents: frozenset[str]) -> str | None:
    """Return the document that a key begins with, the longest; what a document states is told by its edge instead."""
    if node.label == "Document":
        return node.id
    if node.label not in PREFIXED:
        return None
    pieces = node.id.split(":")
    beginnings = (":".join(pieces[:count]) for count in range(len(pieces) - 1, 0, -1))
    return next((each for each in beginnings if each in documents), None)


def _ends(edge: Edge) -> tuple[str, str, str, str]:
    """Return label and key of the end that the edge belongs to, then of the other one."""
    ends = (edge.start_label, edge.start), (edge.finish_label, edge.finish)
    is_start = _OWNER[edge.type, edge.start_label, edge.finish_label] == edge.start_label
    near, far = ends if is_start else reversed(ends)
    return (*near, *far)


def _in_order(lines: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(line for _, line in sorted(lines.items()))
