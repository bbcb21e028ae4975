"""The load report in lines for people."""

from collections.abc import Iterator, Sequence

from loaders import Finding, Report

_SHOWN = 3


def report_lines(report: Report) -> list[str]:
    """Return what was read, how much of it is inherited or was cleaned, and every finding with its place.

    What the checks found is a line a rule; ``zerentu check`` says all of it.
    """
    lines = [_held(report)]
    lines += [f"{name}: {count}, of which inherited {report.inherited[name]}" for name, count in report.edges.items()]
    lines.append(f"cleaned cells: {report.cleaned_cells}")
    warnings = sum(finding.severity == "warning" for finding in report.findings)
    lines.append(f"findings: {len(report.findings)}, of which warnings {warnings}")
    lines += [f"  {finding.severity}: {finding}" for finding in report.findings]
    return [*lines, *_check_lines(report.checks)]


def _check_lines(checks: Sequence[Finding]) -> Iterator[str]:
    if checks:
        warnings = sum(finding.severity == "warning" for finding in checks)
        yield f"checks of the draft: {len(checks)}, of which warnings {warnings}; zerentu check shows them"
    for rule in dict.fromkeys(finding.rule for finding in checks):
        found = [finding for finding in checks if finding.rule == rule]
        places = ", ".join(finding.task or finding.place for finding in found[:_SHOWN])
        yield f"  {rule}: {len(found)} ({places}{' …' if len(found) > _SHOWN else ''})"


def _held(report: Report) -> str:
    if report.sections:
        return f"{report.tasks} tasks, {report.sections} sections"
    annexes = ", ".join(f"annex {annex}: {count}" for annex, count in report.annexes.items())
    return f"{report.tasks} tasks ({annexes})"
