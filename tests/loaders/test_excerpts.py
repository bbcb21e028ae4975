"""The document's own row or lines behind each task, with the cells that its receipts come from marked."""

import json
from pathlib import Path
from typing import Any

import pytest

from loaders import extract_bytes, extract_file
from loaders.excerpts import Excerpt, ExcerptCell, ExcerptLine, ExcerptRow, Receipt, excerpt_text
from loaders.extraction import Extraction
from tests.loaders.documents import HEADER, MERGED, Row, flattened, word

SAMPLE = Path(__file__).parents[2] / "data" / "taicang-2021-breakdown.txt"
ROWS: list[Row] = [
    ("强基础", "道路", "修通环湖路。", "张  顺", "交通局", "各乡镇"),
    (MERGED, MERGED, "拓宽东桥。", MERGED, "住建局\n水利局", MERGED),
    ("惠民生", "学校", "扩建一中。", MERGED, "教育局", MERGED),
]


def shown(extraction: Extraction, number: int) -> dict[str, Any]:
    """Return what the graph keeps of the task with this number, from 1."""
    excerpt: dict[str, Any] = json.loads(extraction.records[number - 1].excerpt_text())
    return excerpt


@pytest.fixture(params=["flattened", "word"])
def table(request: pytest.FixtureRequest) -> Extraction:
    """The same table as flattened text and as a Word table with drawn merges."""
    if request.param == "flattened":
        return extract_bytes(flattened(ROWS).encode(), "plan.txt")
    return extract_bytes(word(ROWS), "plan.docx")


def test_a_row_is_shown_below_its_header_with_its_receipts(table: Extraction) -> None:
    """Row 1 prints all of its cells; each of the three roles is marked at its own."""
    assert shown(table, 1) == {
        "header": ["门类", "项目", "内容和要求", "分管领导", "主要责任单位", "相关单位"],
        "columns": ["category", "project", "content", "leaders", "owners", "supports"],
        "rows": [
            {
                "row": 1,
                "cells": [
                    {"text": "强基础"},
                    {"text": "道路"},
                    {"text": "修通环湖路。"},
                    {"text": "张  顺", "roles": ["leaders"]},
                    {"text": "交通局", "roles": ["owners"]},
                    {"text": "各乡镇", "roles": ["supports"]},
                ],
            }
        ],
    }


def test_a_merged_cell_is_shown_empty_with_the_row_that_fills_it(table: Extraction) -> None:
    """In row 2 all but the content and the owners continue row 1; the receipt is marked where the row has its cell."""
    [row] = shown(table, 2)["rows"]

    assert row == {
        "row": 2,
        "cells": [
            {"text": "", "above": {"row": 1, "text": "强基础"}},
            {"text": "", "above": {"row": 1, "text": "道路"}},
            {"text": "拓宽东桥。"},
            {"text": "", "roles": ["leaders"], "above": {"row": 1, "text": "张  顺"}},
            {"text": "住建局\n水利局", "roles": ["owners"]},
            {"text": "", "roles": ["supports"], "above": {"row": 1, "text": "各乡镇"}},
        ],
    }


def test_a_merge_over_several_rows_names_the_row_that_prints_it(table: Extraction) -> None:
    """Row 3 begins a category, while leader and supports still run on from row 1."""
    [row] = shown(table, 3)["rows"]

    assert [cell.get("above", {}).get("row") for cell in row["cells"]] == [None, None, None, 1, None, 1]


def test_rows_of_the_sample_are_those_of_the_document() -> None:
    """Read off lines 48 to 54 (annex 1, row 4: the leaders stand in row 3) and of annex 2, row 2."""
    extraction = extract_file(SAMPLE)

    [fourth] = shown(extraction, 4)["rows"]
    assert fourth["cells"][1:] == [
        {"text": "社会消费品零售总额"},
        {"text": "增长8%左右"},
        {"text": "", "roles": ["leaders"], "above": {"row": 3, "text": "许超震\n张  顺"}},
        {"text": "商务局", "roles": ["owners"]},
        {"text": "", "roles": ["supports"], "above": {"row": 1, "text": "各镇（区）\n有关部门"}},
    ]
    second = shown(extraction, 133)
    assert second["header"][:5] == ["序号", "分类", "项目名称", "主要建设内容", "2021年工作任务"]
    assert second["rows"][0]["cells"][0] == {"text": "2"}
    assert second["rows"][0]["cells"][2] == {"text": "智慧文旅系统建设项目（一期）"}


