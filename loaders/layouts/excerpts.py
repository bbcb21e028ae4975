"""What a layout hands on of the row or the lines that it reads a task from."""

from collections.abc import Mapping

from loaders.blocks import Cell
from loaders.excerpts import Excerpt, ExcerptCell, ExcerptLine, ExcerptRow
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.headers import HEADING_ROLES
from loaders.layouts.items import Item
from loaders.layouts.merges import FilledRow, Words

_NO_ROLE = "ignored"


def row_excerpt(grid: Grid, row: GridRow, filled: FilledRow, number: int) -> Excerpt:
    """Return a row as the document has it, below its header; ``filled`` says what its blank cells continue.

    A row that the end of a page breaks in two comes as its two parts.
    """
    roles = {column: role for role, columns in grid.columns.roles.items() for column in columns if role != _NO_ROLE}
    continued = _continued(roles, filled)
    whole: dict[int, Cell | None] = dict.fromkeys(row.missing)
    whole.update(row.cells)
    rows = tuple(_row(cells, continued, number) for cells in row.parts or (whole,))
    return Excerpt(
        header=grid.columns.printed,
        roles=tuple([roles.get(column, "") for column in range(grid.columns.width)]),
        banners=tuple(banner.cell.text.strip() for banner in row.banners),
        rows=rows,
        across=grid.across,
    )


def item_excerpt(item: Item) -> Excerpt:
    """Return the lines of an item of a list as the document has them."""
    shown = dict.fromkeys((text, place.first_line, place.page) for text, place in item.shown)
    return Excerpt(lines=tuple(ExcerptLine(*one) for one in shown))


def _continued(roles: Mapping[int, str], filled: FilledRow) -> dict[int, Words]:
    """Return by column the words above that hold for the row; an inner heading ends where an outer one begins."""
    return {
        column: words
        for column, words in filled.words.items()
        if words.inherited and (roles.get(column) not in HEADING_ROLES or roles[column] in filled.inherited_headings)
    }


def _row(cells: Mapping[int, Cell] | Mapping[int, Cell | None], continued: Mapping[int, Words], row: int) -> ExcerptRow:
    shown = [_cell(column, cell, continued.get(column)) for column, cell in sorted(cells.items())]
    return ExcerptRow(row, tuple(shown))


def _cell(column: int, cell: Cell | None, above: Words | None) -> ExcerptCell:
    text = cell.text.strip() if cell else ""
    return ExcerptCell(column + 1, text, above.cell.text.strip(), above.row) if above else ExcerptCell(column + 1, text)
