"""Facets of tasks: how many of those that were found stand under each category, unit, official and year.

They are counted by the engine, over whatever statement finds the tasks: a list with its filters, or a search.
To add one: an entry in ``FACETS``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from api.resources import ANY_ROLE, ROLES
from graph.store import Store

MOST_VALUES = 20
"""So many values of a facet are listed; the others are counted together."""


_MOST_LEVELS = 8
_Value = tuple[str | int, str, int]
"""Id, name and how many tasks."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What tasks are counted by. ``lines`` lead from task ``n`` to ``id`` and ``name``, once for each pair.

    With ``above`` a value counts with all that stands under it; ``n`` then leads to one value at most.
    """

    lines: tuple[str, ...]
    above: bool = False


def _nodes(pattern: str, *, above: bool = False) -> Facet:
    return Facet((f"MATCH {pattern}", "WITH DISTINCT n, value.id AS id, value.name AS name"), above)


FACETS: Mapping[str, Facet] = {
    "category": _nodes("(n)-[:IN_CATEGORY]->(value:Category)", above=True),
    "unit": _nodes("(n)-[:{types}]-(value:Unit)"),
    "official": _nodes("(n)<-[:LEADS]-(value:Official)"),
    "year": Facet(("WITH n, n.year AS id, n.year AS name", "WHERE id IS NOT NULL")),
}
"""A category counts with all that is below it, a unit in the role that is asked for: as the filters of these names."""

_PARENTS = (
    "UNWIND $ids AS key MATCH (:Category {id: key})-[:PART_OF]->(value:Category) "
    "RETURN key, value.id AS id, value.name AS name"
)


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
    lines = [*found, *(line.replace("{types}", types) for line in facet.lines)]
    # All values at once: to let the engine sort and cut them takes the same walk, and another one for the totals.
    statement = "\n".join([*lines, "RETURN id, name, count(n) AS count"])
    values = cast("list[_Value]", store.ask(statement, dict(parameters)).rows)
    values = _with_headings(store, values) if facet.above else values
    listed = sorted(values, key=lambda value: (-value[2], value[0]))[:MOST_VALUES]
    items = [{"id": key, "name": str(name), "count": count} for key, name, count in listed]
    rest = sum(count for _, _, count in values) - sum(count for _, _, count in listed)
    return {"items": items, "values": len(values), "rest": rest}


def _with_headings(store: Store, values: Sequence[_Value]) -> list[_Value]:
    """Return categories with the headings that they stand under, each with the tasks of all below it.

    Climbed here, a level at a time: a path of any length for each task takes the engines ten times as long.
    """
    names = {str(key): name for key, name, _ in values}
    counts = Counter({str(key): count for key, _, count in values})
    level = counts
    for _ in range(_MOST_LEVELS):
        above: Counter[str] = Counter()
        for key, parent, name in cast("list[tuple[str, str, str]]", store.ask(_PARENTS, {"ids": [*level]}).rows):
            above[parent] += level[key]
            names[parent] = name
        counts = counts + above
        level = above
    return [(key, names[key], count) for key, count in counts.items()]
