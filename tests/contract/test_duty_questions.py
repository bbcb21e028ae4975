"""What the questions about units, officials and tasks answer; expected values are read off the rows by hand."""

import pytest

from graph.store import Store
from queries.named import SharedNameError
from tests.contract.answers import ask
from tests.contract.sample import BREAKDOWN, NOTICE


def test_busiest_units_of_the_sample(sample: Store) -> None:
    """Owned and first-listed tasks of the units that own most; ties are in the order of ids."""
    rows = ask(sample, "busiest-units", "unit_name owned first_listed supported", document=BREAKDOWN, limit="6")

    assert rows == [
        ("发改委", 28, 27, 0),
        ("工信局", 19, 10, 0),
        ("商务局", 15, 4, 0),
        ("交运局", 14, 7, 0),
        ("住建局", 14, 6, 0),
        ("资规局", 12, 7, 0),
    ]


def test_busiest_units_count_what_comes_through_groups_apart(sample: Store) -> None:
    """高新区 owns 12 tasks; as a member of 各镇（区） and 各有关镇（区） it may support all 157."""
    columns = "owned supported owned_through_groups supported_through_groups unit_name"

    rows = ask(sample, "busiest-units", columns, jurisdiction="320585", limit=100)

    assert len(rows) == 56
    assert next(row for row in rows if row[-1] == "高新区")[:-1] == (12, 0, 0, 157)
    assert next(row for row in rows if row[-1] == "水务局")[:-1] == (8, 0, 0, 157)
    assert next(row for row in rows if row[-1] == "发改委")[:-1] == (28, 0, 0, 0)


def test_busiest_units_of_a_category_and_of_a_year(sample: Store) -> None:
    """A category counts with what is below it; a year and a place are filters of their own."""
    columns = "unit_name owned first_listed"

    outer = ask(sample, "busiest-units", columns, category="综合指标", limit=3)
    inner = ask(sample, "busiest-units", columns, category="加快综合改革", limit=3)
    other_year = ask(sample, "busiest-units", columns, year=2022)

    assert outer == [("发改委", 2, 2), ("工信局", 2, 2), ("人社局", 1, 1)]
    assert inner == [("编办", 3, 3), ("发改委", 2, 2), ("财政局", 2, 2)]
    assert other_year == [("交运局", 1, 0), ("住建局", 1, 1), ("发改委", 1, 1)]


def test_tasks_of_a_unit_that_names_it(sample: Store) -> None:
    """水务局 owns 8 tasks, in two of them by a merged cell; an alias with the place's prefix finds it as well."""
    columns = "task role rank via"

    rows = ask(sample, "tasks-of-unit", columns, unit="市水务局", jurisdiction="太仓市", direct="true")

    assert rows == [
        ("1.65", "owns", 1, ""),
        ("1.67", "owns", 6, ""),
        ("1.81", "owns", 1, ""),
        ("1.84", "owns", 4, ""),
        ("1.85", "owns", 1, ""),
        ("2.19", "owns", 1, ""),
        ("2.20", "owns", 1, ""),
        ("2.21", "owns", 1, ""),
    ]


def test_tasks_of_a_unit_carry_their_receipt(sample: Store) -> None:
    """Quote, locator and inheritance of 1.9, whose owner cell was filled from above."""
    columns = "task inherited quote locator annex row"

    rows = ask(sample, "tasks-of-unit", columns, unit="发改委", role="owns", document=BREAKDOWN)

    assert len(rows) == 28
    assert rows[1] == ("1.6", False, "发改委", "1.6 第5列", 1, 6)
    assert rows[3] == ("1.9", True, "发改委", "1.9 第5列", 1, 9)


def test_tasks_of_a_unit_tell_groups_and_mentions_apart(sample: Store) -> None:
    """浏河镇 owns 1.16, 2.14 mentions it, and the rest reaches it as a town that the groups may mean."""
    rows = ask(sample, "tasks-of-unit", "task role via basis", unit="浏河镇")

    assert [row for row in rows if not row[2]] == [("1.16", "owns", "", ""), ("2.14", "mentions", "", "")]
    assert rows[0] == ("1.1", "supports", "各镇（区）", "kind")
    assert rows[-1] == ("2.26", "supports", "各有关镇（区）", "kind")
    assert len(rows) == 2 + 7 + 150


