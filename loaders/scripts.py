"""Letters of two alphabets in one word: a Cyrillic А among Latin letters looks like one and is another name."""

import re
import unicodedata
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "CJK")


def mixed_scripts(text: str) -> list[str]:
    """Return the words of a text that mix alphabets as no writer does, in order: АPP, 发改委о.

    Latin letters beside Chinese characters (APP推广办) are usual. A single Cyrillic or Greek letter among Chinese or
    Latin ones is not; a run of them among Chinese characters is a word of its own.
    """
    return [word for word in _WORD.findall(text) if not word.isascii() and _is_mixed(word)]


def _is_mixed(word: str) -> bool:
    runs = _runs(word)
    alphabets = {alphabet for alphabet, _ in runs}
    foreign = [length for alphabet, length in runs if alphabet in ("CYRILLIC", "GREEK")]
    beside_latin = any(
        {one, other} & {"LATIN"} and {one, other} & {"CYRILLIC", "GREEK"} for (one, _), (other, _) in pairwise(runs)
    )
    return beside_latin or ("CJK" in alphabets and 1 in foreign)


def _runs(word: str) -> list[tuple[str, int]]:
    """Return the alphabets of a word as they follow each other, each with how many letters it has."""
    runs: list[tuple[str, int]] = []
    for character in word:
        alphabet = unicodedata.name(character, "").partition(" ")[0]
        if alphabet not in _ALPHABETS:
            alphabet = ""
        if runs and runs[-1][0] == alphabet:
            runs[-1] = (alphabet, runs[-1][1] + 1)
        else:
            runs.append((alphabet, 1))
    return runs
