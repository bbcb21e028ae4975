"""The order of nodes in columns, so that few edges cross; the same for the same nodes and edges, however they come.

Headings and tasks are a forest: what stands under one heading stays together. The rest of the columns is free. In turn
the free nodes go to the mean of what they are joined with (the barycentre), and the trees go after the free ones that
their leaves are joined with; the round with the fewest crossings counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.exports.content import NodeKey

Columns = tuple[tuple[NodeKey, ...], ...]
Link = tuple[NodeKey, NodeKey]

_ROUNDS = 8
_MANY_LINKS = 20_000
"""From here on one round has to do, and crossings are not counted."""


@dataclass(frozen=True, slots=True)
class Web:
    """What is to be ordered: links between nodes of different columns, and the heading of each node under one."""

    links: tuple[Link, ...]
    parents: Mapping[NodeKey, NodeKey]
    trees: frozenset[NodeKey]
    """The nodes that are headings or may stand under one."""


def ordered(columns: Columns, web: Web) -> Columns:
    """Return the columns with their nodes in order. They come in a natural order, which decides where all is equal."""
    natural = {key: place for column in columns for place, key in enumerate(column)}
    beside = _beside(web.links)
    best = columns
    fewest = crossings(columns, web.links) if len(web.links) < _MANY_LINKS else 0
    for _ in range(_ROUNDS if fewest else 1):
        columns = _free_ordered(columns, web, beside, natural)
        columns = _trees_ordered(columns, web, beside, natural)
        found = crossings(columns, web.links) if fewest else -1
        if found < fewest:
            best, fewest = columns, found
    return best


def crossings(columns: Columns, links: Iterable[Link]) -> int:
    """Return how many pairs of links cross where they are drawn from column to column."""
    at = {key: (number, place) for number, column in enumerate(columns) for place, key in enumerate(column)}
    ends = sorted(tuple(sorted((at[start], at[finish]))) for start, finish in links)
    between = groupby(ends, lambda pair: (pair[0][0], pair[1][0]))
    return sum(_inversions([last for _, (_, last) in pairs], len(columns[far])) for (_, far), pairs in between)


def _inversions(places: Sequence[int], length: int) -> int:
    """Return how many pairs stand the wrong way round, by a tree of counts (Fenwick)."""
    counts = [0] * (length + 1)
    found = 0
    for seen, place in enumerate(places):
        at, not_after = place + 1, 0
        while at:
            not_after += counts[at]
            at &= at - 1
        found += seen - not_after
        at = place + 1
        while at <= length:
            counts[at] += 1
            at += at & -at
    return found


def _free_ordered(
    columns: Columns, web: Web, beside: Mapping[NodeKey, list[NodeKey]], natural: Mapping[NodeKey, int]
) -> Columns:
    """Return the columns with every free node at the mean place of what it is joined with."""
    places = _places(columns)

    def pull(key: NodeKey) -> tuple[float, int, NodeKey]:
        return _mean(places[each] for each in beside.get(key, ())), natural[key], key

    return tuple(column if web.trees.issuperset(column) else tuple(sorted(column, key=pull)) for column in columns)


def _trees_ordered(
    columns: Columns, web: Web, beside: Mapping[NodeKey, list[NodeKey]], natural: Mapping[NodeKey, int]
) -> Columns:
    """Return the columns with the trees ordered by the free nodes that those below are joined with."""
    places = _places(columns)
    children: dict[NodeKey | None, list[NodeKey]] = {}
    for column in columns:
        for key in column:
            if key in web.trees:
                children.setdefault(web.parents.get(key), []).append(key)
    pulls: dict[NodeKey, list[float]] = {}

    def gather(key: NodeKey) -> list[float]:
        own = [places[each] for each in beside.get(key, ()) if each not in web.trees]
        pulls[key] = own + [pull for child in children.get(key, ()) for pull in gather(child)]
        return pulls[key]

    for root in children.get(None, ()):
        gather(root)

    def order(key: NodeKey) -> tuple[float, int, NodeKey]:
        return _mean(pulls[key]), natural[key], key

    def walk(keys: Iterable[NodeKey]) -> Iterator[NodeKey]:
        for key in sorted(keys, key=order):
            yield key
            yield from walk(children.get(key, ()))

    rank = {key: place for place, key in enumerate(walk(children.get(None, ())))}
    return tuple(
        tuple(sorted(column, key=lambda key: rank[key])) if web.trees.issuperset(column) else column
        for column in columns
    )


def _beside(links: Iterable[Link]) -> dict[NodeKey, list[NodeKey]]:
    beside: dict[NodeKey, list[NodeKey]] = {}
    for start, finish in links:
        beside.setdefault(start, []).append(finish)
        beside.setdefault(finish, []).append(start)
    return beside


def _places(columns: Columns) -> dict[NodeKey, float]:
    """Return where each node stands in its column, from 0 to 1."""
    return {key: (place + 0.5) / len(column) for column in columns for place, key in enumerate(column)}


def _mean(values: Iterable[float]) -> float:
    """Return the mean; what nothing pulls goes to the middle."""
    known = list(values)
    return round(sum(known) / len(known), 9) if known else 0.5
