"""Tables that lie on their side: a task a column, the header words one below the other → the same table upright.

序号 | 1 | 2, 重点任务 | X | Y, 牵头单位 | X | Y: the first column, or the first two, say what each row is.
"""

from collections.abc import Iterator, Sequence

from loaders.blocks import Cell, Table
from loaders.layouts.banners import heading_banner, said_by
from loaders.layouts.drawn_headers import Row, header_at
from loaders.layouts.fit import fits
from loaders.layouts.headers import DUTY_ROLES, Columns, can_be_header, known_header

_LEAST_ROLES, _LEAST_KNOWN, _KNOWN_SHARE = 2, 2, 0.75
_FEWEST_TASKS, _WIDEST_HEADER = 2, 2


def upright(table: Table) -> Table | None:
    """Return a table that lies on its side with a row a task, below its header; None for any other table.

    Each cell keeps its words and lines; the row of its place is the column that it is drawn in, and its column the row
    (from 1, without a title above).
    """
    rows = _without_titles(table.rows)
    width = _header_width(rows)
    if not width or any(header_at(table.rows, at, []) for at in range(len(table.rows))):
        return None
    turned = _turned(rows, width)
    header = header_at(turned, 0, None) if turned else None
    if not header or header.height != width or not _is_sure(header.columns, turned[width:]):
        return None
    return Table(tuple(tuple(row) for row in turned))


def _without_titles(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows below a title over all columns; none where it says who answers, which would be lost."""
    start = 0
    while start < len(rows) and len(filled := [cell for cell in rows[start] if not cell.is_blank]) <= 1:
        if any(can_be_header(cell.text) or said_by(heading_banner(cell)) for cell in filled):
            return ()
        start += 1
    return rows[start:]


def _header_width(rows: Sequence[Row]) -> int:
    """Return how many columns the header words take that stand below each other; 0 where they do not."""
    first = [row[0] for row in rows if row and row[0].place.column == 1]
    words = [cell.text for cell in first if not cell.is_blank]
    known = sum(map(can_be_header, words))
    listed = sum(map(known_header, words))
    if len(first) < len(rows) or known < _KNOWN_SHARE * len(words) or listed < _LEAST_KNOWN:
        return 0
    width = max(2 if cell.continues else cell.span for cell in first)
    return width if width <= _WIDEST_HEADER else 0


def _turned(rows: Sequence[Row], width: int) -> list[Row]:
    """Return rows and columns exchanged; none where a cell covers several rows of tasks, or header and tasks."""
    turned: dict[int, dict[int, Cell]] = {}
    for at, row in enumerate(rows, start=1):
        for cell in row:
            column, is_header = cell.place.column, cell.place.column <= width
            crosses = is_header and column + cell.span > width + 1
            drawn = cell.continues and not cell.place.first_line
            if crosses or (drawn and not is_header):
                return []
            for part, piece in enumerate(_parts(cell)):
                turned.setdefault(column + part, {})[at] = piece
    for column in range(1, width + 1):
        turned[column] = _widened(turned.get(column, {}), rows, column)
    return [
        tuple(
            cell._replace(place=cell.place._replace(row=column, column=at))
            for at, cell in sorted(turned[column].items())
        )
        for column in sorted(turned)
        if turned[column]
    ]


def _parts(cell: Cell) -> Iterator[Cell]:
    """Yield a cell that covers several columns as one for each, the others continuing it; a blank below is blank."""
    yield cell._replace(span=1, continues=False)
    for _ in range(1, cell.span):
        yield cell._replace(text="", span=1, continues=True)


def _widened(cells: dict[int, Cell], rows: Sequence[Row], column: int) -> dict[int, Cell]:
    """Return header cells by row, each over the rows that it is merged with."""
    widened: dict[int, Cell] = {}
    above = 0
    for at, cell in sorted(cells.items()):
        if above and any(each.place.column == column and each.continues for each in rows[at - 1]):
            widened[above] = widened[above]._replace(span=widened[above].span + 1)
        else:
            widened[at], above = cell, at
    return widened


def _is_sure(columns: Columns, tasks: Sequence[Row]) -> bool:
    """Tell whether a header of enough words, each of them once, stands over several tasks, and their names suit it."""
    printed = [word for word in columns.printed if word]
    cells = [{cell.place.column - 1: cell for cell in row} for row in tasks]
    others = [[cell.text for cell in row if not cell.is_blank] for row in tasks]
    content = columns.roles["content"][0]
    return (
        len(columns.roles) >= _LEAST_ROLES
        and len(set(printed)) == len(printed)
        and sum(content in row and not row[content].is_blank for row in cells) >= _FEWEST_TASKS
        and not any(2 * sum(map(known_header, words)) >= len(words) for words in others if words)
        and all(fits(cells, role, at) for role in DUTY_ROLES for at in columns.roles.get(role, ()))
    )
