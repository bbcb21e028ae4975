"""Drawn tables (rows and cells are known): their banners, broken rows, sums and blank cells → grids.

Where a page ends inside a row, its rest comes as a row without a number. A table without a header goes on with the one
before it. Rows that only sum up those above, or number the columns, are left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.units import repeats_above
from graph.words import without_spaces
from loaders.blocks import Cell, Table
from loaders.layouts.across import upright
from loaders.layouts.banners import Banner, banner_of, heading_banner
from loaders.layouts.by_words import settle
from loaders.layouts.cards import as_rows
from loaders.layouts.drawn_headers import Header, header_at, width_of
from loaders.layouts.fit import looks_right
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.headers import DUTY_ROLES, Columns, is_total

_NUMBER = re.compile(r"\s*[（(]?\d{1,4}[）)]?[、.．]?\s*$")
_NUMBERED_SHARE = 0.7
_SENTENCE_ENDS = ("。", "；", "！", ";")
_CHANCE = 0.1
_COLUMN_NUMBER = re.compile(r"[（(]?(\d{1,2})[）)]?")
_LETTERS = "甲乙丙丁戊"
_FEWEST_NUMBERED = 3
_MERGEABLE = (*DUTY_ROLES, "deadline")


def read_drawn(table: Table, number: int, above: Grid | None = None, heading: Cell | None = None) -> list[Grid]:
    """Return the grids that begin in a table.

    Args:
        table: the rows as drawn.
        number: which table of the document it is.
        above: the last grid before it, which a table without a header of its own goes on with where it is as wide.
        heading: the line in front of the table, which may say who answers for all of it.
    """
    turned = upright(table)
    reader = _Reader(number, heading, None if turned else above)
    rows, at = as_rows(turned or table).rows, 0
    while at < len(rows):
        header = header_at(rows, at, None if reader.grid else reader.banners)
        if header:
            reader.open(header)
            at += header.height
            continue
        if reader.grid is None and reader.above and reader.above.columns.width == width_of(rows[at]):
            reader.go_on()
        reader.take(rows[at])
        at += 1
    for grid in reader.grids:
        grid.across = turned is not None
        settle(grid)
    return reader.grids


def merge_blanks(grid: Grid) -> None:
    """Take blank cells as merged where the table cannot draw merges and its blanks look like them.

    A blank heading continues the one above, and so does a unit in front of the tasks that are listed for it. A blank
    duty does where the number or the innermost heading of its row is blank as well, in every row of the column and too
    often for chance: so a merged table looks that was saved as .csv.
    """
    rows = grid.rows
    if grid.flattened or any(cell.continues for row in rows for cell in row.cells.values()):
        _merge_leads(grid)
        return
    roles = grid.columns.roles
    content = roles["content"][0]
    headings = _blank_headings(grid)
    headings += [at for role in DUTY_ROLES for at in roles.get(role, ()) if at < content and _is_blank_below(rows, at)]
    below = _below_headings(grid, headings)
    merged = [at for role in _MERGEABLE for at in roles.get(role, ()) if _looks_merged(rows, at, below)]
    for at in (*headings, *merged):
        _continue_blanks(rows, at)
    grid.merged_blanks = tuple(grid.columns.printed[at] for at in merged)


def _merge_leads(grid: Grid) -> None:
    """Take blank leads again as merged that a text format marked so, where each stands below a blank heading."""
    if not grid.flattened and _is_text(cell for row in grid.rows for cell in row.cells.values()):
        below = _below_headings(grid, _blank_headings(grid))
        for at in grid.columns.leading:
            if all(is_below for row, is_below in zip(grid.rows, below, strict=True) if _blank(row, at)):
                _continue_blanks(grid.rows, at)


class _Reader:
    """Takes the rows of one table in order."""

    def __init__(self, number: int, heading: Cell | None, above: Grid | None) -> None:
        self.number, self.above = number, above
        self.grid: Grid | None = None
        self.grids: list[Grid] = []
        self.banners: list[Banner] = [heading_banner(heading)] if heading else []
        self._may_be_broken = False

    def open(self, header: Header) -> None:
        """Begin a grid, or go on with it where its header is printed again."""
        columns = header.columns
        if self.grid and self.grid.columns.roles == columns.roles:
            self._may_be_broken = True
            return
        if self.grid is None and self.above and self.above.columns.printed == columns.printed:
            self.go_on()
            return
        self.grid = Grid(self.number, columns, remarks=(header.remark,) if header.remark else ())
        self.grids.append(self.grid)

    def go_on(self) -> None:
        """Go on with the grid of the table before."""
        self.grid, self._may_be_broken = self.above, True
        self.banners = list(self.above.rows[-1].banners) if self.above and self.above.rows else []

    def take(self, row: Sequence[Cell]) -> None:
        """Take a row below a header: a banner, the rest of a broken row, or a row of its own."""
        if self.grid is None or all(cell.is_blank for cell in row) or _sums_up(row, self.grid.columns):
            return
        if not self.grid.rows and _numbers_columns(row):
            return
        row = _with_blank_leads(row, self.grid.columns) if _is_text(row) else row
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


def _sums_up(row: Sequence[Cell], columns: Columns) -> bool:
    """Tell whether a row sums up those above it and names nobody: 小计 | 共8项."""
    filled = [cell for cell in row if not cell.is_blank]
    duties = {at for role in DUTY_ROLES for at in columns.roles.get(role, ())}
    named = any(cell.place.column - 1 in duties and not _NUMBER.match(cell.text) for cell in filled)
    return is_total(filled[0].text) and not named


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Tell whether a row below the header numbers the columns: （1） | （2） | （3）, 甲 | 乙 | 1 | 2."""
    words = [without_spaces(cell.text) for cell in row if not cell.is_blank]
    numbers = [int(match[1]) for match in map(_COLUMN_NUMBER.fullmatch, words) if match]
    letters = words[: len(words) - len(numbers)]
    counted = list(range(1, len(numbers) + 1))
    return len(words) >= _FEWEST_NUMBERED and numbers == counted and letters == list(_LETTERS[: len(letters)])


