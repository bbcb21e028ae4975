"""Whether the words under a header are what the header promises: persons under leaders, units under owners.

Where the width of a flattened table is in doubt, this decides; a table whose columns do not fit is not read, because
shifted columns make wrong edges that look right.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph.people import looks_like_leader
from graph.units import looks_like_unit, split_units
from loaders.blocks import Cell
from loaders.layouts.headers import DUTY_ROLES, Columns

LEAST_FIT = 0.5


def fit(rows: Iterable[Mapping[int, Cell]], columns: Columns) -> float:
    """Return the share of filled duty cells whose words look like what their column is for; 1 where none is filled."""
    looks = [
        _looks_right(role, row[at].text)
        for row in rows
        for role in DUTY_ROLES
        for at in columns.roles.get(role, ())
        if at in row and not row[at].is_blank
    ]
    return sum(looks) / len(looks) if looks else 1.0


def by_column(row: Sequence[Cell]) -> Mapping[int, Cell]:
    """Return a counted row as cells by column."""
    return dict(enumerate(row))


def only_leaders(text: str) -> bool:
    """Tell whether a cell names persons or their offices and nothing else."""
    return looks_like_leader(text) and not any(looks_like_unit(name) for name in split_units(text))


def _looks_right(role: str, text: str) -> bool:
    if role == "leaders":
        return only_leaders(text)
    names = split_units(text)
    return 2 * sum(looks_like_unit(name) for name in names) >= len(names) > 0
