"""Errors as problems: what each failure answers, and how the app heals."""

import logging
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

import graph.errors
from api.app import create_app
from api.keeper import StoreKeeper
from api.problems import MEDIA_TYPE, PROBLEMS, problem_name
from api.settings import Settings
from graph.errors import (
    NotFoundError,
    QuestionError,
    StatementError,
    StatementTimeoutError,
    StoreAuthError,
    StoreBusyError,
    StoreError,
    ZerentuError,
)
from graph.store import open_store
from tests.api.conftest import Serving


@pytest.mark.parametrize(
    ("request_line", "status", "name", "detail"),
    [
        ("GET /nothing", 404, "not-found", "path"),
        ("GET /static/nothing.js", 404, "not-found", "path"),
        ("GET /tasks/320585:nothing", 404, "not-found", "320585:nothing"),
        ("GET /tasks/", 404, "not-found", "Task"),
        ("GET /problems/nothing", 404, "not-found", "nothing"),
        ("POST /tasks", 405, "method-not-allowed", "Allow"),
        ("DELETE /tasks/x", 405, "method-not-allowed", "Allow"),
        ("GET /tasks?limit=201", 422, "wrong-parameter", "limit"),
        ("GET /tasks?limit=0", 422, "wrong-parameter", "limit"),
        ("GET /tasks?offset=-1", 422, "wrong-parameter", "offset"),
        ("GET /tasks?year=last", 422, "wrong-parameter", "year"),
        ("GET /tasks?sort=sha256", 422, "wrong-parameter", "sort"),
        ("GET /tasks?role=leads", 422, "wrong-parameter", "role"),
        ("GET /tasks?documnet=x", 422, "wrong-parameter", "documnet"),
        ("GET /tasks?document=", 422, "wrong-parameter", "document"),
        ("GET /tasks?name=%00", 422, "wrong-parameter", "name"),
        ("GET /tasks?year=2021&year=2022", 422, "wrong-parameter", "more than once"),
        ("GET /tasks/x?relationship=PART_OF", 422, "wrong-parameter", "relationship"),
        ("GET /search", 422, "wrong-parameter", "q"),
        ("GET /schema?x=1", 422, "wrong-parameter", "x"),
        ("GET /health?x=1", 422, "wrong-parameter", "x"),
    ],
)
def test_a_failure_is_a_problem(
    embedded: httpx2.Client, request_line: str, status: int, name: str, detail: str
) -> None:
    """Its type, title and status are those of the table, its detail says what was wrong."""
    method, path = request_line.split(" ", maxsplit=1)

    answer = embedded.request(method, path)
    problem = answer.json()

    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (problem["type"], problem["title"]) == (f"/problems/{name}", PROBLEMS[name].title)
    assert detail in problem["detail"]
    assert problem["instance"] == path.partition("?")[0]


def test_a_wrong_parameter_is_told_by_name(embedded: httpx2.Client) -> None:
    """Each of several wrong ones has an entry."""
    problem = embedded.get("/units?limit=x&kin=town").json()

    assert {(each["location"], each["name"]) for each in problem["errors"]} == {("query", "limit"), ("query", "kin")}


def test_the_type_of_a_problem_leads_to_its_explanation(embedded: httpx2.Client) -> None:
    """The path is of this service."""
    problem = embedded.get("/nothing").json()

    about = embedded.get(problem["type"]).json()

    assert (about["type"], about["status"]) == (problem["type"], 404)
    assert about["about"]["zh"]


def test_a_method_that_is_not_allowed_names_those_that_are(embedded: httpx2.Client) -> None:
    """RFC 9110 asks for Allow."""
    assert embedded.put("/tasks").headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (NotFoundError("x"), "not-found"),
        (QuestionError("x"), "wrong-parameter"),
        (StoreError("x"), "store-unavailable"),
        (StoreBusyError("x"), "store-busy"),
        (StoreAuthError("x"), "store-refused"),
        (StatementTimeoutError("x"), "timeout"),
        (StatementError("x"), "internal"),
        (KeyError("x"), "internal"),
    ],
)
def test_every_error_has_its_problem(error: Exception, name: str) -> None:
    """The nearest ancestor in the table decides."""
    assert problem_name(error) == name


def test_no_error_of_the_tree_is_forgotten() -> None:
    """Whatever is added to the tree leads to a problem that there is."""
    errors = [each for each in vars(graph.errors).values() if isinstance(each, type) and issubclass(each, ZerentuError)]

    assert {problem_name(each("x")) for each in errors} <= PROBLEMS.keys()


