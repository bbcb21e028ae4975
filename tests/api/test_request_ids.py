"""The id of a request: in its answer's header, in a problem, and its own even where several share an answer."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.keeper import StoreKeeper
from api.settings import Settings
from tests.api.conftest import Serving

MADE = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("path", ["/health", "/tasks?limit=1", "/nothing", "/static/docs.js", "/metrics", "/cypher"])
def test_a_well_formed_id_is_taken_over(embedded: httpx2.Client, path: str) -> None:
    """On every path, problems included."""
    answer = embedded.get(path, headers={"X-Request-ID": "gateway-7.2_a"})

    assert answer.headers["x-request-id"] == "gateway-7.2_a"
    if answer.status_code >= 400:
        assert answer.json()["request_id"] == "gateway-7.2_a"


@pytest.mark.parametrize("given", ["", "a" * 65, "a b", "a;b", "-a", "任务", "a\x7f"])
def test_any_other_id_is_replaced(embedded: httpx2.Client, given: str) -> None:
    """It goes to the log, so it may be neither long nor anything but plain letters."""
    answer = embedded.get("/nothing", headers={"X-Request-ID": given.encode()})

    assert MADE.fullmatch(answer.headers["x-request-id"])
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_two_ids_are_none(embedded: httpx2.Client) -> None:
    """Which one is right, nobody can say."""
    answer = embedded.get("/health", headers=[("X-Request-ID", "one"), ("X-Request-ID", "two")])

    assert MADE.fullmatch(answer.headers["x-request-id"])


def test_a_kept_answer_has_the_id_of_who_asks(embedded: httpx2.Client) -> None:
    """Not that of who asked first."""
    ids = [embedded.get("/units?limit=3", headers={"X-Request-ID": f"r{n}"}).headers["x-request-id"] for n in range(3)]

    assert ids == ["r0", "r1", "r2"]


def test_who_waits_for_the_same_problem_gets_it_with_his_own_id(
    serving: Serving, sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests for the same at a time are answered by one computing."""
    waiting, go = threading.Semaphore(0), threading.Event()
    calls = []

    def slow_statement(resource: Any, values: Any) -> str:
        calls.append(1)
        waiting.release()
        go.wait(20)
        return "MATCH (n:Nobody) RETURN n.x"

    monkeypatch.setattr("api.routers.lists.count_statement", slow_statement)
    client = serving(create_app(sample_settings))

    def ask(name: str) -> httpx2.Response:
        return client.get("/tasks", headers={"X-Request-ID": name})

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(ask, "first")
        assert waiting.acquire(timeout=20)
        second = threads.submit(ask, "second")
        # The second one is under way as soon as another request that came after it is answered.
        client.get("/health")
        go.set()
        answers = [first.result(), second.result()]

    assert [answer.status_code for answer in answers] == [500, 500]
    assert [answer.json()["request_id"] for answer in answers] == ["first", "second"]
    assert [int(answer.headers["content-length"]) for answer in answers] == [len(answer.content) for answer in answers]


def test_an_unexpected_error_has_the_id_too(sample_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever reports it names the line in the log."""

    def fail(keeper: StoreKeeper) -> None:
        raise RuntimeError("secret of the house")

    with TestClient(create_app(sample_settings)) as client:
        monkeypatch.setattr(StoreKeeper, "store", fail)
        answer = client.get("/ready", headers={"X-Request-ID": "r1", "Accept-Language": "en"})

    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "r1")
    assert answer.json()["request_id"] == "r1"
    assert (answer.json()["title"], answer.headers["content-language"]) == ("Internal error", "en")
