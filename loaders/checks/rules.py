"""The rules of the checks as ``rules.yml`` has them: names, titles, cures, and the words of their findings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graph.words import word_list
from loaders.records import Assignment, Locator
from loaders.report import Finding

WHOLE = "document"
"""The place of what is said of a document as a whole."""

Words = Mapping[str, object]
"""What fills in the message of a finding."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its titles, its cures, and its messages by form and language; those of reading have titles only."""

    name: str
    zh: str
    en: str
    severity: str = ""
    cure_zh: str = ""
    cure_en: str = ""
    messages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def finding(
        self, record: Assignment, words: Words, form: str = "said", *,
        at: Locator | None = None, related: Iterable[Locator] = (),
    ) -> Finding:  # fmt: skip
        """Return a finding about a task, at its place or at the place in it that is given."""
        others = tuple(str(one) for one in related)
        return self._finding(words, form, str(at or record.locator), task_number(record), others)

    def finding_of_document(self, words: Words, form: str) -> Finding:
        """Return a finding about the whole document."""
        return self._finding(words, form, WHOLE)

    def _finding(
        self, words: Words, form: str, place: str, task: str = "", related: tuple[str, ...] = ()
    ) -> Finding:  # fmt: skip
        said = self.messages[form]
        severity = said.get("severity", self.severity)
        message, chinese = said["en"].format_map(words), said["zh"].format_map(words)
        return Finding(self.name, place, message, severity, task, chinese, related)


def rule(name: str) -> Rule:
    """Return a rule of the checks."""
    return check_rules()[name]


@cache
def check_rules() -> dict[str, Rule]:
    """Return the rules of the checks by name, in the order in which they are shown."""
    return {entry["name"]: Rule(**entry) for entry in _words()["rules"]}


@cache
def all_rules() -> dict[str, Rule]:
    """Return the rules of the checks and those of reading by name."""
    return check_rules() | {entry["name"]: Rule(**entry) for entry in _words()["reading"]}


def titled(name: str) -> Rule:
    """Return a rule of the checks or of reading; one that has no title yet has its name for one."""
    return all_rules().get(name) or Rule(name, name, name)


def place_in_chinese(place: str) -> str:
    """Return a place in Chinese: ``table 1, row 2, lines 30-41`` is 表1，第2行，文本第30—41行."""
    return "，".join(_part_in_chinese(part) for part in place.split(", ") if part)


def task_number(record: Assignment) -> str:
    """Return the annex and row by which a task is known: 1.2."""
    return f"{record.annex}.{record.row}"


def _words() -> dict[str, Any]:
    words: dict[str, Any] = word_list("loaders.checks", "rules.yml")
    return words


def _part_in_chinese(part: str) -> str:
    for entry in _words()["places"]:
        match = re.fullmatch(entry["pattern"], part)
        if match:
            return match.expand(entry["zh"])
    return part
