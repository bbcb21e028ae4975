"""The notebooks without a server, executed on the sample: what they show is what the document says.

Expected values were read off ``data/taicang-2021-breakdown.txt`` by hand; the lines are its own.
"""

import base64
from collections.abc import Callable
from functools import cache

import pytest

from graph.store import open_store
from loaders import extract_file
from tests.conftest import Address
from tests.notebooks.running import ROOT, Executed, execute

SAMPLE = ROOT / "data" / "taicang-2021-breakdown.txt"
TASKS_OF_WATER = ["1.65", "1.67", "1.81", "1.84", "1.85", "2.19", "2.20", "2.21"]
OWNERS_OF_1_67 = "财政局\n资规局\n住建局\n城管局\n交运局\n水务局\n高新区\n城厢镇"
LINES_OF_1_67 = "table 1, row 67, column 5, lines 680-687"
EMBEDDED = ("1-quickstart", "2-cypher", "5-networks", "6-investigation")

run: Callable[[str], Executed] = cache(execute)


@pytest.mark.parametrize("name", EMBEDDED)
def test_it_runs_within_a_minute_and_warns_of_nothing(name: str) -> None:
    """No cell raises or writes to standard error, where a missing glyph would be told; the refused statement does."""
    executed = run(name)

    assert executed.cpu_seconds < 60
    assert executed.complaints().keys() == ({"refuse"} if name == "2-cypher" else set())


@pytest.mark.parametrize("name", EMBEDDED)
def test_it_has_figures(name: str) -> None:
    """Each draws something, as a real PNG."""
    figures = run(name).figures()

    assert figures
    assert [cell for cell, png in figures.items() if base64.b64decode(png)[:4] != b"\x89PNG"] == []


def test_quickstart_shows_load_tasks_and_receipts() -> None:
    """发改委 is named as owner in 28 rows, first in 27; the water bureau in eight."""
    executed = run("1-quickstart")
    tasks = executed.rows("receipt")

    assert executed.rows("held") == [["1", "53", "157", "130", "9", "59", "3", "303", "317", "314"]]
    assert executed.rows("ask")[:2] == [["发改委", "28", "27", "0", "0", "0"], ["工信局", "19", "10", "0", "0", "0"]]
    assert len(tasks) == 8
    assert tasks[1] == ["城区城市管理财政事权改革全面落地", "owns", "6", "False", OWNERS_OF_1_67, LINES_OF_1_67]
    assert 'sandbox="allow-scripts"' in executed.markup("look")


def assert_cypher_is_right(executed: Executed) -> None:
    """Compare what notebook 2 shows with the document."""
    leaders = executed.rows("cell")
    tasks = executed.rows("parameter-rows")
    picture = executed.markup("graph")

    assert executed.rows("line") == [["157"]]
    assert (len(leaders), leaders[0]) == (9, ["吴敬宇", "54"])
    assert [f"{annex}.{row}" for annex, row, *_ in tasks] == TASKS_OF_WATER
    assert tasks[1][3:] == ["6", OWNERS_OF_1_67]
    assert sum(int(count) for _, _, count in executed.rows("longer")) == 314
    assert executed.rows("named") == [["0"]]
    assert all(name in picture for name in ("320585:水务局", "320585:韩飚", "320585:太政发〔2021〕9号:2.21"))
    assert executed.complaints()["refuse"] == (
        "UsageError: SET is refused: it writes; a name of that kind goes in back quotes (line 2, column 1)\n"
    )


def test_cypher_on_the_embedded_engine() -> None:
    """A statement of one's own finds what the document says, and cannot write."""
    assert_cypher_is_right(run("2-cypher"))


@pytest.mark.neo4j
def test_cypher_on_neo4j(neo4j_address: Address) -> None:
    """The same cells, with nothing changed but where the graph is."""
    url, options = neo4j_address
    with open_store(url, options) as store:
        store.load(extract_file(SAMPLE).batch())
    there = {"ZERENTU_STORE": url, "ZERENTU_NEO4J_USER": options.user, "ZERENTU_NEO4J_PASSWORD": options.password}

    executed = execute("2-cypher", there)

    assert_cypher_is_right(executed)
    assert set(executed.complaints()) == {"refuse"}


def test_networks_tell_circles_cores_and_orders_with_their_limits() -> None:
    """By hand over the 157 rows: 67 and 71 printed cells with several names, none and six contradictory pairs."""
    executed = run("5-networks")
    network, seeds = executed.rows("network"), executed.rows("seeds")
    trapped = {row[0]: row[1:] for row in executed.rows("core-trap")}
    order = dict(zip(executed.heads("order"), executed.rows("order"), strict=True))
    contradicted = executed.rows("contradicted")

    assert [row[0] for row in network[:2]] == ["56", "214"]
    assert network[3] == ["信访局、公积金中心、医保局、应急管理局、残联、红十字会"]
    # "Most pairs part with another seed."
    assert int(seeds[2][0]) > int(seeds[1][0])
    # Its only task is 1.67, whose cell names eight units.
    assert trapped["城厢镇"] == ["1", "7", "7", "0"]
    assert order["分管领导 leaders"][:3] == ["67", "31", "0"]
    assert order["主要责任单位 owners"][:3] == ["71", "61", "6"]
    assert contradicted[3] == ["商务局", "高新区", "2", "3"]
    # "Each of these pairs has a zone or its committee in it."
    assert all({"高新区", "港口管委会"} & set(row) for row in contradicted)
    assert "汪香元 → 吴敬宇 → 韩飚 → 许超震 → 顾建康 → 郑丙华 → 周强 → 邵建 → 张顺 （唯一" in executed.printed("rank")
    assert "unknown" in executed.printed("order")


def test_the_investigation_ends_at_the_lines_of_the_document() -> None:
    """Twelve units own more than eight tasks; 2.19 promises most numbers, and stands on lines 1414 to 1422."""
    executed = run("6-investigation")
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()[1413:1422]

    assert "**8** 项，其中列在首位 6 项；56 个有任务的单位里，有 12 个比它多" in executed.markup("place")
    assert [row[0] for row in executed.rows("tasks")] == TASKS_OF_WATER
    assert "**韩飚**；" in executed.markup("people-text")
    assert "**水务集团**（3）" in executed.markup("people-text")
    assert [row[0] for row in executed.rows("targets-none")] == ["1.67", "2.20", "2.21"]
    assert executed.rows("sentence")[-2:] == [
        ["主要责任单位", "水务局", "责任单位"],
        ["相关单位", "各有关镇（区）\n有关部门", "配合"],
    ]
    assert executed.printed("file").splitlines() == [f"{1414 + place:5d}  {line}" for place, line in enumerate(lines)]


def test_the_investigation_ends_in_a_table_for_a_report() -> None:
    """One line a task: what, by which numbers, under whom, who, and where it is written."""
    executed = run("6-investigation")
    rows = executed.rows("report")

    assert [row[0] for row in rows] == TASKS_OF_WATER
    assert rows[2] == [
        "1.81",
        "深化河长制、断面长制",
        "国省考断面 12个；污水处理提质增效达标区 40个；生态美丽河湖 90条",
        "韩飚、郑丙华",
        "水务局、生态环境局",
        "表1，第81行，第5栏，文本第800—801行",
    ]
    assert executed.rows("tasks")[2] == ["1.81", "深化河长制、断面长制", "负责", "1", "否", "水务局\n生态环境局"]
    assert executed.rows("receipt")[-1][0] == "配合"
    assert "据 太政发〔2021〕9号" in executed.markup("report")
    assert {"picture-png", "people", "place-plot"} <= executed.figures().keys()
