"""Units and officials that may have been meant where a search finds none: proposed, never taken for what was asked.

Likeness says nothing about who answers for what (市水务局 and 市税务局 differ in one character), so a suggestion is no
hit: it is in no total, no filter and no facet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.search.names import Named, NameList
from api.search.nearness import BASES, Basis

MOST = 5
_LONGEST = 30


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


def suggest(words: Sequence[str], names: NameList, labels: Sequence[str]) -> list[Suggestion]:
    """Return the nearest names, at most ``MOST``, the nearest first; each unit and official comes once."""
    wanted = "".join(words)
    if not 2 <= len(wanted) <= _LONGEST:
        return []
    near = names.folded.near(wanted)
    return sorted((_nearest(each, near) for each in names.called(near) if each.label in labels), key=_order)[:MOST]


def _nearest(named: Named, near: Mapping[str, tuple[Basis, float]]) -> Suggestion:
    pairs = zip(named.names, named.folded, strict=True)
    return min((Suggestion(named, name, *near[folded]) for name, folded in pairs if folded in near), key=_order)


def _order(suggestion: Suggestion) -> tuple[float, int, str, str]:
    return suggestion.distance, BASES.index(suggestion.basis), suggestion.named.id, suggestion.name
