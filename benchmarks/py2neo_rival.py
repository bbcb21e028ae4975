"""py2neo: its bulk merges for loading, its ``Graph.run`` for asking."""

from collections.abc import Mapping
from typing import Any

from py2neo import Graph
from py2neo.bulk import merge_nodes, merge_relationships

from benchmarks.neo4j_server import Server
from benchmarks.rows import edge_names, node_names, rows_of
from graph.model import Batch


class Py2neo:
    """Loads documents and runs statements through py2neo, which is no longer maintained."""

    def __init__(self, server: Server) -> None:
        # Its bolt:// is what still speaks to a Neo4j 5.
        address = "bolt://" + server.uri.partition("://")[2]
        self._graph = Graph(address, auth=(server.user, server.password))

    def load(self, batch: Batch) -> None:
        """Write one document in one transaction."""
        rows = rows_of(batch)
        transaction = self._graph.begin()
        for label, nodes in rows.nodes.items():
            merge_nodes(transaction, nodes, (label, "id"), keys=["id", *node_names(label)])
        for (kind, start, finish), edges in rows.edges.items():
            triples = [(row[0], row[2:], row[1]) for row in edges]
            merge_relationships(
                transaction,
                triples,
                kind,
                start_node_key=(start, "id"),
                end_node_key=(finish, "id"),
                keys=edge_names(kind),
            )
        self._graph.commit(transaction)

    def run(self, statement: str, parameters: Mapping[str, Any]) -> list[list[Any]]:
        """Return the rows that answer a statement."""
        cursor = self._graph.run(statement, dict(parameters))
        return [list(record.values()) for record in cursor]
