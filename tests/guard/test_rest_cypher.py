"""``POST /cypher`` and ``zerentu cypher`` over the guard: shapes, problems, and a service that goes on answering."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from api.app import create_app
from api.problems import MEDIA_TYPE, PROBLEMS
from api.settings import CypherSettings, Settings
from tests.api.command_line import zerentu
from tests.api.conftest import serve
from tests.guard.conftest import Engine

pytestmark = pytest.mark.slow

SLOW = "MATCH (a), (b), (c), (d) WHERE a.name < b.name AND c.name > d.name RETURN count(*) AS n"


def settings_of(engine: Engine, **cypher: Any) -> Settings:
    return Settings(
        store=engine.url,
        neo4j_user=engine.options.user,
        neo4j_password=SecretStr(engine.options.password),
        cypher=CypherSettings(**cypher),
    )


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[httpx2.Client]:
    """The API over the sample, with time for two statements of two seconds."""
    with serve(create_app(settings_of(engine, timeout_seconds=2, at_once=2))) as opened:
        yield opened


def post(client: httpx2.Client, statement: str, **parameters: Any) -> httpx2.Response:
    return client.post("/cypher", json={"statement": statement, "parameters": parameters})


def assert_problem(answer: httpx2.Response, status: int, name: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{name}"), answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert problem["title"] == PROBLEMS[name].title
    return problem


def test_a_statement_is_answered_with_columns_and_rows(client: httpx2.Client) -> None:
    """发改委 owns most."""
    answer = post(
        client,
        "MATCH (u:Unit)-[:OWNS]->(t:Task) RETURN u.name AS unit, count(t) AS tasks ORDER BY tasks DESC LIMIT $few",
        few=2,
    )

    assert answer.status_code == 200
    said = answer.json()
    assert (said["columns"], said["rows"]) == (["unit", "tasks"], [["发改委", 28], ["工信局", 19]])
    assert said["truncated"] is False
    assert said["took_ms"] > 0


def test_the_examples_of_the_documentation_are_answered(client: httpx2.Client) -> None:
    """Each with rows."""
    operation = client.get("/openapi.json").json()["paths"]["/cypher"]["post"]
    examples = operation["requestBody"]["content"]["application/json"]["examples"]

    answers = [client.post("/cypher", json=each["value"]) for each in examples.values()]

    assert [bool(each.json()["rows"]) for each in answers] == [True] * len(examples)


def test_a_refusal_names_rule_and_place(client: httpx2.Client) -> None:
    """As a problem with members of its own."""
    problem = assert_problem(post(client, "MATCH (t:Task)\nSET t.name = 'x'"), 422, "statement-refused")

    assert (problem["rule"], problem["line"], problem["column"]) == ("refused-word", 2, 1)
    assert "SET is refused" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "wrong-parameter"),
        (b"{", "wrong-parameter"),
        (b"[]", "wrong-parameter"),
        (b"{}", "wrong-parameter"),
        (b'{"statement": ""}', "statement-refused"),
        (b'{"statement": 1}', "wrong-parameter"),
        (b'{"statement": "RETURN 1", "parameters": []}', "wrong-parameter"),
        (b'{"statement": "RETURN 1", "more": 1}', "wrong-parameter"),
        (b'{"statement": "RETURN $x", "parameters": {"x": 99999999999999999999999}}', "statement-refused"),
        (b'{"statement": "RETURN $x", "parameters": {"x": ' + b"[" * 100_000 + b"}}", "wrong-parameter"),
        (b'{"statement": "RETURN 1", "x": "' + b"x" * 3_000_000 + b'"}', "statement-refused"),
        (b"\xff\xfe", "wrong-parameter"),
    ],
)
def test_a_body_that_is_none_is_a_problem(client: httpx2.Client, body: bytes, name: str) -> None:
    """However it is broken."""
    answer = client.post("/cypher", content=body, headers={"content-type": "application/json"})

    assert_problem(answer, 422, name)


def test_only_post_is_taken(client: httpx2.Client) -> None:
    """A statement in an address would stand in logs."""
    answer = client.get("/cypher")

    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


def test_while_statements_run_long_the_service_answers(client: httpx2.Client) -> None:
    """Health at once, a third statement with 429, those that run long with 504."""
    answers: list[httpx2.Response] = []
    threads = [threading.Thread(target=lambda: answers.append(post(client, SLOW))) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)

    waits = []
    for _ in range(10):
        began = time.monotonic()
        assert client.get("/health").status_code == 200
        waits.append(time.monotonic() - began)
    refused = post(client, "RETURN 1 AS one")
    for thread in threads:
        thread.join()

    assert sorted(waits)[5] < 2
    assert_problem(refused, 429, "too-many-statements")
    assert int(refused.headers["retry-after"]) >= 1
    for answer in answers:
        assert_problem(answer, 504, "timeout")
    assert post(client, "RETURN 1 AS one").json()["rows"] == [[1]]


def test_without_a_store_it_is_503(tmp_path: Path) -> None:
    """As every other route that needs it."""
    with serve(create_app(Settings(store=f"ladybug:{tmp_path}"))) as client:
        answer = post(client, "RETURN 1 AS one")

    assert_problem(answer, 503, "store-unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_more_rows_than_the_setting_are_cut(engine: Engine) -> None:
    """And said so."""
    with serve(create_app(settings_of(engine, rows=3))) as client:
        said = post(client, "MATCH (t:Task) RETURN t.id AS id ORDER BY id").json()

    assert (len(said["rows"]), said["truncated"]) == (3, True)


def test_the_command_goes_through_the_same_guard(engine: Engine) -> None:
    """Answers, refusals, limits; also while a server has the graph."""
    environment = {"ZERENTU_STORE": engine.url, "ZERENTU_NEO4J_PASSWORD": engine.options.password}
    asked = "MATCH (u:Unit {name: $unit}) RETURN u.id AS id"

    found = zerentu("cypher", asked, "--param", "unit=水务局", "--json", environment=environment)
    refused = zerentu("cypher", "MATCH (n) DETACH DELETE n", environment=environment)
    late = zerentu("cypher", SLOW, environment=environment | {"ZERENTU_CYPHER__TIMEOUT_SECONDS": "1"})

    assert (found.code, '"320585:水务局"' in found.out) == (0, True)
    refused.fails(2, "DETACH is refused", "line 1, column 11")
    late.fails(2, "took longer than 1 s")
