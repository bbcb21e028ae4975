"""The answer to a commit is lost: nobody knows whether the load is in. To load again is right in either case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.app import create_app
from api.settings import Settings
from graph.errors import StoreError
from graph.store import open_store
from tests.access.conftest import DOCUMENT, SAMPLE, bearer
from tests.api.conftest import serve
from tests.conftest import Address
from tests.contract.batches import many_tasks
from tests.faults.proxy import CuttingProxy
from tests.faults.wholeness import held, is_tight

pytestmark = [pytest.mark.slow, pytest.mark.neo4j]


@pytest.fixture
def proxy(neo4j_address: Address) -> Iterator[CuttingProxy]:
    """The wire to an empty Neo4j."""
    proxy = CuttingProxy(neo4j_address[0])
    yield proxy
    proxy.close()


def test_a_load_whose_answer_is_lost_is_in_once_after_a_retry(proxy: CuttingProxy, neo4j_address: Address) -> None:
    """The failure says what to do; the same load then finds itself, under the id that it got the first time."""
    with open_store(proxy.uri, neo4j_address[1]) as store:
        proxy.is_armed = True
        with pytest.raises(StoreError, match="went away at the commit: load again, which changes nothing") as caught:
            store.load(many_tasks(1, 60))
        [[load_id]] = store.ask("MATCH (d:Document) RETURN d.load_id AS load_id").rows

        again = store.load(many_tasks(1, 60))

        assert "\n" not in str(caught.value)
        assert (again.outcome, again.load_id) == ("unchanged", load_id)
        assert held(store).tasks == {"320585:第1号": 60}
        assert is_tight(store)
    assert proxy.cuts == 1


def test_an_upload_whose_commit_is_not_answered_is_told_so(
    proxy: CuttingProxy, neo4j_address: Address, tmp_path: Path
) -> None:
    """503 and a job that failed, never a success that nobody knows of; the same file again is 200, unchanged."""
    options = neo4j_address[1]
    settings = Settings(
        store=proxy.uri,
        neo4j_user=options.user,
        neo4j_password=SecretStr(options.password),
        service_file=tmp_path / "service.db",
        uploads={"wait_seconds": 200},  # type: ignore[arg-type] # pydantic reads it
    )
    file = ServiceFile(settings.service_path())
    keys = {role: KeyRing(file).create(role)[1] for role in Role}
    with serve(create_app(settings)) as client:
        client.timeout = 200

        def upload() -> tuple[int, dict[str, object]]:
            files = {"file": (SAMPLE.name, SAMPLE.read_bytes())}
            answer = client.post("/documents", files=files, headers=bearer(keys[Role.EDITOR]))
            return answer.status_code, answer.json()

        assert client.get("/ready").status_code == 200
        proxy.is_armed = True
        status, problem = upload()
        log = client.get("/audit", params={"action": "load"}, headers=bearer(keys[Role.ADMIN])).json()["items"]
        status_again, said = upload()
        tasks = client.get("/tasks", params={"limit": 1}).json()["total"]

    assert (status, problem["type"]) == (503, "/problems/store-unavailable")
    assert "load again" in str(problem["detail"])
    assert [entry["outcome"] for entry in log] == ["failed", "begun"]
    assert (status_again, said["outcome"], said["document"]) == (200, "unchanged", DOCUMENT)
    assert (tasks, proxy.cuts) == (157, 1)
    file.close()
