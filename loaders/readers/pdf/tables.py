"""Drawn tables of single pages → tables of the document: a table that goes on over a page is one.

A page cuts a table anywhere: between rows, inside a row, inside a merged cell. What was cut is joined where the drawing
or the words leave no doubt; the lower part of a merged cell is a blank cell at the top of the next page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.blocks import Cell, Place, Table
from loaders.readers.pdf.grid import Grid
from loaders.readers.pdf.lines import Line
from loaders.readers.pdf.rules import NEAR
from loaders.readers.pdf.wrapping import Column, cell_text, goes_on
from loaders.readers.sheets import check_size

_NUMBER = re.compile(
    r"[（(]?\d{1,4}[）)]?[.、．]?|\d{1,3}(?:[.．-]\d{1,3}){1,3}|[（(]?[一二三四五六七八九十百]{1,5}[）)]?[.、．]?"
)
_SENTENCE_ENDS = ("。", "；", ";", "！", "？", "!", "?")
_MOST = 0.8
_FEWEST_ROWS = 3


@dataclass(slots=True)
class _Slot:
    """A cell in a row: its sides from the left edge of the table, its lines, and how many rows it covers from here.

    ``cut_above`` and ``cut_below`` tell that no rule ends it there, where its page begins or ends.
    """

    page: int
    x0: float
    x1: float
    lines: list[Line]
    rows: int
    continues: bool = False
    cut_above: bool = False
    cut_below: bool = False


_Row = list[_Slot]


@dataclass(slots=True)
class GrowingTable:
    """A table as it is put together page by page; counts what was joined or left out on the way.

    ``ends_closed`` tells that rules end it above and below; in one without outer rules an open end says nothing.
    ``one_wide`` are the numbers of columns in which names stand a character a line, known once the table is whole.
    """

    edges: list[float]
    rows: list[_Row]
    last: Grid
    ends_closed: bool
    repeated: int = 0
    cut: int = 0
    continued: int = 0
    one_wide: tuple[int, ...] = ()

    @classmethod
    def of(cls, grid: Grid) -> "GrowingTable":
        """Begin with the first page's part."""
        rows = _rows(grid)
        return cls(_edges(grid), rows, grid, not all(slot.cut_above for slot in rows[0]))

    def takes(self, grid: Grid) -> bool:
        """Tell whether the part can belong to the table: the same width, and no column edge that parts others anew."""
        edges = _edges(grid)
        if abs(edges[-1] - self.edges[-1]) > NEAR:
            return False
        small, large = sorted((edges, self.edges), key=len)
        return all(any(abs(edge - other) <= NEAR for other in large) for edge in small)

    def add(self, grid: Grid) -> None:
        """Go on with the next page's part; a header printed again there is left out."""
        rows = _rows(grid)
        header = _same_rows(self.rows, rows)
        self.repeated += header
        rows = rows[header:]
        if rows and (self._is_cut(rows[0]) or self._is_rest(rows[0])) and self._join(rows[0]):
            rows = rows[1:]
            self.cut += 1
        elif rows:
            self._continue(rows)
        self.edges += [edge for edge in _edges(grid) if all(abs(edge - other) > NEAR for other in self.edges)]
        self.edges.sort()
        self.rows += rows
        self.last = grid

    def block(self, name: str) -> Table:
        """Return the table, its columns numbered from 1.

        Raises:
            DocumentError: the table is larger than any plan.
        """
        check_size(len(self.rows), len(self.edges) - 1, f"{name}, page {self.rows[0][0].page}")
        columns = [self._column(at) for at in range(len(self.edges) - 1)]
        self.one_wide = tuple(at for at, column in enumerate(columns, start=1) if column.one_wide)
        return Table(tuple(tuple(self._cells(row, number, columns)) for number, row in enumerate(self.rows, start=1)))

    def _cells(self, row: _Row, number: int, columns: Sequence[Column]) -> Iterator[Cell]:
        for slot in row:
            first, last = _nearest(self.edges, slot.x0), _nearest(self.edges, slot.x1)
            place = Place(row=number, column=first + 1, page=slot.page)
            text = "" if slot.continues else cell_text(slot.lines, slot.x1 - slot.x0, columns[first])
            yield Cell(text, place, slot.continues, span=max(1, last - first))

    def _column(self, at: int) -> Column:
        slots = [slot for row in self.rows for slot in row if abs(slot.x0 - self.edges[at]) <= NEAR]
        return Column.of([(slot.lines, slot.x1 - slot.x0) for slot in slots if slot.lines])

    def _is_cut(self, row: _Row) -> bool:
        """Tell whether the page's end cut a row: no rule ends any of its cells above, or the last row's below."""
        open_end = all(slot.cut_above for slot in row) or all(slot.cut_below for slot in self.rows[-1])
        return self.ends_closed and open_end

    def _is_rest(self, row: _Row) -> bool:
        """Tell whether a page's first row is plainly the rest of the last one: by numbers, sentences or full lines."""
        if any(slot.continues for slot in row) or not any(slot.lines for slot in row):
            return False
        return self._lacks_number(row) or self._ends_sentence(row) or self._fills_lines(row)

    def _lacks_number(self, row: _Row) -> bool:
        """Tell whether the row is blank in a column in which every row has a number of its own."""
        for slot in row:
            if slot.lines or slot.rows > 1:
                continue
            others = _in_column(slot, self.rows)
            first = next((at for at, other in enumerate(others) if _NUMBER.fullmatch(_words(other))), len(others))
            body = [_words(other) for other in others[first:]]
            own = all(other.rows == 1 for other in others[first:])
            if own and len(body) >= 3 and all(map(_NUMBER.fullmatch, body)) and len(set(body)) == len(body):
                return True
        return False

    def _ends_sentence(self, row: _Row) -> bool:
        """Tell whether the row goes on with a sentence that the last row broke off, and adds to nothing blank there."""
        filled = [(slot, self._above(slot)) for slot in row if slot.lines]
        if any(above is None or not above.lines or above.continues for _, above in filled):
            return False
        for slot, above in filled:
            ends = [
                _words(other).endswith(_SENTENCE_ENDS) for other in _in_column(slot, self.rows) if other is not above
            ]
            broken = above is not None and not _words(above).endswith(_SENTENCE_ENDS)
            if broken and sum(ends) >= 3 and sum(ends) >= _MOST * (len(ends) - 1):
                return True
        return False

    def _fills_lines(self, row: _Row) -> bool:
        """Tell whether the row goes on with full lines alone, and is blank in a column in which no other row is."""
        pairs = [(slot, self._above(slot)) for slot in row if slot.lines]
        full = all(above and above.lines and self._is_full(above, slot) for slot, above in pairs)
        blank = [_in_column(slot, self.rows) for slot in row if not slot.lines and slot.rows == 1]
        return full and any(len(others) > _FEWEST_ROWS and all(other.lines for other in others) for others in blank)

    def _is_full(self, above: _Slot, slot: _Slot) -> bool:
        """Tell whether the last line of a cell had no room for the first glyph of the cell below."""
        column = self._column(_nearest(self.edges, slot.x0))
        return goes_on(above.lines[-1], slot.lines[0], slot.x1 - slot.x0, column)

    def _join(self, row: _Row) -> bool:
        """Add the words of a cut row's lower part to its upper part, where every cell has its own above it."""
        pairs = [(slot, self._owner(slot)) for slot in row]
        if any(owner is None for _, owner in pairs):
            return False
        for slot, owner in pairs:
            if owner is not None:
                owner.lines += slot.lines
        return True

    def _continue(self, rows: Sequence[_Row]) -> None:
        """Mark the blank cells at the top of a page that are the lower part of a merged cell of the page before."""
        for slot in rows[0]:
            above = self._above(slot)
            if slot.lines or above is None:
                continue
            merged = above.continues and not _has_blanks(slot, self.rows)
            merged = merged or (self._is_merged(slot) and not _has_blanks(slot, [*self.rows, *rows[1:]]))
            cut = self.ends_closed and (slot.cut_above or above.cut_below)
            if slot.rows > 1 or cut or merged:
                slot.continues = True
                self.continued += 1

    def _is_merged(self, slot: _Slot) -> bool:
        """Tell whether cells of the column are merged below the header."""
        return any(other.rows > 1 and other.lines for other in _in_column(slot, self.rows[1:]))

    def _above(self, slot: _Slot) -> _Slot | None:
        return next((other for other in self.rows[-1] if _same_sides(other, slot)), None)

    def _owner(self, slot: _Slot) -> _Slot | None:
        """Return the cell above whose words the cell goes on with."""
        for row in reversed(self.rows):
            above = next((other for other in row if _same_sides(other, slot)), None)
            if above is None or not above.continues:
                return above
        return None


