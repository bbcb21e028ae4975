"""The search over HTTP: hits of all labels, what matched, filters, facets, forms."""

from urllib.parse import quote

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

BREAKDOWN = "320585:太政发〔2021〕9号"


def ids(answer: httpx2.Response) -> list[str]:
    """The ids of the items without their document."""
    assert answer.status_code == 200, answer.text
    return [each["id"].removeprefix(f"{BREAKDOWN}:").removeprefix("320585:") for each in answer.json()["items"]]


def test_a_word_is_found_in_tasks_and_sections(api: httpx2.Client) -> None:
    """污水处理 is in the name of 2.20, the contents of 1.81 and 1.85, and three paragraphs of the report."""
    answer = api.get("/search", params={"q": "污水处理"})
    page = answer.json()

    assert ids(answer)[:3] == ["2.20", "1.81", "1.85"]
    assert (page["total"], page["limit"], page["offset"]) == (6, 20, 0)
    assert page["labels"] == {"Unit": 0, "Official": 0, "Document": 0, "Category": 0, "Task": 3, "Section": 3}
    assert page["items"][0] == {
        "label": "Task",
        "id": f"{BREAKDOWN}:2.20",
        "name": "太仓市城区污水处理厂提标改造项目",
        "href": f"/tasks/{quote(f'{BREAKDOWN}:2.20', safe='')}",
        "place": 1,
        "matches": [
            {"field": "name", "by": "text", "text": "太仓市城区污水处理厂提标改造项目", "start": 0, "marks": [[5, 9]]},
            {
                "field": "content",
                "by": "text",
                "text": "为城区污水处理厂增设深度处理工艺（原规模6万立方米/天）。",
                "start": 0,
                "marks": [[3, 7]],
            },
        ],
    }
    assert answer.headers["x-total-count"] == "6"


def test_a_unit_comes_first_where_it_is_what_was_asked_for(api: httpx2.Client) -> None:
    """By its name, by its full name with the place, and by initials; then the texts."""
    first = {
        text: api.get("/search", params={"q": text}).json()["items"][0] for text in ("发改委", "太仓市发改委", "fgw")
    }

    assert {(each["label"], each["id"]) for each in first.values()} == {("Unit", "320585:发改委")}
    assert [each["place"] for each in first.values()] == [0, 0, 3]
    assert [each["matches"][0]["by"] for each in first.values()] == ["text", "table", "pinyin"]
    assert first["fgw"]["matches"] == [
        {"field": "name", "by": "pinyin", "text": "发改委", "start": 0, "marks": [[0, 3]]}
    ]


def test_near_names_are_no_hits(api: httpx2.Client) -> None:
    """汪向元 sounds like 汪香元, and is somebody else as far as the graph knows."""
    page = api.get("/search", params={"q": "汪向元"}).json()

    assert (page["total"], page["items"]) == (0, [])
    assert page["suggestions"] == [
        {
            "label": "Official",
            "id": "320585:汪香元",
            "name": "汪香元",
            "href": f"/officials/{quote('320585:汪香元', safe='')}",
            "basis": "sound",
        }
    ]
    assert api.get("/search", params={"q": "汪向元", "label": "Unit"}).json()["suggestions"] == []
    assert api.get("/search", params={"q": "汪香元"}).json()["suggestions"] == []


def test_filters_are_joined_by_and(api: httpx2.Client) -> None:
    """水务局 has duties in the breakdown, which is for 2021; the report names nobody."""

    def total(**parameters: str) -> int:
        found: int = api.get("/search", params=parameters).json()["total"]
        return found

    assert total(q="污水处理", label="Task") == 3
    assert total(q="污水处理", label="Section,Task", document="太政发〔2021〕9号") == 3
    assert total(q="污水处理", document="320585:30f521e2db98") == 3
    assert total(q="污水处理", year="2022") == 3
    assert total(q="污水处理", year="2021", document="320585:30f521e2db98") == 0
    assert total(q="水务局", label="Unit", year="2021", document=BREAKDOWN) == 1
    assert total(q="水务局", label="Unit", year="2022") == 0
    assert total(q="汪香元", label="Official", document="太政发〔2021〕9号") == 1
    assert total(q="太政发", year="2021", label="Document") == 1
    assert total(q="综合指标", year="2021", label="Category") == 1


