"""Which role a column plays by the words below its header, where the header itself does not tell or is too coarse.

A header whose duties are known and borne out, but whose task word is not in the vocabulary, has its task in the
unknown column with the longest texts. A task column that is merged over rows, or holds mere values, gives way to the
text beside it that every row has of its own. Other unknown columns of long texts say more of the task, merged ones are
headings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import mean

from loaders.blocks import Cell
from loaders.layouts.clauses import is_deadline
from loaders.layouts.fit import fits
from loaders.layouts.grid import Grid
from loaders.layouts.headers import DUTY_ROLES, Columns
from loaders.layouts.names import only_leaders
from loaders.layouts.parting import names_units

Rows = Sequence[Mapping[int, Cell]]
_WORDS, _LONG = 6, 10
"""How many characters the texts of a column have on average where they can be tasks, or say more of a task."""
_FEWEST_ROWS = 2
_LACKING_SHARE = 0.1
_NUMBER = re.compile(r"[（(]?\d{1,4}[）)]?[、.．]?")
_VALUE = re.compile(r"[^\u4e00-\u9fff]{0,6}[\u4e00-\u9fff]{0,4}\d[\d.,]*[^\d。；]{0,8}")


def with_task(columns: Columns, rows: Rows) -> Columns | None:
    """Return the columns with the task in the unknown column of the longest texts, None where nothing shows it.

    One duty must be named in words of its own, by cells that look like it, and another word must be known besides.
    """
    known = sum(map(len, columns.roles.values()))
    sure = [
        at
        for role in DUTY_ROLES
        for at in columns.roles.get(role, ())
        if at not in columns.general and texts_of(rows, at) and fits(rows, role, at)
    ]
    texts = {at: texts_of(rows, at) for at in columns.unknown if columns.printed[at]}
    tasks = [at for at, found in texts.items() if are_texts(found, _WORDS) and 2 * len(found) >= len(rows)]
    if not sure or known < 2 or not tasks:
        return None
    task = max(tasks, key=lambda at: mean(map(len, texts[at])))
    return replace(columns, roles={**columns.roles, "content": (task,)}, unknown=_without(columns.unknown, task))


def settle(grid: Grid) -> None:
    """Give the columns of a table the roles that its rows show, and remark on what its header did not say."""
    rows = [row.cells for row in grid.rows if any(not cell.is_blank for cell in row.cells.values())]
    if len(rows) < _FEWEST_ROWS:
        return
    columns, task = grid.columns, grid.columns.roles["content"][0]
    better = _better_task(columns, rows, task)
    if better >= 0:
        numbers = all(map(_NUMBER.fullmatch, texts_of(rows, task)))
        columns = _exchanged(columns, task, better, numbers=numbers)
        said, known = columns.printed[better] or f"column {better + 1}", columns.printed[task]
        grid.remarks += (f"{said} says more in each row than {known}: it is read as the task",)
    for at in columns.unknown:
        role = _role_by_words(columns, rows, at)
        if role:
            columns = _with_role(columns, role, at)
            grid.remarks += (f"{columns.printed[at]} is no known header: read as {role} by its words",)
    grid.columns = columns


def texts_of(rows: Rows, at: int) -> list[str]:
    """Return the words of a column's filled cells."""
    return [row[at].text.strip() for row in rows if _has_own(row, at)]


def are_texts(texts: Sequence[str], least: int) -> bool:
    """Tell whether words say what is to be done: of some length on average, most no names, times or numbers."""
    return bool(texts) and mean(map(len, texts)) >= least and 2 * sum(map(_is_other, texts)) < len(texts)


def _is_other(text: str) -> bool:
    return bool(_VALUE.fullmatch(text)) or only_leaders(text) or names_units(text) or is_deadline(text)


def _better_task(columns: Columns, rows: Rows, task: int) -> int:
    """Return the column that says the task better than the one headed so, -1 where none does."""
    lacking = sum(not _has_own(row, task) for row in rows)
    values = texts_of(rows, task)
    beside = _covered(columns, rows, task)
    if beside >= 0:
        return beside
    if lacking >= _LACKING_SHARE * len(rows) and lacking:
        return _longest(columns, rows, ("requirement", "title"))
    if values and all(map(_VALUE.fullmatch, values)):
        return _longest(columns, rows, ("title", "project"))
    return -1


def _covered(columns: Columns, rows: Rows, task: int) -> int:
    """Return the column behind the task's that has no header of its own and says more in every row, -1 without one.

    A header over both (主要任务 over a heading and the tasks below it) stands in the first one.
    """
    beside = task + 1
    if beside >= columns.width or columns.printed[beside]:
        return -1
    texts, others = texts_of(rows, beside), texts_of(rows, task)
    whole = len(texts) == len(rows) and are_texts(texts, _WORDS)
    return beside if whole and (not others or mean(map(len, texts)) > mean(map(len, others))) else -1


def _longest(columns: Columns, rows: Rows, roles: Iterable[str]) -> int:
    """Return the column of the longest texts that every row has of its own, among the roles and the unknown ones."""
    places = [at for role in roles for at in columns.roles.get(role, ())]
    places += [at for at in columns.unknown if columns.printed[at]]
    texts = {at: texts_of(rows, at) for at in places}
    whole = [at for at, found in texts.items() if len(found) == len(rows) and are_texts(found, _WORDS)]
    return max(whole, key=lambda at: mean(map(len, texts[at])), default=-1)


def _exchanged(columns: Columns, task: int, better: int, *, numbers: bool) -> Columns:
    """Return the columns with another task; the former is a heading in front of it, and a requirement behind it.

    ``numbers`` tells that it only numbers the tasks.
    """
    former = "seq" if numbers else "project" if task < better else "requirement"
    roles = {role: _without(_without(places, task), better) for role, places in columns.roles.items()}
    roles[former] = tuple(sorted((*roles.get(former, ()), task)))
    roles["content"] = (better,)
    kept = {role: places for role, places in roles.items() if places}
    return replace(columns, roles=kept, unknown=_without(columns.unknown, better))


def _role_by_words(columns: Columns, rows: Rows, at: int) -> str:
    """Return the role of a column without a known header: merged ones head, long texts say more; others none."""
    texts = texts_of(rows, at)
    if not columns.printed[at] or not are_texts(texts, 1):
        return ""
    if at < columns.roles["content"][0] and any(at in row and row[at].continues for row in rows):
        return "category"
    return "requirement" if 2 * len(texts) >= len(rows) and are_texts(texts, _LONG) else ""


def _with_role(columns: Columns, role: str, at: int) -> Columns:
    places = tuple(sorted((*columns.roles.get(role, ()), at)))
    return replace(columns, roles={**columns.roles, role: places}, unknown=_without(columns.unknown, at))


def _has_own(row: Mapping[int, Cell], at: int) -> bool:
    return at in row and not row[at].is_blank and not row[at].continues


def _without(places: tuple[int, ...], at: int) -> tuple[int, ...]:
    return tuple(place for place in places if place != at)