def test_a_row_that_only_adds_names_is_shown_as_well() -> None:
    """Its task is the one above: two rows are concerned, and both are marked."""
    rows: list[Row] = [ROWS[0], (MERGED, MERGED, MERGED, MERGED, "住建局", MERGED)]
    extraction = extract_bytes(word(rows), "plan.docx")

    assert extraction.records[0].names("owners") == ("交通局", "住建局")
    first, second = shown(extraction, 1)["rows"]
    assert (first["row"], second["row"]) == (1, 2)
    assert first["cells"][4] == {"text": "交通局", "roles": ["owners"]}
    assert second["cells"][4] == {"text": "住建局", "roles": ["owners"]}
    assert second["cells"][2] == {"text": "", "above": {"row": 1, "text": "修通环湖路。"}}


def test_a_row_that_the_end_of_a_page_breaks_is_shown_in_its_two_parts() -> None:
    """The header stands again, and the rest of row 2 has no number of its own."""
    head = "序号,任务,责任单位\n"
    text = f"{head}1,建成水厂。,水利局\n2,修通环湖路，,交通局\n{head},全长三公里。,\n3,扩建一中。,教育局\n"
    extraction = extract_bytes(text.encode(), "plan.csv")

    assert extraction.records[1].content == "修通环湖路，全长三公里。"
    first, rest = shown(extraction, 2)["rows"]
    assert [cell["text"] for cell in first["cells"]] == ["2", "修通环湖路，", "交通局"]
    assert [cell["text"] for cell in rest["cells"]] == ["", "全长三公里。", ""]
    assert (first["row"], rest["row"]) == (2, 2)
    assert (first["cells"][2].get("roles"), rest["cells"][2].get("roles")) == (["owners"], None)


def test_a_cell_that_holds_several_tasks_says_how_many() -> None:
    """Both tasks show the whole row, which is what the document has."""
    text = '序号,任务,责任单位\n1,"1.修通环湖路；\n2.扩建一中。","1.交通局；\n2.教育局"\n2,建成水厂。,水利局\n'
    extraction = extract_bytes(text.encode(), "plan.csv")

    assert [record.content for record in extraction.records] == ["修通环湖路", "扩建一中。", "建成水厂。"]
    assert [shown(extraction, number).get("tasks") for number in (1, 2, 3)] == [2, 2, None]
    for number in (1, 2):
        [row] = shown(extraction, number)["rows"]
        assert [cell["text"] for cell in row["cells"]] == [
            "1",
            "1.修通环湖路；\n2.扩建一中。",
            "1.交通局；\n2.教育局",
        ]


def test_what_a_banner_says_is_marked_at_the_banner() -> None:
    """The leader stands over the rows in a row of its own."""
    text = "序号,任务,责任单位\n一、陆闻笛副县长牵头重点工作,,\n1,修通环湖路。,交通局\n2,扩建一中。,教育局\n"
    extraction = extract_bytes(text.encode(), "plan.csv")

    assert extraction.records[1].names("leaders") == ("陆闻笛",)
    excerpt = shown(extraction, 2)
    assert excerpt["banners"] == [{"text": "一、陆闻笛副县长牵头重点工作", "roles": ["leaders"]}]
    assert [cell["text"] for cell in excerpt["rows"][0]["cells"]] == ["2", "扩建一中。", "教育局"]
    assert "beside" not in excerpt


def test_a_bracket_in_the_task_is_marked_at_the_tasks_own_cell() -> None:
    """The cell of the content gives two roles."""
    text = (
        "序号,重点任务,责任领导\n1,招录教师80名（县教体局牵头，县财政局配合）。,陆闻笛\n2,扩建一中（县教体局）,陆闻笛\n"
    )

    [row] = shown(extract_bytes(text.encode(), "plan.csv"), 1)["rows"]

    assert row["cells"][1:] == [
        {"text": "招录教师80名（县教体局牵头，县财政局配合）。", "roles": ["owners", "supports"]},
        {"text": "陆闻笛", "roles": ["leaders"]},
    ]


