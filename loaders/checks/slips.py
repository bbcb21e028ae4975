"""Slips of the pen: a name printed once that is one character away from a name printed several times."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from graph.units import UnitNames
from graph.words import word_list
from loaders.checks.bodies import is_known_body
from loaders.checks.draft import Draft, Named
from loaders.checks.rules import rule
from loaders.report import Finding

_SEVERAL = 3
_LIKELY = 3
"""Of a name of so many characters, one character is a small part: 汪香园. Of a shorter one, it makes another person."""
_LONGEST = 20
_BLANK = "\0"


def slip_of_the_pen(draft: Draft) -> Iterator[Finding]:
    """Yield the officials and units that look like slips."""
    for once, often, count in _near_names(draft.officials):
        yield _finding("person" if len(once.printed) >= _LIKELY else "short_person", once, often, count)
    for once, often, count in _near_names(draft.units):
        if _may_be_slip(once.canonical, often.canonical, draft.units_of_place):
            # The last character of a unit's name says what kind it is and tells nothing of the name.
            yield _finding("unit" if len(once.canonical) > _LIKELY else "short_unit", once, often, count)


def _finding(form: str, once: Named, often: Named, count: int) -> Finding:
    words = {"name": once.printed, "other": often.printed, "count": count}
    at, related = once.duty.locator, [often.duty.locator]
    return rule("slip-of-the-pen").finding(once.record, words, form, at=at, related=related)


def _may_be_slip(once: str, often: str, units: UnitNames) -> bool:
    """Tell whether one unit's name may be meant for the other: same ending, no contrast, not both known."""
    changed = {frozenset(pair) for pair in zip(once, often, strict=True) if pair[0] != pair[1]}
    contrast = any(pair <= row for pair in changed for row in _contrasts())
    known = is_known_body(once, units) and is_known_body(often, units)
    return once[-1] == often[-1] and not contrast and not known


def _near_names(names: Iterable[Named]) -> Iterator[tuple[Named, Named, int]]:
    """Yield each name that is printed once, with the most frequent name near it and in how many tasks that stands.

    A merged cell prints a name once for all its tasks. Two names in one cell are meant to be two.
    """
    found: dict[str, list[Named]] = {}
    for named in names:
        found.setdefault(named.canonical, []).append(named)
    printed = Counter(name for name, each in found.items() for one in each if not one.duty.inherited)
    often: defaultdict[str, list[str]] = defaultdict(list)
    for name, each in found.items():
        if len(each) >= _SEVERAL:
            for form in _blurred(name):
                often[form].append(name)
    for name, each in found.items():
        near = {other for form in _blurred(name) for other in often.get(form, ()) if other != name}
        near = {other for other in near if len(found[other]) > len(each) and not _together(found[other], each)}
        if printed[name] == 1 and near:
            best = max(near, key=lambda other: (len(found[other]), other))
            yield each[0], found[best][0], len(found[best])


def _blurred(name: str) -> list[str]:
    """Return the name with each character blanked in turn, and with each two neighbours in either order.

    Two names that have one of these in common differ by one character, or by the order of two neighbours. A text that
    is too long for a name has none.
    """
    if not 1 < len(name) <= _LONGEST:
        return []
    blanked = [f"{name[:at]}{_BLANK}{name[at + 1 :]}" for at in range(len(name))]
    turned = [
        f"{name[:at]}{_BLANK}{''.join(sorted(name[at : at + 2]))}{_BLANK}{name[at + 2 :]}"
        for at in range(len(name) - 1)
    ]
    return [*blanked, *turned]


def _together(one: list[Named], other: list[Named]) -> bool:
    places = {id(named.record) for named in one}
    return any(id(named.record) in places for named in other)


@cache
def _contrasts() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, word_list("loaders.checks", "words.yml")["contrasts"]))
