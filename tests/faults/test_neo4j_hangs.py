"""A Neo4j that takes connections and answers nothing: who asks for data is told in time, and all goes on with it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.access.keys import KeyRing
from api.access.roles import Role
from graph.errors import StoreAbsentError, StoreError
from graph.store import open_store
from tests.access.conftest import SAMPLE, bearer
from tests.access.test_processes import post, running, service_file
from tests.faults.servers import OwnNeo4j
from tests.faults.test_neo4j_server import Watched

pytestmark = [pytest.mark.slow, pytest.mark.neo4j]
STATEMENT_SECONDS, CONNECT_SECONDS = 8.0, 1.0
PATIENCE_SECONDS = 90
"""Of who asks, many times what the service takes; the driver by itself waits for two minutes."""
READS = (
    "/tasks",
    "/tasks.csv",
    "/units/320585%3A发改委",
    "/search?q=招商",
    "/questions/busiest-units",
    "/neighbours/320585%3A发改委",
    "/sheets/发改委",
    "/judgements",
)
JUDGEMENT = {"jurisdiction": "太仓市", "names": ["港口管委会", "港区"], "verdict": "same"}


@pytest.fixture
def watched(own_neo4j: OwnNeo4j, tmp_path: Path) -> Iterator[Watched]:
    """A service with short limits over a server that runs and holds the sample."""
    own_neo4j.start()
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    settings = {
        "store": own_neo4j.uri,
        "neo4j_password": own_neo4j.options.password,
        "transaction_timeout_seconds": str(STATEMENT_SECONDS),
        "connect_timeout_seconds": str(CONNECT_SECONDS),
        "uploads__wait_seconds": "200",
    }
    with running(tmp_path, **settings) as (_, client, log):
        watched = Watched(client, key, log)
        watched.seconds_until(200)
        post(client, key)
        # A server that has just begun takes its time for each new statement.
        for path in READS:
            client.get(path)
        yield watched


def ask(watched: Watched, method: str, path: str, **sent: Any) -> tuple[int, str]:
    """Return the status of an answer and the type of its problem; it has to come within the patience of who asks."""
    url = f"{watched.client.base_url}{path}"
    answer = httpx2.request(method, url, headers=bearer(watched.key), timeout=PATIENCE_SECONDS, **sent)
    is_problem = answer.headers["content-type"].startswith("application/problem")
    return answer.status_code, answer.json()["type"] if is_problem else ""


@pytest.mark.soak
def test_every_request_for_data_ends_and_the_service_goes_on(own_neo4j: OwnNeo4j, watched: Watched) -> None:
    """Reads, a judgement, an upload: 503 each, twice, before the server moves again; then all is answered as ever."""

    def ask_all(at_once: int = 16) -> list[tuple[int, str]]:
        with ThreadPoolExecutor(at_once) as threads:
            asked = [threads.submit(ask, watched, "GET", path) for path in READS]
            asked.append(threads.submit(ask, watched, "PUT", "/judgements", json=JUDGEMENT))
            file = {"file": (SAMPLE.name, SAMPLE.read_bytes())}
            asked.append(threads.submit(ask, watched, "POST", "/documents", files=file))
            return [each.result() for each in asked]

    before = ask_all(1)
    assert before == [(200, "")] * len(READS) + [(201, ""), (200, "")]
    own_neo4j.pause()
    try:
        hanging = [ask_all() for _ in range(2)]
        statement = {"statement": "MATCH (t:Task) RETURN count(t) AS n"}
        cypher = ask(watched, "POST", "/cypher", json=statement)
    finally:
        own_neo4j.resume()
    watched.seconds_until(200)

    assert hanging == [[(503, "/problems/store-unavailable")] * len(before)] * 2
    assert cypher[0] in {503, 504}
    assert ask_all(1) == [(200, "")] * len(before)


def test_who_is_being_answered_when_it_stops_is_told_too(own_neo4j: OwnNeo4j) -> None:
    """The connection waits for an answer that does not come: the read ends, and the next one finds the server."""
    own_neo4j.start()
    options = replace(
        own_neo4j.options, transaction_timeout_seconds=STATEMENT_SECONDS, connect_timeout_seconds=CONNECT_SECONDS
    )
    with open_store(own_neo4j.uri, options) as store, ThreadPoolExecutor(1) as threads:
        store.ask("RETURN 1 AS n")
        own_neo4j.pause()
        try:
            with pytest.raises(StoreError) as caught:
                threads.submit(store.ask, "RETURN 1 AS n").result(timeout=PATIENCE_SECONDS)
        finally:
            own_neo4j.resume()

        assert type(caught.value) is StoreAbsentError
        assert store.ask("RETURN 1 AS n").rows == [[1]]
