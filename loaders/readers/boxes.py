"""Tables drawn with characters (┌─┬│├┤, or + - |), as law databases and mails print them: lines → drawn tables.

A border line ends the cells above it; where it leaves out a column the cell there goes on below, and where a bar is
missing two cells are one. Bars seldom stand exactly below each other, for fonts and programs disagree how wide a
Chinese character, a blank and a border are. So columns are told by counting the bars that a border announces, and by
their places only where that says too little.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, pairwise
from unicodedata import east_asian_width, name

from loaders.blocks import Block, Cell, Paragraph, Place, Table
from loaders.readers.pdf.drawing import Glyph
from loaders.readers.pdf.lines import Line, text_lines
from loaders.readers.pdf.wrapping import Column, cell_text

_MAY_HOLD = re.compile(r"[\u2500-\u257f]|\+-{2,}|\+={2,}")
_DRAWN = frozenset(chr(code) for code in range(0x2500, 0x2580))
_LEVEL = frozenset(one for one in _DRAWN if not {"VERTICAL", "UP", "DOWN"} & set(name(one).split())) | set("-=")
_DOWN = frozenset(one for one in _DRAWN if {"VERTICAL", "DOWN"} & set(name(one).split())) | set("+|")
_BARS = _DRAWN - _LEVEL
_TYPED_BORDER = re.compile(r"\+[-=]{2,}|[-=]{2,}\+")
_NUMBER = re.compile(r"[（(]?\d{1,4}[）)]?[.、．]?")
_FEWEST_BARS = 3
_LONGEST_NAME = 4
_MOST_COLUMNS = 60


def boxes_as_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, every table that is drawn with characters in the lines of paragraphs as a table."""
    for is_paragraph, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        found = list(group)
        if is_paragraph and any(_MAY_HOLD.search(block.text) for block in found if isinstance(block, Paragraph)):
            yield from _parted([block for block in found if isinstance(block, Paragraph)])
        else:
            yield from found


