"""How a document gets into the graph and out of it: the order of steps inside one transaction, for every engine.

Each statement here is in the Cypher that all engines share; what differs stands behind ``Transaction``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from graph.errors import NotFoundError, StoreError
from graph.model import Edge, Node
from graph.store.links import LINKS, PREFIXED, SHARED, STATED, Link, belongings, uses
from graph.store.plan import Plan, missing_ends
from graph.store.protocol import Cell, Changes, LoadResult

_DELETE = "WITH e, other.id AS other DELETE e RETURN other, count(*) AS edges"


class EdgesLostError(Exception):
    """Fewer edges were written than the batch has: another load took a shared node away. To be tried again."""


class Transaction(Protocol):
    """An open transaction of an engine."""

    def run(self, statement: str, **parameters: Any) -> list[list[Cell]]:
        """Run one statement and return its rows."""

    def claim(self, document: str) -> tuple[bool, str | None, str | None]:
        """Keep other writers off a document until the end; return whether it is held, its digest and its load_id."""

    def lock(self, label: str, ids: Sequence[str]) -> None:
        """Keep other writers off shared nodes until the end."""

    def remove_nodes(self, label: str, ids: Sequence[str], returning: Set[str]) -> None:
        """Take nodes out; an engine may keep those that this transaction writes again, as they have no edges left."""

    def write_nodes(self, label: str, nodes: Sequence[Node]) -> int:
        """Write nodes with exactly these properties; return how many did not exist or were taken out before."""

    def write_edges(self, link: Link, edges: Sequence[Edge]) -> tuple[int, int]:
        """Write edges; return how many found both their ends, and how many did not exist."""


@dataclass(slots=True)
class _Removal:
    """What was taken out, and which shared nodes lost an edge by it."""

    nodes: int = 0
    relationships: int = 0
    loosened: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def replace_document(transaction: Transaction, plan: Plan, own: Mapping[str, list[str]] | None = None) -> LoadResult:
    """Write a plan in place of what the graph holds of its document.

    ``own`` is what ``own_ids`` returned in this transaction, where that is known already.

    Raises:
        EdgesLostError: another load interfered.
        StoreError: an edge of the batch ends in a node that it does not hold.
    """
    held, digest, load_id = transaction.claim(plan.document)
    if held and plan.is_held(digest, load_id):
        return LoadResult(plan.document, "unchanged", load_id or "", Changes())
    removal = _Removal()
    if held:
        removal = _remove(transaction, plan.document, own or own_ids(transaction, plan.document), plan.nodes)
    nodes = sum(transaction.write_nodes(label, rows) for label, rows in plan.nodes.items() if rows)
    relationships = sum(_write_edges(transaction, plan, link) for link, rows in plan.edges.items() if rows)
    _sweep(transaction, removal)
    changes = Changes(nodes, relationships, removal.nodes, removal.relationships)
    return LoadResult(plan.document, "replaced" if held else "new", plan.load_id, changes)


def remove_document(transaction: Transaction, document: str) -> Changes:
    """Take a document out, with the shared nodes that only it used.

    Raises:
        NotFoundError: the graph holds no such document.
    """
    held, _, _ = transaction.claim(document)
    if not held:
        raise NotFoundError(f"the graph holds no document {document}")
    removal = _remove(transaction, document, own_ids(transaction, document), {})
    _sweep(transaction, removal)
    return Changes(nodes_removed=removal.nodes, relationships_removed=removal.relationships)


def _write_edges(transaction: Transaction, plan: Plan, link: Link) -> int:
    edges = plan.edges[link]
    found, created = transaction.write_edges(link, edges)
    if found == len(edges):
        return created
    for problem in missing_ends(edges, plan):
        raise StoreError(f"{plan.document}: {problem}; nothing was written")
    raise EdgesLostError(f"{plan.document}: {found} of {len(edges)} {link.type} edges found their ends")


def _remove(
    transaction: Transaction, document: str, own: Mapping[str, list[str]], returning: Mapping[str, Sequence[Node]]
) -> _Removal:
    removal = _Removal()
    # Loads of one place wait for each other here, so that they never wait in a circle at its units.
    for link in LINKS:
        if link.start == "Document":
            transaction.lock(link.finish, _neighbours(transaction, "Document", [document], link))
    # What a document states is found from its key along STATED_IN, which therefore goes last: the keys of thousands of
    # tasks would make the embedded engine scan its tables.
    for link in sorted(LINKS, key=lambda each: each.type == "STATED_IN"):
        if link.owner in STATED:
            _remove_stated_edges(transaction, document, link, removal)
        elif link.owner:
            _remove_edges(transaction, link.owner, own[link.owner], link, removal)
    for label, ids in own.items():
        _remove_nodes(transaction, label, ids, removal, {node.id for node in returning.get(label, ())})
    return removal


def own_ids(transaction: Transaction, document: str) -> dict[str, list[str]]:
    """Return the keys of the nodes that belong to a document, by label."""
    own = {
        label: _texts(
            transaction.run(
                f"MATCH (d:Document {{id: $id}})<-[:STATED_IN]-(n:`{label}`) RETURN n.id AS id", id=document
            )
        )
        for label in STATED
    }
    return own | {label: _prefixed_ids(transaction, label, document) for label in PREFIXED} | {"Document": [document]}


def _prefixed_ids(transaction: Transaction, label: str, document: str) -> list[str]:
    """Return the keys that begin with the document's, without those of a document whose key is longer (A and A:1)."""
    starting = "MATCH (n:`{}`) WHERE n.id STARTS WITH $prefix RETURN n.id AS id"
    ids, longer = (
        _texts(transaction.run(starting.format(each), prefix=f"{document}:")) for each in (label, "Document")
    )
    others = tuple(f"{each}:" for each in longer)
    return [each for each in ids if not each.startswith(others)]


