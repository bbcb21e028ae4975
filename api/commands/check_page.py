"""Findings as one page that works offline: nothing is loaded, nothing runs, every text is a text of the page's tree."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from api.commands.checked import SEVERITIES, Checked
from api.markup import make, page
from loaders import Finding
from loaders.checks.rules import Rule, place_in_chinese
from loaders.notice import UNKNOWN

_SHOWN_AS = {"warning": ("须改", "warning"), "note": ("提示", "note")}


def check_page(checked: Sequence[Checked], failed: Mapping[str, str]) -> str:
    """Return the page: the findings of each file, rule by rule, in Chinese and, at a click, in English."""
    title = make("h1", *_both("送印前核查", "What to look at before it goes out"))
    return page(
        "zerentu check",
        "check.css",
        make("input", type="radio", name="language", id="zh", checked="checked"),
        make("label", "中文", **{"for": "zh"}),
        make("input", type="radio", name="language", id="en"),
        make("label", "English", **{"for": "en"}),
        make("main", title, *map(_document, checked, range(len(checked))), *_not_read(failed)),
    )


def _document(checked: Checked, place: int) -> Element:
    facts = checked.extraction.facts
    title = facts.title if facts.title != UNKNOWN else checked.file.name
    named = " · ".join(part for part in (facts.number, str(checked.file)) if part != UNKNOWN)
    anchors = {rule.name: f"{place}-{rule.name}" for rule, _ in checked.by_rule()}
    contents = [_contents(checked, anchors)] if checked.findings else []
    rules = [_rule(rule, findings, anchors[rule.name]) for rule, findings in checked.by_rule()]
    heading = (make("h2", title), make("p", named, kind="file"), make("p", *_total(checked), kind="total"))
    return make("article", *heading, *contents, *rules)


def _total(checked: Checked) -> tuple[Element, Element]:
    tasks, count = len(checked.extraction.records), len(checked.findings)
    warnings = sum(finding.severity == "warning" for finding in checked.findings)
    if not count:
        return _both(f"{tasks}项任务，没有发现问题", f"{tasks} tasks, no findings")
    return _both(
        f"{tasks}项任务，{count}处需要核查，其中{warnings}处须改",
        f"{tasks} tasks, {count} findings, of which warnings {warnings}",
    )


def _contents(checked: Checked, anchors: Mapping[str, str]) -> Element:
    links = [
        make("a", _count(found), *_both(rule.zh, rule.en), href=f"#{anchors[rule.name]}")
        for rule, found in checked.by_rule()
    ]
    return make("ul", *(make("li", link) for link in links), kind="contents")


def _rule(rule: Rule, findings: Sequence[Finding], anchor: str) -> Element:
    title = make("summary", _count(findings), make("strong", *_both(rule.zh, rule.en)), make("code", rule.name))
    cure = [make("p", *_both(rule.cure_zh, rule.cure_en), kind="cure")] if rule.cure_zh else []
    return make("details", title, *cure, make("ol", *map(_finding, findings)), open="open", id=anchor)


def _count(findings: Sequence[Finding]) -> Element:
    most = max((finding.severity for finding in findings), key=SEVERITIES.index)
    return make("span", str(len(findings)), kind=f"count {most}")


def _finding(finding: Finding) -> Element:
    severity = make("span", *_both(*_SHOWN_AS[finding.severity]), kind=f"severity {finding.severity}")
    task = [make("b", finding.task)] if finding.task else []
    said = make("span", *_both(finding.message_zh or finding.message, finding.message))
    place = make("small", *_both(place_in_chinese(finding.place), finding.place))
    return make("li", severity, *task, said, place, *_related(finding))


def _related(finding: Finding) -> list[Element]:
    if not finding.related:
        return []
    chinese = "；".join(map(place_in_chinese, finding.related))
    return [make("small", *_both(f"参见：{chinese}", f"see also: {'; '.join(finding.related)}"))]


def _not_read(failed: Mapping[str, str]) -> list[Element]:
    if not failed:
        return []
    title = make("h2", *_both("未能读取的文件", "Files that could not be read"))
    return [make("article", title, make("ul", *(make("li", why) for why in failed.values())))]


def _both(chinese: str, english: str) -> tuple[Element, Element]:
    """Return a text in both languages, of which the page shows one."""
    return make("span", chinese, kind="zh"), make("span", english, kind="en", lang="en")
