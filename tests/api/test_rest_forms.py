"""Lists and answers as CSV and as JSON lines, by suffix and by Accept."""

import csv
import io
import json

import httpx2
import pytest

from api.app import create_app
from graph.model import Batch, Edge, Node
from graph.store import Store
from tests.api.conftest import Serving

DOCUMENT = "320585:太政发〔2021〕9号"
NDJSON = "application/x-ndjson"

FIRST_TWO = (
    "\ufeffid,name,owners,supports\r\n"
    f"{DOCUMENT}:1.1,增长6%以上,发改委,各镇（区）、有关部门\r\n"
    f"{DOCUMENT}:1.2,增长6%左右,财政局,各镇（区）、有关部门\r\n"
)


def test_a_list_as_csv_is_exactly_this(api: httpx2.Client) -> None:
    """With the mark that tells Excel UTF-8, lines as RFC 4180 ends them, lists joined by 、."""
    answer = api.get("/tasks.csv?limit=2&fields=name,owners,supports")

    assert answer.content == FIRST_TWO.encode()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="tasks.csv"'
    assert answer.headers["x-total-count"] == "157"
    assert '</tasks.csv?fields=name%2Cowners%2Csupports&limit=2&offset=2>; rel="next"' in answer.headers["link"]


def test_accept_gives_the_same_as_the_suffix(api: httpx2.Client) -> None:
    """The bytes of the file, whichever way it is asked for."""
    query = "limit=2&fields=name,owners,supports"

    assert api.get(f"/tasks?{query}", headers={"Accept": "text/csv"}).content == FIRST_TWO.encode()
    lines = api.get(f"/tasks?{query}", headers={"Accept": NDJSON})
    assert lines.content == api.get(f"/tasks.jsonl?{query}").content
    assert lines.headers["content-type"] == NDJSON


def test_json_lines_hold_the_items_of_the_list(api: httpx2.Client) -> None:
    """An object a line, what is not known as null, and nothing else."""
    lines = api.get("/tasks.jsonl?limit=200").text.splitlines()

    assert [json.loads(line) for line in lines] == api.get("/tasks?limit=200").json()["items"]
    assert json.loads(lines[1])["content"] == "增长6%左右"
    assert json.loads(lines[1])["deadline"] is None


def test_csv_holds_the_items_of_the_list(embedded: httpx2.Client) -> None:
    """All columns, in the order of the schema; what is not known is empty."""
    rows = list(csv.reader(io.StringIO(embedded.get("/units.csv?limit=200").text.removeprefix("\ufeff"))))

    assert rows[0] == ["id", "name", "kind", "aliases"]
    assert len(rows) == 1 + embedded.get("/units?limit=1").json()["total"]
    assert ["320585:发改委", "发改委", "department"] in [row[:3] for row in rows]


def test_a_suffix_outweighs_accept(embedded: httpx2.Client) -> None:
    """A browser that saves the file asks for pages of HTML."""
    answer = embedded.get("/officials.csv", headers={"Accept": "text/html"})

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")


def test_a_question_is_answered_in_rows(api: httpx2.Client) -> None:
    """发改委 owns 28 tasks and stands first in 27 of them."""
    answer = api.get("/questions/busiest-units.csv?limit=1")

    assert answer.text == (
        "\ufeffunit,unit_name,owned,first_listed,supported,owned_through_groups,supported_through_groups\r\n"
        "320585:发改委,发改委,28,27,0,0,0\r\n"
    )
    assert answer.headers["x-truncated"] == "false"
    [row] = api.get("/questions/busiest-units?limit=1", headers={"Accept": NDJSON}).text.splitlines()
    assert json.loads(row)["owned"] == 28


def test_the_search_is_answered_in_rows(embedded: httpx2.Client) -> None:
    """One task has 一网通办 in its name."""
    for answer in (
        embedded.get("/search.jsonl?q=一网通办&label=Task"),
        embedded.get("/search?q=一网通办&label=Task", headers={"Accept": NDJSON}),
    ):
        assert [json.loads(line)["id"] for line in answer.text.splitlines()] == [f"{DOCUMENT}:2.26"]
        assert answer.headers["x-total-count"] == "1"


def test_parts_of_a_cell_are_json(embedded: httpx2.Client) -> None:
    """A cell that has parts of its own shows them as JSON and not as Python writes them."""
    answer = embedded.get("/questions/receipt.csv", params={"task": f"{DOCUMENT}:1.2"})

    assert answer.status_code == 200
    assert "{'" not in answer.text


@pytest.mark.parametrize("path", ["/tasks", "/tasks/x", "/questions/busiest-units", "/search?q=x"])
def test_a_form_that_there_is_not_is_a_problem(embedded: httpx2.Client, path: str) -> None:
    """406 says in which forms the answer comes."""
    answer = embedded.get(path, headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["type"]) == (406, "/problems/not-acceptable")
    assert "application/json" in answer.json()["detail"]


def test_a_node_comes_in_json_only(embedded: httpx2.Client) -> None:
    """It has neighbours, which are no row."""
    answer = embedded.get("/officials/320585:吴敬宇", headers={"Accept": "text/csv"})

    assert answer.status_code == 406
    assert "csv" not in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/tasks.xml", "/tasks.", "/questions/nothing.csv", "/questions.csv", "/search.json?q=x"]
)
def test_another_suffix_is_no_path(embedded: httpx2.Client, path: str) -> None:
    """404, as for any path that there is not."""
    assert embedded.get(path).status_code == 404


@pytest.mark.parametrize(("path", "accept"), [("/tasks.csv", "*/*"), ("/tasks", "text/csv")])
def test_a_file_has_no_facets(embedded: httpx2.Client, path: str, accept: str) -> None:
    """They would be left out in silence."""
    answer = embedded.get(f"{path}?facets=unit", headers={"Accept": accept})

    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (422, "facets")


def test_a_wrong_parameter_of_a_file_is_a_problem(embedded: httpx2.Client) -> None:
    """As JSON, whatever the form that was asked for."""
    for path in ("/tasks.csv?limit=201", "/questions/busiest-units.csv?limit=many"):
        answer = embedded.get(path)

        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/wrong-parameter")


def test_no_cell_is_taken_for_a_formula(serving: Serving, store: Store) -> None:
    """A task that begins as a formula does is shown with an apostrophe; quotes and line breaks are quoted."""
    document, task = "320585:x", "320585:x:1.1"
    nodes = (
        Node("Jurisdiction", "320585", {"name": "太仓市"}),
        Node("Document", document, {"title": "计划"}),
        Node("Task", task, {"name": "=1+1", "content": '新建"一网"\n二期, 三期', "requirement": "+10%"}),
    )
    edges = (
        Edge("STATED_IN", "Task", task, "Document", document),
        Edge("ISSUED_FOR", "Document", document, "Jurisdiction", "320585"),
    )
    store.load(Batch(document, nodes, edges))

    answer = serving(create_app(store=store)).get("/tasks.csv?fields=name,content,requirement")

    assert answer.text == (f'\ufeffid,name,content,requirement\r\n{task},\'=1+1,"新建""一网""\n二期, 三期",\'+10%\r\n')
