"""A batch arranged for writing: nodes by label, edges by link, and only what says something."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from graph.errors import StoreError
from graph.model import Batch, Edge, Node, Value
from graph.schema import NODES
from graph.store.checking import check_batch, edge_name
from graph.store.links import LINKS, SHARED, Link

_LINKS = {(link.type, link.start, link.finish): link for link in LINKS}
_BELONGING = {triple for triple, link in _LINKS.items() if link.owner is None}


T = TypeVar("T", Node, Edge)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one load writes. Labels and links stand in schema order, nodes in order of their keys."""

    document: str
    digest: str
    load_id: str
    nodes: dict[str, list[Node]]
    edges: dict[Link, list[Edge]]
    is_restored: bool = False

    def is_held(self, digest: str | None, load_id: str | None) -> bool:
        """Say whether what a store holds of the document is this; what is restored is also to be of the same load."""
        return digest == self.digest and (not self.is_restored or load_id == self.load_id)


def plan_load(batch: Batch, load_id: str) -> Plan:
    """Check a batch and arrange it; its Document gets ``digest`` and ``load_id``.

    A shared node that no edge of the document's own touches is left out: nothing would ever take it away again.

    Raises:
        StoreError: the batch contradicts the schema or itself; the message names the node or edge.
    """
    digest = _digest(batch)
    check_batch(batch)
    return _arranged(batch, digest, load_id)


def plan_restored(batch: Batch) -> Plan:
    """Check and arrange a document as a graph held it: its Document keeps the ``digest`` and ``load_id`` that it has.

    Raises:
        StoreError: the batch contradicts the schema or itself, or its Document was written by no load.
    """
    check_batch(batch)
    [document] = [node for node in batch.nodes if node.label == "Document"]
    digest, load_id = (document.properties.get(name) for name in ("digest", "load_id"))
    if not isinstance(digest, str) or not isinstance(load_id, str):
        raise StoreError(f"{batch.document}: its Document has no digest or load_id, so no load wrote it")
    return replace(_arranged(batch, digest, load_id), is_restored=True)


def _arranged(batch: Batch, digest: str, load_id: str) -> Plan:
    idle = _idle(batch)
    nodes: dict[str, list[Node]] = {node.label: [] for node in NODES}
    for node in sorted(batch.nodes, key=lambda node: node.id):
        if (node.label, node.id) not in idle:
            nodes[node.label].append(_saying(node))
    edges: dict[Link, list[Edge]] = {link: [] for link in LINKS}
    for edge in batch.edges:
        triple = (edge.type, edge.start_label, edge.finish_label)
        if triple not in _BELONGING or (edge.start_label, edge.start) not in idle:
            edges[_LINKS[triple]].append(_saying(edge))
    stamp: dict[str, Value] = {"digest": digest, "load_id": load_id}
    nodes["Document"] = [replace(node, properties={**node.properties, **stamp}) for node in nodes["Document"]]
    return Plan(batch.document, digest, load_id, nodes, edges)


def missing_ends(edges: Iterable[Edge], plan: Plan) -> list[str]:
    """Return what is wrong with the edges that end in a node that the plan does not write."""
    keys = {(label, node.id) for label, nodes in plan.nodes.items() for node in nodes}
    return [
        f"{edge_name(edge)} ends in a node that the batch does not hold"
        for edge in edges
        if not {(edge.start_label, edge.start), (edge.finish_label, edge.finish)} <= keys
    ]


def _digest(batch: Batch) -> str:
    try:
        return batch.digest()
    except UnicodeEncodeError as error:
        raise StoreError(f"{batch.document!a}: the text {error.object[:40]!a} is not valid Unicode") from error


def _idle(batch: Batch) -> set[tuple[str, str]]:
    """Return label and key of the shared nodes that nothing uses; who only belongs to a place does not use it."""
    idle = {(node.label, node.id) for node in batch.nodes if node.label in SHARED}
    belonging: list[Edge] = []
    for edge in batch.edges:
        if (edge.type, edge.start_label, edge.finish_label) in _BELONGING:
            belonging.append(edge)
        else:
            idle.discard((edge.start_label, edge.start))
            idle.discard((edge.finish_label, edge.finish))
    used = [edge for edge in belonging if (edge.start_label, edge.start) not in idle]
    return idle - {(edge.finish_label, edge.finish) for edge in used}


def _saying(item: T) -> T:
    """Return the node or edge without properties that say nothing: null and an empty list."""
    known = {name: value for name, value in item.properties.items() if value is not None and value != ()}
    return item if len(known) == len(item.properties) else replace(item, properties=known)
