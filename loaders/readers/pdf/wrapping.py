"""The lines of a cell → its text: a line that only the width of the cell broke goes on with the next.

Other formats hold the breaks that an author set, and a break parts two names. A PDF shows every line alike: whether the
next line's first glyph had room on this one tells a break from a wrapped line. Where a line is full and yet may end a
name (a column of narrow cells, one name a line), the column's other cells decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.units import are_two_units
from loaders.readers.pdf.lines import Line, join_lines

_SEPARATORS = frozenset("、，,；;。")
_NAME_ENDS = re.compile("[、，,；;。：:\\s]")
_NAME_LENGTH = 4
_OPENING, _CLOSING = "（(", "）)"


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column have in common: their margin, and whether they hold a name a line.

    ``one_wide`` where words of several names' length stand a character a line.
    """

    margin: float = 0.0
    name_a_line: bool = False
    one_wide: bool = False

    @classmethod
    def of(cls, cells: Sequence[tuple[Sequence[Line], float]]) -> "Column":
        """Look at the column's cells, each given by its lines and its width."""
        if not cells:
            return cls()
        margin = min(_margin(lines, width) for lines, width in cells)
        several = [(lines, width) for lines, width in cells if len(lines) > 1]
        full = [_full(lines, width, margin) for lines, width in several]
        short = sum(each.count(False) for each in full)
        wrapped = sum(each.count(True) for each in full)
        if wrapped and all(len(line.text) == 1 for lines, _ in several for line in lines):
            return cls(margin, one_wide=max(len(lines) for lines, _ in several) > _NAME_LENGTH)
        if short:
            return cls(margin, short >= wrapped and not any(_is_running(lines) for lines, _ in several))
        return cls(margin, bool(several) and all(_are_names(lines) for lines, _ in several))


def cell_text(lines: Sequence[Line], width: float, column: Column) -> str:
    """Return the words of a cell, a break where its author set one."""
    if not lines:
        return ""
    texts = [[lines[0].text]]
    for full, line in zip(_full(lines, width, column.margin), lines[1:], strict=True):
        wrapped = full and (not column.name_a_line or len(line.text) == 1)
        above = "".join(texts[-1])
        if (wrapped and not _are_two_names(above, line.text)) or _is_in_bracket(above, line.text):
            texts[-1].append(line.text)
        else:
            texts.append([line.text])
    return "\n".join(map(join_lines, texts))


def _are_two_names(text: str, line: str) -> bool:
    return are_two_units(_NAME_ENDS.split(text)[-1], _NAME_ENDS.split(line)[0])


def _is_in_bracket(text: str, line: str) -> bool:
    """Tell whether a line ends the bracket that the text before it leaves open: no name ends inside one."""
    is_open = max(map(text.rfind, _OPENING)) > max(map(text.rfind, _CLOSING))
    closes = min((line.find(one) for one in _CLOSING if one in line), default=-1)
    return is_open and closes >= 0 and not any(one in line[:closes] for one in _OPENING)


def goes_on(line: Line, below: Line, width: float, column: Column) -> bool:
    """Tell whether a line of a cell is full, so that the one below goes on with it; never in a column of names."""
    return not column.name_a_line and _full([line, below], width, column.margin)[0]


def _margin(lines: Sequence[Line], width: float) -> float:
    """Return the least that the lines of a cell, wherever it sets them, leave free on both sides together."""
    return max(0.0, min(width - (line.x1 - line.hanging - line.x0) for line in lines))


def _full(lines: Sequence[Line], width: float, margin: float) -> list[bool]:
    """Tell for each line but the last whether the next one's first glyph had no room on it."""
    return [line.x1 - line.x0 + 0.9 * below.first_width > width - margin + 0.1 for line, below in pairwise(lines)]


def _is_running(lines: Sequence[Line]) -> bool:
    """Tell whether a cell holds running text or a list with marks between: there lines end anywhere."""
    return any(set(line.text[:-1]) & _SEPARATORS for line in lines)


def _are_names(lines: Sequence[Line]) -> bool:
    """Tell whether all lines are as long as each other and as a person's name can be."""
    lengths = {len("".join(line.text.split())) for line in lines}
    return len(lengths) == 1 and 1 < lengths.pop() <= _NAME_LENGTH and not _is_running(lines)
