"""``zerentu cypher``: a statement of one's own, through the guard that the REST API has too."""

import json
from collections.abc import Sequence

from api.commands.options import Target
from api.commands.output import as_json as table_as_json
from api.commands.output import complain, print_json
from api.commands.pairs import read_pairs
from api.commands.stores import read_settings
from api.commands.tables import print_table
from graph.errors import NotFoundError
from graph.guard import GuardedCypher
from graph.store.protocol import Cell


def run_statement(statement: str, given: Sequence[str], limit: int | None, target: Target, as_json: bool) -> None:
    """Print the rows of a reading statement; a value that reads as JSON is one, any other is a text.

    Raises:
        StatementError: it is refused or not understood, or it took too long.
        NotFoundError: it returns no rows.
    """
    parameters = {name: _value(text) for name, text in read_pairs(given, "unit=水务局").items()}
    settings = read_settings(target)
    with GuardedCypher(settings.store, settings.store_options(), settings.cypher.limits(limit)) as guard:
        answer = guard.ask(statement, parameters)
    if as_json:
        print_json(table_as_json(answer.columns, answer.rows, truncated=answer.truncated))
    elif answer.rows:
        print_table(answer.columns, answer.rows)
    if answer.truncated:
        shown = f"only the first {len(answer.rows)} rows are shown"
        complain(f"zerentu: {shown}; --limit N and ZERENTU_CYPHER__ANSWER_MB show more")
    elif not answer.rows:
        raise NotFoundError("the statement returns no rows")


def _value(text: str) -> Cell:
    try:
        value: Cell = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return text
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is a word here")
