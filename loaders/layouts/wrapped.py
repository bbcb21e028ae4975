"""Text whose lines were broken at a fixed width, as copying from a PDF gives it: lines → paragraphs again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from unicodedata import east_asian_width

from loaders.blocks import Block, Paragraph
from loaders.layouts.flattened import PAGE_NUMBER
from loaders.layouts.labels import begins_with_label
from loaders.layouts.outline import outline_line

_NARROWEST, _SLACK = 40, 4
_FEWEST_FULL = 4
_ENDS = "。；！：:;"


def unwrapped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, paragraphs that are lines of one width joined to those that they were."""
    for _, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        found = list(group)
        run = [block for block in found if isinstance(block, Paragraph)]
        width = _wrap_width(run)
        yield from _joined(run, width) if width else found


def _wrap_width(run: Sequence[Paragraph]) -> int:
    """Return the width at which lines were broken, in columns; 0 where they were not.

    Most of the lines that end inside a sentence must be that wide.
    """
    widths = Counter(_width(block.text) for block in run if block.text.strip()[-1:] not in _ENDS)
    widest = max((width for width, count in widths.items() if count > 1), default=0)
    full = sum(count for width, count in widths.items() if width >= widest - _SLACK)
    return widest if widest >= _NARROWEST and full >= _FEWEST_FULL and 2 * full >= sum(widths.values()) else 0


def _joined(run: Sequence[Paragraph], width: int) -> Iterator[Paragraph]:
    waiting: Paragraph | None = None
    may_go_on = False
    for block in run:
        if PAGE_NUMBER.match(block.text):
            continue
        if waiting and may_go_on and not _begins_anew(block.text):
            place = replace(waiting.place, last_line=block.place.last_line)
            waiting = Paragraph(waiting.text.rstrip() + block.text.strip(), place)
        else:
            yield from [waiting] if waiting else []
            waiting = block
        may_go_on = _width(block.text) >= width - _SLACK and block.text.strip()[-1:] not in "。；"
    yield from [waiting] if waiting else []


def _begins_anew(text: str) -> bool:
    """Tell whether a line opens a paragraph: it is set in, marked, or begins with a label."""
    return text[:1].isspace() or bool(outline_line(text.strip()).mark) or begins_with_label(text.strip())


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text.rstrip())
