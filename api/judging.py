"""Judgements on names: checked, written with all that they change, withdrawn; and loads that keep to them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.access.service_file import now
from graph.errors import InputError, NotFoundError, StoreBusyError
from graph.judgements import Judgement, Verdict, decide, pair_of
from graph.jurisdictions import Jurisdiction
from graph.store import LoadResult, Store
from graph.store.judging import change_of, decisions_of, judgements_of, places_of
from graph.units import UnitNames
from loaders.bodies import judged_again

if TYPE_CHECKING:
    from graph.store.protocol import Cell
    from loaders import Extraction

_TRIES = 5
_UNITS = "UNWIND $ids AS key MATCH (u:Unit {id: key}) RETURN u.id AS id ORDER BY id"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that somebody makes: ``place`` is a code or name; of two names that are the same the first stays."""

    place: str
    names: tuple[str, str]
    verdict: Verdict
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a decision: ``outcome`` is new, replaced, unchanged or withdrawn.

    ``unit`` is the key of the one unit, empty where the names are not one; ``loads`` are the documents written anew.
    """

    judgement: Judgement
    outcome: str
    unit: str
    loads: Sequence[LoadResult]


class Judging:
    """Makes and withdraws judgements in the store that ``store`` lends, one at a time."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._guard = threading.Lock()

    def prepare(self, wanted: Wanted) -> Judgement:
        """Return the judgement that somebody wants, before it is made.

        Raises:
            NotFoundError: the graph holds no such place.
            InputError: one of the names is no name of one unit.
        """
        place = place_of(self._store(), wanted.place)
        kept = UnitNames(place).bare(wanted.names[0]) if wanted.verdict == "same" else ""
        pair = pair_of(place, wanted.names)
        return Judgement(place.code, pair, wanted.verdict, kept, wanted.reason, wanted.by, now())

    def put(self, judgement: Judgement) -> Judged:
        """Let a judgement hold from now on, in place of the one on the same names.

        Raises:
            NotFoundError: the graph holds no unit that is called so.
            JudgementError: it cannot hold beside another one.
            StoreError: the store is not there; nothing was written.
        """
        with self._guard:
            store = self._store()
            place = place_of(store, judgement.jurisdiction)
            before = judgements_of(store, place.code)
            held = next((each for each in before if each.id == judgement.id), None)
            if held and replace(held, decided_by=judgement.decided_by, decided_at=judgement.decided_at) == judgement:
                return Judged(held, "unchanged", _unit(place, before, held), ())
            _require_unit(store, UnitNames(place, decide(place, before)), judgement)
            after = [*(each for each in before if each is not held), judgement]
            loads = store.judge(change_of(place, before, after, judged_again))
            return Judged(judgement, "replaced" if held else "new", _unit(place, after, judgement), loads)

    def withdraw(self, key: str) -> Judged:
        """Let a judgement hold no more; what it joined or parted is as it would be without it.

        Raises:
            NotFoundError: there is no such judgement.
            JudgementError: another one cannot hold without it.
            StoreError: the store is not there; nothing was written.
        """
        with self._guard:
            store = self._store()
            found = next((each for each in judgements_of(store) if each.id == key), None)
            if found is None:
                raise NotFoundError(f"the graph holds no Judgement {key!r}")
            before = judgements_of(store, found.jurisdiction)
            after = [each for each in before if each.id != key]
            loads = store.judge(change_of(_place(store, found.jurisdiction), before, after, judged_again))
            return Judged(found, "withdrawn", "", loads)


def load_judged(store: Store, extraction: "Extraction") -> LoadResult:
    """Load a document as the judgements on the names of its place have it.

    Raises:
        StoreBusyError: another process writes, or judges all the time.
        StoreError: the store is not there; nothing was written.
    """
    place = extraction.facts.jurisdiction
    first: LoadResult | None = None
    for _ in range(_TRIES):
        decisions = decisions_of(store, place)
        result = store.load(extraction.batch(decisions))
        first = first or result
        # Somebody may have judged in between, and did not see the document yet.
        if decisions_of(store, place) == decisions:
            return replace(result, outcome=first.outcome, changes=first.changes)
    raise StoreBusyError(f"{extraction.facts.document}: judgements on its names were made all the time: load it again")


def place_of(store: Store, text: str) -> Jurisdiction:
    """Return the place that the graph holds documents of, by code or name.

    Raises:
        NotFoundError: there is none.
        InputError: several are called so.
    """
    found = [each for each in places_of(store) if text in (each.code, each.name)]
    if not found:
        raise NotFoundError(f"the graph holds no Jurisdiction {text!r}")
    if len(found) > 1:
        raise InputError(f"{text} may be {' or '.join(each.code for each in found)}: give the code")
    return found[0]


def moved_unit(store: Store, key: str) -> str | None:
    """Return the key under which the unit is kept that an id or a printed name with a place's code means.

    None where the graph holds the id itself, or nothing that it became.
    """
    return moved_units(store, [key]).get(key)


def moved_units(store: Store, keys: Sequence[str]) -> dict[str, str]:
    """Return the keys under which units are kept now, by the ids that they had; ids that are held are not in it."""
    names = {place.code: UnitNames(place, decisions_of(store, place)) for place in _places(store, keys)}
    parted = [(key, *key.partition(":")[::2]) for key in keys]
    became = {key: f"{code}:{names[code].canonical(name)}" for key, code, name in parted if name and code in names}
    held = _held(store, {*became, *became.values()}) if became else set()
    return {key: unit for key, unit in became.items() if key not in held and unit in held}


def _places(store: Store, keys: Sequence[str]) -> list[Jurisdiction]:
    codes = {key.partition(":")[0] for key in keys}
    return [each for each in places_of(store) if each.code in codes]


def _place(store: Store, code: str) -> Jurisdiction:
    """Return a place by its code, also where nothing of it is loaded any more."""
    return next((each for each in places_of(store) if each.code == code), Jurisdiction(code, code, "unknown"))


def _unit(place: Jurisdiction, judgements: Sequence[Judgement], judgement: Judgement) -> str:
    names = UnitNames(place, decide(place, judgements))
    return f"{place.code}:{names.canonical(judgement.kept)}" if judgement.kept else ""


def _require_unit(store: Store, names: UnitNames, judgement: Judgement) -> None:
    """Make sure that the graph knows what is judged: the name that stays, or one of two that are not the same."""
    wanted = [judgement.kept] if judgement.kept else list(judgement.names)
    ids = [f"{judgement.jurisdiction}:{key}" for name in wanted for key in (name, names.canonical(name))]
    if not _held(store, {*ids}):
        raise NotFoundError(f"the graph holds no Unit {ids[0]!r}")


def _held(store: Store, ids: set[str]) -> set[str]:
    """Return those of the keys that units of the graph have."""
    wanted: list[Cell] = [*sorted(ids)]
    return {str(key) for (key,) in store.ask(_UNITS, {"ids": wanted}).rows}
