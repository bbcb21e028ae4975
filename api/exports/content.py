"""What is exported: nodes and edges in the order of the store, and what they are called together."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from graph.model import Edge, Node
from graph.schema import NODES, RELATIONSHIPS
from queries import Words

NodeKey = tuple[str, str]
"""Label and id: a unit and an official may have the same id."""

Counts = dict[str, int]
"""How many of what a file holds."""

_LABELS = {node.label: place for place, node in enumerate(NODES)}
_TYPES = {each.type: place for place, each in enumerate(RELATIONSHIPS)}


@dataclass(frozen=True)
class Content:
    """Nodes and edges; every edge ends in two of the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_key(self) -> Mapping[NodeKey, Node]:
        """The nodes by label and id."""
        return {key_of(node): node for node in self.nodes}

    def counts(self) -> Counts:
        """Return how many nodes and relationships there are."""
        return {"nodes": len(self.nodes), "relationships": len(self.edges)}

    def only(self, keys: Collection[NodeKey]) -> "Content":
        """Return these nodes and the edges between them."""
        return Content(
            tuple(node for node in self.nodes if key_of(node) in keys),
            tuple(edge for edge in self.edges if start_of(edge) in keys and finish_of(edge) in keys),
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported of a graph, in words as well.

    ``documents`` are the titles of the documents that it comes from, ``version`` names the state of the graph.
    ``named`` are the nodes that the rows of a question name, None where no question chose them; ``focus`` is the unit
    whose surroundings they are.
    """

    content: Content
    about: Words
    documents: tuple[str, ...] = ()
    version: str = ""
    named: frozenset[NodeKey] | None = None
    focus: NodeKey | None = None


Writer = Callable[[BinaryIO, Selection], Counts]
"""Writes one file and returns how much of what it holds."""


def key_of(node: Node) -> NodeKey:
    """Return label and id of a node."""
    return node.label, node.id


def start_of(edge: Edge) -> NodeKey:
    """Return label and id of the node that an edge starts at."""
    return edge.start_label, edge.start


def finish_of(edge: Edge) -> NodeKey:
    """Return label and id of the node that an edge leads to."""
    return edge.finish_label, edge.finish


def in_order(nodes: Iterable[Node], edges: Iterable[Edge]) -> Content:
    """Return nodes and edges in the order in which a store lists them."""
    return Content(
        tuple(sorted(nodes, key=lambda node: (_LABELS[node.label], node.id))), tuple(sorted(edges, key=_place))
    )


def name_of(node: Node) -> str:
    """Return what a node is called: its name or title, else its id."""
    return str(node.properties.get("name") or node.properties.get("title") or node.id)


def _place(edge: Edge) -> tuple[object, ...]:
    rank = edge.properties.get("rank") or 0
    return _TYPES[edge.type], edge.start, edge.finish, rank, edge.start_label, edge.finish_label
