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
from loaders.layouts.parting import BANNER, LEFT_OUT_COST, part_words

_WIDEST = 14
_WORST_ROW = 1.6
_FEWEST_COLUMNS = 3
_MOST_WORDS = 20_000
_LONGEST_HEADER = 300
_MOST_LINES_TRIED = 30_000
_TABS = re.compile(r"\t")
_SPLITTERS = (
    _TABS,
    re.compile(r"(?<![ \u3000])(?= *\u3000{2})[ \u3000]+"),
    re.compile(r"[ \u3000]{2,}"),
    re.compile(r"[ \u3000]+"),
)


@dataclass(frozen=True, slots=True)
class _Word:
    """What can be a cell: its text, its place, and the index of its paragraph."""

    text: str
    place: Place
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Header:
    """A header, how cells are parted on its line, how many paragraphs it takes, and the words behind it on its line."""

    columns: Columns
    splitter: re.Pattern[str] | None
    taken: int
    rest: tuple[_Word, ...] = ()


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
    index = tried = 0
    while index < len(run):
        # A text of nothing but headers would be parted again from each of them.
        may_begin = tried < _MOST_LINES_TRIED and _may_begin(run[index])
        header = _header(run[index : index + _WIDEST]) if may_begin else None
        tried += len(run) - index if header else 0
        found = _table_below(header, run, index) if header else None
        if found:
            table, index = found
            yield table
        else:
            yield run[index]
            index += 1


def _may_begin(paragraph: Paragraph) -> bool:
    """Tell whether a header can begin here: its first word is known, on a line of its own or with others."""
    first = paragraph.text.strip().strip("|").strip()[:_LONGEST_HEADER]
    return any(known_header(part) for part in (first, *(splitter.split(first)[0] for splitter in _SPLITTERS)))


def _table_below(header: _Header, run: Sequence[Paragraph], start: int) -> tuple[Table, int] | None:
    """Return the table of a header that begins at a paragraph and where the text goes on, None where no rows follow."""
    end = next((at for at in range(start, len(run)) if annex_number(run[at].text)), len(run))
    body = run[start + header.taken : end]
    rows, taken = _full_rows(body, header.columns.width) if header.splitter is _TABS else ([], 0)
    if not rows:
        rows, taken = _parted_rows(header, body)
    return (Table((_head(header.columns), *rows)), start + header.taken + taken) if rows else None


def _parted_rows(header: _Header, body: Sequence[Paragraph]) -> tuple[list[tuple[Cell, ...]], int]:
    """Return the rows by the least-cost parting of the words and how many paragraphs they take; none if it is bad."""
    words = [*header.rest, *_words(body, header.splitter)][:_MOST_WORDS]
    parting = part_words([word.text for word in words], header.columns)
    last = _last_row_end(parting.columns)
    cost = parting.cost - LEFT_OUT_COST * (len(words) - last)
    if not parting.rows or cost > _WORST_ROW * parting.rows + 1:
        return [], 0
    rows = list(_rows(words[:last], parting.columns[:last], parting.begins[:last], header.columns.width))
    return rows, max((word.paragraph for word in words[:last]), default=-1) + 1


def _full_rows(body: Sequence[Paragraph], width: int) -> tuple[list[tuple[Cell, ...]], int]:
    """Return the rows of a table with a row a line, whose tabs part all cells, and how many lines they take.

    A line without tabs is a banner where a full row follows it; else it ends the table. None where rows are not full.
    """
    rows: list[tuple[Cell, ...]] = []
    taken = 0
    for at, paragraph in enumerate(body):
        cells = paragraph.text.split("\t")
        follows = at + 1 < len(body) and body[at + 1].text.count("\t") == width - 1
        if len(cells) == width:
            places = (_at(paragraph.place, at + 2, column) for column in range(1, width + 1))
            rows.append(tuple(Cell(text.strip(), place) for text, place in zip(cells, places, strict=True)))
            taken = at + 1
        elif len(cells) == 1 and follows:
            rows.append((Cell(cells[0].strip(), _at(paragraph.place, at + 2, 1), span=width),))
        elif len(cells) == 1:
            break
        else:
            return [], 0
    return rows, taken


def _header(body: Sequence[Paragraph]) -> _Header | None:
    """Return the header that the paragraphs begin with: on one line, also in front of its rows, or a cell a line."""
    first = body[0].text.strip()
    for splitter in _SPLITTERS if "|" not in first else ():
        cells = [cell.strip() for cell in splitter.split(first) if cell.strip()]
        known = next((at for at, cell in enumerate(cells) if not known_header(cell)), len(cells))
        whole = read_header(cells) if len(cells) > 1 else None
        columns = whole if whole and len(cells) <= _WIDEST else None
        if columns:
            return _Header(columns, splitter, 1)
        columns = read_header(cells[:known]) if known >= _FEWEST_COLUMNS else None
        if columns:
            rest = tuple(_Word(cell, body[0].place, -1) for cell in cells[known:])
            return _Header(columns, splitter, 1, rest)
    return _header_by_lines(body)


def _header_by_lines(body: Sequence[Paragraph]) -> _Header | None:
    cells: list[str] = []
    best: _Header | None = None
    for taken, paragraph in enumerate(body[:_WIDEST], start=1):
        cells += [cell.strip() for cell in paragraph.text.split("|") if cell.strip()]
        unknown = len(cells) > 1 and not known_header(cells[-1])
        if unknown or len(set(cells)) < len(cells):
            break
        columns = read_header(cells) if len(cells) >= _FEWEST_COLUMNS else None
        best = _Header(columns, None, taken) if columns else best
    return best


def _words(body: Sequence[Paragraph], splitter: re.Pattern[str] | None) -> Iterator[_Word]:
    """Yield the words that can be cells, with the index of their paragraph. Bars part, and blanks between them stay."""
    barred = sum("|" in paragraph.text for paragraph in body) > len(body) // 3
    for at, paragraph in enumerate(body):
        text = paragraph.text.strip()
        if barred:
            parts = [part.strip() for part in text.split("|")]
            # A bar closes the cell in front of it; what follows the last bar of a line is the next line's.
            parts = parts[:-1] if len(parts) > 1 and not parts[-1] else parts
        else:
            parts = _wide_names([part.strip() for part in splitter.split(text)]) if splitter else [text]
        yield from (_Word(part, paragraph.place, at) for part in parts)


def _wide_names(parts: Sequence[str]) -> list[str]:
    """Return the parts with single characters joined: a name that is set wide (荣  启) is one."""
    joined: list[str] = []
    for part in parts:
        wide = bool(joined) and len(part) == 1 and part.isalpha() and joined[-1].isalpha() and len(joined[-1]) == 1
        if wide:
            joined[-1] += f"  {part}"
        else:
            joined.append(part)
    return joined


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


def _head(columns: Columns) -> tuple[Cell, ...]:
    return tuple(Cell(text, Place(row=1, column=at)) for at, text in enumerate(columns.printed, start=1))


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
