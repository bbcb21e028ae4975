"""The check of leaders that break the pattern of who oversees which unit."""

from tests.loaders.drafts import found, table


def plan(*pairs: tuple[str, str]) -> str:
    """Return a table with a task for each pair of leaders and owners."""
    numbered = enumerate(pairs, start=1)
    return table([(str(at), f"完成第{at}批工程。", leader, owner, "年底") for at, (leader, owner) in numbered])


WATER = ("陈小雷", "水务局")


def test_a_task_under_another_leader_is_found() -> None:
    """Four of five stand under one: with the support, and where it stands."""
    (finding,) = found(plan(WATER, WATER, ("张三丰", "水务局"), WATER, WATER), "leader-breaks-pattern")

    assert (finding.task, finding.severity) == ("1.3", "warning")
    assert finding.message == (
        "水务局 stands under 陈小雷 in 4 of the 5 tasks that it owns alone (1.1、1.2、1.4、1.5); here under 张三丰"
    )
    assert "column 3" in finding.place
    assert len(finding.related) == 4


def test_three_of_four_are_no_pattern() -> None:
    """Less than four fifths; and three tasks are too few, all the more."""
    assert found(plan(WATER, WATER, WATER, ("张三丰", "水务局")), "leader-breaks-pattern") == []
    assert found(plan(WATER, WATER, ("张三丰", "水务局")), "leader-breaks-pattern") == []


def test_tasks_of_several_owners_tell_nothing() -> None:
    """Their leaders are those of all of them."""
    shared = ("张三丰", "水务局、教育局")

    assert found(plan(WATER, WATER, WATER, WATER, shared, shared), "leader-breaks-pattern") == []


def test_the_leader_beside_others_is_no_break() -> None:
    """He still is among them."""
    assert found(plan(WATER, WATER, WATER, WATER, ("张三丰、陈小雷", "水务局")), "leader-breaks-pattern") == []


def test_two_who_lead_together_are_said_together() -> None:
    """One of them alone does not break it, a third does."""
    both, one, other = ("陈小雷、李四光", "水务局"), ("李四光", "水务局"), ("张三丰", "水务局")

    (finding,) = found(plan(both, both, both, both, other), "leader-breaks-pattern")

    assert "陈小雷、李四光 in 4 of the 5" in finding.message
    assert found(plan(both, both, both, both, one), "leader-breaks-pattern") == []


def test_two_names_of_a_unit_are_one_unit() -> None:
    """发展和改革委员会 is 发改委."""
    (finding,) = found(
        plan(*[("陈小雷", "发改委")] * 2, *[("陈小雷", "发展和改革委员会")] * 2, ("张三丰", "发改委")),
        "leader-breaks-pattern",
    )

    assert finding.task == "1.5"
