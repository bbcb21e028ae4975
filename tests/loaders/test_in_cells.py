"""Tables that say who answers elsewhere than in a column of units: in the task's cell, or in the row above."""

import csv
import io

import pytest

from loaders import extract_bytes
from loaders.extraction import Extraction

HEADER = ("序号", "重点任务", "责任领导", "完成时限")


def read(*rows: tuple[str, ...]) -> Extraction:
    """Extract a table given by its rows."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return extract_bytes(text.getvalue().encode(), "plan.csv")


def duties(extraction: Extraction) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """Return each task's words with its names by role."""
    return [(record.content, {role: record.names(role) for role in record.duties}) for record in extraction.records]


def test_brackets_in_the_task_say_who_answers() -> None:
    """A table with leaders alone names its units behind each task; the receipt cites the bracket and its column."""
    extraction = read(
        HEADER,
        ("1", "招录教师80名（县教体局牵头，县财政局配合）。", "陆闻笛", "6月底"),
        ("2", "新建幼儿园三所（县教体局、县住建局）。加强监管。", "陆闻笛", ""),
    )

    assert duties(extraction) == [
        ("招录教师80名", {"leaders": ("陆闻笛",), "owners": ("县教体局",), "supports": ("县财政局",)}),
        ("新建幼儿园三所\n加强监管。", {"leaders": ("陆闻笛",), "owners": ("县教体局", "县住建局")}),
    ]
    owner = extraction.records[0].duties["owners"][0]
    assert (owner.quote, owner.locator.column, owner.says_lead) == ("县教体局牵头，县财政局配合", 2, True)


def test_a_cell_of_several_brackets_holds_several_tasks() -> None:
    """Each bracket is for the words before it; the leader and the deadline of the row hold for all."""
    extraction = read(
        HEADER,
        (
            "1",
            "1.引进加工企业（县商务局）；\n2.改造商场两处（牵头单位：县住建局；配合单位：县消防大队）",
            "祁远帆",
            "6月底",
        ),
        ("2", "办好集市（县商务局）", "祁远帆", "9月底"),
    )

    assert duties(extraction) == [
        ("引进加工企业", {"leaders": ("祁远帆",), "owners": ("县商务局",)}),
        ("改造商场两处", {"leaders": ("祁远帆",), "owners": ("县住建局",), "supports": ("县消防大队",)}),
        ("办好集市", {"leaders": ("祁远帆",), "owners": ("县商务局",)}),
    ]
    assert [(record.number, record.deadline) for record in extraction.records] == [
        ("1.", "6月底"),
        ("2.", "6月底"),
        ("2", "9月底"),
    ]


def test_a_table_without_any_column_of_names() -> None:
    """Where most tasks say who answers, no header needs to."""
    extraction = read(
        ("序号", "重点任务", "完成时限"),
        ("1", "疏浚清溪河（县水利局牵头）", "6月底"),
        ("2", "修缮老桥（县交通局、县住建局）", "9月底"),
        ("3", "办好灯会", "2月底"),
    )

    assert duties(extraction) == [
        ("疏浚清溪河", {"owners": ("县水利局",)}),
        ("修缮老桥", {"owners": ("县交通局", "县住建局")}),
        ("办好灯会", {}),
    ]


def test_units_in_a_column_outweigh_brackets() -> None:
    """What a bracket in the task explains is no second owner."""
    extraction = read(
        ("序号", "重点任务", "责任单位"),
        ("1", "建成政务大厅（县行政审批局）。", "县住建局"),
        ("2", "修路。", "县交通局"),
    )

    assert duties(extraction) == [
        ("建成政务大厅（县行政审批局）。", {"owners": ("县住建局",)}),
        ("修路。", {"owners": ("县交通局",)}),
    ]