def test_an_item_is_shown_by_its_own_lines() -> None:
    """With its mark and the labels below it; what its heading says of a leader stands beside, as inherited."""
    text = (
        "青禾县2023年重点工作\n\n一、陆闻笛副县长牵头重点工作\n"
        "1.修通环湖路。\n牵头单位：县交通局\n配合单位：县财政局\n2.扩建一中（县教体局牵头）。\n"
    )
    extraction = extract_bytes(text.encode(), "plan.txt")

    beside = [
        {"text": "陆闻笛副县长牵头重点工作", "roles": ["leaders"], "locator": "item 1, line 3", "inherited": True}
    ]
    assert shown(extraction, 1) == {
        "lines": [
            {"text": "1.修通环湖路。", "line": 4},
            {"text": "牵头单位：县交通局", "roles": ["owners"], "line": 5},
            {"text": "配合单位：县财政局", "roles": ["supports"], "line": 6},
        ],
        "beside": beside,
    }
    assert shown(extraction, 2) == {
        "lines": [{"text": "2.扩建一中（县教体局牵头）。", "roles": ["owners"], "line": 7}],
        "beside": beside,
    }


def test_a_line_for_several_items_stands_beside_each() -> None:
    """It is not theirs, so it is not among their lines, and it is inherited from nobody."""
    shared = "以上1—2项由县生态环境局牵头，县交通局负责。"
    text = f"1.更换锅炉四台。\n2.淘汰货车六十辆。\n{shared}\n3.扩建一中（县教体局牵头）。\n"

    second = shown(extract_bytes(text.encode(), "plan.txt"), 2)

    assert second["lines"] == [{"text": "2.淘汰货车六十辆。", "line": 2}]
    [beside] = second["beside"]
    assert beside["text"] == shared
    assert (beside["locator"].endswith("line 3"), beside["inherited"]) == (True, False)


def test_words_that_do_not_stand_in_the_cell_are_not_marked_there() -> None:
    """Whatever a receipt claims, a cell is marked only where it holds the words."""
    excerpt = Excerpt(("任务", "责任单位"), ("content", "owners"), rows=(ExcerptRow(1, (_cell(1), _cell(2))),))

    marked = json.loads(excerpt_text(excerpt, [Receipt("owners", "交通局", 1, 2, "table 1, row 1, column 2", False)]))

    assert [cell.get("roles") for cell in marked["rows"][0]["cells"]] == [None, None]
    assert marked["beside"] == [
        {"text": "交通局", "roles": ["owners"], "locator": "table 1, row 1, column 2", "inherited": False}
    ]


def _cell(column: int) -> ExcerptCell:
    return ExcerptCell(column, "水利局")


def test_a_long_cell_is_cut_and_says_by_how_much() -> None:
    """1,000 characters of a cell are kept, and the mark stays where its words were cut off."""
    words = "修" * 1500 + "交通局"
    excerpt = Excerpt(("任务",), ("content",), rows=(ExcerptRow(1, (ExcerptCell(1, words),)),))

    [row] = json.loads(excerpt_text(excerpt, [Receipt("owners", "交通局", 1, 1, "table 1", False)]))["rows"]

    assert row["cells"] == [{"text": "修" * 1000, "cut": 503, "roles": ["owners"]}]


def test_a_row_of_long_cells_is_no_longer_than_a_row_may_be() -> None:
    """Eight cells of 900 characters share 4,000."""
    cells = tuple(ExcerptCell(column, "修" * 900) for column in range(1, 9))

    [row] = json.loads(excerpt_text(Excerpt(HEADER, (), rows=(ExcerptRow(1, cells),)), []))["rows"]

    assert [(len(cell["text"]), cell["cut"]) for cell in row["cells"]] == [(500, 400)] * 8


def test_rows_and_lines_beyond_twenty_are_counted() -> None:
    """A task that runs over thirty lines shows the first twenty."""
    lines = tuple(ExcerptLine(f"第{number}行") for number in range(30))

    excerpt = json.loads(excerpt_text(Excerpt(lines=lines), []))

    assert (len(excerpt["lines"]), excerpt["left_out"]) == (20, 10)


def test_a_saved_record_without_its_row_has_none() -> None:
    """The graph then says nothing of it, and nothing is made up."""
    before = extract_bytes(word(ROWS), "plan.docx")
    text = "\n".join(json.dumps(record.to_json(before.facts.document)) for record in before.records)
    extraction = extract_bytes(text.encode(), "plan.jsonl")

    assert [record.excerpt_text() for record in extraction.records] == ["", "", ""]
    tasks = [node for node in extraction.batch().nodes if node.label == "Task"]
    assert [node.properties.get("excerpt") for node in tasks] == [None, None, None]
