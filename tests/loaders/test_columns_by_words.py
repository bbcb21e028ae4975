"""Columns that their header does not tell: the words below it do, and a finding says so."""

from collections.abc import Sequence

import pytest

from loaders.layouts.table import Extract, read_tables
from loaders.readers import read_blocks

PARK = "加快建设湿地公园，新增绿地十公顷。"
HOUSES = "改造老旧小区十二个，惠及居民三千户。"


def read(*rows: Sequence[str]) -> Extract:
    """Read a table of tabbed cells, its header first."""
    return read_tables(read_blocks("\n".join("\t".join(row) for row in rows).encode(), "plan.tsv").blocks)


def told(extract: Extract) -> list[str]:
    """Return what the findings say of columns that were told by their words."""
    return [finding.message for finding in extract.findings if finding.rule == "column-by-words"]


def test_the_longest_texts_are_the_task_where_no_header_names_it() -> None:
    """The duty is known and its cells are units, so the table is one of responsibility."""
    extract = read(["序号", "干什么", "牵头部门"], ["1", PARK, "县林业局"], ["2", HOUSES, "县住建局"])

    assert [record.content for record in extract.records] == [PARK, HOUSES]
    assert told(extract) == ["no known header names the task: 干什么, with the longest words, is read as it"]


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "品名规格", "单价", "单位"], ["1", "钢筋混凝土管道", "12", "根"], ["2", "镀锌钢管和配件", "9", "套"]],
        [["单位", "姓名", "办公处所"], ["县林业局", "路小满", "青石大街二号"], ["县住建局", "柏一宁", "柳湾路九号楼"]],
        [["序号", "包联企业", "责任单位"], ["1", "青石机械公司", "县林业局"], ["2", "柳湾食品公司", "县住建局"]],
        [["序号", "抓什么", "牵头部门"], ["1", PARK, "三十万元"], ["2", HOUSES, "五十万元"]],
    ],
    ids=["prices", "contacts", "companies", "owners that are none"],
)  # fmt: skip
def test_a_table_that_only_looks_alike_is_refused(rows: list[list[str]]) -> None:
    """A general word, names instead of tasks, or cells that do not bear their header out convince nobody."""
    assert read(*rows).records == []


def test_a_general_word_must_be_borne_out_by_its_cells() -> None:
    """单位 may be the unit of measure."""
    measured = read(["指标", "单位", "目标值", "责任单位"], ["绿地面积占比提高", "%", "12", "县林业局"])
    alone = read(["工作任务", "单位"], [PARK, "县林业局"], [HOUSES, "县住建局"])

    assert [record.names("owners") for record in measured.records] == [("县林业局",)]
    assert [record.names("owners") for record in alone.records] == [("县林业局",), ("县住建局",)]
    assert read(["工作任务", "单位"], [PARK, "公顷"], [HOUSES, "个"]).records == []


def test_values_give_way_to_the_names_beside_them() -> None:
    """目标值 holds what is required of the thing that an unknown column names."""
    extract = read(
        ["序号", "数据条目", "目标值", "牵头单位"],
        ["1", "地区生产总值增长率", "5.5%左右", "县发改局"],
        ["2", "规模以上工业总产值", "46亿元", "县工信局"],
    )

    assert [(record.content, record.requirement) for record in extract.records] == [
        ("地区生产总值增长率", "5.5%左右"),
        ("规模以上工业总产值", "46亿元"),
    ]
    assert told(extract) == ["数据条目 says more in each row than 目标值: it is read as the task"]


def test_long_words_without_a_known_header_say_more_of_the_task() -> None:
    """They are kept as a requirement, short ones are left out with a warning."""
    extract = read(
        ["工作任务", "牵头部门", "考核方式方法", "片区"],
        [PARK, "县林业局", "每季度通报一次绿地建设的进度", "东片"],
        [HOUSES, "县住建局", "年底对照清单逐项验收并公布", "西片"],
    )

    assert [record.requirement for record in extract.records] == [
        "每季度通报一次绿地建设的进度",
        "年底对照清单逐项验收并公布",
    ]
    assert [finding.rule for finding in extract.findings] == ["column-by-words", "unheaded-cell", "unheaded-cell"]


def test_several_requirements_stand_behind_their_headers() -> None:
    """上半年 and 全年 are told apart."""
    extract = read(
        ["工作任务", "年度目标", "", "责任单位"],
        ["", "上半年", "全年", ""],
        [PARK, "完成一半", "全部完成", "县林业局"],
    )

    assert [record.requirement for record in extract.records] == ["上半年年度目标：完成一半\n全年年度目标：全部完成"]
