"""Tables of responsibility found in blocks: annex by annex, their header and their rows, counted or drawn."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.blocks import Block, Cell, CellRun, Paragraph, Table
from loaders.layouts.headers import Columns, known_header, read_header
from loaders.layouts.rows import count_rows, parting_cost
from loaders.report import Finding

_ANNEX = re.compile(r"^附\s*[件表]\s*([0-9０-９]+|[一二三四五六七八九十])\s*([:：].*)?$")
_CHINESE_NUMERALS = "一二三四五六七八九十"
_PAGE_NUMBER = re.compile(r"^[\s—–\-－·]*(第\s*)?\d{1,4}(\s*页)?[\s—–\-－·]*$")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row under a header: its cells by column (from 0), and the columns whose cells the file does not hold."""

    cells: dict[int, Cell]
    missing: tuple[int, ...] = ()

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the row in the file; zeros where the format has none."""
        places = [cell.place for cell in self.cells.values()]
        return min(place.first_line for place in places), max(place.last_line for place in places)


@dataclass(slots=True)
class Grid:
    """A table of responsibility: where it stands, its columns and its rows without header rows."""

    annex: int
    number: int
    columns: Columns
    rows: list[GridRow] = field(default_factory=list)
    flattened: bool = False


@dataclass(slots=True)
class Search:
    """What the walk over the blocks found: grids, the headers of tables that are none, and findings."""

    grids: list[Grid] = field(default_factory=list)
    headers_seen: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def find_grids(blocks: Iterable[Block]) -> Search:
    """Return every table of responsibility in the blocks, with its annex (1 where none is said)."""
    search = Search()
    annex, number = 0, 0
    for block in _joined_runs(blocks):
        if isinstance(block, Paragraph):
            annex = _annex_number(block.text) or annex
            continue
        number += 1
        found = _from_run(block, search, number) if isinstance(block, CellRun) else _from_table(block, search, number)
        for grid in found:
            grid.annex = annex or 1
            search.grids.append(grid)
    return search


def _annex_number(text: str) -> int:
    match = _ANNEX.match(text.strip())
    if not match:
        return 0
    digits = match[1]
    return _CHINESE_NUMERALS.index(digits) + 1 if digits in _CHINESE_NUMERALS else int(digits)


def _joined_runs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join cell runs of one table that a page number, or a paragraph in the middle of a row, cuts in two."""
    waiting: list[Block] = []
    for block in blocks:
        joined = _join(waiting, block) if waiting and isinstance(block, CellRun) else None
        if joined:
            waiting = [joined]
        elif isinstance(block, Paragraph) and waiting:
            waiting.append(block)
        else:
            yield from waiting
            waiting = [block] if isinstance(block, CellRun) else []
            if not waiting:
                yield block
    yield from waiting


def _join(waiting: Sequence[Block], after: CellRun) -> CellRun | None:
    """Return the two runs as one where the second goes on with the first one's table, else None.

    It does where it begins with no header, and only page numbers stand between, or the first ends inside a row: then
    the words between belong to the cell that was cut.
    """
    run, words = waiting[0], [block for block in waiting[1:] if isinstance(block, Paragraph)]
    words = [word for word in words if not _PAGE_NUMBER.match(word.text)]
    header = _first_header(run.cells) if isinstance(run, CellRun) else None
    if not isinstance(run, CellRun) or header is None or _header_at(after.cells, 0):
        return None
    whole = len(run.cells) % header[1].width == 0
    if words and (whole or any(_annex_number(word.text) for word in words)):
        return None
    last = run.cells[-1]
    if words:
        place = replace(last.place, last_line=words[-1].place.last_line)
        last = replace(last, text="\n".join([last.text, *(word.text for word in words)]), place=place)
    return CellRun((*run.cells[:-1], last, *after.cells))


def _first_header(cells: Sequence[Cell]) -> tuple[int, Columns] | None:
    for index in range(len(cells)):
        columns = _header_at(cells, index)
        if columns:
            return index, columns
    return None


def _header_at(cells: Sequence[Cell], index: int) -> Columns | None:
    """Return the header that begins at the cell: up to the next blank line, or as far as the words are known."""
    if not known_header(cells[index].text):
        return None
    block_end = next((end for end in range(index, len(cells)) if cells[end].blank_after), len(cells) - 1) + 1
    known_end = next((end for end in range(index, len(cells)) if not known_header(cells[end].text)), len(cells))
    ends = {end for end in (block_end, known_end) if read_header([cell.text for cell in cells[index:end]])}
    if not ends:
        return None
    best = min(ends, key=lambda end: parting_cost(cells[end:], end - index)) if len(ends) > 1 else ends.pop()
    return read_header([cell.text for cell in cells[index:best]])


def _from_run(run: CellRun, search: Search, number: int) -> Iterator[Grid]:
    """Yield the tables of a flattened run: a header printed again goes on with the table, another one begins a new."""
    headers: list[tuple[int, Columns]] = []
    index = 0
    while index < len(run.cells):
        columns = _header_at(run.cells, index)
        if columns:
            headers.append((index, columns))
        index += columns.width if columns else 1
    if not headers:
        search.headers_seen.append(_seen(number, [cell.text for cell in run.cells[:12]]))
        return
    grid: Grid | None = None
    for (start, columns), (end, _) in zip(headers, [*headers[1:], (len(run.cells), None)], strict=True):
        if grid is None or grid.columns.roles != columns.roles:
            if grid:
                yield grid
            grid = Grid(0, number, columns, flattened=True)
        _add_rows(grid, run.cells[start + columns.width : end], search)
    if grid:
        yield grid


def _add_rows(grid: Grid, cells: Sequence[Cell], search: Search) -> None:
    width = grid.columns.width
    for cells_of_row in count_rows(cells, width):
        row = GridRow(dict(enumerate(cells_of_row)), tuple(range(len(cells_of_row), width)))
        if len(cells_of_row) > width:
            first, last = row.lines
            text = f"{len(cells_of_row)} cells where the header has {width}: row not read; mend the tabs in the file"
            search.findings.append(
                Finding("row-too-long", f"table {grid.number}, lines {first}-{last}", text, "warning")
            )
            continue
        grid.rows.append(row)


def _from_table(table: Table, search: Search, number: int) -> Iterator[Grid]:
    """Yield the table of a drawn grid: the rows under its first header row, without header rows printed again."""
    grid: Grid | None = None
    for row in table.rows:
        columns = read_header([cell.text for cell in row]) if not any(cell.continues for cell in row) else None
        if columns and (grid is None or grid.columns.roles == columns.roles):
            grid = grid or Grid(0, number, _at_grid_columns(columns, row))
        elif grid and row:
            grid.rows.append(GridRow({cell.place.column - 1: cell for cell in row}))
    if grid:
        yield grid
    elif table.rows:
        search.headers_seen.append(_seen(number, [cell.text for cell in table.rows[0]]))


def _at_grid_columns(columns: Columns, row: Sequence[Cell]) -> Columns:
    """Say the roles by grid column, which a header cell that spans several columns moves."""
    places = [cell.place.column - 1 for cell in row]
    return replace(columns, roles={role: tuple(places[i] for i in at) for role, at in columns.roles.items()})


def _seen(number: int, texts: Sequence[str]) -> str:
    words = ", ".join(" ".join(text.split())[:12] for text in texts if text.strip())
    return f"table {number}: {words or 'only blank cells'}"
