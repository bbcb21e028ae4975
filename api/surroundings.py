"""What a picture of a node begins with: its tasks, and who and what these tasks name.

A unit alone says little; with its tasks, the officials who lead them, the units named beside it and the headings they
stand under it can be read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.resources import POSITION, RESOURCE_OF, title_of
from api.routers.nodes import LABELS, Reference, reference
from api.rows import rows_of
from api.statements import count_statement, list_statement
from graph.schema import node_type
from graph.store import Store

ASKED_BY: Mapping[str, str] = {
    "Unit": "unit",
    "UnitGroup": "unit_group",
    "Official": "official",
    "Category": "category",
    "Document": "document",
    "Jurisdiction": "jurisdiction",
}
"""The filter of tasks that a label stands for."""

MOST_NODES = 500

_NAMED_BY_TASKS = {
    "Official": "<-[:LEADS]-",
    "Unit": "<-[:OWNS|SUPPORTS]-",
    "UnitGroup": "<-[:OWNS|SUPPORTS]-",
    "Category": "-[:IN_CATEGORY]->",
}
_FACTS = (
    "UNWIND $ids AS key MATCH (n:Task {id: key})-[:STATED_IN]->(d:Document) "
    "RETURN n.id AS id, d.id AS document, n.year AS year, n.annex AS annex, n.row AS row"
)
_HEADINGS = (
    "UNWIND $ids AS key MATCH (n:Task {id: key})-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c:Category) "
    "RETURN n.id AS id, c.id AS category ORDER BY id, c.level, category"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The tasks of a node that are shown, how many there are in all, what they name, and what had no room."""

    total: int
    nodes: tuple[Reference, ...]
    left_out: int


def surroundings_of(
    store: Store, node: Reference, page: Mapping[str, int], narrowing: Mapping[str, Any]
) -> Surroundings:
    """Return a page of the tasks of a node, in the order of their documents, and whom and what they name.

    ``page`` has ``limit`` and ``offset``. A node that is no task and has none, as a section, stands alone. Of what the
    tasks name, the most named come first where there is no room for all.
    """
    total, tasks = _tasks(store, node, page, narrowing)
    named = _named_by(store, [each["id"] for each in tasks])
    held = {(node["label"], node["id"]), *((each["label"], each["id"]) for each in tasks)}
    others = [each for each in named if (each["label"], each["id"]) not in held]
    kept = others[: MOST_NODES - len(held)]
    nodes = {(each["label"], each["id"]): each for each in (node, *tasks, *kept)}
    ordered = sorted(nodes.values(), key=lambda each: (LABELS.index(each["label"]), each["id"]))
    return Surroundings(total, tuple(ordered), len(others) - len(kept))


def with_facts(store: Store, nodes: Sequence[Reference]) -> list[Reference]:
    """Return the nodes, tasks with their document, year, place and headings, the outermost first."""
    ids = [each["id"] for each in nodes if each["label"] == "Task"]
    if not ids:
        return list(nodes)
    facts = {row.pop("id"): {**row, "categories": []} for row in rows_of(store, _FACTS, ids=ids)}
    for row in rows_of(store, _HEADINGS, ids=ids):
        facts[row["id"]]["categories"].append(row["category"])
    return [{**each, "task": facts[each["id"]]} if each["label"] == "Task" else each for each in nodes]


def _tasks(
    store: Store, node: Reference, page: Mapping[str, int], narrowing: Mapping[str, Any]
) -> tuple[int, list[Reference]]:
    if node["label"] == "Task":
        return 1, [node]
    if node["label"] not in ASKED_BY:
        return 0, []
    resource = RESOURCE_OF["Task"]
    values = {**narrowing, ASKED_BY[node["label"]]: node["id"]}
    total = rows_of(store, count_statement(resource, values), **values)[0]["total"]
    if page["offset"] >= total:
        return total, []
    statement = list_statement(resource, values, POSITION, ["name"])
    rows = rows_of(store, statement, **values, **page)
    return total, [reference("Task", row["id"], row["name"]) for row in rows]


def _named_by(store: Store, tasks: Sequence[str]) -> list[Reference]:
    """Return whom and what the tasks name, the most named first, equal ones by label and id."""
    if not tasks:
        return []
    times: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str | None] = {}
    for label, key, name in _each_named(store, tasks):
        times[label, key] += 1
        names[label, key] = name
    ordered = sorted(times, key=lambda each: (-times[each], LABELS.index(each[0]), each[1]))
    return [reference(label, key, names[label, key]) for label, key in ordered]


def _each_named(store: Store, tasks: Sequence[str]) -> Iterator[tuple[str, str, str | None]]:
    for label, edge in _NAMED_BY_TASKS.items():
        statement = (
            f"UNWIND $ids AS key MATCH (n:Task {{id: key}}){edge}(m:`{label}`) "
            f"RETURN m.id AS id, m.`{title_of(node_type(label))}` AS name"
        )
        for row in rows_of(store, statement, ids=list(tasks)):
            yield label, row["id"], row["name"]
