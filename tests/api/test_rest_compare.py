"""Two documents side by side: the sample, and the notice of the year after as the tests make it up."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from api.app import create_app
from api.settings import Settings
from graph.store import Store
from loaders import Options, extract_bytes, extract_file
from tests.api.conftest import SAMPLE, Serving

BREAKDOWN = "320585:太政发〔2021〕9号"
NEXT_YEAR = "320585:太政发〔2022〕9号"


@pytest.fixture
def compared(store: Store, serving: Serving) -> Callable[[str], httpx2.Response]:
    """The API over the sample and the year after: 财政局 gives its first task to 税务局, another leader comes."""
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    assert lines[38].strip() == "财政局"
    lines[38] = lines[38].replace("财政局", "税务局")
    text = "\n".join(lines).replace("许超震", "丁一鸣")
    store.load(extract_file(SAMPLE).batch())
    options = Options(number="太政发〔2022〕9号", year=2022, jurisdiction="太仓市")
    store.load(extract_bytes(text.encode(), "next.txt", options).batch())
    client = serving(create_app(Settings(), store))
    return lambda documents: client.get("/compare", params={"documents": documents})


def named(parties: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(each for each in parties if each["name"] == name)


def test_who_answers_stands_side_by_side(compared: Callable[[str], httpx2.Response]) -> None:
    """By role and document; who has no task in one has no id there."""
    found = compared(f"{BREAKDOWN},{NEXT_YEAR}").json()

    assert [(each["number"], each["year"], each["tasks"]) for each in found["documents"]] == [
        ("太政发〔2021〕9号", 2021, 157),
        ("太政发〔2022〕9号", 2022, 157),
    ]
    assert found["by"] == "id"
    assert named(found["units"], "财政局") == {
        "name": "财政局",
        "ids": ["320585:财政局", "320585:财政局"],
        "tasks": [{"owns": 7, "supports": 0}, {"owns": 6, "supports": 0}],
    }
    assert named(found["officials"], "丁一鸣")["ids"] == [None, "320585:丁一鸣"]
    assert named(found["officials"], "许超震")["tasks"][1] == {"leads": 0}
    assert named(found["groups"], "各镇（区）")["tasks"][0] == named(found["groups"], "各镇（区）")["tasks"][1]
    assert {"name": "综合指标", "tasks": [7, 7]} in found["categories"]


def test_tasks_that_say_the_same_are_pairs_with_what_changed(compared: Callable[[str], httpx2.Response]) -> None:
    """增长5% stands under 规上工业产值 in both; under another heading it is another task."""
    found = compared("太政发〔2021〕9号, 太政发〔2022〕9号").json()

    assert (len(found["tasks"]), found["alone"], found["truncated"]) == (157, [0, 0], False)
    assert all(
        each["one"]["id"].rpartition(":")[2] == each["other"]["id"].rpartition(":")[2] for each in found["tasks"]
    )
    [second] = [each for each in found["tasks"] if each["one"]["id"] == f"{BREAKDOWN}:1.2"]
    assert (second["alike"], second["changed"]) == (100.0, ["owners"])
    assert (second["one"]["owners"], second["other"]["owners"]) == (["财政局"], ["税务局"])


def test_a_document_beside_a_report_has_no_pairs(embedded: httpx2.Client) -> None:
    """The report names nobody; its sections are no tasks."""
    found = embedded.get("/compare", params={"documents": f"{BREAKDOWN},320585:30f521e2db98"}).json()

    assert [each["tasks"] for each in found["documents"]] == [157, 0]
    assert (found["tasks"], found["alone"]) == ([], [157, 0])


@pytest.mark.parametrize(
    ("documents", "status", "words"),
    [
        (BREAKDOWN, 422, "two documents"),
        (f"{BREAKDOWN},{BREAKDOWN}", 422, "give two documents"),
        (f"{BREAKDOWN},太政发〔2021〕9号", 422, "both are"),
        (f"{BREAKDOWN},无", 404, "no document '无'"),
        ("a,b,c", 422, "two documents"),
    ],
)
def test_what_cannot_be_compared_is_a_problem(embedded: httpx2.Client, documents: str, status: int, words: str) -> None:
    """One document, the same twice, or one that is not there."""
    answer = embedded.get("/compare", params={"documents": documents})

    assert answer.status_code == status
    assert words in answer.json()["detail"]
