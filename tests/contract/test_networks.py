"""The network analyses on each engine, with what can be checked by hand in ``data/rows.jsonl`` and sample.py."""

from graph.store import Store
from tests.contract.answers import ask


def test_a_path_leads_from_task_to_task(sample: Store) -> None:
    """审计局 stands only in 1.130 with 财政局; 海事局 in 1.82 with 交运局; 1.67 joins the two."""
    columns = "step unit_name task other_name"

    rows = ask(sample, "path-between-units", columns, unit="审计局", other="海事局")

    assert rows == [
        (1, "审计局", "1.130", "财政局"),
        (2, "财政局", "1.67", "交运局"),
        (3, "交运局", "1.82", "海事局"),
    ]


def test_units_of_one_task_are_one_step_apart(sample: Store) -> None:
    """The number of common tasks stands beside the first of them; the other place has two units of these names."""
    columns = "jurisdiction step unit_name task tasks other_name"

    rows = ask(sample, "path-between-units", columns, unit="住建局", other="交运局", jurisdiction="云溪县")

    assert rows == [("x-c10d5e2f", 1, "住建局", "1.1", 1, "交运局")]


def test_no_path_is_an_empty_answer(sample: Store) -> None:
    """A unit that shares no task, a unit that is not known, and a unit with itself."""
    assert ask(sample, "path-between-units", "step", unit="发改委", other="财政局", jurisdiction="云溪县") == []
    assert ask(sample, "path-between-units", "step", unit="审计局", other="没有") == []
    assert ask(sample, "path-between-units", "step", unit="审计局", other="审计局") == []


def test_brokers_stand_between_others(sample: Store) -> None:
    """In 云溪县 three units share one task, so nobody stands between; 工信局 has most paths in 太仓市."""
    columns = "unit_name betweenness partners tasks"

    county = ask(sample, "brokers", columns, jurisdiction="云溪县")
    city = ask(sample, "brokers", columns, jurisdiction="太仓市", limit=1)

    assert county == [
        ("交运局", 0, 2, 1),
        ("住建局", 0, 2, 1),
        ("发改委", 0, 0, 1),
        ("教育局", 0, 0, 1),
        ("财政局", 0, 2, 1),
    ]
    assert city[0][0] == "工信局"
    assert city[0][2:] == (22, 19)


def test_communities_are_numbered_by_size(sample: Store) -> None:
    """The three units of the bridge are one circle, the other two each their own; a unit without tasks is in none."""
    rows = ask(sample, "communities", "community size unit_name partners_inside partners", jurisdiction="云溪县")

    assert rows == [
        (1, 3, "交运局", 2, 2),
        (1, 3, "住建局", 2, 2),
        (1, 3, "财政局", 2, 2),
        (2, 1, "发改委", 0, 0),
        (3, 1, "教育局", 0, 0),
    ]


def test_communities_hold_every_owning_unit_once(sample: Store) -> None:
    """The 56 units of 太仓市 are divided among communities whose sizes add up."""
    rows = ask(sample, "communities", "unit community size", jurisdiction="太仓市")

    assert len({unit for unit, _, _ in rows}) == len(rows) == 56
    assert sum(size for _, size in {(community, size) for _, community, size in rows}) == 56


def test_the_core_is_where_everyone_has_most_partners(sample: Store) -> None:
    """1.32 and 1.67 and 1.84 have eight owners each, so everyone in them has seven partners: core 7."""
    rows = ask(sample, "core-and-periphery", "unit_name core is_core", jurisdiction="太仓市")
    county = ask(sample, "core-and-periphery", "unit_name core is_core", jurisdiction="云溪县")

    assert {"水务局", "城管局", "城厢镇", "组织部"} <= {name for name, core, _ in rows if core >= 7}
    assert county[:3] == [("交运局", 2, True), ("住建局", 2, True), ("财政局", 2, True)]
    assert county[3:] == [("发改委", 0, False), ("教育局", 0, False)]
