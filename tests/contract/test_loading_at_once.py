"""Loads and unloads at the same time, through one store and through several: no node twice, no edge lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from graph.model import Node
from graph.store import Store, StoreOptions, open_store
from tests.contract.batches import NOTICE, PLACE, PLAN, corrected_plan, many_tasks, notice, plan


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Start all works at the same moment, a thread each; return what they return, raise what they raise."""
    barrier = Barrier(len(works))

    def start(work: Callable[[], Any]) -> Any:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [future.result() for future in [threads.submit(start, work) for work in works]]


@pytest.fixture
def stores(address: tuple[str, StoreOptions]) -> Iterator[list[Store]]:
    """Two stores on one empty graph: two drivers, or two handles on one file."""
    with open_store(*address) as one, open_store(*address) as other:
        yield [one, other]


def test_documents_that_share_units_load_at_once(stores: list[Store]) -> None:
    """Eight documents over the same 23 units, two stores: one node a unit, every edge of every document."""
    batches = [many_tasks(number, 20) for number in range(1, 9)]

    results = at_once(*(lambda pair=pair: stores[pair[0] % 2].load(pair[1]) for pair in enumerate(batches)))

    nodes, edges = stores[0].counts()
    assert {result.outcome for result in results} == {"new"}
    assert (nodes["Unit"], nodes["Official"], nodes["Jurisdiction"], nodes["Task"]) == (23, 1, 1, 160)
    assert (edges["OWNS"], edges["SUPPORTS"], edges["LEADS"], edges["WITHIN"]) == (320, 320, 160, 24)
    # Every node and edge was counted as written by exactly one of the loads.
    assert sum(result.changes.nodes_written for result in results) == sum(nodes.values())
    assert sum(result.changes.relationships_written for result in results) == sum(edges.values())


def test_one_document_loaded_eight_times_at_once_is_there_once(stores: list[Store]) -> None:
    """One load writes, seven find the document unchanged, with the load_id of the first."""
    results = at_once(*(lambda number=number: stores[number % 2].load(plan()) for number in range(8)))

    assert Counter(result.outcome for result in results) == {"new": 1, "unchanged": 7}
    assert len({result.load_id for result in results}) == 1
    assert sum(stores[0].counts()[0].values()) == 12
    assert sum(stores[0].counts()[1].values()) == 20


def test_two_versions_of_a_document_at_once_leave_one_of_them(stores: list[Store]) -> None:
    """Whoever comes last has replaced the other as a whole."""
    for _ in range(5):
        at_once(lambda: stores[0].load(plan()), lambda: stores[1].load(corrected_plan()))

        digest = next(node for node in stores[0].nodes() if node.label == "Document").properties["digest"]
        held = {plan().digest(): plan(), corrected_plan().digest(): corrected_plan()}[str(digest)]
        assert Counter(map(repr, stores[0].edges())) == Counter(map(repr, held.edges))


@pytest.mark.parametrize("turns", [10])
def test_an_unload_beside_a_load_that_shares_its_units_loses_nothing(stores: list[Store], turns: int) -> None:
    """The unit that the one gives up and the other takes stays, with the edges of the other."""
    for turn in range(turns):
        kept, given_up = f"{PLACE}:留{turn}", f"{PLACE}:弃{turn}"
        stores[0].load(notice(document=given_up))

        at_once(
            lambda given_up=given_up: stores[0].unload(given_up),
            lambda kept=kept: stores[1].load(notice(document=kept)),
        )

        assert stores[0].counts()[1] | {"OWNS": 1, "LEADS": 1, "WITHIN": 2} == stores[0].counts()[1]
        assert Counter(map(repr, stores[0].edges())) == Counter(map(repr, notice(document=kept).edges))
        stores[1].unload(kept)
        assert sum(stores[1].counts()[0].values()) == 0


def test_questions_are_answered_while_documents_load(store: Store) -> None:
    """A reader sees a document with all its tasks or none of them, never a part."""
    batches = [many_tasks(number, 30) for number in range(1, 6)]

    def read() -> set[int]:
        statement = "MATCH (t:Task)-[:STATED_IN]->(d:Document) RETURN d.id AS document, count(t) AS tasks"
        return {row[1] for _ in range(40) for row in store.ask(statement).rows if isinstance(row[1], int)}

    *seen, _ = at_once(read, read, read, lambda: [store.load(batch) for batch in batches])

    assert set().union(*seen) <= {30}


def test_listing_while_a_document_is_replaced_shows_one_version(store: Store) -> None:
    """The tasks of a listing are those of one version."""
    store.load(many_tasks(1, 50))

    def tasks() -> list[int]:
        return [sum(1 for node in store.nodes() if node.label == "Task") for _ in range(5)]

    seen, _, _ = at_once(tasks, lambda: store.load(many_tasks(1, 40)), lambda: store.load(notice()))

    assert set(seen) <= {50, 51, 40, 41}
    assert [node.id for node in store.nodes() if node.label == "Document"] == [NOTICE, f"{PLACE}:第1号"]


def test_a_unit_swept_and_taken_again_has_one_node(stores: list[Store]) -> None:
    """Two stores give the same unit up and take it again in turn; it is there once, or not at all."""
    unit = Node("Unit", f"{PLACE}:轮流局", {"name": "轮流局"})

    def turns(store: Store, document: str) -> None:
        for _ in range(6):
            store.load(notice(owner=unit, document=document))
            store.unload(document)

    at_once(lambda: turns(stores[0], NOTICE), lambda: turns(stores[1], PLAN))

    assert list(stores[0].nodes()) == []
