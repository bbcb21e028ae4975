"""How Neo4j is written to: rows as lists, some thousand a statement, and the locks that let many load at once.

A property that is set is locked until the transaction ends, even where its value stays the same. Every load first
sets the shared nodes that it uses, in order of their keys and places before those who work there, so that nobody
can sweep them away before its edges are in, and loads wait for each other in a line and not in a circle.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from graph.model import Edge, Node, Value
from graph.schema import node_type, relationship_type
from graph.store.links import Link
from graph.store.protocol import Cell

_ROWS = 5000

Run = Callable[[str, dict[str, Any]], tuple[list[list[Any]], Any]]
"""Runs a statement with parameters; returns its rows and the driver's counters."""


class Neo4jTransaction:
    """An open write transaction of Neo4j."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._waiting: Counter[str] = Counter()
        self._is_new = False

    def run(self, statement: str, **parameters: Any) -> list[list[Cell]]:
        """Run one statement and return its rows."""
        return self._run(statement, parameters)[0]

    def claim(self, document: str) -> tuple[bool, str | None, str | None]:
        """Make and lock a Document; return whether it was there before, its digest and its load_id."""
        rows, counters = self._run(
            "MERGE (d:Document {id: $id}) SET d.load_id = d.load_id RETURN d.digest, d.load_id", {"id": document}
        )
        self._is_new = counters.nodes_created == 1
        # Counted anew: a transaction may write several documents, one after the other.
        self._waiting = Counter(Document=counters.nodes_created)
        return not self._is_new, rows[0][0], rows[0][1]

    def lock(self, label: str, ids: Sequence[str]) -> None:
        """Lock nodes by setting a property to what it is."""
        name = node_type(label).properties[0].name
        statement = f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) SET n.`{name}` = n.`{name}`"
        self._run(statement, {"ids": list(ids)})

    def remove_nodes(self, label: str, ids: Sequence[str], returning: Set[str]) -> None:
        """Delete nodes, with whatever edges others may have given them, but keep those that are written again.

        A transaction that deletes thousands of keys and creates them anew takes five times as long: every later
        lookup of a key goes through all of them.
        """
        self._waiting[label] += len(returning & set(ids))
        statement = f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) DETACH DELETE n"
        self._run(statement, {"ids": [each for each in ids if each not in returning]})

    def write_nodes(self, label: str, nodes: Sequence[Node]) -> int:
        """Create or set nodes; return how many did not exist or were taken out before."""
        names = [each.name for each in node_type(label).properties]
        if label == "Document" or node_type(label).shared or not self._is_new:
            columns = ", ".join(f"n.`{name}` = row[{place}]" for place, name in enumerate(names, 1))
            clause = f"MERGE (n:`{label}` {{id: row[0]}}) SET {columns}"
        else:
            columns = ", ".join(f"`{name}`: row[{place}]" for place, name in enumerate(names, 1))
            clause = f"CREATE (n:`{label}` {{id: row[0], {columns}}})"
        rows = [[node.id, *_values(names, node.properties)] for node in nodes]
        created: int = sum(
            self._run(f"UNWIND $rows AS row {clause}", {"rows": some})[1].nodes_created for some in _some(rows)
        )
        return created + self._waiting[label]

    def write_edges(self, link: Link, edges: Sequence[Edge]) -> tuple[int, int]:
        """Create the document's edges, merge those between shared nodes; return how many found both ends, were new."""
        names = [each.name for each in relationship_type(link.type).properties]
        columns = ", ".join(f"`{name}`: row[{place}]" for place, name in enumerate(names, 2))
        edge = f"[:`{link.type}` {{{columns}}}]" if columns else f"[:`{link.type}`]"
        statement = (
            f"UNWIND $rows AS row MATCH (a:`{link.start}` {{id: row[0]}}) MATCH (b:`{link.finish}` {{id: row[1]}}) "
            f"{'CREATE' if link.owner else 'MERGE'} (a)-{edge}->(b) RETURN count(*)"
        )
        found = created = 0
        for rows in _some([[each.start, each.finish, *_values(names, each.properties)] for each in edges]):
            answer, counters = self._run(statement, {"rows": rows})
            found += answer[0][0]
            created += counters.relationships_created
        return found, created


def _values(names: Sequence[str], properties: Any) -> list[Value | list[str] | None]:
    values = [properties.get(name) for name in names]
    return [list(value) if isinstance(value, tuple) else value for value in values]


def _some(rows: Sequence[list[Any]]) -> Iterator[Sequence[list[Any]]]:
    for start in range(0, len(rows), _ROWS):
        yield rows[start : start + _ROWS]
