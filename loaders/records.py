"""What a layout makes of blocks: one assignment a task, with the receipt of every word in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Json = str | int | bool | list["Json"] | dict[str, "Json"]

DUTIES = {"leaders": "LEADS", "owners": "OWNS", "supports": "SUPPORTS"}
"""The roles that join names to a task, and the relationship type that each becomes."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where words stand: table, row and column count from 1, rows without header rows; 0 is not known.

    Outside tables ``table`` is 0 and ``row`` counts the items of the document.
    """

    table: int
    row: int
    column: int = 0
    first_line: int = 0
    last_line: int = 0

    def __str__(self) -> str:
        """Say the place in one line: ``table 1, row 2, column 4, lines 37-38``."""
        parts = [f"table {self.table}", f"row {self.row}"] if self.table else [f"item {self.row}"]
        parts += [f"column {self.column}"] if self.column else []
        if self.first_line:
            same = self.first_line == self.last_line
            parts.append(f"line {self.first_line}" if same else f"lines {self.first_line}-{self.last_line}")
        return ", ".join(parts)

    def to_json(self) -> dict[str, Json]:
        """Return the known parts; ``lines`` is the pair of first and last line."""
        parts: dict[str, Json] = {"table": self.table, "row": self.row} if self.table else {"item": self.row}
        if self.column:
            parts["column"] = self.column
        if self.first_line:
            parts["lines"] = [self.first_line, self.last_line]
        return parts


@dataclass(frozen=True, slots=True)
class Duty:
    """Who plays one role in a task: the names as printed, the cell's own words, where those stand.

    ``inherited`` is true where the task's own cell is blank and continues one above; ``locator`` is then the place
    of the words above.
    """

    names: tuple[str, ...]
    quote: str
    locator: Locator
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task with its headings (outermost first) and its duties by role; texts that are not there are empty."""

    annex: int
    row: int
    headings: tuple[str, ...]
    content: str
    locator: Locator
    title: str = ""
    requirement: str = ""
    deadline: str = ""
    duties: Mapping[str, Duty] = field(default_factory=dict)
    inherited: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self, document: str) -> dict[str, Json]:
        """Return the record as ``zerentu extract --format jsonl`` prints it (design, §4)."""
        cells: dict[str, Json] = {role: duty.locator.to_json() for role, duty in self.duties.items()}
        return {
            "id": f"{document}:{self.annex}.{self.row}",
            "annex": self.annex,
            "row": self.row,
            "headings": list(self.headings),
            "title": self.title,
            "content": self.content,
            "requirement": self.requirement,
            **{role: list(self.duties[role].names) if role in self.duties else [] for role in DUTIES},
            "deadline": self.deadline,
            "inherited": list(self.inherited),
            "locator": {**self.locator.to_json(), "cells": cells},
            "quotes": {role: duty.quote for role, duty in self.duties.items()},
            "notes": list(self.notes),
        }
