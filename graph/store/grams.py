"""Texts as tokens for FTS5, so that a phrase of tokens is a text within a text, down to a single character.

Every character and the one after it are a token, the last of a piece is one by itself: 水务局 is 水务, 务局, 局. So a
word of two or more characters is the phrase of its pairs, and a single character what a token begins with. FTS5's
own ``trigram`` finds nothing shorter than three characters, and most Chinese words have two.

A character is written as four digits of base 36. So no text and no query holds a sign that FTS5 understands.
"""

from collections.abc import Iterator
from itertools import pairwise

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 4


def grams(text: str) -> str:
    """Return the tokens of a folded text, parted by spaces; white space in the text parts it into pieces."""
    return " ".join(token for piece in text.split() for token in (*_pairs(piece), _CODES[piece[-1]]))


def phrase(word: str) -> str:
    """Return the expression of FTS5 for texts that hold a folded word."""
    return f'"{" ".join(_pairs(word))}"' if len(word) > 1 else f'"{_CODES[word]}" *'


def _pairs(piece: str) -> Iterator[str]:
    codes = [_CODES[character] for character in piece]
    return (one + other for one, other in pairwise(codes))


class _Codes(dict[str, str]):
    """The digits of each character that was met."""

    def __missing__(self, character: str) -> str:
        number, code = ord(character), ""
        for _ in range(_WIDTH):
            number, digit = divmod(number, len(_DIGITS))
            code = _DIGITS[digit] + code
        self[character] = code
        return code


_CODES = _Codes()
