"""A cell that lists several numbered tasks beside owners that are numbered alike: one assignment each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Cell, Place
from loaders.layouts.names import read_leaders, read_units
from loaders.records import Assignment, Duty

_MARK = re.compile(r"(?:^|(?<=[\n。；;，,、\s]))\s*(?:(\d{1,2})[.．、](?!\d)|[（(](\d{1,2})[）)])\s*")
_CIRCLED = re.compile("[①-⑳]")


def split_numbered(record: Assignment) -> list[Assignment]:
    """Return one assignment for each numbered part, where content and owners are numbered alike; else the record.

    A role whose cell is not numbered holds for every part.
    """
    parts = numbered_parts(record.content)
    if not parts:
        return [record]
    alike = {
        role: [numbered_parts(duty.quote) for duty in duties]
        for role, duties in record.duties.items()
    }  # fmt: skip
    if not any(len(each) == len(parts) for role in ("owners", "leaders") for each in alike.get(role, ())):
        return [record]
    return [_part(record, index, parts, alike) for index in range(len(parts))]


def numbered_parts(text: str) -> list[str]:
    """Return the parts of a text that is numbered from 1 without a gap: 1.甲；2.乙. None where it is not."""
    text = _CIRCLED.sub(lambda mark: f"\n{ord(mark[0]) - ord('①') + 1}.", text).lstrip("\n")
    if not _MARK.match(text):
        return []
    marks = list(_MARK.finditer(text))
    numbers = [int(mark[1] or mark[2]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(" \n；;") for mark, end in zip(marks, ends, strict=True)]


def _part(record: Assignment, index: int, parts: Sequence[str], alike: dict[str, list[list[str]]]) -> Assignment:
    duties = {
        role: tuple(
            _duty(role, duty, numbered[index]) if len(numbered) == len(parts) else duty
            for duty, numbered in zip(found, alike[role], strict=True)
        )
        for role, found in record.duties.items()
    }
    deadlines = numbered_parts(record.deadline)
    deadline = deadlines[index] if len(deadlines) == len(parts) else record.deadline
    held = {role: tuple(duty for duty in found if duty.names) for role, found in duties.items()}
    return replace(
        record,
        title=record.title,
        content=parts[index],
        deadline=deadline,
        duties={role: found for role, found in held.items() if found},
    )


def _duty(role: str, duty: Duty, words: str) -> Duty:
    cell = Cell(words, Place())
    names = (read_leaders(cell) if role == "leaders" else read_units(cell, ())).names
    return replace(duty, names=tuple(dict.fromkeys(names)))
