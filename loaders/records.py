"""What a layout makes of blocks: one assignment a task, with the receipt of every word in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.excerpts import Excerpt, Receipt, excerpt_text

Json = str | int | float | bool | list["Json"] | dict[str, "Json"]

DUTIES = {"leaders": "LEADS", "owners": "OWNS", "supports": "SUPPORTS"}
"""The roles that join names to a task, and the relationship type that each becomes."""


class Locator(NamedTuple):
    """Where words stand: table, row and column count from 1, rows without header rows; 0 is not known.

    Outside tables ``table`` is 0 and ``row`` counts the items of the document. It is made for every cell that names
    somebody, so it is a named tuple as cells are (``blocks``).
    """

    table: int
    row: int
    column: int = 0
    first_line: int = 0
    last_line: int = 0
    page: int = 0

    def __str__(self) -> str:
        """Say the place in one line: ``table 1, row 2, column 4, lines 37-38``."""
        parts = [f"table {self.table}"] if self.table else [f"item {self.row}"]
        parts += [f"row {self.row}"] if self.table and self.row else []
        parts += [f"column {self.column}"] if self.column else []
        if self.first_line:
            same = self.first_line == self.last_line
            parts.append(f"line {self.first_line}" if same else f"lines {self.first_line}-{self.last_line}")
        parts += [f"page {self.page}"] if self.page else []
        return ", ".join(parts)

    def to_json(self) -> dict[str, Json]:
        """Return the known parts; ``lines`` is the pair of first and last line."""
        parts: dict[str, Json] = {"table": self.table, "row": self.row} if self.table else {"item": self.row}
        if self.column:
            parts["column"] = self.column
        if self.first_line:
            parts["lines"] = [self.first_line, self.last_line]
        if self.page:
            parts["page"] = self.page
        return parts


@dataclass(frozen=True, slots=True)
class Duty:
    """Who plays one role in a task by one cell or label: the names as printed, its own words, where those stand.

    ``inherited`` is true where the task's own cell is blank and continues one above; ``locator`` is then the place
    of the words above. ``says_lead`` is true where the header or label itself says that they lead (牵头单位), so that
    no sentence about the order of owners changes it.
    """

    names: tuple[str, ...]
    quote: str
    locator: Locator
    inherited: bool = False
    says_lead: bool = False

    def to_json(self) -> dict[str, Json]:
        """Return the receipt with its names; ``says_lead`` only where it is true."""
        locator = self.locator.to_json()
        lead: dict[str, Json] = {"says_lead": True} if self.says_lead else {}
        return {"names": list(self.names), "quote": self.quote, "locator": locator, "inherited": self.inherited, **lead}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands in a task: the field (title, content or requirement) and its characters, from 0."""

    field: str
    start: int
    end: int

    def to_json(self) -> dict[str, Json]:
        """Return field, start and end; ``end`` is the character behind the last."""
        return {"field": self.field, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a task promises, in its own words.

    ``comparator`` is ≥, ≤, >, <, ≈, = or increase_to. ``value`` and ``unit`` are as printed (55 and 万平方米), nothing
    is multiplied out; shares in words are in percent. Of a range, ``value`` is the least and ``value_to`` the most.
    ``measure`` is level, growth, decline, count or share. ``year`` is 0 where it is not known.
    """

    subject: str
    comparator: str
    value: int | float
    unit: str
    measure: str
    year: int
    phrase: str
    place: Place
    value_to: int | float | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the parts that are known."""
        parts: dict[str, Json | None] = {
            "subject": self.subject,
            "comparator": self.comparator,
            "value": self.value,
            "value_to": self.value_to,
            "unit": self.unit,
            "measure": self.measure,
            "year": self.year or None,
            "phrase": self.phrase,
            "place": self.place.to_json(),
        }
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task with its headings (outermost first); texts that are not there are empty.

    ``duties`` holds for each role a duty for every cell or label that gives it, in the order of the document.
    ``number`` is what the document itself prints to number it (序号), where it does: ``row`` is counted. ``excerpt`` is
    the document's own row or lines; None where they are not known, as of a record that was saved without.
    """

    annex: int
    row: int
    headings: tuple[str, ...]
    content: str
    locator: Locator
    title: str = ""
    requirement: str = ""
    deadline: str = ""
    duties: Mapping[str, tuple[Duty, ...]] = field(default_factory=dict)
    inherited: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    number: str = ""
    excerpt: Excerpt | None = None

    def names(self, role: str) -> tuple[str, ...]:
        """Return everyone who plays a role, in the order of the document."""
        duties = self.duties.get(role, ())
        return duties[0].names if len(duties) == 1 else tuple(name for duty in duties for name in duty.names)

    def quote(self, role: str) -> str:
        """Return the words of every cell or label that gives a role, a line each."""
        return "\n".join(duty.quote for duty in self.duties.get(role, ()))

    def excerpt_text(self) -> str:
        """Return the excerpt with the cells of its receipts marked, as the graph keeps it; empty without one."""
        receipts = (
            Receipt(role, duty.quote, duty.locator.row, duty.locator.column, str(duty.locator), duty.inherited)
            for role, duties in self.duties.items()
            for duty in duties
        )
        return excerpt_text(self.excerpt, receipts) if self.excerpt else ""

    def to_json(self, document: str) -> dict[str, Json]:
        """Return the record as ``zerentu extract --format jsonl`` prints it (design, §4)."""
        cells: dict[str, Json] = {role: duties[0].locator.to_json() for role, duties in self.duties.items()}
        apart = {role: found for role, found in self.duties.items() if len(found) > 1 or found[0].says_lead}
        return {
            "id": f"{document}:{self.annex}.{self.row}",
            "annex": self.annex,
            "row": self.row,
            **({"number": self.number} if self.number else {}),
            "headings": list(self.headings),
            "title": self.title,
            "content": self.content,
            "requirement": self.requirement,
            **{role: list(self.names(role)) for role in DUTIES},
            "deadline": self.deadline,
            "inherited": list(self.inherited),
            "targets": [target.to_json() for target in self.targets],
            "locator": {**self.locator.to_json(), "cells": cells},
            "quotes": {role: self.quote(role) for role in self.duties},
            "receipts": {role: [duty.to_json() for duty in duties] for role, duties in apart.items()},
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Section:
    """A part, heading or paragraph of a work report, which names nobody who answers.

    ``number`` is its place among the sections, from 1; ``parent`` the number of the one it stands under, 0 for none;
    ``level`` is 1 for the outermost. A part or heading has its words as ``heading``, a paragraph as ``text``; the
    other is empty. ``period`` is what years it speaks of: ``2021``, ``2017-2021``, empty where that is not said.
    """

    number: int
    parent: int
    level: int
    kind: str
    heading: str
    text: str
    period: str
    locator: Locator

    def to_json(self, document: str) -> dict[str, Json]:
        """Return the section as ``zerentu extract --json`` prints it; ids as in the graph."""
        return {
            "id": section_id(document, self.number),
            "parent": section_id(document, self.parent) if self.parent else "",
            "level": self.level,
            "kind": self.kind,
            "heading": self.heading,
            "text": self.text,
            "period": self.period,
            "locator": self.locator.to_json(),
        }


def section_id(document: str, number: int) -> str:
    """Return the key of a document's section."""
    return f"{document}:s{number}"
