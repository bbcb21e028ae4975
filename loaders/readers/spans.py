"""Cells that say how far they span → cells at their place on the grid, as a browser lays them out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.errors import DocumentError
from loaders.blocks import Cell, Place

MAX_COLUMNS = 1000
_MAX_SPAN = 100


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as written: its text, how many columns it spans, and how many rows (0: all that are left)."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class SpanGrid:
    """The rows of one part of a table, laid out from above; ``name`` is the file's, for messages."""

    name: str
    _open: dict[int, tuple[int, int]] = field(default_factory=dict)

    def row(self, drawn: Sequence[DrawnCell], number: int, rows_left: int) -> tuple[Cell, ...]:
        """Return the cells of the next row; those of open spans continue the cell above.

        Args:
            drawn: the row's own cells.
            number: the row's number in the table, from 1.
            rows_left: how many rows the part still has, this one included; no span reaches further.

        Raises:
            DocumentError: the row is wider than ``MAX_COLUMNS``.
        """
        above, self._open = self._open, {}
        cells: list[Cell] = []
        column = 1
        for one in drawn:
            column = self._continue(above, cells, number, column)
            room = min((at for at in above if at > column), default=MAX_COLUMNS + 1) - column
            span = max(1, min(one.columns, room, _MAX_SPAN))
            self._keep(column, min(one.rows or rows_left, rows_left), span)
            cells.append(Cell(one.text, Place(row=number, column=column), span=span))
            column += span
        while above:
            column = self._continue(above, cells, number, min(above))
        if column > MAX_COLUMNS + 1:
            raise DocumentError(f"{self.name}: a table has more than {MAX_COLUMNS} columns; save it again as .docx")
        return tuple(cells)

    def _continue(self, above: dict[int, tuple[int, int]], cells: list[Cell], number: int, column: int) -> int:
        """Add the cells of spans that begin at the column; return the first free column."""
        while column in above:
            rows, span = above.pop(column)
            self._keep(column, rows, span)
            cells.append(Cell("", Place(row=number, column=column), continues=True, span=span))
            column += span
        return column

    def _keep(self, column: int, rows: int, span: int) -> None:
        if rows > 1:
            self._open[column] = (rows - 1, span)
