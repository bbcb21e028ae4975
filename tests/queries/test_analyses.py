"""The network analyses on small networks written by hand: rows of place, unit, name, other, tasks."""

from graph.store.protocol import Cell
from queries.analyses import brokers, communities, core_and_periphery, path_between_units


def rows(place: str, links: str) -> list[list[Cell]]:
    """Each unit with itself, then the links as ``ab`` for one common task, in the order of ids."""
    units = sorted(set(links) - {" "})
    pairs = [*((unit, unit) for unit in units), *((link[0], link[1]) for link in links.split())]
    return [[place, one, one.upper(), other, 1] for one, other in sorted(pairs)]


def test_a_broker_stands_on_every_path_between_others() -> None:
    """In a chain a-b-c only b is between two others: betweenness 1."""
    assert brokers(rows("p", "ab bc")) == [
        ["p", "b", "B", 1.0, 2, 1],
        ["p", "a", "A", 0.0, 1, 1],
        ["p", "c", "C", 0.0, 1, 1],
    ]


def test_each_place_is_a_network_of_its_own() -> None:
    """The broker of one place is not made smaller by the units of another; limit cuts over all places."""
    assert brokers([*rows("p", "ab bc"), *rows("q", "de df dg")], limit=2) == [
        ["p", "b", "B", 1.0, 2, 1],
        ["q", "d", "D", 1.0, 3, 1],
    ]


def test_two_triangles_joined_by_one_link_are_two_communities() -> None:
    """Of equal size, the one with the first id is number 1."""
    found = communities(rows("p", "ab ac bc cd de df ef"))

    assert [(row[1], row[3]) for row in found] == [(1, "a"), (1, "b"), (1, "c"), (2, "d"), (2, "e"), (2, "f")]


def test_a_triangle_with_a_tail_is_a_core_with_a_periphery() -> None:
    """The core first, then by number of partners, then by id."""
    found = core_and_periphery(rows("p", "ab ac bc cd"))

    assert [(row[1], row[3], row[4]) for row in found] == [
        ("c", 2, True),
        ("a", 2, True),
        ("b", 2, True),
        ("d", 1, False),
    ]


def test_of_two_shortest_paths_the_first_by_ids_is_taken() -> None:
    """From a to d both b and c would do."""
    links = [["p", "a", "d", one, one, two, two, 1, f"{one}{two}", ""] for one, two in ("ab", "ac", "bd", "cd")]

    assert [(row[2], row[4], row[7]) for row in path_between_units(links)] == [("a", "ab", "b"), ("b", "bd", "d")]


def test_nothing_gives_nothing() -> None:
    """An empty graph has no brokers, communities, cores or paths."""
    assert brokers([]) == communities([]) == core_and_periphery([]) == path_between_units([]) == []
