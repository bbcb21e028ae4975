"""Assignments and document facts → one batch of nodes and edges (design, §2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.model import Batch, Edge, Node, Value
from graph.units import UnitNames, group_kinds, is_group, split_units
from loaders.mentions import Mentions
from loaders.notice import Facts
from loaders.records import DUTIES, Assignment, Duty, Section, Target, section_id
from loaders.report import Report
from loaders.report_text import report_text

_CLAUSE_END = re.compile(r"[。；;！？\n]|，")
_MAX_NAME = 60
_DASHES = "—–―-─"


def assemble(
    facts: Facts, records: Sequence[Assignment], sections: Sequence[Section] = (), report: Report | None = None
) -> Batch:
    """Return the batch of one document: every edge with its receipt, every node once, in document order.

    Its Document keeps the ``report`` of how it was read.
    """
    graph = _Assembly(facts, UnitNames(facts.jurisdiction))
    graph.add_document(report)
    for record in records:
        graph.add_task(record)
    for section in sections:
        graph.add_section(section)
    graph.add_members()
    graph.add_mentions(records)
    return Batch(facts.document, tuple(graph.nodes.values()), tuple(graph.edges.values()))


@dataclass(slots=True)
class _Assembly:
    """The nodes and edges so far, by key, so that none occurs twice, and the canonical names found so far."""

    facts: Facts
    names: UnitNames
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)

    def add_document(self, report: Report | None) -> None:
        """Add the document with how it was read, and the place it is for."""
        facts, place = self.facts, self.facts.jurisdiction
        self._node("Jurisdiction", place.code, name=place.name, level=place.level)
        known: dict[str, Value] = {"year": facts.year} if facts.year else {}
        known |= {"report": report_text(report)} if report else {}
        self._node(
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
        self._edge("ISSUED_FOR", ("Document", facts.document), ("Jurisdiction", place.code))

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
        self._node(
            *task,
            name=record.title or first_clause(record.content),
            content=record.content,
            annex=record.annex,
            row=record.row,
            locator=str(record.locator),
            **known,
        )
        self._edge("STATED_IN", task, ("Document", self.facts.document))
        category = self._categories(record)
        if category:
            self._edge("IN_CATEGORY", task, category)
        for role, duties in record.duties.items():
            self._add_duties(DUTIES[role], duties, task)
        for number, target in enumerate(record.targets, start=1):
            self._add_target(number, target, record, task)

    def add_section(self, section: Section) -> None:
        """Add a section of a report below the one that it stands under."""
        node, document = ("Section", section_id(self.facts.document, section.number)), self.facts.document
        optional: dict[str, Value] = {"text": section.text, "period": section.period}
        self._node(
            *node,
            name=section.heading or first_clause(section.text.lstrip(_DASHES)),
            kind=section.kind,
            level=section.level,
            position=section.number,
            locator=str(section.locator),
            **{name: value for name, value in optional.items() if value},
        )
        self._edge("STATED_IN", node, ("Document", document))
        if section.parent:
            self._edge("PART_OF", node, ("Section", section_id(document, section.parent)))

    def add_members(self) -> None:
        """Join units to groups whose words cover their kind: those the notice is sent to, and those with a role.

        Nothing else makes a member: a group stays open, and 有关部门, which names no kind, has none.
        """
        addressed = dict.fromkeys(self._addressed())
        named = [node.id.partition(":")[2] for (label, _), node in self.nodes.items() if label == "Unit"]
        groups = [node for (label, _), node in self.nodes.items() if label == "UnitGroup"]
        for group in groups:
            kinds = group_kinds(str(group.properties["name"]))
            for unit in dict.fromkeys([*addressed, *named]):
                if self.names.kind(unit) in kinds:
                    basis = "addressee" if unit in addressed else "kind"
                    self._edge("MEMBER_OF", self._unit(unit), ("UnitGroup", group.id), basis=basis)

    def add_mentions(self, records: Sequence[Assignment]) -> None:
        """Join tasks to units that their words name and that carry no role in them."""
        units = [str(node.properties["name"]) for (label, _), node in self.nodes.items() if label == "Unit"]
        mentions = Mentions({name: unit for unit in units for name in (unit, *self.names.aliases(unit))})
        for record in records:
            task = f"{self.facts.document}:{record.annex}.{record.row}"
            for unit, quote in mentions.find("\n".join([record.title, record.content, record.requirement])):
                key = self._unit(unit)[1]
                if not any((role, key, task) in self.edges for role in ("OWNS", "SUPPORTS")):
                    self._edge("MENTIONS", ("Task", task), ("Unit", key), quote=quote)

    def _categories(self, record: Assignment) -> tuple[str, str] | None:
        """Add the headings of a task, and return the innermost."""
        path = f"{self.facts.document}:{record.annex}:"
        outer: tuple[str, str] | None = None
        for level, heading in enumerate(record.headings, start=1):
            path += ("/" if outer else "") + heading.replace("/", "／")
            category = ("Category", path)
            self._node(*category, name=heading, level=level, annex=record.annex)
            self._edge("STATED_IN", category, ("Document", self.facts.document))
            if outer:
                self._edge("PART_OF", category, outer)
            outer = category
        return outer

    def _add_duties(self, kind: str, duties: Sequence[Duty], task: tuple[str, str]) -> None:
        named = ((duty, name) for duty in duties for name in duty.names)
        for rank, (duty, name) in enumerate(named, start=1):
            start = self._official(name) if kind == "LEADS" else self._unit_or_group(name)
            receipt: dict[str, Value] = {"inherited": duty.inherited, "locator": str(duty.locator), "quote": duty.quote}
            self._edge(kind, start, task, rank=rank, **receipt)

    def _add_target(self, number: int, target: Target, record: Assignment, task: tuple[str, str]) -> None:
        node, locator = ("Target", f"{task[1]}:t{number}"), str(record.locator)
        optional: dict[str, Value] = {
            "subject": target.subject,
            "value_to": float(target.value_to or 0),
            "unit": target.unit,
            "year": target.year,
        }
        self._node(
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
        self._edge("HAS_TARGET", task, node, locator=locator, quote=target.phrase)

    def _official(self, name: str) -> tuple[str, str]:
        return self._within_place("Official", name)

    def _unit_or_group(self, name: str) -> tuple[str, str]:
        if not is_group(name):
            if name not in self.canonical:
                self.canonical[name] = self.names.canonical(name)
            return self._unit(self.canonical[name])
        group = ("UnitGroup", f"{self.facts.document}:{name}")
        self._node(*group, name=name, open=True)
        return group

    def _unit(self, name: str) -> tuple[str, str]:
        node = ("Unit", f"{self.facts.jurisdiction.code}:{name}")
        if node in self.nodes:
            return node
        return self._within_place("Unit", name, kind=self.names.kind(name), aliases=self.names.aliases(name))

    def _within_place(self, label: str, name: str, **properties: Value) -> tuple[str, str]:
        place = self.facts.jurisdiction.code
        node = (label, f"{place}:{name}")
        self._node(*node, name=name, **properties)
        self._edge("WITHIN", node, ("Jurisdiction", place))
        return node

    def _addressed(self) -> Iterator[str]:
        """Yield the canonical names of the units that the notice is sent to; phrases for several are left out."""
        for name in split_units(self.facts.addressees):
            if not is_group(name):
                yield self.names.canonical(name)

    def _node(self, label: str, key: str, /, **properties: Value) -> None:
        self.nodes.setdefault((label, key), Node(label, key, properties))

    def _edge(self, kind: str, start: tuple[str, str], finish: tuple[str, str], **properties: Value) -> None:
        """Add an edge; where two names of a cell are one body, the first stands."""
        key = (kind, start[1], finish[1])
        self.edges.setdefault(key, Edge(kind, *start, *finish, properties))


def first_clause(content: str) -> str:
    """Return the first clause of a task's content, at most 60 characters: its name where it has no title."""
    clause = _CLAUSE_END.split(content, maxsplit=1)[0] or content
    return clause if len(clause) <= _MAX_NAME else clause[: _MAX_NAME - 1] + "…"
