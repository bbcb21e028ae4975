"""Names in lines that fit a width, reckoned without a font: a Chinese character is as wide as it is high."""

import unicodedata
from functools import lru_cache

SIZE = 13
LINE_HEIGHT = 17
MOST_LINES = 4
_NARROW = 0.62
_ENDS = "，。、；：！？）》”’%），"
"""What no line begins with."""


def width_of(text: str) -> float:
    """Return how wide a text is at most, in pixels."""
    return sum(map(_width, text))


@lru_cache(20_000)
def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Return the text in up to ``MOST_LINES`` lines no wider than this; what is left over is told by an ellipsis.

    The lines are about as long as each other: no single character stands in the last one.
    """
    text = " ".join(text.split())
    lines = _lines(text, width)
    if len(lines) <= 1:
        return lines
    narrower = (_lines(text, width * part / 10) for part in range(6, 10))
    return next((each for each in narrower if len(each) == len(lines) and each[-1][-1] == lines[-1][-1]), lines)


def _lines(rest: str, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    while rest:
        if len(lines) == MOST_LINES - 1:
            lines.append(_cut(rest, width))
            break
        end = _end_of_line(rest, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(lines)


def _end_of_line(text: str, width: float) -> int:
    """Return where the first line of a text ends."""
    taken = 0.0
    for place, character in enumerate(text):
        taken += _width(character)
        if taken > width and character not in _ENDS:
            return _before_word(text, place) or max(place, 1)
    return len(text)


def _before_word(text: str, place: int) -> int:
    """Return where the Latin word or number that would be cut begins; 0 where none is, or it fills the line."""
    start = place
    while start and _is_latin(text[start - 1]) and _is_latin(text[place]):
        start -= 1
    return start if place - start < place else 0


def _cut(text: str, width: float) -> str:
    if width_of(text) <= width + SIZE:
        return text
    kept = text
    while kept and width_of(kept) + SIZE > width:
        kept = kept[:-1]
    return f"{kept}…"


def _is_latin(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return SIZE if unicodedata.east_asian_width(character) in "WFA" else SIZE * _NARROW
