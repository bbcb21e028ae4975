"""Facets of tasks: how many of those that were found stand under each category, unit, official and year.

They are counted by the engine, over whatever statement finds the tasks: a list with its filters, or a search.
To add one: an entry in ``FACETS``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from api.resources import ANY_ROLE, ROLES
from graph.store import Store

MOST_VALUES = 20
"""So many values of a facet are listed; the others are counted together."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What tasks are counted by. ``lines`` lead from task ``n`` to ``id`` and ``name``, once for each pair."""

    lines: tuple[str, ...]


def _nodes(pattern: str) -> Facet:
    return Facet((f"MATCH {pattern}", "WITH DISTINCT n, value.id AS id, value.name AS name"))


FACETS: Mapping[str, Facet] = {
    "category": _nodes("(n)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(value:Category)"),
    "unit": _nodes("(n)-[:{types}]-(value:Unit)"),
    "official": _nodes("(n)<-[:LEADS]-(value:Official)"),
    "year": Facet(("WITH n, n.year AS id, n.year AS name", "WHERE id IS NOT NULL")),
}
"""A category counts with all that is below it, a unit in the role that is asked for: as the filters of these names."""


def count_facets(
    store: Store, found: Sequence[str], parameters: Mapping[str, Any], names: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Return the facets of these names, of the tasks that the lines of a statement bind to ``n``, each once.

    Values come with the largest count first, equal ones by id. ``values`` is how many there are in all, ``rest``
    the sum of the counts of those that are not listed.
    """
    return {name: _count(store, found, parameters, FACETS[name]) for name in names}


def _count(store: Store, found: Sequence[str], parameters: Mapping[str, Any], facet: Facet) -> dict[str, Any]:
    types = ROLES.get(str(parameters.get("role")), ANY_ROLE)
    counted = [*found, *(line.replace("{types}", types) for line in facet.lines)]
    values = "\n".join([*counted, "RETURN id, name, count(n) AS count", "ORDER BY count DESC, id", "LIMIT $most"])
    totals = "\n".join([*counted, "RETURN count(DISTINCT id) AS values, count(n) AS count"])
    rows = cast("list[tuple[str | int, str | int, int]]", store.ask(values, {**parameters, "most": MOST_VALUES}).rows)
    items = [{"id": key, "name": str(name), "count": number} for key, name, number in rows]
    [[number, count]] = cast("list[list[int]]", store.ask(totals, dict(parameters)).rows)
    return {"items": items, "values": number, "rest": count - sum(number for _, _, number in rows)}
