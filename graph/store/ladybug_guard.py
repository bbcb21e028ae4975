"""Guarded statements on ladybug: what its own process does, and nobody else.

The process opens a copy of the graph to read only, without network and without any other file; see ``graph/guard``.
"""

import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import StoreBusyError, StoreError
from graph.guard.answers import Collector, packed_loss, packed_refusal
from graph.guard.child import Answering
from graph.guard.confinement import end_after, leave_world, limit_resources
from graph.guard.limits import Limits
from graph.guard.snapshots import copy_graph
from graph.store.asking import plain
from graph.store.ledger import Ledger
from graph.store.ledger_check import require_copy

_BUFFER_BYTES, _REPLAY_BUFFER_BYTES = 96 * 2**20, 256 * 2**20
_SMALLEST_SPACE = 2**30
_THREADS = 2
_INTERNAL = frozenset({"_ID", "_LABEL", "_SRC", "_DST"})
_OFFSET = re.compile(r"\(line: (\d+), offset: (\d+)\)")
_UNKNOWN = re.compile(
    r"Variable (?P<variable>\S+) is not in scope|Cannot find property (?P<property>\S+) for"
    r"|Table (?P<table>\S+) does not"
)
_REFUSALS: tuple[tuple[str, str, str], ...] = (
    ("Parser exception", "syntax", "ladybug does not understand the statement from here on: look for a missing word"),
    ("bad_alloc", "memory", "the statement took too much memory: ask for less at a time"),
    ("Buffer manager", "memory", "the statement took too much memory: ask for less at a time"),
    ("write operation", "read-only", "the statement would write, and only reading statements are answered"),
    ("Overflow", "arithmetic", "a number in the statement becomes too large: compute with smaller ones"),
    ("Divide by zero", "arithmetic", "the statement divides by zero: leave such rows out by WHERE"),
    ("Conversion", "type", "a value cannot be turned into the type that the statement asks for: look at its form"),
    ("Cannot match a built-in", "type", "an operator or function gets values of types that it does not take"),
    ("data type", "type", "an expression has another type than its place asks for"),
    ("function", "function", "ladybug has no such function, or not for these types"),
)
"""What ladybug's words mean, the first that stands in them; its words themselves are never told."""
_VALUES = (
    "sum(1)", "1.5", "'a'", "[1]", "{a: 1}", "map([1], ['a'])", "date('2021-02-03')",
    "timestamp('2021-02-03 00:00:00')", "interval('1 day')", "CAST(1.5 AS DECIMAL(10, 2))", "CAST('a' AS BLOB)",
    "CAST(1 AS INT128)",
    "CAST('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' AS UUID)", "CAST('2021-02-03 00:00:00' AS TIMESTAMP_TZ)", "NULL",
)  # fmt: skip
_NONE_SUCH = {
    "variable": "nothing is named {} here: name it in MATCH, UNWIND or WITH; only UNWIND runs through a list",
    "property": "there is no property {} here: zerentu's /schema lists them",
    "table": "there is no label or relationship type {} here: zerentu's /schema lists them",
}
_UNCLEAR = "ladybug cannot run the statement: names, types and clauses of the portable subset are in the reference"


def warm() -> None:
    """Do once what every first use of the engine costs."""
    with ladybug.Database(":memory:", buffer_pool_size=2**24, max_num_threads=1) as database:
        connection = ladybug.Connection(database)
        # What the engine imports to hand out values of a type cannot be imported any more when all files are left.
        for value in _VALUES:
            _run(connection, f"RETURN {value} AS value").get_all()
        connection.close()


def prepare(setup: Mapping[str, Any]) -> Answering:
    """Return what answers one request; for a statement the graph is open then, and all rights are given up."""
    if "source" in setup:
        return lambda request: _take_copy(Path(setup["source"]), Path(setup["path"]))
    limits, path = Limits(**setup["limits"]), Path(setup["path"])
    os.nice(5)
    leave_world(path.parent)
    database = ladybug.Database(
        str(path),
        read_only=True,
        buffer_pool_size=_BUFFER_BYTES,
        max_db_size=_space(path.stat().st_size),
        max_num_threads=_THREADS,
    )
    connection = ladybug.Connection(database)
    _run(connection, "RETURN 1 AS one").close()
    limit_resources(_THREADS * limits.timeout_seconds, limits.memory_bytes)
    return partial(_answer, connection, limits)


