"""The sample on each engine, open as a server has it, and a guard before it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import neo4j
import pytest

from graph.guard import GuardedCypher, Limits
from graph.store import Store, StoreOptions, open_store
from loaders import extract_file
from tests.conftest import emptied

SAMPLE = Path(__file__).parents[2] / "data" / "taicang-2021-breakdown.txt"


@dataclass
class Engine:
    """A store with the sample in it, and what a guard needs to be put before it."""

    store: Store
    url: str
    options: StoreOptions
    opened: ExitStack = field(default_factory=ExitStack)

    def guard(self, limits: Limits | None = None) -> GuardedCypher:
        """Return a guard that is closed with the engine."""
        return self.opened.enter_context(GuardedCypher(self.url, self.options, limits))

    def digest(self) -> str:
        """Return what changes where anything in the graph does, nodes of other labels counted."""
        everything = [self.store.ask("MATCH (n) RETURN count(n) AS nodes").rows]
        listed = [*map(repr, self.store.nodes()), *map(repr, self.store.edges()), *map(repr, everything)]
        return sha256("\n".join(listed).encode()).hexdigest()

    def runs_still(self) -> list[str]:
        """Return the guarded statements that the server still runs."""
        if self.store.dialect != "neo4j":
            return []
        auth = (self.options.user, self.options.password)
        with neo4j.GraphDatabase.driver(self.url, auth=auth) as driver:
            shown = "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS query, connectionId AS connection"
            connections = "CALL dbms.listConnections() YIELD connectionId, userAgent RETURN connectionId, userAgent"
            agents = {record[0]: record[1] for record in driver.execute_query(connections).records}
            found = driver.execute_query(shown).records
        return [each["query"] for each in found if "zerentu-cypher" in (agents.get(each["connection"]) or "")]


@pytest.fixture(scope="module", params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The sample, once for each engine."""
    with ExitStack() as opened:
        if request.param == "ladybug":
            address = f"ladybug:{tmp_path_factory.mktemp('guard') / 'graph.lbug'}", StoreOptions()
        else:
            address = opened.enter_context(emptied(request.getfixturevalue("neo4j_server")))
        store = opened.enter_context(open_store(*address))
        store.load(extract_file(SAMPLE).batch())
        yield Engine(store, *address, opened=opened)