def test_a_name_in_two_places_is_refused_with_both_ids(sample: Store) -> None:
    """发改委 is a unit of 太仓市 and another of 云溪县; an id says which is meant, or the place."""
    with pytest.raises(SharedNameError, match="give an id, one of 320585:发改委, x-c10d5e2f:发改委"):
        ask(sample, "tasks-of-unit", "unit", unit="发改委")

    by_place = ask(sample, "tasks-of-unit", "unit task", unit="发改委", jurisdiction="云溪县")
    by_document = ask(sample, "tasks-of-unit", "unit task", unit="发改委", document=NOTICE)
    by_id = ask(sample, "tasks-of-unit", "unit task", unit="x-c10d5e2f:发改委")

    assert by_place == by_document == by_id == [("x-c10d5e2f:发改委", "1.2")]


def test_officials_workload(sample: Store) -> None:
    """Led, first-listed, alone, inherited, for all nine officials."""
    columns = "official_name led first_listed sole inherited"

    rows = ask(sample, "officials-workload", columns, document="太政发〔2021〕9号")

    assert rows == [
        ("吴敬宇", 54, 44, 13, 8),
        ("张顺", 47, 0, 0, 6),
        ("许超震", 47, 25, 0, 6),
        ("郑丙华", 43, 23, 22, 3),
        ("韩飚", 29, 24, 17, 2),
        ("顾建康", 26, 15, 14, 3),
        ("邵建", 22, 0, 0, 4),
        ("周强", 18, 9, 9, 4),
        ("汪香元", 17, 17, 6, 2),
    ]


def test_officials_of_a_unit(sample: Store) -> None:
    """The officials who lead the 28 tasks that 发改委 of 太仓市 owns."""
    columns = "official_name tasks first_listed example_task"

    rows = ask(sample, "officials-of-unit", columns, unit="发展和改革委员会", jurisdiction="太仓市")

    assert rows == [
        ("吴敬宇", 27, 27, "1.1"),
        ("张顺", 13, 0, "1.13"),
        ("许超震", 13, 0, "1.13"),
        ("邵建", 6, 0, "1.13"),
        ("郑丙华", 4, 0, "1.18"),
        ("韩飚", 2, 1, "1.42"),
        ("顾建康", 1, 0, "1.103"),
    ]


def test_units_of_an_official(sample: Store) -> None:
    """The units that own the 17 tasks that 汪香元 leads."""
    rows = ask(sample, "units-of-official", "unit_name tasks first_listed", official="汪香元")

    assert rows[:3] == [("政府办", 7, 6), ("财政局", 6, 5), ("应急管理局", 2, 2)]


def test_tasks_of_an_official(sample: Store) -> None:
    """The 17 tasks of 汪香元 in the order of the document, with rank, number of leaders and inheritance."""
    rows = ask(sample, "tasks-of-official", "task rank leaders inherited", official="320585:汪香元")

    assert len(rows) == 17
    assert rows[:2] == [("1.2", 1, 2, False), ("1.25", 1, 2, False)]
    assert rows[5:9] == [("1.40", 1, 2, True), ("1.67", 1, 5, False), ("1.108", 1, 1, False), ("1.116", 1, 9, False)]


def test_tasks_of_a_category(sample: Store) -> None:
    """The seven rows of 综合指标, whose projects are categories of their own."""
    rows = ask(sample, "tasks-of-category", "task leader_names owner_names supporter_names", category="综合指标")

    assert len(rows) == 7
    assert rows[6] == ("1.7", ("张顺", "许超震", "郑丙华"), ("工信局", "生态环境局"), ("各镇（区）", "有关部门"))


def test_units_working_together(sample: Store) -> None:
    """Pairs by number of common tasks, over everything and for one unit."""
    columns = "unit_name other_name tasks"

    everything = ask(sample, "units-working-together", columns, limit=3)
    one = ask(sample, "units-working-together", columns, unit="水务局", jurisdiction="320585", limit=5)

    assert everything == [("发改委", "商务局", 9), ("发改委", "工信局", 8), ("住建局", "资规局", 6)]
    assert one == [
        ("水务局", "水务集团", 3),
        ("水务局", "住建局", 2),
        ("水务局", "生态环境局", 2),
        ("水务局", "资规局", 2),
        ("水务局", "高新区", 2),
    ]


