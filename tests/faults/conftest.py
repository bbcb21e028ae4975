"""A Neo4j server of one's own for the tests of a file, since they kill and stop it."""

from collections.abc import Iterator

import pytest

from tests.faults.servers import OwnNeo4j


@pytest.fixture(scope="module")
def own_neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnNeo4j]:
    """A server that is not started yet, with an empty database."""
    server = OwnNeo4j(tmp_path_factory.mktemp("neo4j"))
    server.prepare()
    try:
        yield server
    finally:
        server.remove()
