"""Swim lanes: categories, officials, tasks and units side by side, each node beside what it is joined with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from api.exports.content import Content, NodeKey, finish_of, key_of, name_of, start_of
from api.pictures.ordering import Columns, Web, ordered
from api.pictures.scene import Band, Place, Plate, Scene, make_plate
from graph.model import Node
from graph.words import word_list

_BETWEEN_COLUMNS = 40.0
_GAP, _GAP_OF_HEADINGS = 8.0, 22.0
_SPREAD = 0.7
"""How much of the free height the gaps of a short column take."""
_HEADED = ("IN_CATEGORY", "PART_OF")


@dataclass(frozen=True, slots=True)
class _Column:
    """Plates above each other around ``x``."""

    lane: int
    width: float
    nodes: tuple[Node, ...]


def lay_in_lanes(content: Content) -> Scene:
    """Return the scene of nodes and edges in lanes, which a column of its own is for each level of headings."""
    parents = _parents(content)
    columns = [column for column in _columns(content, parents) if column.nodes]
    plates = {
        key_of(node): make_plate(node, name_of(node), column.width) for column in columns for node in column.nodes
    }
    web = _web(content, columns, parents)
    order = ordered(tuple(tuple(map(key_of, column.nodes)) for column in columns), web)
    middles, bands = _across(columns)
    heights = _down(order, plates, web)
    places = {key: Place(middles[number], heights[key]) for number, keys in enumerate(order) for key in keys}
    return Scene({key: plates[key] for keys in order for key in keys}, places, content.edges, bands)


def _columns(content: Content, parents: Mapping[NodeKey, NodeKey]) -> list[_Column]:
    """Return the columns of all lanes in their natural order."""
    columns: list[_Column] = []
    for number, lane in enumerate(_lanes()):
        for said in lane["columns"]:
            nodes = sorted((node for node in content.nodes if node.label in said["labels"]), key=_natural)
            levels: dict[int, list[Node]] = {}
            for node in nodes:
                levels.setdefault(_level(key_of(node), parents) if lane.get("tree") else 0, []).append(node)
            columns += [_Column(number, said["width"], tuple(levels[level])) for level in sorted(levels)]
    return columns


def _across(columns: Sequence[_Column]) -> tuple[list[float], tuple[Band, ...]]:
    """Return where the middle of each column is, and the bands of the lanes."""
    lanes = _lanes()
    middles: list[float] = []
    edges: dict[int, tuple[float, float]] = {}
    right = 0.0
    for number, column in enumerate(columns):
        if number:
            same = columns[number - 1].lane == column.lane
            right += _BETWEEN_COLUMNS if same else lanes[column.lane]["gap"]
        left = edges.get(column.lane, (right, 0.0))[0]
        middles.append(right + column.width / 2)
        right += column.width
        edges[column.lane] = (left, right)
    return middles, tuple(Band(lanes[lane]["zh"], lanes[lane]["en"], *ends) for lane, ends in edges.items())


def _down(order: Columns, plates: Mapping[NodeKey, Plate], web: Web) -> dict[NodeKey, float]:
    """Return how far down each node is: the longest column is stacked, the others come beside what they belong to."""
    beside: dict[NodeKey, list[NodeKey]] = {}
    for start, finish in web.links:
        beside.setdefault(start, []).append(finish)
        beside.setdefault(finish, []).append(start)
    spine = max(range(len(order)), key=lambda number: sum(plates[key].height + _GAP for key in order[number]))
    heights = _stack(order[spine], plates, web.parents)
    total = max(heights.values())
    for number in sorted(range(len(order)), key=lambda each: (abs(each - spine), each)):
        if number == spine:
            continue
        keys = order[number]
        free = total - sum(plates[key].height for key in keys)
        gap = _GAP if web.trees.issuperset(keys) else max(_GAP, _SPREAD * free / len(keys))
        wanted = [_wanted(key, beside, heights, total * (place + 0.5) / len(keys)) for place, key in enumerate(keys)]
        heights |= dict(zip(keys, _apart(wanted, [plates[key].height for key in keys], gap), strict=True))
    return heights


def _stack(
    keys: Sequence[NodeKey], plates: Mapping[NodeKey, Plate], parents: Mapping[NodeKey, NodeKey]
) -> dict[NodeKey, float]:
    heights: dict[NodeKey, float] = {}
    bottom = 0.0
    for before, key in zip([None, *keys], keys, strict=False):
        is_new = before is not None and parents.get(before) != parents.get(key)
        bottom += (_GAP_OF_HEADINGS if is_new else _GAP) if before else 0.0
        heights[key] = bottom + plates[key].height / 2
        bottom += plates[key].height
    return heights


def _wanted(
    key: NodeKey, beside: Mapping[NodeKey, list[NodeKey]], heights: Mapping[NodeKey, float], otherwise: float
) -> float:
    near = [heights[each] for each in beside.get(key, ()) if each in heights]
    return sum(near) / len(near) if near else otherwise


def _apart(wanted: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Return the places nearest to the wanted ones that keep the order and the gaps (isotonic regression)."""
    offsets = [0.0]
    for above, below in pairwise(sizes):
        offsets.append(offsets[-1] + (above + below) / 2 + gap)
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, number = blocks.pop()
            mean, count = (mean * count + other * number) / (count + number), count + number
        blocks.append((mean, count))
    levels = [mean for mean, count in blocks for _ in range(count)]
    return [round(level + offset, 2) for level, offset in zip(levels, offsets, strict=True)]


def _web(content: Content, columns: Sequence[_Column], parents: Mapping[NodeKey, NodeKey]) -> Web:
    column_of = {key_of(node): number for number, column in enumerate(columns) for node in column.nodes}
    links = {(start_of(edge), finish_of(edge)) for edge in content.edges}
    across = sorted(link for link in links if column_of[link[0]] != column_of[link[1]])
    trees = frozenset(key for key in column_of if key[0] in ("Task", "Category", "Section"))
    return Web(tuple(across), parents, trees)


def _parents(content: Content) -> dict[NodeKey, NodeKey]:
    """Return the heading that each task and heading stands under; of several the last one listed."""
    return {start_of(edge): finish_of(edge) for edge in content.edges if edge.type in _HEADED}


def _level(key: NodeKey, parents: Mapping[NodeKey, NodeKey]) -> int:
    level = 0
    while key in parents and level < len(parents):
        key, level = parents[key], level + 1
    return level


def _natural(node: Node) -> tuple[object, ...]:
    """Return where a node comes if nothing else decides: as its document prints it."""
    said = node.properties
    places = (said.get(name) for name in ("annex", "row", "level", "position"))
    return node.label, node.id.rpartition(":")[0] if "row" in said else "", *(place or 0 for place in places), node.id


def _lanes() -> Any:
    return word_list("api.pictures", "lanes.yml")
