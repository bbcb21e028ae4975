"""What a unit's and an official's page tell beside properties and neighbours: their load, and with whom they share it.

Counts are of tasks in which the unit itself is named; what could come to it through groups stands apart and is never
added. Each list has its largest entries, how many there are in all, and the sum of the counts of the others.

The engines only walk from the node to its tasks and one step on, which takes the same time in a graph of any size; what
is counted there is counted here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from graph.store import Store

MOST_LISTED = 20
"""So many entries of a list are told, the others are counted together."""

Refer = Callable[[str, str, str], dict[str, Any]]
"""Makes of label, id and name what an answer shows of a node."""

Answer = dict[str, Any]

_ROLES: Mapping[str, str] = {"owns": "OWNS", "supports": "SUPPORTS"}
_MOST_LEVELS = 8

_Tasks = dict[str, set[str]]
"""The tasks of a node by role."""
_Node = tuple[str, str]
"""Id and name."""
_Shared = dict[_Node, set[str]]
"""The tasks that each other node has in common with it."""


def summary_of(store: Store, label: str, key: str, refer: Refer) -> Answer:
    """Return what the page of a unit or official tells beside its properties; nothing for other labels."""
    if label == "Unit":
        return _of_unit(store, key, refer)
    return _of_official(store, key, refer) if label == "Official" else {}


def _of_unit(store: Store, key: str, refer: Refer) -> Answer:
    start = "MATCH (n:Unit {id: $id})-[:OWNS|SUPPORTS]->(t:Task)"
    ranks = {role: _ranks(store, key, f"(n:Unit {{id: $id}})-[e:{kind}]->") for role, kind in _ROLES.items()}
    tasks = {role: set(found) for role, found in ranks.items()}
    by_role = _by_role(tasks)
    others = {role: _shared(store, key, f"{start}<-[:{kind}]-(m:Unit)") for role, kind in _ROLES.items()}
    return {
        "load": {role: _unit_load(store, key, kind, ranks[role]) for role, kind in _ROLES.items()},
        "officials": _ranked(_shared(store, key, f"{start}<-[:LEADS]-(m:Official)"), "Official", refer, by_role),
        "units": _partners(others, tasks, key, refer),
        "categories": _ranked(_outermost(store, key, start), "Category", refer, by_role),
    }


def _of_official(store: Store, key: str, refer: Refer) -> Answer:
    start = "MATCH (n:Official {id: $id})-[:LEADS]->(t:Task)"
    ranks = _ranks(store, key, "(n:Official {id: $id})-[e:LEADS]->")
    beside = _shared(store, key, f"{start}<-[:LEADS]-(m:Official)")
    return {
        "load": {"leads": {"tasks": len(ranks), "first_listed": _first_listed(ranks)}},
        "units": _ranked(_shared(store, key, f"{start}<-[:OWNS]-(m:Unit)"), "Unit", refer),
        "co_leaders": _ranked(_without(beside, key), "Official", refer),
        "categories": _ranked(_outermost(store, key, start), "Category", refer),
    }


def _ranks(store: Store, key: str, pattern: str) -> dict[str, int | None]:
    """Return the tasks at the end of an edge, and which place the node has there in its cell."""
    rows = store.ask(f"MATCH {pattern}(t:Task) RETURN t.id AS task, e.rank AS rank", {"id": key}).rows
    return dict(cast("list[tuple[str, int | None]]", rows))


def _first_listed(ranks: Mapping[str, int | None]) -> int:
    return sum(rank == 1 for rank in ranks.values())


def _unit_load(store: Store, key: str, kind: str, ranks: Mapping[str, int | None]) -> Answer:
    statement = (
        f"MATCH (n:Unit {{id: $id}})-[:MEMBER_OF]->(:UnitGroup)-[:{kind}]->(t:Task) "
        "RETURN count(DISTINCT t.id) AS tasks"
    )
    [[through_groups]] = store.ask(statement, {"id": key}).rows
    return {"explicit": len(ranks), "first_listed": _first_listed(ranks), "through_groups": through_groups}


def _shared(store: Store, key: str, lines: str) -> _Shared:
    """Return the nodes ``m`` that a pattern leads to from tasks ``t``, each with its tasks."""
    rows = store.ask(f"{lines} RETURN DISTINCT t.id AS task, m.id AS id, m.name AS name", {"id": key}).rows
    shared: _Shared = {}
    for task, other, name in cast("list[list[str]]", rows):
        shared.setdefault((other, name), set()).add(task)
    return shared


def _outermost(store: Store, key: str, start: str) -> _Shared:
    """Return the outermost headings of the tasks that a pattern leads to, each with its tasks."""
    found = _shared(store, key, f"{start}-[:IN_CATEGORY]->(m:Category)")
    for _ in range(_MOST_LEVELS):
        above = _headings_above(store, [heading for heading, _ in found])
        if not above:
            break
        raised: _Shared = {}
        for (heading, name), tasks in found.items():
            raised.setdefault(above.get(heading, (heading, name)), set()).update(tasks)
        found = raised
    return found


def _headings_above(store: Store, headings: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each heading that stands under another one the id and name of that."""
    statement = (
        "UNWIND $ids AS key MATCH (c:Category {id: key})-[:PART_OF]->(m:Category) "
        "RETURN c.id AS below, m.id AS id, m.name AS name"
    )
    rows = store.ask(statement, {"ids": list(headings)}).rows
    return {below: (key, name) for below, key, name in cast("list[list[str]]", rows)}


def _without(shared: _Shared, key: str) -> _Shared:
    return {node: tasks for node, tasks in shared.items() if node[0] != key}


def _ranked(
    shared: _Shared, label: str, refer: Refer, told: Callable[[_Node, set[str]], Answer] | None = None
) -> Answer:
    """Return the nodes with most tasks, each with what else is told of it."""
    largest = sorted(shared.items(), key=lambda each: (-len(each[1]), each[0]))
    items = [
        {"node": refer(label, *node), "tasks": len(tasks), **(told(node, tasks) if told else {})}
        for node, tasks in largest[:MOST_LISTED]
    ]
    rest = sum(len(tasks) for _, tasks in largest[MOST_LISTED:])
    return {"items": items, "values": len(largest), "rest": rest}


def _by_role(held: _Tasks) -> Callable[[_Node, set[str]], Answer]:
    """Return what tells how many tasks the unit has in each role."""
    return lambda _, tasks: {role: len(tasks & own) for role, own in held.items()}


def _partners(others: Mapping[str, _Shared], held: _Tasks, key: str, refer: Refer) -> Answer:
    """Return the units that are named in the same tasks, with the number of tasks for each pair of roles."""
    either: _Shared = {}
    for shared in others.values():
        for node, common in _without(shared, key).items():
            either.setdefault(node, set()).update(common)

    def pairs(node: _Node, _: set[str]) -> Answer:
        found = [
            {"role": role, "other": other, "tasks": len(own & shared.get(node, set()))}
            for role, own in held.items()
            for other, shared in others.items()
        ]
        return {"roles": [pair for pair in found if pair["tasks"]]}

    return _ranked(either, "Unit", refer, pairs)
