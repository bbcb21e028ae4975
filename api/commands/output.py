"""What the commands print: tables for people, JSON for programs; always UTF-8, never a control character."""

import io
import json
import math
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))} | {9: " ", 10: "\n"}
# Marks of direction would show a name backwards.
_CONTROLS |= {
    code: f"\\u{code:04x}" for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def use_utf8() -> None:
    """Print UTF-8 whatever the locale says; what UTF-8 cannot say (half a surrogate) is printed as an escape."""
    # A program that is started without them (>&-) has None there.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """Print a line to standard output as it is, not wrapped."""
    print(visible(text))  # noqa: T201 - the one place that prints lines


def complain(text: str) -> None:
    """Print a line to standard error."""
    print(visible(text), file=sys.stderr)  # noqa: T201 - the one place that prints lines


def print_json(value: object) -> None:
    """Print JSON with Chinese as it is; numbers that JSON has not (NaN, infinity) as null."""
    say(json_text(value))


def json_text(value: object) -> str:
    """Return JSON as ``print_json`` prints it."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=2, allow_nan=False)


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]], **more: object) -> Mapping[str, object]:
    """Return a table as the object that ``--json`` prints."""
    return {**more, "columns": list(columns), "rows": [list(row) for row in rows]}


def visible(text: str) -> str:
    """Return the text with control characters as escapes, so that a document cannot steer the terminal."""
    return text.translate(_CONTROLS)


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show a spinner while something works, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - JSON lines in a pipe do without

    with Console(stderr=True, markup=False, emoji=False).status(visible(text)):
        yield


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _finite(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(name): _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value
