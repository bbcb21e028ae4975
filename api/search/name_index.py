"""Which of thousands of names words may mean, found without looking at each of them.

It is made of the distinct names of one version of the graph, its tables when they are first needed. They leave out only
names that cannot fit; whether one of the others does, ``pinyin`` and ``nearness`` say, name by name.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, chain
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from api.search.nearness import (
    SHORTEST,
    Basis,
    blurred,
    most_changed,
    most_changed_letters,
    nearness,
    reading_like,
    spelled_like,
)
from api.search.pinyin import may_begin, readings, spelled_span, spelling

Key = TypeVar("Key")


class NameIndex:
    """Distinct names, with what tells in a moment which of them are worth a look."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [*dict.fromkeys(names)]
        # No word of a search holds white space, so none is found across the end of a name.
        self._text = "\n".join(self._names)
        self._starts = [0, *accumulate(len(each) + 1 for each in self._names)]

    def holding(self, word: str) -> Iterator[str]:
        """Yield the names in which a word stands."""
        at = self._text.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._names[number]
            at = self._text.find(word, self._starts[number + 1])

    def spelled_by(self, letters: str) -> Iterator[str]:
        """Yield the names of which letters of pinyin spell some."""
        begun = (self._by_first[each] for each in self._by_first if _is_initial(letters[0], each))
        said = (self._with[each] for each in self._with if may_begin(letters, each))
        for name in dict.fromkeys(chain.from_iterable((*begun, *said))):
            if spelled_span(letters, name):
                yield name

    def near(self, wanted: str) -> Mapping[str, tuple[Basis, float]]:
        """Return the names that are near to what is wanted, with how and how far each is."""
        letters = spelling(wanted)
        names = self._near_letters(letters) if letters else self._near(wanted)
        return {name: near for name in dict.fromkeys(names) if (near := nearness(wanted, name))}

    def _near(self, wanted: str) -> Iterator[str]:
        for first, names in self._by_first.items():
            if first == wanted[0]:
                yield from (name for name in names if min(len(name), len(wanted)) >= SHORTEST)
            if not blurred(first).isdisjoint(blurred(wanted[0])):
                yield from (name for name in names if len(name) == len(wanted))
        for size, names in self._by_size.items():
            yield from _within(wanted, names, most_changed(max(size, len(wanted))), size)

    def _near_letters(self, letters: str) -> Iterator[str]:
        for size, names in self._by_spelling.items():
            for spelled in _within(letters, names, most_changed_letters(max(size, len(letters))), size):
                yield from names[spelled]
        for character in self._with:
            # The letters may have another reading of it than the one by which its names are kept.
            if reading_like(letters, character) != reading_like("", character):
                yield from self._with[character]

    @cached_property
    def _with(self) -> Mapping[str, list[str]]:
        """The names with a character."""
        return _gathered((character, name) for name in self._names for character in {*name})

    @cached_property
    def _by_first(self) -> Mapping[str, list[str]]:
        return _gathered((name[0], name) for name in self._names if name)

    @cached_property
    def _by_size(self) -> Mapping[int, list[str]]:
        return _sized(self._names)

    @cached_property
    def _by_spelling(self) -> Mapping[int, Mapping[str, list[str]]]:
        """The names by how they are spelled, and that by its length."""
        spelled = _gathered((spelled_like("", name), name) for name in self._names)
        return {size: {each: spelled[each] for each in some} for size, some in _sized(spelled).items()}


def _is_initial(letter: str, character: str) -> bool:
    return any(each.startswith(letter) for each in readings(character))


def _within(wanted: str, names: Iterable[str], most: int, size: int) -> list[str]:
    """Return those of some names of one length in which no more characters are changed."""
    if abs(size - len(wanted)) > most:
        return []
    return [name for name, _, _ in extract(wanted, [*names], scorer=OSA.distance, score_cutoff=most, limit=None)]


def _sized(names: Iterable[str]) -> Mapping[int, list[str]]:
    return _gathered((len(each), each) for each in names)


def _gathered(pairs: Iterable[tuple[Key, str]]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