def test_units_that_support_work_together_too(sample: Store) -> None:
    """In 云溪县 财政局 supports the bridge that 住建局 and 交运局 own."""
    rows = ask(sample, "units-working-together", "unit_name other_name tasks", document=NOTICE)

    assert rows == [("交运局", "住建局", 1), ("交运局", "财政局", 1), ("住建局", "财政局", 1)]


def test_officials_leading_together(sample: Store) -> None:
    """许超震 and 张顺 stand together in all of their 47 tasks."""
    rows = ask(sample, "officials-leading-together", "official_name other_name tasks", limit=4)

    assert rows == [
        ("张顺", "许超震", 47),
        ("吴敬宇", "张顺", 20),
        ("吴敬宇", "许超震", 20),
        ("吴敬宇", "邵建", 17),
    ]


def test_crowded_tasks(sample: Store) -> None:
    """Three tasks have eight owners; the number of leaders, then the id, decides between them."""
    rows = ask(sample, "crowded-tasks", "task owners leaders owner_groups", limit=4)

    assert rows == [("1.32", 8, 5, 0), ("1.67", 8, 5, 0), ("1.84", 8, 4, 0), ("1.47", 7, 4, 0)]


def test_sole_owner_tasks(sample: Store) -> None:
    """83 tasks of 太仓市 have one owner; of 云溪县 only the plan, since a group is an owner of its own kind."""
    everything = ask(sample, "sole-owner-tasks", "task", jurisdiction="太仓市")
    one = ask(sample, "sole-owner-tasks", "task", unit="320585:水务局")
    other_place = ask(sample, "sole-owner-tasks", "task unit_name", document=NOTICE)

    assert len(everything) == 83
    assert one == [("1.65",), ("2.19",)]
    assert other_place == [("1.2", "发改委")]


def test_gaps_in_responsibility(sample: Store) -> None:
    """The sample has none; in 云溪县 two tasks have no owner and two no leader."""
    no_owner = ask(sample, "tasks-without-owner", "task leader_names supporter_names")
    no_leader = ask(sample, "tasks-without-leader", "task owner_names supporter_names")

    assert no_owner == [("1.3", ("张顺", "李明"), ("教育局",)), ("1.5", (), ())]
    assert no_leader == [("1.2", ("发改委",), ("各镇",)), ("1.5", (), ())]
    assert ask(sample, "tasks-without-owner", "task", document=BREAKDOWN) == []
    assert ask(sample, "tasks-without-leader", "task", category="城乡建设", year="2022") == [("1.2",)]


def test_units_by_category(sample: Store) -> None:
    """A row for each heading in which a unit owns tasks; the largest units first, each with all that it owns."""
    columns = "unit_name total category_name tasks"

    rows = ask(sample, "units-by-category", columns, document=BREAKDOWN, limit=100)
    water = [row for row in rows if row[0] == "水务局"]

    assert [row[2:] for row in rows if row[0] == "财政局"] == [
        ("综合指标", 1),
        ("致力优化功能品质，共建田园城市新格局", 1),
        ("致力加强政府建设，共启干事创业新气象", 1),
        ("致力推动量质齐升，共谋产业升级新突破", 2),
        ("致力深化改革开放，共谱对外合作新篇章", 2),
    ]
    assert water == [
        ("水务局", 8, "致力优化功能品质，共建田园城市新格局", 2),
        ("水务局", 8, "致力推进生态建设，共绘美丽太仓新底色", 3),
        ("水务局", 8, "生态环境", 3),
    ]
    assert {row[0] for row in ask(sample, "units-by-category", columns, limit=2)} == {"发改委", "工信局"}


def test_what_comes_through_groups_is_in_no_matrix(sample: Store) -> None:
    """Only groups support the tasks of 太仓市, so there its units have no cell, however many members they are."""
    assert ask(sample, "units-by-category", "unit tasks", document=BREAKDOWN, supports=True) == []
    assert ask(sample, "units-by-official", "unit tasks", document=BREAKDOWN, supports=True) == []


def test_units_by_official(sample: Store) -> None:
    """水务局 owns eight tasks, all of them under 韩飚; a task with five leaders counts for each."""
    rows = ask(sample, "units-by-official", "unit_name total official_name tasks", year=2021, limit=100)

    assert [row for row in rows if row[0] == "水务局"] == [
        ("水务局", 8, "韩飚", 8),
        ("水务局", 8, "郑丙华", 3),
        ("水务局", 8, "吴敬宇", 2),
        ("水务局", 8, "邵建", 2),
        ("水务局", 8, "汪香元", 1),
    ]
