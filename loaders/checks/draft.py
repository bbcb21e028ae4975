"""What the checks look at: the tasks of a document with its facts, and everyone who is named in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from graph.units import UnitNames, is_group
from loaders.notice import Facts
from loaders.records import Assignment, Duty

_LONGEST = 30
_UNIT_ROLES = ("owners", "supports")


class Named(NamedTuple):
    """A name in a task: as printed, as its body is kept in the graph (persons as printed), its role and its cell."""

    printed: str
    canonical: str
    role: str
    record: Assignment
    duty: Duty


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be checked; ``officials`` and ``units`` (without groups) in its order, a name for every task."""

    facts: Facts
    records: tuple[Assignment, ...]
    units_of_place: UnitNames
    officials: tuple[Named, ...]
    units: tuple[Named, ...]


def make_draft(facts: Facts, records: Sequence[Assignment]) -> Draft:
    """Return the tasks with the names in them."""
    place = UnitNames(facts.jurisdiction)
    named = _names(records, _UNIT_ROLES, cache(place.canonical))
    units = tuple([each for each in named if not is_group(each.printed)])
    return Draft(facts, tuple(records), place, tuple(_names(records, ("leaders",), str)), units)


def short_name(record: Assignment) -> str:
    """Return what a finding calls a task: its title, else the beginning of its words."""
    text = " ".join((record.title or record.content).split()).rstrip("。；;")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _names(
    records: Sequence[Assignment], roles: Sequence[str], canonical: Callable[[str], str]
) -> Iterator[Named]:  # fmt: skip
    for record in records:
        for role in roles:
            for duty in record.duties.get(role, ()):
                for name in duty.names:
                    yield Named(name, canonical(name), role, record, duty)
