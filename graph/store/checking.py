"""Whether a batch keeps to the schema and holds together, asked before anything is written."""

from collections import Counter
from collections.abc import Mapping

from graph.errors import StoreError
from graph.model import Batch, Edge, Node, Value
from graph.schema import NODES, RELATIONSHIPS, PropertyType, node_type
from graph.store.links import LINKS, STATED

INDEXED_BYTES = 8000
"""Neo4j's indexes take a little more; the same holds for every engine, so that a graph can move."""

_PYTHON_TYPES: dict[PropertyType, type] = {
    "string": str,
    "integer": int,
    "float": float,
    "boolean": bool,
    "strings": tuple,
    "json": str,
}

_TYPES: dict[str, dict[str, PropertyType]] = {
    **{node.label: {each.name: each.type for each in node.properties} for node in NODES},
    **{each.type: {own.name: own.type for own in each.properties} for each in RELATIONSHIPS},
}
_INDEXED = {node.label: [each.name for each in node.properties if each.indexed] for node in NODES}
_TRIPLES = {(link.type, link.start, link.finish) for link in LINKS}


def check_batch(batch: Batch) -> None:
    """Make sure that a batch can be written and found again.

    Edges whose ends are missing are not looked for here: that shows when they are written.

    Raises:
        StoreError: the message names the document and the node or edge.
    """
    problem = next(filter(None, (*map(_edge_problem, batch.edges), *_node_problems(batch))), None)
    if problem:
        raise StoreError(f"{batch.document}: {problem}")


def edge_name(edge: Edge) -> str:
    """Return an edge as a message speaks of it."""
    return f"({edge.start_label} {edge.start})-[{edge.type}]->({edge.finish_label} {edge.finish})"


def _edge_problem(edge: Edge) -> str | None:
    if (edge.type, edge.start_label, edge.finish_label) not in _TRIPLES:
        return f"the schema has no {edge_name(edge)}"
    problem = _property_problem(edge.properties, _TYPES[edge.type])
    return f"{edge_name(edge)}: {problem}" if problem else None


def _node_problems(batch: Batch) -> list[str | None]:
    keys = Counter((node.label, node.id) for node in batch.nodes)
    stated = {(edge.start_label, edge.start) for edge in batch.edges if edge.type == "STATED_IN"}
    absent = None if ("Document", batch.document) in keys else "the batch does not hold its own document"
    twice = next((f"{label} {key} occurs twice" for (label, key), count in keys.items() if count > 1), None)
    return [absent, twice, *(_node_problem(batch.document, node, stated) for node in batch.nodes)]


def _node_problem(document: str, node: Node, stated: set[tuple[str, str]]) -> str | None:
    """Return what is wrong with a node; what belongs to the document must be found by its key or its edge."""
    if node.label not in _INDEXED:
        return f"the schema has no label {node.label}"
    if node_type(node.label).standing:
        return f"{node.label} {node.id} is no document's"
    if node.label == "Document" and node.id != document:
        return f"the batch also holds the document {node.id}"
    if not (node_type(node.label).shared or node.label == "Document" or node.id.startswith(f"{document}:")):
        return f"the key of {node.label} {node.id} does not begin with its document's"
    if node.label in STATED and (node.label, node.id) not in stated:
        return f"{node.label} {node.id} has no STATED_IN edge"
    problem = _property_problem(node.properties, _TYPES[node.label]) or _length_problem(node)
    return f"{node.label} {node.id[:80]}: {problem}" if problem else None


def _property_problem(properties: Mapping[str, Value], declared: Mapping[str, PropertyType]) -> str | None:
    for name, value in properties.items():
        wanted = declared.get(name)
        if wanted == "string" and type(value) is str:
            continue
        if wanted is None:
            return f"the schema has no property {name}"
        if value is not None and not _fits(value, wanted):
            return f"{name} is to be of type {wanted}, not {value!r:.40}"
    return None


def _fits(value: Value, wanted: PropertyType) -> bool:
    if type(value) is not _PYTHON_TYPES[wanted]:
        return False
    if isinstance(value, tuple):
        return all(isinstance(each, str) for each in value)
    return wanted != "integer" or -(2**63) <= int(value) < 2**63


def _length_problem(node: Node) -> str | None:
    texts = [node.id, *(str(node.properties.get(name, "")) for name in _INDEXED[node.label])]
    if any(len(text) * 4 > INDEXED_BYTES and len(text.encode()) > INDEXED_BYTES for text in texts):
        return f"keys and names are indexed and may take {INDEXED_BYTES} bytes at most"
    return None