def test_a_banner_says_who_leads() -> None:
    """Its unit owns the rows below; the 责任单位 of a row support it, and it is named once."""
    extraction = read(
        ("序号", "重点任务", "责任领导", "责任单位"),
        ("一、县水利局牵头任务（2项）", "", "", ""),
        ("1", "疏浚清溪河。", "陆闻笛", "县水利局、县财政局"),
        ("2", "新建水闸两座。", "陆闻笛", "清溪镇"),
        ("二、牵头单位：县住建局（1项）", "", "", ""),
        ("3", "改造老旧小区。", "祁远帆", ""),
    )

    assert duties(extraction) == [
        ("疏浚清溪河。", {"leaders": ("陆闻笛",), "owners": ("县水利局",), "supports": ("县财政局",)}),
        ("新建水闸两座。", {"leaders": ("陆闻笛",), "owners": ("县水利局",), "supports": ("清溪镇",)}),
        ("改造老旧小区。", {"leaders": ("祁远帆",), "owners": ("县住建局",)}),
    ]
    owner = extraction.records[1].duties["owners"][0]
    assert (owner.quote, owner.inherited) == ("一、县水利局牵头任务（2项）", True)


def test_a_header_over_heading_and_task() -> None:
    """主要任务 stands over the headings and the tasks beside them; a number in front of the task is one."""
    page = (
        "<table><tr><th colspan=2>主要任务</th><th>牵头单位</th></tr>"
        "<tr><td rowspan=2>一、振兴种业</td><td>建成种质资源圃两处。</td><td>县农业农村局</td></tr>"
        "<tr><td>选育水稻新品种三个。</td><td>县农科所</td></tr>"
        "<tr><td>二、兴修水利</td><td>疏浚清溪河十二公里。</td><td>县水利局</td></tr></table>"
    )
    records = extract_bytes(page.encode(), "plan.html").records
    assert [(record.headings, record.content, record.names("owners")) for record in records] == [
        (("一、振兴种业",), "建成种质资源圃两处。", ("县农业农村局",)),
        (("一、振兴种业",), "选育水稻新品种三个。", ("县农科所",)),
        (("二、兴修水利",), "疏浚清溪河十二公里。", ("县水利局",)),
    ]

    numbered = read(
        ("主要任务", "", "牵头单位"), ("1", "修复湿地两处。", "县林业局"), ("2", "补植行道树。", "县住建局")
    )
    assert [(record.number, record.content, record.headings) for record in numbered.records] == [
        ("1", "修复湿地两处。", ()),
        ("2", "补植行道树。", ()),
    ]


def test_a_title_in_brackets_below_a_name() -> None:
    """It is the person's and no second leader."""
    extraction = read(
        ("序号", "重点任务", "责任领导", "责任单位"),
        ("1", "修路。", "王海峰\n（镇长）", "规划建设办"),
        ("2", "办灯会。", "何锐\n（党委委员、人武部长）", "文化站"),
    )

    assert [record.names("leaders") for record in extraction.records] == [("王海峰",), ("何锐",)]


def test_months_are_known_headers() -> None:
    """Twelve columns of progress do not outweigh the six that matter."""
    months = tuple(f"{month}月" for month in range(1, 13))
    extraction = read(
        ("序号", "重点任务", "责任单位", *months),
        ("1", "修路。", "县交通局", *("20%",) * 12),
        ("2", "建桥。", "县住建局"),
    )

    assert duties(extraction)[0] == ("修路。", {"owners": ("县交通局",)})


@pytest.mark.parametrize(
    ("cell", "owners", "supports"),
    [
        ("县水利局\n（牵头）\n县财政局", ("县水利局",), ("县财政局",)),
        ("县水利局【牵头】县财政局", ("县水利局",), ("县财政局",)),
        ("县水利局［牵头］、县财政局", ("县水利局",), ("县财政局",)),
        ("县水利局（主办）、县财政局（协办）", ("县水利局",), ("县财政局",)),
        ("县水利局（主办）", ("县水利局",), ()),
        ("县水利局会同县财政局、各镇", ("县水利局",), ("县财政局", "各镇")),
        ("①县水利局②县财政局", ("县水利局", "县财政局"), ()),
        ("县残疾人联合会", ("县残疾人联合会",), ()),
    ],
)
def test_marks_in_a_cell_of_units(cell: str, owners: tuple[str, ...], supports: tuple[str, ...]) -> None:
    """A mark behind a name says who leads, on a line of its own or run into the next name; so does 会同."""
    extraction = read(("序号", "重点任务", "责任单位"), ("1", "疏浚清溪河。", cell), ("2", "修路。", "县交通局"))

    assert (extraction.records[0].names("owners"), extraction.records[0].names("supports")) == (owners, supports)
