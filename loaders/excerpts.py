"""The document's own row or lines that a task was read from, with the cells that its receipts come from marked.

A layout hands on what it read (``Excerpt``); which cells are marked is told from the duties that the record has in
the end, and only where the words of the receipt do stand in the cell. What stands elsewhere (a heading, a line for
several items) is shown beside it, in its own words.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph.words import without_spaces

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

_LONGEST_CELL, _LONGEST_ROW, _MOST_ROWS = 1000, 4000, 20


class ExcerptCell(NamedTuple):
    """A cell: its column from 1, its text as printed, and where it continues a cell above those words and their row."""

    column: int
    text: str
    above: str = ""
    above_row: int = 0


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """A row of the table as receipts count it, from 1 without header rows; a row that a page parts comes twice."""

    row: int
    cells: tuple[ExcerptCell, ...]


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """A line of text with the place of its first character; 0 is not known."""

    text: str
    line: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What one task was read from: rows below a header, or lines.

    ``header`` are the header's cells without spaces, ``roles`` what each column is read as (empty: nothing), and
    ``banners`` the headings over the full width above the row, outermost first. ``tasks`` counts the tasks that were
    read from the same row. ``across`` tells that the table lies on its side: a row here is a column of
    the document.
    """

    header: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    banners: tuple[str, ...] = ()
    rows: tuple[ExcerptRow, ...] = ()
    lines: tuple[ExcerptLine, ...] = ()
    tasks: int = 1
    across: bool = False

    def with_rows_of(self, other: "Excerpt | None") -> "Excerpt":
        """Return the excerpt with the rows of another one below its own."""
        return replace(self, rows=(*self.rows, *other.rows)) if other else self


class Receipt(NamedTuple):
    """What an excerpt is to be marked with: who by which words, and where those stand."""

    role: str
    quote: str
    row: int
    column: int
    locator: str
    inherited: bool


def excerpt_text(excerpt: Excerpt, receipts: Iterable[Receipt]) -> str:
    """Return the excerpt as the graph keeps it: one JSON object, with what was too long cut and marked so.

    Empty where the excerpt holds nothing.
    """
    marks, beside = _placed(excerpt, receipts)
    parts: dict[str, Json] = {"lines": _lines(excerpt, marks)}
    if excerpt.rows:
        parts = {"header": list(excerpt.header), "columns": list(excerpt.roles), "rows": _rows(excerpt, marks)}
    parts |= {
        "banners": [_cut(text, marks.get((_BANNER, at)), _LONGEST_CELL) for at, text in enumerate(excerpt.banners)],
        "left_out": max(len(excerpt.rows or excerpt.lines) - _MOST_ROWS, 0),
        "tasks": excerpt.tasks if excerpt.tasks > 1 else 0,
        "across": excerpt.across,
        "beside": beside,
    }
    known = {name: part for name, part in parts.items() if part}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")) if known else ""


_Marks = dict[tuple[int, int], list[str]]
"""The roles that are marked, by the place in the rows, or lines, and the column."""
_BANNER = -1
"""In place of a row: the mark is at a banner, whose number stands for the column."""


def _placed(excerpt: Excerpt, receipts: Iterable[Receipt]) -> tuple[_Marks, list[Json]]:
    """Return where the receipts are marked, and those that stand elsewhere."""
    marks: _Marks = {}
    beside: dict[tuple[str, str, bool], list[str]] = {}
    for receipt in receipts:
        places = _places(excerpt, receipt)
        for place in places:
            _add(marks.setdefault(place, []), receipt.role)
        if not places:
            _add(beside.setdefault((receipt.quote, receipt.locator, receipt.inherited), []), receipt.role)
    return marks, [
        {**_cut(quote, roles, _LONGEST_CELL), "locator": locator, "inherited": inherited}
        for (quote, locator, inherited), roles in beside.items()
    ]


def _places(excerpt: Excerpt, receipt: Receipt) -> list[tuple[int, int]]:
    """Return where the words of a receipt stand in the excerpt; nothing where they are not to be found there."""
    if excerpt.lines:
        return _places_in_lines(excerpt, receipt)
    if not receipt.row:
        said = ((at, text) for at, text in enumerate(excerpt.banners) if _holds(text, receipt.quote))
        return [(_BANNER, at) for at, _ in said][-1:]
    row_of, column = (receipt.column, receipt.row) if excerpt.across else (receipt.row, receipt.column)
    found = [
        (at, cell)
        for at, row in enumerate(excerpt.rows)
        for cell in row.cells
        if cell.column == column and row_of == (cell.above_row or row.row)
    ]
    words = "".join(cell.above or cell.text for _, cell in found)
    if not found or not _holds(words, receipt.quote):
        return []
    return [(at, cell.column) for at, cell in found if cell.above or cell.text.strip()]


def _places_in_lines(excerpt: Excerpt, receipt: Receipt) -> list[tuple[int, int]]:
    if receipt.inherited:
        return []
    return [(at, 0) for at, line in enumerate(excerpt.lines) if _holds(line.text, receipt.quote)][:1]


def _holds(words: str, quote: str) -> bool:
    if not quote.strip():
        return False
    return quote in words or without_spaces(quote) in without_spaces(words)


def _rows(excerpt: Excerpt, marks: _Marks) -> list[Json]:
    """Return the rows, each with a cell for every column of the header; null where the row has none there."""
    width = max([len(excerpt.header), *(cell.column for row in excerpt.rows for cell in row.cells)])
    rows: list[Json] = []
    for at, row in enumerate(excerpt.rows[:_MOST_ROWS]):
        longest = _longest([text for cell in row.cells for text in (cell.text, cell.above) if text])
        cells: list[Json] = [None] * width
        for cell in row.cells:
            cells[cell.column - 1] = _cell(cell, marks.get((at, cell.column)), longest)
        rows.append({"row": row.row, "cells": cells})
    return rows


def _cell(cell: ExcerptCell, roles: Sequence[str] | None, longest: int) -> Json:
    shown = _cut(cell.text, roles, longest)
    if cell.above_row:
        shown["above"] = {"row": cell.above_row, **_cut(cell.above, None, longest)}
    return shown


def _lines(excerpt: Excerpt, marks: _Marks) -> list[Json]:
    longest = _longest([line.text for line in excerpt.lines[:_MOST_ROWS]])
    lines: list[Json] = []
    for at, line in enumerate(excerpt.lines[:_MOST_ROWS]):
        place = {name: number for name, number in (("line", line.line), ("page", line.page)) if number}
        lines.append({**_cut(line.text, marks.get((at, 0)), longest), **place})
    return lines


def _longest(texts: Sequence[str]) -> int:
    """Return how long each of the texts may be, so that all of them together are no longer than a row may be."""
    if sum(min(len(text), _LONGEST_CELL) for text in texts) <= _LONGEST_ROW:
        return _LONGEST_CELL
    return max(_LONGEST_ROW // len(texts), 1)


def _cut(text: str, roles: Sequence[str] | None, longest: int) -> dict[str, Json]:
    """Return a text with the roles that it gives; ``cut`` says how many characters are left out at its end."""
    shown: dict[str, Json] = {"text": text[:longest]}
    if len(text) > longest:
        shown["cut"] = len(text) - longest
    if roles:
        shown["roles"] = list(roles)
    return shown


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
