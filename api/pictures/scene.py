"""What is to be drawn: plates with names at their places, lines between them, bands with their titles."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.exports.content import NodeKey
from api.pictures.lettering import LINE_HEIGHT, wrapped
from graph.model import Edge, Node

GLYPH = 16
"""How wide the shape at the left end of a plate is."""
_PADDING = 8


@dataclass(frozen=True, slots=True)
class Plate:
    """A node with its name in lines, and how large it is drawn."""

    node: Node
    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of a plate is."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Band:
    """A lane from ``left`` to ``right``, with its title in Chinese and English; of a ring layout there are none."""

    zh: str
    en: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Scene:
    """Plates by node in drawing order, their places, the edges, the bands."""

    plates: Mapping[NodeKey, Plate]
    places: Mapping[NodeKey, Place]
    edges: tuple[Edge, ...]
    bands: tuple[Band, ...]

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of all that is drawn."""
        ends = [(self.places[key], plate) for key, plate in self.plates.items()]
        left = min([place.x - plate.width / 2 for place, plate in ends] + [band.left for band in self.bands])
        right = max([place.x + plate.width / 2 for place, plate in ends] + [band.right for band in self.bands])
        top = min(place.y - plate.height / 2 for place, plate in ends)
        return left, top, right, max(place.y + plate.height / 2 for place, plate in ends)


def make_plate(node: Node, name: str, width: float) -> Plate:
    """Return a plate with the name in lines, no wider than it has to be."""
    lines = wrapped(name, width - GLYPH - 2 * _PADDING)
    return Plate(node, lines, width, len(lines) * LINE_HEIGHT + 6)
