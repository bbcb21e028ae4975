"""Banners: a row or line that heads the rows below it and may say who answers for all of them.

一、张三副市长牵头重点工作 · （二）市教育局（12项） · 责任领导：李四
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.units import is_plainly_unit, split_units
from graph.words import REMEMBERED, without_spaces
from loaders.blocks import Cell
from loaders.layouts.attribution import leader_of_heading
from loaders.layouts.clauses import Said, read_clauses
from loaders.layouts.headers import Columns
from loaders.layouts.labels import said_by_labels, split_labels
from loaders.layouts.outline import outline_line

_COUNTED = re.compile(r"[（(]\s*共?\s*\d+\s*[项件条个]\s*[）)](?=[：:。\s]*$)")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?$")
_TASKS = re.compile("(?:的)?(?:重点)?(?:任务|工作|事项|项目|内容)[：:。]?$")
_LONGEST = 80
_LONGEST_UNIT = 25


@dataclass(frozen=True, slots=True)
class Banner:
    """A heading between rows; ``level`` is that of its mark, the outermost being the least."""

    level: int
    cell: Cell

    @property
    def text(self) -> str:
        """Its words on one line."""
        return without_spaces(self.cell.text)


def banner_of(row: Sequence[Cell], columns: Columns) -> Banner | None:
    """Return the banner that a row is, None where it is a row of the table.

    It is one cell over most of the width; or one in the first two columns with nothing beside it; or a Chinese number
    in the first cell and words in the second (一 | 特色产业). Beside cells that continue those above it must be marked.
    """
    filled = [cell for cell in row if not cell.is_blank]
    if not 1 <= len(filled) <= 2 or len(filled[-1].text) > _LONGEST:
        return None
    first = filled[0]
    if any(cell.continues for cell in row) and (len(filled) > 1 or not outline_line(first.text.strip()).mark):
        return None
    if len(filled) == 2:
        numbered = first.place.column == 1 and filled[1].place.column == 2
        if not numbered or not _CHINESE_NUMBER.match(first.text.strip()) or len(row) == 2:
            return None
        words = first.text.strip().rstrip("、.．") + "、" + filled[1].text
        return _banner(Cell(words, first.place))
    content = columns.roles.get("content", ())
    at = first.place.column - 1
    alone = at < 2 and columns.width > 2 and (at not in content or outline_line(first.text).mark)
    return _banner(first) if 2 * first.span > columns.width or alone else None


def heading_banner(cell: Cell) -> Banner:
    """Return the line in front of a table as its outermost banner."""
    return Banner(0, cell)


@lru_cache(REMEMBERED)
def units_in(heading: str) -> tuple[str, ...]:
    """Return the units that a heading names and nothing else: （二）市教育局（12项）; none where it says more."""
    words = _COUNTED.sub("", outline_line(without_spaces(heading)).text).strip("：:。 ")
    names = split_units(words.replace("：", ":"))
    plain = all(is_plainly_unit(name) and len(name) <= _LONGEST_UNIT and ":" not in name for name in names)
    return names if plain else ()


@lru_cache(REMEMBERED)
def said_by(banner: Banner) -> tuple[Said, ...]:
    """Return who answers for the rows below, by labels or by a leader or units that are named with a verb."""
    text = _COUNTED.sub("", banner.text)
    labels = [label for _, found in split_labels(text) for label in found]
    if labels:
        return said_by_labels(labels, banner.text)
    leader = leader_of_heading(text)
    if leader:
        return (Said("leaders", leader, banner.text),)
    units = read_clauses(_TASKS.sub("", outline_line(text).text), banner.text, strict=True)
    return units.said if units else ()


def _banner(cell: Cell) -> Banner:
    line = outline_line(without_spaces(cell.text))
    return Banner(line.level if line.mark else 1, cell)