def _parted(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    waiting: list[_Drawn] = []
    for paragraph in paragraphs:
        drawn = _Drawn.of(paragraph)
        if drawn and (waiting or drawn.is_border):
            waiting.append(drawn)
            continue
        yield from _table_of(waiting)
        waiting = []
        yield paragraph
    yield from _table_of(waiting)


def _table_of(lines: Sequence["_Drawn"]) -> Iterator[Block]:
    """Yield the table of the lines of one box; the lines themselves where they make none."""
    edges = _edges(lines)
    if len(edges) < _FEWEST_BARS or len(edges) > _MOST_COLUMNS or all(line.is_border for line in lines):
        yield from (line.paragraph for line in lines)
    else:
        yield _Box(edges, _column_widths(lines, edges)).table(lines)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line of a box: its bars, by their places, and the texts between them."""

    paragraph: Paragraph
    bars: tuple[tuple[int, str], ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, paragraph: Paragraph) -> "_Drawn | None":
        """Return the line, None where it does not begin and end with a bar."""
        line = paragraph.text.strip()
        is_bar = _bars_of(line)
        at = [place for place, character in enumerate(line) if character in is_bar]
        if len(at) < 2 or at[0] or at[-1] != len(line) - 1:
            return None
        texts = tuple(line[before + 1 : after] for before, after in pairwise(at))
        places = [0, *accumulate(1 + (len(text) if _is_level(text) else _width(text)) for text in texts)]
        return cls(paragraph, tuple(zip(places, (line[place] for place in at), strict=True)), texts)

    @property
    def is_border(self) -> bool:
        """True where it ends the cell above in at least one column; | alone parts words, as Markdown does."""
        return any(map(_is_level, self.texts)) and any(bar != "|" for _, bar in self.bars)

    @property
    def is_whole(self) -> bool:
        """True where it ends the cells above in every column."""
        return all(map(_is_level, self.texts))

    @property
    def places(self) -> list[int]:
        """Where its bars stand."""
        return [at for at, _ in self.bars]


def _bars_of(line: str) -> Collection[str]:
    """Return the characters that are bars in a line: + is one in a border of typed signs only."""
    if not _BARS.isdisjoint(line):
        return _BARS
    return "+|" if _TYPED_BORDER.search(line) else "|"


def _is_level(text: str) -> bool:
    return bool(text) and _LEVEL.issuperset(text)


def _edges(lines: Sequence[_Drawn]) -> list[int]:
    """Return where columns begin and end: at every bar of the whole borders that are as long as the first one."""
    whole = [line.places for line in lines if line.is_whole]
    return sorted({at for places in whole if places[-1] == whole[0][-1] for at in places})


def _column_widths(lines: Sequence[_Drawn], edges: Sequence[int]) -> list[int]:
    """Return how many columns of type each column has room for: a drawn border is as wide as a Chinese character."""
    rooms = [after - before - 1 for before, after in pairwise(edges)]
    full = [line for line in lines if not line.is_border and len(line.texts) == len(rooms)]
    is_wide = any(_width(text.strip()) > room for line in full for text, room in zip(line.texts, rooms, strict=True))
    return [room * (1 + is_wide) for room in rooms]


def _width(text: str) -> int:
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1


@dataclass(slots=True)
class _BoxCell:
    """A cell as it is read line by line: its columns, from and until, its first row, and its lines."""

    start: int
    end: int
    row: int
    place: Place
    lines: list[str] = field(default_factory=list)

    def add(self, text: str, place: Place) -> None:
        """Add a line of text."""
        if text.strip():
            self.lines.append(text)
            self.place = self.place._replace(last_line=place.last_line)


@dataclass(slots=True)
class _Box:
    """The cells of a box, row by row; a cell that goes on in a row below stands in both."""

    edges: Sequence[int]
    widths: Sequence[int]
    rows: list[dict[int, _BoxCell]] = field(default_factory=list)
    announced: Sequence[int] = ()

    def table(self, lines: Sequence[_Drawn]) -> Table:
        """Return the table that the lines draw."""
        for is_border, group in groupby(lines, lambda line: line.is_border):
            found = list(group)
            if is_border:
                for line in found:
                    self._end_cells(line)
            else:
                self._add_lines(found)
        columns = [self._column(at) for at in range(len(self.widths))]
        rows = [row for row in self.rows if row]
        return Table(tuple(tuple(self._cells(row, number, columns)) for number, row in enumerate(rows, start=1)))

    def _end_cells(self, line: _Drawn) -> None:
        """Begin a row below a border: what the border leaves out goes on, and words that stand there belong to it."""
        above = self.rows[-1] if self.rows else {}
        self.announced = self._columns_at([bar for bar in line.bars if bar[1] in _DOWN])
        places = self._columns_at(line.bars)
        row: dict[int, _BoxCell] = {}
        for (start, _), text in zip(pairwise(places), line.texts, strict=True):
            cell = next((one for one in above.values() if one.start <= start < one.end), None)
            if cell and not _is_level(text):
                cell.add(text, line.paragraph.place)
                row[cell.start] = cell
        self.rows.append(row)

    def _add_lines(self, lines: Sequence[_Drawn]) -> None:
        """Add the lines between two borders to their cells; where several are numbered each begins a row."""
        numbered = [_NUMBER.fullmatch(line.texts[0].strip()) is not None for line in lines]
        several = sum(numbered) > 1
        for at, line in enumerate(lines):
            if several and numbered[at] and any(numbered[:at]):
                self.rows.append({})
            row = self.rows[-1]
            for (start, end), text in zip(pairwise(self._columns_of(line)), line.texts, strict=True):
                if start not in row:
                    row[start] = _BoxCell(start, end, len(self.rows) - 1, line.paragraph.place)
                row[start].add(text, line.paragraph.place)

    def _columns_of(self, line: _Drawn) -> list[int]:
        """Return at which column each bar of a line of words stands: at those that the border announces."""
        if len(line.bars) == len(self.announced):
            return list(self.announced)
        return self._columns_at(line.bars)

    def _columns_at(self, bars: Sequence[tuple[int, str]]) -> list[int]:
        """Return at which column each bar stands: counted where all are there, else by the nearest place.

        A line can be longer or shorter than the box where words or blanks of another width stand in it: then the bars
        on its right are as far from its end as they should be.
        """
        last = len(self.edges) - 1
        if not bars or len(bars) == last + 1:
            return list(range(len(bars)))
        beyond = self.edges[-1] - bars[-1][0]
        found = [0]
        for left, (place, _) in zip(range(len(bars) - 2, 0, -1), bars[1:-1], strict=True):
            reach = range(found[-1] + 1, last - left + 1)
            found.append(min(reach, key=lambda at: _distance(self.edges[at], place, beyond)) if reach else found[-1])
        return [*found, last]

    def _column(self, at: int) -> Column:
        cells = {id(cell): cell for row in self.rows for cell in row.values() if cell.start == at}
        column = Column.of([(_lines(cell.lines), self._room(cell)) for cell in cells.values() if cell.lines])
        # A box is filled by counting, so that a full line was wrapped; only short names fill a cell by chance.
        short = all(len(line.strip()) <= _LONGEST_NAME for cell in cells.values() for line in cell.lines)
        return column if short else replace(column, name_a_line=False)

    def _room(self, cell: _BoxCell) -> float:
        return float(sum(self.widths[cell.start : cell.end]))

    def _cells(self, row: dict[int, _BoxCell], number: int, columns: Sequence[Column]) -> Iterator[Cell]:
        for start, cell in sorted(row.items()):
            is_below = self.rows[cell.row] is not row
            text = "" if is_below else cell_text(_lines(cell.lines), self._room(cell), columns[start])
            place = cell.place._replace(row=number, column=start + 1)
            yield Cell(text, place, continues=is_below, span=cell.end - cell.start)


def _distance(edge: int, place: int, beyond: int) -> int:
    return min(abs(edge - place), abs(edge - place - beyond))


def _lines(texts: Sequence[str]) -> list[Line]:
    """Return the lines of a cell as a page would show them, where no mark juts out: Chinese ones are square."""
    lines = text_lines(glyph for level, text in enumerate(texts) for glyph in _glyphs(text.strip(), 2.0 * level))
    return [replace(line, hanging=0.0) for line in lines]


def _glyphs(text: str, top: float) -> Iterator[Glyph]:
    x = 0.0
    for character in text:
        width = _character_width(character)
        yield Glyph(character, x, top, x + width, top + 2.0)
        x += width
