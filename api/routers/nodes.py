"""Nodes by their ids, whatever their label, and what stands at the other end of their edges.

An id is unique within its label only. Where two labels share one, the first in schema order is taken unless the
caller names the label, and the answer tells the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from api.judging import moved_unit
from api.moved import MovedError
from api.resources import RESOURCE_OF, Relation, relations_of, title_of
from api.routers.asking import PageQuery, page_of
from api.rows import edge_of, rows_of
from api.statements import neighbours_statement
from graph.errors import NotFoundError
from graph.schema import NODES
from graph.store import Store

LABELS = tuple(node.label for node in NODES)

Reference = dict[str, Any]
"""Label, id, name and href of a node."""

_FOUND = " UNION ALL ".join(
    f"UNWIND $ids AS key MATCH (n:`{node.label}` {{id: key}}) "
    f"RETURN '{node.label}' AS label, n.id AS id, n.`{title_of(node)}` AS name"
    for node in NODES
)


def href_of(label: str, key: str) -> str | None:
    """Return the path of a node; None where its label has no route."""
    resource = RESOURCE_OF.get(label)
    return f"/{resource.name}/{quote(key, safe='')}" if resource else None


def reference(label: str, key: str, name: str | None) -> Reference:
    """Return a node in few words."""
    return {"label": label, "id": key, "name": name, "href": href_of(label, key)}


def find_nodes(store: Store, ids: Sequence[str]) -> list[Reference]:
    """Return the nodes with these ids, of every label, by label in schema order and then by id."""
    found = [reference(row["label"], row["id"], row["name"]) for row in rows_of(store, _FOUND, ids=list(ids))]
    return sorted(found, key=lambda each: (LABELS.index(each["label"]), each["id"]))


def find_node(store: Store, key: str, label: str | None = None) -> tuple[Reference, list[str]]:
    """Return the node with an id, and the other labels that hold the same id.

    Raises:
        NotFoundError: there is none, or none of that label.
    """
    found = find_nodes(store, [key])
    wanted = [each for each in found if label in {None, each["label"]}]
    if not wanted:
        require_unmoved(store, key)
        raise NotFoundError(f"the graph holds no {label or 'node'} {key!r}")
    return wanted[0], [each["label"] for each in found if each["label"] != wanted[0]["label"]]


def require_unmoved(store: Store, key: str) -> None:
    """Make sure that an id that no node has is not that of a unit which goes by another name now.

    Raises:
        MovedError: it is.
    """
    became = moved_unit(store, key)
    if became:
        raise MovedError(key, became)


def neighbours_of(
    store: Store, node: tuple[str, str], totals: Sequence[int], query: PageQuery, relationship: str | None
) -> list[dict[str, Any]]:
    """Return a page of each relation of a node (label and id), of one type only where it is named.

    ``totals`` are the numbers of neighbours, in the order of ``relations_of``.
    """
    label, key = node
    return [
        _described(relation, page_of(store, neighbours_statement(label, relation), total, query, id=key))
        for relation, total in zip(relations_of(label), totals, strict=True)
        if relationship in {None, relation.relationship.type}
    ]


def _described(relation: Relation, page: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of neighbours with what relation it is of, each node apart from its edge."""
    head = {"relationship": relation.relationship.type, "direction": relation.direction, "label": relation.label}
    items = [_neighbour(relation, row) for row in page["items"]]
    rest = max(page["total"] - page["offset"] - len(items), 0)
    return {**head, **page, "rest": rest, "items": items}


def _neighbour(relation: Relation, row: dict[str, Any]) -> dict[str, Any]:
    key, name = row.pop("id"), row.pop("name")
    return {"node": reference(relation.label, key, name), "edge": edge_of(row)}
