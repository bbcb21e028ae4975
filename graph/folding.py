"""How texts are made alike for searching: one character for one, so that places in a text stay.

Full-width and half-width forms, compatibility characters and radicals become the ordinary ones (NFKC), traditional
characters simplified ones, letters small. What NFKC would write as several characters (㎡, …) stays as it is. So does
what is no Chinese character and would become one (㊤): an index that takes texts apart must see the same runs.
What is kept and shown is never folded.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from graph.words import simplified

_RANGES = (range(0xD800), range(0xE000, 0x10000))
"""What is folded: the basic plane."""
_HAN_NAMES = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI RADICAL")


def fold(text: str) -> str:
    """Return the text in the characters that are compared, each in its place."""
    if text.isascii():
        return text.lower()
    # Replacing what is found takes a tenth of the time of str.translate, which looks every character up.
    folded = _folded()
    return _to_be_folded().sub(lambda found: folded[found[0]], text)


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded and each once, in their order; they are parted by white space."""
    return tuple(dict.fromkeys(fold(text).split()))


def sources(character: str) -> str:
    """Return the characters that become this folded one, itself first."""
    return character + _sources().get(character, "")


def is_han(character: str) -> bool:
    """Tell whether it is a Chinese character, a compatibility form of one or a radical."""
    return unicodedata.name(character, "").startswith(_HAN_NAMES)


def folding_version() -> str:
    """Return a name for the tables that fold; texts that were folded by others cannot be compared."""
    return f"unicode {unicodedata.unidata_version}, opencc {version('opencc')}"


@cache
def _folded() -> Mapping[str, str]:
    characters = [chr(code) for codes in _RANGES for code in codes]
    alike = zip(characters, simplified("".join(characters)), strict=True)
    # Few are folded at all, and to look at all of them closely would take a third of a second.
    differing = [one for one, other in alike if one != other or one != _normal(one) or one != one.casefold()]
    folded = {character: _fold_character(character) for character in differing}
    return {one: other for one, other in folded.items() if one != other}


@cache
def _to_be_folded() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_folded()))}]")


@cache
def _sources() -> Mapping[str, str]:
    found: dict[str, str] = defaultdict(str)
    for one, other in _folded().items():
        found[other] += one
    return found


def _fold_character(character: str) -> str:
    last = ""
    while character != last:
        last = character
        character = _one_for(character, _normal(character))
        character = simplified(_one_for(character, character.casefold()))
    return character


def _normal(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def _one_for(character: str, other: str) -> str:
    """Return what stands for a character, itself where that would be several or another kind."""
    if len(other) != 1 or (other != character and is_han(other) and not is_han(character)):
        return character
    return other
