"""The bare driver: one transaction a document, ``UNWIND … MERGE`` over rows as lists, nothing looked up or checked."""

import neo4j

from benchmarks.rows import edge_names, node_names, rows_of
from graph.model import Batch


class BareDriver:
    """Loads documents as a script over the official driver would."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver

    def load(self, batch: Batch) -> None:
        """Write one document in one transaction."""
        rows = rows_of(batch)

        def write(transaction: neo4j.ManagedTransaction) -> None:
            for label, nodes in rows.nodes.items():
                values = ", ".join(f"n.`{name}` = row[{place}]" for place, name in enumerate(node_names(label), 1))
                transaction.run(f"UNWIND $rows AS row MERGE (n:`{label}` {{id: row[0]}}) SET {values}", rows=nodes)
            for (kind, start, finish), edges in rows.edges.items():
                values = ", ".join(f"e.`{name}` = row[{place}]" for place, name in enumerate(edge_names(kind), 2))
                transaction.run(
                    f"UNWIND $rows AS row MATCH (a:`{start}` {{id: row[0]}}) MATCH (b:`{finish}` {{id: row[1]}}) "
                    f"MERGE (a)-[e:`{kind}`]->(b) {f'SET {values}' if values else ''}",
                    rows=edges,
                )

        with self._driver.session() as session:
            session.execute_write(write)
