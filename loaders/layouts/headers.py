"""Which header row stands over a table of responsibility, and which role each of its columns plays."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graph.words import REMEMBERED, simplified, without_spaces, word_list

HEADING_ROLES = ("category", "project")
DUTY_ROLES = ("leaders", "owners", "supports")
LEADING = 1
"""The rank of words that say themselves who leads."""
_TASK_ROLES = ("content", "requirement", "title", "project", "category")
_REPEATABLE = ("category", "project", "requirement", "supports", "contact", "progress", "ignored")
_LONGEST = 40
_YEAR_IN_FRONT = re.compile(r"^(19|20)\d\d年度?")
_BRACKETS = re.compile(r"[（(].*?[）)]")
_NUMBER = re.compile(r"\s*[（(]?\d{1,3}[）)]?[、.．]?\s*")
_PERIOD = re.compile(r"\s*(?:\d{1,2}月份?|第?[一二三四1-4]季度)\s*")
"""What heads columns of progress, often more of them than of all others, and in a cell is a deadline."""
_PART = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header cells as printed, for every role the columns (from 0) that play it, and those headed as leading.

    ``general`` are the columns whose words say so little that the cells below must bear them out, ``unknown`` those
    whose words are not in the vocabulary. ``may_own`` are those whose units own where none leads.
    """

    printed: tuple[str, ...]
    roles: dict[str, tuple[int, ...]]
    leading: tuple[int, ...] = ()
    general: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    may_own: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.printed)


def known_header(text: str) -> bool:
    """Tell whether a cell's words are in the header vocabulary, and no cell of a table looks like them."""
    entry = _entry(text)
    return entry is not None and not entry.get("is_wide", False)


def can_be_header(text: str) -> bool:
    """Tell whether a cell's words are in the header vocabulary, or built as its words are."""
    return _entry(text) is not None


def is_general(text: str) -> bool:
    """Tell whether a cell's words are in the header vocabulary and say little by themselves: 单位, 领导."""
    entry = _entry(text)
    return entry is not None and entry.get("general", False)


def read_header(cells: Sequence[str], *, by_unit: bool = False) -> Columns | None:
    """Return the columns where the cells are the header of a table of responsibility, else None.

    At least half of the filled cells must be known words, one of them for a task and one for a unit or official;
    ``by_unit`` does without the latter, for tables that name each unit above its tasks.
    """
    columns = read_words(cells)
    if columns is None or "content" not in columns.roles or len(columns.roles) < 2:
        return None
    return columns if by_unit or names_duty(columns) else None


def read_words(cells: Sequence[str]) -> Columns | None:
    """Return the columns by the known words among the cells, None where fewer than half are known or one is a number.

    Columns for months and quarters do not count. Without a word for a task there is no content among the roles.
    """
    entries = [_entry(cell) for cell in cells]
    filled = sum(bool(cell.strip()) and not _PERIOD.fullmatch(cell) for cell in cells)
    if 2 * sum(entry is not None for entry in entries) < filled or any(map(_NUMBER.fullmatch, cells)):
        return None
    return Columns(
        tuple(without_spaces(cell) for cell in cells),
        _with_content(_assign(entries, cells)),
        leading=tuple(at for at, entry in enumerate(entries) if entry and entry.get("rank") == LEADING),
        general=tuple(at for at, entry in enumerate(entries) if entry and entry.get("general")),
        unknown=tuple(at for at, entry in enumerate(entries) if entry is None),
        may_own=tuple(at for at, entry in enumerate(entries) if entry and entry["roles"][0] == "owners"),
    )


def names_duty(columns: Columns) -> bool:
    """Tell whether a column is for units or officials."""
    return any(columns.roles.get(role) for role in DUTY_ROLES)


def vocabulary_words() -> list[str]:
    """Return the chief header words that name a unit or official, for a message that says what was looked for."""
    entries = [entry for entry in _vocabulary()["headers"] if "words" in entry and "heads_group" not in entry]
    return [entry["words"][0] for entry in entries if entry["roles"][0] in DUTY_ROLES]


