"""A sheet as parts with rows of text, the same for every form that it is written in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.commands.output import visible
from api.sheets.gathering import MOST_LINES, Line, Sheet, Source
from graph.words import word_list
from loaders.checks.rules import place_in_chinese
from loaders.notice import UNKNOWN

BETWEEN = "、"
"""What stands between names."""

WIDTHS = (5, 11, 35, 8, 10, 11, 20)
"""The widths of the columns, in hundredths of the page."""


@dataclass(frozen=True, slots=True)
class Part:
    """The tasks of one document in which the holder stands alike; a row has a text for each of ``columns``."""

    title: str
    note: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one document asks of the unit or official."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """All words of a sheet, in their order."""

    title: str
    subtitle: str
    remark: str
    columns: tuple[str, ...]
    chapters: tuple[Chapter, ...]


_KINDS: Mapping[str, Callable[[Line], bool]] = {
    "leads": lambda line: line.role == "leads",
    "owns": lambda line: line.role == "owns" and not line.via,
    "supports": lambda line: line.role == "supports" and not line.via,
    "groups": lambda line: bool(line.via),
    "mentions": lambda line: line.role == "mentions" and not line.via,
}


def lay_out(sheet: Sheet) -> Paper:
    """Return the words of a sheet; control characters of a document show as escapes."""
    words = _words()
    of = words["of"][sheet.label]
    remark = words["truncated"].format(most=MOST_LINES) if sheet.truncated else "" if sheet.lines else of["none"]
    return Paper(
        visible(of["title"].format(name=sheet.name)),
        visible(words["subtitle"].format(jurisdiction=sheet.jurisdiction)),
        remark,
        tuple(words["columns"]),
        tuple(_chapter(sheet, source) for source in sheet.documents),
    )


def _chapter(sheet: Sheet, source: Source) -> Chapter:
    lines = [line for line in sheet.lines if line.document == source.id]
    parts = [_part(kind, [line for line in lines if belongs(line)]) for kind, belongs in _KINDS.items()]
    title, number = ("" if text == UNKNOWN else text for text in (source.title, source.number))
    words = _words()["numbered" if number else "document"]
    return Chapter(
        visible(words.format(title=title or source.id, number=number)),
        tuple(part for part in parts if part.rows),
    )


def _part(kind: str, lines: list[Line]) -> Part:
    words = _words()
    count = words["count"].format(count=len({line.task for line in lines}))
    rows = tuple(tuple(map(visible, _row(number, line))) for number, line in enumerate(lines, start=1))
    return Part(f"{words['parts'][kind]}（{count}）", words["notes"].get(kind, ""), rows)


def _row(number: int, line: Line) -> tuple[str, ...]:
    deadline = _words()["deadline"].format(deadline=line.deadline) if line.deadline else ""
    return (
        str(number),
        " / ".join(line.headings),
        _lines(line.content, line.requirement, deadline),
        BETWEEN.join(line.leaders),
        BETWEEN.join(line.owners),
        BETWEEN.join(line.supports),
        _source(line),
    )


def _source(line: Line) -> str:
    """Return the words that give the role, how it comes to them, and where they stand."""
    words = _words()
    role = words["roles"][line.role]
    via = words["via"].format(via=line.via, basis=words["basis"].get(line.basis, line.basis)) if line.via else ""
    position = words["position"].format(annex=line.annex, row=line.row)
    inherited = words["inherited"] if line.inherited else ""
    place = place_in_chinese(line.locator)
    # A cell with a name a line would fill the page.
    quote = " ".join(line.quote.split("\n"))
    return _lines(f"{role}：“{quote}”", via, "；".join(filter(None, (position, place, inherited))))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _words() -> dict[str, Any]:
    words: dict[str, Any] = word_list("api.sheets", "sheet.yml")
    return words
