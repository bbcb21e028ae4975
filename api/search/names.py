"""Units and officials by what they are called: name, alias, short or long form of the office, pinyin.

The names of one version of the graph are kept in memory: they are few, they are the same for every engine, and pinyin
is neither in the graph nor in an index of an engine.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from api.search.pinyin import spelled_span, spelling
from api.versions import read_version
from graph.folding import fold
from graph.store import Hit, Store
from graph.store.hits import natural
from graph.store.judging import decisions_of, places_of
from graph.units import UnitNames

LABELS = ("Unit", "Official")

_STATEMENTS = {
    "Unit": "MATCH (n:Unit) RETURN n.id AS id, n.name AS name, n.aliases AS aliases ORDER BY id",
    "Official": "MATCH (n:Official) RETURN n.id AS id, n.name AS name, NULL AS aliases ORDER BY id",
}
_LONGEST_NAME = 40
_BY_NAME, _BY_ALIAS, _BY_PINYIN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or official with all that it is called; ``folded`` are name and aliases as they are compared."""

    label: str
    id: str
    names: tuple[str, ...]
    folded: tuple[str, ...]


class NameList:
    """The names of one version of the graph."""

    def __init__(self, named: Sequence[Named], places: Sequence[UnitNames]) -> None:
        self.named = named
        self._of = {(each.label, each.id): each for each in named}
        self._places = places

    def __getitem__(self, key: tuple[str, str]) -> Named:
        return self._of[key]

    def find(self, words: Sequence[str], labels: Sequence[str]) -> Iterator[Hit]:
        """Yield the units and officials for whom each of the folded words is in a name or spells some of it.

        They come in the order of the list. ``place`` is 0 where the words are one of its names, or another form that
        the reviewed table takes for it; else 1 where the name has them all, 2 where it takes an alias, 3 pinyin.
        """
        wanted = "".join(words)
        meant = self._meant(wanted) if "Unit" in labels and len(wanted) <= _LONGEST_NAME else set()
        for each in self.named:
            if each.label in labels:
                is_meant = each.label == "Unit" and each.id in meant
                place = 0 if is_meant or wanted in each.folded else _place(each, words)
                if place is not None:
                    yield Hit(each.label, each.id, place)

    def _meant(self, wanted: str) -> set[str]:
        """Return the ids under which the units of each place would be kept that are called so."""
        return {f"{names.jurisdiction.code}:{names.canonical(wanted)}" for names in self._places}


class NameKeeper:
    """Knows the names of the newest version that was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._version = ""
        self._names = NameList((), ())

    def names(self, store: Store) -> NameList:
        """Return the names that the graph has now; StoreError where it cannot be asked."""
        version = read_version(store)
        with self._guard:
            if version != self._version:
                self._names, self._version = read_names(store), version
            return self._names


def read_names(store: Store) -> NameList:
    """Return the names in a graph."""
    places = [each for each in places_of(store) if each.name]
    named = [_named(label, *row) for label, statement in _STATEMENTS.items() for row in _rows(store, statement)]
    return NameList(
        sorted(named, key=lambda each: (LABELS.index(each.label), natural(each.id))),
        [UnitNames(place, decisions_of(store, place)) for place in places],
    )


def _rows(store: Store, statement: str) -> list[tuple[str, str | None, list[str] | None]]:
    return cast("list[tuple[str, str | None, list[str] | None]]", store.ask(statement).rows)


def _named(label: str, key: str, name: str | None, aliases: Sequence[str] | None) -> Named:
    names = (name or "", *(aliases or ()))
    return Named(label, key, names, tuple(map(fold, names)))


def _place(named: Named, words: Sequence[str]) -> int | None:
    """Return the place of the word that is hardest to find, None where one of them is not to be found."""
    places = [_place_of(named, word) for word in words]
    return None if None in places else max(cast("list[int]", places))


def _place_of(named: Named, word: str) -> int | None:
    if word in named.folded[0]:
        return _BY_NAME
    if any(word in alias for alias in named.folded[1:]):
        return _BY_ALIAS
    letters = spelling(word)
    return _BY_PINYIN if letters and any(spelled_span(letters, name) for name in named.names) else None
