"""Tables that lie on their side: their receipts name the cells as drawn, and what only looks alike is refused."""

import json
from collections.abc import Sequence

import pytest

from graph.errors import LayoutError
from loaders import extract_bytes
from loaders.extraction import Extraction
from tests.loaders.pdfs import Box, Row
from tests.loaders.vectors import grids

ROWS: list[Row] = [
    (Box("青禾县民生项目责任表", columns=4), *[None] * 3),
    ("序号", "1", "2", "3"),
    ("重点任务", "修通环湖路。", "扩建一中。", "新建水厂。"),
    ("牵头单位", Box("县住建局", columns=2), None, "县水利局"),
    ("配合单位", "县财政局", "", "各乡镇"),
]


def read(rows: Sequence[Row]) -> Extraction:
    """Read a workbook with the rows drawn in it."""
    return extract_bytes(grids.xlsx(rows), "plan.xlsx")


def test_a_receipt_names_row_and_column_as_they_are_drawn() -> None:
    """Rows count from the first header word; a merged cell is cited where it is printed."""
    extraction = read(ROWS)

    places = [
        {role: [str(duty.locator) for duty in duties] for role, duties in record.duties.items()}
        for record in extraction.records
    ]
    assert places == [
        {"owners": ["table 1, row 3, column 2"], "supports": ["table 1, row 4, column 2"]},
        {"owners": ["table 1, row 3, column 2"]},
        {"owners": ["table 1, row 3, column 4"], "supports": ["table 1, row 4, column 4"]},
    ]
    assert [str(record.locator) for record in extraction.records] == [f"table 1, column {at}" for at in (2, 3, 4)]
    assert [record.inherited for record in extraction.records] == [(), ("owners",), ()]


def test_its_excerpt_has_a_task_in_a_row_with_its_receipts_marked() -> None:
    """The second task continues the cell of the first, on its left in the document."""
    shown = json.loads(read(ROWS).records[1].excerpt_text())

    assert shown["header"] == ["序号", "重点任务", "牵头单位", "配合单位"]
    assert shown["across"] is True
    assert shown["rows"] == [
        {
            "row": 3,
            "cells": [
                {"text": "2"},
                {"text": "扩建一中。"},
                {"text": "", "roles": ["owners"], "above": {"row": 2, "text": "县住建局"}},
                {"text": ""},
            ],
        }
    ]


def test_a_finding_says_that_the_table_was_turned() -> None:
    """Whoever checks the receipts knows how the table was read."""
    found = [(finding.rule, finding.place) for finding in read(ROWS).report.findings]

    assert ("tasks-across", "table 1") in found


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS[1:3], ("牵头单位", "主持推进。", "全程负责。", "定期报告。")],
        [*ROWS[1:3], ("牵头单位", Box("县住建局", rows=2), "县教育局", "县水利局"), ("配合单位", None, "", "")],
        [*ROWS[1:4], ("重点任务", "绿化。", "亮化。", "净化。"), ("牵头单位", "县林业局", "县城管局", "县住建局")],
        [("序号", "一", "二"), ("施工单位", "甲公司", "乙公司"), ("监理单位", "丙公司", "丁公司")],
    ],
    ids=["no units", "a cell over two roles", "tasks below tasks", "no header words"],
)  # fmt: skip
def test_a_table_that_cannot_be_turned_for_sure_is_refused(rows: list[Row]) -> None:
    """No edge is better than one from the wrong cell."""
    with pytest.raises(LayoutError):
        read(rows)


def test_a_title_inside_it_that_says_who_leads_is_not_dropped() -> None:
    """Above the table, where a workbook has it, it holds for all tasks; in it, there is no row to give it to."""
    rows: list[Row] = [(Box("责任领导：濮阳川", columns=4), *[None] * 3), *ROWS[1:]]

    assert [record.names("leaders") for record in read(rows).records] == [("濮阳川",)] * 3
    with pytest.raises(LayoutError):
        extract_bytes(grids.html(rows).encode(), "plan.html")


def test_a_table_with_a_header_above_is_read_as_ever() -> None:
    """Header words may stand in its first column as well, as headings."""
    rows: list[Row] = [
        ("重点工作", "工作任务", "牵头单位"),
        ("重点任务", "修通环湖路。", "县住建局"),
        ("主要任务", "扩建一中。", "县教育局"),
    ]

    assert [(record.content, record.names("owners")) for record in read(rows).records] == [
        ("修通环湖路。", ("县住建局",)),
        ("扩建一中。", ("县教育局",)),
    ]
