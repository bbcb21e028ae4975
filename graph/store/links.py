"""Who owns what: which nodes and edges belong to one document and which are shared, derived from the schema."""

from dataclasses import dataclass

from graph.schema import NODES, RELATIONSHIPS, node_type


@dataclass(frozen=True, slots=True)
class Link:
    """One pair of labels that a relationship type joins."""

    type: str
    start: str
    finish: str

    @property
    def owner(self) -> str | None:
        """The label of the end whose document the edge belongs to; None for an edge between shared nodes."""
        own = [label for label in (self.start, self.finish) if not node_type(label).shared]
        return own[0] if own else None

    def pattern(self, near: str) -> tuple[str, str]:
        """Return the pattern between a node of label ``near`` and ``other`` with edge ``e``, and the other's label."""
        if near == self.start:
            return f"-[e:`{self.type}`]->(other:`{self.finish}`)", self.finish
        return f"<-[e:`{self.type}`]-(other:`{self.start}`)", self.start


LINKS = tuple(
    Link(relationship.type, start, finish) for relationship in RELATIONSHIPS for start, finish in relationship.pairs
)

STATED = tuple(link.start for link in LINKS if link.type == "STATED_IN")
"""Labels of the nodes that a document states, each with an edge to it."""

PREFIXED = tuple(
    node.label for node in NODES if not (node.shared or node.standing) and node.label not in (*STATED, "Document")
)
"""Labels of the other nodes that belong to a document; only their key, ``<document>:…``, says so."""

STANDING = tuple(node.label for node in NODES if node.standing)
"""Labels of the nodes that people write."""

SHARED = tuple(
    sorted(
        (node.label for node in NODES if node.shared),
        key=lambda label: any(link.finish == label and link.owner is None for link in LINKS),
    )
)
"""Labels of shared nodes, those that hold others (Jurisdiction) last, so that they are swept last."""


def uses(label: str) -> list[Link]:
    """Return the links that keep a shared node alive: all at it but those by which it only belongs somewhere."""
    return [
        link
        for link in LINKS
        if label in (link.start, link.finish) and not (link.owner is None and link.start == label)
    ]


def belongings(label: str) -> list[Link]:
    """Return the links by which a shared node belongs somewhere (WITHIN); they do not keep it alive."""
    return [link for link in LINKS if link.owner is None and link.start == label]
