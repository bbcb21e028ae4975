"""Colours, shapes and lines of nodes and edges: ``api/static/palette.json``, which the explorer draws by as well."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model import Edge

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """The colour of a label, and the name of its shape."""

    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class LineStyle:
    """The colour of a line, its dashes (lengths of line and gap, none where it is solid) and its width."""

    colour: str
    dashes: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How a relationship type is drawn: as a cell states it, and as a merged cell carries it down."""

    line: LineStyle
    inherited: LineStyle


@dataclass(frozen=True, slots=True)
class Palette:
    """All styles; ``group_width`` is how wide the duties of a group of units are."""

    nodes: Mapping[str, NodeStyle]
    edges: Mapping[str, EdgeStyle]
    group_width: float

    def line(self, edge: Edge) -> LineStyle:
        """Return how an edge is drawn: its type, whether it is inherited and whether a group stands for units."""
        style = self.edges[edge.type]
        line = style.inherited if edge.properties.get("inherited") else style.line
        return LineStyle(line.colour, line.dashes, self.group_width) if is_through_group(edge) else line


def is_through_group(edge: Edge) -> bool:
    """Return whether the edge is a duty of a group: of no unit that the document names."""
    return edge.start_label == "UnitGroup"


@cache
def palette() -> Palette:
    """Return the palette; its file is read once."""
    said = json.loads((files("api") / "static" / "palette.json").read_text(encoding="utf-8"))
    nodes = {label: NodeStyle(each["colour"], each["shape"]) for label, each in said["nodes"].items()}
    return Palette(
        nodes, {kind: _edge_style(each) for kind, each in said["edges"].items()}, said["through_group"]["width"]
    )


@cache
def outline(shape: str) -> tuple[Point, ...]:
    """Return the corners of a shape around (0, 0), within 1 of it; a round one has many."""
    if shape in _CORNERS:
        return _CORNERS[shape]
    sides, turn = _REGULAR[shape]
    return tuple(_on_circle(turn + place / sides, 1.0) for place in range(sides))


def _edge_style(said: Mapping[str, object]) -> EdgeStyle:
    colour, width = str(said["colour"]), float(str(said["width"]))
    plain, inherited = (tuple(map(float, said[name])) for name in ("dashes", "inherited"))  # type: ignore[call-overload] # lists of numbers
    return EdgeStyle(LineStyle(colour, plain, width), LineStyle(colour, inherited or plain, width))


def _on_circle(turns: float, radius: float) -> Point:
    """Return a point on a circle, from the top on, clockwise."""
    angle = 2 * math.pi * turns
    return round(radius * math.sin(angle), 3), round(-radius * math.cos(angle), 3)


_REGULAR = {
    "ellipse": (24, 0.0),
    "triangle": (3, 0.0),
    "diamond": (4, 0.0),
    "pentagon": (5, 0.0),
    "hexagon": (6, 0.25),
    "octagon": (8, 1 / 16),
}
"""Number of corners, and where the first one is."""

_CORNERS: Mapping[str, tuple[Point, ...]] = {
    "box": ((-1, -0.65), (1, -0.65), (1, 0.65), (-1, 0.65)),
    "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "vee": ((-1, -0.7), (0, -0.2), (1, -0.7), (0, 0.9)),
    "star": tuple(_on_circle(place / 10, 0.45 if place % 2 else 1.0) for place in range(10)),
}
