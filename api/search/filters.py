"""Which of the nodes that were found stand in a document or year; asked of the graph, alike on every engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.rows import rows_of
from graph.store import Hit, Store


@dataclass(frozen=True, slots=True)
class _Path:
    """How a node ``n`` hangs on the ``source`` that states it, and where its year stands."""

    pattern: str
    year: str


_STATED = "MATCH (n)-[:STATED_IN]->(source:Document)"
_PATHS: Mapping[str, _Path] = {
    "Document": _Path("WITH n, n AS source", "n.year"),
    "Category": _Path(_STATED, "source.year"),
    "Task": _Path(_STATED, "n.year"),
    "Section": _Path(_STATED, "source.year"),
    "Unit": _Path("MATCH (n)-[:OWNS|SUPPORTS]->(task:Task)-[:STATED_IN]->(source:Document)", "task.year"),
    "Official": _Path("MATCH (n)-[:LEADS]->(task:Task)-[:STATED_IN]->(source:Document)", "task.year"),
}
"""A unit or official is in a document or year by a duty there, a mention is none."""


def pass_filters(store: Store, hits: Sequence[Hit], document: str | None, year: int | None) -> list[Hit]:
    """Return the hits of a document (id or number) and year, in their order; None lets all pass."""
    conditions = []
    if document is not None:
        conditions.append("(source.id = $document OR source.number = $document)")
    if year is not None:
        conditions.append("{year} = $year")
    if not conditions:
        return list(hits)
    passed: set[tuple[str, Any]] = set()
    for label in {hit.label for hit in hits}:
        path = _PATHS[label]
        statement = (
            f"UNWIND $found AS key\nMATCH (n:`{label}` {{id: key}})\n{path.pattern}\n"
            f"WHERE {' AND '.join(conditions).format(year=path.year)}\nRETURN DISTINCT n.id AS id"
        )
        found = [hit.id for hit in hits if hit.label == label]
        rows = rows_of(store, statement, found=found, document=document, year=year)
        passed |= {(label, row["id"]) for row in rows}
    return [hit for hit in hits if (hit.label, hit.id) in passed]
