"""Rows of words with their merges → blocks, for every format whose tables come as a sheet.

Lines above the table that hold words in one cell only (a title merged over the full width, 附件1) become paragraphs.
Blank rows and blank columns around and between go; rows keep the number that they have in the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count, repeat

from graph.errors import DocumentError
from loaders.blocks import Block, Cell, Paragraph, Place, Table

MAX_CELLS = 500_000


_MOST_SHOWN = 10


def few_of(numbers: Sequence[str]) -> str:
    """Return the first rows or columns of many, for a remark."""
    return ", ".join(numbers[:_MOST_SHOWN]) + (" …" if len(numbers) > _MOST_SHOWN else "")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, first and last row and column included, counted from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a sheet by row and column from 0, its merges, and the lines of each row where the file has lines."""

    rows: Sequence[Sequence[str]]
    merges: Sequence[Merge] = ()
    lines: Sequence[tuple[int, int]] = ()


@dataclass(slots=True)
class _Merged:
    """Which rows hold merges, how many columns each cell spans, which continue the one above, which show nothing."""

    rows: set[int] = field(default_factory=set)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    continued: set[tuple[int, int]] = field(default_factory=set)
    covered: set[tuple[int, int]] = field(default_factory=set)


def check_size(rows: int, columns: int, place: str) -> None:
    """Refuse a sheet that is larger than any plan.

    Raises:
        DocumentError: the used area has more than ``MAX_CELLS`` cells.
    """
    if rows * columns > MAX_CELLS:
        message = f"{rows} rows × {columns} columns are more than {MAX_CELLS} cells"
        raise DocumentError(f"{place}: {message}; delete what stands outside the table and save it again")


def sheet_blocks(sheet: Sheet, place: str) -> list[Block]:
    """Return the paragraphs above the table and the table; nothing for a blank sheet. ``place`` is for messages.

    Raises:
        DocumentError: the sheet or its merges are too large.
    """
    filled = [list(compress(count(), map(str.strip, row))) for row in sheet.rows]
    height = next((number for number in range(len(filled), 0, -1) if filled[number - 1]), 0)
    if not height:
        return []
    columns = range(min(row[0] for row in filled if row), 1 + max(row[-1] for row in filled if row))
    check_size(height, len(columns), place)
    merged = _merged(sheet.merges, height, columns, place)
    shown = [number for number in range(height) if filled[number] or number in merged.rows]
    rows = [_row(sheet, number, columns, merged) for number in shown]
    return list(_blocks([row for row in rows if not _is_empty(row)]))


def _merged(merges: Sequence[Merge], height: int, columns: range, place: str) -> _Merged:
    """Lay the merges, cut to the used area, over the grid."""
    merged = _Merged()
    laid = 0
    for merge in merges:
        first, last = max(merge.first_column, columns.start), min(merge.last_column, columns.stop - 1)
        rows = range(max(merge.first_row, 0), min(merge.last_row, height - 1) + 1)
        if first > last or not rows:
            continue
        laid += len(rows) * (1 + last - first)
        if laid > MAX_CELLS:
            raise DocumentError(f"{place}: its merged cells overlap; open it in its program and save it again")
        merged.rows.update(rows)
        merged.spans |= {(row, first): 1 + last - first for row in rows}
        merged.continued |= {(row, first) for row in rows[1:]}
        merged.covered |= {(row, column) for row in rows for column in range(first + 1, last + 1)}
    return merged


def _row(sheet: Sheet, number: int, columns: range, merged: _Merged) -> tuple[Cell, ...]:
    first, last = sheet.lines[number] if sheet.lines else (0, 0)
    words = sheet.rows[number][columns.start : columns.stop]
    texts = chain(words, repeat("", len(columns) - len(words)))
    if number not in merged.rows:
        return tuple(
            [Cell(text, Place(first, last, number + 1, at)) for at, text in enumerate(texts, columns.start + 1)]
        )
    cells = []
    for column, text in zip(columns, texts, strict=True):
        at = (number, column)
        if at not in merged.covered:
            continues = at in merged.continued
            place = Place(first, last, number + 1, column + 1)
            cells.append(Cell("" if continues else text, place, continues, span=merged.spans.get(at, 1)))
    return tuple(cells)


def _is_empty(row: Sequence[Cell]) -> bool:
    return all(cell.is_blank and not cell.continues and cell.span == 1 for cell in row)


def _blocks(rows: list[tuple[Cell, ...]]) -> Iterator[Block]:
    start = next((at for at, row in enumerate(rows) if sum(not cell.is_blank for cell in row) > 1), len(rows))
    for row in rows[:start]:
        for cell in row:
            if not cell.is_blank:
                yield Paragraph(cell.text, cell.place)
    if rows[start:]:
        yield Table(tuple(rows[start:]))
