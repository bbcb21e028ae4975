"""Who answers for the tasks of one document: officials, units and groups, and what ties them to tasks.

Which body a printed name means is decided here and nowhere else, so a document that stands in a graph can be judged
anew from what the graph keeps of it: ``judged_again`` takes its units out and adds them as if it were read now.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graph.jurisdictions import Jurisdiction
from graph.model import Batch, Edge, Node, Value
from graph.units import Decisions, UnitNames, group_kinds, is_group, split_units
from loaders.graph_parts import GraphParts, Key
from loaders.mentions import Mentions

_CLAUSE_END = re.compile(r"[。；;！？\n]|，")
_MAX_NAME = 60
_ROLES = ("OWNS", "SUPPORTS")
_RECEIPT = ("rank", "inherited", "locator", "quote", "printed")
_STAMP = ("digest", "load_id")

Receipt = Mapping[str, Value]


@dataclass(slots=True)
class Bodies:
    """Adds who answers to the parts of a document."""

    parts: GraphParts
    document: str
    names: UnitNames
    _canonical: dict[str, str] = field(default_factory=dict)
    _folded: dict[tuple[str, Key, Key], list[Receipt]] = field(default_factory=dict)

    def add_duty(self, kind: str, printed: str, task: Key, receipt: Receipt) -> None:
        """Add who leads, owns or supports a task; where two of its names are one body, the first keeps the others."""
        if kind == "LEADS":
            self.parts.add_edge(kind, self._within_place("Official", printed), task, **receipt)
        elif is_group(printed):
            group = ("UnitGroup", f"{self.document}:{printed}")
            self.parts.add_node(*group, name=printed, open=True)
            self.parts.add_edge(kind, group, task, **receipt)
        else:
            self._add_unit_duty(kind, printed, task, receipt)

    def add_members(self, addressees: str) -> None:
        """Join units to groups whose words cover their kind: those the notice is sent to, and those with a role.

        Nothing else makes a member: a group stays open, and 有关部门, which names no kind, has none.
        """
        addressed = dict.fromkeys(self._addressed(addressees))
        named = [str(node.properties["name"]) for (label, _), node in self.parts.nodes.items() if label == "Unit"]
        groups = [node for (label, _), node in self.parts.nodes.items() if label == "UnitGroup"]
        for group in groups:
            kinds = group_kinds(str(group.properties["name"]))
            for unit in dict.fromkeys([*addressed, *named]):
                if self.names.kind(unit) in kinds:
                    basis = "addressee" if unit in addressed else "kind"
                    self.parts.add_edge("MEMBER_OF", self._unit(unit), ("UnitGroup", group.id), basis=basis)

    def add_mentions(self) -> None:
        """Join tasks to units that their words name and that carry no role in them."""
        units = [str(node.properties["name"]) for (label, _), node in self.parts.nodes.items() if label == "Unit"]
        mentions = Mentions({name: unit for unit in units for name in (unit, *self.names.aliases(unit))})
        tasks = [node for (label, _), node in self.parts.nodes.items() if label == "Task"]
        for node in tasks:
            task = ("Task", node.id)
            for unit, quote in mentions.find(_words(node)):
                key = self._unit(unit)
                if not any((role, key, task) in self.parts.edges for role in _ROLES):
                    self.parts.add_edge("MENTIONS", task, key, quote=quote)

    def _add_unit_duty(self, kind: str, printed: str, task: Key, receipt: Receipt) -> None:
        if printed not in self._canonical:
            self._canonical[printed] = self.names.canonical(printed)
        unit = self._unit(self._canonical[printed])
        said = {**receipt, "printed": printed}
        place = (kind, unit, task)
        if place in self.parts.edges:
            others = self._folded.setdefault(place, [])
            others.append(said)
            edge = self.parts.edges[place]
            also = json.dumps(others, ensure_ascii=False, separators=(",", ":"))
            self.parts.edges[place] = Edge(kind, *unit, *task, {**edge.properties, "also": also})
        else:
            self.parts.add_edge(kind, unit, task, **said)

    def _unit(self, name: str) -> Key:
        node = ("Unit", f"{self.names.jurisdiction.code}:{name}")
        if node in self.parts.nodes:
            return node
        return self._within_place("Unit", name, kind=self.names.kind(name), aliases=self.names.aliases(name))

    def _within_place(self, label: str, name: str, **properties: Value) -> Key:
        place = self.names.jurisdiction.code
        node = (label, f"{place}:{name}")
        self.parts.add_node(*node, name=name, **properties)
        self.parts.add_edge("WITHIN", node, ("Jurisdiction", place))
        return node

    def _addressed(self, addressees: str) -> Iterator[str]:
        """Yield the canonical names of the units that the notice is sent to; phrases for several are left out."""
        for name in split_units(addressees):
            if not is_group(name):
                yield self.names.canonical(name)


def judged_again(batch: Batch, decisions: Decisions) -> Batch:
    """Return a document as a graph holds it, as it would be read with these decisions on the names of its place."""
    parts = GraphParts()
    duties: list[tuple[str, Key, Receipt]] = []
    place, addressees = _place(batch), ""
    for node in batch.nodes:
        if node.label == "Document":
            addressees = str(node.properties.get("addressees", ""))
            node = Node(node.label, node.id, {k: v for k, v in node.properties.items() if k not in _STAMP})  # noqa: PLW2901
        if node.label != "Unit":
            parts.nodes[node.label, node.id] = node
    for edge in batch.edges:
        start, finish = (edge.start_label, edge.start), (edge.finish_label, edge.finish)
        if edge.type in _ROLES and edge.start_label == "Unit":
            duties += ((edge.type, finish, receipt) for receipt in receipts_of(edge))
        elif "Unit" not in (edge.start_label, edge.finish_label):
            parts.edges[edge.type, start, finish] = edge
    bodies = Bodies(parts, batch.document, UnitNames(place, decisions))
    for kind, task, receipt in sorted(duties, key=_in_order):
        words = {name: value for name, value in receipt.items() if name != "printed"}
        bodies.add_duty(kind, str(receipt["printed"]), task, words)
    bodies.add_members(addressees)
    bodies.add_mentions()
    return parts.batch(batch.document)


def receipts_of(edge: Edge) -> Iterator[Receipt]:
    """Yield every receipt of an edge of a unit: its own, then those of other names that mean the same body.

    What was loaded before receipts kept the printed name has the unit's instead.
    """
    unit = edge.start.partition(":")[2]
    yield {"printed": unit} | {name: edge.properties[name] for name in _RECEIPT if name in edge.properties}
    also: list[dict[str, Any]] = json.loads(str(edge.properties.get("also", "[]")))
    yield from also


def first_clause(content: str) -> str:
    """Return the first clause of a task's content, at most 60 characters: its name where it has no title."""
    clause = _CLAUSE_END.split(content, maxsplit=1)[0] or content
    return clause if len(clause) <= _MAX_NAME else clause[: _MAX_NAME - 1] + "…"


def _in_order(duty: tuple[str, Key, Receipt]) -> tuple[str, Key, int]:
    kind, task, receipt = duty
    return kind, task, cast("int", receipt["rank"])


def _words(task: Node) -> str:
    """Return all that a task says; its name only where that is a title of its own."""
    name, content, requirement = (str(task.properties.get(each, "")) for each in ("name", "content", "requirement"))
    return "\n".join(["" if name == first_clause(content) else name, content, requirement])


def _place(batch: Batch) -> Jurisdiction:
    [node] = [node for node in batch.nodes if node.label == "Jurisdiction"]
    return Jurisdiction(node.id, str(node.properties["name"]), str(node.properties["level"]))
