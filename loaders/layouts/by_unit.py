"""Lists that are grouped by who answers: a heading or the beginning of a line names units, tasks follow.

一、区发改局（4项） · （二）区经信局牵头 · 市住建局：1.改造管网；2.新建公厕。 · 市教育局：课后服务覆盖率100%。
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.units import is_group, is_plainly_unit, split_units
from graph.words import REMEMBERED, simplified, without_spaces
from loaders.layouts.clauses import read_clauses
from loaders.layouts.headers import entry_of
from loaders.layouts.labels import begins_with_label
from loaders.layouts.outline import UNMARKED, OutlineLine, outline_line

_FEWEST = 2
_SHORTEST_TASK = 6
_LONGEST_UNIT = 25
_OPENING = re.compile(r"(?P<units>[^：:。；;]{2,60})[：:]\s*(?P<rest>.*)", re.DOTALL)
_COUNTED = re.compile(r"[（(]\s*(?:共|计|合计)?\s*[\d一二三四五六七八九十]+\s*[项件条个]\s*[）)]\s*$")
_NEXT = re.compile(r"(?:^|(?<=[；;。]))\s*(?=\d{1,2}(?:[、．]|\.(?!\d))|[（(]\d{1,2}[）)]|[①-⑳])")
_LEVEL = 3


def parted_by_unit(lines: Sequence[OutlineLine]) -> Iterator[OutlineLine]:
    """Yield the lines, each that opens with units and a colon as a heading with the tasks behind it below.

    One such line is no list: a notice opens with those that it is sent to.
    """
    openings = {at: found for at, line in enumerate(lines) if (found := _opening(line, lines[at + 1 : at + 2]))}
    if len(openings) < _FEWEST:
        yield from lines
        return
    levels = [part.level for _, rest in openings.values() for part in map(outline_line, rest)]
    level = min([each for each in levels if each != UNMARKED], default=_LEVEL + 1) - 1
    for at, line in enumerate(lines):
        if at in openings:
            units, rest = openings[at]
            own = line.level if line.mark else level
            yield OutlineLine(own, units, line.place, line.mark)
            for part in (outline_line(each, line.place) for each in rest):
                yield part if part.mark else OutlineLine(own + 1, part.text, line.place)
        else:
            yield line


def _opening(line: OutlineLine, following: Sequence[OutlineLine]) -> tuple[str, list[str]] | None:
    """Return the units that a line opens with and the tasks behind them; None where it does not."""
    match = _OPENING.fullmatch(line.text)
    if not match or begins_with_label(line.text) or not _are_units(match["units"]):
        return None
    rest = [part.strip() for part in _NEXT.split(match["rest"]) if part.strip()]
    if rest and min(map(len, rest)) < _SHORTEST_TASK:
        return None
    heads = bool(following) and bool(following[0].mark) and not line.mark
    return (match["units"].strip(), rest) if rest or heads else None


@lru_cache(REMEMBERED)
def units_of_heading(heading: str) -> tuple[str, ...]:
    """Return the units that a heading names, perhaps with a verb, and nothing else; none where it says more."""
    words = outline_line(_COUNTED.sub("", heading.strip("：:。 "))).text.strip("：:。 ")
    said = read_clauses(words, strict=True)
    if said and all(each.role == "owners" for each in said.said):
        return split_units("、".join(each.words for each in said.said))
    return split_units(words) if _are_units(without_spaces(words)) else ()


def _are_units(words: str) -> bool:
    """Tell whether words name units and nothing else."""
    names = split_units(words)
    plain = all(len(name) <= _LONGEST_UNIT and (is_plainly_unit(name) or is_group(name)) for name in names)
    return bool(names) and plain and entry_of(simplified(words)) is None