def _assign(entries: list[dict[str, Any] | None], cells: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Give each column a role, in the order of headers.yml, owners by rank, general words from the right."""
    roles: dict[str, list[int]] = {}
    known = [(index, entry) for index, entry in enumerate(entries) if entry is not None]
    for index, entry in sorted(known, key=_precedence):
        free = [role for role in entry["roles"] if role not in roles or role in _REPEATABLE]
        role = _role_at_other_level(index, known, roles, cells) or (free[0] if free else "ignored")
        if role == "supports" and entry.get("owns_beside_helpers") and _names_helpers(each for _, each in known):
            role = "owners"
        if role == "requirement" and role in roles and _year(cells[index]) != _year(cells[roles[role][0]]):
            role = "ignored"  # the number of another year would be taken for one of this year
        if entry.get("heads_group") and not {"owners", "supports"} & roles.keys():
            role = entry["roles"][-1]
        if "behind" in entry and role != "content" and index > roles["content"][0]:
            role = entry["behind"]
        roles.setdefault(role, []).append(index)
    return {role: tuple(sorted(indexes)) for role, indexes in roles.items()}


def _role_at_other_level(
    index: int, known: Sequence[tuple[int, dict[str, Any]]], roles: Mapping[str, Sequence[int]], cells: Sequence[str]
) -> str:
    """Return the role of the column that says the same of units of another level: 市级责任单位 beside 县级责任单位."""
    words, level = _parted_at_level(cells[index])
    entries = dict(known)
    for role, columns in roles.items():
        for other in columns:
            same_rank = entries[other].get("rank") == entries[index].get("rank")
            if role == "owners" and same_rank and _are_office_and_place(cells[index], cells[other]):
                return role
            if role in DUTY_ROLES and level and entries[other]["roles"] == entries[index]["roles"]:
                other_words, other_level = _parted_at_level(cells[other])
                if words == other_words and other_level and level != other_level:
                    return role
    return ""


def _names_helpers(entries: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether some word can only name those who help: 协办单位, 配合单位."""
    return any(entry["roles"] == ["supports"] for entry in entries)


def _are_office_and_place(cell: str, other: str) -> bool:
    """Tell whether two header cells say by the same word that offices answer and places: 责任站办 beside 责任村."""
    words = [_answering_place(each) for each in (cell, other)]
    office = simplified(without_spaces(cell if words[1] else other))
    return any(words) and not all(words) and office.startswith("".join(words))


def _answering_place(cell: str) -> str:
    """Return the word for answering that a header cell for places begins with: 责任 of 责任村（社区）; else nothing."""
    match = _place_of_office().fullmatch(_BRACKETS.sub("", simplified(without_spaces(cell))))
    return match["word"] if match else ""


def _parted_at_level(cell: str) -> tuple[str, str]:
    """Return a header cell's words without the level of those who answer, and that level: empty where it says none."""
    printed = simplified(without_spaces(cell))
    level = _level_in_front().match(printed) or _level().search(printed)
    if not level:
        return printed, ""
    words = printed[: level.start()] + printed[level.end() :]
    return words.replace("（）", "").replace("()", ""), level[0]


def _year(cell: str) -> str:
    """Return the year in front of a header cell's words, nothing where none stands there."""
    match = _YEAR_IN_FRONT.match(without_spaces(cell))
    return match[0] if match else ""


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
    entry = entry_of(key) or entry_of(_level_in_front().sub("", key, count=1)) or entry_of(_level_behind().sub("", key))
    if entry and key != printed and "of_a_year" in entry:
        return {**entry, "roles": entry["of_a_year"]}
    return entry


@lru_cache(REMEMBERED)
def entry_of(word: str) -> dict[str, Any] | None:
    """Return the entry of headers.yml for a word: it is listed there, or built as one of its patterns says."""
    listed = _listed().get(word)
    if listed:
        return listed
    pattern, entries = _patterns()
    built = pattern.fullmatch(word)
    return entries[built.lastgroup or ""] if built else None


@lru_cache(REMEMBERED)
def names_contacts(word: str) -> bool:
    """Tell whether a header or label for units says that it names persons beside them: 责任单位及责任人."""
    return any(contact in word for contact in _vocabulary()["contacts_beside"])


def names_group(word: str) -> bool:
    """Tell whether a lower header cell says no more than that the names of those above it stand below: 姓名."""
    return simplified(without_spaces(word)) in _vocabulary()["names_group"]


def label_forms(roles: Sequence[str]) -> str:
    """Return a regular expression for the words that can stand as labels of the roles, the longest first.

    All of them begin with a character that is named in them: looked for first, it tells most places off at once.
    """
    entries = [entry for entry in _vocabulary()["headers"] if entry["roles"][0] in roles]
    listed = [re.escape(word) for entry in entries for word in entry.get("words", ()) if len(word) > 1]
    patterns = [_whole(form) for entry in entries for form in entry.get("patterns", ())]
    forms = "|".join([*patterns, *sorted(listed, key=len, reverse=True)])
    first = "".join(sorted(set(filter(str.isalnum, forms))))
    return f"(?=[{first}])(?:{forms})"


@lru_cache(REMEMBERED)
def is_total(text: str) -> bool:
    """Tell whether the first words of a row say that it sums up those above it: 合计, 小计：共8项."""
    words = "|".join(_vocabulary()["totals"])
    return re.fullmatch(rf"(?:{words})(?:[：:].*|共?\d.*)?", without_spaces(text)) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    """Return one pattern of all words that are built, and the entry of each of its groups; wide ones say that they are.

    To ask one pattern after the other takes three times as long, and most words are those of cells, which none matches.
    """
    kinds = ("patterns", "header_patterns", "wide_patterns")
    built = [
        ("|".join(map(_whole, entry[kind])), {**entry, "is_wide": kind == "wide_patterns"})
        for kind in kinds
        for entry in _vocabulary()["headers"]
        if kind in entry
    ]
    groups = [f"(?P<p{number}>{forms})" for number, (forms, _) in enumerate(built)]
    return re.compile("|".join(groups)), {f"p{number}": entry for number, (_, entry) in enumerate(built)}


def _whole(form: str) -> str:
    """Return a pattern with its <parts> written out, which may have parts themselves."""
    while _PART.search(form):
        form = _PART.sub(lambda part: _vocabulary()["parts"][part[1]], form)
    return form


@cache
def _level_in_front() -> re.Pattern[str]:
    return re.compile("^" + _vocabulary()["level_in_front"])


@cache
def _place_of_office() -> re.Pattern[str]:
    return re.compile(_vocabulary()["place_of_office"])


@cache
def _level_behind() -> re.Pattern[str]:
    return re.compile(f"{_vocabulary()['level_behind']}$")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(_vocabulary()["level_behind"])


@cache
def _listed() -> dict[str, dict[str, Any]]:
    return {word: entry for entry in _vocabulary()["headers"] for word in entry.get("words", ())}


def _vocabulary() -> Any:
    return word_list("loaders.layouts", "headers.yml")
