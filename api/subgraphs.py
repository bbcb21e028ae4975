"""All edges between some nodes, each with what it carries."""

from collections.abc import Collection, Iterator
from typing import Any

from api.resources import Relation, relations_of
from api.rows import edge_of
from graph.schema import NODES, RELATIONSHIPS, RelationshipType
from graph.store import Store

NodeKey = tuple[str, str]
"""Label and id."""

Edge = dict[str, Any]
"""Relationship type, label and id of start and finish, and what the edge carries."""

_LABELS = tuple(node.label for node in NODES)
_MANY = "Task"
"""The label to begin at: an official may lead thousands of tasks, a task names a few."""


def edges_between(store: Store, nodes: Collection[NodeKey]) -> list[Edge]:
    """Return every edge between two of the nodes, by type in schema order, then by start, finish and rank."""
    ids: dict[str, list[str]] = {}
    for label, key in sorted(set(nodes)):
        ids.setdefault(label, []).append(key)
    edges = [
        edge
        for each in RELATIONSHIPS
        for start, finish in each.pairs
        if start in ids and finish in ids
        for edge in _edges(store, each, (start, ids[start]), (finish, ids[finish]))
    ]
    return sorted(edges, key=_order)


def _edges(
    store: Store, declared: RelationshipType, start: tuple[str, list[str]], finish: tuple[str, list[str]]
) -> Iterator[Edge]:
    """Yield the edges of a type from nodes of one label to nodes of another."""
    from_finish = finish[0] == _MANY
    (near_label, near), (far_label, far) = (finish, start) if from_finish else (start, finish)
    relation = next(
        each
        for each in relations_of(near_label)
        if each.relationship is declared
        and each.label == far_label
        and each.direction == ("in" if from_finish else "out")
    )
    answer = store.ask(_statement(near_label, relation), {"near": list(near), "far": list(far)})
    names = [each.name for each in declared.properties]
    for here, there, *values in answer.rows:
        first, last = (there, here) if from_finish else (here, there)
        yield {
            "relationship": declared.type,
            "start": {"label": start[0], "id": first},
            "finish": {"label": finish[0], "id": last},
            "edge": edge_of(dict(zip(names, values, strict=True))),
        }


def _statement(label: str, relation: Relation) -> str:
    edge = f"[e:`{relation.relationship.type}`]"
    arrow = f"-{edge}->" if relation.direction == "out" else f"<-{edge}-"
    columns = ["n.id AS here", "m.id AS there", *(f"e.`{each.name}` AS `{each.name}`" for each in relation.properties)]
    return (
        f"UNWIND $near AS key MATCH (n:`{label}` {{id: key}}){arrow}(m:`{relation.label}`) "
        f"WHERE m.id IN $far RETURN {', '.join(columns)}"
    )


def _order(edge: Edge) -> tuple[Any, ...]:
    types = [each.type for each in RELATIONSHIPS]
    ends = [(_LABELS.index(edge[end]["label"]), edge[end]["id"]) for end in ("start", "finish")]
    return (types.index(edge["relationship"]), *ends, edge["edge"].get("rank") or 0)
