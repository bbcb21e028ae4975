"""Lines outside tables → paragraphs; what only serves the page (its number, a running header or footer) is left out."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.blocks import Paragraph, Place
from loaders.readers.pdf.lines import ITEM_MARK, Line, join_lines

_EDGE = 0.12
_DASH = r"[—–\-－―·•~\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(?:\d{{1,4}}|[ivxlIVXL]{{1,6}}){_DASH}|\d{{1,4}}\s*/\s*\d{{1,4}}|"
    rf"{_DASH}第\s*\d+\s*页\s*[,，/]?\s*(?:[(（]?\s*共\s*\d+\s*页\s*[)）]?)?{_DASH}"
)
_COUNTED = re.compile(r"第\s*\d+\s*页|共\s*\d+\s*页|[—–\-－―]\s*\d+\s*[—–\-－―]|\d+/\d+")
_GOES_ON = re.compile(r"[（(]?\s*续\s*表?\s*\d*\s*[）)]?")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line outside tables, its page, the size of the page and the flow that it belongs to.

    ``flow`` is where on the page that begins, ``column`` which of how many columns it is.
    """

    page: int
    width: float
    height: float
    line: Line
    flow: float
    column: tuple[int, int] = (1, 1)

    @property
    def frame(self) -> tuple[int, int, int]:
        """What lines with the same margins have in common."""
        return round(self.width), *self.column

    @property
    def is_at_edge(self) -> bool:
        """True where only page numbers, running headers and footers, and a full page's text stand."""
        return self.line.bottom < _EDGE * self.height or self.line.top > (1 - _EDGE) * self.height


def without_furniture(lines: Sequence[PageLine], pages: int) -> list[PageLine]:
    """Return the lines without page numbers, and without those at a page's edge that most pages repeat."""
    keys = {(one.page, _key(one)) for one in lines if one.is_at_edge}
    seen = Counter(key for _, key in keys)
    repeated = {key for key, count in seen.items() if count > 1 and 2 * count > pages}
    return [one for one in lines if not _is_furniture(one, repeated)]


def _key(one: PageLine) -> tuple[str, bool]:
    return _COUNTED.sub("#", "".join(one.line.text.split())), one.line.top < one.height / 2


def _is_furniture(one: PageLine, repeated: Collection[tuple[str, bool]]) -> bool:
    text = one.line.text.strip()
    if _GOES_ON.fullmatch(text):
        return True
    return one.is_at_edge and (bool(_PAGE_NUMBER.fullmatch(text)) or _key(one) in repeated)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of pages of one width begins and ends, and how far its lines stand apart."""

    left: float
    right: float
    pitch: float


def margins(lines: Sequence[PageLine]) -> dict[tuple[int, int, int], Margins]:
    """Return the margins by frame."""
    frames = {one.frame for one in lines}
    return {frame: _margins([one for one in lines if one.frame == frame]) for frame in frames}


def _margins(lines: Sequence[PageLine]) -> Margins:
    left, right = min(one.line.x0 for one in lines), max(one.line.x1 for one in lines)
    pitches = [
        below.line.top - one.line.top
        for one, below in pairwise(lines)
        if one.page == below.page and 0 < below.line.top - one.line.top < 4 * one.line.size
    ]
    if lines[0].column != (1, 1):
        return Margins(left, right, median(pitches) if pitches else 0.0)
    # Where no line comes near the margin that mirrors the left one, all of them are short.
    mirrored = lines[0].width - left - 4 * median(one.line.size for one in lines)
    return Margins(left, max(right, mirrored), median(pitches) if pitches else 0.0)


def paragraphs(lines: Sequence[PageLine], by_frame: dict[tuple[int, int, int], Margins]) -> list[Paragraph]:
    """Return the paragraphs of lines that no table parts."""
    groups: list[list[PageLine]] = []
    for one in lines:
        if groups and _goes_on(groups[-1], one, by_frame):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [Paragraph(join_lines([one.line.text for one in group]), Place(page=group[0].page)) for group in groups]


def _goes_on(group: Sequence[PageLine], one: PageLine, by_frame: dict[tuple[int, int, int], Margins]) -> bool:
    """Tell whether a line goes on with the paragraph: the last line is full, and this one starts nothing."""
    last = group[-1]
    before, line = last.line, one.line
    above, page = by_frame[last.frame], by_frame[one.frame]
    if before.x1 < above.right - 2 * before.size or ITEM_MARK.match(line.text):
        return False
    if abs(line.size - before.size) > 0.2 * before.size:
        return False
    same = (one.page, one.flow, one.column) == (last.page, last.flow, last.column)
    if same and line.top - before.top > 1.4 * max(page.pitch, before.size):
        return False
    inset, inset_before = line.x0 - page.left, before.x0 - above.left
    return inset <= 1.2 * line.size or (len(group) > 1 and abs(inset - inset_before) < 0.5 * line.size)
