"""A spreadsheet of responsibilities: one row an edge with its receipt."""

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from api.commands.spreadsheets import write_csv
from api.exports.content import Counts, Selection
from graph.model import Edge, Node

DUTIES = ("LEADS", "OWNS", "SUPPORTS")
_COLUMNS = (
    "document", "task", "annex", "row", "category", "task_name", "content", "role", "rank", "name", "kind",
    "inherited", "quote", "locator", "party",
)  # fmt: skip
_ORDER = ("document", "annex", "row", "task", "role", "rank", "party")
_NUMBERS = {"annex", "row", "rank"}


def write_responsibilities(file: BinaryIO, selection: Selection) -> Counts:
    """Write CSV, one row a responsibility edge with its receipt, in document order; Excel knows it for UTF-8."""
    content = selection.content
    stated = {edge.start: edge.finish for edge in content.edges if edge.type == "STATED_IN"}
    category = {edge.start: edge.finish for edge in content.edges if edge.type == "IN_CATEGORY"}
    rows = [_row(edge, content.by_key, stated, category) for edge in content.edges if edge.type in DUTIES]
    rows.sort(key=lambda row: [row[name] or 0 if name in _NUMBERS else str(row[name]) for name in _ORDER])
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    write_csv(text, _COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))
    text.detach()
    return {"responsibilities": len(rows)}


def _row(
    edge: Edge, nodes: Mapping[tuple[str, str], Node], stated: Mapping[str, str], category: Mapping[str, str]
) -> dict[str, Any]:
    """Return a responsibility with its task and its receipt, by column."""
    party, task = nodes[edge.start_label, edge.start], nodes["Task", edge.finish]
    heading = nodes["Category", category[task.id]].properties.get("name") if task.id in category else None
    named = {"task_name": task.properties.get("name"), "name": party.properties.get("name"), "category": heading}
    keys = {"document": stated.get(task.id, ""), "task": task.id, "party": party.id}
    found = {**task.properties, **edge.properties, **named, **keys, "role": edge.type.lower(), "kind": party.label}
    return {name: found.get(name) for name in _COLUMNS}
