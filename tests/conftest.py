"""Stores for the tests: an own file for each test, and one Neo4j that is handed on empty from test to test.

ZERENTU_TEST_NEO4J_URI, _USER and _PASSWORD name the Neo4j (``scripts/neo4j up`` prints them). Without them its tests
are skipped, in CI they fail. The database has to be empty at first; it is then marked by a node, and only a marked
one is ever wiped.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import neo4j
import pytest
from xdist.scheduler import LoadScopeScheduling

from graph.store import Store, StoreOptions, open_store
from tests.parts import lack

Address = tuple[str, StoreOptions]
WITH_REAL_PARTS = {"agents", "api", "benchmarks", "contract", "exports", "faults", "notebooks", "store"}
ON_NEO4J = ("_on_both.py", "notebooks/test_on_server.py", "contract/test_questions.py")
"""Files that need the Neo4j though their tests do not say so in their names."""
WITH_PROCESSES = {"test_confined.py", "test_hostile.py", "test_many.py", "test_old_office.py", "test_tour.py"}


class _OneForNeo4j(LoadScopeScheduling):
    """Gives one worker all that needs the one Neo4j, since others would only wait, and the rest a file at a time."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "neo4j" if "neo4j" in nodeid or file.endswith(ON_NEO4J) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    """Share the tests out where whole files are shared out (``make test``)."""
    return _OneForNeo4j(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts engines, processes and servers as slow: ``make check`` leaves it to ``make test``."""
    for item in items:
        if (WITH_REAL_PARTS | WITH_PROCESSES) & set(item.path.relative_to(Path(__file__).parent).parts):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def ladybug_url(tmp_path: Path) -> str:
    """The address of a file that does not exist yet."""
    return f"ladybug:{tmp_path / 'graph.lbug'}"


@pytest.fixture(scope="session")
def neo4j_server() -> Address:
    """The Neo4j for tests; use ``neo4j_address``, which is empty and nobody else's meanwhile."""
    uri = os.environ.get("ZERENTU_TEST_NEO4J_URI")
    if not uri:
        lack("ZERENTU_TEST_NEO4J_URI is not set: start a Neo4j with scripts/neo4j up")
    user = os.environ.get("ZERENTU_TEST_NEO4J_USER", "neo4j")
    return uri, StoreOptions(user=user, password=os.environ.get("ZERENTU_TEST_NEO4J_PASSWORD", ""))


@pytest.fixture
def neo4j_address(neo4j_server: Address) -> Iterator[Address]:
    """An empty Neo4j that no other test process uses until this test ends."""
    with emptied(neo4j_server) as address:
        yield address


@pytest.fixture
def neo4j_options(neo4j_address: Address) -> StoreOptions:
    """Who signs in to the empty Neo4j."""
    return neo4j_address[1]


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def address(request: pytest.FixtureRequest) -> Address:
    """An empty store's address, once for each engine."""
    if request.param == "ladybug":
        return request.getfixturevalue("ladybug_url"), StoreOptions()
    return request.getfixturevalue("neo4j_address")


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    """An empty store, once for each engine."""
    with open_store(*address) as opened:
        yield opened


@contextmanager
def emptied(server: Address) -> Iterator[Address]:
    """Lend the Neo4j, empty, and keep other test processes off it meanwhile."""
    lock = Path(tempfile.gettempdir()) / f"zerentu-{sha256(server[0].encode()).hexdigest()[:12]}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        _empty(*server)
        yield server


def _empty(uri: str, options: StoreOptions) -> None:
    with neo4j.GraphDatabase.driver(uri, auth=(options.user, options.password)) as driver:
        nodes, marks = driver.execute_query(
            "OPTIONAL MATCH (n) RETURN count(n), count(CASE WHEN n:ZerentuTest THEN 1 END)"
        ).records[0]
        if nodes and not marks:
            pytest.fail(f"the database at {uri} holds {nodes} nodes and no mark of the tests: they would wipe it")
        driver.execute_query("MERGE (:ZerentuTest)")
        driver.execute_query("MATCH (n) WHERE NOT n:ZerentuTest DETACH DELETE n")
