"""kill -9 of a process that loads: what was acknowledged is there, nothing is there in part, and it loads again."""

import logging
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graph.store import Store, StoreOptions, open_store
from tests.conftest import Address
from tests.contract.batches import many_tasks
from tests.faults.wholeness import held, is_tight

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LOG = logging.getLogger(__name__)
SEED = 20261122
TURNS_OF_LADYBUG = [4, pytest.param(100, marks=pytest.mark.soak)]
TURNS_OF_NEO4J = [2, pytest.param(20, marks=pytest.mark.soak)]
LOADING = """
import os, sys
from graph.store import StoreOptions, open_store
from tests.contract.batches import many_tasks
store = open_store(sys.argv[1], StoreOptions(user=os.environ["STORE_USER"], password=os.environ["STORE_PASSWORD"]))
for number in range(int(sys.argv[2]), 10**6):
    for tasks in (60, 59):
        print("begun", number, tasks, flush=True)
        store.load(many_tasks(number, tasks))
        print("done", number, tasks, flush=True)
"""


@dataclass
class Tally:
    """What all turns left behind."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    loads: int = 0
    interrupted: int = 0
    came_through: int = 0


@pytest.mark.parametrize("turns", TURNS_OF_LADYBUG)
def test_a_killed_load_of_the_embedded_graph(ladybug_url: str, turns: int) -> None:
    """At some moment of its loads and replacements; the file opens, by its ledger as well."""
    kill_again_and_again((ladybug_url, StoreOptions()), turns)


@pytest.mark.neo4j
@pytest.mark.parametrize("turns", TURNS_OF_NEO4J)
def test_a_killed_load_into_neo4j(neo4j_address: Address, turns: int) -> None:
    """The server takes back what was not committed."""
    kill_again_and_again(neo4j_address, turns)


def kill_again_and_again(address: Address, turns: int) -> None:
    """Kill a loading process ``turns`` times, each time at another moment, and look at what it left."""
    moments, tally = random.Random(SEED), Tally()  # noqa: S311 - to be the same each time
    for turn in range(turns):
        begun, done = _killed(address, turn, moments.uniform(0, 1.0))
        with open_store(*address) as store:
            _look(store, begun, done, tally, f"turn {turn} of seed {SEED}")
    LOG.info(
        "%s: %s kills, %s acknowledged loads, %s interrupted, of which %s were in all the same",
        address[0].partition(":")[0], turns, tally.loads, tally.interrupted, tally.came_through,
    )  # fmt: skip


def _look(store: Store, begun: list[tuple[int, int]], done: list[tuple[int, int]], tally: Tally, where: str) -> None:
    tally.loads += len(done)
    tally.acknowledged |= {_document(number): tasks for number, tasks in done}
    found, expected = held(store), tally.acknowledged
    in_flight = begun[len(done) :]
    assert len(in_flight) <= 1
    for number, tasks in in_flight:
        document = _document(number)
        tally.interrupted += 1
        if found.tasks.get(document) == tasks:
            tally.came_through += 1
            expected = expected | {document: tasks}
    assert found.tasks == expected, where
    assert found.partial == [], where
    assert is_tight(store), where
    # By the secondary index, which has to come through a kill like the table.
    assert store.ask("MATCH (u:Unit {name: '单位7'}) RETURN count(u) AS units").rows == [[int(bool(found.tasks))]], (
        where
    )

    for number, tasks in in_flight:
        store.load(many_tasks(number, tasks))
        tally.acknowledged[_document(number)] = tasks
    assert held(store).tasks == tally.acknowledged, where
    assert is_tight(store), where


def _killed(address: Address, turn: int, seconds: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Let a process load documents, and kill it; return which loads it began and which it told to be done.

    Some turns are killed in their first load, others some time after their first or second.
    """
    url, options = address
    names = {"PYTHONPATH": str(ROOT), "STORE_USER": options.user, "STORE_PASSWORD": options.password}
    writer = subprocess.Popen(
        [sys.executable, "-c", LOADING, url, str(turn * 1000)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | names,
    )
    assert writer.stdout
    lines = [writer.stdout.readline() for _ in range(1 + 2 * (turn % 3))]
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    lines += writer.communicate()[0].splitlines()
    told = [line.split() for line in lines]
    return _loads(told, "begun"), _loads(told, "done")


def _loads(told: list[list[str]], word: str) -> list[tuple[int, int]]:
    return [(int(number), int(tasks)) for kind, number, tasks in told if kind == word]


def _document(number: int) -> str:
    return f"320585:第{number}号"
