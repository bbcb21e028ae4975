"""Neighbours of any node, shortest paths and parts of the graph, over real HTTP."""

from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from graph.store import Store
from tests.api.conftest import Serving
from tests.contract.joined import DOCUMENT as JOINED
from tests.contract.joined import PLACE, joined, task, unit

DOCUMENT = "320585:太政发〔2021〕9号"
REVENUE = f"{DOCUMENT}:1.2"

IDS = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=40),
    st.sampled_from(["320585", "320585:财政局", REVENUE, f"{REVENUE}:t1", f"{DOCUMENT}:1:综合指标/一般公共预算收入"]),
    st.tuples(st.sampled_from(["320585:", f"{DOCUMENT}:"]), st.text("财政局/%,\\'`\"{}$\x00\n ", max_size=8)).map(
        "".join
    ),
)


def path_of(key: str) -> str:
    return f"/neighbours/{quote(key, safe='')}"


def test_neighbours_of_a_node_of_any_label(api: httpx2.Client) -> None:
    """The place has no page of its own: two documents are for it, 59 units and 9 officials belong to it."""
    place = api.get(path_of("320585"), params={"limit": 2}).json()

    assert place["node"] == {"label": "Jurisdiction", "id": "320585", "name": "太仓市", "href": None}
    found = [(each["relationship"], each["label"], each["total"], each["rest"]) for each in place["neighbours"]]
    assert found == [
        ("ISSUED_FOR", "Document", 2, 0),
        ("WITHIN", "Unit", 59, 57),
        ("WITHIN", "Official", 9, 7),
    ]
    assert [len(each["items"]) for each in place["neighbours"]] == [2, 2, 2]
    revenue = api.get(path_of(REVENUE), params={"relationship": "OWNS"}).json()
    [units, groups] = revenue["neighbours"]
    assert (groups["label"], groups["total"], groups["items"]) == ("UnitGroup", 0, [])
    [owner] = units["items"]
    assert owner["node"]["name"] == "财政局"
    assert owner["edge"] == {
        "rank": 1, "inherited": False, "quote": "财政局", "printed": "财政局",
        "locator": "table 1, row 2, column 5, line 39",
    }  # fmt: skip


def test_pages_of_neighbours_make_up_all_of_them(embedded: httpx2.Client) -> None:
    """``rest`` says how many come behind each page, also behind the last."""
    pages = [
        embedded.get(path_of("320585:发改委"), params={"relationship": "OWNS", "limit": 10, "offset": offset}).json()
        for offset in (0, 10, 20, 30)
    ]
    relations = [page["neighbours"][0] for page in pages]

    assert [(each["total"], len(each["items"]), each["rest"]) for each in relations] == [
        (28, 10, 18), (28, 10, 8), (28, 8, 0), (28, 0, 0)
    ]  # fmt: skip
    assert len({item["node"]["id"] for each in relations for item in each["items"]}) == 28


def test_the_way_between_two_units_with_its_receipts(api: httpx2.Client) -> None:
    """财政局 owns row 2, 吴敬宇 leads it and row 1, which 发改委 owns; groups lead from no task to another."""
    answer = api.get("/paths", params={"from": "320585:财政局", "to": f"{DOCUMENT}:1.1", "limit": 20})
    found = answer.json()

    assert (found["length"], found["is_complete"]) == (3, True)
    assert found["total"] == len(found["items"])
    [path] = [each for each in found["items"] if each["nodes"][1]["id"] == REVENUE]
    assert [each["name"] for each in path["nodes"]] == ["财政局", "增长6%左右", "吴敬宇", "增长6%以上"]
    [[owns], [leads], [also]] = path["steps"]
    assert (owns["relationship"], owns["edge"]["quote"]) == ("OWNS", "财政局")
    assert (leads["relationship"], leads["edge"]["quote"], leads["edge"]["rank"]) == ("LEADS", "汪香元\n吴敬宇", 2)
    assert also["edge"]["locator"] == "table 1, row 1, column 4, line 29"
    assert all(each["nodes"][2]["label"] != "UnitGroup" for each in found["items"])
    assert answer.headers["etag"]


def test_no_way_leads_through_the_document(embedded: httpx2.Client) -> None:
    """An empty answer is one: 200, and all within six steps was looked at."""
    answer = embedded.get("/paths", params={"from": "320585:财政局", "to": DOCUMENT})

    found = answer.json()
    assert (answer.status_code, found["length"], found["total"], found["items"]) == (200, None, 0, [])
    assert found["is_complete"] is True


