"""The sample graph, loaded once for a module on each engine. ``store`` in tests/conftest.py is an empty one."""

from collections.abc import Iterator

import pytest

from graph.store import Store, open_store
from tests.conftest import Address, emptied
from tests.contract.sample import taicang_batch, yunxi_batch, yunxi_report_batch


@pytest.fixture(scope="module")
def ladybug_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The documents of sample.py in the embedded engine."""
    with open_store(f"ladybug:{tmp_path_factory.mktemp('sample') / 'graph.lbug'}") as store:
        yield _loaded(store)


@pytest.fixture(scope="module")
def neo4j_sample(neo4j_server: Address) -> Iterator[Store]:
    """The documents of sample.py in the Neo4j of the tests, which is held until the module ends."""
    with emptied(neo4j_server) as address, open_store(*address) as store:
        yield _loaded(store)


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def sample(request: pytest.FixtureRequest) -> Store:
    """The documents of sample.py, once for each engine."""
    store: Store = request.getfixturevalue(f"{request.param}_sample")
    return store


def _loaded(store: Store) -> Store:
    store.load(taicang_batch())
    store.load(yunxi_batch())
    store.load(yunxi_report_batch())
    return store
