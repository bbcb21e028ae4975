"""The excerpt of a record as ``zerentu extract --json`` prints it, and read again, every field checked."""

from dataclasses import asdict

from loaders.excerpts import Excerpt, ExcerptCell, ExcerptLine, ExcerptRow
from loaders.saved_fields import Fields

_FIELDS = frozenset(asdict(Excerpt()))
_CELL_FIELDS = frozenset(ExcerptCell._fields)
_LINE_FIELDS = frozenset(asdict(ExcerptLine("")))
_MOST_COLUMNS = 16_384
"""As many as a sheet has; a row is drawn with all columns up to its last."""


def excerpt_json(excerpt: Excerpt) -> dict[str, object]:
    """Return the excerpt with the parts that it has; of cells and lines what is empty or not known is left out."""
    parts = asdict(excerpt) | {
        "rows": [{"row": row.row, "cells": [_said(cell._asdict()) for cell in row.cells]} for row in excerpt.rows],
        "lines": [_said(asdict(line)) for line in excerpt.lines],
    }
    return {name: part for name, part in parts.items() if part and (name, part) != ("tasks", 1)}


def read_excerpt(saved: Fields) -> Excerpt:
    """Return an excerpt that was parsed from JSON.

    Raises:
        DocumentError: a field is unknown or not what it must be.
    """
    saved.check_names(_FIELDS, frozenset())
    return Excerpt(
        header=saved.texts("header"),
        roles=saved.texts("roles"),
        banners=saved.texts("banners"),
        rows=tuple(_row(each) for each in saved.all_fields("rows")),
        lines=tuple(_line(each) for each in saved.all_fields("lines")),
        tasks=saved.number("tasks", 1) if "tasks" in saved.given else 1,
        across="across" in saved.given and saved.flag("across"),
    )


def _row(saved: Fields) -> ExcerptRow:
    saved.check_names({"row", "cells"}, {"row", "cells"})
    return ExcerptRow(saved.number("row", 1), tuple(_cell(each) for each in saved.all_fields("cells")))


def _cell(saved: Fields) -> ExcerptCell:
    saved.check_names(_CELL_FIELDS, {"column", "text"})
    above = saved.text("above") if "above" in saved.given else ""
    column = saved.number("column", 1)
    if column > _MOST_COLUMNS:
        raise saved.refusal("column", f"at most {_MOST_COLUMNS}")
    return ExcerptCell(column, saved.text("text"), above, saved.number("above_row"))


def _line(saved: Fields) -> ExcerptLine:
    saved.check_names(_LINE_FIELDS, {"text"})
    return ExcerptLine(saved.text("text"), saved.number("line"), saved.number("page"))


def _said(part: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in part.items() if value or name == "text"}
