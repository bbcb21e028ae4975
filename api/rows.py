"""Rows of statements of ours as objects, and the fields of a list that are no properties."""

import json
from typing import Any, cast

from api.resources import RESOURCE_OF, Linked, Resource
from api.statements import linked_statement
from graph.store import Store

_OF_UNITS = frozenset({"printed", "also"})
"""What the edges of groups are without, though they are of the same type."""


def rows_of(store: Store, statement: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows of a statement of ours, each as an object with the columns as its keys."""
    answer = store.ask(statement, cast("Any", parameters))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def edge_of(properties: dict[str, Any]) -> dict[str, Any]:
    """Return what an edge carries: printed names only of units, JSON as what it says."""
    edge = {name: value for name, value in properties.items() if value is not None or name not in _OF_UNITS}
    return edge | {"also": json.loads(edge["also"])} if "also" in edge else edge


def add_names(store: Store, tasks: list[dict[str, Any]]) -> None:
    """Give each task the names of its leaders, owners and supports."""
    resource = RESOURCE_OF["Task"]
    for linked in resource.linked:
        add_linked(store, resource, linked, tasks)


def add_linked(store: Store, resource: Resource, linked: Linked, items: list[dict[str, Any]]) -> None:
    """Give each item the names that the linked field holds."""
    names: dict[str, list[str]] = {item["id"]: [] for item in items}
    if names:
        for row in rows_of(store, linked_statement(resource, linked), ids=list(names)):
            names[row["id"]].append(row["name"])
    for item in items:
        item[linked.name] = names[item["id"]]
