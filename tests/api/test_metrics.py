"""``/metrics``: what is counted, under which names, and what it costs."""

import re
from pathlib import Path

import httpx2
from fastapi.testclient import TestClient

from api.app import create_app
from api.metrics import METRICS_PATH
from api.settings import Settings
from tests.api.conftest import Serving

UNIT = "320585%3A%E8%B4%A2%E6%94%BF%E5%B1%80"


def numbers(client: httpx2.Client | TestClient) -> dict[str, float]:
    """Return each number by its name with labels."""
    lines = client.get(METRICS_PATH).text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[:1] != "#")}


def requests(client: httpx2.Client, handler: str, status: int = 200, method: str = "GET") -> float:
    name = f'http_requests_total{{handler="{handler}",method="{method}",status="{status}"}}'
    return numbers(client).get(name, 0)


def test_requests_are_counted_by_the_template_of_their_route(serving: Serving, sample_settings: Settings) -> None:
    """An id makes no series of its own, nor does a path that there is not."""
    client = serving(create_app(sample_settings))
    for path in (f"/units/{UNIT}", "/units/320585:x", "/units/320585:y", "/wp-login.php", "/.env"):
        client.get(path)

    found = numbers(client)

    assert requests(client, "/units/{id:path}") == 1
    assert requests(client, "/units/{id:path}", 404) == 2
    assert requests(client, "none", 404) == 2
    assert not [name for name in found if "320585" in name or "wp-login" in name or "/metrics" in name]


def test_made_up_methods_are_one(serving: Serving, sample_settings: Settings) -> None:
    """Each would otherwise be series that are never given back."""
    client = serving(create_app(sample_settings))
    for method in ("BREW", "WHEN"):
        client.request(method, "/tasks")

    assert requests(client, "/tasks", 405, "other") == 2


def test_the_state_of_the_service_is_told(serving: Serving, sample_settings: Settings) -> None:
    """Kept answers, hits, how old the version is, whether the store answers, statements that run."""
    client = serving(create_app(sample_settings))
    for _ in range(3):
        client.get("/tasks?limit=2")

    found = numbers(client)

    assert found["zerentu_store_up"] == 1
    assert 0 <= found["zerentu_version_age_seconds"] < 60
    assert (found["zerentu_answer_cache_hits_total"], found["zerentu_answer_cache_misses_total"]) == (2, 1)
    assert found["zerentu_cached_answers"] == 1
    assert found["zerentu_cached_answers_bytes"] > 1000
    assert found["zerentu_cypher_running"] == 0
    assert re.search(r'^zerentu_info\{version="[\d.]+"\} 1.0$', client.get(METRICS_PATH).text, re.MULTILINE)


def test_a_store_that_is_not_there_is_down(serving: Serving, tmp_path: Path) -> None:
    """The page itself answers; the version was never read, so its age is infinite."""
    found = numbers(serving(create_app(Settings(store=f"ladybug:{tmp_path}"))))

    assert found["zerentu_store_up"] == 0
    assert found["zerentu_version_age_seconds"] == float("inf")


def test_the_page_is_never_kept(embedded: httpx2.Client) -> None:
    """Neither here nor by anybody on the way; it is text as Prometheus reads it."""
    answer = embedded.get(METRICS_PATH)

    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert answer.headers["content-type"].startswith("text/plain; version=")


def test_each_app_counts_for_itself(sample_settings: Settings) -> None:
    """Two apps in one process, as tests have them, do not add up."""
    with TestClient(create_app(sample_settings)) as one, TestClient(create_app(sample_settings)) as other:
        one.get("/health")

        assert [name for name in numbers(other) if 'handler="/health"' in name] == []