def _in_column(slot: _Slot, rows: Sequence[_Row]) -> list[_Slot]:
    return [other for row in rows for other in row if _same_sides(other, slot) and not other.continues]


def _has_blanks(slot: _Slot, rows: Sequence[_Row]) -> bool:
    """Tell whether the column holds blank cells of one row: there a blank at the top of a page says nothing."""
    return any(not other.lines and other.rows == 1 for other in _in_column(slot, rows))


def _edges(grid: Grid) -> list[float]:
    return [edge - grid.columns[0] for edge in grid.columns]


def _rows(grid: Grid) -> list[_Row]:
    """Return the rows of a part; a cell that covers several rows continues in each lower one."""
    rows: list[_Row] = [[] for _ in grid.rows[1:]]
    left = grid.columns[0]
    for cell in grid.cells:
        for lower in range(cell.rows):
            lines = [] if lower else list(cell.lines)
            slot = _Slot(grid.page, cell.x0 - left, cell.x1 - left, lines, cell.rows - lower, bool(lower))
            slot.cut_above = cell.open_above and not lower
            slot.cut_below = cell.open_below and slot.rows == 1
            rows[cell.row + lower].append(slot)
    return [sorted(row, key=lambda slot: slot.x0) for row in rows if row]


def _same_rows(table: Sequence[_Row], part: Sequence[_Row]) -> int:
    """Return how many rows at the top of a part are the table's first rows once more: a header printed again."""
    count = 0
    for ours, theirs in zip(table, part, strict=False):
        words = [_words(slot) for slot in ours]
        if words != [_words(slot) for slot in theirs] or (not count and sum(map(bool, words)) < 2):
            break
        count += 1
    return count if count < len(table) else 0


def _words(slot: _Slot) -> str:
    return "".join("".join(line.text.split()) for line in slot.lines)


def _same_sides(one: _Slot, other: _Slot) -> bool:
    return abs(one.x0 - other.x0) <= NEAR and abs(one.x1 - other.x1) <= NEAR


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
