"""The block model: what every reader makes of a file, without knowing what the words mean.

A document is a list of blocks in reading order. A table whose rows are known is a ``Table``; a table that was
flattened to one cell a line, so that its rows have to be told by counting, is a ``CellRun``. Cells and places are named
tuples: there are a hundred thousand of them in a long table, and they are made in half the time.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """Where words stand, as far as the format tells: lines, pages and cells count from 1, 0 means not known."""

    first_line: int = 0
    last_line: int = 0
    row: int = 0
    column: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables; line breaks inside it are kept."""

    text: str
    place: Place


class Cell(NamedTuple):
    """A table cell: its text with line breaks, its place, and how it is merged.

    ``continues`` is true for the lower part of a vertical merge, whose words stand above. ``blank_after`` tells
    whether an empty line followed the cell in a flattened table. ``span`` counts the grid columns it covers.
    """

    text: str
    place: Place
    continues: bool = False
    blank_after: bool = False
    span: int = 1

    @property
    def is_blank(self) -> bool:
        """True where the cell shows no words."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class CellRun:
    """Cells of a flattened table in reading order; where its rows end is not marked."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows. Every row's cells stand in the order of the grid; ``place.column`` is the grid column."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | CellRun | Table


@dataclass(frozen=True, slots=True)
class BlockDocument:
    """What a reader returns: the blocks, remarks on how the file was read, and warnings of what could not be."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
