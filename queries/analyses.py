"""What a statement cannot answer: betweenness, communities, cores and paths, worked out with NetworkX.

Each function turns the rows of its question's statement (the columns ``feed``) into the rows of the answer. Its
keyword-only arguments are parameters of the question. Units are linked where a task names both as owner or
supporter; the weight of a link is the number of such tasks. A place is a network of its own. The rows come in the
order of ids, which fixes every further choice, so that the answer is the same on every engine and in every run.
A unit paired with itself has the number of its own tasks.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.store.protocol import Cell

LARGE_NETWORK, SAMPLED_UNITS, SEED = 1500, 200, 0
"""Betweenness of a place with more units than the first is estimated from paths of the second number of units."""


def networkx() -> Any:
    """Return the library, which takes longer to import than most questions to answer."""
    return import_module("networkx")


@dataclass(frozen=True, slots=True)
class Network:
    """The units of a place by number, in the order of their ids, and the number of common tasks by pair."""

    place: str
    ids: list[str]
    names: dict[str, str]
    tasks: dict[tuple[str, str], int]

    def graph(self) -> Any:
        """Return the NetworkX graph; its nodes are numbers, since sets of texts change their order from run to run."""
        numbers = {unit: number for number, unit in enumerate(self.ids)}
        graph = networkx().Graph()
        graph.add_nodes_from(range(len(self.ids)))
        graph.add_weighted_edges_from(
            (numbers[one], numbers[two], tasks) for (one, two), tasks in self.tasks.items() if one != two
        )
        return graph

    def head(self, unit: int) -> list[Cell]:
        """Return the columns that name a unit: id and name."""
        return [self.ids[unit], self.names[self.ids[unit]]]

    def own_tasks(self, unit: int) -> int:
        """Return the number of tasks that name the unit."""
        return self.tasks[self.ids[unit], self.ids[unit]]


def brokers(rows: list[list[Cell]], *, limit: int = 20) -> list[list[Cell]]:
    """Return the units with the highest betweenness, between 0 and 1 within their place, rounded to 6 digits."""
    found: list[tuple[float, list[Cell]]] = []
    for network in _networks(rows):
        graph = network.graph()
        for unit, value in _betweenness(graph).items():
            share = round(value, 6)
            counts: list[Cell] = [share, graph.degree(unit), network.own_tasks(unit)]
            found.append((share, [network.place, *network.head(unit), *counts]))
    return [row for _, row in sorted(found, key=lambda each: (-each[0], str(each[1][1])))[:limit]]


def communities(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return every unit with the number of its community, 1 being the largest of its place."""
    found: list[list[Cell]] = []
    for network in _networks(rows):
        graph = network.graph()
        circles = map(sorted, networkx().community.louvain_communities(graph, weight="weight", seed=SEED))
        for number, circle in enumerate(sorted(circles, key=lambda units: (-len(units), units)), start=1):
            for unit in circle:
                inside = len(set(circle) & set(graph[unit]))
                found.append([network.place, number, len(circle), *network.head(unit), inside, graph.degree(unit)])
    return found


def core_and_periphery(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return every unit with its core number, the innermost core of each place first."""
    found: list[list[Cell]] = []
    for network in _networks(rows):
        graph = network.graph()
        cores = networkx().core_number(graph)
        innermost = max(cores.values())
        for unit in sorted(cores, key=lambda each: (-cores[each], -graph.degree(each), each)):
            counts = [graph.degree(unit), network.own_tasks(unit)]
            found.append([network.place, *network.head(unit), cores[unit], cores[unit] == innermost, *counts])
    return found


def path_between_units(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return the steps of the shortest path from start to finish, for each place that has both; none if none."""
    found: list[list[Cell]] = []
    for (place, start, finish), links in groupby(rows, key=lambda row: (str(row[0]), str(row[1]), str(row[2]))):
        link_of: dict[tuple[str, str], list[Cell]] = {}
        for _, _, _, unit, unit_name, other, other_name, tasks, task, task_name in links:
            ends: tuple[list[Cell], list[Cell]] = [unit, unit_name], [other, other_name]
            link_of[str(unit), str(other)] = [*ends[0], task, task_name, tasks, *ends[1]]
            link_of[str(other), str(unit)] = [*ends[1], task, task_name, tasks, *ends[0]]
        steps = pairwise(_shortest_path(link_of, start, finish))
        found += [[place, number, *link_of[step]] for number, step in enumerate(steps, start=1)]
    return found


def _networks(rows: list[list[Cell]]) -> Iterator[Network]:
    for place, members in groupby(rows, key=lambda row: str(row[0])):
        names: dict[str, str] = {}
        tasks: dict[tuple[str, str], int] = {}
        for _, unit, name, other, count in members:
            names[str(unit)] = str(name)
            tasks[str(unit), str(other)] = cast("int", count)
        yield Network(place, sorted(names), names, tasks)


def _betweenness(graph: Any) -> dict[int, float]:
    sample = SAMPLED_UNITS if len(graph) > LARGE_NETWORK else None
    values: dict[int, float] = networkx().betweenness_centrality(graph, k=sample, seed=SEED)
    return values


def _shortest_path(links: Iterable[tuple[str, str]], start: str, finish: str) -> list[str]:
    """Return the units of the shortest path; of equally short ones, the first by ids from the start on."""
    graph = networkx().Graph(list(links))
    if start not in graph or finish not in graph:
        return []
    distance = networkx().single_source_shortest_path_length(graph, finish)
    path = [start] if start in distance else []
    while path and distance[path[-1]]:
        path.append(min(each for each in graph[path[-1]] if distance[each] == distance[path[-1]] - 1))
    return path
