"""Nodes and edges as lines of JSON, the same from every engine: the lines of a dump, and what digests are made of."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from graph.model import Edge, Node, Value
from graph.store.protocol import Store


def node_line(node: Node) -> str:
    """Return a node as one line, without its end."""
    return _line({"node": node.label, "id": node.id, "properties": node.properties})


def edge_line(edge: Edge) -> str:
    """Return an edge as one line, without its end."""
    start, finish = ({"label": edge.start_label, "id": edge.start}, {"label": edge.finish_label, "id": edge.finish})
    return _line({"relationship": edge.type, "start": start, "finish": finish, "properties": edge.properties})


def read_node(line: str) -> Node:
    """Return the node of a line.

    Raises:
        ValueError: it is none.
    """
    entry = read_object(line, "node", "id", "properties")
    return Node(_text(entry["node"]), _text(entry["id"]), _properties(entry["properties"]))


def read_edge(line: str) -> Edge:
    """Return the edge of a line.

    Raises:
        ValueError: it is none.
    """
    entry = read_object(line, "relationship", "start", "finish", "properties")
    start, finish = (_exactly(entry[end], "label", "id") for end in ("start", "finish"))
    return Edge(
        _text(entry["relationship"]),
        _text(start["label"]),
        _text(start["id"]),
        _text(finish["label"]),
        _text(finish["id"]),
        _properties(entry["properties"]),
    )


def read_object(line: str, *names: str) -> dict[str, Any]:
    """Return the object of a line, which has exactly these names.

    Raises:
        ValueError: it is no JSON, or none with these names.
    """
    try:
        entry = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is too deep") from error
    return _exactly(entry, *names)


def digest_of(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines, each with its end."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def graph_digest(store: Store) -> str:
    """Return the digest of all that a store holds, equal for equal graphs whatever the engine."""
    return digest_of(chain(map(node_line, store.nodes()), map(edge_line, store.edges())))


def _line(entry: Mapping[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), default=dict)


def _exactly(entry: Any, *names: str) -> dict[str, Any]:
    if not isinstance(entry, dict) or list(entry) != list(names):
        raise ValueError(f"it is no object of {', '.join(names)}")
    return entry


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is no text")
    return value


def _properties(values: Any) -> dict[str, Value]:
    if not isinstance(values, dict):
        raise ValueError(f"{values!r:.40} are no properties")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
