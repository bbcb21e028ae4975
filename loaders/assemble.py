"""Assignments and document facts → one batch of nodes and edges (design, §2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Batch, Value
from graph.units import Decisions, UnitNames
from loaders.bodies import Bodies, first_clause
from loaders.graph_parts import GraphParts
from loaders.notice import Facts
from loaders.records import DUTIES, Assignment, Duty, Section, Target, section_id
from loaders.report import Report
from loaders.report_text import report_text

_DASHES = "—–―-─"


def assemble(
    facts: Facts,
    records: Sequence[Assignment],
    sections: Sequence[Section] = (),
    report: Report | None = None,
    decisions: Decisions | None = None,
) -> Batch:
    """Return the batch of one document: every edge with its receipt, every node once, in document order.

    Its Document keeps the ``report`` of how it was read; ``decisions`` are those on the names of its place.
    """
    parts = GraphParts()
    names = UnitNames(facts.jurisdiction, decisions or Decisions())
    graph = _Assembly(facts, parts, Bodies(parts, facts.document, names))
    graph.add_document(report)
    for record in records:
        graph.add_task(record)
    for section in sections:
        graph.add_section(section)
    graph.bodies.add_members(facts.addressees)
    graph.bodies.add_mentions()
    return parts.batch(facts.document)


@dataclass(slots=True)
class _Assembly:
    """What a document states, so far; who answers is added by ``bodies``."""

    facts: Facts
    parts: GraphParts
    bodies: Bodies

    def add_document(self, report: Report | None) -> None:
        """Add the document with how it was read, and the place it is for."""
        facts, place = self.facts, self.facts.jurisdiction
        self.parts.add_node("Jurisdiction", place.code, name=place.name, level=place.level)
        known: dict[str, Value] = {"year": facts.year} if facts.year else {}
        known |= {"addressees": facts.addressees} if facts.addressees else {}
        known |= {"report": report_text(report)} if report else {}
        self.parts.add_node(
            "Document",
            facts.document,
            title=facts.title,
            number=facts.number,
            kind=facts.kind,
            issued_on=facts.issued_on,
            sha256=facts.sha256,
            source=facts.source,
            owner_order=facts.owner_order,
            **known,
        )
        self.parts.add_edge("ISSUED_FOR", ("Document", facts.document), ("Jurisdiction", place.code))

    def add_task(self, record: Assignment) -> None:
        """Add a task with its headings and everyone who has a role in it."""
        task = ("Task", f"{self.facts.document}:{record.annex}.{record.row}")
        optional: dict[str, Value] = {
            "requirement": record.requirement,
            "deadline": record.deadline,
            "excerpt": record.excerpt_text(),
            "year": self.facts.year,
        }
        known: dict[str, Value] = {name: value for name, value in optional.items() if value}
        self.parts.add_node(
            *task,
            name=record.title or first_clause(record.content),
            content=record.content,
            annex=record.annex,
            row=record.row,
            locator=str(record.locator),
            **known,
        )
        self.parts.add_edge("STATED_IN", task, ("Document", self.facts.document))
        category = self._categories(record)
        if category:
            self.parts.add_edge("IN_CATEGORY", task, category)
        for role, duties in record.duties.items():
            self._add_duties(DUTIES[role], duties, task)
        for number, target in enumerate(record.targets, start=1):
            self._add_target(number, target, record, task)

    def add_section(self, section: Section) -> None:
        """Add a section of a report below the one that it stands under."""
        node, document = ("Section", section_id(self.facts.document, section.number)), self.facts.document
        optional: dict[str, Value] = {"text": section.text, "period": section.period}
        self.parts.add_node(
            *node,
            name=section.heading or first_clause(section.text.lstrip(_DASHES)),
            kind=section.kind,
            level=section.level,
            position=section.number,
            locator=str(section.locator),
            **{name: value for name, value in optional.items() if value},
        )
        self.parts.add_edge("STATED_IN", node, ("Document", document))
        if section.parent:
            self.parts.add_edge("PART_OF", node, ("Section", section_id(document, section.parent)))

    def _categories(self, record: Assignment) -> tuple[str, str] | None:
        """Add the headings of a task, and return the innermost."""
        path = f"{self.facts.document}:{record.annex}:"
        outer: tuple[str, str] | None = None
        for level, heading in enumerate(record.headings, start=1):
            path += ("/" if outer else "") + heading.replace("/", "／")
            category = ("Category", path)
            self.parts.add_node(*category, name=heading, level=level, annex=record.annex)
            self.parts.add_edge("STATED_IN", category, ("Document", self.facts.document))
            if outer:
                self.parts.add_edge("PART_OF", category, outer)
            outer = category
        return outer

    def _add_duties(self, kind: str, duties: Sequence[Duty], task: tuple[str, str]) -> None:
        named = ((duty, name) for duty in duties for name in duty.names)
        for rank, (duty, name) in enumerate(named, start=1):
            receipt: dict[str, Value] = {"inherited": duty.inherited, "locator": str(duty.locator), "quote": duty.quote}
            self.bodies.add_duty(kind, name, task, {"rank": rank, **receipt})

    def _add_target(self, number: int, target: Target, record: Assignment, task: tuple[str, str]) -> None:
        node, locator = ("Target", f"{task[1]}:t{number}"), str(record.locator)
        optional: dict[str, Value] = {
            "subject": target.subject,
            "value_to": float(target.value_to or 0),
            "unit": target.unit,
            "year": target.year,
        }
        self.parts.add_node(
            *node,
            name=f"{target.subject} {target.phrase}".strip(),
            comparator=target.comparator,
            value=float(target.value),
            measure=target.measure,
            phrase=target.phrase,
            field=target.place.field,
            position=target.place.start,
            locator=locator,
            **{name: value for name, value in optional.items() if value},
        )
        self.parts.add_edge("HAS_TARGET", task, node, locator=locator, quote=target.phrase)
