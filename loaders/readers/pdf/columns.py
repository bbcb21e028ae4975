"""Text set in columns: the glyphs of a page → its flows, each of them what is read from top to bottom.

A line that runs across a page's middle parts nothing. Where none does for some lines, and what stands on both sides of
the white strip is running text (its lines fill their side, or items with marks begin on both), each side is read on its
own. Words that are only set apart, such as the cells of a table without rules, stay lines across the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from loaders.readers.pdf.drawing import Glyph
from loaders.readers.pdf.lines import ITEM_MARK, levels

_FEWEST_LINES = 5
_FEWEST_MARKS = 2
_NARROWEST = 0.8
_WIDEST = 5.0
_SHORT = 2.5
_STEP = 2.0
_NARROWEST_COLUMN = 8
_MOST_LINES = 300

_Ink = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Flow:
    """Glyphs to be read from top to bottom, where they begin, and which of how many columns they are."""

    glyphs: Sequence[Glyph]
    top: float
    column: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class _Level:
    """What stands at one height: its glyphs, and the stretches of them that no white strip parts."""

    glyphs: Sequence[Glyph]
    ink: Sequence[_Ink]

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> "_Level":
        shown = sorted((one for one in glyphs if not one.text.isspace()), key=lambda one: one.x0)
        ink: list[_Ink] = []
        for one in shown:
            if ink and one.x0 - ink[-1][1] < _NARROWEST * one.size:
                ink[-1] = (ink[-1][0], max(ink[-1][1], one.x1))
            else:
                ink.append((one.x0, one.x1))
        return cls(glyphs, ink)

    def crosses(self, at: float) -> bool:
        return any(start < at < end for start, end in self.ink)

    def parts(self, at: float) -> tuple[list[Glyph], list[Glyph]]:
        left = [one for one in self.glyphs if one.middle[0] < at]
        return left, [one for one in self.glyphs if one.middle[0] >= at]


@dataclass(frozen=True, slots=True)
class _Strip:
    """A white strip: where it stands, and the first and the last level (not included) that it parts."""

    at: float
    first: int
    end: int


def flows(glyphs: Sequence[Glyph]) -> Iterator[Flow]:
    """Yield the flows of a page or of a part of it, in reading order."""
    waiting = [[level for level in map(_Level.of, levels(glyphs)) if level.ink]]
    while waiting:
        lines = waiting.pop()
        strip = _strip(lines)
        if strip is None:
            if lines:
                yield Flow(_all(lines), _top(lines))
            continue
        band = lines[strip.first : strip.end]
        if strip.first:
            waiting += [lines[strip.end :], band, lines[: strip.first]]
            continue
        columns = [column for side in (0, 1) for column in flows(_all_on_side(band, strip.at, side))]
        for number, column in enumerate(columns, start=1):
            yield Flow(column.glyphs, _top(band), (number, len(columns)))
        waiting.append(lines[strip.end :])


def _all(lines: Sequence[_Level]) -> list[Glyph]:
    return list(chain.from_iterable(level.glyphs for level in lines))


def _all_on_side(lines: Sequence[_Level], at: float, side: int) -> list[Glyph]:
    return list(chain.from_iterable(level.parts(at)[side] for level in lines))


def _top(lines: Sequence[_Level]) -> float:
    return min(one.top for level in lines for one in level.glyphs)


def _strip(lines: Sequence[_Level]) -> _Strip | None:
    """Return the strip with the most lines on its poorer side, of these the one in the middle."""
    if not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return None
    left, right = min(level.ink[0][0] for level in lines), max(level.ink[-1][1] for level in lines)
    size = median(level.glyphs[0].size for level in lines)
    best: dict[tuple[int, int], list[float]] = {}
    most = _FEWEST_LINES
    at = left + _NARROWEST_COLUMN * size
    while at <= right - _NARROWEST_COLUMN * size:
        for first, end in _runs(lines, at):
            run = lines[first:end]
            count = min(sum(one.ink[0][0] < at for one in run), sum(one.ink[-1][1] > at for one in run))
            if count < most or not _are_columns(run, at):
                continue
            if count > most:
                best, most = {}, count
            best.setdefault((first, end), []).append(at)
        at += _STEP
    if not best:
        return None
    (first, end), places = max(best.items(), key=lambda item: len(item[1]))
    return _Strip(places[len(places) // 2], first, end)


def _is_inked(glyphs: Sequence[Glyph]) -> bool:
    return any(not one.text.isspace() for one in glyphs)


def _runs(lines: Sequence[_Level], at: float) -> Iterator[tuple[int, int]]:
    """Yield where lines follow each other of which none crosses the place."""
    crossing = [-1, *(number for number, level in enumerate(lines) if level.crosses(at)), len(lines)]
    for before, after in pairwise(crossing):
        if after - before > _FEWEST_LINES:
            yield before + 1, after


def _are_columns(lines: Sequence[_Level], at: float) -> bool:
    """Tell whether running text stands on both sides: most lines fill their side, or items with marks begin on each."""
    sides = list(zip(*(level.parts(at) for level in lines), strict=True))
    return (all(map(_is_filled, sides)) and _is_narrow(*sides)) or all(map(_is_marked, sides))


def _is_narrow(left: Sequence[Sequence[Glyph]], right: Sequence[Sequence[Glyph]]) -> bool:
    """Tell whether the white strip is no wider than a page is set with."""
    shown = [one for line in (*left, *right) for one in line if not one.text.isspace()]
    start = max(one.x1 for line in left for one in line if not one.text.isspace())
    end = min(one.x0 for line in right for one in line if not one.text.isspace())
    return end - start <= _WIDEST * median(one.size for one in shown)


def _is_filled(side: Sequence[Sequence[Glyph]]) -> bool:
    ends = [(max(one.x1 for one in line), line[0].size) for line in side if _is_inked(line)]
    edge = max(end for end, _ in ends)
    return 2 * sum(end > edge - _SHORT * size for end, size in ends) >= len(ends)


def _is_marked(side: Sequence[Sequence[Glyph]]) -> bool:
    texts = ("".join(one.text for one in sorted(line, key=lambda one: one.x0)).strip() for line in side)
    return sum(bool(ITEM_MARK.match(text)) for text in texts) >= _FEWEST_MARKS