def _aligned(row: Sequence[Cell], columns: Columns) -> Sequence[Cell]:
    """Return the cells of a row; where the first are missing, and not the last, the others are moved to the right."""
    shift = columns.width - width_of(row)
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
    return replace(row, cells=cells, parts=(*(row.parts or (row.cells,)), rest))


def _blank_headings(grid: Grid) -> list[int]:
    headings = [at for role in ("category", "project") for at in grid.columns.roles.get(role, ())]
    return [at for at in headings if _is_blank_below(grid.rows, at)]


def _below_headings(grid: Grid, headings: Sequence[int]) -> list[bool]:
    """Return for each row whether its number or its innermost heading is blank, where those of others are not."""
    numbers = [at for at in grid.columns.roles.get("seq", ()) if _is_blank_below(grid.rows, at)]
    return [any(_blank(row, at) for at in (*headings[-1:], *numbers)) for row in grid.rows]


def _continue_blanks(rows: Iterable[GridRow], at: int) -> None:
    for row in rows:
        if at in row.cells and _blank(row, at):
            row.cells[at] = row.cells[at]._replace(continues=True)


def _is_text(cells: Iterable[Cell]) -> bool:
    """Tell whether cells are of a text format that marks blanks as merged: it cannot draw merges, so it guesses."""
    return any(cell.continues and cell.place.first_line for cell in cells)


def _with_blank_leads(row: Sequence[Cell], columns: Columns) -> Sequence[Cell]:
    """Return a row of text whose blank lead is blank where the row names others: a task may have none of its own."""
    others = {at for role in ("owners", "supports") for at in columns.roles.get(role, ())} - {*columns.leading}
    if not any(cell.place.column - 1 in others and not cell.is_blank for cell in row):
        return row
    return [cell._replace(continues=False) if cell.place.column - 1 in columns.leading else cell for cell in row]


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