def _take_copy(source: Path, target: Path) -> bytes:
    """Copy the graph, and let the copy take in its log, so that it opens fast and to read only."""
    try:
        before = Ledger(source)
        space = _space(copy_graph(source, target))
        with ladybug.Database(str(target), buffer_pool_size=_REPLAY_BUFFER_BYTES, max_db_size=space) as database:
            _require_whole(database, source, before)
    except StoreBusyError as error:
        return packed_loss("busy", str(error))
    except StoreError as error:
        return packed_loss("store", str(error))
    except OSError as error:
        return packed_loss("store", f"{source}: no copy of it can be made for reading: {error.strerror}")
    except RuntimeError:
        return packed_loss("store", f"{source}: it is no graph of zerentu, or it is damaged: run zerentu doctor")
    return b'{"columns":[],"rows":[],"truncated":false}'


def _require_whole(database: ladybug.Database, source: Path, before: Ledger) -> None:
    connection = ladybug.Connection(database)
    try:
        require_copy(source, before, Ledger(source), partial(_rows, connection))
    finally:
        connection.close()


def _space(size: int) -> int:
    """Return how much address space a file of this size may need: a power of two, as the engine asks for."""
    return int(max(_SMALLEST_SPACE, 1 << (4 * size).bit_length()))


def _answer(connection: ladybug.Connection, limits: Limits, request: Mapping[str, Any]) -> bytes:
    end_after(request["seconds"])
    try:
        result = _run(connection, request["statement"], request["parameters"])
        collector = Collector(result.get_column_names(), limits)
        while result.has_next() and collector.add([plain(cell, _unwrapped) for cell in _cells(result.get_next())]):
            pass
        return collector.packed()
    except (MemoryError, RecursionError):
        return packed_refusal("memory", "the answer is too large or too deep: ask for less at a time")
    except (RuntimeError, ValueError, TypeError, OverflowError) as error:
        return _refusal(str(error))


def _run(
    connection: ladybug.Connection, statement: str, parameters: Mapping[str, Any] | None = None
) -> ladybug.QueryResult:
    result = connection.execute(statement, dict(parameters or {}))
    if isinstance(result, list):
        raise TypeError("several statements in one")
    return result


def _rows(connection: ladybug.Connection, statement: str) -> list[list[Any]]:
    return [list(_cells(row)) for row in _run(connection, statement).get_all()]


def _cells(row: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any]:
    return list(row.values()) if isinstance(row, Mapping) else row


def _refusal(message: str) -> bytes:
    place = _OFFSET.search(message)
    offset = int(place[2]) if place else None
    unknown = _UNKNOWN.search(message)
    if unknown:
        kind, name = next((kind, name) for kind, name in unknown.groupdict().items() if name)
        return packed_refusal("unknown-name", _NONE_SUCH[kind].format(name[:60]))
    for words, rule, said in _REFUSALS:
        if words in message:
            return packed_refusal(rule, said, offset)
    return packed_refusal("engine", _UNCLEAR, offset)


def _unwrapped(value: Any) -> Any:
    """Return a node, a relationship and a path as maps of the same shape that Neo4j's have."""
    if isinstance(value, dict) and "_LABEL" in value:
        properties = {name: each for name, each in value.items() if name not in _INTERNAL and each is not None}
        if "_SRC" in value:
            return {"type": value["_LABEL"], "properties": properties}
        return {"labels": [value["_LABEL"]], "properties": properties}
    if isinstance(value, dict) and value.keys() == {"_NODES", "_RELS"}:
        return {"nodes": value["_NODES"], "relationships": value["_RELS"]}
    return value
