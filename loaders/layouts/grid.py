"""Tables of responsibility found in blocks: annex by annex, their header and their rows, counted or drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.blocks import Block, Cell, CellRun, Paragraph, Table
from loaders.layouts.annexes import annex_number
from loaders.layouts.fit import LEAST_FIT, fit
from loaders.layouts.flattened import find_headers, join_runs
from loaders.layouts.headers import Columns, read_header
from loaders.layouts.rows import count_rows, is_parted_well
from loaders.report import Finding


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row under a header: its cells by column (from 0), and how many cells it has less or more than the header."""

    cells: dict[int, Cell]
    missing: tuple[int, ...] = ()
    surplus: int = 0

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the row in the file; zeros where the format has none."""
        places = [cell.place for cell in self.cells.values()]
        return min(place.first_line for place in places), max(place.last_line for place in places)


@dataclass(slots=True)
class Grid:
    """A table of responsibility: where it stands, its columns and its rows without header rows."""

    number: int
    columns: Columns
    rows: list[GridRow] = field(default_factory=list)
    flattened: bool = False
    annex: int = 1


@dataclass(slots=True)
class Search:
    """What the walk over the blocks found: grids, the headers of tables that are none, and findings."""

    grids: list[Grid] = field(default_factory=list)
    headers_seen: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def find_grids(blocks: Iterable[Block]) -> Search:
    """Return every table of responsibility in the blocks, with its annex (1 where none is said)."""
    search = Search()
    annex, number = 1, 0
    for block in join_runs(blocks, search.findings):
        if isinstance(block, Paragraph):
            annex = annex_number(block.text) or annex
            continue
        number += 1
        found = _from_run(block, number) if isinstance(block, CellRun) else _from_table(block, number)
        grids = [grid for grid in found if _columns_fit(grid, search)]
        if not grids:
            search.headers_seen.append(_seen(number, block))
        for grid in grids:
            grid.annex = annex
        search.grids += grids
    return search


def _from_run(run: CellRun, number: int) -> Iterator[Grid]:
    """Yield the tables of a flattened run: a header printed again goes on with the table, another begins a new one."""
    headers = find_headers(run.cells)
    ends = [header.start for header in headers[1:]] + [len(run.cells)]
    grid: Grid | None = None
    for header, end in zip(headers, ends, strict=False):
        if grid is None or grid.columns.roles != header.columns.roles:
            if grid:
                yield grid
            grid = Grid(number, header.columns, flattened=True)
        grid.rows += _flattened_rows(run.cells[header.end : end], header.columns.width)
    if grid:
        yield grid


def _flattened_rows(cells: Sequence[Cell], width: int) -> Iterator[GridRow]:
    """Yield the rows under one header; cells that do not part into rows of its width are one unreadable row."""
    for row in count_rows(cells, width) if is_parted_well(cells, width) else [cells]:
        missing = tuple(range(len(row), width))
        yield GridRow(dict(enumerate(row)), missing, max(len(row) - width, 0))


def _from_table(table: Table, number: int) -> Iterator[Grid]:
    """Yield the tables of a drawn grid: the rows under each header row, without those printed again."""
    grid: Grid | None = None
    for row in table.rows:
        columns = read_header([cell.text for cell in row]) if not any(cell.continues for cell in row) else None
        if columns and (grid is None or grid.columns.roles != _at_grid_columns(columns, row).roles):
            if grid:
                yield grid
            grid = Grid(number, _at_grid_columns(columns, row))
        elif grid and row and not columns:
            grid.rows.append(GridRow({cell.place.column - 1: cell for cell in row}))
    if grid:
        yield grid


def _at_grid_columns(columns: Columns, row: Sequence[Cell]) -> Columns:
    """Say the roles by grid column, which a header cell that spans several columns moves."""
    places = [cell.place.column - 1 for cell in row]
    roles = {role: tuple(places[i] for i in at) for role, at in columns.roles.items()}
    return replace(columns, roles=roles, leading=tuple(places[i] for i in columns.leading))


def _columns_fit(grid: Grid, search: Search) -> bool:
    """Tell whether the words stand under the right headers; a table in which they do not is a finding."""
    share = fit((row.cells for row in grid.rows), grid.columns)
    if share >= LEAST_FIT:
        return True
    message = f"only {share:.0%} of the cells under {'、'.join(grid.columns.printed)} fit their header"
    cure = (
        "table not read; check that every cell of the file starts at a tab" if grid.flattened else "read all the same"
    )
    search.findings.append(Finding("columns-do-not-fit", f"table {grid.number}", f"{message}: {cure}", "warning"))
    return not grid.flattened


def _seen(number: int, block: CellRun | Table) -> str:
    cells = block.cells[:12] if isinstance(block, CellRun) else block.rows[0] if block.rows else ()
    words = ", ".join(" ".join(cell.text.split())[:12] for cell in cells if not cell.is_blank)
    return f"table {number}: {words or 'only blank cells'}"
