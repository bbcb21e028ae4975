"""The checks of deadlines and targets."""

import pytest

from tests.loaders.drafts import YEARLESS, drawn, found, table, tasks

ROWS = [
    ("1", "修通环湖路。", "张三丰", "交通局", "6月底"),
    ("2", "新建第二水厂。", "李四光", "水务局", "年底"),
    ("3", "扩建第一中学。", "王五常", "教育局", ""),
]
NO_COLUMN = ("序号", "任务", "分管领导", "责任单位")


def test_a_task_without_a_deadline_is_found_where_most_others_have_one() -> None:
    """Two of two others: it was forgotten, a warning."""
    findings = found(drawn(ROWS), "no-deadline")

    assert [(one.task, one.severity) for one in findings] == [("1.3", "warning")]
    assert findings[0].message == "no deadline for “扩建第一中学”; 2 of the 2 other tasks of its annex have one"


@pytest.mark.parametrize("words", ["全年完成扩建第一中学。", "9月底前扩建第一中学。", "2023年扩建第一中学。"])
def test_a_time_in_the_words_of_the_task_counts(words: str) -> None:
    """A list in which the last item says it in the sentence itself."""
    text = f"1. 修通环湖路。\n责任单位：交通局 完成时限：6月底\n2. {words}\n责任单位：教育局\n"

    assert found(text, "no-deadline") == []


def test_an_item_of_a_list_without_a_deadline_is_found() -> None:
    """The one other item has one; three years are no deadline."""
    text = "1. 修通环湖路。\n责任单位：交通局 完成时限：6月底\n2. 推进三年行动。\n责任单位：教育局\n"

    findings = found(text, "no-deadline")

    assert [(one.task, one.severity) for one in findings] == [("1.2", "warning")]
    assert findings[0].message_zh == "“推进三年行动”没有完成时限，同一附件其他1项任务中1项有"


def test_where_few_have_a_deadline_the_others_are_notes() -> None:
    """One of three others has one."""
    items = [f"{number}. 修通{name}路。\n责任单位：交通局\n" for number, name in enumerate("甲乙丙", start=2)]
    text = "1. 修通环湖路。\n责任单位：交通局 完成时限：6月底\n" + "".join(items)

    assert [(one.task, one.severity) for one in found(text, "no-deadline")] == [
        ("1.2", "note"),
        ("1.3", "note"),
        ("1.4", "note"),
    ]


def test_where_hardly_any_has_a_deadline_the_others_are_one_finding() -> None:
    """One of six is an exception."""
    items = [f"{number}. 修通{name}路。\n责任单位：交通局\n" for number, name in enumerate("甲乙丙丁戊", start=2)]
    text = "1. 修通环湖路。\n责任单位：交通局 完成时限：6月底\n" + "".join(items)

    (finding,) = found(text, "no-deadline")

    assert finding.message == "5 of 6 tasks say no deadline, and the document says no year"


def test_a_table_without_a_column_for_deadlines_is_one_note() -> None:
    """The year of the notice is a deadline of sorts."""
    findings = found(table([row[:4] for row in ROWS], NO_COLUMN), "no-deadline")

    assert [(one.task, one.place, one.severity) for one in findings] == [("", "document", "note")]
    assert findings[0].message == "3 of 3 tasks say no deadline of their own, only the document its year, 2023"


def test_without_a_year_it_is_one_warning() -> None:
    """Neither the tasks nor the document say when."""
    findings = found(table([row[:4] for row in ROWS], NO_COLUMN, YEARLESS), "no-deadline")

    assert [(one.place, one.severity) for one in findings] == [("document", "warning")]
    assert findings[0].message_zh == "全部3项任务中有3项没有写明完成时限，文件也没有写明年度"


def test_an_annex_without_a_column_for_deadlines_is_one_finding() -> None:
    """The other annex has one."""
    text = table(ROWS[:2]) + "附件2\n" + table([row[:4] for row in ROWS], NO_COLUMN, notice="")

    findings = found(text, "no-deadline")

    assert tasks(findings) == ["2.1"]
    assert findings[0].message == "3 tasks of annex 2 say no deadline of their own, only the document its year, 2023"


def test_a_task_without_a_number_to_measure_it_by_is_a_note() -> None:
    """10公里 is one; 修通 is none."""
    rows = [("1", "新建水管10公里。", "李四光", "水务局", "年底"), *ROWS[:1]]

    findings = found(table(rows), "no-target")

    assert [(one.task, one.severity) for one in findings] == [("1.2", "note")]
