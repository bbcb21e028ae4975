"""Asks a question and returns of its answer what a test compares."""

from typing import Any

import queries
from graph.store import Store
from tests.contract.sample import BREAKDOWN, NOTICE


def ask(store: Store, question: str, columns: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """The named columns of the rows; lists as tuples, ids without the document before them."""
    answer = queries.ask(store, question, parameters)
    places = [answer.columns.index(column) for column in columns.split()]
    return [tuple(_short(row[place]) for place in places) for row in answer.rows]


def _short(cell: Any) -> Any:
    if isinstance(cell, list):
        return tuple(cell)
    return cell.removeprefix(f"{BREAKDOWN}:").removeprefix(f"{NOTICE}:") if isinstance(cell, str) else cell
