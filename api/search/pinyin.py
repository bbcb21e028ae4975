"""How names are spelled in pinyin, for finding them only: never for ids, and never to say that two names are one.

A character counts with every reading that it has anywhere, as surnames and places have rare ones (单, 曾, 仇, 重庆).
"""

import re
import unicodedata
from functools import cache, lru_cache

from graph.words import REMEMBERED

_SPELLED = re.compile(r"[a-z]{2,60}")
_PARTING = str.maketrans("ǖǘǚǜü", "vvvvv", "'’-")
_OTHER_SPELLINGS = {"lv": "lyu", "nv": "nyu"}
"""How passports write what keyboards take as v."""

Span = tuple[int, int]
"""The first character, and the one after the last."""


@cache
def readings(character: str) -> frozenset[str]:
    """Return the readings of a character without tones; of any other sign itself, small."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables take a moment, and most runs need none

    [found] = pinyin(character, style=Style.NORMAL, heteronym=True) or [[character]]
    spelled = {each.lower() for each in found}
    return frozenset(spelled | {_OTHER_SPELLINGS[each] for each in spelled & _OTHER_SPELLINGS.keys()})


@lru_cache(REMEMBERED)
def spelling(word: str) -> str:
    """Return a word as pinyin without tones and apostrophes; empty where it can be none."""
    marked = unicodedata.normalize("NFC", word.lower()).translate(_PARTING)
    bare = "".join(each for each in unicodedata.normalize("NFD", marked) if not unicodedata.combining(each))
    return bare if _SPELLED.fullmatch(bare) else ""


@lru_cache(REMEMBERED)
def spelled_span(letters: str, name: str) -> Span | None:
    """Return the first characters of a name that the letters spell, None where they spell none of it.

    They are the initials of the name from its beginning (fgw), or full syllables from any character on, the last of
    which may be cut off (weisheng, weish).
    """
    if _are_initials(letters, name):
        return 0, len(letters)
    starts = (start for start, character in enumerate(name) if may_begin(letters, character))
    ends = ((start, _spelled_end(letters, name, start)) for start in starts)
    return next(((start, end) for start, end in ends if end), None)


@lru_cache(REMEMBERED)
def may_begin(letters: str, character: str) -> bool:
    """Say whether letters may be syllables from this character on: they begin with a reading of it, or it with them."""
    return any(letters.startswith(each) or each.startswith(letters) for each in readings(character))


def _are_initials(letters: str, name: str) -> bool:
    if len(letters) > len(name):
        return False
    pairs = zip(letters, name, strict=False)
    return all(any(each.startswith(letter) for each in readings(character)) for letter, character in pairs)


def _spelled_end(letters: str, name: str, start: int) -> int:
    """Return the place after the characters from ``start`` on that the letters spell, 0 where they do not."""
    read = {0}
    for place, character in enumerate(name[start:], start):
        syllables = readings(character)
        if any(each.startswith(letters[at:]) for at in read for each in syllables):
            return place + 1
        read = {at + len(each) for at in read for each in syllables if letters.startswith(each, at)}
        if not read:
            break
    return 0
