"""The load report in lines for people."""

from loaders import Report


def report_lines(report: Report) -> list[str]:
    """Return what was read, how much of it is inherited or was cleaned, and every finding with its place."""
    annexes = ", ".join(f"annex {annex}: {count}" for annex, count in report.annexes.items())
    lines = [f"{report.tasks} tasks ({annexes})"]
    lines += [f"{name}: {count}, of which inherited {report.inherited[name]}" for name, count in report.edges.items()]
    lines.append(f"cleaned cells: {report.cleaned_cells}")
    warnings = sum(finding.severity == "warning" for finding in report.findings)
    lines.append(f"findings: {len(report.findings)}, of which warnings {warnings}")
    return lines + [f"  {finding.severity}: {finding}" for finding in report.findings]
