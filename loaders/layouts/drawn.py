"""Drawn tables (rows and cells are known): their header rows, banners, broken rows and blank cells → grids.

A header may take two rows (责任分工 over 牵头单位 and 配合单位). Where a page ends inside a row, its rest comes as a
row without a number. A table without a header goes on with the one before it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.units import repeats_above
from loaders.blocks import Cell, Table
from loaders.layouts.banners import Banner, banner_of, heading_banner, units_in
from loaders.layouts.fit import looks_right
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.headers import DUTY_ROLES, Columns, known_header, read_header

_NUMBER = re.compile(r"\s*[（(]?\d{1,4}[）)]?[、.．]?\s*$")
_NUMBERED_SHARE = 0.7
_SENTENCE_ENDS = ("。", "；", "！", ";")
_CHANCE = 0.1
_MERGEABLE = (*DUTY_ROLES, "deadline")


@dataclass(frozen=True, slots=True)
class _Header:
    columns: Columns
    height: int


def read_drawn(table: Table, number: int, above: Grid | None = None, heading: Cell | None = None) -> list[Grid]:
    """Return the grids that begin in a table.

    Args:
        table: the rows as drawn.
        number: which table of the document it is.
        above: the last grid before it, which a table without a header of its own goes on with where it is as wide.
        heading: the line in front of the table, which may say who answers for all of it.
    """
    reader = _Reader(number, heading, above)
    rows, at = table.rows, 0
    while at < len(rows):
        header = _header_at(rows, at, reader)
        if header:
            reader.open(header.columns)
            at += header.height
            continue
        if reader.grid is None and above and above.columns.width == _width(rows[at]):
            reader.go_on()
        reader.take(rows[at])
        at += 1
    return [grid for grid in reader.grids if grid is not above]


def merge_blanks(grid: Grid) -> None:
    """Take blank cells as merged where the table cannot draw merges and its blanks look like them.

    A blank heading continues the one above, and so does a unit in front of the tasks that are listed for it. A blank
    duty does where the number or the innermost heading of its row is blank as well, in every row of the column and too
    often for chance: so a merged table looks that was saved as .csv.
    """
    rows = grid.rows
    if grid.flattened or any(cell.continues for row in rows for cell in row.cells.values()):
        return
    roles = grid.columns.roles
    content = roles["content"][0]
    headings = [at for role in ("category", "project") for at in roles.get(role, ())]
    headings += [at for role in DUTY_ROLES for at in roles.get(role, ()) if at < content]
    headings = [at for at in headings if _is_blank_below(rows, at)]
    numbers = [at for at in roles.get("seq", ()) if _is_blank_below(rows, at)]
    below = [any(_blank(row, at) for at in (*headings[-1:], *numbers)) for row in rows]
    merged = [at for role in _MERGEABLE for at in roles.get(role, ()) if _looks_merged(rows, at, below)]
    for row in rows:
        row.cells.update(
            {
                at: row.cells[at]._replace(continues=True)
                for at in (*headings, *merged)
                if at in row.cells and _blank(row, at)
            }
        )
    grid.merged_blanks = tuple(grid.columns.printed[at] for at in merged)


class _Reader:
    """Takes the rows of one table in order."""

    def __init__(self, number: int, heading: Cell | None, above: Grid | None) -> None:
        self.number, self.above = number, above
        self.grid: Grid | None = None
        self.grids: list[Grid] = []
        self.banners: list[Banner] = [heading_banner(heading)] if heading else []
        self._may_be_broken = False

    def open(self, columns: Columns) -> None:
        """Begin a grid, or go on with it where its header is printed again."""
        if self.grid and self.grid.columns.roles == columns.roles:
            self._may_be_broken = True
            return
        if self.grid is None and self.above and self.above.columns.printed == columns.printed:
            self.go_on()
            return
        self.grid = Grid(self.number, columns)
        self.grids.append(self.grid)

    def go_on(self) -> None:
        """Go on with the grid of the table before."""
        self.grid, self._may_be_broken = self.above, True
        self.banners = list(self.above.rows[-1].banners) if self.above and self.above.rows else []

    def take(self, row: Sequence[Cell]) -> None:
        """Take a row below a header: a banner, the rest of a broken row, or a row of its own."""
        if self.grid is None or all(cell.is_blank for cell in row):
            return
        row = [cell._replace(text="", continues=True) if repeats_above(cell.text) else cell for cell in row]
        banner = banner_of(row, self.grid.columns)
        if banner:
            self.banners = [*(each for each in self.banners if each.level < banner.level), banner]
            return
        cells = {cell.place.column - 1: cell for cell in _aligned(row, self.grid.columns)}
        turned = bool(self.grid.rows) and self.grid.rows[-1].page != row[0].place.page
        if (self._may_be_broken or turned) and self.grid.rows and _is_rest(cells, self.grid):
            self.grid.rows[-1] = _joined(self.grid.rows[-1], cells)
        else:
            printed = self.grid.columns.printed
            missing = tuple(at for at in range(min(cells, default=0)) if printed[at])
            self.grid.rows.append(GridRow(cells, missing, banners=tuple(self.banners)))
        self._may_be_broken = False


def _header_at(rows: Sequence[Sequence[Cell]], at: int, reader: _Reader) -> _Header | None:
    """Return the header that begins at a row; a table that lists tasks by unit has its units in banners."""
    row = rows[at]
    if any(cell.continues for cell in row):
        return None
    lower = rows[at + 1] if at + 1 < len(rows) else ()
    doubled = _doubled(row, lower)
    columns = read_header(doubled) if doubled else None
    if columns:
        return _Header(columns, 2)
    columns = read_header(_by_column(row)) if any(known_header(cell.text) for cell in row) else None
    if columns is None and reader.grid is None:
        listed = read_header(_by_column(row), by_unit=True)
        banner = banner_of(lower, listed) if listed and lower else None
        named = any(units_in(each.text) for each in (*reader.banners, *([banner] if banner else [])))
        columns = listed if named else None
    return _Header(columns, 1) if columns else None


def _doubled(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[str]:
    """Return the header cells by column where a second row parts some of the first, not all; else nothing."""
    if sum(not cell.is_blank for cell in upper) == _width(upper):
        return []  # no cell covers two columns
    below = {cell.place.column - 1: cell.text for cell in lower if not cell.is_blank}
    groups = _groups(upper)
    group_of = {at: group for group in groups for at in group[1]}
    whole = [text for text, columns in groups if not any(at in below for at in columns)]
    if not below or not whole or any(at not in group_of or len(group_of[at][1]) < 2 for at in below):
        return []
    words = [""] * max(_width(upper), _width(lower))
    for text, columns in groups:
        parts = {at: below[at] for at in columns if at in below}
        words[columns[0]] = "" if parts else text
        for at, part in parts.items():
            words[at] = _combined(text, part)
    return words


def _groups(row: Sequence[Cell]) -> list[tuple[str, range]]:
    """Return the filled cells of a header row with the columns that each covers, drawn or left blank behind it."""
    drawn = any(cell.span > 1 for cell in row)
    filled = [cell for cell in row if not cell.is_blank]
    ends = [*(cell.place.column - 1 for cell in filled[1:]), _width(row)] if filled else []
    return [
        (cell.text, range(cell.place.column - 1, cell.place.column - 1 + cell.span if drawn else end))
        for cell, end in zip(filled, ends, strict=True)
    ]


def _combined(group: str, part: str) -> str:
    """Return the first known word that a header cell and the one above it make: 责任单位 over 牵头, 责任 over 单位."""
    return next((word for word in (part, part + group, group + part) if known_header(word)), part)


def _by_column(row: Sequence[Cell]) -> list[str]:
    """Return the texts of a row by grid column; a cell that spans several stands in its first."""
    words = [""] * _width(row)
    for cell in row:
        words[cell.place.column - 1] = cell.text
    return words


def _width(row: Sequence[Cell]) -> int:
    return max((cell.place.column - 1 + cell.span for cell in row), default=0)


def _aligned(row: Sequence[Cell], columns: Columns) -> Sequence[Cell]:
    """Return the cells of a row; where the first are missing, and not the last, the others are moved to the right."""
    shift = columns.width - _width(row)
    if shift <= 0 or row[0].place.column > 1:
        return row
    moved = [cell._replace(place=cell.place._replace(column=cell.place.column + shift)) for cell in row]
    return moved if _suits(moved, columns) > _suits(row, columns) else row


def _suits(row: Iterable[Cell], columns: Columns) -> int:
    """Return how many filled duty cells look like what their column is for, less those that do not."""
    role_of = {at: role for role in DUTY_ROLES for at in columns.roles.get(role, ())}
    filled = [(role_of[cell.place.column - 1], cell.text) for cell in row if cell.place.column - 1 in role_of]
    return sum(1 if looks_right(role, text) else -1 for role, text in filled if text.strip())


def _is_rest(cells: Mapping[int, Cell], grid: Grid) -> bool:
    """Tell whether a row at the head of a page is the rest of the row above: without a number, in mid-sentence."""
    numbers = grid.columns.roles.get("seq", ())
    content = grid.columns.roles["content"][-1]
    if not numbers or numbers[0] not in cells or not cells[numbers[0]].is_blank or cells[numbers[0]].continues:
        return False
    numbered = sum(bool(_NUMBER.match(row.cells[numbers[0]].text)) for row in grid.rows if numbers[0] in row.cells)
    last = grid.rows[-1].cells.get(content)
    begun = last is not None and not last.text.rstrip().endswith(_SENTENCE_ENDS)
    return numbered >= _NUMBERED_SHARE * len(grid.rows) and (begun or _blank_at(cells, content))


def _joined(row: GridRow, rest: Mapping[int, Cell]) -> GridRow:
    """Return the row with the rest of its words."""
    cells = dict(row.cells)
    for at, cell in rest.items():
        above = cells.get(at)
        if above is not None and not cell.is_blank:
            place = above.place._replace(last_line=cell.place.last_line)
            cells[at] = above._replace(text=above.text.rstrip() + cell.text.lstrip(), place=place, continues=False)
        elif above is None:
            cells[at] = cell
    return replace(row, cells=cells)


def _is_blank_below(rows: Sequence[GridRow], at: int) -> bool:
    """Tell whether a column is filled in the first row and blank in some row below."""
    return bool(rows) and not _blank(rows[0], at) and any(_blank(row, at) for row in rows)


def _looks_merged(rows: Sequence[GridRow], at: int, below: Sequence[bool]) -> bool:
    """Tell whether a column's blanks all stand below a heading, and are too many for that to be chance."""
    blanks = [is_below for row, is_below in zip(rows, below, strict=True) if _blank(row, at)]
    return _is_blank_below(rows, at) and all(blanks) and (sum(below) / len(rows)) ** len(blanks) < _CHANCE


def _blank(row: GridRow, at: int) -> bool:
    return _blank_at(row.cells, at)


def _blank_at(cells: Mapping[int, Cell], at: int) -> bool:
    return at not in cells or cells[at].is_blank
