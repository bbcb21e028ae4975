"""Nodes by their keys, and all edges between them, read from a store without reading the rest of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from api.exports.content import Content, NodeKey, in_order
from api.resources import Relation
from graph.model import Edge, Node
from graph.schema import RELATIONSHIPS, RelationshipType, node_type
from graph.store import Store
from graph.store.listing import known
from graph.store.protocol import Cell

_MANY = "Task"
"""The label to begin at: an official may lead thousands of tasks, a task names a few."""


def read_content(store: Store, keys: Collection[NodeKey]) -> Content:
    """Return these nodes, and every edge between two of them, in the order of the store."""
    ids = by_label(keys)
    edges = (
        edge
        for each in RELATIONSHIPS
        for start, finish in each.pairs
        if start in ids and finish in ids
        for edge in _edges(store, each, (start, ids[start]), (finish, ids[finish]))
    )
    return in_order(read_nodes(store, keys), edges)


def read_nodes(store: Store, keys: Iterable[NodeKey]) -> Iterator[Node]:
    """Yield the nodes that the store holds of these."""
    for label, ids in by_label(keys).items():
        names = [each.name for each in node_type(label).properties]
        columns = ", ".join(["n.id AS id", *(f"n.`{name}` AS `{name}`" for name in names)])
        statement = f"UNWIND $ids AS key MATCH (n:`{label}` {{id: key}}) RETURN {columns}"
        for key, *values in store.ask(statement, {"ids": list[Cell](ids)}).rows:
            yield Node(label, str(key), known(names, values))


def beside(store: Store, label: str, ids: Iterable[str], relation: Relation) -> set[NodeKey]:
    """Return the nodes that nodes of a label reach along one relation."""
    edge = f"[:`{relation.relationship.type}`]"
    arrow = f"-{edge}->" if relation.direction == "out" else f"<-{edge}-"
    near = list[Cell](ids)
    if not near:
        return set()
    statement = (
        f"UNWIND $ids AS key MATCH (n:`{label}` {{id: key}}){arrow}(m:`{relation.label}`) RETURN DISTINCT m.id AS id"
    )
    return {(relation.label, str(row[0])) for row in store.ask(statement, {"ids": near}).rows}


def by_label(keys: Iterable[NodeKey]) -> Mapping[str, list[str]]:
    """Return the ids of each label, sorted."""
    ids: dict[str, list[str]] = {}
    for label, key in sorted(set(keys)):
        ids.setdefault(label, []).append(key)
    return ids


def _edges(
    store: Store, declared: RelationshipType, start: tuple[str, list[str]], finish: tuple[str, list[str]]
) -> Iterator[Edge]:
    """Yield the edges of a type from nodes of one label to nodes of another."""
    from_finish = finish[0] == _MANY
    (label, near), (_, far) = (finish, start) if from_finish else (start, finish)
    names = [each.name for each in declared.properties]
    rows = store.ask(
        _statement(declared, start[0], finish[0], label), {"near": list[Cell](near), "far": list[Cell](far)}
    ).rows
    for first, last, *values in rows:
        yield Edge(declared.type, start[0], cast("str", first), finish[0], cast("str", last), known(names, values))


def _statement(declared: RelationshipType, start: str, finish: str, near: str) -> str:
    ends = ("a:`{}` {{id: key}}", "b:`{}`") if near == start else ("a:`{}`", "b:`{}` {{id: key}}")
    far = "b" if near == start else "a"
    columns = ["a.id AS first", "b.id AS last", *(f"e.`{each.name}` AS `{each.name}`" for each in declared.properties)]
    first, last = ends[0].format(start), ends[1].format(finish)
    return (
        f"UNWIND $near AS key MATCH ({first})-[e:`{declared.type}`]->({last}) "
        f"WHERE {far}.id IN $far RETURN {', '.join(columns)}"
    )
