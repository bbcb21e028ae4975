"""What of a text matched: an excerpt with the places of the words in it, as numbers and not as markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.search.pinyin import Span
from graph.folding import fold

LONGEST = 160
_BEFORE = 40
"""How much of a long text stands before the first word."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text: ``start`` characters of it come before; ``marks`` are places in the part."""

    text: str
    start: int
    marks: tuple[Span, ...]


def marked(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return where the folded words stand in a text, from the left; those that touch are one."""
    folded = fold(text)
    return join_spans(span for word in words for span in _places(folded, word))


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans from the left, those that overlap or touch as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def cut(text: str, marks: Sequence[Span]) -> Snippet:
    """Return a text, or if it is long the part around its first mark; a mark that goes beyond it is cut as well."""
    start = 0
    if len(text) > LONGEST and marks:
        start = max(0, min(marks[0][0] - _BEFORE, len(text) - LONGEST))
    end = start + LONGEST
    shown = tuple((left - start, min(right, end) - start) for left, right in marks if start <= left < end)
    return Snippet(text[start:end], start, shown)


def _places(folded: str, word: str) -> Iterable[Span]:
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))
