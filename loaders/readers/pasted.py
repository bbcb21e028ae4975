"""A sheet pasted into a text: a row a line, its cells parted by tabs or bars.

A cell with line breaks has quotes around it beside tabs; beside bars its lines simply follow each other.

Where a row's first cells are blank, as a merged cell leaves them, the line begins with a tab: so does every cell of a
flattened table. What tells them apart is the row of headers, all cells of which stand on one line.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from loaders.blocks import Cell, Place, Table

_FEWEST_CELLS, _FEWEST_BARS = 3, 2
_FEWEST_ROWS = 3
_LONGEST_BANNER, _LONGEST_WORD = 40, 16
_MARK = re.compile("[。；：;:]")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted table, and the index of the line behind it."""

    table: Table
    end: int


@dataclass(frozen=True, slots=True)
class _Record:
    first: int
    end: int
    words: list[str]


def pasted_at(lines: Sequence[str], at: int) -> Pasted | None:
    """Return the table whose header begins with a line of a text; None where rows of its width do not follow.

    Only one with a blank first cell or a cell of several lines: the others are parted where paragraphs are read.
    """
    if at and any(mark in lines[at - 1] for mark in "\t|" if mark in lines[at]):
        return None
    if "\t" in lines[at]:
        records = list(_of_one_width(_records(lines, at))) if _is_header(lines[at].split("\t")) else []
    else:
        records = list(_barred(lines, at)) if lines[at].count("|") >= _FEWEST_BARS else []
    is_told = any(lines[record.first].startswith("\t") or record.end - record.first > 1 for record in records)
    if len(records) < _FEWEST_ROWS or not is_told:
        return None
    width = len(records[0].words)
    rows = tuple(_row(number, record, width) for number, record in enumerate(records, start=1))
    return Pasted(Table(rows), records[-1].end)


def _is_header(cells: Sequence[str]) -> bool:
    """Tell whether cells hold short words, each of them one."""
    words = [cell.strip() for cell in cells]
    return len(words) >= _FEWEST_CELLS and all(
        0 < len(word) <= _LONGEST_WORD and not _MARK.search(word) for word in words
    )


def _barred(lines: Sequence[str], at: int) -> Iterator[_Record]:
    """Yield the records from a line on whose cells are parted by as many bars as the fullest line has."""
    stretch = list(takewhile(str.strip, islice(lines, at, None)))
    bars = max(line.count("|") for line in stretch)
    first, text = at, ""
    for number, line in enumerate(stretch, start=at):
        text = f"{text}\n{line}" if text else line
        if text.count("|") < bars:
            continue
        words = [word.strip() for word in text.split("|")]
        if len(words) != bars + 1 or (first == at and not _is_header(words)):
            return
        yield _Record(first, number + 1, words)
        first, text = number + 1, ""


def _records(lines: Sequence[str], at: int) -> Iterator[_Record]:
    """Yield the records from a line on, until one is not well quoted; blank lines are none."""
    reader = csv.reader((f"{line}\n" for line in islice(lines, at, None)), delimiter="\t", strict=True)
    before = 0
    try:
        for words in reader:
            if any(map(str.strip, words)):
                yield _Record(at + before, at + reader.line_num, words)
            before = reader.line_num
    except csv.Error:
        return


def _of_one_width(records: Iterator[_Record]) -> Iterator[_Record]:
    """Yield the header and the rows as wide as it: blanks at the end may be cut, a banner stands between rows."""
    width = 0
    waiting: _Record | None = None
    for record in records:
        width = width or len(record.words)
        if len(record.words) == 1 and not waiting and len(record.words[0]) <= _LONGEST_BANNER:
            waiting = record
            continue
        if not 1 < len(record.words) <= width or (waiting and len(record.words) < width):
            return
        if waiting:
            yield waiting
            waiting = None
        yield record


def _row(number: int, record: _Record, width: int) -> tuple[Cell, ...]:
    places = [Place(record.first + 1, record.end, number, column) for column in range(1, width + 1)]
    if len(record.words) == 1:
        return (Cell(record.words[0].strip(), places[0], span=width),)
    words = [*record.words, *[""] * (width - len(record.words))]
    return tuple(Cell(text.strip(), place) for text, place in zip(words, places, strict=True))
