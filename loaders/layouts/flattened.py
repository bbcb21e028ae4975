"""Flattened tables: where their headers stand in a run of cells, how wide they are, and which cells make a row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.blocks import Block, Cell, CellRun, Paragraph
from loaders.layouts.annexes import annex_number
from loaders.layouts.fit import by_column, fit, looks_right
from loaders.layouts.headers import DUTY_ROLES, Columns, known_header, read_header
from loaders.layouts.rows import count_rows, is_parted_well, parting_cost
from loaders.report import Finding

PAGE_NUMBER = re.compile(r"^[\s—–\-－·]*(第\s*)?\d{1,4}(\s*页)?(\s*[/，,]?\s*共\s*\d+\s*页)?[\s—–\-－·]*$")
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
    return list(_headers(cells))


def _headers(cells: Sequence[Cell]) -> Iterator[Header]:
    index = floor = 0
    while index < len(cells):
        header = _header_near(cells, index, floor) if _is_known(cells, index) else None
        if header:
            yield header
            floor = header.end
        index = header.end if header else index + 1


def join_runs(blocks: Iterable[Block], findings: list[Finding]) -> Iterator[Block]:
    """Join cell runs of one table that a page number, or a blank line inside a cell, cuts in two."""
    waiting: list[Block] = []
    for block in blocks:
        joined = _join(waiting, block, findings) if waiting and isinstance(block, CellRun) else None
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


def _join(waiting: Sequence[Block], after: CellRun, findings: list[Finding]) -> CellRun | None:
    """Return the two runs as one where the second goes on with the first one's table, else None.

    It does where it begins with no header and its cells part into rows of the same width, no annex begins between
    them, or where the first run ends inside a row. The words between belong to the cell that was cut, unless a row
    ended there and they are not what its last column is for: then they are left out and said.
    """
    run, words = waiting[0], [block for block in waiting[1:] if isinstance(block, Paragraph)]
    words = [word for word in words if not PAGE_NUMBER.match(word.text)]
    first = next(_headers(after.cells), None)
    starts_anew = first is not None and first.start == 0
    headers = find_headers(run.cells) if isinstance(run, CellRun) and not starts_anew else []
    if not isinstance(run, CellRun) or not headers:
        return None
    columns = headers[-1].columns
    whole = (len(run.cells) - headers[-1].end) % columns.width == 0
    if any(annex_number(word.text) for word in words):
        return None
    if whole and words and not is_parted_well(after.cells, columns.width):
        return None
    last = run.cells[-1]
    text = "\n".join(word.text for word in words)
    if words and (not whole or _suits_last_column(text, columns)):
        place = last.place._replace(last_line=words[-1].place.last_line)
        last = last._replace(text=f"{last.text}\n{text}", place=place)
    elif words:
        lines = f"lines {words[0].place.first_line}-{words[-1].place.last_line}"
        findings.append(Finding("text-between-rows", lines, f"left out: {' '.join(text.split())[:80]}", "warning"))
    return CellRun((*run.cells[:-1], last, *after.cells))


def _suits_last_column(text: str, columns: Columns) -> bool:
    """Tell whether the words can go on with the last cell of a row: names under a duty header."""
    roles = [role for role, at in columns.roles.items() if columns.width - 1 in at]
    return any(role in DUTY_ROLES and looks_right(role, text) for role in roles)


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
    group_end = max(group_end, known_end)
    ends = {group_end, *range(known_end, min(group_end, known_end + _UNKNOWN_AROUND) + 1)}
    candidates = [
        Header(start, end, columns)
        for start in sorted(starts, reverse=True)
        for end in sorted(ends)
        if (columns := read_header([cell.text for cell in cells[start:end]]))
    ]
    if len(candidates) < 2:
        return next(iter(candidates), None)
    return min(candidates, key=lambda header: _misfit(cells, header))


def _misfit(cells: Sequence[Cell], header: Header) -> tuple[float, float]:
    """Return how badly the next cells fit the header: by their words, then by the blank lines a row."""
    below = cells[header.end : header.end + _MAX_SAMPLE]
    width = header.columns.width
    words = fit(map(by_column, count_rows(below, width)), header.columns)
    return 1 - round(words, 1), parting_cost(below, width) / max(len(below) / width, 1)
