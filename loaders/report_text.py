"""The load report in short, as the graph keeps it with the document: counts, and the findings by their rules."""

import json
from collections.abc import Sequence

from loaders.records import Json
from loaders.report import Finding, Report

_MOST_OF_A_RULE, _LONGEST_MESSAGE = 200, 400


def report_text(report: Report) -> str:
    """Return the report as one JSON object; of each rule the first findings are told, and how many the rest are."""
    parts = report.to_json() | {"findings": _by_rule(report.findings), "checks": _by_rule(report.checks)}
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _by_rule(findings: Sequence[Finding]) -> list[Json]:
    """Return the findings of each rule and severity together, in the order in which the first of them came."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        grouped.setdefault((each.rule, each.severity), []).append(each)
    return [
        {
            "rule": rule,
            "severity": severity,
            "count": len(found),
            "items": [_shown(each) for each in found[:_MOST_OF_A_RULE]],
            "rest": max(len(found) - _MOST_OF_A_RULE, 0),
        }
        for (rule, severity), found in grouped.items()
    ]


def _shown(finding: Finding) -> Json:
    parts = {"place": finding.place, "task": finding.task, "message": finding.message, "message_zh": finding.message_zh}
    return {name: _cut(text) for name, text in parts.items() if text}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"
