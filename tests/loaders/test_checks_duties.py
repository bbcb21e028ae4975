"""The checks of who answers: owners, leads and leading officials."""

from tests.loaders.drafts import NOTICE, drawn, found, table, tasks

ROWS = [
    ("1", "修通环湖路。", "张三丰", "交通局", "6月底"),
    ("2", "新建第二水厂。", "李四光", "水务局", "年底"),
    ("3", "扩建第一中学。", "王五常", "教育局", "9月底"),
    ("4", "改造老旧小区。", "赵六安", "住建局", "11月底"),
]
LIST = "1. 修通环湖路。\n牵头单位：交通局、公路中心\n2. 新建水厂。\n责任单位：水利局、住建局\n"


def with_cell(row: int, column: int, text: str) -> bytes:
    """Return the table with one cell changed."""
    rows = [list(cells) for cells in ROWS]
    rows[row - 1][column] = text
    return drawn(rows)


def test_a_task_without_an_owner_is_found() -> None:
    """Its cell is blank, or has a dash; a filled table has no such task."""
    findings = found(with_cell(3, 3, ""), "no-owner")

    assert tasks(findings) == ["1.3"]
    assert findings[0].severity == "warning"
    assert findings[0].message_zh == "“扩建第一中学”没有责任单位"
    assert tasks(found(with_cell(3, 3, "—"), "no-owner")) == ["1.3"]
    assert found(drawn(ROWS), "no-owner") == []


def test_several_owners_without_a_lead_are_found() -> None:
    """With their number and names, at the cell that has them."""
    findings = found(with_cell(2, 3, "水务局、住建局"), "several-owners-no-lead")

    assert tasks(findings) == ["1.2"]
    assert findings[0].message == "2 owners and no lead said: 水务局、住建局"
    assert "column 4" in findings[0].place


def test_a_label_that_says_who_leads_is_enough() -> None:
    """牵头单位 with two names leads with both; 责任单位 says nothing of who leads."""
    findings = found(LIST, "several-owners-no-lead")

    assert tasks(findings) == ["1.2"]


def test_a_sentence_about_the_order_of_owners_is_enough() -> None:
    """The first listed leads, says the document: nobody needs to ask."""
    rows = [*ROWS[:3], ("4", "改造老旧小区。", "赵六安", "住建局、城管局", "11月底")]
    sentence = "责任单位中列第一位的为牵头单位。\n"

    assert tasks(found(table(rows), "several-owners-no-lead")) == ["1.4"]
    assert found(table(rows, notice=NOTICE + sentence), "several-owners-no-lead") == []


def test_a_task_without_a_leading_official_is_found_where_most_others_have_one() -> None:
    """Three of three others have one."""
    findings = found(with_cell(4, 2, ""), "no-leader")

    assert tasks(findings) == ["1.4"]
    assert findings[0].message_zh == "“改造老旧小区”没有分管领导，其他3项任务中3项有"


def test_nobody_misses_leading_officials_where_few_tasks_have_one() -> None:
    """One of four is an exception, not the rule; and none at all is no finding either."""
    few = [(number, text, leader if number == "1" else "", *rest) for number, text, leader, *rest in ROWS]
    none = [(number, text, "", *rest) for number, text, _, *rest in ROWS]

    assert found(drawn(few), "no-leader") == []
    assert found(drawn(none), "no-leader") == []


def test_an_annex_without_leading_officials_is_one_finding() -> None:
    """Its table has no such column; the tasks of the other annex are most."""
    second = [("1", "种树一千棵。", "林业局"), ("2", "建公园两座。", "住建局")]
    text = table(ROWS) + "附件2\n" + table(second, ("序号", "任务", "责任单位"), notice="")

    findings = found(text, "no-leader")

    assert tasks(findings) == ["2.1"]
    assert findings[0].message == (
        "none of the 2 tasks of annex 2 has a leading official; 4 of the 4 other tasks have one"
    )
