"""Whether the words under a header are what the header promises: persons under leaders, units under owners.

Where the width of a flattened table is in doubt, this decides; a table whose columns do not fit is not read, because
shifted columns make wrong edges that look right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from graph.units import looks_like_unit, split_units
from graph.words import REMEMBERED
from loaders.blocks import Cell
from loaders.layouts.clauses import read_clauses
from loaders.layouts.headers import DUTY_ROLES, Columns
from loaders.layouts.names import only_leaders

LEAST_FIT = 0.5
_LEAST_CELLS = 3


def fit(rows: Iterable[Mapping[int, Cell]], columns: Columns) -> float:
    """Return the share of cells that look like what their column is for, in the worst of the duty columns.

    A column in which fewer than three cells are filled is too little to judge by; 1 where there is none to judge by.
    """
    rows = list(rows)
    duty_columns = [(role, at) for role in DUTY_ROLES for at in columns.roles.get(role, ())]
    return min((_column_fit(rows, role, at) for role, at in duty_columns), default=1.0)


def without_unfit(columns: Columns, rows: Sequence[Mapping[int, Cell]]) -> Columns:
    """Return the columns without the duties whose header says little (单位) and whose cells do not bear it out."""
    unfit = {
        at
        for role in DUTY_ROLES
        for at in columns.roles.get(role, ())
        if at in columns.general and not fits(rows, role, at)
    }
    if not unfit:
        return columns
    kept = {
        role: tuple(at for at in places if role not in DUTY_ROLES or at not in unfit)
        for role, places in columns.roles.items()
    }
    return replace(columns, roles={role: places for role, places in kept.items() if places})


def fits(rows: Sequence[Mapping[int, Cell]], role: str, at: int) -> bool:
    """Tell whether half of a column's filled cells look like what it is for; true where none is filled."""
    looks = _looks(rows, role, at)
    return not looks or sum(looks) >= LEAST_FIT * len(looks)


def _column_fit(rows: Sequence[Mapping[int, Cell]], role: str, at: int) -> float:
    looks = _looks(rows, role, at)
    return sum(looks) / len(looks) if len(looks) >= _LEAST_CELLS else 1.0


def _looks(rows: Sequence[Mapping[int, Cell]], role: str, at: int) -> list[bool]:
    return [looks_right(role, row[at].text) for row in rows if at in row and not row[at].is_blank]


def by_column(row: Sequence[Cell]) -> Mapping[int, Cell]:
    """Return a counted row as cells by column."""
    return dict(enumerate(row))


@lru_cache(REMEMBERED)
def looks_right(role: str, text: str) -> bool:
    """Tell whether the words of a cell look like what a duty column is for."""
    if role == "leaders":
        return only_leaders(text)
    names = split_units(text)
    if role == "owners" and read_clauses(text) is not None:
        return True
    return 2 * sum(looks_like_unit(name) for name in names) >= len(names) > 0