def test_a_part_of_the_graph_holds_all_edges_between_its_nodes(api: httpx2.Client) -> None:
    """财政局, 吴敬宇 and 有关部门 at row 2, and what is not in the graph."""
    ids = ["320585:财政局", "320585:吴敬宇", f"{DOCUMENT}:有关部门", REVENUE, "320585", "nobody"]
    part = api.get("/subgraph", params={"ids": ",".join(ids)}).json()

    assert [(each["label"], each["name"]) for each in part["nodes"]] == [
        ("Jurisdiction", "太仓市"), ("Task", "增长6%左右"), ("Official", "吴敬宇"), ("Unit", "财政局"),
        ("UnitGroup", "有关部门"),
    ]  # fmt: skip
    assert [(each["relationship"], each["start"]["id"], each["finish"]["id"]) for each in part["edges"]] == [
        ("LEADS", "320585:吴敬宇", REVENUE),
        ("OWNS", "320585:财政局", REVENUE),
        ("SUPPORTS", f"{DOCUMENT}:有关部门", REVENUE),
        ("WITHIN", "320585:吴敬宇", "320585"),
        ("WITHIN", "320585:财政局", "320585"),
    ]
    assert part["edges"][2]["edge"] == {
        "rank": 2, "inherited": True, "quote": "各镇（区）\n有关部门",
        "locator": "table 1, row 1, column 6, lines 31-32",
    }  # fmt: skip
    assert part["edges"][3]["edge"] == {}
    assert part["missing"] == ["nobody"]


def test_a_part_of_the_graph_has_at_most_five_hundred_nodes(embedded: httpx2.Client) -> None:
    """One more is refused, and nothing is left out in silence."""
    ids = [f"x{number}" for number in range(501)]

    most = embedded.get("/subgraph", params={"ids": ",".join(ids[:500])})
    answer = embedded.get("/subgraph", params={"ids": ",".join(ids)})

    assert (most.status_code, len(most.json()["missing"])) == (200, 500)
    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (422, "ids")


def test_a_comma_in_an_id_is_written_with_a_backslash(embedded: httpx2.Client) -> None:
    """Without it there are two ids."""
    assert embedded.get("/subgraph", params={"ids": r"a\,b,c"}).json()["missing"] == ["a,b", "c"]
    assert embedded.get("/subgraph", params={"ids": "a,b,,c,a"}).json()["missing"] == ["a", "b", "c"]


@pytest.mark.parametrize("key", ["320585:没有", "没有", " "])
def test_an_id_that_no_node_has_is_404(embedded: httpx2.Client, key: str) -> None:
    """For neighbours and for either end of a path."""
    asked = [
        embedded.get(path_of(key)),
        embedded.get("/paths", params={"from": "320585:财政局", "to": "320585:没有"}),
        embedded.get("/paths", params={"from": "320585:没有", "to": "320585:财政局"}),
        embedded.get(path_of("320585:财政局"), params={"label": "Official"}),
    ]

    assert [answer.status_code for answer in asked] == [404] * 4


def test_what_is_not_understood_is_refused(embedded: httpx2.Client) -> None:
    """A missing end, an unknown type or label, a type that paths do not take, too large a limit."""
    ends = {"from": "320585:财政局", "to": "320585:发改委"}
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("/paths", {"from": "320585:财政局"}, "to"),
        ("/paths", {**ends, "relationships": "STATED_IN"}, "relationships"),
        ("/paths", {**ends, "limit": 21}, "limit"),
        ("/paths", {**ends, "start": "x"}, "start"),
        (path_of("320585"), {"relationship": "LEADS,OWNS"}, "relationship"),
        (path_of("320585"), {"label": "Place"}, "label"),
        ("/subgraph", {}, "ids"),
    ]
    for path, query, name in wrong:
        answer = embedded.get(path, params=query)

        assert answer.status_code == 422, (path, query)
        assert [each["name"] for each in answer.json()["errors"]] == [name]


def test_two_labels_may_share_an_id(store: Store, serving: Serving) -> None:
    """The first in schema order is shown unless a label is named; the answer tells the other; a picture has both."""
    store.load(joined())
    api = serving(create_app(store=store))
    shared = unit("甲局")

    official = api.get(path_of(shared)).json()
    body = api.get(path_of(shared), params={"label": "Unit"}).json()
    path = api.get("/paths", params={"from": shared, "from_label": "Unit", "to": task(1)}).json()
    part = api.get("/subgraph", params={"ids": f"{shared},{task(1)},{task(3)}"}).json()

    assert (official["node"]["label"], official["also"]) == ("Official", ["Unit"])
    assert (body["node"]["label"], body["also"]) == ("Unit", ["Official"])
    assert (path["length"], path["start"]["also"]) == (1, ["Official"])
    assert [(each["relationship"], each["start"]["label"], each["finish"]["id"]) for each in part["edges"]] == [
        ("LEADS", "Official", task(3)),
        ("OWNS", "Unit", task(1)),
    ]
    assert api.get(path_of(PLACE)).json()["neighbours"][0]["items"][0]["node"]["id"] == JOINED


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=IDS, other=IDS)
def test_no_id_makes_the_service_fail(embedded: httpx2.Client, key: str, other: str) -> None:
    """Whatever stands in a path or a parameter: an answer, not found, or refused."""
    asked = [
        embedded.get(path_of(key)),
        embedded.get("/paths", params={"from": key, "to": other}),
        embedded.get("/subgraph", params={"ids": f"{key},{other}"}),
        *(embedded.get(f"/{kind}/{quote(key, safe='')}") for kind in ("units", "officials", "tasks", "documents")),
    ]

    assert {answer.status_code for answer in asked} <= {200, 404, 422}
