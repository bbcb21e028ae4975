"""The checks of names: one body under two names, and slips of the pen."""

from collections.abc import Sequence

import pytest

from tests.loaders.drafts import found, table

TOWN = "320585"
"""太仓市, where 市 in front of an office's name is its own level word."""


def owners(*names: str) -> str:
    """Return a table whose tasks are owned by these, one each."""
    return table(
        [(str(at), f"完成第{at}批工程{at}处。", "张三丰", name, "年底") for at, name in enumerate(names, start=1)]
    )


def leaders(*names: str) -> str:
    """Return a table whose tasks stand under these, one each."""
    return table(
        [(str(at), f"完成第{at}批工程{at}处。", name, "交通局", "年底") for at, name in enumerate(names, start=1)]
    )


def test_two_names_of_one_body_are_found() -> None:
    """At the first place of the one that is printed less often."""
    (finding,) = found(owners("市发改委", "市发改委", "发展和改革委员会", "市水务局"), "two-names", TOWN)

    assert (finding.task, finding.severity) == ("1.3", "warning")
    assert finding.message == "发展和改革委员会 (1 times) and 市发改委 (2 times) are one body"
    assert [place.partition(", line")[0] for place in finding.related] == ["table 1, row 1, column 4"]


def test_one_name_throughout_is_no_finding() -> None:
    """However often it is printed."""
    assert found(owners("市发改委", "市发改委", "市水务局"), "two-names", TOWN) == []


def test_a_short_name_may_be_that_of_a_full_one() -> None:
    """The reviewed table does not know them: said as likely, never as so."""
    (finding,) = found(owners("城投集团", "城市建设投资集团", "城投集团"), "two-names", TOWN)

    assert (finding.severity, finding.task) == ("note", "1.2")
    assert finding.message_zh == "“城市建设投资集团”（1次）与“城投集团”（2次）可能是同一单位"


@pytest.mark.parametrize(
    "names",
    [
        ("市税务局", "市水务局"),
        ("税务局", "水务局", "商务局"),
        ("公安局", "公安局交警大队"),
        ("港区", "港口管委会"),
        ("各镇（区）", "各有关镇（区）"),
        ("编办", "市委办"),
    ],
    ids="、".join,
)
def test_other_bodies_are_no_candidates(names: Sequence[str]) -> None:
    """Known bodies, parts of a body, and phrases for several."""
    assert found(owners(*names), "two-names", TOWN) == []


def test_an_official_one_character_away_is_found() -> None:
    """汪香园 once, 汪香元 four times."""
    (finding,) = found(leaders("汪香元", "汪香元", "汪香园", "汪香元", "汪香元"), "slip-of-the-pen")

    assert (finding.task, finding.severity) == ("1.3", "warning")
    assert finding.message_zh == "“汪香园”只出现1次，与出现4次的“汪香元”只差一处，可能是笔误"
    assert "column 3" in finding.place


def test_characters_in_the_wrong_order_are_found() -> None:
    """Two neighbours that changed places."""
    (finding,) = found(leaders("汪香元", "汪香元", "汪元香", "汪香元"), "slip-of-the-pen")

    assert finding.task == "1.3"


@pytest.mark.parametrize(
    "names",
    [
        ("汪香元", "汪香园"),
        ("汪香元", "汪香元", "汪香园", "汪香园"),
        ("汪香元", "汪香元", "汪香元", "汪明远"),
        ("汪香元", "汪香元", "汪香元", "汪香元、汪香园"),
    ],
    ids=["not often", "twice", "two characters away", "both in one cell"],
)
def test_other_officials_are_no_slips(names: Sequence[str]) -> None:
    """A name that stands often enough, far enough away or beside the other is meant as it stands."""
    assert found(leaders(*names), "slip-of-the-pen") == []


def test_of_a_short_name_it_is_a_note() -> None:
    """张顺 and 张项 are more likely two persons than 汪香元 and 汪香园."""
    (finding,) = found(leaders("张顺", "张顺", "张项", "张顺"), "slip-of-the-pen")

    assert (finding.task, finding.severity) == ("1.3", "note")


def test_a_merged_cell_prints_a_slip_once() -> None:
    """The blank cells below it repeat what it says and print nothing."""
    (finding,) = found(leaders("汪香元", "汪香元", "汪香元", "汪香园", ""), "slip-of-the-pen")

    assert finding.task == "1.4"
    assert "stands here only" in finding.message


def test_a_unit_one_character_away_is_found() -> None:
    """生态坏境局 once."""
    (finding,) = found(owners("生态环境局", "生态环境局", "生态坏境局", "生态环境局"), "slip-of-the-pen")

    assert (finding.task, finding.severity) == ("1.3", "warning")


@pytest.mark.parametrize(
    ("often", "once"),
    [
        ("水务局", "税务局"),
        ("教育局", "体育局"),
        ("城东街道", "城西街道"),
        ("财政局", "财政所"),
        ("市水务局", "水务局"),
    ],
)
def test_other_units_are_no_slips(often: str, once: str) -> None:
    """Known bodies, opposite places, other endings, and another name of the same body."""
    assert found(owners(often, often, often, once), "slip-of-the-pen", TOWN) == []
