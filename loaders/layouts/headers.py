"""Which header row stands over a table of responsibility, and which role each of its columns plays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graph.words import REMEMBERED, simplified, without_spaces, word_list

HEADING_ROLES = ("category", "project")
DUTY_ROLES = ("leaders", "owners", "supports")
LEADING = 1
"""The rank of words that say themselves who leads."""
_TASK_ROLES = ("content", "requirement", "title", "project", "category")
_REPEATABLE = ("category", "project", "supports", "contact", "progress", "ignored")
_LONGEST = 60
_YEAR_IN_FRONT = re.compile(r"^(19|20)\d\d年度?")
_BRACKETS = re.compile(r"[（(].*?[）)]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header cells as printed, for every role the columns (from 0) that play it, and those headed as leading."""

    printed: tuple[str, ...]
    roles: dict[str, tuple[int, ...]]
    leading: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.printed)


def known_header(text: str) -> bool:
    """Tell whether a cell's words are in the header vocabulary."""
    return _entry(text) is not None


def read_header(cells: Sequence[str], *, by_unit: bool = False) -> Columns | None:
    """Return the columns where the cells are the header of a table of responsibility, else None.

    At least half of the filled cells must be known words, one of them for a task and one for a unit or official;
    ``by_unit`` does without the latter, for tables that name each unit above its tasks.
    """
    entries = [_entry(cell) for cell in cells]
    if 2 * sum(entry is not None for entry in entries) < sum(bool(cell.strip()) for cell in cells):
        return None
    roles = _with_content(_assign(entries))
    named = by_unit or any(roles.get(role) for role in DUTY_ROLES)
    if not named or "content" not in roles or len(roles) < 2:
        return None
    leading = tuple(index for index, entry in enumerate(entries) if entry and entry.get("rank") == LEADING)
    return Columns(tuple(without_spaces(cell) for cell in cells), roles, leading)


def vocabulary_words() -> list[str]:
    """Return the chief header words that name a unit or official, for a message that says what was looked for."""
    entries = word_list("loaders.layouts", "headers.yml")["headers"]
    return [entry["words"][0] for entry in entries if entry["roles"][0] in DUTY_ROLES]


def _assign(entries: list[dict[str, Any] | None]) -> dict[str, tuple[int, ...]]:
    """Give each column a role, in the order of headers.yml, owners by rank, general words from the right."""
    roles: dict[str, list[int]] = {}
    known = [(index, entry) for index, entry in enumerate(entries) if entry is not None]
    for index, entry in sorted(known, key=_precedence):
        free = [role for role in entry["roles"] if role not in roles or role in _REPEATABLE]
        role = free[0] if free else "ignored"
        roles.setdefault(role, []).append(index)
    return {role: tuple(sorted(indexes)) for role, indexes in roles.items()}


def _precedence(known: tuple[int, dict[str, Any]]) -> tuple[int, int, int]:
    index, entry = known
    place = -index if entry["roles"] == ["content", "project"] else index
    return entry.get("order", len(entry["roles"])), entry.get("rank", 0), place


def _with_content(roles: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Where no column is headed as content, the last of title, project and category is what is to be done."""
    for role in _TASK_ROLES:
        if role in roles and "content" not in roles:
            *rest, last = roles[role]
            others = {key: value for key, value in roles.items() if key != role}
            return {**others, "content": (last,)} | ({role: tuple(rest)} if rest else {})
    return roles


def _entry(text: str) -> dict[str, Any] | None:
    # Most cells are no header's, and most of those are longer than any header: they are not worth remembering.
    return _short_entry(text) if len(text) <= _LONGEST else None


@lru_cache(REMEMBERED)
def _short_entry(text: str) -> dict[str, Any] | None:
    """Return the entry of a header cell's words; a year or the level of those who answer may stand in front."""
    printed = _BRACKETS.sub("", simplified(without_spaces(text)))
    key = _YEAR_IN_FRONT.sub("", printed)
    entry = entry_of(key) or entry_of(_level_in_front().sub("", key, count=1))
    if entry and key != printed and "of_a_year" in entry:
        return {**entry, "roles": entry["of_a_year"]}
    return entry


@lru_cache(REMEMBERED)
def entry_of(word: str) -> dict[str, Any] | None:
    """Return the entry of headers.yml for a word: it is listed there, or built as one of its patterns says."""
    return _vocabulary().get(word) or next(
        (entry for pattern, entry in _patterns() if pattern.fullmatch(word)),
        None,
    )


@lru_cache(REMEMBERED)
def names_contacts(word: str) -> bool:
    """Tell whether a header or label for units says that it names persons beside them: 责任单位及责任人."""
    return any(contact in word for contact in word_list("loaders.layouts", "headers.yml")["contacts_beside"])


def label_forms(roles: Sequence[str]) -> str:
    """Return a regular expression for the words that can stand as labels of the roles, the longest first."""
    entries = [entry for entry in word_list("loaders.layouts", "headers.yml")["headers"] if entry["roles"][0] in roles]
    words = sorted((re.escape(word) for entry in entries for word in entry["words"] if len(word) > 1), key=len)
    return "|".join([*(form for entry in entries for form in entry.get("patterns", ())), *reversed(words)])


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    entries = word_list("loaders.layouts", "headers.yml")["headers"]
    kinds = ("patterns", "header_patterns")
    return [(re.compile(form), entry) for kind in kinds for entry in entries for form in entry.get(kind, ())]


@cache
def _level_in_front() -> re.Pattern[str]:
    return re.compile("^" + word_list("loaders.layouts", "headers.yml")["level_in_front"])


@cache
def _vocabulary() -> dict[str, dict[str, Any]]:
    entries = word_list("loaders.layouts", "headers.yml")["headers"]
    return {word: entry for entry in entries for word in entry["words"]}
