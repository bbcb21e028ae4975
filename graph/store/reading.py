"""One document as a graph holds it, read inside a transaction: the batch that was written, with its digest and load."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.model import Batch, Edge, Node
from graph.schema import NODES, node_type, relationship_type
from graph.store.links import LINKS, SHARED, STATED, Link, belongings
from graph.store.listing import known
from graph.store.protocol import Cell
from graph.store.replacing import Transaction


def read_document(transaction: Transaction, document: str, own: Mapping[str, list[str]]) -> Batch:
    """Return all that a document states, with the shared nodes that it uses; ``own`` are the keys of its own nodes."""
    edges = [edge for link in LINKS if link.owner for edge in _own_edges(transaction, document, own, link)]
    shared: dict[str, set[str]] = defaultdict(set)
    _note_shared(edges, shared)
    for label in SHARED:
        for link in belongings(label):
            belonging = _edges(transaction, link, label, sorted(shared[label]))
            _note_shared(belonging, shared)
            edges += belonging
    ids = {**own, **{label: sorted(keys) for label, keys in shared.items()}}
    nodes = [node for each in NODES for node in _nodes(transaction, each.label, ids.get(each.label, []))]
    return Batch(document, tuple(nodes), tuple(edges))


def _own_edges(transaction: Transaction, document: str, own: Mapping[str, list[str]], link: Link) -> list[Edge]:
    near = str(link.owner)
    if near not in STATED:
        return _edges(transaction, link, near, own[near])
    # From the document's key: the keys of thousands of tasks would make the embedded engine scan its tables.
    if link.type == "STATED_IN":
        start = f"MATCH (other:Document {{id: $id}})<-[e:STATED_IN]-(n:`{near}`)"
    else:
        start = f"MATCH (d:Document {{id: $id}})<-[:STATED_IN]-(n:`{near}`){link.pattern(near)[0]}"
    return _as_edges(link, near, transaction.run(f"{start} {_columns(link)}", id=document))


def _edges(transaction: Transaction, link: Link, near: str, ids: list[str]) -> list[Edge]:
    """Return the edges of one link at the nodes with these keys."""
    if not ids:
        return []
    start = f"UNWIND $ids AS id MATCH (n:`{near}` {{id: id}}){link.pattern(near)[0]}"
    return _as_edges(link, near, transaction.run(f"{start} {_columns(link)}", ids=ids))


def _columns(link: Link) -> str:
    properties = (f"e.`{each.name}`" for each in relationship_type(link.type).properties)
    return f"RETURN {', '.join(['n.id', 'other.id', *properties])}"


def _as_edges(link: Link, near: str, rows: Iterable[list[Cell]]) -> list[Edge]:
    names = [each.name for each in relationship_type(link.type).properties]
    edges = []
    for key, other, *values in rows:
        start, finish = (key, other) if near == link.start else (other, key)
        edges.append(Edge(link.type, link.start, str(start), link.finish, str(finish), known(names, values)))
    return edges


def _note_shared(edges: Iterable[Edge], shared: dict[str, set[str]]) -> None:
    for edge in edges:
        for label, key in ((edge.start_label, edge.start), (edge.finish_label, edge.finish)):
            if label in SHARED:
                shared[label].add(key)


def _nodes(transaction: Transaction, label: str, ids: list[str]) -> list[Node]:
    if not ids:
        return []
    names = [each.name for each in node_type(label).properties]
    columns = ", ".join(["n.id", *(f"n.`{name}`" for name in names)])
    rows = transaction.run(f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) RETURN {columns}", ids=ids)
    return [Node(label, str(key), known(names, values)) for key, *values in rows]
