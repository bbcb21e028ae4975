"""Vertical merges: which words hold for a row, its own or those above that its blank cells continue.

In a flattened table a blank cell is the lower part of a merge; in a drawn one only a cell that is marked so is. Merges
of different columns begin and end independently: a leader can be inherited while the owner is printed, and a
support can run on across a category border (太政发〔2021〕9号, annex 2, row 9). An inner heading ends where an outer
one begins.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from graph.words import without_spaces
from loaders.blocks import Cell
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.headers import HEADING_ROLES


class Words(NamedTuple):
    """The cell whose words hold for a row, the row that prints them, and whether this row only continues them."""

    cell: Cell
    row: int
    column: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class FilledRow:
    """The words that hold for a row, by column, and its headings, outermost first.

    ``broken`` are the columns whose blank cell may continue words of a row that could not be read.
    """

    words: dict[int, Words]
    headings: tuple[str, ...]
    inherited_headings: tuple[str, ...]
    starts_category: bool
    broken: tuple[int, ...]


@dataclass(slots=True)
class Merges:
    """What the rows of one table hand down, column by column. ``clean`` maps headings with a stray character."""

    grid: Grid
    clean: dict[int, dict[str, str]]
    _above: dict[int, Words] = field(default_factory=dict)
    _headings: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    _category: str = ""
    _broken: set[int] = field(default_factory=set)
    columns: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note the columns that play a role, from left to right."""
        self.columns = tuple(sorted(at for columns in self.grid.columns.roles.values() for at in columns))

    def fill(self, row: GridRow, number: int) -> FilledRow:
        """Return the words that hold for the row, and keep them for the rows below."""
        words: dict[int, Words] = {}
        for column in self.columns:
            cell = row.cells.get(column)
            if cell and not cell.is_blank:
                self._broken.discard(column)
                words[column] = self._above[column] = Words(cell, number, column)
            elif above := self._goes_on(row, column, cell):
                words[column] = Words(above.cell, above.row, above.column, inherited=True)
        broken = tuple(sorted(self._broken - words.keys())) if self._broken else ()
        return self._with_headings(words, broken)

    def skip(self, row: GridRow) -> None:
        """Pass over a row that cannot be read: a merge goes on below it only where the row shows no words of its own.

        Which of its cells stands in a column is not known, so all that can are looked at.
        """
        shift = row.surplus - len(row.missing)
        for column in self.columns:
            reach = range(min(column, column + shift), max(column, column + shift) + 1)
            if any(at in row.cells and not row.cells[at].is_blank for at in reach):
                self._above.pop(column, None)
                self._broken.add(column)

    def snapshot(self) -> "Merges":
        """Return a copy, to go back to where a row turns out to be unreadable."""
        return replace(self, _above=dict(self._above), _headings=dict(self._headings), _broken=set(self._broken))

    def _goes_on(self, row: GridRow, column: int, cell: Cell | None) -> Words | None:
        """Return the words above that a cell without words continues, None where their merge ends."""
        if column in row.missing if cell is None else cell.continues or self.grid.flattened:
            return self._above.get(column)
        self._above.pop(column, None)
        self._broken.discard(column)
        return None

    def _with_headings(self, words: dict[int, Words], broken: tuple[int, ...]) -> FilledRow:
        path: tuple[str, ...] = ()
        inherited = []
        for role in HEADING_ROLES:
            for column in self.grid.columns.roles.get(role, ()):
                one = words.get(column)
                if one is None:
                    continue
                printed = heading_of(one.cell)
                name = self.clean.get(column, {}).get(printed, printed)
                if one.inherited and self._headings.get(column) != (name, path):
                    continue
                self._headings[column] = (name, path)
                path = (*path, name)
                inherited += [role] if one.inherited and role not in inherited else []
        starts = bool(path) and path[0] != self._category
        self._category = path[0] if path else self._category
        return FilledRow(words, path, tuple(inherited), starts, broken)


def heading_of(cell: Cell) -> str:
    """Return a heading's words on one line; it may be set vertically, one character a line."""
    return without_spaces(cell.text)
