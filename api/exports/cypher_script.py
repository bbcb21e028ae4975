"""Statements that make the same graph in any Neo4j: constraints and indexes first, then nodes, then relationships.

They have no parameters, and each merges a few hundred rows, so cypher-shell and the browser run them as they are; run
again they change nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import BinaryIO

from api.exports.content import Counts, Selection
from graph.model import Edge, Node, Value
from graph.store.ddl import neo4j_schema

_ROWS = 500
_ESCAPED = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What ends or bends a text, and what an editor would not show or would break a line at."""


def write_cypher(file: BinaryIO, selection: Selection) -> Counts:
    """Write a script for Neo4j 5; a node is merged by its id, a relationship by its ends."""
    for statement in (*neo4j_schema(), *_nodes(selection.content.nodes), *_edges(selection.content.edges)):
        file.write(f"{statement};\n".encode())
    return selection.content.counts()


def literal(value: Value) -> str:
    """Return a value as Cypher has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{_ESCAPED.sub(_escape, value)}'"
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return repr(value)


def _nodes(nodes: Sequence[Node]) -> Iterator[str]:
    for label, some in groupby(nodes, lambda node: node.label):
        for rows in _portions([_map({"id": node.id, **node.properties}) for node in some]):
            yield f"UNWIND [\n{rows}\n] AS row\nMERGE (n:`{label}` {{id: row.id}}) SET n = row"


def _edges(edges: Sequence[Edge]) -> Iterator[str]:
    # The store lists them by type; one type may join several pairs of labels.
    ordered = sorted(edges, key=lambda edge: (edge.type, edge.start_label, edge.finish_label))
    for (kind, start, finish), some in groupby(ordered, lambda edge: (edge.type, edge.start_label, edge.finish_label)):
        rows = [f"[{literal(edge.start)}, {literal(edge.finish)}, {_map(edge.properties)}]" for edge in some]
        for each in _portions(rows):
            yield (
                f"UNWIND [\n{each}\n] AS row\n"
                f"MATCH (a:`{start}` {{id: row[0]}}), (b:`{finish}` {{id: row[1]}})\n"
                f"MERGE (a)-[e:`{kind}`]->(b) SET e = row[2]"
            )


def _portions(rows: Sequence[str]) -> Iterator[str]:
    for first in range(0, len(rows), _ROWS):
        yield ",\n".join(rows[first : first + _ROWS])


def _map(properties: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"`{name}`: {literal(value)}" for name, value in properties.items()) + "}"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return {"\\": "\\\\", "'": "\\'", "\n": "\\n"}.get(character, f"\\u{ord(character):04X}")
