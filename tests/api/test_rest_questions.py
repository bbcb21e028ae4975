"""The catalogue over HTTP."""

import httpx2
import pytest

from queries import names


def test_the_catalogue_lists_every_question(embedded: httpx2.Client) -> None:
    """Each has titles in both languages, its parameters, an example and its columns."""
    catalogue = embedded.get("/questions").json()

    assert [each["name"] for each in catalogue["items"]] == list(names())
    assert catalogue["total"] == len(names())
    [busiest] = [each for each in catalogue["items"] if each["name"] == "busiest-units"]
    assert busiest["title"] == {"zh": "最忙的单位", "en": "Busiest units"}
    assert busiest["href"] == "/questions/busiest-units"
    assert busiest["example"] == {"limit": 5}
    limit = busiest["parameters"][-1]
    assert (limit["name"], limit["type"], limit["required"], limit["default"]) == ("limit", "integer", False, 20)


def test_a_question_is_answered_in_rows_by_column(api: httpx2.Client) -> None:
    """发改委 owns 28 tasks, 工信局 19, 商务局 15."""
    answer = api.get("/questions/busiest-units?limit=3").json()

    assert answer["question"] == "busiest-units"
    assert answer["parameters"]["limit"] == 3
    assert [(row["unit"], row["owned"]) for row in answer["rows"]] == [
        ("320585:发改委", 28),
        ("320585:工信局", 19),
        ("320585:商务局", 15),
    ]
    assert answer["columns"] == list(answer["rows"][0])
    assert answer["truncated"] is False


def test_a_network_analysis_is_a_question_too(api: httpx2.Client) -> None:
    """财政局 and 发改委 are in the network of units that share tasks."""
    answer = api.get("/questions/core-and-periphery?jurisdiction=太仓市").json()

    assert {"320585:发改委", "320585:财政局"} <= {row["unit"] for row in answer["rows"]}


def test_an_answer_without_rows_is_an_answer(api: httpx2.Client) -> None:
    """Nothing found is 200 and no rows."""
    answer = api.get("/questions/tasks-of-unit?unit=没有的局")

    assert (answer.status_code, answer.json()["rows"]) == (200, [])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("limit=many", "limit"),
        ("unitt=财政局", "unitt"),
        ("limit=1&limit=2", "more than once"),
    ],
)
def test_a_wrong_parameter_of_a_question_is_refused(embedded: httpx2.Client, query: str, words: str) -> None:
    """The problem says which one."""
    answer = embedded.get(f"/questions/busiest-units?{query}")

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/wrong-parameter"
    assert words in answer.json()["detail"]


def test_a_required_parameter_must_be_given(embedded: httpx2.Client) -> None:
    """tasks-of-unit needs a unit."""
    answer = embedded.get("/questions/tasks-of-unit")

    assert answer.status_code == 422
    assert "'unit'" in answer.json()["detail"]


def test_an_unknown_question_is_not_found(embedded: httpx2.Client) -> None:
    """The problem names those that come close."""
    answer = embedded.get("/questions/busiest-unit")

    assert answer.status_code == 404
    assert "busiest-units" in answer.json()["detail"]
