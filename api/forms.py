"""The forms that a list of rows is answered in: JSON, CSV and JSON lines, by suffix or by ``Accept``."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from api.commands.spreadsheets import write_csv
from api.negotiation import best_type
from api.problems import NotAcceptableError


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write an answer down; ``suffix`` is that of its path and of the file that a browser saves."""

    suffix: str
    media_type: str
    parameters: str = ""


JSON = Form("json", "application/json")
CSV = Form("csv", "text/csv", "; charset=utf-8; header=present")
JSON_LINES = Form("jsonl", "application/x-ndjson")

FORMS = {each.media_type: each for each in (JSON, CSV, JSON_LINES)}
"""What a list comes in, by media type; the first where the caller takes anything."""
FILES = {each.suffix: each for each in (CSV, JSON_LINES)}
"""The forms that have a path of their own, ``/tasks.csv``."""

LINE_END = "\r\n"
"""RFC 4180 asks for it."""


def wanted_form(request: Request, offered: Mapping[str, Form] = FORMS) -> Form:
    """Return the form that the request's ``Accept`` wants.

    Raises:
        NotAcceptableError: it wants none of those that are offered.
    """
    found = best_type(", ".join(request.headers.getlist("accept")), tuple(offered))
    if found is None:
        raise NotAcceptableError(f"this path answers in {', '.join(offered)}")
    return offered[found]


def require_json(request: Request) -> None:
    """Refuse a request that does not take JSON.

    Raises:
        NotAcceptableError: it does not.
    """
    wanted_form(request, {JSON.media_type: JSON})


def write_rows(
    form: Form, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], headers: Mapping[str, str]
) -> Response:
    """Return rows as a file named after ``name``; each row is an object with the columns as its keys."""
    write = _write_csv if form is CSV else _write_json_lines
    response = Response(write(columns, rows), headers=dict(headers))
    # Set as they are: starlette would add a charset of its own.
    response.headers["Content-Type"] = form.media_type + form.parameters
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.suffix}"'
    return response


def _write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return CSV with the mark that tells Excel UTF-8."""
    file = io.BytesIO()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    write_csv(text, columns, ([_cell(row.get(name)) for name in columns] for row in rows), LINE_END)
    text.flush()
    return file.getvalue()


def _write_json_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    lines = (json.dumps({name: row.get(name) for name in columns}, ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _cell(value: Any) -> Any:
    """Return what has parts of its own (a receipt, a path) as JSON, since a cell shows one text."""
    parts = value if isinstance(value, list) else [value]
    return json.dumps(value, ensure_ascii=False) if any(isinstance(each, dict | list) for each in parts) else value
