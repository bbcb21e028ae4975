"""The commonest questions on a generated graph: the catalogue on an engine against NetworkX, and py2neo on Neo4j."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.generator import FIRST_YEAR, SEARCHED, document_number, make_place
from benchmarks.measuring import Work, best_of
from benchmarks.networkx_rival import Network
from benchmarks.py2neo_rival import Py2neo
from benchmarks.report import Comparison
from graph.store import Store
from graph.store.protocol import Cell
from queries import ask, question
from queries.values import complete_parameters

_ROUNDS = 15
_BUDGET_SECONDS = 8.0


class DifferentAnswersError(Exception):
    """A rival answers something else, so that the times cannot be compared."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question of the catalogue with its parameters, and what of the graph it is about."""

    question: str
    about: str
    parameters: Mapping[str, Any]


def common_cases(seed: int) -> list[Case]:
    """Return the five commonest questions, one of them twice: of everything and of one document."""
    place = make_place(0, seed)
    county = place.jurisdiction.code
    unit = f"{county}:{place.units[2]}"
    return [
        Case("busiest-units", "everything", {}),
        Case("busiest-units", "one document", {"document": f"{county}:{document_number(place, FIRST_YEAR)}"}),
        Case("tasks-of-unit", "one unit", {"unit": unit}),
        Case("officials-workload", "everything", {}),
        Case("units-working-together", "one unit", {"unit": unit}),
        Case("search", "everything", {"text": SEARCHED}),
    ]


def compare_answers(
    store: Store, network: Network, cases: Sequence[Case], size: str, py2neo: Py2neo | None = None
) -> Iterator[Comparison]:
    """Yield how long each question takes beside its rivals, on one graph that all of them hold.

    Raises:
        DifferentAnswersError: a rival gives other rows.
    """
    for case in cases:
        works: dict[str, Work] = {
            "zerentu": partial(_ask, store, case),
            "NetworkX": partial(network.answer, case.question, dict(case.parameters)),
        }
        if py2neo:
            works["py2neo.run"] = partial(py2neo.run, *_bound(case, store.dialect))
        _require_same(case, works)
        times = best_of(works, _ROUNDS, _BUDGET_SECONDS)
        for rival in list(works)[1:]:
            what = f"{case.question}, {case.about}"
            yield Comparison(f"questions, {store.dialect}", what, size, times["zerentu"], rival, times[rival])


def _ask(store: Store, case: Case) -> list[list[Cell]]:
    return ask(store, case.question, case.parameters).rows


def _bound(case: Case, dialect: str) -> tuple[str, dict[str, Any]]:
    asked = question(case.question)
    statement, values = asked.bind(dialect, complete_parameters(asked, case.parameters))
    return statement, dict(values)


def _require_same(case: Case, works: Mapping[str, Work]) -> None:
    expected = works["zerentu"]()
    for rival, work in works.items():
        if work() != expected:
            raise DifferentAnswersError(f"{case.question} ({case.about}): {rival} gives other rows than the store")
