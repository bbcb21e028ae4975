"""Judgements: reviewed decisions that two names of one place are one unit, or are not.

The alias table (``aliases.yml``) says what is one body everywhere; a judgement says it for one place, goes before the
table, and is kept in the graph with who made it and when. ``decide`` makes of all judgements of a place what
``UnitNames`` needs. Where two judgements cannot both hold, the later one is refused: nothing is chosen in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from graph.errors import InputError, JudgementError
from graph.jurisdictions import Jurisdiction
from graph.model import Node, Value
from graph.units import Decisions, UnitNames, is_group, split_units

Verdict = Literal["same", "different"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

LABEL = "Judgement"
_BETWEEN = "|"
_LONGEST = 60
_SIGNS: Mapping[Verdict, str] = {"same": "=", "different": "≠"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on two names of a place, as it is kept: ``names`` are without the place's own, sorted.

    ``kept`` is the one of them that the unit goes by, empty where they are different; ``decided_at`` is ISO 8601, UTC.
    """

    jurisdiction: str
    names: tuple[str, str]
    verdict: Verdict
    kept: str
    reason: str
    decided_by: str
    decided_at: str

    @property
    def id(self) -> str:
        """The key of its node: the place and both names, so that there is one judgement on a pair."""
        return f"{self.jurisdiction}:{_BETWEEN.join(self.names)}"

    @property
    def name(self) -> str:
        """The decision in few words: 老干局 = 老干部局, the kept name last."""
        first, second = self.names if self.kept != self.names[0] else reversed(self.names)
        return f"{first} {_SIGNS[self.verdict]} {second}"

    def node(self) -> Node:
        """Return it as a node of the graph, the properties in the order of the schema."""
        properties: dict[str, Value] = {
            "name": self.name,
            "jurisdiction": self.jurisdiction,
            "verdict": self.verdict,
            "names": self.names,
            "kept": self.kept,
            "reason": self.reason,
            "decided_by": self.decided_by,
            "decided_at": self.decided_at,
        }
        return Node(LABEL, self.id, {name: value for name, value in properties.items() if value})

    def to_json(self) -> dict[str, Value]:
        """Return it as the command and the REST API show it."""
        node = self.node()
        return {"id": node.id, **node.properties}

    @classmethod
    def of(cls, node: Node) -> "Judgement":
        """Return the judgement that a node of the graph keeps."""
        texts = {name: str(value) for name, value in node.properties.items()}
        first, second = cast("tuple[str, str]", node.properties["names"])
        return cls(
            texts["jurisdiction"],
            (first, second),
            cast("Verdict", texts["verdict"]),
            texts.get("kept", ""),
            texts.get("reason", ""),
            texts["decided_by"],
            texts["decided_at"],
        )


def pair_of(place: Jurisdiction, names: Sequence[str]) -> tuple[str, str]:
    """Return two names as a judgement keeps them: without spaces and the place's own name, sorted.

    Raises:
        InputError: one is no name of a unit, or both are one name that only the place's own word tells apart.
    """
    first, second = (_unit_name(place, name) for name in names)
    if first == second:
        raise InputError(f"{names[0]!r} and {names[1]!r} are both {first}: there is nothing to decide")
    return (first, second) if first < second else (second, first)


def decide(place: Jurisdiction, judgements: Sequence[Judgement]) -> Decisions:
    """Return what all judgements of a place come to together; of two that join, the later one says the name.

    Raises:
        JudgementError: two of them cannot both hold.
    """
    parted = [each for each in judgements if each.verdict == "different"]
    joined = sorted((each for each in judgements if each.verdict == "same"), key=lambda each: each.decided_at)
    apart = frozenset(filter(None, (_parted_name(UnitNames(place), each) for each in parted)))
    decisions = Decisions(apart)
    for each in joined:
        decisions = _joined(decisions, UnitNames(place, decisions), each)
    names = UnitNames(place, decisions)
    for each in parted:
        if names.canonical(each.names[0]) == names.canonical(each.names[1]):
            others = ", ".join(other.name for other in joined)
            raise JudgementError(f"{each.name} cannot hold beside {others}: withdraw one of them first")
    return decisions


def _unit_name(place: Jurisdiction, name: str) -> str:
    bare = UnitNames(place).bare(name)
    if not bare or len(bare) > _LONGEST or _BETWEEN in bare or split_units(name) != (name,):
        raise InputError(f"{name!r:.80} is no name of one unit")
    if is_group(bare):
        raise InputError(f"{name!r:.80} stands for several units, and a judgement is on one")
    return bare


def _parted_name(names: UnitNames, judgement: Judgement) -> str:
    """Return the name that the alias table joins and the judgement parts from its unit; empty where it joins none.

    Raises:
        JudgementError: both are by-names of a third, so that it is open which of them is not that.
    """
    first, second = judgement.names
    unit = names.canonical(first)
    if unit != names.canonical(second):
        return ""
    if unit not in judgement.names:
        raise JudgementError(
            f"{first} and {second} are both names of {unit} in the alias table: say which of them is not {unit}"
        )
    return second if unit == first else first


def _joined(decisions: Decisions, names: UnitNames, judgement: Judgement) -> Decisions:
    """Return decisions by which the names of a judgement are one as well."""
    [other] = [name for name in judgement.names if name != judgement.kept]
    gone, kept = names.canonical(other), names.canonical(judgement.kept)
    into = {name: kept if unit == gone else unit for name, unit in decisions.into.items()}
    if gone != kept:
        into[gone] = kept
    # A name that was joined to another one before and now is the one that is kept stands for itself again.
    called = judgement.kept
    if kept != called:
        into = {name: called if unit == kept else unit for name, unit in into.items() if name != called}
        into[kept] = called
    return replace(decisions, into=into, names=decisions.names | set(judgement.names))
