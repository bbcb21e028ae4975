"""What a search finds in every store, and in which order: the same nodes for the same words on each engine.

A word matches where its folded characters stand in a row in one text of a node (``graph.folding``); a node is found
where each word matches in one or another of its texts. Which texts a label has stands in ``graph.schema.FULL_TEXT``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import QuestionError
from graph.folding import split_words
from graph.schema import FULL_TEXT

MOST_WORDS = 50
TEXTS = {index.label: index.properties for index in FULL_TEXT}
"""The properties that are searched, by label."""

_NUMBER, _LONGEST_NUMBER = re.compile(r"\d+"), 12
_ORDER = {label: place for place, label in enumerate(TEXTS)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a search found.

    ``place`` is its score, the least is best: 0 where the one word is the whole of one of its texts, else how many of
    its texts, in their order, it takes to find all words: 1 is the name alone.
    """

    label: str
    id: str
    place: int


def searched_words(text: str) -> tuple[str, ...]:
    """Return the words of a search.

    Raises:
        QuestionError: there are none, or too many.
    """
    words = split_words(text)
    if not 1 <= len(words) <= MOST_WORDS:
        raise QuestionError(f"a search takes 1 to {MOST_WORDS} words, parted by spaces, not {len(words)}")
    return words


def searched_labels(labels: Sequence[str] | None) -> list[str]:
    """Return the labels that are searched, in the order of the schema; all that have texts where none are named.

    Raises:
        QuestionError: one of them has no texts.
    """
    for label in labels or ():
        if label not in TEXTS:
            raise QuestionError(f"{label} has no texts that are searched: it is to be one of {', '.join(TEXTS)}")
    return [label for label in TEXTS if labels is None or label in labels]


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits by place, then by label as the schema has them, then by id, numbers in it by their value."""
    return sorted(hits, key=lambda hit: (hit.place, _ORDER[hit.label], natural(hit.id)))


def natural(key: str) -> str:
    """Return what sorts an id as people count: row 2 before row 10."""
    return _NUMBER.sub(lambda number: number[0].zfill(_LONGEST_NUMBER), key)
