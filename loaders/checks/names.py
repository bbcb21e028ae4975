"""One body under two names: two names of one unit, and names of which one may be short for the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from graph.units import UnitNames
from loaders.checks.bodies import is_known_body
from loaders.checks.draft import Draft, Named
from loaders.checks.rules import rule
from loaders.report import Finding

_MOST = 2000
"""So many bodies are compared with each other: no document of a government names more."""
_MOST_ALIKE = 50
"""So many names begin and end alike where they are no short forms but a series: 第1街道办事处, 第2街道办事处."""
_FULL_ENDINGS = {"委员会": "委", "办公室": "办"}
"""What an office's name ends with, and what its short name does."""


def two_names(draft: Draft) -> Iterator[Finding]:
    """Yield each body that is printed under two names, then each pair that may be one body."""
    printed: dict[str, dict[str, list[Named]]] = {}
    for named in draft.units:
        printed.setdefault(named.canonical, {}).setdefault(named.printed, []).append(named)
    for names in printed.values():
        chief, *others = sorted(names.values(), key=lambda found: -len(found))
        for other in others:
            yield _finding("same", other, chief)
    for short, full in _candidates(printed, draft.units_of_place):
        one, other = (max(printed[name].values(), key=len) for name in (short, full))
        rarer, chief = sorted((one, other), key=len)
        yield _finding("maybe", rarer, chief)


def _finding(form: str, rarer: list[Named], chief: list[Named]) -> Finding:
    """Return a finding at the first place of the name that is printed less often."""
    words = {"name": rarer[0].printed, "count": len(rarer), "other": chief[0].printed, "other_count": len(chief)}
    at, related = rarer[0].duty.locator, [chief[0].duty.locator]
    return rule("two-names").finding(rarer[0].record, words, form, at=at, related=related)


def _candidates(names: Iterable[str], units: UnitNames) -> Iterator[tuple[str, str]]:
    """Yield a short name and a full one where the short one leaves out characters of the full one only.

    Both begin and end alike; one that begins with the other is a part of it (公安局交警大队), not a longer name; and
    two bodies that are both known are two.
    """
    bodies = list(islice(names, _MOST))
    shorter: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in bodies:
        if len(name) > 2:
            shorter[name[0], name[1], name[-1]].append(name)
    for full in bodies:
        folded = _with_short_ending(full)
        seconds = dict.fromkeys(folded[1:-1])
        alike = (shorter.get((folded[0], second, folded[-1]), []) for second in seconds)
        for short in (name for names_alike in alike if len(names_alike) <= _MOST_ALIKE for name in names_alike):
            if _may_be_short_for(short, folded, full, units):
                yield short, full


def _may_be_short_for(short: str, folded: str, full: str, units: UnitNames) -> bool:
    return (
        short != full
        and len(short) < len(full)
        and not full.startswith(short)
        and _is_subsequence(short, folded)
        and units.kind(short) == units.kind(full)
        and not (is_known_body(short, units) and is_known_body(full, units))
    )


def _with_short_ending(name: str) -> str:
    for ending, short in _FULL_ENDINGS.items():
        if name.endswith(ending):
            return name.removesuffix(ending) + short
    return name


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)
