"""Tables of responsibility found in blocks: annex by annex, their header and their rows, counted or drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.blocks import Block, Cell, CellRun, Paragraph, Table
from loaders.layouts.annexes import annex_number
from loaders.layouts.drawn import merge_blanks, read_drawn
from loaders.layouts.fit import LEAST_FIT, fit
from loaders.layouts.flattened import PAGE_NUMBER, find_headers, join_runs
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.loose import find_loose_tables
from loaders.layouts.rows import count_fitting_rows
from loaders.report import Finding


@dataclass(slots=True)
class Search:
    """What the walk over the blocks found: grids, the headers of tables that are none, and findings.

    ``blocks`` are those that were walked over, loose tables as tables.
    """

    grids: list[Grid] = field(default_factory=list)
    headers_seen: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def find_grids(blocks: Iterable[Block]) -> Search:
    """Return every table of responsibility in the blocks, with its annex (1 where none is said)."""
    search = Search()
    annex, number = 1, 0
    above: Grid | None = None
    heading: Cell | None = None
    loosened = _kept(find_loose_tables(blocks, search.findings), search.blocks)
    for block in join_runs(loosened, search.findings):
        if isinstance(block, Paragraph):
            annex = annex_number(block.text) or annex
            heading = Cell(block.text, block.place)
            above = above if PAGE_NUMBER.match(block.text) else None
            continue
        number += 1
        rows = len(above.rows) if above else 0
        found = (
            list(_from_run(block, number)) if isinstance(block, CellRun) else read_drawn(block, number, above, heading)
        )
        if not found and not (above and len(above.rows) > rows):
            search.headers_seen.append(_seen(number, block))
        for grid in found:
            grid.annex = annex
        search.grids += found
        above, heading = (search.grids[-1] if search.grids and isinstance(block, Table) else None), None
    for grid in search.grids:
        _note_layout(grid, search)
    search.grids = [grid for grid in search.grids if _columns_fit(grid, search)]
    return search


def _kept(blocks: Iterable[Block], kept: list[Block]) -> Iterator[Block]:
    """Yield blocks and keep each."""
    for block in blocks:
        kept.append(block)
        yield block


def _note_layout(grid: Grid, search: Search) -> None:
    if grid.across:
        message = "its header words stand below each other: each column is read as a task"
        search.findings.append(Finding("tasks-across", f"table {grid.number}", message))
    merge_blanks(grid)
    if grid.merged_blanks:
        message = f"blank cells under {'、'.join(grid.merged_blanks)} are read as merged with the cell above"
        search.findings.append(Finding("merged-blanks", f"table {grid.number}", message))


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
    for row in count_fitting_rows(cells, width):
        missing = tuple(range(len(row), width))
        yield GridRow(dict(enumerate(row)), missing, max(len(row) - width, 0))


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
    cells = block.cells[:12] if isinstance(block, CellRun) else block.rows[0][:12] if block.rows else ()
    words = ", ".join(" ".join(cell.text.split())[:12] for cell in cells if not cell.is_blank)
    return f"table {number}: {words or 'only blank cells'}"