def test_an_unexpected_error_tells_nothing_of_itself(
    sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """500 without internals, with the headers of every answer."""

    def fail(keeper: StoreKeeper) -> None:
        raise RuntimeError("secret of the house")

    with TestClient(create_app(sample_settings), raise_server_exceptions=False) as client:
        monkeypatch.setattr(StoreKeeper, "store", fail)
        answer = client.get("/tasks")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_statement_of_ours_that_fails_is_logged_and_not_told(
    sample_settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A refused statement is a bug here, and never the fault of who asked."""
    monkeypatch.setattr("api.routers.lists.count_statement", lambda resource, values: "MATCH (n:Nobody) RETURN n.x")
    with TestClient(create_app(sample_settings)) as client, caplog.at_level(logging.ERROR):
        answer = client.get("/tasks")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "Nobody" not in answer.text
    assert "Nobody" in caplog.text


def test_a_statement_that_takes_too_long_is_a_timeout(
    sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """504 says that the request should be narrower."""
    slow = (
        "MATCH (a:Task), (b:Task), (c:Task), (d:Task) WHERE a.row + b.row + c.row + d.row < 0 RETURN count(*) AS total"
    )
    monkeypatch.setattr("api.routers.lists.count_statement", lambda resource, values: slow)
    settings = sample_settings.model_copy(update={"transaction_timeout_seconds": 0.2})
    with TestClient(create_app(settings)) as client:
        answer = client.get("/tasks")

    assert (answer.status_code, answer.json()["type"]) == (504, "/problems/timeout")


DATA = ("/tasks", "/units/320585:x", "/questions/documents", "/search?q=x", "/ready")


@pytest.mark.parametrize("path", DATA)
def test_without_a_store_data_routes_answer_503(serving: Serving, tmp_path: Path, path: str) -> None:
    """The process is healthy; what needs the store says that it is not there, and when to come back."""
    client = serving(create_app(Settings(store=f"ladybug:{tmp_path}")))

    answer = client.get(path)

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert str(tmp_path) in answer.json()["detail"]
    assert client.get("/health").json()["status"] == "alive"
    assert client.get("/schema").status_code == client.get("/questions").status_code == 200


@pytest.mark.parametrize("url", ["sqlite:x", "bolt://127.0.0.1:1"])
def test_a_store_address_that_leads_nowhere_answers_503(serving: Serving, url: str) -> None:
    """An unknown engine, and a port where nothing listens."""
    answer = serving(create_app(Settings(store=url))).get("/ready")

    assert answer.status_code == 503


def test_a_store_that_comes_back_is_found_without_a_restart(serving: Serving, tmp_path: Path) -> None:
    """The file is a folder at first; soon after it is none any more, /ready answers 200."""
    place = tmp_path / "graph.lbug"
    place.mkdir()
    client = serving(create_app(Settings(store=f"ladybug:{place}")))
    assert client.get("/ready").status_code == 503
    place.rmdir()

    deadline = time.monotonic() + 10
    while client.get("/ready").status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.1)

    assert client.get("/ready").json()["engine"] == "ladybug"
    assert client.get("/tasks").json()["total"] == 0


def test_attempts_to_open_are_not_made_at_each_request() -> None:
    """Between two attempts the reason of the last one is told again."""
    attempts = []

    def opener() -> Any:
        attempts.append(1)
        raise StoreBusyError("another process has it")

    keeper = StoreKeeper(opener)

    for _ in range(20):
        with pytest.raises(StoreBusyError, match="another process"):
            keeper.store()
    assert len(attempts) == 1


def test_a_store_that_is_lent_stays_open(tmp_path: Path) -> None:
    """The app closes only what it opened."""
    with open_store(f"ladybug:{tmp_path / 'graph.lbug'}") as store:
        with TestClient(create_app(store=store)) as client:
            assert client.get("/ready").status_code == 200

        assert store.ask("RETURN 1 AS one").rows == [[1]]


def test_the_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without arguments the app opens the store that ZERENTU_STORE names."""
    monkeypatch.setenv("ZERENTU_STORE", f"ladybug:{tmp_path / 'own.lbug'}")
    with TestClient(create_app()) as client:
        assert client.get("/ready").status_code == 200

    assert (tmp_path / "own.lbug").exists()
