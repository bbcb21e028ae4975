"""The numbers that a document gives its items: gaps, repeats, and numbers out of order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.checks.draft import Draft
from loaders.checks.rules import rule, task_number
from loaders.numerals import read_numeral
from loaders.records import Assignment
from loaders.report import Finding

_PRINTED = re.compile(
    r"(?P<before>.{0,12}?)(?P<number>[0-9０-９]{1,4}|[一二三四五六七八九十百]{1,5})(?P<after>[^0-9０-９]{0,2})"
)
_FIRST_CIRCLED, _LAST_CIRCLED = "①", "⑳"


@dataclass(frozen=True, slots=True)
class _Number:
    """A printed number: its value, how it is printed, and its task; ``place`` counts the tasks from 0."""

    value: int
    form: str
    place: int
    record: Assignment

    @property
    def under(self) -> tuple[object, ...]:
        """Where the task stands: numbers may begin anew elsewhere."""
        return (self.record.annex, self.record.locator.table, self.record.headings)


@dataclass(slots=True)
class _Row:
    """Numbers that follow on each other, by value."""

    last: _Number
    seen: dict[int, _Number] = field(default_factory=dict)


def numbering_gap(draft: Draft) -> Iterator[Finding]:
    """Yield where the numbers of the tasks skip, repeat or go back; they may begin anew, and run on across annexes."""
    rows: dict[str, _Row] = {}
    for place, record in enumerate(draft.records):
        number = _read(record, place)
        if number is None:
            continue
        row = rows.get(number.form)
        if row is None or _begins_anew(row.last, number):
            row = rows[number.form] = _Row(number)
            if number.value > 1 and record.locator.table:
                yield _finding("start", number)
        elif number.value != row.last.value + 1:
            yield from _wrong(row, number)
        row.last = number
        row.seen.setdefault(number.value, number)


def _wrong(row: _Row, number: _Number) -> Iterator[Finding]:
    known = row.seen.get(number.value)
    if known:
        yield _finding("repeat", number, known)
    elif number.value < row.last.value:
        yield _finding("order", number, row.last)
    elif number.record.locator.table:
        yield _finding("gap", number, row.last)
    elif number.place == row.last.place + 1:
        yield _finding("gap_in_list", number, row.last)


def _begins_anew(last: _Number, number: _Number) -> bool:
    """Tell whether a number is the first of a new row: 1 after a higher one, or a lower one in another place."""
    return number.value <= last.value and (number.under != last.under or number.value == 1 < last.value)


def _finding(form: str, number: _Number, other: _Number | None = None) -> Finding:
    words = {"number": number.record.number}
    if other is None:
        return rule("numbering-gap").finding(number.record, words, form)
    words |= {"before": other.record.number, "other": task_number(other.record)}
    related = [other.record.locator]
    return rule("numbering-gap").finding(number.record, words, form, related=related)


def _read(record: Assignment, place: int) -> _Number | None:
    """Return the number of a task, None where it has none; of 1-2 the last part counts, 1- is its form."""
    text = "".join(record.number.split())
    if len(text) == 1 and _FIRST_CIRCLED <= text <= _LAST_CIRCLED:
        return _Number(ord(text) - ord(_FIRST_CIRCLED) + 1, _FIRST_CIRCLED, place, record)
    match = _PRINTED.fullmatch(text)
    if not match:
        return None
    digits = match["number"]
    kind = "1" if digits[0].isdecimal() else "一"
    return _Number(int(read_numeral(digits)), f"{match['before']}{kind}", place, record)
