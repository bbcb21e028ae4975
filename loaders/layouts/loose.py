"""Tables that lost their grid in plain text: a cell a line, a row a line, or cells closed by a bar.

A header row is looked for in the paragraphs by its words; what follows is parted into rows. Where the parting does not
suit the columns the paragraphs are left as they are: words that were copied in mixed order make no table.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.blocks import Block, Cell, Paragraph, Place, Table
from loaders.layouts.annexes import annex_number
from loaders.layouts.headers import Columns, known_header, read_header
from loaders.layouts.parting import BANNER, part_words

_WIDEST = 14
_WORST_ROW = 1.6
_FEWEST_COLUMNS = 3
_MOST_WORDS = 20_000
_MOST_TRIALS = 50
_SPLITTERS = (re.compile(r"\s*\t\s*"), re.compile(r"[ \u3000]{2,}"), re.compile(r"[ \u3000]+"))


@dataclass(frozen=True, slots=True)
class _Word:
    """What can be a cell: its text and its place."""

    text: str
    place: Place


def find_loose_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with every table that stands in paragraphs made a table again."""
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        yield from _in_paragraphs(run)
        run = []
        yield block
    yield from _in_paragraphs(run)


def _in_paragraphs(run: Sequence[Paragraph]) -> Iterator[Block]:
    index = trials = 0
    while index < len(run):
        may_begin = trials < _MOST_TRIALS and _may_begin(run[index])
        trials += may_begin
        found = _table_at(run, index) if may_begin else None
        if found:
            table, index = found
            yield table
        else:
            yield run[index]
            index += 1


def _may_begin(paragraph: Paragraph) -> bool:
    """Tell whether a header can begin here: its first word is known, on a line of its own or with others."""
    first = paragraph.text.strip().strip("|").strip()
    return any(known_header(part) for part in (first, *(splitter.split(first)[0] for splitter in _SPLITTERS)))


def _table_at(run: Sequence[Paragraph], start: int) -> tuple[Table, int] | None:
    """Return the table that begins at a paragraph and where the text goes on, None where none does."""
    end = next((at for at in range(start, len(run)) if annex_number(run[at].text)), len(run))
    body = run[start:end]
    splitter, header = _header(body)
    if header is None:
        return None
    columns, taken = header
    words, lines = _words(body[taken:], splitter)
    words, lines = words[:_MOST_WORDS], lines[:_MOST_WORDS]
    parting = part_words([word.text for word in words], columns)
    last = _last_row_end(parting.columns)
    rows = parting.rows
    if not rows or parting.cost - 3.0 * (len(words) - last) > _WORST_ROW * rows + 1:
        return None
    head = tuple(Cell(text, Place(row=1, column=at)) for at, text in enumerate(columns.printed, start=1))
    table = Table((head, *_rows(words[:last], parting.columns[:last], parting.begins[:last], columns.width)))
    return table, start + taken + (lines[last - 1] + 1 if last else 0)


def _header(body: Sequence[Paragraph]) -> tuple[re.Pattern[str] | None, tuple[Columns, int] | None]:
    """Return how the cells of a line are parted, and the header's columns with how many paragraphs it takes."""
    first = body[0].text.strip()
    if "|" not in first:
        for splitter in _SPLITTERS:
            cells = [cell for cell in splitter.split(first) if cell]
            columns = read_header(cells) if len(cells) > 1 else None
            if columns:
                return splitter, (columns, 1)
    cells = []
    best: tuple[Columns, int] | None = None
    for taken, paragraph in enumerate(body[:_WIDEST], start=1):
        cells += [cell.strip() for cell in paragraph.text.split("|") if cell.strip()]
        if cells and not known_header(cells[-1]) and len(cells) > 1:
            break
        columns = read_header(cells) if len(cells) >= _FEWEST_COLUMNS else None
        best = (columns, taken) if columns else best
    return None, best


def _words(body: Sequence[Paragraph], splitter: re.Pattern[str] | None) -> tuple[list[_Word], list[int]]:
    """Return the words that can be cells, and for each the index of its paragraph. Bars part and blanks stay."""
    barred = sum("|" in paragraph.text for paragraph in body) > len(body) // 3
    words, lines = [], []
    for at, paragraph in enumerate(body):
        text = paragraph.text.strip()
        if barred:
            parts = [part.strip() for part in text.split("|")]
            # A bar closes the cell in front of it; what follows the last bar of a line is the next line's.
            parts = parts[:-1] if len(parts) > 1 and not parts[-1] else parts
        else:
            parts = splitter.split(text) if splitter else [text]
        words += [_Word(part, paragraph.place) for part in parts]
        lines += [at] * len(parts)
    return words, lines


def _last_row_end(columns: Sequence[int]) -> int:
    """Return how many words belong to the table: what is left out at its end goes on as text."""
    return max((at + 1 for at, column in enumerate(columns) if column >= 0), default=0)


def _rows(
    words: Sequence[_Word], columns: Sequence[int], begins: Sequence[bool], width: int
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; a banner is a row of one cell over the full width."""
    row: dict[int, list[_Word]] = {}
    number = 1
    for word, column, begin in zip(words, columns, begins, strict=True):
        if (begin or column == BANNER) and row:
            number += 1
            yield _row(row, number, width)
            row = {}
        if column == BANNER:
            number += 1
            yield (Cell(word.text, _at(word.place, number, 1), span=width),)
        elif column >= 0:
            row.setdefault(column, []).append(word)
    if row:
        yield _row(row, number + 1, width)


def _row(words: dict[int, list[_Word]], number: int, width: int) -> tuple[Cell, ...]:
    first = next(iter(words.values()))[0].place
    return tuple(
        _cell(words[at], number, at) if at in words else Cell("", _at(first, number, at + 1)) for at in range(width)
    )


def _cell(words: Sequence[_Word], number: int, column: int) -> Cell:
    first, last = words[0].place, words[-1].place
    place = Place(first.first_line, last.last_line, number, column + 1, first.page)
    return Cell("\n".join(word.text for word in words), place)


def _at(place: Place, row: int, column: int) -> Place:
    return Place(place.first_line, place.last_line, row, column, place.page)
