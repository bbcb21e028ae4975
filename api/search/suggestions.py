"""Units and officials that may have been meant where a search finds none: proposed, never taken for what was asked.

Likeness says nothing about who answers for what (市水务局 and 市税务局 differ in one character), so a suggestion is no
hit: it is in no total, no filter and no facet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from api.search.names import Named
from api.search.pinyin import readings, spelling

Basis = Literal["sound", "spelling", "short"]

MOST = 5
_LONGEST = 30
_BASES: tuple[Basis, ...] = ("sound", "spelling", "short")
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers do not tell apart."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is near to what was asked.

    ``basis``: it sounds the same (汪向元), is spelled with a sign more, less or other (水利务局, wangxiangyun), or one
    is the other with characters left out.
    """

    named: Named
    name: str
    basis: Basis
    distance: float


def suggest(words: Sequence[str], named: Iterable[Named]) -> list[Suggestion]:
    """Return the nearest names, at most ``MOST``, the nearest first; each unit and official comes once."""
    wanted = "".join(words)
    if not 2 <= len(wanted) <= _LONGEST:
        return []
    near = [best for each in named if (best := _nearest(wanted, each))]
    return sorted(near, key=_order)[:MOST]


def _nearest(wanted: str, named: Named) -> Suggestion | None:
    found = [
        Suggestion(named, name, *near)
        for name, folded in zip(named.names, named.folded, strict=True)
        if (near := _near(wanted, folded))
    ]
    return min(found, key=_order, default=None)


def _order(suggestion: Suggestion) -> tuple[float, int, str, str]:
    return suggestion.distance, _BASES.index(suggestion.basis), suggestion.named.id, suggestion.name


def _near(wanted: str, name: str) -> tuple[Basis, float] | None:
    letters = spelling(wanted)
    if letters:
        return _near_letters(letters, name)
    longest = max(len(wanted), len(name))
    if _sounds_alike(wanted, name):
        return "sound", OSA.distance(wanted, name) / longest / 2
    changes = OSA.distance(wanted, name, score_cutoff=longest // 3)
    if changes <= longest // 3:
        return "spelling", changes / longest
    short, long = sorted((wanted, name), key=len)
    if len(short) >= 3 and short[0] == long[0] and _is_within(short, long):
        return "short", 1 - len(short) / longest
    return None


def _near_letters(letters: str, name: str) -> tuple[Basis, float] | None:
    """Compare pinyin that was typed; of a name with many readings each character counts with the nearest to it."""
    spelled = "".join(min(readings(each), key=lambda one: (one not in letters, one)) for each in name)
    longest = max(len(letters), len(spelled))
    changes = OSA.distance(letters, spelled, score_cutoff=longest // 5)
    return ("spelling", changes / longest) if changes <= longest // 5 else None


def _sounds_alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(map(_share_a_reading, one, other))


def _share_a_reading(one: str, other: str) -> bool:
    return one == other or not _blurred(one).isdisjoint(_blurred(other))


def _blurred(character: str) -> frozenset[str]:
    found = set()
    for reading in readings(character):
        blurred = reading
        for exact, alike in _BLURRED:
            blurred = blurred.replace(exact, alike)
        found.add(blurred)
    return frozenset(found)


def _is_within(short: str, long: str) -> bool:
    """Say whether all characters of one name stand in the other, in order."""
    rest = iter(long)
    return all(character in rest for character in short)
