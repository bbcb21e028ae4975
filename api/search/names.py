"""Units and officials by what they are called: name, alias, short or long form of the office, pinyin.

The names of one version of the graph are kept in memory, with an index of them: they are few, they are the same for
every engine, and pinyin is neither in the graph nor in an index of an engine.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import cast

from api.search.name_index import NameIndex
from api.search.pinyin import spelled_span, spelling
from api.versions import read_version
from graph.folding import fold
from graph.judgements import Judgement, decide
from graph.store import Hit, Store
from graph.store.hits import natural
from graph.store.judging import judgements_of, places_of
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
        self.folded = NameIndex(name for each in named for name in each.folded)
        self._printed = NameIndex(name for each in named for name in each.names)
        self._named = named
        self._numbers = {(each.label, each.id): number for number, each in enumerate(named)}
        self._called: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(named):
            for name in {*each.folded, *each.names}:
                self._called[name].append(number)
        self._places = places

    def __getitem__(self, key: tuple[str, str]) -> Named:
        return self._named[self._numbers[key]]

    def called(self, names: Iterable[str]) -> Iterator[Named]:
        """Yield whoever has one of these names, folded or as printed, in the order of the list."""
        for number in sorted(self._numbers_of(names)):
            yield self._named[number]

    def find(self, words: Sequence[str], labels: Sequence[str]) -> Iterator[Hit]:
        """Yield the units and officials for whom each of the folded words is in a name or spells some of it.

        They come in the order of the list. ``place`` is 0 where the words are one of its names, or another form that
        the reviewed table takes for it; else 1 where the name has them all, 2 where it takes an alias, 3 pinyin.
        """
        wanted = "".join(words)
        meant = self._meant(wanted) if "Unit" in labels and len(wanted) <= _LONGEST_NAME else set()
        having = set.intersection(*({*self._numbers_of(self._having(word))} for word in words))
        for number in sorted(having | meant | self._numbers_of([wanted])):
            each = self._named[number]
            if each.label in labels:
                place = 0 if number in meant or wanted in each.folded else _place(each, words)
                if place is not None:
                    yield Hit(each.label, each.id, place)

    def _having(self, word: str) -> Iterator[str]:
        """Yield the names, folded or as printed, that have a word or that it spells some of."""
        yield from self.folded.holding(word)
        if letters := spelling(word):
            yield from self._printed.spelled_by(letters)

    def _meant(self, wanted: str) -> set[int]:
        """Return the units that those of each place would be kept as that are called so."""
        keys = (f"{names.jurisdiction.code}:{names.canonical(wanted)}" for names in self._places)
        return {self._numbers["Unit", key] for key in keys if ("Unit", key) in self._numbers}

    def _numbers_of(self, names: Iterable[str]) -> set[int]:
        return {number for name in names for number in self._called.get(name, ())}


class NameKeeper:
    """Knows the names of the newest version that was asked for; of an older one nothing is kept."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._version = ""
        self._names = NameList((), ())
        self._awaited: dict[str, Future[NameList]] = {}

    def names(self, store: Store, version: str) -> NameList:
        """Return the names in this version of the graph; StoreError where it cannot be asked.

        Where the graph has another one by now, it is the names in that, and they are not kept. Who comes while they
        are read waits for the same, also for the same failure: not one after the other for a store that hangs.
        """
        with self._guard:
            if version == self._version:
                return self._names
            awaited, own = self._awaited.get(version), Future[NameList]()
            self._awaited.setdefault(version, own)
        if awaited:
            return awaited.result()
        try:
            own.set_result(self._read(store, version))
        except BaseException as error:
            own.set_exception(error)
            raise
        finally:
            with self._guard:
                del self._awaited[version]
        return own.result()

    def _read(self, store: Store, version: str) -> NameList:
        names = read_names(store)
        if read_version(store) == version:
            with self._guard:
                self._names, self._version = names, version
        return names


def read_names(store: Store) -> NameList:
    """Return the names in a graph."""
    places = [each for each in places_of(store) if each.name]
    # Of all places in one statement, of which there may be hundreds.
    judgements: dict[str, list[Judgement]] = defaultdict(list)
    for each in judgements_of(store):
        judgements[each.jurisdiction].append(each)
    named = [_named(label, *row) for label, statement in _STATEMENTS.items() for row in _rows(store, statement)]
    return NameList(
        sorted(named, key=lambda each: (LABELS.index(each.label), natural(each.id))),
        [UnitNames(place, decide(place, judgements[place.code])) for place in places],
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
