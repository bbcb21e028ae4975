"""Rules and glyphs of a page → its drawn tables: a grid whose cells end where a wall stands.

The walls of the rules part the grid of all their places; where no wall stands between two places they are one merged
cell. A side that is left open is closed where the crossing rules end.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.errors import DocumentError
from loaders.readers.pdf.drawing import Drawing, Glyph, Rule
from loaders.readers.pdf.lines import Line, text_lines
from loaders.readers.pdf.rules import NEAR, connected_rules, merge_rules

_LEAST_COLUMN = 6.0
_JUTS_OUT = 6.0
_MAX_CROSSINGS = 4_000_000
_MAX_PLACES = 200_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A drawn cell: its first row and column on the grid, from 0, how many it covers, its sides and its lines.

    ``open_above`` and ``open_below`` tell that no rule ends it at the edge of the table: the page cut it there.
    """

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    x1: float
    lines: tuple[Line, ...]
    open_above: bool = False
    open_below: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table of one page: the places of its columns and rows, and its cells."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Tell whether a glyph stands in the table."""
        x, y = glyph.middle
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]


def find_tables(drawing: Drawing, name: str) -> list[Grid]:
    """Return the tables of the page from top to bottom: of two columns or more; a table in a cell belongs to the cell.

    Raises:
        DocumentError: the page has more crossing rules than any table.
    """
    rules = merge_rules(drawing.rules)
    across, upright = [each for each in rules if not each.upright], [each for each in rules if each.upright]
    if len(across) * len(upright) > _MAX_CROSSINGS:
        raise DocumentError(f"{name}, page {drawing.page}: too many lines; give the pages with the table alone")
    frames = [frame for group in connected_rules(across, upright) if (frame := _frame(group))]
    frames = [frame for frame in frames if not any(other.encloses(frame) for other in frames)]
    grids = [grid for frame in frames if (grid := _grid(frame, drawing))]
    return sorted(grids, key=lambda grid: (grid.rows[0], grid.columns[0]))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The rules of a table and the grid of their places; the four sides tell where no rule closes the grid."""

    rules: Sequence[Rule]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    open_left: bool
    open_right: bool
    open_top: bool
    open_bottom: bool

    def encloses(self, other: "_Frame") -> bool:
        """Tell whether the other table lies within this one."""
        return (
            self is not other
            and self.columns[0] <= other.columns[0]
            and self.columns[-1] >= other.columns[-1]
            and self.rows[0] <= other.rows[0]
            and self.rows[-1] >= other.rows[-1]
        )


def _frame(rules: Sequence[Rule]) -> _Frame | None:
    across, upright = [each for each in rules if not each.upright], [each for each in rules if each.upright]
    columns = _places([each.at for each in upright], _LEAST_COLUMN)
    rows = _places([each.at for each in across], NEAR)
    if not columns or not rows:
        return None
    left, right = _outer(columns, across)
    top, bottom = _outer(rows, upright)
    columns = [*left, *columns, *right]
    rows = [*top, *rows, *bottom]
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MAX_PLACES:
        return None
    return _Frame(rules, tuple(columns), tuple(rows), bool(left), bool(right), bool(top), bool(bottom))


def _places(values: Iterable[float], least: float) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > least:
            places.append(value)
    return places


def _outer(places: Sequence[float], crossing: Sequence[Rule]) -> tuple[list[float], list[float]]:
    """Return where the grid goes on over its first and its last place: where most crossing rules jut out there."""
    starts = [rule.start for rule in crossing if rule.start < places[0] - _JUTS_OUT]
    ends = [rule.end for rule in crossing if rule.end > places[-1] + _JUTS_OUT]
    enough = max(2, (len(crossing) + 1) // 2)
    return [min(starts)] if len(starts) >= enough else [], [max(ends)] if len(ends) >= enough else []


def _grid(frame: _Frame, drawing: Drawing) -> Grid | None:
    rooms = list(_rooms(frame))
    owner = {place: at for at, room in enumerate(rooms) for place in room.places}
    held: list[list[Glyph]] = [[] for _ in rooms]
    for glyph in drawing.glyphs:
        x, y = glyph.middle
        place = bisect_right(frame.rows, y) - 1, bisect_right(frame.columns, x) - 1
        if place in owner:
            held[owner[place]].append(glyph)
    cells = [
        _cell(frame, room, glyphs)
        for room, glyphs in zip(rooms, held, strict=True)
        if not room.is_beside or any(not glyph.text.isspace() for glyph in glyphs)
    ]
    if len({cell.column for cell in cells}) < 2:
        return None
    return Grid(drawing.page, frame.columns, frame.rows, tuple(cells))


def _cell(frame: _Frame, room: "_Room", glyphs: Sequence[Glyph]) -> GridCell:
    (row, column), (last_row, last_column) = min(room.places), max(room.places)
    return GridCell(
        row,
        column,
        rows=last_row - row + 1,
        columns=last_column - column + 1,
        x0=frame.columns[column],
        x1=frame.columns[last_column + 1],
        lines=tuple(text_lines(glyphs)),
        open_above="above" in room.open_sides or (frame.open_top and row == 0),
        open_below="below" in room.open_sides or (frame.open_bottom and last_row == len(frame.rows) - 2),
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Places that no wall parts, and the sides on which no wall keeps them from what lies around the grid."""

    places: Sequence[tuple[int, int]]
    open_sides: frozenset[str] = frozenset()

    @property
    def is_beside(self) -> bool:
        """True where it is no cell but lies beside a part of the table that is narrower."""
        return not self.open_sides.isdisjoint({"left", "right"})