def _sweep(transaction: Transaction, removal: _Removal) -> None:
    """Delete the shared nodes that lost an edge and that nothing uses any more."""
    for label in SHARED:
        ids = sorted(removal.loosened[label])
        if not ids:
            continue
        transaction.lock(label, ids)
        for link in uses(label):
            used = set(_near(transaction, label, ids, link))
            ids = [each for each in ids if each not in used]
        for link in belongings(label):
            _remove_edges(transaction, label, ids, link, removal)
        _remove_nodes(transaction, label, ids, removal)


def _remove_stated_edges(transaction: Transaction, document: str, link: Link, removal: _Removal) -> None:
    """Delete the edges of one link at the nodes that a document states."""
    pattern, other = link.pattern(str(link.owner))
    if link.type == "STATED_IN":
        start = f"MATCH (other:Document {{id: $id}})<-[e:STATED_IN]-(n:`{link.owner}`)"
    else:
        start = f"MATCH (d:Document {{id: $id}})<-[:STATED_IN]-(n:`{link.owner}`){pattern}"
    rows = transaction.run(f"{start} {_DELETE}", id=document)
    _note_removed(rows, other, removal)


def _remove_edges(transaction: Transaction, near: str, ids: list[str], link: Link, removal: _Removal) -> None:
    """Delete the edges of one link at the nodes with these keys."""
    pattern, other = link.pattern(near)
    statement = f"UNWIND $ids AS id MATCH (n:`{near}` {{id: id}}){pattern} {_DELETE}"
    _note_removed(transaction.run(statement, ids=ids) if ids else [], other, removal)


def _note_removed(rows: list[list[Cell]], other: str, removal: _Removal) -> None:
    for key, count in rows:
        removal.relationships += cast("int", count)
        if other in SHARED:
            removal.loosened[other].add(cast("str", key))


def _remove_nodes(
    transaction: Transaction, label: str, ids: list[str], removal: _Removal, returning: Set[str] = frozenset()
) -> None:
    if ids:
        transaction.remove_nodes(label, ids, returning)
        removal.nodes += len(ids)


def _neighbours(transaction: Transaction, near: str, ids: list[str], link: Link) -> list[str]:
    """Return the keys of the nodes at the other end of the edges of this link."""
    return _ends(transaction, near, ids, link, "other")


def _near(transaction: Transaction, near: str, ids: list[str], link: Link) -> list[str]:
    """Return those of ``ids`` that have an edge of this link."""
    return _ends(transaction, near, ids, link, "n")


def _ends(transaction: Transaction, near: str, ids: list[str], link: Link, end: str) -> list[str]:
    statement = f"UNWIND $ids AS id MATCH (n:`{near}` {{id: id}}){link.pattern(near)[0]} RETURN DISTINCT {end}.id AS id"
    return sorted(_texts(transaction.run(statement, ids=ids))) if ids else []


def _texts(rows: Iterable[list[Cell]]) -> list[str]:
    return [str(row[0]) for row in rows]
