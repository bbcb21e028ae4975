"""The raw statements of ladybug that stay fast on a large graph, in one transaction a document, nothing checked."""

from pathlib import Path
from typing import Any, cast

import ladybug

from benchmarks.rows import Pair, edge_names, node_names, rows_of
from graph.model import Batch
from graph.schema import node_type
from graph.store.ddl import ladybug_indexes, ladybug_tables


class RawLadybug:
    """Loads documents as a script over ladybug would, into a file of its own with the same tables and indexes."""

    def __init__(self, path: Path, buffer_megabytes: int) -> None:
        self._database = ladybug.Database(str(path), buffer_pool_size=buffer_megabytes * 2**20)
        self._connection = ladybug.Connection(self._database)
        for statement in (*ladybug_tables().values(), *ladybug_indexes().values()):
            self._run(statement)

    def load(self, batch: Batch) -> None:
        """Write one document in one transaction: create the nodes that are new, merge the edges."""
        rows = rows_of(batch)
        self._run("BEGIN TRANSACTION")
        for label, nodes in rows.nodes.items():
            self._write_nodes(label, nodes)
        for pair, edges in rows.edges.items():
            self._write_edges(pair, edges)
        self._run("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
        self._database.close()

    def _write_nodes(self, label: str, nodes: list[list[Any]]) -> None:
        if node_type(label).shared:
            found = self._run(
                f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) RETURN n.id", ids=[row[0] for row in nodes]
            )
            held = {row[0] for row in found}
            nodes = [row for row in nodes if row[0] not in held]
        if nodes:
            maps, columns = _maps(["id", *node_names(label)], nodes)
            self._run(f"UNWIND $rows AS r CREATE (n:`{label}` {{{columns}}})", rows=maps)

    def _write_edges(self, pair: Pair, edges: list[list[Any]]) -> None:
        kind, start, finish = pair
        maps, columns = _maps(["start", "finish", *edge_names(kind)], edges)
        own = columns.split(", ", 2)[2:]
        self._run(
            f"UNWIND $rows AS r MATCH (a:`{start}` {{id: r.start}}) WITH r, a MATCH (b:`{finish}` {{id: r.finish}}) "
            f"MERGE (a)-[e:`{kind}` {{{', '.join(own)}}}]->(b)",
            rows=maps,
        )

    def _run(self, statement: str, **parameters: Any) -> list[list[Any]]:
        result = self._connection.execute(statement, parameters)
        last = result[-1] if isinstance(result, list) else result
        rows = cast("list[list[Any]]", last.get_all())
        last.close()
        return rows


def _maps(names: list[str], rows: list[list[Any]]) -> tuple[list[dict[str, Any]], str]:
    """Return the rows as maps and the columns that any of them has; a column of nothing but nulls has no type."""
    used = [place for place, _ in enumerate(names) if any(row[place] not in (None, []) for row in rows)]
    maps = [{names[place]: row[place] for place in used} for row in rows]
    return maps, ", ".join(f"`{names[place]}`: r.`{names[place]}`" for place in used)
