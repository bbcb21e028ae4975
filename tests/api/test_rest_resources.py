"""Lists and nodes over real HTTP; what is expected was read off data/taicang-2021-breakdown.txt."""

from typing import Any
from urllib.parse import quote

import httpx2
import neo4j
import pytest
from pydantic import SecretStr

from api.app import create_app
from api.resources import POSITION, RESOURCES, relations_of
from api.settings import Settings
from graph.schema import NODES
from tests.api.conftest import load_sample, serve
from tests.conftest import Address
from tests.schema import drop_schema

DOCUMENT = "320585:太政发〔2021〕9号"
REVENUE = f"{DOCUMENT}:1.2"
REVENUE_CATEGORY = f"{DOCUMENT}:1:综合指标/一般公共预算收入"
LARGEST_INTEGER = 2**31 - 1


def path_of(kind: str, key: str) -> str:
    return f"/{kind}/{quote(key, safe='')}"


def relation(node: dict[str, Any], relationship: str, label: str, direction: str = "in") -> dict[str, Any]:
    [found] = [
        each
        for each in node["neighbours"]
        if (each["relationship"], each["label"], each["direction"]) == (relationship, label, direction)
    ]
    return dict(found)


def ids(answer: httpx2.Response) -> list[str]:
    return [item["id"] for item in answer.json()["items"]]


LISTS = (
    ("/documents", 2),
    ("/categories", 53),
    ("/categories?level=1", 17),
    ("/categories?parent=综合指标", 7),
    ("/tasks", 157),
    ("/tasks?annex=2", 26),
    ("/tasks?year=2021&document=太政发〔2021〕9号&jurisdiction=太仓市", 157),
    ("/tasks?year=2022", 0),
    ("/tasks?category=综合指标", 7),
    ("/tasks?unit=发改委", 28),
    ("/tasks?unit=市发改委&role=owns", 28),
    ("/tasks?unit=工信局", 19),
    ("/tasks?unit=320585:商务局", 15),
    ("/tasks?unit=发改委&role=supports", 0),
    ("/tasks?role=owns", 157),
    ("/tasks?official=吴敬宇", 54),
    ("/tasks?unit=海关&official=吴敬宇&annex=2", 0),
    ("/sections", 70),
    ("/sections?kind=part", 3),
    ("/sections?period=2021&kind=heading", 5),
    ("/sections?document=太政发〔2021〕9号", 0),
    ("/units?name=财政", 1),
    ("/units?document=太政发〔2021〕9号", 56),
    ("/officials", 9),
    ("/officials?name=吴", 1),
    ("/groups", 3),
    ("/groups?unit=发改委", 0),
    ("/documents?jurisdiction=320585&year=2021&kind=breakdown", 1),
)


def test_a_list_holds_what_passes_its_filters(api: httpx2.Client) -> None:
    """The totals are those of the document: 157 tasks, 发改委 owns 28, 吴敬宇 leads 54."""
    for path, total in LISTS:
        answer = api.get(path).json()

        assert (answer["total"], len(answer["items"])) == (total, min(total, 50)), path


def test_tasks_come_in_the_order_of_the_document(api: httpx2.Client) -> None:
    """Row 10 comes after row 9, and annex 2 after annex 1."""
    found = ids(api.get("/tasks?limit=200"))

    assert found[:2] == [f"{DOCUMENT}:1.1", REVENUE]
    assert found[8:11] == [f"{DOCUMENT}:1.9", f"{DOCUMENT}:1.10", f"{DOCUMENT}:1.11"]
    assert found[130:132] == [f"{DOCUMENT}:1.131", f"{DOCUMENT}:2.1"]
    assert ids(api.get("/tasks?limit=200&sort=-position")) == found[::-1]


def test_pages_make_up_the_list(api: httpx2.Client) -> None:
    """Also where the tasks are all equal in what they are sorted by, each stands on exactly one page."""
    for sort in ("position", "-year", "name", "-deadline"):
        pages = [ids(api.get(f"/tasks?sort={sort}&limit=40&offset={offset}")) for offset in (0, 40, 80, 120)]

        assert [len(page) for page in pages] == [40, 40, 40, 37]
        assert len(set().union(*pages)) == 157


def test_a_page_past_the_end_is_empty(api: httpx2.Client) -> None:
    """However far past, the answer is 200 with the total, and the process lives on."""
    for offset in (157, 1000, 10**6, LARGEST_INTEGER):
        answer = api.get(f"/tasks?offset={offset}")

        assert (answer.status_code, answer.json()["total"], answer.json()["items"]) == (200, 157, [])


def test_a_task_shows_its_properties(api: httpx2.Client) -> None:
    """What the document does not say is null."""
    task = api.get(path_of("tasks", REVENUE)).json()

    assert (task["content"], task["annex"], task["row"], task["year"]) == ("增长6%左右", 1, 2, 2021)
    assert task["requirement"] is None
    assert task["locator"] == "table 1, row 2, lines 34-40"


