"""All checks of a draft, and what they find in it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from loaders.checks.draft import Draft, make_draft
from loaders.checks.duties import no_leader, no_owner, several_owners_no_lead
from loaders.checks.names import two_names
from loaders.checks.numbering import numbering_gap
from loaders.checks.pattern import leader_breaks_pattern
from loaders.checks.promises import no_deadline, no_target
from loaders.checks.repeats import same_promise
from loaders.checks.rules import task_number
from loaders.checks.slips import slip_of_the_pen
from loaders.report import Finding
from loaders.result import Extraction

CHECKS: tuple[Callable[[Draft], Iterable[Finding]], ...] = (
    no_owner,
    several_owners_no_lead,
    no_leader,
    no_deadline,
    no_target,
    same_promise,
    two_names,
    slip_of_the_pen,
    numbering_gap,
    leader_breaks_pattern,
)
"""The checks in the order of rules.yml: each looks at the whole draft for one thing."""


def with_checks(extraction: Extraction) -> Extraction:
    """Return what was read with what the checks find in it in its report."""
    return replace(extraction, report=replace(extraction.report, checks=check(extraction)))


def check(extraction: Extraction) -> tuple[Finding, ...]:
    """Return what a supervision office would ask about a draft: first of the whole, then task by task."""
    draft = make_draft(extraction.facts, extraction.records)
    places = {task_number(record): place for place, record in enumerate(draft.records)}
    findings = [finding for each in CHECKS for finding in each(draft)]
    return tuple(sorted(findings, key=lambda finding: places.get(finding.task, -1)))
