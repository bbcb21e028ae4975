"""What a graph file in ladybug lacks of the schema, and how it gets it: a new file all, an older one what is new."""

from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.store.ddl import ladybug_columns, ladybug_indexes, ladybug_pairs, ladybug_tables

Run = Callable[[str], list[list[Any]]]


def require_schema(run: Run, path: Path, read_only: bool) -> None:
    """Create the tables, columns and indexes that are missing; ``run`` runs one statement and returns its rows.

    Raises:
        StoreError: some are, and the file is only to be read.
    """
    names = run("CALL SHOW_TABLES() RETURN name")
    tables = _absent(ladybug_tables(), names)
    if tables and read_only:
        raise StoreError(f"{path}: it holds no graph of zerentu ({', '.join(tables)} missing): load a document first")
    columns = _absent_columns(run, {name for (name,) in names})
    if columns and read_only:
        raise StoreError(f"{path}: it is of an earlier version of zerentu: load a document once, then it can be read")
    held = run("CALL SHOW_INDEXES() RETURN index_name") if not read_only else []
    indexes = [] if read_only else _absent(ladybug_indexes(), held)
    if tables or columns or indexes:
        # A file of an older schema has tables that lack pairs with the labels that are new.
        pairs = ladybug_pairs() if tables and names else []
        # In one transaction: each commit waits for the disk.
        for statement in ["BEGIN TRANSACTION", *tables, *pairs, *columns, *indexes, "COMMIT"]:
            run(statement)


def _absent_columns(run: Run, tables: Set[str]) -> list[str]:
    """Return the statements for the columns that the tables of an older schema lack."""
    statements: list[str] = []
    for table, columns in ladybug_columns().items():
        if table in tables:
            statements += _absent(columns, run(f"CALL TABLE_INFO('{table}') RETURN name"))
    return statements


def _absent(statements: Mapping[str, str], names: Sequence[Sequence[str]]) -> list[str]:
    held = {name for (name,) in names}
    return [statement for name, statement in statements.items() if name not in held]
