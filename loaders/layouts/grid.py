"""What a layout finds in a table before its cells are read: the columns, the rows, and the banners between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.blocks import Cell
from loaders.layouts.banners import Banner
from loaders.layouts.headers import Columns


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row under a header: its cells by column (from 0), which are missing, and how many it has too many.

    ``parts`` are the cells of each part where the end of a page breaks the row, else none.
    """

    cells: dict[int, Cell]
    missing: tuple[int, ...] = ()
    surplus: int = 0
    banners: tuple[Banner, ...] = ()
    parts: tuple[Mapping[int, Cell], ...] = ()

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the row in the file; zeros where the format has none."""
        places = [cell.place for cell in self.cells.values()]
        return min([place.first_line for place in places]), max([place.last_line for place in places])

    @property
    def page(self) -> int:
        """The page on which the row begins; 0 where the format has none."""
        return next(iter(self.cells.values())).place.page


@dataclass(slots=True)
class Grid:
    """A table of responsibility: where it stands, its columns and its rows without header rows.

    ``merged_blanks`` are the headers of columns whose blank cells were taken as merged, though no merge is drawn;
    ``remarks`` say which columns were told by the words below their header. ``across`` tells that the table lies on its
    side: a row here is a column of the document.
    """

    number: int
    columns: Columns
    rows: list[GridRow] = field(default_factory=list)
    flattened: bool = False
    annex: int = 1
    merged_blanks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    across: bool = False

    def number_of(self, at: int) -> int:
        """Return the number of a row (from 0) as the document counts: of a table on its side, its column."""
        return next(iter(self.rows[at].cells.values())).place.row if self.across else at + 1
