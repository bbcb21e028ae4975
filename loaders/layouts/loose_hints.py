"""What the place of a word in loose text says: that it heads rows, or in which column of a whole row it stands."""

from collections.abc import Sequence
from itertools import pairwise

from loaders.layouts.clauses import is_deadline
from loaders.layouts.headers import Columns
from loaders.layouts.loose_words import Word
from loaders.layouts.names import only_leaders
from loaders.layouts.parting import is_number, names_units

_LONGEST_HEADING = 20
_SENTENCE_ENDS = "。；，、！："
_AROUND = "（()）.、．"
_MOST_DIGITS = 6
"""Of a row's number; Python refuses to read thousands of digits."""


def headings_among(words: Sequence[Word], columns: Columns) -> frozenset[int]:
    """Return the indexes of the words that head the rows below: short, alone on a line in front of a numbered row.

    So categories stand between rows of a line each; what names somebody or ends a sentence is part of a row.
    """
    if "seq" not in columns.roles or all(word.alone for word in words):
        return frozenset()
    return frozenset(at for at, (word, after) in enumerate(pairwise(words)) if _is_heading(word, after))


def _is_heading(word: Word, after: Word) -> bool:
    if not word.alone or after.alone or not is_number(after.text):
        return False
    plain = 1 < len(word.text) <= _LONGEST_HEADING and word.text[-1] not in _SENTENCE_ENDS
    return plain and not (names_units(word.text) or only_leaders(word.text) or is_deadline(word.text))


def whole_rows(words: Sequence[Word], columns: Columns) -> dict[int, int]:
    """Return the column of every word of rows that are whole: as many words as columns, from one number to the next.

    The numbers count; a row also ends where its line does.
    """
    if columns.roles.get("seq") != (0,):
        return {}
    width = columns.width
    starts = [at for at, word in enumerate(words) if is_number(word.text)]
    whole = [at for at in starts if at + width <= len(words) and _is_whole(words, at, at + width)]
    return {at + column: column for at in whole for column in range(width)}


def _is_whole(words: Sequence[Word], start: int, end: int) -> bool:
    line = words[start].paragraph
    if words[end - 1].paragraph == line:
        return end == len(words) or words[end].paragraph != line or _counts_on(words, start, end)
    return _counts_on(words, start, end)


def _counts_on(words: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether the number after a row's is the next word but those of the row."""
    after = _value(words[start].text) + 1
    return after > 1 and [
        at for at in range(start + 1, min(end + 1, len(words))) if _value(words[at].text) == after
    ] == [end]


def _value(number: str) -> int:
    """Return what a row's number counts, 0 where it is none or has several parts."""
    digits = number.strip(_AROUND)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else 0
