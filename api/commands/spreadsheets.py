"""CSV that a spreadsheet program opens safely: no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BETWEEN = "、"
"""What stands between the values of a list in one cell."""


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]], line_end: str = "\n") -> None:
    """Write column names and rows."""
    writer = csv.writer(file, lineterminator=line_end)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    """Return what the cell shows; a text that a spreadsheet would calculate gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = BETWEEN.join(str(each) for each in value)
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