def test_facets_count_the_tasks_that_were_found(api: httpx2.Client) -> None:
    """All three tasks are owned by 水务局 and led by 韩飚; 水务集团 owns two, 生态环境局 and 郑丙华 have one."""
    answer = api.get("/search", params={"q": "污水处理", "facets": "unit,official,year", "limit": "1"})
    facets = {
        name: [(each["id"], each["count"]) for each in facet["items"]]
        for name, facet in answer.json()["facets"].items()
    }

    assert facets["unit"][:3] == [("320585:水务局", 3), ("320585:水务集团", 2), ("320585:生态环境局", 1)]
    assert facets["official"] == [("320585:韩飚", 3), ("320585:郑丙华", 1)]
    assert facets["year"] == [(2021, 3)]
    nothing = api.get("/search", params={"q": "没有这样的事", "facets": "unit"}).json()
    assert nothing["facets"] == {"unit": {"items": [], "values": 0, "rest": 0}}


def test_following_the_links_gives_every_hit_once(embedded: httpx2.Client) -> None:
    """In one order, whatever the size of a page."""
    walked, path = [], f"/search?q={quote('项目')}&limit=7"
    while path:
        answer = embedded.get(path)
        walked += [(each["label"], each["id"]) for each in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    whole = embedded.get("/search", params={"q": "项目", "limit": 200}).json()

    assert walked == [(each["label"], each["id"]) for each in whole["items"]]
    assert len(set(walked)) == whole["total"] > 40


def test_the_hits_come_as_files(embedded: httpx2.Client) -> None:
    """A line each; what matched is JSON in its cell."""
    answer = embedded.get("/search.csv", params={"q": "fgw"})

    assert answer.text == (
        "\ufefflabel,id,name,href,place,matches\r\n"
        "Unit,320585:发改委,发改委,/units/320585%3A%E5%8F%91%E6%94%B9%E5%A7%94,3,"
        '"[{""field"": ""name"", ""by"": ""pinyin"", ""text"": ""发改委"", ""start"": 0, ""marks"": [[0, 3]]}]"\r\n'
    )


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%E3%80%80", "q"),
        ("q=a%00b", "q"),
        ("q=" + "+".join(map(str, range(51))), "q"),
        ("q=x&label=Target", "label"),
        ("q=x&facets=owner", "facets"),
        ("q=x&limit=0", "limit"),
        ("q=x&limit=201", "limit"),
        ("q=x&unit=y", "unit"),
    ],
)
def test_a_wrong_parameter_is_refused(embedded: httpx2.Client, query: str, name: str) -> None:
    """The problem says which one."""
    answer = embedded.get(f"/search?{query}")

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/wrong-parameter")
    assert [each["name"] for each in answer.json()["errors"]] == [name]


def test_facets_are_no_file(embedded: httpx2.Client) -> None:
    """Neither by suffix nor by Accept."""
    by_accept = embedded.get("/search?q=x&facets=unit", headers={"Accept": "text/csv"})

    assert (by_accept.status_code, embedded.get("/search.csv?q=x&facets=unit").status_code) == (422, 422)


SIGNS = st.sampled_from(
    [*"\"*\\+-!(){}[]^~?:/|&<>%'", "AND", "OR", "NOT", "NEAR", " ", "\u3000", "\0", "水", "fgw", "项目"]
)


def test_no_words_make_the_search_fail(api: httpx2.Client) -> None:
    """Any text up to a thousand characters is answered, or refused as no words."""

    @settings(deadline=None, max_examples=40)
    @given(
        st.lists(SIGNS | st.characters(codec="utf-8"), min_size=1, max_size=30).map("".join) | st.text(max_size=1000)
    )
    def ask(text: str) -> None:
        answer = api.get("/search", params={"q": text})

        assert answer.status_code in {200, 422}, answer.text
        if answer.status_code == 422:
            assert [each["name"] for each in answer.json()["errors"]] == ["q"]

    ask()
    for text in ("水" * 1000, "a" * 1000, "*" * 1000, "\\" * 1000, "a" * 1001):
        assert api.get("/search", params={"q": text}).status_code == (200 if len(text) <= 1000 else 422)
