"""The whole graph, counted and listed in one order on every engine; the engine only runs the statements."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph.model import Edge, Node, Value
from graph.schema import NODES, RELATIONSHIPS, NodeType, PropertyType, RelationshipType

Stream = Callable[[str], Iterator[list[Any]]]
LabelOf = Callable[[str, Sequence[str]], str]
"""The engine's expression for the label of a variable, which is one of some labels."""

_LEAST: dict[PropertyType, str] = {"integer": "0", "float": "0.0", "string": "''", "json": "''", "boolean": "false"}
"""What stands in for an unknown value in an order: the engines put null at opposite ends."""


def count_all(stream: Stream) -> tuple[dict[str, int], dict[str, int]]:
    """Return the number of nodes by label and of relationships by type, in schema order, from one reading."""
    patterns = {node.label: f"(n:`{node.label}`)" for node in NODES}
    patterns |= {each.type: f"()-[n:`{each.type}`]->()" for each in RELATIONSHIPS}
    # Counted before it is named: a constant beside count() makes groups, and of nothing there is no group.
    counts = [
        f"MATCH {pattern} WITH count(n) AS number RETURN '{name}' AS name, number" for name, pattern in patterns.items()
    ]
    numbers = {name: int(number) for name, number in stream(" UNION ALL ".join(counts))}
    labels = {node.label: numbers[node.label] for node in NODES}
    return labels, {each.type: numbers[each.type] for each in RELATIONSHIPS}


def list_nodes(stream: Stream) -> Iterator[Node]:
    """Yield every node, by label in schema order, then by id."""
    for node in NODES:
        names = [each.name for each in node.properties]
        for key, *values in stream(_node_statement(node)):
            yield Node(node.label, key, known(names, values))


def list_edges(stream: Stream, label_of: LabelOf) -> Iterator[Edge]:
    """Yield every edge, by type in schema order, then by start, finish and rank."""
    for each in RELATIONSHIPS:
        names = [declared.name for declared in each.properties]
        for start_label, start, finish_label, finish, *values in stream(_edge_statement(each, label_of)):
            yield Edge(each.type, start_label, start, finish_label, finish, known(names, values))


def known(names: Sequence[str], values: Sequence[Any]) -> dict[str, Value]:
    """Return the properties that are not null, lists as tuples."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(names, values, strict=True)
        if value is not None
    }


def _node_statement(node: NodeType) -> str:
    columns = ", ".join(["n.id AS id", *(f"n.`{each.name}` AS `{each.name}`" for each in node.properties)])
    return f"MATCH (n:`{node.label}`) RETURN {columns} ORDER BY id"


def _edge_statement(relationship: RelationshipType, label_of: LabelOf) -> str:
    starts, finishes = (list(dict.fromkeys(labels)) for labels in zip(*relationship.pairs, strict=True))
    ends = [f"{label_of('a', starts)} AS start_label", "a.id AS start"]
    ends += [f"{label_of('b', finishes)} AS finish_label", "b.id AS finish"]
    columns = ", ".join([*ends, *(f"e.`{each.name}` AS `{each.name}`" for each in relationship.properties)])
    values = [f"coalesce(e.`{each.name}`, {_LEAST[each.type]})" for each in relationship.properties]
    order = ", ".join(["start", "finish", *values[:1], "start_label", "finish_label", *values[1:]])
    return f"MATCH (a)-[e:`{relationship.type}`]->(b) RETURN {columns} ORDER BY {order}"
