"""Lines outside tables → paragraphs; what only serves the page (its number, a running header or footer) is left out."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.blocks import Paragraph, Place
from loaders.readers.pdf.lines import Line, join_lines

_EDGE = 0.12
_DASH = r"[—–\-－―·•~\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(?:\d{{1,4}}|[ivxlIVXL]{{1,6}}){_DASH}|\d{{1,4}}\s*/\s*\d{{1,4}}|"
    rf"{_DASH}第\s*\d+\s*页\s*[,，/]?\s*(?:[(（]?\s*共\s*\d+\s*页\s*[)）]?)?{_DASH}"
)
_COUNTED = re.compile(r"第\s*\d+\s*页|共\s*\d+\s*页|[—–\-－―]\s*\d+\s*[—–\-－―]|\d+/\d+")
_GOES_ON = re.compile(r"[（(]?\s*续\s*表?\s*\d*\s*[）)]?")
_NUMERAL = "[一二三四五六七八九十百]+"
_MARK = re.compile(
    rf"第{_NUMERAL}(?:部分|章|节|篇|条)|{_NUMERAL}、|[（(](?:{_NUMERAL}|\d{{1,3}})[）)]|\d{{1,3}}(?:[、．]|[.](?!\d))|"
    r"[①-⑳▲●■◆★]|附\s*[件表]"
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line outside tables, its page and the size of the page."""

    page: int
    width: float
    height: float
    line: Line

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


def margins(lines: Sequence[PageLine]) -> dict[int, Margins]:
    """Return the margins by page width in points."""
    widths = {round(one.width) for one in lines}
    return {width: _margins([one for one in lines if round(one.width) == width]) for width in widths}


def _margins(lines: Sequence[PageLine]) -> Margins:
    left, right = min(one.line.x0 for one in lines), max(one.line.x1 for one in lines)
    pitches = [
        below.line.top - one.line.top
        for one, below in pairwise(lines)
        if one.page == below.page and 0 < below.line.top - one.line.top < 4 * one.line.size
    ]
    # Where no line comes near the margin that mirrors the left one, all of them are short.
    mirrored = lines[0].width - left - 4 * median(one.line.size for one in lines)
    return Margins(left, max(right, mirrored), median(pitches) if pitches else 0.0)


def paragraphs(lines: Sequence[PageLine], by_width: dict[int, Margins]) -> list[Paragraph]:
    """Return the paragraphs of lines that no table parts."""
    groups: list[list[PageLine]] = []
    for one in lines:
        if groups and _goes_on(groups[-1], one, by_width[round(one.width)]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [Paragraph(join_lines([one.line.text for one in group]), Place(page=group[0].page)) for group in groups]


def _goes_on(group: Sequence[PageLine], one: PageLine, page: Margins) -> bool:
    """Tell whether a line goes on with the paragraph: the last line is full, and this one starts nothing."""
    before, line = group[-1].line, one.line
    if before.x1 < page.right - 2 * before.size or _MARK.match(line.text):
        return False
    if abs(line.size - before.size) > 0.2 * before.size:
        return False
    if one.page == group[-1].page and line.top - before.top > 1.4 * max(page.pitch, before.size):
        return False
    indented = line.x0 > page.left + 1.2 * line.size
    return not indented or (len(group) > 1 and abs(line.x0 - before.x0) < 0.5 * line.size)
