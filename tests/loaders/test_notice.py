"""Document facts from the notice: found, given, or unknown and said so."""

from collections.abc import Sequence

import pytest

from graph.errors import InputError
from loaders.blocks import Paragraph, Place
from loaders.notice import Facts, Options, read_facts
from loaders.report import Finding

NOTICE = (
    "太政办〔2023〕7号",
    "关于印发2023年民生实事",
    "任务分解表的通知",
    "",
    "各镇人民政府，太仓高新区管委会，市各有关部门：",
    "现将任务分解表印发给你们，请认真组织实施。",
    "附件：1．2023年民生实事任务分解表",
    "2023年3月5日",
)


def facts_of(lines: Sequence[str], options: Options | None = None) -> tuple[Facts, list[Finding]]:
    """Read the facts of a notice given line by line."""
    blocks = [Paragraph(line, Place(number, number)) for number, line in enumerate(lines, start=1) if line]
    return read_facts(blocks, "\n".join(lines).encode(), "plan.txt", options)


def unknown(findings: list[Finding]) -> list[str]:
    """Return the first word of each finding on an unknown fact."""
    return [finding.message.split()[0] for finding in findings if finding.rule == "unknown-fact"]


def test_number_title_date_year_kind_and_addressees_are_found() -> None:
    """A title may run over two lines."""
    facts, findings = facts_of(NOTICE)

    assert facts.number == "太政办〔2023〕7号"
    assert facts.title == "关于印发2023年民生实事任务分解表的通知"
    assert (facts.issued_on, facts.year, facts.kind) == ("2023-03-05", 2023, "breakdown")
    assert facts.addressees == "各镇人民政府，太仓高新区管委会，市各有关部门"
    assert unknown(findings) == []


def test_the_place_is_the_one_that_name_and_number_agree_on() -> None:
    """太仓 is named, and the number begins with 太; the evidence is said."""
    facts, findings = facts_of(NOTICE)

    assert facts.document == "320585:太政办〔2023〕7号"
    assert findings[0].rule == "jurisdiction"


def test_what_is_not_found_is_unknown_and_said() -> None:
    """Nothing is guessed: each unknown fact names the option that gives it."""
    facts, findings = facts_of(["任务如下。"])

    assert (facts.number, facts.title, facts.kind, facts.issued_on, facts.year) == ("unknown",) * 4 + (0,)
    assert facts.jurisdiction.code.startswith("x-")
    assert facts.document == f"{facts.jurisdiction.code}:{facts.sha256[:12]}"
    assert unknown(findings) == ["jurisdiction", "number", "title", "kind", "issued-on", "year"]
    assert "give it with --year" in findings[-1].message


def test_facts_that_are_given_win() -> None:
    """The caller knows better than the notice."""
    given = Options(jurisdiction="320583", year=2024, number="昆政发〔2024〕1号", kind="progress")

    facts, findings = facts_of(NOTICE, given)

    assert facts.document == "320583:昆政发〔2024〕1号"
    assert (facts.year, facts.kind) == (2024, "progress")
    assert unknown(findings) == []


def test_a_place_given_by_a_name_that_several_bear_is_refused_with_their_codes() -> None:
    """朝阳区 lies in two cities."""
    with pytest.raises(InputError, match=r"朝阳区.*110105, 220104"):
        facts_of(NOTICE, Options(jurisdiction="朝阳区"))
    with pytest.raises(InputError, match="not in GB/T 2260"):
        facts_of(NOTICE, Options(jurisdiction="青禾县"))


def test_the_issuer_s_full_name_tells_the_place() -> None:
    """A notice without a number names who issued it; a document it cites between 《》 does not count."""
    facts, _ = facts_of(
        ["昆山市人民政府关于2022年重点工作任务分解的通知", "根据《苏州市人民政府工作报告》，制定本表。"]
    )

    assert facts.jurisdiction.name == "昆山市"


def test_a_place_that_is_only_named_is_not_taken() -> None:
    """A notice sent to two places, without a number, may come from anywhere."""
    facts, findings = facts_of(["关于印发2022年任务分解表的通知", "太仓市、昆山市各有关部门：", "现印发给你们。"])

    assert facts.jurisdiction.level == "unknown"
    assert "jurisdiction" in unknown(findings)


def test_a_city_s_notice_to_its_own_counties_is_the_city_s() -> None:
    """苏 stands for 苏州 as for 江苏; only 苏州 is named with its counties."""
    facts, _ = facts_of(["苏府〔2022〕3号", "关于分解2022年苏州重点工作任务的通知", "太仓市、昆山市人民政府："])

    assert facts.jurisdiction.name == "苏州市"


def test_a_year_that_the_title_does_not_settle_is_unknown() -> None:
    """Two years in a title are no year."""
    facts, findings = facts_of(["关于2022年总结和2023年任务分解的通知", "各单位："])

    assert facts.year == 0
    assert "year" in unknown(findings)


def test_a_date_in_chinese_numerals_is_read() -> None:
    """二〇二三年十二月二十一日 is 2023-12-21."""
    facts, _ = facts_of([*NOTICE[:-1], "二〇二三年十二月二十一日"])

    assert facts.issued_on == "2023-12-21"


@pytest.mark.parametrize(
    "sentence",
    ["责任分解中，列第一位的责任单位为牵头单位。", "排名第一的单位为牵头单位，下同。", "第一责任单位为牵头单位。"],
)
def test_a_sentence_of_the_document_may_say_that_the_first_owner_leads(sentence: str) -> None:
    """Then it holds for all; the report quotes it."""
    facts, findings = facts_of([*NOTICE, sentence])

    assert facts.owner_order == "first_leads"
    assert findings[-1].rule == "owner-order"


def test_without_such_a_sentence_the_order_is_unknown() -> None:
    """Never assumed: a first place in a ranking is no lead."""
    facts, _ = facts_of([*NOTICE, "我市考核成绩列全省第一位，是历史最好水平。"])

    assert facts.owner_order == "unknown"
