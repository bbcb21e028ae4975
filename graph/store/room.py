"""Room on the disk, made sure of before the embedded engine writes.

Where its log cannot be written to the end, ladybug 0.22 refuses the load but keeps what it has in mind of it: a later
load goes into the torn log behind it and is lost. So what a load may take is set aside first and given back at once.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from graph.errors import StoreError
from graph.model import Edge, Node, Value
from graph.store.plan import Plan

SUFFIX = ".room"
"""What the name of the graph file is followed by, while room is set aside."""

LEAST_BYTES = 2**20
"""What any write may take: pages of the log, the ledger's line."""

_BYTES_OF_PAGES = 16 * 2**20
_BYTES_EACH, _BYTES_A_CHARACTER = 400, 6
"""Measured in the log: 3.2 MB for 1,500 tasks with 9,000 edges; half of that is margin."""


def bytes_for(plan: Plan) -> int:
    """Return how much the log may take for a plan, with a margin."""
    items: list[Node | Edge] = [node for nodes in plan.nodes.values() for node in nodes]
    items += [edge for edges in plan.edges.values() for edge in edges]
    characters = sum(_characters(item.properties) for item in items)
    return LEAST_BYTES + _BYTES_EACH * len(items) + _BYTES_A_CHARACTER * characters


def bytes_for_log(graph: Path) -> int:
    """Return how much the graph's own file may grow by when its log is put into it."""
    log = graph.with_name(graph.name + ".wal")
    return _BYTES_OF_PAGES + 4 * (log.stat().st_size if log.exists() else 0)


def require_room(graph: Path, needed_bytes: int) -> None:
    """Make sure that the files beside a graph can grow by so much.

    Raises:
        StoreError: the disk is full, or files may not become as large.
    """
    if not hasattr(os, "posix_fallocate"):
        return
    path = graph.with_name(graph.name + SUFFIX)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            # Behind as many bytes as the graph has: a limit on the size of files would meet the graph's own file.
            os.posix_fallocate(file, graph.stat().st_size, needed_bytes)
        finally:
            os.close(file)
            with suppress(OSError):
                path.unlink()
    except OSError as error:
        reason = f"there is no room to write {needed_bytes / 1e6:.0f} MB: {error.strerror}"
        raise StoreError(f"{graph}: {reason}; nothing was written: make room, then do the same again") from error


def _characters(properties: Mapping[str, Value]) -> int:
    return sum(len(text) for value in properties.values() for text in _texts(value))


def _texts(value: Value) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
