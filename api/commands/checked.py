"""A file that was checked: which of its findings are asked for, and how they are grouped."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from loaders import Extraction, Finding, Report
from loaders.checks.rules import Rule, all_rules, titled

SEVERITIES = ("note", "warning")
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings are asked for: those of the rules (all where none is named) that are not ignored."""

    rules: frozenset[str]
    ignored: frozenset[str]
    severity: str = SEVERITIES[0]

    def of(self, report: Report) -> tuple[Finding, ...]:
        """Return the findings that are asked for, rule by rule, those of reading last."""
        order = {name: place for place, name in enumerate(all_rules())}
        wanted = [finding for finding in (*report.checks, *report.findings) if self._wants(finding)]
        return tuple(sorted(wanted, key=lambda finding: order.get(finding.rule, len(order))))

    def _wants(self, finding: Finding) -> bool:
        is_asked_for = not self.rules or finding.rule in self.rules
        is_severe = SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.severity)
        return is_asked_for and is_severe and finding.rule not in self.ignored


def select(rules: Sequence[str], ignored: Sequence[str], severity: str) -> Selection:
    """Return the selection that options ask for.

    Raises:
        InputError: there is no such rule.
    """
    for name in (*rules, *ignored):
        if name not in all_rules():
            raise InputError(f"there is no rule {name!r}; the rules are {', '.join(all_rules())}")
    return Selection(frozenset(rules), frozenset(ignored), severity)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with what was read from it and the findings that are asked for, rule by rule."""

    file: Path
    extraction: Extraction
    findings: tuple[Finding, ...]

    def by_rule(self) -> list[tuple[Rule, list[Finding]]]:
        """Return the findings of each rule."""
        names = dict.fromkeys(finding.rule for finding in self.findings)
        return [(titled(name), [one for one in self.findings if one.rule == name]) for name in names]

    def to_json(self) -> dict[str, object]:
        """Return the file, its document and its findings for ``--format json``."""
        return {
            "file": str(self.file),
            "document": self.extraction.facts.document,
            "tasks": len(self.extraction.records),
            "counts": {rule.name: len(findings) for rule, findings in self.by_rule()},
            "findings": [finding.to_json() for finding in self.findings],
        }
