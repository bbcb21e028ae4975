"""Refusals that say what is wrong and what to do, in the words of the service and not of the libraries below it."""

from typing import Any

import httpx2
import pytest

CHINESE = {"Accept-Language": "zh"}
WORDS_OF_LIBRARIES = ("Input should match pattern", "JSON decode error", "For further information", "string_")


def refused(answer: httpx2.Response, status: int = 422) -> dict[str, Any]:
    """Return the problem of an answer that has this status."""
    assert answer.status_code == status, answer.text
    problem: dict[str, Any] = answer.json()
    assert not any(words in answer.text for words in WORDS_OF_LIBRARIES), answer.text
    return problem


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        (
            "/neighbours/320585?relationship=A",
            "there is no 'A'; it takes LEADS, OWNS, SUPPORTS",
            "没有 'A'；可取：LEADS",
        ),
        (
            "/neighbours/320585?relationship=OWNS,LEADS",
            "there is no 'OWNS,LEADS'; it takes",
            "没有 'OWNS,LEADS'；可取：",
        ),
        ("/neighbours/320585?label=Town", "there is no 'Town'; it takes Jurisdiction", "没有 'Town'；可取："),
        ("/paths?from=a&to=b&relationships=FOO", "there is no 'FOO'; it takes LEADS", "没有 'FOO'；可取：LEADS"),
        ("/surroundings/320585?role=leads", "there is no 'leads'; it takes owns, supports", "没有 'leads'；可取：owns"),
        ("/tasks?limit=5_0", "Input should be a valid integer", "应为整数"),
        ("/tasks?year=2021.0", "Input should be a valid integer", "应为整数"),
        ("/paths?from=a&to=b&limit=1_0", "Input should be a valid integer", "应为整数"),
        ("/compare?documents=a", "it takes two documents with a comma between them", "应为两份文件，以逗号分开"),
        ("/tasks?name=%20", "it may neither be empty nor hold a null", "不合要求：不得为空，不得含空字符"),
    ],
)
def test_a_wrong_parameter_is_told_its_choices(embedded: httpx2.Client, path: str, english: str, chinese: str) -> None:
    """In both languages, each of which the header names."""
    answers = [embedded.get(path), embedded.get(path, headers=CHINESE)]

    details = [refused(answer)["errors"][0]["detail"] for answer in answers]
    assert details[0].startswith(english)
    assert details[1].startswith(chinese)
    assert [answer.headers["content-language"] for answer in answers] == ["en", "zh"]


def test_choices_stand_in_the_openapi(embedded: httpx2.Client) -> None:
    """As an enumeration, so that a form offers them."""
    parameters = embedded.get("/openapi.json").json()["paths"]["/neighbours/{id}"]["get"]["parameters"]

    [relationship] = [each for each in parameters if each["name"] == "relationship"]
    assert "OWNS" in relationship["schema"]["anyOf"][0]["enum"]


def test_broken_json_is_told_as_the_body(embedded: httpx2.Client) -> None:
    """It has no name, and none is made of the place where the reading stopped."""
    answer = embedded.post("/cypher", content=b'{"statement": ', headers={"Content-Type": "application/json"})

    assert refused(answer)["errors"] == [{"location": "body", "name": "body", "detail": "the body is no valid JSON"}]


@pytest.mark.parametrize(("statement", "rule"), [("", "empty"), (" ", "empty"), ("RETURN 1 " * 3000, "size")])
def test_the_rule_of_a_statement_is_the_guards(embedded: httpx2.Client, statement: str, rule: str) -> None:
    """As the reference names it, also where a schema could have refused it before."""
    assert refused(embedded.post("/cypher", json={"statement": statement}))["rule"] == rule


def test_a_name_that_is_none_is_not_looked_for_in_the_schema(embedded: httpx2.Client) -> None:
    """The engine knows no list comprehension, so its variable is none."""
    problem = refused(embedded.post("/cypher", json={"statement": "RETURN [x IN [1, 2] | x] AS y"}))

    assert problem["rule"] == "unknown-name"
    assert problem["detail"].startswith("nothing is named x here: name it in MATCH, UNWIND or WITH")


@pytest.mark.parametrize("path", ["/questions", "/schema", "/rules"])
def test_what_comes_in_json_only_says_so(embedded: httpx2.Client, path: str) -> None:
    """A table is not sent as JSON to who asked for CSV."""
    assert refused(embedded.get(path, headers={"Accept": "text/csv"}), 406)["type"] == "/problems/not-acceptable"
    assert embedded.get(path, headers={"Accept": "application/json, text/csv;q=0.5"}).status_code == 200
