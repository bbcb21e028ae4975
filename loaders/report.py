"""The load report: what was read, what was cleaned or inherited, and what a careful reader should look at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.records import DUTIES, Assignment, Json


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the rule that saw it, where, and what was done about it.

    ``severity`` is ``note`` (read as it should be, worth a look) or ``warning`` (something was not read or not known).
    """

    rule: str
    place: str
    message: str
    severity: str = "note"

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.place}: {self.message} [{self.rule}]" if self.place else f"{self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of what was read, and the findings in document order."""

    tasks: int
    annexes: dict[int, int]
    edges: dict[str, int]
    inherited: dict[str, int]
    cleaned_cells: int
    findings: tuple[Finding, ...] = field(default=())

    def to_json(self) -> dict[str, Json]:
        """Return the report for ``--json`` and for the answer to a load."""
        return {
            "tasks": self.tasks,
            "annexes": {str(annex): count for annex, count in self.annexes.items()},
            "edges": dict(self.edges),
            "inherited": dict(self.inherited),
            "cleaned_cells": self.cleaned_cells,
            "findings": [
                {"rule": one.rule, "severity": one.severity, "place": one.place, "message": one.message}
                for one in self.findings
            ],
        }


def make_report(records: Iterable[Assignment], findings: Iterable[Finding], cleaned_cells: int) -> Report:
    """Count the records: tasks by annex, edges by type, and how many edges rest on an inherited cell."""
    records = tuple(records)
    edges: Counter[str] = Counter(dict.fromkeys(DUTIES.values(), 0))
    inherited: Counter[str] = Counter(dict.fromkeys(DUTIES.values(), 0))
    for record in records:
        for role, duties in record.duties.items():
            edges[DUTIES[role]] += sum(len(duty.names) for duty in duties)
            inherited[DUTIES[role]] += sum(len(duty.names) for duty in duties if duty.inherited)
    annexes = Counter(record.annex for record in records)
    return Report(len(records), dict(annexes), dict(edges), dict(inherited), cleaned_cells, tuple(findings))
