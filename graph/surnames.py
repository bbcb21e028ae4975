"""Where names end in characters that touch or are set wide: 郑丙华 周  强, 陆 明俞 悦, 格桑卓玛.

Spaces alone do not decide: a reading is chosen in which every name begins with a surname, or with a word of which
Tibetan, Turkic, Mongolian and Yi names are made, and as few spaces as possible stand inside names.
"""

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from graph.words import simplified, without_spaces, word_list

_SPACE_INSIDE, _SPLIT_INSIDE, _NO_SURNAME, _LONG_NAME, _RARE_SURNAME, _OTHER_CHARACTER = 1, 3, 5, 6, 1, 1
_COMMON, _COMPOUND = 100, 2
_LONGEST, _LONGEST_OF_WORDS = 4, 8
_NEVER = 10_000


class Reading(NamedTuple):
    """One way to part characters into names: what it costs, and how many ways cost the same."""

    cost: int
    ways: int
    names: tuple[str, ...]


def surname_length(text: str) -> int:
    """Return how many characters of the text are a surname; 0 where it begins with none."""
    folded = simplified(text[:2])
    if folded in _surnames() and len(text) > 2:
        return 2
    return 1 if folded[:1] in _surnames() else 0


def looks_like_name(text: str) -> bool:
    """Tell whether the text can be a person's name: two to four characters after a surname, of name words, with a ·."""
    if "·" in text:
        return True
    return (2 <= len(text) <= _LONGEST and surname_length(text) > 0) or is_of_name_words(text)


def has_compound_surname(name: str) -> bool:
    """Tell whether the name begins with a surname of two characters: 诸葛闻溪."""
    return surname_length(name) == _COMPOUND


def has_common_surname(text: str) -> bool:
    """Tell whether the text begins with one of the hundred commonest surnames, or with a compound one."""
    return simplified(text[:1]) in _common_surnames() or has_compound_surname(text)


def is_of_name_words(text: str) -> bool:
    """Tell whether the text is a name made of name words: 格桑卓玛, 买买提江; 格桑 alone is too short to tell."""
    return 2 < len(text) <= _LONGEST_OF_WORDS and _other_parts(text) is not None


def best_reading(tokens: list[str]) -> Reading:
    """Part the characters of words set apart by spaces into names at the least cost."""
    text = "".join(tokens)
    edges = {0, *accumulate(map(len, tokens))}
    longest = _LONGEST_OF_WORDS if _name_words().search(text) else _LONGEST
    best = [Reading(0, 1, ())] + [Reading(_NEVER, 0, ())] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end - 1):
            before = best[start]
            cost = before.cost + _cost(text[start:end], start, end, edges)
            if cost < best[end].cost:
                best[end] = Reading(cost, before.ways, (*before.names, text[start:end]))
            elif cost == best[end].cost < _NEVER:
                best[end] = best[end]._replace(ways=best[end].ways + before.ways)
    found = best[-1]
    return found if found.cost < _NEVER else Reading(0, 2, (text,))


def spaces_agree(names: tuple[str, ...], tokens: list[str]) -> bool:
    """Tell whether the spaces bear the reading out: names that touch are each set wide (陆 明俞 悦)."""
    edges = set(accumulate(map(len, tokens)))
    ends = list(accumulate(map(len, names)))
    wide = [any(end - len(name) < edge < end for edge in edges) for name, end in zip(names, ends, strict=True)]
    return all(end in edges or (wide[index] and wide[index + 1]) for index, end in enumerate(ends))


def _cost(name: str, start: int, end: int, edges: set[int]) -> int:
    cost = _SPACE_INSIDE * sum(1 for place in range(start + 1, end) if place in edges) + _SPLIT_INSIDE * (
        end not in edges
    )
    others = _other_parts(name)
    if others is not None:
        return cost + _OTHER_CHARACTER * others
    if len(name) > _LONGEST:
        return _NEVER
    surname = surname_length(name)
    cost += _NO_SURNAME * (surname == 0) + _RARE_SURNAME * (surname == 1 and not has_common_surname(name))
    return cost + _LONG_NAME * (len(name) - max(surname, 1) > 2)


def _other_parts(name: str) -> int | None:
    """Return how many parts a name of name words has too many or too few of two; None where it is no such name."""
    match = _name_of_words().fullmatch(simplified(name))
    return 2 - bool(match["second"]) - bool(not match["rest"]) if match else None


@cache
def _name_of_words() -> re.Pattern[str]:
    word = _name_words().pattern
    return re.compile(f"(?:{word})(?P<second>{word})?(?P<rest>(?:{word})|.{{1,2}})?")


@cache
def _name_words() -> re.Pattern[str]:
    words = [word for language in word_list("graph", "people.yml")["name_words"].values() for word in language]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def _surnames() -> frozenset[str]:
    words = word_list("graph", "people.yml")
    return frozenset(words["compound_surnames"]) | frozenset(without_spaces(words["surnames"]))


@cache
def _common_surnames() -> frozenset[str]:
    """Return the hundred commonest surnames: the list is in order of frequency."""
    return frozenset(without_spaces(word_list("graph", "people.yml")["surnames"])[:_COMMON])
