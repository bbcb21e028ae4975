"""The Neo4j server is away, hangs or is killed: the service lives, says so in time, and finds it again by itself."""

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from api.access.keys import KeyRing
from api.access.roles import Role
from graph.errors import StoreError
from graph.store import open_store
from tests.access.conftest import DOCUMENT
from tests.access.test_processes import post, running, service_file
from tests.contract.batches import many_tasks
from tests.faults.servers import OwnNeo4j
from tests.faults.wholeness import held, is_tight

pytestmark = [pytest.mark.slow, pytest.mark.neo4j]
LOG = logging.getLogger(__name__)
IN_TIME_SECONDS, BACK_SECONDS, SLACK = 2.0, 10.0, 3.0
"""What may pass until /ready says 503, and until it says 200 again; on a busy machine thrice as much."""
TASKS = 300
STRICT = pytest.param(1.0, marks=pytest.mark.soak)


class Watched:
    """A service over a Neo4j, and how long it took to say that the server is away or back."""

    def __init__(self, client: httpx2.Client, key: str, log: Path) -> None:
        self.client, self.key, self.log = client, key, log

    def ready(self) -> int:
        """Return the status of /ready, which another connection asks."""
        return httpx2.get(f"{self.client.base_url}/ready", timeout=60).status_code

    def seconds_until(self, status: int) -> float:
        """Return how long it takes until /ready has this status."""
        began = time.monotonic()
        while self.ready() != status:
            assert time.monotonic() - began < 90, f"/ready never says {status}"
            time.sleep(0.05)
        return time.monotonic() - began

    def tasks(self) -> int:
        """Return how many tasks the service tells of."""
        total: int = self.client.get("/tasks", params={"limit": 1}).json()["total"]
        return total


@pytest.fixture
def watched(own_neo4j: OwnNeo4j, tmp_path: Path) -> Iterator[Watched]:
    """A service over the server, whether that runs or not."""
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    settings = {"store": own_neo4j.uri, "neo4j_password": own_neo4j.options.password, "uploads__wait_seconds": "200"}
    with running(tmp_path, **settings) as (_, client, log):
        yield Watched(client, key, log)


@pytest.mark.parametrize("slack", [SLACK, STRICT])
def test_a_service_begins_without_its_server_and_finds_it(own_neo4j: OwnNeo4j, watched: Watched, slack: float) -> None:
    """It lives, says in one line what is missing, and is ready soon after the server is."""
    if own_neo4j.is_running:
        own_neo4j.kill()
        watched.seconds_until(503)
    began = time.monotonic()
    health, ready = watched.client.get("/health"), watched.client.get("/ready")
    told_seconds = time.monotonic() - began
    asked = watched.client.get("/tasks")
    own_neo4j.start()

    back_seconds = watched.seconds_until(200)

    LOG.info("absent: told in %.2f s, back in %.2f s", told_seconds, back_seconds)
    assert (health.status_code, ready.status_code, asked.status_code) == (200, 503, 503)
    assert ready.json()["type"] == "/problems/store-unavailable"
    assert told_seconds < IN_TIME_SECONDS * slack
    assert back_seconds < BACK_SECONDS * slack
    assert post(watched.client, watched.key).status_code in {200, 201}
    assert watched.tasks() == 157


@pytest.mark.parametrize(("pause_seconds", "slack"), [(4, SLACK), pytest.param(30, 1.0, marks=pytest.mark.soak)])
def test_a_server_that_hangs_is_told_in_time(
    own_neo4j: OwnNeo4j, watched: Watched, pause_seconds: float, slack: float
) -> None:
    """Its port is open and nothing answers: 503 for who asks whether it is ready, and never a 500 for anybody."""
    own_neo4j.start()
    watched.seconds_until(200)
    post(watched.client, watched.key)
    statuses: list[int] = []
    is_over = threading.Event()

    def ask() -> None:
        with httpx2.Client(base_url=watched.client.base_url, timeout=200) as client:
            while not is_over.is_set():
                statuses.append(client.get("/tasks", params={"limit": 5}).status_code)

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask) for _ in range(4)]
        own_neo4j.pause()
        began = time.monotonic()
        try:
            told_seconds = watched.seconds_until(503)
            health = watched.client.get("/health").status_code
            while time.monotonic() - began < pause_seconds:
                assert watched.ready() == 503
                time.sleep(0.2)
        finally:
            own_neo4j.resume()
        back_seconds = watched.seconds_until(200)
        time.sleep(0.5)
        is_over.set()
        for each in asking:
            each.result()

    LOG.info("hung %s s: told in %.2f s, back in %.2f s", pause_seconds, told_seconds, back_seconds)
    assert health == 200
    assert told_seconds < IN_TIME_SECONDS * slack
    assert back_seconds < BACK_SECONDS * slack
    assert set(statuses) <= {200, 503}
    assert 200 in statuses[-4:]
    assert watched.tasks() == 157


@pytest.mark.parametrize(("turns", "slack"), [(1, SLACK), pytest.param(5, 1.0, marks=pytest.mark.soak)])
def test_a_server_that_is_killed_in_the_midst_of_loads(
    own_neo4j: OwnNeo4j, watched: Watched, turns: int, slack: float
) -> None:
    """Both loads fail and say so, one in the midst of writing; the same again is whole, without any restart of ours."""
    own_neo4j.start()
    watched.seconds_until(200)
    for turn in range(turns):
        _unload(own_neo4j)
        batch = many_tasks(turn, TASKS)
        with open_store(own_neo4j.uri, own_neo4j.options) as store, ThreadPoolExecutor(1) as threads:
            loading = threads.submit(store.load, batch)
            time.sleep(0.1 + 0.05 * turn)
            own_neo4j.pause()
            job = post(watched.client, watched.key, Prefer="respond-async").headers["location"]
            _wait_for(watched.client, job, {"writing"})
            own_neo4j.kill()
            told_seconds = watched.seconds_until(503)
            failed = _wait_for(watched.client, job, {"failed", "done", "interrupted"})
            with pytest.raises(StoreError) as caught:
                loading.result()
            own_neo4j.start()
            back_seconds = watched.seconds_until(200)

            again = post(watched.client, watched.key)
            store.load(batch)

            LOG.info("killed: told in %.2f s, back in %.2f s", told_seconds, back_seconds)
            assert "\n" not in str(caught.value)
            assert (failed["state"], failed["problem"]["type"]) == ("failed", "/problems/store-unavailable")
            assert again.status_code == 201, again.text
            assert told_seconds < IN_TIME_SECONDS * slack
            assert back_seconds < BACK_SECONDS * slack
            assert watched.client.get("/tasks", params={"limit": 1, "document": DOCUMENT}).json()["total"] == 157
            store.unload(DOCUMENT)
            assert held(store).tasks == {batch.document: TASKS}
            assert is_tight(store)


def _unload(server: OwnNeo4j) -> None:
    with open_store(server.uri, server.options) as store:
        for [document] in store.ask("MATCH (d:Document) RETURN d.id AS id").rows:
            store.unload(str(document))


def _wait_for(client: httpx2.Client, job: str, states: set[str]) -> dict[str, dict[str, str]]:
    for _ in range(1200):
        said = client.get(job).json()
        if said["state"] in states:
            found: dict[str, dict[str, str]] = said
            return found
        time.sleep(0.05)
    raise AssertionError(said)
