"""Glyphs → lines of text: what stands at one height, from left to right, with the spaces that a reader sees."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf.drawing import Glyph

_BLANKS = (" ", "\u3000", "\xa0", "\t")
_WIDE_GAP = 0.8
_WIDEST_SPREAD = 3.0
_LATIN_GAP = 0.2
_NO_ROOM = 0.12
_OPENING = frozenset("（《〈「『【〔“‘([")
_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕”’…％%,.;:!?)]")
_NUMERAL = "[一二三四五六七八九十百]+"
ITEM_MARK = re.compile(
    rf"第{_NUMERAL}(?:部分|章|节|篇|条)|{_NUMERAL}、|[（(](?:{_NUMERAL}|\d{{1,3}})[）)]|\d{{1,3}}(?:[、．]|[.](?!\d))|"
    r"[①-⑳▲●■◆★]|附\s*[件表]"
)
"""How an item, a heading or a chapter begins."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, the box that it takes up and its type size.

    ``first_width`` is how wide that is at its start which no line end parts, ``hanging`` a mark that may jut out at its
    end.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    first_width: float = 0.0
    hanging: float = 0.0


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two glyphs: its width in type sizes, the blanks that the file holds there, its neighbours."""

    width: float
    blanks: str
    neighbours: str


def text_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of the glyphs from top to bottom; those without words are left out."""
    lines = [_line(sorted(group, key=lambda one: one.x0)) for group in levels(glyphs)]
    return [line for line in lines if line]


def levels(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs grouped by what stands at one height: each middle lies within the box of the first one."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle[1]):
        if levels and glyph.middle[1] - levels[-1][0].middle[1] < 0.5 * max(levels[-1][0].size, 0.6 * glyph.size):
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    return levels


def _line(glyphs: Sequence[Glyph]) -> Line | None:
    shown: list[Glyph] = []
    gaps: list[_Gap] = []
    blanks = ""
    for glyph in glyphs:
        if glyph.text in _BLANKS:
            blanks += glyph.text if shown else ""
            continue
        if shown and _is_again(shown[-1], glyph):
            continue
        if shown:
            gaps.append(_gap(shown[-1], glyph, blanks))
        shown.append(glyph)
        blanks = ""
    if not shown:
        return None
    text = shown[0].text + "".join(a + b.text for a, b in zip(_spaces(gaps), shown[1:], strict=True))
    top, bottom = min(one.top for one in shown), max(one.bottom for one in shown)
    x1 = max(one.x1 for one in shown)
    size = sorted(one.size for one in shown)[len(shown) // 2]
    return Line(text, shown[0].x0, top, x1, bottom, size, _first_width(shown), _hanging(shown[-1]))


def _first_width(glyphs: Sequence[Glyph]) -> float:
    """Return how wide the glyphs at the start are that no line end may part: a word, a number, a sign with its mark."""
    at = 0
    while at < len(glyphs) - 1:
        here, after = glyphs[at].text, glyphs[at + 1].text
        word = here.isascii() and here.isalnum() and after.isascii() and after.isalnum()
        if not (word or here in _OPENING or after in _NOT_FIRST):
            break
        at += 1
    return glyphs[at].x1 - glyphs[0].x0


def _hanging(glyph: Glyph) -> float:
    return glyph.x1 - glyph.x0 if glyph.text in _NOT_FIRST else 0.0


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether the glyph is the one before drawn once more, a little to the side: so some programs set bold."""
    width = glyph.x1 - glyph.x0
    return before.text == glyph.text and abs(glyph.x0 - before.x0) < 0.3 * width


def _gap(left: Glyph, right: Glyph, blanks: str) -> _Gap:
    size = max(left.size, right.size, 1.0)
    return _Gap((right.x0 - left.x1) / size, blanks, left.text[-1] + right.text[0])


def _spaces(gaps: Sequence[_Gap]) -> list[str]:
    """Return what to write between the glyphs; spaces that only spread a line to its width are none."""
    spaces = [_space(gap) for gap in gaps]
    chinese = [_is_chinese(gap) for gap in gaps]
    widths = [gap.width for gap, space, inside in zip(gaps, spaces, chinese, strict=True) if space and inside]
    enough = all(chinese) or sum(chinese) > 2
    if enough and 2 * len(widths) > sum(chinese) and max(widths) <= min(1.5 * min(widths), _WIDEST_SPREAD):
        return ["" if inside else space for space, inside in zip(spaces, chinese, strict=True)]
    return spaces


def _space(gap: _Gap) -> str:
    if gap.blanks:
        return gap.blanks if gap.width > _NO_ROOM else ""
    if gap.neighbours.isascii():
        return " " if gap.width > _LATIN_GAP else ""
    return " " if gap.width > _WIDE_GAP else ""


def _is_chinese(gap: _Gap) -> bool:
    return not any(character.isascii() for character in gap.neighbours)


def join_lines(lines: Sequence[str]) -> str:
    """Return wrapped lines as one; only between two words in Latin letters does a line end stand for a space."""
    text = lines[0]
    for _, line in pairwise(lines):
        both = text[-1:] + line[:1]
        text += (" " if both.isascii() and both.isalpha() else "") + line
    return text
