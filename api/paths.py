"""The shortest paths between two nodes: a breadth-first search from both ends, in statements that every engine takes.

Neo4j has shortestPath() and ladybug has words of its own; neither can be stopped where it grows too large and say so,
nor be told how a path may lead through a group. Here each step is a statement for each label and relation of the
nodes that were reached last, from the end that reached fewer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, cast

from api.resources import Relation, relations_of
from graph.store import Store

NodeKey = tuple[str, str]
"""Label and id."""

MOST_HOPS = 6
MOST_VISITED = 20_000
WALKED = ("LEADS", "OWNS", "SUPPORTS", "HAS_TARGET", "IN_CATEGORY", "PART_OF", "MEMBER_OF")
"""What a path may go along. Every task is stated in a document and every unit lies in a place: a path through those
would say nothing. A mention is a weak tie, and only walked where it is asked for."""
WEAK = ("MENTIONS",)

_GROUP, _MEMBER, _DUTY = "UnitGroup", "MEMBER_OF", "duty"
_ROWS_A_NODE = 5


class _Stop(NamedTuple):
    """A node on a way; at a group, by which kind of edge the way came there from its start.

    有关部门 in two tasks need not be the same bodies, and two towns are not joined by being towns. So a way that comes
    to a group from a unit goes on to a task, and the other way round; two towns that a task of 各镇 may mean are
    joined by it, and the group stands on that way twice.
    """

    label: str
    id: str
    came_by: str = ""


@dataclass(frozen=True, slots=True)
class Paths:
    """What was found: the first paths in order, how many there are of this length, and whether all was looked at.

    ``length`` is None where there is no path; ``is_complete`` is false where the search was given up for its size:
    then nothing is said.
    """

    items: tuple[tuple[NodeKey, ...], ...]
    total: int
    length: int | None
    visited: int
    is_complete: bool = True


@dataclass(slots=True)
class _Side:
    """What was reached from one end: the distance of each stop, and the stops one step nearer to the end."""

    is_start: bool
    reached: list[_Stop]
    distance: dict[_Stop, int] = field(default_factory=dict)
    nearer: dict[_Stop, list[_Stop]] = field(default_factory=dict)
    depth: int = 0

    def goes_on_by(self, stop: _Stop, kind: str) -> bool:
        """Tell whether the search may go on from a stop along an edge of this type."""
        if stop.label != _GROUP:
            return True
        # Seen from the finish, the way leaves the stop by the edge that the search goes on along.
        return (_kind(kind) == stop.came_by) is not self.is_start

    def stop(self, label: str, key: str, kind: str) -> _Stop:
        """Return the stop that the search comes to along an edge of this type."""
        if label != _GROUP:
            return _Stop(label, key)
        came = _kind(kind)
        return _Stop(label, key, came if self.is_start else _other(came))


class _TooManyError(Exception):
    """More nodes were reached than are looked at for one answer."""


def shortest_paths(
    store: Store, ends: tuple[NodeKey, NodeKey], types: Sequence[str], limit: int, most_visited: int = MOST_VISITED
) -> Paths:
    """Return the shortest paths between two nodes along these relationship types, in either direction of each edge.

    Paths come in the order of their nodes, by label and id; of all that are equally short, the first ``limit``.
    """
    start, finish = ends
    if start == finish:
        return Paths(((start,),), 1, 0, 1)
    near, far = _side(start, is_start=True), _side(finish, is_start=False)
    try:
        meeting = _meet(store, (near, far), types, most_visited)
    except _TooManyError:
        return Paths((), 0, None, len(near.distance) + len(far.distance), is_complete=False)
    visited = len(near.distance.keys() | far.distance.keys())
    if not meeting:
        return Paths((), 0, None, visited)
    onward = _onward(near, far, meeting)
    starts = sorted(stop for stop, distance in near.distance.items() if distance == 0 and stop in onward)
    walks = (walk for stop in starts for walk in _walks(stop, onward))
    return Paths(tuple(islice(walks, limit)), _count(starts, onward), near.depth + far.depth, visited)


def _side(end: NodeKey, *, is_start: bool) -> _Side:
    """Return the search from one end; a group at an end may be left by any edge."""
    stops = [_Stop(*end, kind) for kind in (_DUTY, _MEMBER)] if end[0] == _GROUP else [_Stop(*end)]
    return _Side(is_start, stops, dict.fromkeys(stops, 0))


def _meet(store: Store, sides: tuple[_Side, _Side], types: Sequence[str], most_visited: int) -> list[_Stop]:
    """Widen the smaller side step by step until both have stops in common, and return those; none within the hops."""
    meeting: list[_Stop] = []
    while not meeting and sum(side.depth for side in sides) < MOST_HOPS and all(side.reached for side in sides):
        side, other = sorted(sides, key=lambda each: len(each.reached))
        _widen(store, side, types, most_visited - len(other.distance))
        meeting = [each for each in side.reached if each in other.distance]
    return meeting


def _widen(store: Store, side: _Side, types: Sequence[str], room: int) -> None:
    """Take one step from the stops that were reached last."""
    side.depth += 1
    reached: list[_Stop] = []
    for here, there in _steps(store, side, types, room):
        if there not in side.distance:
            side.distance[there] = side.depth
            reached.append(there)
        if side.distance[there] == side.depth:
            side.nearer.setdefault(there, []).append(here)
        if len(side.distance) > room:
            raise _TooManyError
    side.reached = reached


def _steps(store: Store, side: _Side, types: Sequence[str], room: int) -> Iterator[tuple[_Stop, _Stop]]:
    """Yield each pair of a stop that was reached last and one beside it, once."""
    seen: set[tuple[_Stop, _Stop]] = set()
    for label in dict.fromkeys(stop.label for stop in side.reached):
        for relation in relations_of(label):
            kind = relation.relationship.type
            stops = {stop.id: stop for stop in side.reached if stop.label == label and side.goes_on_by(stop, kind)}
            if kind not in types or not stops:
                continue
            answer = store.ask(
                _step_statement(label, relation), {"ids": list(stops)}, limit=_ROWS_A_NODE * max(room, 1)
            )
            if answer.truncated:
                raise _TooManyError
            for here, there in cast("list[list[str]]", answer.rows):
                pair = (stops[here], side.stop(relation.label, there, kind))
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _step_statement(label: str, relation: Relation) -> str:
    edge = f"[:`{relation.relationship.type}`]"
    arrow = f"-{edge}->" if relation.direction == "out" else f"<-{edge}-"
    return (
        f"UNWIND $ids AS key MATCH (n:`{label}` {{id: key}}){arrow}(m:`{relation.label}`) "
        "RETURN n.id AS here, m.id AS there"
    )


def _kind(type_: str) -> str:
    return _MEMBER if type_ == _MEMBER else _DUTY


def _other(kind: str) -> str:
    return _DUTY if kind == _MEMBER else _MEMBER


def _onward(near: _Side, far: _Side, meeting: Sequence[_Stop]) -> dict[_Stop, list[_Stop]]:
    """Return for each stop on a shortest path those that come next on one, in order; none at the finish."""
    onward: dict[_Stop, set[_Stop]] = {}
    waiting = list(meeting)
    while waiting:
        stop = waiting.pop()
        for before in near.nearer.get(stop, ()):
            waiting += [] if before in onward else [before]
            onward.setdefault(before, set()).add(stop)
    waiting = list(meeting)
    while waiting:
        stop = waiting.pop()
        if stop not in onward:
            onward[stop] = set(far.nearer.get(stop, ()))
            waiting += onward[stop]
    return {stop: sorted(stops) for stop, stops in onward.items()}


def _walks(stop: _Stop, onward: dict[_Stop, list[_Stop]]) -> Iterator[tuple[NodeKey, ...]]:
    node = (stop.label, stop.id)
    if not onward[stop]:
        yield (node,)
    for following in onward[stop]:
        for rest in _walks(following, onward):
            yield (node, *rest)


def _count(starts: Sequence[_Stop], onward: dict[_Stop, list[_Stop]]) -> int:
    """Return how many shortest paths there are."""
    known: dict[_Stop, int] = {}

    def count(stop: _Stop) -> int:
        if stop not in known:
            known[stop] = sum(map(count, onward[stop])) if onward[stop] else 1
        return known[stop]

    return sum(map(count, starts))
