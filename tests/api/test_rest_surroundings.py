"""`/surroundings`: the tasks of a node, and whom and what they name.

By hand from data/taicang-2021-breakdown.txt: 水务局 owns 1.65, 1.67, 1.81, 1.84, 1.85, 2.19, 2.20 and 2.21.
"""

from urllib.parse import quote

import httpx2
import pytest

DOCUMENT = "320585:太政发〔2021〕9号"
WATER = "320585:水务局"


def around(api: httpx2.Client, key: str, **params: str | int) -> httpx2.Response:
    """Return the answer for a node."""
    return api.get(f"/surroundings/{quote(key, safe='')}", params=params)


def named(answer: dict[str, list[dict[str, str]]], label: str) -> list[str]:
    """Return the names of the nodes of a label."""
    return [each["name"] for each in answer["nodes"] if each["label"] == label]


def test_a_unit_comes_with_its_tasks_and_all_that_they_name(api: httpx2.Client) -> None:
    """Whom else they name, under whom, under which heading; every edge between them with its receipt."""
    found = around(api, WATER).json()

    assert (found["node"]["name"], found["total"], found["left_out"]) == ("水务局", 8, 0)
    tasks = [each["id"].rpartition(":")[2] for each in found["nodes"] if each["label"] == "Task"]
    assert sorted(tasks) == ["1.65", "1.67", "1.81", "1.84", "1.85", "2.19", "2.20", "2.21"]
    assert sorted(named(found, "Official")) == sorted(["韩飚", "郑丙华", "吴敬宇", "邵建", "汪香元"])
    assert len(named(found, "Unit")) == 13
    assert set(named(found, "UnitGroup")) == {"各有关镇（区）", "有关部门"}
    edge = next(
        each["edge"]
        for each in found["edges"]
        if each["relationship"] == "OWNS" and each["start"]["id"] == WATER and each["finish"]["id"].endswith(":1.67")
    )
    assert (edge["rank"], edge["locator"]) == (6, "table 1, row 67, column 5, lines 680-687")


def test_a_task_says_where_it_stands(api: httpx2.Client) -> None:
    """Its document, year, place and headings, so that a picture can be narrowed to them."""
    found = around(api, WATER).json()

    task = next(each for each in found["nodes"] if each["id"].endswith(":2.19"))
    assert task["task"] == {
        "document": DOCUMENT, "year": 2021, "annex": 2, "row": 19, "categories": [f"{DOCUMENT}:2:生态环境"],
    }  # fmt: skip
    assert all("task" not in each for each in found["nodes"] if each["label"] != "Task")


def test_tasks_come_by_page_in_the_order_of_the_document(api: httpx2.Client) -> None:
    """What a page does not show is counted in `total`."""
    found = around(api, WATER, limit=2, offset=4).json()

    assert (found["total"], found["limit"], found["offset"]) == (8, 2, 4)
    assert {each["id"].rpartition(":")[2] for each in found["nodes"] if each["label"] == "Task"} == {"1.85", "2.19"}


@pytest.mark.parametrize(
    ("key", "narrowed", "total"),
    [
        (WATER, {"category": "生态环境"}, 3),
        (WATER, {"role": "supports"}, 0),
        (DOCUMENT, {}, 157),
        (DOCUMENT, {"category": "生态环境"}, 6),
        (f"{DOCUMENT}:2:生态环境", {}, 6),
        ("320585:汪香元", {"category": "生态环境"}, 0),
        ("320585", {"year": 2020}, 0),
    ],
)
def test_the_tasks_can_be_narrowed(
    embedded: httpx2.Client, key: str, narrowed: dict[str, str | int], total: int
) -> None:
    """By category, year and role; the second annex has six tasks under 生态环境, 19 to 24; 水务局 owns three."""
    assert around(embedded, key, **narrowed).json()["total"] == total


def test_a_group_comes_with_the_tasks_that_name_it(embedded: httpx2.Client) -> None:
    """It is asked for by its id, as `/tasks?unit_group=` has it; 各有关镇（区） supports 2.19."""
    key = f"{DOCUMENT}:各有关镇（区）"
    found = around(embedded, key, limit=100).json()

    listed = embedded.get("/tasks", params={"unit_group": key, "limit": 1}).json()["total"]
    assert found["total"] == listed
    assert "洙泾河（十八港~岳鹿路）治理项目" in named(
        around(embedded, key, category="生态环境", limit=100).json(), "Task"
    )


def test_a_task_comes_with_what_it_names(embedded: httpx2.Client) -> None:
    """1.65: 韩飚, 水务局, two groups and its heading."""
    found = around(embedded, f"{DOCUMENT}:1.65").json()

    assert {(each["label"], each["name"]) for each in found["nodes"]} == {
        ("Task", "整治新塘河（向阳河~朝阳河）、洙泾河（十八港~岳鹿路）"), ("Official", "韩飚"), ("Unit", "水务局"),
        ("UnitGroup", "各有关镇（区）"), ("UnitGroup", "有关部门"), ("Category", "加快城市建设"),
    }  # fmt: skip


def test_a_node_without_tasks_stands_alone(embedded: httpx2.Client) -> None:
    """A target has a task but is none's party."""
    found = around(embedded, f"{DOCUMENT}:1.2:t1").json()

    assert (found["total"], len(found["nodes"]), found["edges"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("key", "params", "name"),
    [
        (DOCUMENT, {"document": DOCUMENT}, "document"),
        (WATER, {"limit": 101}, "limit"),
        (WATER, {"role": "leads"}, "role"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    embedded: httpx2.Client, key: str, params: dict[str, str | int], name: str
) -> None:
    """A document narrowed to a document, too many tasks, a role that no unit has."""
    answer = around(embedded, key, **params)

    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (422, name)


def test_an_unknown_id_is_404(embedded: httpx2.Client) -> None:
    """As everywhere."""
    assert around(embedded, "320585:没有").status_code == 404
