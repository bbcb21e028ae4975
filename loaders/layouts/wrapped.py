"""Text whose lines were broken at a fixed width, as copying from a PDF gives it: lines → paragraphs again."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from unicodedata import east_asian_width

from graph.words import REMEMBERED
from loaders.blocks import Block, Paragraph
from loaders.layouts.flattened import PAGE_NUMBER
from loaders.layouts.labels import begins_with_label
from loaders.layouts.outline import is_chrome, outline_line

_NARROWEST, _SLACK = 24, 4
_FEWEST_FULL, _SHARE = 4, 0.75
_ENDS = "。；！：:;）)】]"


def unwrapped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, paragraphs that are lines of one width joined to those that they were."""
    for _, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        found = list(group)
        run = [block for block in found if isinstance(block, Paragraph)]
        width = _wrap_width(run)
        yield from _joined(run, width) if width else found


def _wrap_width(run: Sequence[Paragraph]) -> int:
    """Return the width at which lines were broken, in columns; 0 where they were not.

    Nearly all lines that open no paragraph must follow one that is full and ends inside a sentence.
    """
    lines = [block.text for block in run if not PAGE_NUMBER.match(block.text)]
    followed = [above for above, line in pairwise(lines) if not _begins_anew(line)]
    fewest = max(_FEWEST_FULL, _SHARE * len(followed))
    if sum(map(_is_cut, followed)) < fewest:
        return 0
    widest = max(map(_width, lines))
    full = sum(_is_full(above, widest) for above in followed)
    return widest if widest >= _NARROWEST and full >= fewest else 0


def _is_full(line: str, width: int) -> bool:
    return _is_cut(line) and _width(line) >= width - _SLACK


def _is_cut(line: str) -> bool:
    """Tell whether a line ends inside a sentence."""
    return line.strip()[-1:] not in _ENDS


def _joined(run: Sequence[Paragraph], width: int) -> Iterator[Paragraph]:
    waiting: Paragraph | None = None
    may_go_on = False
    for block in run:
        if PAGE_NUMBER.match(block.text):
            continue
        if waiting and may_go_on and not _begins_anew(block.text):
            place = waiting.place._replace(last_line=block.place.last_line)
            waiting = Paragraph(waiting.text.rstrip() + block.text.strip(), place)
        else:
            yield from [waiting] if waiting else []
            waiting = block
        may_go_on = _is_full(block.text, width)
    yield from [waiting] if waiting else []


def _begins_anew(text: str) -> bool:
    """Tell whether a line opens a paragraph: it is set in, marked, begins with a label, or is the page's own."""
    return (
        text[:1].isspace()
        or is_chrome(text)
        or bool(outline_line(text.strip()).mark)
        or begins_with_label(text.strip())
    )


def _width(text: str) -> int:
    return sum(map(_columns, text.rstrip()))


@lru_cache(maxsize=REMEMBERED)
def _columns(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
