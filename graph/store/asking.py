"""What every store does to a statement before an engine sees it, and to the values that come back.

The lexical check is the first guard only: it refuses what an engine would do even in a read-only transaction
(read files, change settings, end the transaction). Writing itself is refused by the engine.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from graph.errors import StatementError
from graph.store.protocol import Cell

_QUOTED = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*` | //[^\n]* | /\*.*?\*/""", re.DOTALL | re.VERBOSE
)
_PARAMETER = re.compile(r"\$(\w+)")
_FIRST = re.compile(r"\s*(?:(?:EXPLAIN|PROFILE)\s+)?(\w+)", re.IGNORECASE)
_OPENINGS = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"}
_LOADING = re.compile(r"(?<![.:`\w])LOAD\s+(?:FROM|CSV|WITH|EXTENSION)\b", re.IGNORECASE)
_CALL = re.compile(r"(?<![.:`$\w])CALL\b\s*([\w.]*)", re.IGNORECASE)
_IN_PARTS = re.compile(r"}\s*IN\s+(?:[^{}]*\sCONCURRENT\s+)?TRANSACTIONS\b", re.IGNORECASE)
_CALLABLE = {
    "db.index.fulltext.querynodes", "db.labels", "db.relationshiptypes", "db.propertykeys",
    "show_tables", "show_connection", "show_indexes", "table_info", "db_version",
}  # fmt: skip


def check_reads(statement: str) -> str:
    """Return the statement without its closing semicolon.

    Raises:
        StatementError: it is empty, several statements, or not one that only reads the graph.
    """
    statement = statement.strip().rstrip(";")
    bare = without_quoted(statement)
    first = _FIRST.match(bare)
    if not first:
        raise StatementError("the statement is empty")
    if ";" in bare:
        raise StatementError("one statement at a time: there is a semicolon in the middle")
    if first[1].upper() not in _OPENINGS:
        raise StatementError(f"only reading statements are answered, and they do not begin with {first[1].upper()}")
    if _LOADING.search(bare):
        raise StatementError("only the graph is read: LOAD is refused")
    if _IN_PARTS.search(bare):
        raise StatementError("a statement is one transaction: CALL { … } IN TRANSACTIONS is refused")
    for name in _CALL.findall(bare):
        if name and name.lower() not in _CALLABLE:
            raise StatementError(f"only reading statements are answered: CALL {name} is refused")
    return statement


def check_parameters(statement: str, parameters: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the parameters that the statement names.

    Raises:
        StatementError: it names one that is not given; ladybug would silently find nothing.
    """
    names = sorted(set(_PARAMETER.findall(without_quoted(statement))))
    missing = [f"${name}" for name in names if name not in parameters]
    if missing:
        raise StatementError(f"the statement needs a value for {', '.join(missing)}")
    return {name: parameters[name] for name in names}


def without_quoted(statement: str) -> str:
    """Return the statement with strings, quoted names and comments emptied, so that words in them do not count."""
    return _QUOTED.sub(lambda found: "``" if found[0][0] == "`" else " ", statement)


def plain(value: Any, unwrapped: Callable[[Any], Any]) -> Cell:
    """Return a value of an engine as the type that every store answers with.

    ``unwrapped`` turns what only that engine has (nodes, paths, points in time) into mappings, lists and text.
    """
    value = unwrapped(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(name): plain(each, unwrapped) for name, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(each, unwrapped) for each in value]
    return value.isoformat() if isinstance(value, date | time) else str(value)
