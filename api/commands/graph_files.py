"""The graph as a file: a spreadsheet of responsibilities, all of it as JSON lines, or a network for Gephi and yEd."""

import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from api.commands.spreadsheets import BETWEEN, write_csv
from graph.model import Edge, Node, Value

DUTIES = ("LEADS", "OWNS", "SUPPORTS")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CSV_COLUMNS = (
    "document", "task", "annex", "row", "category", "task_name", "content", "role", "rank", "name", "kind",
    "inherited", "quote", "locator", "party",
)  # fmt: skip


Counts = dict[str, int]
"""How many of what a file holds."""

_ORDER = ("document", "annex", "row", "task", "role", "rank", "party")
_NUMBERS = {"annex", "row", "rank"}


@dataclass(frozen=True, slots=True)
class Content:
    """Nodes and edges in the order of the store."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def write_responsibilities(file: BinaryIO, content: Content) -> Counts:
    """Write CSV, one row a responsibility edge with its receipt, in document order; Excel knows it for UTF-8."""
    nodes = {(node.label, node.id): node for node in content.nodes}
    stated = {edge.start: edge.finish for edge in content.edges if edge.type == "STATED_IN"}
    category = {edge.start: edge.finish for edge in content.edges if edge.type == "IN_CATEGORY"}
    rows = [_row(edge, nodes, stated, category) for edge in content.edges if edge.type in DUTIES]
    rows.sort(key=lambda row: [row[name] or 0 if name in _NUMBERS else str(row[name]) for name in _ORDER])
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    write_csv(text, _CSV_COLUMNS, ([row[name] for name in _CSV_COLUMNS] for row in rows))
    text.detach()
    return {"responsibilities": len(rows)}


def write_json_lines(file: BinaryIO, content: Content) -> Counts:
    """Write all nodes, then all edges, one JSON object a line; nothing is lost."""
    for node in content.nodes:
        _write_line(file, {"node": node.label, "id": node.id, "properties": node.properties})
    for edge in content.edges:
        start = {"label": edge.start_label, "id": edge.start}
        finish = {"label": edge.finish_label, "id": edge.finish}
        _write_line(file, {"relationship": edge.type, "start": start, "finish": finish, "properties": edge.properties})
    return _counts(content)


def write_graphml(file: BinaryIO, content: Content) -> Counts:
    """Write GraphML: ``label`` is what a program shows beside a node, ``type`` its label in the graph."""
    networkx: Any = import_module("networkx")
    graph = networkx.MultiDiGraph()
    for node in content.nodes:
        shown = node.properties.get("name") or node.properties.get("title") or node.id
        graph.add_node(
            _key(node.label, node.id), **_flat({**node.properties, "type": node.label, "key": node.id, "label": shown})
        )
    for edge in content.edges:
        ends = _key(edge.start_label, edge.start), _key(edge.finish_label, edge.finish)
        graph.add_edge(*ends, **_flat({**edge.properties, "type": edge.type, "label": edge.type}))
    networkx.write_graphml(graph, file, encoding="utf-8", named_key_ids=True)
    return _counts(content)


WRITERS: Mapping[str, Callable[[BinaryIO, Content], Counts]] = {
    ".csv": write_responsibilities,
    ".jsonl": write_json_lines,
    ".graphml": write_graphml,
}
"""How each suffix is written. To add a format: a function and a line here."""


def _counts(content: Content) -> Counts:
    return {"nodes": len(content.nodes), "relationships": len(content.edges)}


def _row(
    edge: Edge, nodes: Mapping[tuple[str, str], Node], stated: Mapping[str, str], category: Mapping[str, str]
) -> dict[str, Any]:
    """Return a responsibility with its task and its receipt, by column."""
    party, task = nodes[edge.start_label, edge.start], nodes["Task", edge.finish]
    heading = nodes["Category", category[task.id]].properties.get("name") if task.id in category else None
    named = {"task_name": task.properties.get("name"), "name": party.properties.get("name"), "category": heading}
    keys = {"document": stated.get(task.id, ""), "task": task.id, "party": party.id}
    found = {**task.properties, **edge.properties, **named, **keys, "role": edge.type.lower(), "kind": party.label}
    return {name: found.get(name) for name in _CSV_COLUMNS}


def _write_line(file: BinaryIO, value: Mapping[str, object]) -> None:
    file.write(json.dumps(value, ensure_ascii=False, default=dict).encode("utf-8") + b"\n")


def _key(label: str, key: str) -> str:
    """Return a name that is one node's alone: a unit and an official may have the same id."""
    return _NOT_IN_XML.sub("", f"{label} {key}")


def _flat(properties: Mapping[str, Value]) -> dict[str, str | int | float | bool]:
    """Return the properties as GraphML has them: lists joined, without characters that XML cannot hold."""
    return {name: _flat_value(value) for name, value in properties.items()}


def _flat_value(value: Value) -> str | int | float | bool:
    if isinstance(value, tuple):
        value = BETWEEN.join(value)
    return _NOT_IN_XML.sub("", value) if isinstance(value, str) else value


def only_document(document: str, content: Content) -> Content:
    """Return what one document states: its own nodes, the edges at them, and the shared nodes that those lead to."""
    own = {(node.label, node.id) for node in content.nodes if f"{node.id}:".startswith(f"{document}:")}
    kept = own.union(*(_ends(edge) for edge in content.edges if not own.isdisjoint(_ends(edge))))
    return Content(
        tuple(node for node in content.nodes if (node.label, node.id) in kept),
        tuple(edge for edge in content.edges if kept.issuperset(_ends(edge))),
    )


def _ends(edge: Edge) -> set[tuple[str, str]]:
    return {(edge.start_label, edge.start), (edge.finish_label, edge.finish)}
