"""The shipped sample, loaded by the command into both engines: the same graph and the same answers."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from queries import ask, question, questions
from tests.conftest import Address, emptied

SAMPLE = Path(__file__).parents[2] / "data/taicang-2021-breakdown.txt"
ZERENTU = Path(sys.executable).with_name("zerentu")
NODES = {
    "Jurisdiction": 1, "Document": 1, "Category": 53, "Task": 157, "Target": 130, "Section": 0, "Official": 9,
    "Unit": 59, "UnitGroup": 3, "Judgement": 0,
}  # fmt: skip
RELATIONSHIPS = {
    "LEADS": 303,
    "OWNS": 317,
    "SUPPORTS": 314,
    "HAS_TARGET": 130,
    "IN_CATEGORY": 157,
    "PART_OF": 36,
    "STATED_IN": 210,
    "ISSUED_FOR": 1,
    "WITHIN": 68,
    "MEMBER_OF": 18,
    "MENTIONS": 3,
}

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Address) -> Iterator[tuple[Store, Store]]:
    """The embedded store and Neo4j, each loaded by ``zerentu load``."""
    url = f"ladybug:{tmp_path_factory.mktemp('both') / 'graph.lbug'}"
    with emptied(neo4j_server) as (uri, options):
        environment = {**os.environ, "ZERENTU_NEO4J_USER": options.user, "ZERENTU_NEO4J_PASSWORD": options.password}
        for store in (url, uri):
            subprocess.run(
                [ZERENTU, "load", SAMPLE, "--store", store], env=environment, check=True, capture_output=True
            )
        with open_store(url) as embedded, open_store(uri, options) as server:
            yield embedded, server


def test_both_engines_hold_the_graph_of_the_document(both: tuple[Store, Store]) -> None:
    """Counts by label and type, read off the document."""
    assert [store.counts() for store in both] == [(NODES, RELATIONSHIPS)] * 2


def test_both_engines_hold_the_same_nodes_and_edges(both: tuple[Store, Store]) -> None:
    """Every property, in the same order; only the load differs."""

    def described(store: Store) -> str:
        nodes = [
            [node.label, node.id, {name: value for name, value in sorted(node.properties.items()) if name != "load_id"}]
            for node in store.nodes()
        ]
        edges = [[edge.type, edge.start, edge.finish, sorted(edge.properties.items())] for edge in store.edges()]
        return json.dumps([nodes, edges], ensure_ascii=False)

    embedded, server = map(described, both)

    assert embedded == server


@pytest.mark.parametrize("name", [each.name for each in questions()])
def test_both_engines_give_the_same_answer(both: tuple[Store, Store], name: str) -> None:
    """Each question of the catalogue with its own example, row by row."""
    embedded, server = (ask(store, name, question(name).example) for store in both)

    assert (embedded.columns, embedded.rows) == (server.columns, server.rows)
