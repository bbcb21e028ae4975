"""Nodes, edges and the batch: what a loader hands to a store."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | tuple[str, ...]
"""A property value. A property that is not known is absent from the mapping, never an empty stand-in."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph: its label, its key and its properties (without the key)."""

    label: str
    id: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes, which are given by label and key."""

    type: str
    start_label: str
    start: str
    finish_label: str
    finish: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """All nodes and edges that one document states; exactly one node is its Document.

    The order is the document's own. No node and no edge occurs twice; every edge ends in nodes of the batch.
    """

    document: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def digest(self) -> str:
        """Return the SHA-256 (64 hex digits) of everything the batch says, independent of order and of empty lists.

        How the document was read (``report``) is not what it says: the same words found by a reader that remarks on
        something else are the same.
        """
        nodes = sorted(self.nodes, key=lambda node: (node.label, node.id))
        edges = sorted(self.edges, key=lambda edge: (edge.type, edge.start, edge.finish))
        said = [
            [[node.label, node.id, _said(node)] for node in nodes],
            [[edge.type, edge.start_label, edge.start, edge.finish_label, edge.finish, _said(edge)] for edge in edges],
        ]
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _said(item: Node | Edge) -> Mapping[str, Value]:
    """Return the properties that the document says, as a graph would give them back: without empty lists."""
    return {name: value for name, value in item.properties.items() if name != "report" and value != ()}
