"""Rings: officials in the middle, around them categories, tasks category by category, and units outside.

The order around is that of the lanes, so that few edges cross. Tasks show their number: names would not fit.
"""

import math
from collections.abc import Mapping, Sequence

from api.exports.content import Content, NodeKey, name_of
from api.pictures.lanes import lay_in_lanes
from api.pictures.scene import Place, Plate, Scene, make_plate
from graph.model import Node

RINGS: Sequence[tuple[str, ...]] = (
    ("Jurisdiction", "Document", "Judgement"),
    ("Official",),
    ("Category", "Section"),
    ("Task",),
    ("Target",),
    ("UnitGroup", "Unit"),
)
"""The labels of each ring, from the inside."""

_WIDTHS: Mapping[str, float] = {"Official": 100, "Task": 76, "Unit": 150, "UnitGroup": 140}
_WIDTH = 190.0
_GAP = 10.0
_BETWEEN = 24.0
STRETCH = 1.8
"""How much wider than high a ring is: plates are wide, and so are screens and pages."""


def lay_in_rings(content: Content) -> Scene:
    """Return the scene of nodes and edges in rings, each large enough for its plates."""
    lanes = lay_in_lanes(content)
    plates: dict[NodeKey, Plate] = {}
    places: dict[NodeKey, Place] = {}
    radius, before = 0.0, (0.0, 0.0)
    for labels in RINGS:
        keys = _around(lanes, labels)
        ring = {key: make_plate(content.by_key[key], _shown(content.by_key[key]), _width(key)) for key in keys}
        if not ring:
            continue
        largest = max(plate.width for plate in ring.values()), max(plate.height for plate in ring.values())
        apart = _reach((before[0] + largest[0]) / 2, (before[1] + largest[1]) / 2) + _BETWEEN
        radius = max(_least_radius(list(ring.values())), radius + apart if plates else 0.0)
        before = largest
        plates |= ring
        places |= {key: _at(place / len(keys), radius) for place, key in enumerate(keys)}
    return Scene(plates, places, content.edges, ())


def _around(lanes: Scene, labels: Sequence[str]) -> list[NodeKey]:
    """Return the nodes of a ring from above to below in their lanes; headings so that each is before what it heads."""
    keys = [key for key in lanes.plates if key[0] in labels]
    return sorted(keys, key=lambda key: (round(lanes.places[key].y, 1), lanes.places[key].x, key))


def _least_radius(plates: Sequence[Plate]) -> float:
    """Return how large a ring has to be so that no plate covers the next one, wherever on the ring they are."""
    if len(plates) == 1:
        return 0.0
    chord = max(_reach(plate.width, plate.height) for plate in plates) + _GAP
    return chord / (2 * math.sin(math.pi / len(plates)))


def _reach(width: float, height: float) -> float:
    """Return how far apart two middles have to be, before the stretch, so that plates of this size do not meet."""
    return math.hypot(width / STRETCH, height)


def _at(turns: float, radius: float) -> Place:
    """Return a place on a ring, from the top on, clockwise."""
    angle = 2 * math.pi * turns
    return Place(round(STRETCH * radius * math.sin(angle), 2), round(-radius * math.cos(angle), 2))


def _width(key: NodeKey) -> float:
    return _WIDTHS.get(key[0], _WIDTH)


def _shown(node: Node) -> str:
    row = node.properties.get("row") if node.label == "Task" else None
    return f"{node.properties.get('annex', 1)}.{row}" if row is not None else name_of(node)
