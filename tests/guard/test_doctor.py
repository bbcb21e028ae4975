"""``zerentu doctor`` on what guarded Cypher stands on."""

import json

import pytest

from graph.store import StoreOptions
from graph.store.neo4j_probes import open_doors
from tests.api.command_line import zerentu
from tests.guard.conftest import Engine

pytestmark = pytest.mark.slow


def test_doctor_tells_what_stands_behind_the_guard(engine: Engine) -> None:
    """What a process has given up, or that the server reads nothing for LOAD CSV, as scripts/neo4j sets it up."""
    environment = {"ZERENTU_STORE": engine.url, "ZERENTU_NEO4J_PASSWORD": engine.options.password}
    name, words = ("guard", "limits") if engine.store.dialect == "ladybug" else ("LOAD CSV", "neither files")

    ended = zerentu("doctor", "--json", environment=environment)

    [check] = [check for check in json.loads(ended.out)["checks"] if check["check"] == name]
    assert check["state"] == "ok"
    assert words in check["finding"]


@pytest.mark.neo4j
def test_a_server_that_reads_nothing_has_no_open_door(neo4j_server: tuple[str, StoreOptions]) -> None:
    """Neither files nor addresses."""
    assert open_doors(*neo4j_server) == []
