"""The header of a table that lost its grid: on one line, also among other words, or a cell a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Paragraph
from loaders.layouts.headers import Columns, known_header, read_header
from loaders.layouts.parting import is_marked, is_number

WIDEST = 14
TABS = re.compile(r"\t")
_FEWEST_COLUMNS = 3
_LONGEST, _LONGEST_WORD = 300, 20
_SPACES = re.compile(r"[ \t\u3000]+")
_SPLITTERS = (
    TABS,
    re.compile(r"(?<![ \u3000])(?= *\u3000{2})[ \u3000]+"),
    re.compile(r"[ \u3000]{2,}"),
    re.compile(r"[ \u3000]+"),
)
_DASH = r"[—–\-－―·•~]+"
_PAGE_MARK = re.compile(
    rf"(?<!\S)(?:{_DASH}\s*\d{{1,4}}\s*{_DASH}|第\s*\d{{1,4}}\s*页(?:\s*[,，/]?\s*[（(]?共\s*\d{{1,4}}\s*页[）)]?)?)(?!\S)"
)
_NUMBERS = "序号"


@dataclass(frozen=True, slots=True)
class LooseHeader:
    """A header: how cells are parted on its line, how many paragraphs it takes, and what stands around it there.

    ``longer`` is the header with the words behind it that may be unknown header words or the first rows' heading.
    """

    columns: Columns
    splitter: re.Pattern[str] | None
    taken: int
    rest: tuple[str, ...] = ()
    before: str = ""
    longer: "LooseHeader | None" = None

    @property
    def again(self) -> tuple[str, ...]:
        """The words that pages can print again, without spaces: the whole header, and what stands from 序号 on.

        What stands in front of 序号 at first may be the table's title.
        """
        starts = (0, *self.columns.roles.get("seq", ())[:1])
        return tuple("".join(self.columns.printed[start:]) for start in dict.fromkeys(starts))

    def repeats(self, first: "LooseHeader") -> int:
        """Return how many paragraphs the header takes where it is another one printed again, else 0."""
        same = (one for one in (self.longer, self) if one and set(one.again) & set(first.again))
        return next((one.taken for one in same), 0)

    def with_numbers(self) -> "LooseHeader | None":
        """Return the header with a column of numbers in front, over which its first word is merged; None if it has one.

        工作任务 over 1 | 完成…
        """
        columns = None if "seq" in self.columns.roles else read_header([_NUMBERS, *self.columns.printed])
        return replace(self, columns=columns) if columns else None


class Headers:
    """The headers in a run of paragraphs, each looked for once."""

    def __init__(self, run: Sequence[Paragraph]) -> None:
        """Look nothing up yet."""
        self._run = run
        self._found: dict[int, LooseHeader | None] = {}

    def at(self, index: int) -> LooseHeader | None:
        """Return the header that begins with a paragraph."""
        if index not in self._found:
            may_begin = _may_begin(self._run[index].text)
            self._found[index] = _find_header(self._run[index : index + WIDEST]) if may_begin else None
        return self._found[index]


def is_page_mark(text: str) -> bool:
    """Tell whether a line is the number of a page and cannot be a cell: — 2 —, 第2页."""
    return _PAGE_MARK.fullmatch(text.strip()) is not None


def parts_of(text: str, splitter: re.Pattern[str]) -> list[str]:
    """Return the cells of a line without the page marks in it; a name that is set wide (荣  启) is one."""
    pieces = [piece.strip(" \u3000") for piece in _PAGE_MARK.split(text)]
    parts = [part.strip() for piece in pieces if piece or len(pieces) == 1 for part in splitter.split(piece)]
    joined: list[str] = []
    for part in parts:
        wide = bool(joined) and len(part) == 1 and part.isalpha() and joined[-1].isalpha() and len(joined[-1]) == 1
        if wide:
            joined[-1] += f"  {part}"
        else:
            joined.append(part)
    return joined


def _may_begin(text: str) -> bool:
    """Tell whether a header can stand here: the first word is known, or three words in a row are."""
    first = text.strip().strip("|").strip()[:_LONGEST]
    if not _SPACES.search(text.strip()):
        return known_header(first)
    if any(known_header(part) for part in (first, *(splitter.split(first, 1)[0] for splitter in _SPLITTERS))):
        return True
    words = _SPACES.split(text)
    return len(words) > _FEWEST_COLUMNS and any(end - at >= _FEWEST_COLUMNS for at, end in _known_runs(words))


def _find_header(body: Sequence[Paragraph]) -> LooseHeader | None:
    first = body[0].text.strip()
    for splitter in _SPLITTERS if "|" not in first else ():
        header = _on_line([cell for cell in parts_of(first, splitter) if cell], splitter)
        if header:
            return header
    return _by_lines(body)


def _on_line(cells: Sequence[str], splitter: re.Pattern[str]) -> LooseHeader | None:
    """Return the header that the cells of a line are, or that stands between a title and the first rows."""
    alone = 1 < len(cells) <= WIDEST and known_header(cells[0]) and not any(map(is_number, cells))
    columns = read_header(cells) if alone else None
    if columns:
        return LooseHeader(columns, splitter, 1)
    for start, end in _known_runs(cells):
        columns = read_header(cells[start:end]) if end - start >= _FEWEST_COLUMNS else None
        if columns:
            return LooseHeader(columns, splitter, 1, tuple(cells[end:]), " ".join(cells[:start]))
    return None


def _known_runs(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words of the vocabulary stand one behind the other."""
    start = 0
    for at, cell in enumerate(cells):
        if not known_header(cell):
            if start < at:
                yield start, at
            start = at + 1
    if start < len(cells):
        yield start, len(cells)


def _by_lines(body: Sequence[Paragraph]) -> LooseHeader | None:
    """Return the header of a cell a line: its words are known, or it begins with 序号 and ends at the first number."""
    known = whole = None
    cells: list[str] = []
    for taken, paragraph in enumerate(body, start=1):
        parts = [part.strip() for part in paragraph.text.split("|") if part.strip()]
        if not all(map(_can_be_header, parts)):
            break
        cells += parts
        if len(set(cells)) < len(cells):
            break
        columns = read_header(cells) if len(cells) >= _FEWEST_COLUMNS else None
        whole = LooseHeader(columns, None, taken) if columns and columns.roles.get("seq") == (0,) else None
        known = LooseHeader(columns, None, taken) if columns and all(map(known_header, cells[1:])) else known
    if known and whole and whole.taken > known.taken:
        return replace(known, longer=whole)
    return known or whole


def _can_be_header(word: str) -> bool:
    """Tell whether a word can stand in a header: it is known, or short and neither a number nor marked as a heading."""
    return known_header(word) or not (is_number(word) or is_marked(word) or len(word) > _LONGEST_WORD)
