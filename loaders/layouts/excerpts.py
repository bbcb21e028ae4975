"""What a layout hands on of the row or the lines that it reads a task from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from loaders.blocks import Cell
from loaders.excerpts import Excerpt, ExcerptCell, ExcerptLine, ExcerptRow
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.headers import HEADING_ROLES
from loaders.layouts.items import Item
from loaders.layouts.merges import FilledRow, Words

_NO_ROLE = "ignored"


@dataclass(slots=True)
class RowExcerpts:
    """Makes the excerpts of the rows of one table, which share its header."""

    grid: Grid
    _role_of: dict[int, str] = field(init=False)
    _roles: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note what each column is read as."""
        columns = self.grid.columns
        self._role_of = {at: role for role, places in columns.roles.items() for at in places if role != _NO_ROLE}
        self._roles = tuple([self._role_of.get(at, "") for at in range(columns.width)])

    def of(self, row: GridRow, filled: FilledRow, number: int) -> Excerpt:
        """Return a row as the document has it, below its header; ``filled`` says what its blank cells continue.

        A row that the end of a page breaks in two comes as its two parts.
        """
        continued = self._continued(filled)
        whole: dict[int, Cell | None] = dict.fromkeys(row.missing)
        whole.update(row.cells)
        return Excerpt(
            header=self.grid.columns.printed,
            roles=self._roles,
            banners=tuple([banner.cell.text.strip() for banner in row.banners]),
            rows=tuple([_row(cells, continued, number) for cells in row.parts or (whole,)]),
            across=self.grid.across,
        )

    def _continued(self, filled: FilledRow) -> dict[int, Words]:
        """Return by column the words above that hold for the row; an inner heading ends where an outer one begins."""
        return {
            column: words
            for column, words in filled.words.items()
            if words.inherited and self._goes_on(column, filled.inherited_headings)
        }

    def _goes_on(self, column: int, headings: Collection[str]) -> bool:
        role = self._role_of.get(column)
        return role not in HEADING_ROLES or role in headings


def item_excerpt(item: Item) -> Excerpt:
    """Return the lines of an item of a list as the document has them."""
    shown = dict.fromkeys((text, place.first_line, place.page) for text, place in item.shown)
    return Excerpt(lines=tuple(ExcerptLine(*one) for one in shown))


def _row(cells: Mapping[int, Cell] | Mapping[int, Cell | None], continued: Mapping[int, Words], row: int) -> ExcerptRow:
    shown = [_cell(column, cells[column], continued.get(column)) for column in sorted(cells)]
    return ExcerptRow(row, tuple(shown))


def _cell(column: int, cell: Cell | None, above: Words | None) -> ExcerptCell:
    text = cell.text.strip() if cell else ""
    return ExcerptCell(column + 1, text, above.cell.text.strip(), above.row) if above else ExcerptCell(column + 1, text)
