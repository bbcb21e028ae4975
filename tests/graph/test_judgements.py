"""What judgements on names come to together. Expectations are written by hand; the alias table is the shipped one."""

import pytest

from graph.errors import InputError, JudgementError
from graph.judgements import Judgement, Verdict, decide, pair_of
from graph.jurisdictions import find_jurisdictions
from graph.units import UnitNames

[TAICANG] = find_jurisdictions("太仓市")


def judged(verdict: Verdict, kept: str, other: str, at: int = 0) -> Judgement:
    names = (kept, other) if kept < other else (other, kept)
    return Judgement(
        "320585", names, verdict, kept if verdict == "same" else "", "", "督查室", f"2026-01-01T00:00:{at:02}Z"
    )


def names(*judgements: Judgement) -> UnitNames:
    return UnitNames(TAICANG, decide(TAICANG, judgements))


def test_two_names_become_one() -> None:
    """However the other one is printed; the unit lists it as an alias, also with the place's word in front."""
    decided = names(judged("same", "老干部局", "老干局"))

    assert {decided.canonical(each) for each in ("老干局", "市老干局", "太仓市老干局", "老干部局")} == {"老干部局"}
    assert decided.canonical("财政局") == "财政局"
    assert decided.aliases("老干部局") == ("老干局", "市老干部局", "市老干局")


def test_a_name_takes_its_aliases_along() -> None:
    """发展和改革委员会 is 发改委 by the table, so it goes wherever 发改委 goes."""
    decided = names(judged("same", "发展改革局", "发改委"))

    assert decided.canonical("市发展和改革委员会") == "发展改革局"
    assert "发展和改革委员会" in decided.aliases("发展改革局")


def test_the_alias_table_can_be_overruled() -> None:
    """应急局 is 应急管理局 by the table; where somebody decided otherwise, each stands for itself."""
    decided = names(judged("different", "应急局", "应急管理局"))

    assert decided.canonical("市应急局") == "应急局"
    assert decided.canonical("市应急管理局") == "应急管理局"
    assert "应急局" not in decided.aliases("应急管理局")


def test_a_parted_name_may_be_joined_to_another() -> None:
    """The decisions on one name go before the table in both ways."""
    decided = names(judged("different", "应急局", "应急管理局"), judged("same", "消防大队", "应急局"))

    assert decided.canonical("应急局") == "消防大队"
    assert decided.canonical("应急管理局") == "应急管理局"


def test_judgements_chain_and_the_later_one_names() -> None:
    """A = B and B = C make one unit of the three, by the name that was decided on last."""
    first = [judged("same", "水利局", "水务局", 1), judged("same", "水务集团", "水利局", 2)]

    assert {names(*first).canonical(each) for each in ("水利局", "水务局", "水务集团")} == {"水务集团"}

    back = names(*first, judged("same", "水务局", "水务集团", 3))
    assert {back.canonical(each) for each in ("水利局", "水务局", "水务集团")} == {"水务局"}
    assert names(*reversed(first)).canonical("水务局") == "水务集团", "the order of the list says nothing"


def test_a_contradiction_is_refused() -> None:
    """A = B, B = C and A ≠ C cannot all hold, and the message says which."""
    three = [
        judged("same", "甲局", "乙局", 1),
        judged("same", "乙局", "丙局", 2),
        judged("different", "甲局", "丙局", 3),
    ]

    with pytest.raises(JudgementError, match="丙局 ≠ 甲局 cannot hold beside 乙局 = 甲局, 丙局 = 乙局"):
        decide(TAICANG, three)


def test_two_aliases_of_a_third_are_left_open() -> None:
    """市监局 and 市场监督管理局 are both 市场监管局: that they differ does not say which one it is."""
    with pytest.raises(JudgementError, match="say which of them is not 市场监管局"):
        decide(TAICANG, [judged("different", "市监局", "市场监督管理局")])


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("市财政局", "财政局", "both 财政局"),
        ("各镇（区）", "浏河镇", "stands for several"),
        ("财政局、税务局", "税务局", "no name of one unit"),
        ("", "税务局", "no name of one unit"),
        ("财政|局", "税务局", "no name of one unit"),
        ("财" * 61, "税务局", "no name of one unit"),
    ],
)
def test_only_names_of_units_are_judged(first: str, second: str, reason: str) -> None:
    """Groups, lists and one name twice are refused with what is wrong."""
    with pytest.raises(InputError, match=reason):
        pair_of(TAICANG, (first, second))


def test_a_pair_has_one_key() -> None:
    """Whoever says it, in which order and form."""
    assert (
        pair_of(TAICANG, ("市老干局", "老干部局")) == pair_of(TAICANG, ("老干部局", "老干局")) == ("老干局", "老干部局")
    )
    assert judged("same", "老干部局", "老干局").id == "320585:老干局|老干部局"


def test_a_judgement_is_kept_as_a_node() -> None:
    """Without what it does not say; read again it is the same."""
    for each in (judged("same", "老干部局", "老干局"), judged("different", "老干部局", "老干局")):
        assert Judgement.of(each.node()) == each
    assert judged("same", "老干部局", "老干局").node().properties["name"] == "老干局 = 老干部局"
    assert judged("same", "老干局", "老干部局").name == "老干部局 = 老干局"
    assert "kept" not in judged("different", "老干部局", "老干局").node().properties
