"""Filters, fields, facets and links of lists; what is expected was counted in data/rows.jsonl, checked by hand."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

DOCUMENT = "320585:太政发〔2021〕9号"

TOTALS = (
    # 132 rows have a leader, owner or supporter that the merged cell above gave.
    ("inherited=true", 132),
    ("inherited=false", 25),
    # 财政局 answers for seven tasks; of its own cells only that of row 40 is blank.
    ("unit=财政局&inherited=true", 1),
    ("unit=财政局&inherited=false", 6),
    ("role=owns&inherited=true", 9),
    ("role=owns&inherited=false", 148),
    # 吴敬宇 leads 54 tasks, 8 of them by a blank cell.
    ("official=吴敬宇&inherited=true", 8),
    ("official=吴敬宇&inherited=false", 46),
    # A mention is no duty, so nothing of it is inherited.
    ("role=mentions&inherited=true", 0),
    ("role=mentions&inherited=false", 2),
    # Of the seven 综合指标 rows 6 and 7 have no number.
    ("category=综合指标&has_target=true", 5),
    ("category=综合指标&has_target=false", 2),
)


def test_tasks_are_filtered_by_what_was_inherited_and_by_targets(api: httpx2.Client) -> None:
    """``inherited`` speaks of the duties that unit, role and official choose, else of all; it parts the list."""
    for query, total in TOTALS:
        assert api.get(f"/tasks?{query}&limit=1").json()["total"] == total, query


def test_targets_are_filtered_by_category_official_and_place(api: httpx2.Client) -> None:
    """韩飚 leads the one task of 综合指标 about unemployment: 控制在2.5%以内."""
    targets = api.get("/targets?category=综合指标&official=韩飚&jurisdiction=太仓市").json()

    assert [each["phrase"] for each in targets["items"]] == ["控制在2.5%以内"]


def test_only_the_chosen_fields_are_answered(api: httpx2.Client) -> None:
    """Always with the id; the names of who answers come in the order of their cell, units and groups alike."""
    answer = api.get("/tasks?limit=2&fields=name,owners,leaders,supports").json()

    assert answer["items"] == [
        {
            "id": f"{DOCUMENT}:1.1",
            "name": "增长6%以上",
            "leaders": ["吴敬宇"],
            "owners": ["发改委"],
            "supports": ["各镇（区）", "有关部门"],
        },
        {
            "id": f"{DOCUMENT}:1.2",
            "name": "增长6%左右",
            "leaders": ["汪香元", "吴敬宇"],
            "owners": ["财政局"],
            "supports": ["各镇（区）", "有关部门"],
        },
    ]


def test_a_list_may_be_sorted_by_what_it_does_not_show(api: httpx2.Client) -> None:
    """Row 131 is the last of annex 1."""
    answer = api.get("/tasks?annex=1&sort=-row&limit=1&fields=id").json()

    assert answer["items"] == [{"id": f"{DOCUMENT}:1.131"}]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("/tasks?fields=owner", ["'owner'", "name, content", "leaders, owners, supports"]),
        ("/tasks?fields=name,,row", ["''"]),
        ("/units?fields=owners", ["'owners'", "name, kind, aliases"]),
        ("/tasks?facets=unit,place", ["'place'", "category, unit, official, year"]),
        ("/units?facets=year", ["facets", "no such parameter"]),
    ],
)
def test_an_unknown_field_or_facet_is_refused(embedded: httpx2.Client, query: str, words: list[str]) -> None:
    """The problem lists those that there are."""
    answer = embedded.get(query)

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/wrong-parameter"
    for word in words:
        assert word in answer.json()["detail"]


def counts(facet: dict[str, Any]) -> list[tuple[str, int]]:
    return [(item["name"], item["count"]) for item in facet["items"]]


def test_facets_count_what_the_filters_let_pass(api: httpx2.Client) -> None:
    """The seven tasks of 综合指标, all of 2021; equal counts come by id, that is by character."""
    answer = api.get("/tasks?category=综合指标&limit=1&facets=category,unit,official,year").json()

    facets = answer["facets"]
    assert answer["total"] == 7
    assert counts(facets["unit"]) == [
        ("发改委", 2),
        ("工信局", 2),
        ("人社局", 1),
        ("商务局", 1),
        ("生态环境局", 1),
        ("财政局", 1),
    ]
    assert counts(facets["official"]) == [
        ("吴敬宇", 3),
        ("张顺", 3),
        ("许超震", 3),
        ("汪香元", 1),
        ("郑丙华", 1),
        ("韩飚", 1),
    ]
    assert facets["year"] == {"items": [{"id": 2021, "name": "2021", "count": 7}], "values": 1, "rest": 0}
    assert facets["category"]["items"][0] == {"id": f"{DOCUMENT}:1:综合指标", "name": "综合指标", "count": 7}
    assert facets["category"]["values"] == 8


def test_a_facet_lists_the_largest_and_counts_the_rest(api: httpx2.Client) -> None:
    """56 units answer for tasks 317 times; the first twenty of them 224 times."""
    unit = api.get("/tasks?limit=1&facets=unit").json()["facets"]["unit"]

    assert counts(unit)[:6] == [
        ("发改委", 28),
        ("工信局", 19),
        ("商务局", 15),
        ("交运局", 14),
        ("住建局", 14),
        ("资规局", 12),
    ]
    assert unit["items"][0]["id"] == "320585:发改委"
    assert (len(unit["items"]), unit["values"], unit["rest"]) == (20, 56, 93)


def test_a_value_of_a_facet_is_one_of_the_filter(embedded: httpx2.Client) -> None:
    """As a filter its id finds as many tasks as it counts, in the role that is asked for."""
    facets = embedded.get("/tasks?limit=1&role=owns&facets=category,unit,official,year").json()["facets"]

    for name, facet in facets.items():
        for value in facet["items"][:3]:
            found = embedded.get("/tasks", params={"role": "owns", "limit": 1, name: value["id"]}).json()
            assert found["total"] == value["count"], (name, value)


def test_a_list_without_facets_has_none(embedded: httpx2.Client) -> None:
    """They are counted where they are asked for only."""
    assert embedded.get("/tasks?limit=1").json().keys() == {"total", "limit", "offset", "items"}


def links(answer: httpx2.Response) -> dict[str, str]:
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["link"])
    return {relation: target for target, relation in found}


def test_following_next_walks_the_whole_list_once(api: httpx2.Client) -> None:
    """54 tasks of 吴敬宇 in pages of 20: three pages, with the filter kept in each link."""
    seen: list[str] = []
    target, pages = "/tasks?limit=20&official=吴敬宇&fields=id", 0
    while target:
        answer = api.get(target)
        seen += [item["id"] for item in answer.json()["items"]]
        target, pages = links(answer).get("next", ""), pages + 1

    assert (pages, len(seen), len(set(seen))) == (3, 54, 54)
    assert answer.headers["x-total-count"] == "54"


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, {"first": 0, "next": 50, "last": 150}),
        (30, {"first": 0, "prev": 0, "next": 80, "last": 150}),
        (100, {"first": 0, "prev": 50, "next": 150, "last": 150}),
        (150, {"first": 0, "prev": 100, "last": 150}),
        (1000, {"first": 0, "prev": 150, "last": 150}),
    ],
)
def test_the_links_name_the_pages_that_there_are(
    embedded: httpx2.Client, offset: int, expected: dict[str, int]
) -> None:
    """157 tasks in pages of 50; past the end the page before is the last."""
    found = links(embedded.get(f"/tasks?year=2021&offset={offset}"))

    assert {name: int(parse_qs(urlsplit(each).query)["offset"][0]) for name, each in found.items()} == expected
    for each in found.values():
        assert urlsplit(each).path == "/tasks"
        assert parse_qs(urlsplit(each).query)["year"] == ["2021"]


def test_an_empty_list_has_one_page(embedded: httpx2.Client) -> None:
    """First and last are the same."""
    assert links(embedded.get("/tasks?year=1999")) == {
        "first": "/tasks?year=1999&limit=50&offset=0",
        "last": "/tasks?year=1999&limit=50&offset=0",
    }


def test_links_that_would_be_too_long_are_left_out(embedded: httpx2.Client) -> None:
    """A text of 1,000 characters takes 9 kB in each of them."""
    answer = embedded.get("/tasks", params={"name": "水" * 1000})

    assert answer.status_code == 200
    assert "link" not in answer.headers
