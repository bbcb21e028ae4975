"""The check of the numbers that a document prints."""

from collections.abc import Sequence

import pytest

from tests.loaders.drafts import found, table


def numbered(numbers: Sequence[str], notice: str = "附件1\n") -> str:
    """Return a table whose rows have these numbers."""
    rows = [(number, f"完成第{at}批工程。", "张三丰", "交通局", "年底") for at, number in enumerate(numbers, start=1)]
    return table(rows, notice=notice)


def said(*numbers: str) -> list[tuple[str, str]]:
    """Return what is found in a table with these numbers, in Chinese, with the task."""
    return [(one.task, one.message_zh) for one in found(numbered(numbers), "numbering-gap")]


@pytest.mark.parametrize(
    "numbers",
    [("1", "2", "3"), ("一", "二", "三"), ("1", "2", "3", "1", "2"), ("1-1", "1-2", "2-1", "2-2"), ("①", "②", "③")],
    ids=" ".join,
)
def test_numbers_that_go_on_are_in_order(numbers: Sequence[str]) -> None:
    """Also where they begin anew."""
    assert said(*numbers) == []


def test_a_gap_is_found() -> None:
    """With the number before it."""
    assert said("1", "2", "4", "5") == [("1.3", "序号“4”前缺号：上一项任务的序号是“2”")]


def test_a_repeat_is_found() -> None:
    """With the task that has it first."""
    assert said("1", "2", "2", "3") == [("1.3", "序号“2”重复，任务1.2已用过")]


def test_numbers_that_go_back_are_found() -> None:
    """4 before 3 is a gap, and then out of order."""
    assert said("1", "2", "4", "3") == [
        ("1.3", "序号“4”前缺号：上一项任务的序号是“2”"),
        ("1.4", "序号“3”排在“4”之后，顺序颠倒"),
    ]


def test_a_table_that_begins_late_is_found() -> None:
    """Unless it goes on with the one of the annex before."""
    assert said("3", "4") == [("1.1", "这一部分的任务从序号“3”开始")]
    assert found(numbered(["1", "2"]) + numbered(["3", "4"], "附件2\n"), "numbering-gap") == []


def test_items_of_a_list_are_numbered_by_their_marks() -> None:
    """Each kind of mark by itself, anew under each heading; a gap is a note, for an item may be no task."""
    text = (
        "一、经济\n1. 修路。\n责任单位：交通局\n2. 建厂。\n责任单位：工信局\n"
        "二、民生\n1. 建学校。\n责任单位：教育局\n3. 建医院。\n责任单位：卫健局\n"
    )

    assert [(one.task, one.severity, one.message_zh) for one in found(text, "numbering-gap")] == [
        ("1.4", "note", "序号“3.”前缺号：上一项任务的序号是“1.”")
    ]


def test_tasks_without_numbers_have_no_gaps() -> None:
    """A table without such a column."""
    rows = [("修路。", "交通局"), ("建厂。", "工信局")]

    assert found(table(rows, ("任务", "责任单位")), "numbering-gap") == []
