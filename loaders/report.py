"""The load report: what was read, what was cleaned or inherited, and what a careful reader should look at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.records import DUTIES, Assignment, Json


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the rule that saw it, where, and what was done about it.

    ``severity`` is ``note`` (read as it should be, worth a look) or ``warning`` (something was not read or not known,
    or is to be put right). ``task`` is the annex and row of the task that it is about (1.2), where it is about one;
    ``related`` are other places that it speaks of.
    """

    rule: str
    place: str
    message: str
    severity: str = "note"
    task: str = ""
    message_zh: str = ""
    related: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.place}: {self.message} [{self.rule}]" if self.place else f"{self.message} [{self.rule}]"

    def to_json(self) -> dict[str, Json]:
        """Return the parts that are known."""
        parts: dict[str, Json] = {
            "rule": self.rule,
            "severity": self.severity,
            "place": self.place,
            "message": self.message,
            "task": self.task,
            "message_zh": self.message_zh,
            "related": list(self.related),
        }
        always = ("rule", "severity", "place", "message")
        return {name: part for name, part in parts.items() if part or name in always}


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of what was read, and in document order the findings of reading and those of the checks of a draft."""

    tasks: int
    annexes: dict[int, int]
    edges: dict[str, int]
    inherited: dict[str, int]
    cleaned_cells: int
    findings: tuple[Finding, ...] = field(default=())
    sections: int = 0
    checks: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return the report for ``--json`` and for the answer to a load."""
        return {
            "tasks": self.tasks,
            "sections": self.sections,
            "annexes": {str(annex): count for annex, count in self.annexes.items()},
            "edges": dict(self.edges),
            "inherited": dict(self.inherited),
            "cleaned_cells": self.cleaned_cells,
            "findings": [one.to_json() for one in self.findings],
            "checks": [one.to_json() for one in self.checks],
        }


def make_report(
    records: Iterable[Assignment], findings: Iterable[Finding], cleaned_cells: int, sections: int = 0
) -> Report:
    """Count the records: tasks by annex, edges by type, and how many edges rest on an inherited cell."""
    records = tuple(records)
    edges: Counter[str] = Counter(dict.fromkeys(DUTIES.values(), 0))
    inherited: Counter[str] = Counter(dict.fromkeys(DUTIES.values(), 0))
    for record in records:
        for role, duties in record.duties.items():
            for duty in duties:
                edges[DUTIES[role]] += len(duty.names)
                inherited[DUTIES[role]] += len(duty.names) if duty.inherited else 0
    annexes = Counter(record.annex for record in records)
    return Report(len(records), dict(annexes), dict(edges), dict(inherited), cleaned_cells, tuple(findings), sections)
