"""A batch as plain rows, which the hand-written rivals share: keys first, then the properties in schema order."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import Batch
from graph.schema import node_type, relationship_type

Pair = tuple[str, str, str]
"""A relationship type with the labels of its two ends."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by label, ``[id, …]``, and by relationship type with its labels, ``[start, finish, …]``."""

    nodes: dict[str, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))
    edges: dict[Pair, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))


def rows_of(batch: Batch) -> Rows:
    """Return the batch as rows; a property that is not known is None."""
    rows = Rows()
    for node in batch.nodes:
        rows.nodes[node.label].append([node.id, *_values(node_names(node.label), node.properties)])
    for edge in batch.edges:
        pair = (edge.type, edge.start_label, edge.finish_label)
        rows.edges[pair].append([edge.start, edge.finish, *_values(edge_names(edge.type), edge.properties)])
    return rows


def node_names(label: str) -> list[str]:
    """Return the names of a label's properties."""
    return [each.name for each in node_type(label).properties]


def edge_names(kind: str) -> list[str]:
    """Return the names of a relationship type's properties."""
    return [each.name for each in relationship_type(kind).properties]


def _values(names: list[str], properties: Mapping[str, Any]) -> list[Any]:
    values = [properties.get(name) for name in names]
    return [list(value) if isinstance(value, tuple) else value for value in values]
