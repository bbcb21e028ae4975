"""The nodes and edges of one document while they are put together, by key, so that none occurs twice."""

from dataclasses import dataclass, field

from graph.model import Batch, Edge, Node, Value

Key = tuple[str, str]
"""Label and id of a node."""


@dataclass(slots=True)
class GraphParts:
    """Nodes by label and id, edges by type and both ends."""

    nodes: dict[Key, Node] = field(default_factory=dict)
    edges: dict[tuple[str, Key, Key], Edge] = field(default_factory=dict)

    def add_node(self, label: str, key: str, /, **properties: Value) -> None:
        """Add a node unless it is there."""
        self.nodes.setdefault((label, key), Node(label, key, properties))

    def add_edge(self, kind: str, start: Key, finish: Key, **properties: Value) -> None:
        """Add an edge unless it is there."""
        self.edges.setdefault((kind, start, finish), Edge(kind, *start, *finish, properties))

    def batch(self, document: str) -> Batch:
        """Return what is there as all that a document states."""
        return Batch(document, tuple(self.nodes.values()), tuple(self.edges.values()))
