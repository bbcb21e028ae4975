"""All checks together: on the sample, in order, and their rules."""

import json
import re
import time
from collections import Counter
from pathlib import Path

from loaders import extract_file
from loaders.checks import all_rules, check, check_rules, place_in_chinese
from loaders.checks.registry import CHECKS
from tests.loaders.drafts import checked, drawn

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "taicang-2021-breakdown.txt"
ROWS = [json.loads(line) for line in (ROOT / "data" / "rows.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_sample_has_the_findings_that_a_reader_makes() -> None:
    """Read off the document by hand: 74 tasks have several owners, 1.42 is the one that breaks a pattern.

    Nothing is owned by nobody, numbered wrongly, promised twice in nearly the same words, or misspelt.
    """
    findings = extract_file(SAMPLE).report.checks

    several = [f"{row['annex']}.{row['row']}" for row in ROWS if len(row["owners"]) > 1]
    assert [one.task for one in findings if one.rule == "several-owners-no-lead"] == several
    others = Counter(one.rule for one in findings if one.rule not in {"several-owners-no-lead", "no-target"})
    assert others == {"no-deadline": 1, "leader-breaks-pattern": 1}


def test_the_pattern_that_the_sample_breaks_is_as_said() -> None:
    """发改委 alone owns 1.1, 1.6, 1.8, 1.9, 1.10, 1.102 and 1.112 under 吴敬宇, and 1.42 (对口帮扶) under 韩飚."""
    (finding,) = [one for one in extract_file(SAMPLE).report.checks if one.rule == "leader-breaks-pattern"]

    assert finding.task == "1.42"
    assert finding.place == "table 1, row 42, column 4, line 416"
    assert finding.message == (
        "发改委 stands under 吴敬宇 in 7 of the 8 tasks that it owns alone (1.1、1.6、1.8、1.9、1.10 …); "
        "here under 韩飚"
    )


def test_checking_the_sample_takes_a_moment() -> None:
    """Loading is not slowed down by it: some 20 ms, on any machine well below half a second."""
    extraction = extract_file(SAMPLE)

    start = time.process_time()
    check(extraction)

    assert time.process_time() - start < 0.5


def test_findings_stand_in_the_order_of_the_document() -> None:
    """What is said of the whole comes first, then task by task, whatever the rule."""
    rows = [
        ("1", "修通环湖路。", "张三丰", ""),
        ("2", "新建水厂。", "", "水务局、住建局"),
        ("4", "扩建一中。", "张三丰", "教育局"),
    ]
    document = drawn(rows, ("序号", "任务", "分管领导", "责任单位"))

    findings = checked(document)

    assert [(one.task, one.rule) for one in findings if one.rule != "no-target"] == [
        ("", "no-deadline"),
        ("1.1", "no-owner"),
        ("1.2", "several-owners-no-lead"),
        ("1.2", "no-leader"),
        ("1.3", "numbering-gap"),
    ]


def test_every_rule_has_a_check_and_words_in_both_languages() -> None:
    """The function of a rule is named like it; every form of a message takes the same words in both languages."""
    rules = check_rules()

    assert [each.__name__.replace("_", "-") for each in CHECKS] == list(rules)
    for rule in rules.values():
        assert rule.severity in {"note", "warning"}
        assert all((rule.zh, rule.en, rule.cure_zh, rule.cure_en, rule.messages))
        for said in rule.messages.values():
            assert not set(re.findall(r"\{(\w+)\}", said["en"])) - set(re.findall(r"\{(\w+)\}", said["zh"]))


def test_the_rules_of_reading_have_titles_as_well() -> None:
    """Those that the reference of findings lists: the page and SARIF show them beside the others."""
    page = (ROOT / "docs/reference/records.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z-]+)` \| (?:note|warning)", page, re.MULTILINE))

    assert listed <= all_rules().keys()


def test_a_place_is_said_in_chinese() -> None:
    """As locators and findings write it."""
    assert place_in_chinese("table 1, row 2, column 4, lines 37-38") == "表1，第2行，第4栏，文本第37—38行"
    assert place_in_chinese("item 3, line 14, page 2") == "第3项，文本第14行，第2页"
    assert place_in_chinese("document") == "全文"
    assert place_in_chinese("sheet Plan") == "sheet Plan"
