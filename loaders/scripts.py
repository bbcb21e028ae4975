"""Letters of two alphabets in one word: a Cyrillic А among Latin letters looks like one and is another name."""

import re
import unicodedata
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_COMBINING = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "KATAKANA", "CJK")
_FOREIGN = ("CYRILLIC", "GREEK", "KATAKANA")
_LIKE_LATIN = re.compile("[АВЕЅІЈКМНОРСТУХаеіјорсухѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]+")


def mixed_scripts(text: str) -> list[str]:
    """Return the words of a text that mix alphabets as no writer does, in order: АPP, 发改委о, エ信局.

    Latin letters beside Chinese characters (APP推广办) are usual. A single Cyrillic, Greek or Japanese letter among
    Chinese or Latin ones is not; a run of them among Chinese characters is a word of its own, unless each of its
    letters looks like a Latin one (РРР中心). Marks above or through characters are never usual.
    """
    marked = [text] if _COMBINING.search(text) else []
    return marked or [word for word in _WORD.findall(text) if not word.isascii() and _is_mixed(word)]


def _is_mixed(word: str) -> bool:
    runs = _runs(word)
    alphabets = {alphabet for alphabet, _ in runs}
    foreign = [run for alphabet, run in runs if alphabet in _FOREIGN]
    beside_latin = any(
        "LATIN" in (one, other) and {one, other} & {*_FOREIGN} for (one, _), (other, _) in pairwise(runs)
    )
    lone = any(len(run) == 1 or _LIKE_LATIN.fullmatch(run) for run in foreign)
    return beside_latin or ("CJK" in alphabets and lone)


def _runs(word: str) -> list[tuple[str, str]]:
    """Return the alphabets of a word as they follow each other, each with its letters."""
    runs: list[tuple[str, str]] = []
    for character in word:
        alphabet = unicodedata.name(character, "").partition(" ")[0]
        if alphabet not in _ALPHABETS:
            alphabet = ""
        if runs and runs[-1][0] == alphabet:
            runs[-1] = (alphabet, runs[-1][1] + character)
        else:
            runs.append((alphabet, character))
    return runs
