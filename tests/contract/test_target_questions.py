"""What the questions about promised numbers answer; expected values are read off the rows by hand."""

from graph.store import Store
from tests.contract.answers import ask


def test_targets_of_a_unit(sample: Store) -> None:
    """工信局 owns rows 3, 11 and 12; no unit supports, so that role has none."""
    columns = "target subject comparator value measured_in role"

    assert ask(sample, "targets-of-unit", columns, unit="工业和信息化局") == [
        ("1.3:t1", "规上工业产值", "=", 5.0, "%", "owns"),
        ("1.11:t1", "工业投资", "=", 200.0, "亿元", "owns"),
        ("1.12:t1", "重大技改项目", "=", 50.0, "个", "owns"),
    ]
    assert ask(sample, "targets-of-unit", columns, unit="工信局", role="supports") == []


def test_tasks_without_a_target(sample: Store) -> None:
    """Of the seven indicators two name no number; 发改委 owns the first of them."""
    columns = "task owner_names"

    assert [task for task, _ in ask(sample, "tasks-without-target", columns, category="综合指标")] == ["1.6", "1.7"]
    assert ask(sample, "tasks-without-target", columns, category="综合指标", unit="320585:发改委") == [
        ("1.6", ("发改委",))
    ]


def test_the_largest_growth_comes_first(sample: Store) -> None:
    """15 %, 8 %, then the two of 6 % in the order of their keys."""
    rows = ask(sample, "largest-growth-targets", "target value comparator", limit=4)

    assert rows == [("1.8:t2", 15.0, "≥"), ("1.4:t1", 8.0, "≈"), ("1.1:t1", 6.0, "≥"), ("1.2:t1", 6.0, "≈")]
