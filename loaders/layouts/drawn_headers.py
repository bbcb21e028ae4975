"""Header rows of drawn tables: one row, or several of which each parts the cells above it → columns.

责任单位 over 牵头 and 配合; 责任分工 over 市级 and 县（区） over 牵头领导, 牵头部门 and 责任单位. The innermost
words decide; where they say little (单位) or nothing, those above them are added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.units import is_group
from loaders.blocks import Cell
from loaders.layouts.banners import Banner, banner_of, units_in
from loaders.layouts.by_words import with_task
from loaders.layouts.fit import without_unfit
from loaders.layouts.headers import (
    Columns,
    can_be_header,
    is_general,
    names_duty,
    names_group,
    read_header,
    read_words,
)
from loaders.layouts.in_cells import says_who

Row = Sequence[Cell]
_MOST_ROWS = 5
_MOST_ASKED, _MOST_SEEN = 40, 400
"""How many rows below a header are looked at: what they do not show, more would not."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a header and how many rows it takes; ``remark`` says what its words did not tell."""

    columns: Columns
    height: int
    remark: str = ""


def header_at(rows: Sequence[Row], at: int, banners: Sequence[Banner] | None) -> Header | None:
    """Return the header that begins at a row, None where none does.

    ``banners`` are those above a table that has no header yet; there, a header that names no unit may list its tasks
    by unit, and one that names no task may have it in a column of long texts.
    """
    if any(cell.continues for cell in rows[at]) or not any(can_be_header(cell.text) for cell in rows[at]):
        return None
    found = _named(rows, at)
    if banners is None:
        return None if found and _names_only_groups(found.columns) else found
    return found or _listed_by_unit(rows, at, banners) or _said_in_cells(rows, at) or _without_task_word(rows, at)


def width_of(row: Row) -> int:
    """Return how many grid columns a row takes."""
    return max((cell.place.column - 1 + cell.span for cell in row), default=0)


def _named(rows: Sequence[Row], at: int) -> Header | None:
    """Return the header with the most rows whose words name a task and who answers."""
    for height in range(_height(rows, at), 0, -1):
        columns = read_header(_words(rows[at : at + height]))
        borne = without_unfit(columns, _cells_below(rows, at + height)) if columns else None
        if borne and names_duty(borne):
            return Header(borne, height)
    return None


def _names_only_groups(columns: Columns) -> bool:
    """Tell whether a row of a table looks like a header: 有关部门 stands there as the name of those who support."""
    roles = columns.roles
    leads = roles.get("leaders") or roles.get("owners")
    return not leads and all(is_group(columns.printed[at]) for at in roles.get("supports", ()))


def _listed_by_unit(rows: Sequence[Row], at: int, banners: Sequence[Banner]) -> Header | None:
    columns = read_header(_words(rows[at : at + 1]), by_unit=True)
    lower = rows[at + 1] if at + 1 < len(rows) else ()
    banner = banner_of(lower, columns) if columns and lower else None
    named = any(units_in(each.text) for each in (*banners, *([banner] if banner else [])))
    return Header(columns, 1) if columns and named else None


def _said_in_cells(rows: Sequence[Row], at: int) -> Header | None:
    """Return a header without units where most tasks say themselves who answers: 建学校（县教育局牵头）."""
    for height in range(_height(rows, at), 0, -1):
        columns = read_header(_words(rows[at : at + height]), by_unit=True)
        if columns:
            task = columns.roles["content"][0]
            texts = [row[task].text for row in _cells_below(rows, at + height)[:_MOST_ASKED] if task in row]
            telling = sum(map(says_who, texts))
            return Header(columns, height) if telling > 1 and 2 * telling >= len(texts) else None
    return None


def _without_task_word(rows: Sequence[Row], at: int) -> Header | None:
    height = _height(rows, at)
    columns = read_words(_words(rows[at : at + height]))
    if columns is None or "content" in columns.roles:
        return None
    found = with_task(columns, _cells_below(rows, at + height))
    if found is None:
        return None
    task = found.printed[found.roles["content"][0]]
    return Header(found, height, f"no known header names the task: {task}, with the longest words, is read as it")


def _cells_below(rows: Sequence[Row], start: int) -> list[Mapping[int, Cell]]:
    """Return the rows of more than one filled cell below a header, by column."""
    cells = [{cell.place.column - 1: cell for cell in row} for row in rows[start : start + _MOST_SEEN]]
    return [row for row in cells if sum(not cell.is_blank for cell in row.values()) > 1]


def _height(rows: Sequence[Row], at: int) -> int:
    """Return how many rows part each other from a row on: 1 where the next one is no part of a header."""
    height = 1
    while height < _MOST_ROWS and at + height < len(rows) and _parts(rows[at : at + height], rows[at + height]):
        height += 1
    return height


def _parts(upper: Sequence[Row], lower: Row) -> bool:
    """Tell whether the filled cells of a row part those above it, which are wide, or unknown where they are known.

    Some column of the first row is not parted, or all words are known: no row of the table is half of its header.
    """
    group_of = {at: columns for _, columns in _groups(upper[0]) for at in columns}
    words = _words(upper)
    below = {cell.place.column - 1: cell.text for cell in lower if not cell.is_blank}
    whole = any(at not in below for at, columns in group_of.items() if len(columns) == 1)
    if not below or not (whole or all(map(can_be_header, below.values()))):
        return False
    return all(
        at in group_of and (len(group_of[at]) > 1 or (can_be_header(text) and not can_be_header(words[at])))
        for at, text in below.items()
    )


def _words(rows: Sequence[Row]) -> list[str]:
    """Return the header words by column, made of all that stand over it; a wide cell's stand in its first column."""
    words = [""] * max(map(width_of, rows))
    for row in reversed(rows):
        for text, columns in _groups(row):
            parted = [at for at in columns if at < len(words) and words[at]]
            for at in parted:
                words[at] = _combined(text, words[at])
            if not parted:
                words[columns[0]] = text
    return words


def _groups(row: Row) -> list[tuple[str, range]]:
    """Return the filled cells of a header row with the columns that each covers, drawn or left blank behind it."""
    drawn = any(cell.span > 1 for cell in row)
    borders = [cell.place.column - 1 for cell in row if not cell.is_blank or cell.continues]
    ends = dict(zip(borders, [*borders[1:], width_of(row)], strict=True))
    starts = [(cell, cell.place.column - 1) for cell in row if not cell.is_blank]
    return [(cell.text, range(start, start + cell.span if drawn else ends[start])) for cell, start in starts]


def _combined(group: str, part: str) -> str:
    """Return the word that two header cells make: 责任单位 over 牵头, 责任 over 单位, 包保领导 over 姓名."""
    if names_group(part) and can_be_header(group):
        return group
    words = (part, part + group, group + part)
    return next((word for word in words if can_be_header(word) and not is_general(word)), part)
