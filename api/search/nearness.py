"""How near a name is to what was asked: by sound, by spelling, or as the short form of the other."""

from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from api.search.pinyin import readings, spelling
from graph.words import REMEMBERED

Basis = Literal["sound", "spelling", "short"]
BASES: tuple[Basis, ...] = ("sound", "spelling", "short")

SHORTEST = 3
"""A shorter name is the short form of none."""
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers do not tell apart."""


def nearness(wanted: str, name: str) -> tuple[Basis, float] | None:
    """Return how a name is near to what is wanted, both folded, and their distance; None where it is not near."""
    letters = spelling(wanted)
    if letters:
        return _near_letters(letters, name)
    longest = max(len(wanted), len(name))
    if _sounds_alike(wanted, name):
        return "sound", OSA.distance(wanted, name) / longest / 2
    most = most_changed(longest)
    changes = OSA.distance(wanted, name, score_cutoff=most)
    if changes <= most:
        return "spelling", changes / longest
    short, long = sorted((wanted, name), key=len)
    if len(short) >= SHORTEST and short[0] == long[0] and _is_within(short, long):
        return "short", 1 - len(short) / longest
    return None


def most_changed(longest: int) -> int:
    """Return how many characters may differ where the longer one of two names has so many."""
    return longest // 3


def most_changed_letters(longest: int) -> int:
    """Return how many letters of pinyin may differ."""
    return longest // 5


def spelled_like(letters: str, name: str) -> str:
    """Return a name in pinyin; of many readings each character counts with the nearest to the letters."""
    return "".join(reading_like(letters, each) for each in name)


@lru_cache(REMEMBERED)
def reading_like(letters: str, character: str) -> str:
    """Return the reading of a character that letters hold, without one its first; of several the first."""
    return min(readings(character), key=lambda one: (one not in letters, one))


@cache
def blurred(character: str) -> frozenset[str]:
    """Return the readings of a character as those hear them who do not tell some sounds apart."""
    found = set()
    for reading in readings(character):
        heard = reading
        for exact, alike in _BLURRED:
            heard = heard.replace(exact, alike)
        found.add(heard)
    return frozenset(found)


def _near_letters(letters: str, name: str) -> tuple[Basis, float] | None:
    spelled = spelled_like(letters, name)
    longest = max(len(letters), len(spelled))
    most = most_changed_letters(longest)
    changes = OSA.distance(letters, spelled, score_cutoff=most)
    return ("spelling", changes / longest) if changes <= most else None


def _sounds_alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(map(_share_a_reading, one, other))


def _share_a_reading(one: str, other: str) -> bool:
    return one == other or not blurred(one).isdisjoint(blurred(other))


def _is_within(short: str, long: str) -> bool:
    """Say whether all characters of one name stand in the other, in order."""
    rest = iter(long)
    return all(character in rest for character in short)
