"""Tables that lost their grid in plain text: a cell a line, a row a line, or cells closed by a bar.

A header row is looked for in the paragraphs by its words; what follows is parted into rows. Where the parting does not
suit the columns the paragraphs are left as they are: words that were copied in mixed order make no table. What of a
table is left out or not read is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.words import without_spaces
from loaders.blocks import Block, Cell, Paragraph, Place, Table
from loaders.layouts.annexes import annex_number
from loaders.layouts.headers import Columns
from loaders.layouts.loose_headers import TABS, Headers, LooseHeader, is_page_mark
from loaders.layouts.loose_hints import headings_among, whole_rows
from loaders.layouts.loose_words import Word, words_below
from loaders.layouts.parting import BANNER, LEFT_OUT, LEFT_OUT_COST, is_number, part_words
from loaders.report import Finding

_WORST_ROW = 1.6
_MOST_WORDS = 20_000
_MOST_LINES_TRIED = 30_000
_BANNERS_AHEAD = 4
_NUMBER_AHEAD = 4
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Found:
    """A table, the words on its last line that are not its own, and how many paragraphs it takes with its header."""

    table: Table
    rest: str
    taken: int


_Rows = list[tuple[Cell, ...]]


def find_loose_tables(blocks: Iterable[Block], findings: list[Finding]) -> Iterator[Block]:
    """Yield the blocks with every table that stands in paragraphs made a table again; what is not read is a finding."""
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        yield from _in_paragraphs(run, findings)
        run = []
        yield block
    yield from _in_paragraphs(run, findings)


def _in_paragraphs(run: Sequence[Paragraph], findings: list[Finding]) -> Iterator[Block]:
    headers = Headers(run)
    unread: list[_Unread] = []
    index = tried = 0
    while index < len(run):
        # A text of nothing but headers would be parted again from each of them.
        may_begin = tried < _MOST_LINES_TRIED and not (unread and unread[-1].holds(index))
        header = headers.at(index) if may_begin else None
        tried += len(run) - index if header else 0
        found = _table_below(header, run, index, headers, findings) if header else None
        if header and found:
            yield from [Paragraph(header.before, run[index].place)] if header.before else []
            yield found.table
            yield from [Paragraph(found.rest, run[index + found.taken - 1].place)] if found.rest else []
            unread = [one for one in unread if one.behind_header <= index]
            index += found.taken
            continue
        if header and not (unread and index < unread[-1].behind_header):
            end = _end_of(header, run, index, headers)
            unread.append(_Unread(header, run[index].place, index + header.taken, end))
        yield run[index]
        index += 1
    findings += [one.finding() for one in unread]


@dataclass(frozen=True, slots=True)
class _Unread:
    """A header whose words below do not part into rows, and from where to where those stand."""

    header: LooseHeader
    place: Place
    behind_header: int
    end: int

    def holds(self, index: int) -> bool:
        """Tell whether a paragraph is part of the table: where its header is printed again a part of it begins."""
        return self.behind_header <= index < self.end

    def finding(self) -> Finding:
        """Say that the table is not read."""
        words = "、".join(self.header.columns.printed)
        message = f"table not read: the words below {words} do not part into its rows; give it as .docx, .xlsx or .csv"
        return _unread("table-not-parted", self.place, message)


def _table_below(
    header: LooseHeader, run: Sequence[Paragraph], start: int, headers: Headers, findings: list[Finding]
) -> _Found | None:
    """Return the table of a header that begins at a paragraph, None where no rows follow."""
    end = _end_of(header, run, start, headers)
    body = run[start + header.taken : end]
    rows, taken = _full_rows(body, header.columns.width) if header.splitter is TABS else ([], 0)
    if rows:
        findings += _unread_lines(body[taken:], header.columns.width)
        return _Found(Table((_head(header.columns), *rows)), "", header.taken + taken)
    candidates = [one for one in (header, header.longer) if one]
    tables = [parted for one in candidates if (parted := _parted(one, run, start, end))]
    if not tables:
        return None
    parted = min(tables, key=lambda one: one.cost_a_row)
    findings += [*parted.left_out(), *parted.unread_rows()]
    return parted.found()


def _end_of(header: LooseHeader, run: Sequence[Paragraph], start: int, headers: Headers) -> int:
    """Return where the table of a header ends at the latest: at an annex, or at the header of another table."""
    at = start + header.taken
    while at < len(run) and not annex_number(run[at].text):
        other = headers.at(at)
        taken = max(other.repeats(one) for one in (header, header.longer or header)) if other else 1
        if not taken:
            return at
        at += taken
    return min(at, len(run))


@dataclass(frozen=True, slots=True)
class _Parted:
    """Words laid into columns: the column of each (BANNER, LEFT_OUT or from 0) and whether it begins a row.

    ``last`` is how many of the words belong to the table: what is left out at its end goes on as text.
    """

    header: LooseHeader
    words: Sequence[Word]
    column_of: Sequence[int]
    begins: Sequence[bool]
    last: int
    cost_a_row: float

    def found(self) -> _Found:
        """Return the table and where the text goes on."""
        columns = self.header.columns
        placed = zip(self.words[: self.last], self.column_of, self.begins, strict=False)
        taken = self.words[self.last - 1].paragraph + 1
        behind = (word.text for word in self.words[self.last :] if word.paragraph < taken)
        rest = " ".join(text for text in behind if text)
        return _Found(Table((_head(columns), *_rows(placed, columns.width))), rest, self.header.taken + taken)

    def left_out(self) -> Iterator[Finding]:
        """Yield what stands between rows and suits no column."""
        for word, column in zip(self.words[: self.last], self.column_of, strict=False):
            if column == LEFT_OUT and word.text.strip():
                yield _unread("text-between-rows", word.place, f"left out: {word.text[:_SHOWN]}")

    def unread_rows(self) -> Iterator[Finding]:
        """Yield that rows are not read where numbers as rows have them stand behind the table."""
        behind = self.words[self.last :] if "seq" in self.header.columns.roles else ()
        number = next((word for word in behind[:-1] if is_number(word.text)), None)
        if number:
            shown = " ".join(word.text for word in behind if word.text)[:_SHOWN]
            yield _unread("rows-not-read", number.place, f"not read, the words do not part into rows: {shown}")


def _parted(header: LooseHeader, run: Sequence[Paragraph], start: int, end: int) -> _Parted | None:
    """Return the least-cost parting of the words, None if it is bad; a column of numbers may have no header word."""
    titles = {without_spaces(one.text) for one in run[max(0, start - 2) : start]} | {without_spaces(header.before)}
    words = words_below(header, run[start + header.taken : end], run[start].place, titles - {""})
    parted = _least_cost(header, words)
    if parted or not any(is_number(word.text) for word in words[: _NUMBER_AHEAD * header.columns.width]):
        return parted
    numbered = header.with_numbers()
    return _least_cost(numbered, words) if numbered else None


def _least_cost(header: LooseHeader, words: Sequence[Word]) -> _Parted | None:
    known = words[:_MOST_WORDS]
    hints = headings_among(known, header.columns), whole_rows(known, header.columns)
    parting = part_words([word.text for word in known], header.columns, *hints)
    last = max((at + 1 for at, column in enumerate(parting.columns) if column != LEFT_OUT), default=0)
    cost = parting.cost - LEFT_OUT_COST * (len(known) - last)
    is_bad = not parting.rows or cost > _WORST_ROW * parting.rows + 1
    if is_bad or _lacks_number(header.columns, words[:last], parting.columns):
        return None
    return _Parted(header, words, parting.columns, parting.begins, last, cost / parting.rows)


def _lacks_number(columns: Columns, words: Sequence[Word], column_of: Sequence[int]) -> bool:
    """Tell whether the number of a row is left out and stands before no other one: the words are in mixed order."""
    numbers = [(word.text, column) for word, column in zip(words, column_of, strict=False) if is_number(word.text)]
    placed = {text for text, column in numbers if column in columns.roles.get("seq", ())}
    return "seq" in columns.roles and any(column == LEFT_OUT and text not in placed for text, column in numbers)


def _full_rows(body: Sequence[Paragraph], width: int) -> tuple[_Rows, int]:
    """Return the rows of a table with a row a line, whose tabs part all cells, and how many lines they take.

    A line without tabs is a banner where a full row follows it, soon; else it ends the table. None where rows are not
    full.
    """
    rows: _Rows = []
    taken = 0
    for at, paragraph in enumerate(body):
        cells = paragraph.text.split("\t")
        follows = any(_is_full(below, width) for below in body[at + 1 : at + 1 + _BANNERS_AHEAD])
        if len(cells) == width:
            places = (_at(paragraph.place, at + 2, column) for column in range(1, width + 1))
            rows.append(tuple(Cell(text.strip(), place) for text, place in zip(cells, places, strict=True)))
            taken = at + 1
        elif len(cells) == 1 and follows:
            text = cells[0].strip()
            rows += (
                []
                if is_page_mark(text) or is_number(text)
                else [(Cell(text, _at(paragraph.place, at + 2, 1), span=width),)]
            )
        elif len(cells) == 1:
            break
        else:
            return [], 0
    return rows, taken


def _is_full(paragraph: Paragraph, width: int) -> bool:
    return paragraph.text.count("\t") == width - 1


def _unread_lines(body: Iterable[Paragraph], width: int) -> Iterator[Finding]:
    """Yield that rows are not read where a full row stands behind the table."""
    for paragraph in body:
        if _is_full(paragraph, width):
            shown = " ".join(paragraph.text.split())[:_SHOWN]
            yield _unread("rows-not-read", paragraph.place, f"not read, text stands between it and its table: {shown}")


def _unread(rule: str, place: Place, message: str) -> Finding:
    return Finding(rule, f"line {place.first_line}" if place.first_line else f"page {place.page}", message, "warning")


def _rows(words: Iterable[tuple[Word, int, bool]], width: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; a banner is a row of one cell over the full width."""
    row: dict[int, list[Word]] = {}
    number = 1
    for word, column, begins in words:
        if (begins or column == BANNER) and row:
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


def _row(words: dict[int, list[Word]], number: int, width: int) -> tuple[Cell, ...]:
    first = next(iter(words.values()))[0].place
    return tuple(
        _cell(words[at], number, at) if at in words else Cell("", _at(first, number, at + 1)) for at in range(width)
    )


def _cell(words: Sequence[Word], number: int, column: int) -> Cell:
    first, last = words[0].place, words[-1].place
    place = Place(first.first_line, last.last_line, number, column + 1, first.page)
    return Cell("\n".join(word.text for word in words), place)


def _at(place: Place, row: int, column: int) -> Place:
    return Place(place.first_line, place.last_line, row, column, place.page)
