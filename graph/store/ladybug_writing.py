"""How ladybug is written to: the forms that stay fast on a large graph (figures in the comments, 100k tasks).

One writer at a time holds the file, so what is looked up first cannot change before it is written.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from itertools import islice
from typing import Any, cast

from graph.model import Edge, Node, Value
from graph.schema import node_type, relationship_type
from graph.store.links import Link
from graph.store.listing import known
from graph.store.protocol import Cell

_ROWS = 5000

Run = Callable[..., list[list[Any]]]
Row = dict[str, Cell]


class LadybugTransaction:
    """An open write transaction of ladybug."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def run(self, statement: str, **parameters: Any) -> list[list[Cell]]:
        """Run one statement and return its rows."""
        return cast("list[list[Cell]]", self._run(statement, **parameters))

    def claim(self, document: str) -> tuple[bool, str | None, str | None]:
        """Return whether a document is held, its digest and its load_id."""
        rows = self._run("MATCH (d:Document {id: $id}) RETURN d.digest, d.load_id", id=document)
        return (True, rows[0][0], rows[0][1]) if rows else (False, None, None)

    def lock(self, label: str, ids: Sequence[str]) -> None:
        """Do nothing: there is no other writer."""

    def remove_nodes(self, label: str, ids: Sequence[str], returning: Set[str]) -> None:
        """Delete nodes, with whatever edges others may have given them."""
        self._run(f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) DETACH DELETE n", ids=list(ids))

    def write_nodes(self, label: str, nodes: Sequence[Node]) -> int:
        """Create the nodes that do not exist and correct the others; return how many were created."""
        names = [each.name for each in node_type(label).properties]
        held = self._held(label, names, [node.id for node in nodes]) if node_type(label).shared else {}
        for rows in _uniform([_row(node.properties, id=node.id) for node in nodes if node.id not in held]):
            columns = ", ".join(f"`{name}`: r.`{name}`" for name in rows[0])
            self._run(f"UNWIND $rows AS r CREATE (n:`{label}` {{{columns}}})", rows=rows)
        for node in nodes:
            if node.id in held and held[node.id] != node.properties:
                self._correct(label, names, node)
        return len(nodes) - len(held)

    def write_edges(self, link: Link, edges: Sequence[Edge]) -> tuple[int, int]:
        """Create edges; those between shared nodes only where they do not exist."""
        held = self._held_edges(link, edges) if link.owner is None else set()
        new = [edge for edge in edges if (edge.start, edge.finish) not in held]
        names = [each.name for each in relationship_type(link.type).properties]
        created = 0
        for rows in _uniform([_row(edge.properties, start=edge.start, finish=edge.finish) for edge in new]):
            columns = ", ".join(f"`{name}`: r.`{name}`" for name in names if name in rows[0])
            # Both ends by key, one after the other: parted by a comma they become a cross product.
            found = self._run(
                f"UNWIND $rows AS r MATCH (a:`{link.start}` {{id: r.start}}) "
                f"WITH r, a MATCH (b:`{link.finish}` {{id: r.finish}}) "
                f"CREATE (a)-[e:`{link.type}` {{{columns}}}]->(b) RETURN count(*)",
                rows=rows,
            )
            created += cast("int", found[0][0])
        return created + len(edges) - len(new), created

    def _held(self, label: str, names: list[str], ids: list[str]) -> dict[str, dict[str, Value]]:
        columns = ", ".join(["n.id", *(f"n.`{name}`" for name in names)])
        rows = self._run(f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) RETURN {columns}", ids=ids)
        return {key: known(names, values) for key, *values in rows}

    def _held_edges(self, link: Link, edges: Sequence[Edge]) -> set[tuple[str, str]]:
        rows = self._run(
            f"UNWIND $ids AS id MATCH (a:`{link.start}` {{id: id}})-[:`{link.type}`]->(b:`{link.finish}`) "
            "RETURN a.id, b.id",
            ids=[edge.start for edge in edges],
        )
        return {(start, finish) for start, finish in rows}

    def _correct(self, label: str, names: list[str], node: Node) -> None:
        row = _row(node.properties)
        values = ", ".join(f"n.`{name}` = {f'${name}_' if name in row else 'NULL'}" for name in names)
        self._run(
            f"MATCH (n:`{label}` {{id: $id}}) SET {values}",
            id=node.id,
            **{f"{name}_": value for name, value in row.items()},
        )


def _row(properties: Any, **keys: str) -> Row:
    return keys | {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _uniform(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield rows in portions that all have the same keys, absent ones null; ladybug refuses uneven maps.

    A key that no row of the portion has is left out, since a column of nothing but nulls has no type.
    """
    waiting = iter(rows)
    while portion := list(islice(waiting, _ROWS)):
        names = list(dict.fromkeys(name for row in portion for name in row))
        yield [{name: row.get(name) for name in names} for row in portion]
