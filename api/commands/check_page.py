"""Findings as one page that works offline: nothing is loaded, nothing runs, every text is a text of the page's tree."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from api.commands.checked import SEVERITIES, Checked
from api.commands.output import visible
from loaders import Finding
from loaders.checks.rules import Rule, place_in_chinese
from loaders.notice import UNKNOWN

_STYLE = Path(__file__).parents[1] / "static" / "check.css"
_SHOWN_AS = {"warning": ("须改", "warning"), "note": ("提示", "note")}


def check_page(checked: Sequence[Checked], failed: Mapping[str, str]) -> str:
    """Return the page: the findings of each file, rule by rule, in Chinese and, at a click, in English."""
    style = _STYLE.read_text(encoding="utf-8")
    title = _make("h1", *_both("送印前核查", "What to look at before it goes out"))
    body = _make(
        "body",
        _make("input", type="radio", name="language", id="zh", checked="checked"),
        _make("label", "中文", **{"for": "zh"}),
        _make("input", type="radio", name="language", id="en"),
        _make("label", "English", **{"for": "en"}),
        _make("main", title, *map(_document, checked, range(len(checked))), *_not_read(failed)),
    )
    page = _make("html", _head(style), body, lang="zh-CN")
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html")


def _head(style: str) -> Element:
    """Return the head, with a policy that allows this style by its hash and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _make(
        "head",
        _make("meta", charset="utf-8"),
        _make("meta", content=policy, **{"http-equiv": "Content-Security-Policy"}),
        _make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _make("title", "zerentu check"),
        _make("style", style),
    )


def _document(checked: Checked, place: int) -> Element:
    facts = checked.extraction.facts
    title = facts.title if facts.title != UNKNOWN else checked.file.name
    named = " · ".join(part for part in (facts.number, str(checked.file)) if part != UNKNOWN)
    anchors = {rule.name: f"{place}-{rule.name}" for rule, _ in checked.by_rule()}
    contents = [_contents(checked, anchors)] if checked.findings else []
    rules = [_rule(rule, findings, anchors[rule.name]) for rule, findings in checked.by_rule()]
    heading = (_make("h2", title), _make("p", named, kind="file"), _make("p", *_total(checked), kind="total"))
    return _make("article", *heading, *contents, *rules)


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
        _make("a", _count(found), *_both(rule.zh, rule.en), href=f"#{anchors[rule.name]}")
        for rule, found in checked.by_rule()
    ]
    return _make("ul", *(_make("li", link) for link in links), kind="contents")


def _rule(rule: Rule, findings: Sequence[Finding], anchor: str) -> Element:
    title = _make("summary", _count(findings), _make("strong", *_both(rule.zh, rule.en)), _make("code", rule.name))
    cure = [_make("p", *_both(rule.cure_zh, rule.cure_en), kind="cure")] if rule.cure_zh else []
    return _make("details", title, *cure, _make("ol", *map(_finding, findings)), open="open", id=anchor)


def _count(findings: Sequence[Finding]) -> Element:
    most = max((finding.severity for finding in findings), key=SEVERITIES.index)
    return _make("span", str(len(findings)), kind=f"count {most}")


def _finding(finding: Finding) -> Element:
    severity = _make("span", *_both(*_SHOWN_AS[finding.severity]), kind=f"severity {finding.severity}")
    task = [_make("b", finding.task)] if finding.task else []
    said = _make("span", *_both(finding.message_zh or finding.message, finding.message))
    place = _make("small", *_both(place_in_chinese(finding.place), finding.place))
    return _make("li", severity, *task, said, place, *_related(finding))


def _related(finding: Finding) -> list[Element]:
    if not finding.related:
        return []
    chinese = "；".join(map(place_in_chinese, finding.related))
    return [_make("small", *_both(f"参见：{chinese}", f"see also: {'; '.join(finding.related)}"))]


def _not_read(failed: Mapping[str, str]) -> list[Element]:
    if not failed:
        return []
    title = _make("h2", *_both("未能读取的文件", "Files that could not be read"))
    return [_make("article", title, _make("ul", *(_make("li", why) for why in failed.values())))]


def _both(chinese: str, english: str) -> tuple[Element, Element]:
    """Return a text in both languages, of which the page shows one."""
    return _make("span", chinese, kind="zh"), _make("span", english, kind="en", lang="en")


def _make(tag: str, *content: Element | str, kind: str = "", **attributes: str) -> Element:
    """Return an element with its class, its attributes, and either a text or elements in it."""
    element = Element(tag, {**({"class": kind} if kind else {}), **attributes})
    for each in content:
        if isinstance(each, str):
            element.text = visible(each)
        else:
            element.append(each)
    return element