def test_a_task_shows_the_receipt_of_each_role(api: httpx2.Client) -> None:
    """The supporters of row 2 are inherited from row 1, whose cell stands in lines 31 and 32."""
    task = api.get(path_of("tasks", REVENUE)).json()

    leaders = relation(task, "LEADS", "Official")
    assert [each["node"]["name"] for each in leaders["items"]] == ["汪香元", "吴敬宇"]
    [owner] = relation(task, "OWNS", "Unit")["items"]
    assert owner["node"] == {
        "label": "Unit",
        "id": "320585:财政局",
        "name": "财政局",
        "href": path_of("units", "320585:财政局"),
    }
    supports = relation(task, "SUPPORTS", "UnitGroup")
    assert supports["total"] == 2
    assert [each["node"]["name"] for each in supports["items"]] == ["各镇（区）", "有关部门"]
    receipt = {"inherited": True, "quote": "各镇（区）\n有关部门", "locator": "table 1, row 1, column 6, lines 31-32"}
    assert [each["edge"] for each in supports["items"]] == [{"rank": 1, **receipt}, {"rank": 2, **receipt}]
    assert relation(task, "SUPPORTS", "Unit")["total"] == 0


def test_an_id_with_slashes_is_one_path_segment(api: httpx2.Client) -> None:
    """A category's id holds colons, brackets and a slash; the path carries them percent-encoded."""
    path = path_of("categories", REVENUE_CATEGORY)
    assert "%2F" in path

    category = api.get(path).json()

    assert (category["id"], category["name"], category["level"]) == (REVENUE_CATEGORY, "一般公共预算收入", 2)
    [outer] = relation(category, "PART_OF", "Category", "out")["items"]
    assert outer["node"]["id"] == f"{DOCUMENT}:1:综合指标"
    assert outer["edge"] == {}


def test_every_href_leads_to_its_node(embedded: httpx2.Client) -> None:
    """From the task one gets to each neighbour by the path that is given, and back."""
    task = embedded.get(path_of("tasks", REVENUE)).json()
    nodes = [item["node"] for each in task["neighbours"] for item in each["items"]]

    assert {node["label"] for node in nodes} == {"Official", "Unit", "UnitGroup", "Category", "Document", "Target"}
    for node in nodes:
        assert embedded.get(node["href"]).json()["id"] == node["id"]


def test_each_relation_is_paged(api: httpx2.Client) -> None:
    """发改委 owns 28 tasks; with ``relationship`` an offset leads through them."""
    path = path_of("units", "320585:发改委")

    whole = relation(api.get(path).json(), "OWNS", "Task", "out")
    answer = api.get(f"{path}?relationship=OWNS&limit=10&offset=20").json()

    assert (whole["total"], len(whole["items"])) == (28, 28)
    assert whole["items"][0]["node"]["id"] == f"{DOCUMENT}:1.1"
    [page] = answer["neighbours"]
    assert (page["total"], page["limit"], page["offset"]) == (28, 10, 20)
    assert page["items"] == whole["items"][20:]


def test_a_document_counts_its_tasks(api: httpx2.Client) -> None:
    """157 tasks and 53 headings are stated in it; only a page of them is shown."""
    document = api.get(path_of("documents", DOCUMENT) + "?limit=3").json()

    assert (document["number"], document["issued_on"]) == ("太政发〔2021〕9号", "2021-02-07")
    tasks = relation(document, "STATED_IN", "Task")
    assert (tasks["total"], len(tasks["items"])) == (157, 3)
    assert relation(document, "STATED_IN", "Category")["total"] == 53
    [place] = relation(document, "ISSUED_FOR", "Jurisdiction", "out")["items"]
    assert place["node"] == {"label": "Jurisdiction", "id": "320585", "name": "太仓市", "href": None}


def test_the_resources_name_what_the_schema_declares() -> None:
    """Each label but the place has a route, and each sort is a property."""
    assert {each.label for each in RESOURCES} == {node.label for node in NODES} - {"Jurisdiction"}
    for resource in RESOURCES:
        names = {"id", POSITION, *(each.name for each in resource.node.properties)}
        assert set(resource.sorts) <= names
        assert bool(relations_of(resource.label)) == (not resource.node.standing)


@pytest.mark.neo4j
def test_a_new_server_answers_every_filter_at_once(neo4j_address: Address) -> None:
    """Before its statistics are of any use its planner looks for a part of a name in an index that cannot do that."""
    uri, options = neo4j_address
    with neo4j.GraphDatabase.driver(uri, auth=(options.user, options.password)) as driver:
        drop_schema(driver)
    settings = Settings(store=uri, neo4j_user=options.user, neo4j_password=SecretStr(options.password))
    load_sample(settings)

    with serve(create_app(settings)) as client:
        answers = {
            resource.name: client.get(
                f"/{resource.name}", params={each.name: each.example for each in resource.filters}
            )
            for resource in RESOURCES
        }

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    # The two categories of 综合指标 with 收入 in their name.
    assert ids(answers["categories"]) == [REVENUE_CATEGORY, f"{DOCUMENT}:1:综合指标/居民人均可支配收入"]
