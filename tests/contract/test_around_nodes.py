"""Paths, parts of the graph and loads on every engine, over the small graph of ``joined.py``."""

from typing import Any

import pytest

import api.summaries
from api.paths import WALKED, WEAK, Paths, shortest_paths
from api.subgraphs import edges_between
from api.summaries import summary_of
from graph.store import Store
from tests.contract.joined import DEPARTMENTS, DOCUMENT, PLACE, TOWNS, joined, task, unit


@pytest.fixture
def held(store: Store) -> Store:
    """The graph, once for each engine."""
    store.load(joined())
    return store


def between(store: Store, start: tuple[str, str], finish: tuple[str, str], *types: str) -> Paths:
    return shortest_paths(store, (start, finish), types or WALKED, limit=10)


def of(name: str) -> tuple[str, str]:
    return "Unit", unit(name)


def test_paths_lead_through_what_documents_say(held: Store) -> None:
    """Along duties in both directions, the same from either end; a mention only where it is asked for."""
    there = between(held, of("甲局"), of("丙局"))
    back = between(held, of("丙局"), of("甲局"))

    path = (of("甲局"), ("Task", task(1)), of("乙局"), ("Task", task(2)), of("丙局"))
    assert (there.items, there.length, there.total, there.is_complete) == ((path,), 4, 1, True)
    assert back.items == (path[::-1],)
    assert between(held, of("甲局"), of("丁局")).length is None
    assert between(held, of("甲局"), of("丁局"), *WALKED, *WEAK).items == ((*path[:4], of("丁局")),)
    assert between(held, of("甲局"), of("丙局"), "OWNS").length is None
    assert between(held, of("甲局"), of("甲局")).items == ((of("甲局"),),)


def test_a_group_joins_its_members_with_its_tasks_only(held: Store) -> None:
    """有关部门 in two tasks need not be the same bodies; two towns are joined by a task of 各镇, not by being towns."""
    towns = ("UnitGroup", TOWNS)

    member = between(held, of("东镇"), of("丁局"))
    assert member.items == ((of("东镇"), towns, ("Task", task(4)), of("丁局")),)
    assert between(held, of("丁局"), of("东镇")).items == (member.items[0][::-1],)
    assert between(held, of("东镇"), of("西镇")).items == ((of("东镇"), towns, ("Task", task(4)), towns, of("西镇")),)
    assert between(held, ("Task", task(1)), ("Task", task(3))).length is None


def test_a_group_at_an_end_is_left_by_any_edge(held: Store) -> None:
    """To its members as to its tasks; from one group to another."""
    towns, departments = ("UnitGroup", TOWNS), ("UnitGroup", DEPARTMENTS)

    assert between(held, towns, of("西镇")).length == 1
    assert between(held, ("Task", task(4)), towns).length == 1
    assert between(held, departments, towns).items == (
        (departments, ("Task", task(3)), of("丁局"), ("Task", task(4)), towns),
    )


def test_no_path_leads_through_the_document_or_the_place(held: Store) -> None:
    """All tasks are stated in one document; that joins none of them."""
    assert between(held, ("Task", task(1)), ("Document", DOCUMENT)).length is None
    assert between(held, of("甲局"), ("Jurisdiction", PLACE)).length is None


def test_equally_short_paths_are_counted_and_listed_in_order(held: Store) -> None:
    """有关部门 and 乙局 stand in task 1; to the limit the paths come by label and id."""
    one = shortest_paths(held, (of("乙局"), ("Task", task(1))), WALKED, limit=1)
    assert (one.total, one.length) == (1, 1)

    held.load(_crossed())
    found = shortest_paths(held, (of("甲局"), of("丙局")), WALKED, limit=2)

    assert (found.total, found.length, len(found.items)) == (3, 2, 2)
    assert [path[1][1] for path in found.items] == [task(1), task(2)]


def _crossed() -> Any:
    """The graph with 甲局 and 丙局 side by side in three tasks."""
    batch = joined()
    duty = next(edge for edge in batch.edges if edge.start == unit("甲局") and edge.start_label == "Unit")
    more = [
        type(duty)("SUPPORTS", "Unit", unit(name), "Task", task(row), duty.properties)
        for name, row in (("丙局", 1), ("甲局", 2), ("甲局", 3), ("丙局", 3))
    ]
    return type(batch)(batch.document, batch.nodes, (*batch.edges, *more))


def test_a_search_that_grows_too_large_says_so(held: Store) -> None:
    """It says neither that there is a path nor that there is none."""
    found = shortest_paths(held, (of("甲局"), of("丙局")), WALKED, limit=1, most_visited=3)

    assert (found.is_complete, found.length, found.items, found.total) == (False, None, (), 0)


def test_edges_between_nodes_are_all_that_both_ends_of_are_there(held: Store) -> None:
    """By type in schema order, each with its receipt; the official of the same id is another node."""
    edges = edges_between(held, [of("甲局"), of("乙局"), of("东镇"), ("UnitGroup", TOWNS), ("Task", task(1))])

    assert [(edge["relationship"], edge["start"]["id"], edge["finish"]["id"]) for edge in edges] == [
        ("OWNS", unit("甲局"), task(1)),
        ("SUPPORTS", unit("乙局"), task(1)),
        ("MEMBER_OF", unit("东镇"), TOWNS),
    ]
    assert edges[0]["edge"] == {"rank": 1, "inherited": False, "locator": "table 1, row 1", "quote": "甲局"}
    assert edges[2]["edge"] == {"basis": "kind"}


def _refer(label: str, key: str, name: str) -> dict[str, str]:
    return {"label": label, "id": key, "name": name}


def test_a_unit_is_told_with_whom_it_works_in_which_roles(held: Store) -> None:
    """乙局 supports two tasks that others own."""
    summary = summary_of(held, "Unit", unit("乙局"), _refer)

    assert summary["load"] == {
        "owns": {"explicit": 0, "first_listed": 0, "through_groups": 0},
        "supports": {"explicit": 2, "first_listed": 2, "through_groups": 0},
    }
    assert summary["units"] == {
        "items": [
            {"node": _refer("Unit", unit(name), name), "tasks": 1, "roles": [_pair("supports", "owns", 1)]}
            for name in ("丙局", "甲局")
        ],
        "values": 2,
        "rest": 0,
    }
    assert summary["officials"] == summary["categories"] == {"items": [], "values": 0, "rest": 0}


def _pair(role: str, other: str, tasks: int) -> dict[str, Any]:
    return {"role": role, "other": other, "tasks": tasks}


def test_what_comes_through_a_group_stands_apart(held: Store) -> None:
    """东镇 is named in no task; 各镇 own one."""
    load = summary_of(held, "Unit", unit("东镇"), _refer)["load"]

    assert load["owns"] == {"explicit": 0, "first_listed": 0, "through_groups": 1}
    assert load["supports"] == {"explicit": 0, "first_listed": 0, "through_groups": 0}


def test_what_is_not_listed_is_counted(held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two partners one is listed, and the task of the other is the rest."""
    monkeypatch.setattr(api.summaries, "MOST_LISTED", 1)

    units = summary_of(held, "Unit", unit("乙局"), _refer)["units"]

    assert ([item["node"]["name"] for item in units["items"]], units["values"], units["rest"]) == (["丙局"], 2, 1)
