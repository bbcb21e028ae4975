"""Single nodes in full over real HTTP: the row behind a task, loads and partners, the report of a document.

What is expected was read off data/taicang-2021-breakdown.txt.
"""

from typing import Any
from urllib.parse import quote

import httpx2

from api.app import create_app
from api.settings import Settings
from graph.store import open_store
from loaders import extract_bytes
from tests.api.conftest import Serving

DOCUMENT = "320585:太政发〔2021〕9号"
REPORT = "320585:30f521e2db98"


def node(api: httpx2.Client, kind: str, key: str) -> dict[str, Any]:
    answer = api.get(f"/{kind}/{quote(key, safe='')}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def names(ranking: dict[str, Any]) -> list[tuple[str, int]]:
    return [(item["node"]["name"], item["tasks"]) for item in ranking["items"]]


def test_a_task_shows_the_row_that_it_was_read_from(api: httpx2.Client) -> None:
    """Lines 34 to 40: the category and the supporters continue row 1, as their cells are blank."""
    excerpt = node(api, "tasks", f"{DOCUMENT}:1.2")["excerpt"]

    assert excerpt == {
        "header": ["门类", "项目", "内容和要求", "分管领导", "主要责任单位", "相关单位"],
        "columns": ["category", "project", "content", "leaders", "owners", "supports"],
        "rows": [
            {
                "row": 2,
                "cells": [
                    {"text": "", "above": {"row": 1, "text": "综\n合\n指\n标"}},
                    {"text": "一般公共预算收入"},
                    {"text": "增长6%左右"},
                    {"text": "汪香元\n吴敬宇", "roles": ["leaders"]},
                    {"text": "财政局", "roles": ["owners"]},
                    {"text": "", "roles": ["supports"], "above": {"row": 1, "text": "各镇（区）\n有关部门"}},
                ],
            }
        ],
    }


def test_a_unit_shows_its_load_and_with_whom_it_works(api: httpx2.Client) -> None:
    """水务局 owns rows 65, 67, 81, 84, 85 of annex 1 and 19 to 21 of annex 2; in 67 and 84 others stand before it."""
    unit = node(api, "units", "320585:水务局")

    assert unit["load"] == {
        "owns": {"explicit": 8, "first_listed": 6, "through_groups": 0},
        "supports": {"explicit": 0, "first_listed": 0, "through_groups": 0},
    }
    assert names(unit["officials"]) == [("韩飚", 8), ("郑丙华", 3), ("吴敬宇", 2), ("邵建", 2), ("汪香元", 1)]
    assert unit["officials"]["items"][0]["owns"] == 8
    assert (unit["officials"]["values"], unit["officials"]["rest"]) == (5, 0)
    assert names(unit["units"])[0] == ("水务集团", 3)
    assert unit["units"]["items"][0]["roles"] == [{"role": "owns", "other": "owns", "tasks": 3}]
    twice = {name for name, tasks in names(unit["units"]) if tasks == 2}
    assert twice == {"生态环境局", "资规局", "住建局", "高新区"}
    assert unit["units"]["values"] == 12
    assert sorted(names(unit["categories"])) == [
        ("生态环境", 3),
        ("致力优化功能品质，共建田园城市新格局", 2),
        ("致力推进生态建设，共绘美丽太仓新底色", 3),
    ]


def test_a_town_is_named_once_and_may_be_meant_everywhere(embedded: httpx2.Client) -> None:
    """浏河镇 owns row 16; 各镇（区） or 各有关镇（区） support all 157 tasks. The two are never added."""
    load = node(embedded, "units", "320585:浏河镇")["load"]

    assert load["owns"] == {"explicit": 1, "first_listed": 0, "through_groups": 0}
    assert load["supports"] == {"explicit": 0, "first_listed": 0, "through_groups": 157}


def test_an_official_shows_who_owns_and_leads_beside_him(api: httpx2.Client) -> None:
    """周强 leads 18 tasks, 9 of them as the first; in rows 47, 70, 91, 105, 116 and 117 with 郑丙华."""
    official = node(api, "officials", "320585:周强")

    assert official["load"] == {"leads": {"tasks": 18, "first_listed": 9}}
    assert names(official["units"])[:3] == [("公安局", 8), ("司法局", 5), ("政法委", 3)]
    assert official["units"]["values"] == 18
    assert names(official["co_leaders"])[:3] == [("郑丙华", 6), ("张顺", 5), ("许超震", 5)]
    assert official["co_leaders"]["values"] == 8
    assert names(official["categories"])[0] == ("致力创新社会治理，共筑城市安全新体系", 10)
    assert sum(tasks for _, tasks in names(official["categories"])) == 18


def test_a_list_of_partners_ends_with_what_is_left_out(embedded: httpx2.Client) -> None:
    """吴敬宇 leads tasks of more than twenty units: those behind the twentieth are counted."""
    units = node(embedded, "officials", "320585:吴敬宇")["units"]

    assert len(units["items"]) == 20 < units["values"]
    assert units["rest"] >= units["values"] - 20


def test_a_document_shows_the_report_of_its_load(api: httpx2.Client) -> None:
    """157 tasks in two annexes, their names by role, and what was found, by rule."""
    report = node(api, "documents", DOCUMENT)["report"]

    assert (report["tasks"], report["annexes"]) == (157, {"1": 131, "2": 26})
    assert report["edges"] == {"LEADS": 303, "OWNS": 317, "SUPPORTS": 314}
    [stray] = [each for each in report["findings"] if each["rule"] == "stray-character"]
    assert (stray["severity"], stray["count"], len(stray["items"]), stray["rest"]) == ("note", 13, 13, 0)
    assert stray["items"][0]["place"] == "table 1, row 13, column 1, line 128"
    assert stray["items"][0]["message"].startswith("heading 致致力推动量质齐升，共谋产业升级新突破 is read as 致力推动")
    assert {each["rule"] for each in report["checks"]}
    held = node(api, "documents", REPORT)["report"]
    assert (held["tasks"], held["sections"]) == (0, 70)


def test_a_list_leaves_rows_and_reports_to_the_single_node(embedded: httpx2.Client) -> None:
    """They are large, and no field of a list."""
    [task] = embedded.get("/tasks?limit=1").json()["items"]
    [document] = embedded.get("/documents?limit=1").json()["items"]

    assert "excerpt" not in task
    assert "report" not in document
    assert embedded.get("/tasks?fields=excerpt").status_code == 422


def test_a_row_that_is_not_known_is_null(tmp_path: Any, serving: Serving) -> None:
    """Records that were saved as JSON lines come without it; nothing is made up from what they say."""
    text = "序号,任务,责任单位\n1,修通环湖路。,交通局\n"
    before = extract_bytes(text.encode(), "plan.csv")
    line = before.records[0].to_json(before.facts.document)
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}")
    with open_store(settings.store) as store:
        store.load(extract_bytes(httpx2.Response(200, json=line).content, "plan.jsonl").batch())
    api = serving(create_app(settings))

    [task] = api.get("/tasks").json()["items"]

    assert node(api, "tasks", task["id"])["excerpt"] is None


def test_a_list_item_shows_its_own_lines(tmp_path: Any, serving: Serving) -> None:
    """And beside them the heading that says who leads."""
    text = "青禾县2023年重点工作\n\n一、陆闻笛副县长牵头重点工作\n1.修通环湖路。\n牵头单位：县交通局\n"
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}")
    with open_store(settings.store) as store:
        store.load(extract_bytes(text.encode(), "plan.txt").batch())
    api = serving(create_app(settings))
    [task] = api.get("/tasks").json()["items"]

    assert node(api, "tasks", task["id"])["excerpt"] == {
        "lines": [
            {"text": "1.修通环湖路。", "line": 4},
            {"text": "牵头单位：县交通局", "roles": ["owners"], "line": 5},
        ],
        "beside": [
            {"text": "陆闻笛副县长牵头重点工作", "roles": ["leaders"], "locator": "item 1, line 3", "inherited": True}
        ],
    }