def _rooms(frame: _Frame) -> Iterator[_Room]:
    """Yield the cells of the grid; a room that is no rectangle is taken apart row by row."""
    walls = _Walls.of(frame)
    seen: set[tuple[int, int]] = set()
    for row in range(len(frame.rows) - 1):
        for column in range(len(frame.columns) - 1):
            if (row, column) in seen:
                continue
            room = walls.room(row, column)
            seen.update(room.places)
            (first, left), (last, right) = min(room.places), max(room.places)
            if len(room.places) == (last - first + 1) * (right - left + 1):
                yield room
            else:
                for part in _row_parts(room.places):
                    yield _Room(part, room.open_sides & {"left", "right"})


def _row_parts(places: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the parts of a room that is no rectangle, row by row."""
    part: list[tuple[int, int]] = []
    for row, column in sorted(places):
        if part and part[-1] != (row, column - 1):
            yield part
            part = []
        part.append((row, column))
    yield part


@dataclass(frozen=True, slots=True)
class _Walls:
    """Which places of a grid have a wall above and a wall to their left."""

    rows: int
    columns: int
    above: frozenset[tuple[int, int]]
    left: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, frame: _Frame) -> "_Walls":
        """Lay the rules over the grid; an open side counts as closed."""
        rows, columns = len(frame.rows) - 1, len(frame.columns) - 1
        above: set[tuple[int, int]] = set()
        left: set[tuple[int, int]] = set()
        for rule in frame.rules:
            if rule.upright:
                column = _nearest(frame.columns, rule.at)
                left |= {(row, column) for row in _covered(frame.rows, rule)}
            else:
                row = _nearest(frame.rows, rule.at)
                above |= {(row, column) for column in _covered(frame.columns, rule)}
        above |= {(0, at) for at in range(columns) if frame.open_top}
        above |= {(rows, at) for at in range(columns) if frame.open_bottom}
        left |= {(at, 0) for at in range(rows) if frame.open_left}
        left |= {(at, columns) for at in range(rows) if frame.open_right}
        return cls(rows, columns, frozenset(above), frozenset(left))

    def room(self, row: int, column: int) -> _Room:
        """Return what can be reached from a place without passing a wall."""
        sides: set[str] = set()
        places, waiting = {(row, column)}, [(row, column)]
        while waiting:
            for side, place in self._ways(*waiting.pop()):
                if not (0 <= place[0] < self.rows and 0 <= place[1] < self.columns):
                    sides.add(side)
                elif place not in places:
                    places.add(place)
                    waiting.append(place)
        return _Room(sorted(places), frozenset(sides))

    def _ways(self, row: int, column: int) -> Iterator[tuple[str, tuple[int, int]]]:
        if (row, column) not in self.above:
            yield "above", (row - 1, column)
        if (row + 1, column) not in self.above:
            yield "below", (row + 1, column)
        if (row, column) not in self.left:
            yield "left", (row, column - 1)
        if (row, column + 1) not in self.left:
            yield "right", (row, column + 1)


def _nearest(places: Sequence[float], value: float) -> int:
    at = bisect_right(places, value)
    return at - 1 if at and (at == len(places) or value - places[at - 1] <= places[at] - value) else at


def _covered(places: Sequence[float], rule: Rule) -> Iterator[int]:
    """Yield the steps of the grid of which the rule covers more than half."""
    for at in range(len(places) - 1):
        covered = min(places[at + 1], rule.end) - max(places[at], rule.start)
        if 2 * covered > places[at + 1] - places[at]:
            yield at
