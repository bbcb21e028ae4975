"""Faults of ladybug 0.22 that a server must not meet, and the ways around them.

Paging past the end: ``ORDER BY … SKIP a LIMIT b`` at the end of a statement crashes the process where ``a`` lies some
ten thousand rows behind the last one; without ``LIMIT`` it answers. So for deep pages the limit is kept on our side.

Statements that pile up: a connection keeps every statement that it has prepared, each pins memory of the buffer pool,
and nothing frees it but closing the connection; some forty at 64 MB, and every further statement fails. So a connection
is retired after a dozen.

A log that cannot be written: see ``room``. Where even the end of the database cannot be written, its destructor ends
the process; such a one is never destroyed.
"""

import re
from collections.abc import Mapping
from typing import Any

from graph.store.protocol import Cell

SAFE_SKIP = 1000
MOST_STATEMENTS = 12
MOST_CONNECTIONS = 8

_KEPT: list[Any] = []
_PAGE = re.compile(r"\bSKIP\s+(\d+|\$\w+)\s+LIMIT\s+(\d+|\$\w+)\s*$", re.IGNORECASE)


def split_deep_page(statement: str, parameters: Mapping[str, Cell]) -> tuple[str, int | None]:
    """Return the statement without the limit of a deep page, and that limit; unchanged and None for any other."""
    page = _PAGE.search(statement)
    if not page:
        return statement, None
    skip, limit = (_count(word, parameters) for word in page.groups())
    if skip is None or limit is None or skip <= SAFE_SKIP:
        return statement, None
    return statement[: page.start()] + f"SKIP {skip}", limit


def _count(word: str, parameters: Mapping[str, Cell]) -> int | None:
    value = parameters.get(word[1:]) if word.startswith("$") else int(word)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def keep_open(database: Any) -> None:
    """Never close or destroy a database; the file stays taken until this process ends."""
    import ctypes  # noqa: PLC0415 - hardly ever

    for kept in (database, database._pybind_database, database._database):
        _KEPT.append(kept)
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(kept))
