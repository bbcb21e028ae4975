"""Flattened tables: where their headers stand in a run of cells, how wide they are, and which cells make a row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Block, Cell, CellRun, Paragraph
from loaders.layouts.fit import by_column, fit
from loaders.layouts.headers import Columns, known_header, read_header
from loaders.layouts.rows import count_rows, parting_cost

_PAGE_NUMBER = re.compile(r"^[\s—–\-－·]*(第\s*)?\d{1,4}(\s*页)?[\s—–\-－·]*$")
_UNKNOWN_AROUND = 2
_MAX_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Header:
    """A header in a run of cells: the cells ``start`` to ``end`` (exclusive), and their columns."""

    start: int
    end: int
    columns: Columns


def find_headers(cells: Sequence[Cell]) -> list[Header]:
    """Return every header in the run, in order."""
    headers: list[Header] = []
    index = 0
    while index < len(cells):
        header = _header_near(cells, index, headers[-1].end if headers else 0) if _is_known(cells, index) else None
        if header:
            headers.append(header)
        index = header.end if header else index + 1
    return headers


def rows_under(cells: Sequence[Cell], columns: Columns) -> list[Sequence[Cell]]:
    """Return the rows of the cells that stand under a header, up to the next one."""
    return count_rows(cells, columns.width)


def join_runs(blocks: Iterable[Block], is_annex: re.Pattern[str]) -> Iterator[Block]:
    """Join cell runs of one table that a page number, or a paragraph in the middle of a row, cuts in two."""
    waiting: list[Block] = []
    for block in blocks:
        joined = _join(waiting, block, is_annex) if waiting and isinstance(block, CellRun) else None
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


def _join(waiting: Sequence[Block], after: CellRun, is_annex: re.Pattern[str]) -> CellRun | None:
    """Return the two runs as one where the second goes on with the first one's table, else None.

    It does where it begins with no header, and only page numbers stand between, or the first ends inside a row: then
    the words between belong to the cell that was cut.
    """
    run, words = waiting[0], [block for block in waiting[1:] if isinstance(block, Paragraph)]
    words = [word for word in words if not _PAGE_NUMBER.match(word.text)]
    headers = find_headers(run.cells) if isinstance(run, CellRun) else []
    starts_anew = any(header.start == 0 for header in find_headers(after.cells))
    if not isinstance(run, CellRun) or not headers or starts_anew:
        return None
    whole = (len(run.cells) - headers[-1].end) % headers[-1].columns.width == 0
    if words and (whole or any(is_annex.match(word.text.strip()) for word in words)):
        return None
    last = run.cells[-1]
    if words:
        place = replace(last.place, last_line=words[-1].place.last_line)
        last = replace(last, text="\n".join([last.text, *(word.text for word in words)]), place=place)
    return CellRun((*run.cells[:-1], last, *after.cells))


def _is_known(cells: Sequence[Cell], index: int) -> bool:
    return known_header(cells[index].text)


def _header_near(cells: Sequence[Cell], index: int, floor: int) -> Header | None:
    """Return the header around a known word: the candidate whose width the cells below fit best.

    A header may hold words that are not in the vocabulary, also first and last. It is as long as the run of known
    words, up to two cells longer on either side, or what stands between two blank lines.
    """
    known_end = next((end for end in range(index, len(cells)) if not _is_known(cells, end)), len(cells))
    group_start = next((at + 1 for at in range(index - 1, floor - 1, -1) if cells[at].blank_after), floor)
    group_end = next((end + 1 for end in range(index, len(cells)) if cells[end].blank_after), len(cells))
    starts = {group_start, *range(max(group_start, index - _UNKNOWN_AROUND), index + 1)}
    ends = {group_end, *range(known_end, min(group_end, known_end + _UNKNOWN_AROUND) + 1)}
    candidates = [
        Header(start, end, columns)
        for start in sorted(starts, reverse=True)
        for end in sorted(ends)
        if (columns := read_header([cell.text for cell in cells[start:end]]))
    ]
    return min(candidates, key=lambda header: _misfit(cells, header), default=None)


def _misfit(cells: Sequence[Cell], header: Header) -> tuple[float, float]:
    """Return how badly the next cells fit the header: by their words, then by the blank lines a row."""
    below = cells[header.end : header.end + _MAX_SAMPLE]
    width = header.columns.width
    words = fit(map(by_column, count_rows(below, width)), header.columns)
    return 1 - round(words, 1), parting_cost(below, width) / max(len(below) / width, 1)
