"""The catalogue of questions: one file each, found by name, asked of any store.

    answer = ask(store, "tasks-of-unit", {"unit": "水务局"})
    answer.columns, answer.rows

A question is ``cypher/<name>.cypher``; ``cypher/<dialect>/<name>.cypher`` beside it is the statement for an engine
that does not understand the portable one.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.errors import QuestionError
from graph.store.protocol import Cell, Store
from queries import analyses
from queries.front_matter import add_dialect, read_question
from queries.model import Answer, ParameterValue, Question
from queries.named import require_single
from queries.values import complete_parameters


@cache
def names() -> tuple[str, ...]:
    """Return the names of all questions, sorted."""
    return tuple(sorted(_stem(file) for file in _folder().iterdir() if _is_statement(file)))


def questions() -> tuple[Question, ...]:
    """Return all questions, sorted by name."""
    return tuple(question(name) for name in names())


@cache
def question(name: str) -> Question:
    """Return the question of that name; its file is read once.

    Raises:
        QuestionError: there is none; the message has the names that come close. Or its file is malformed.
    """
    if name not in names():
        raise QuestionError(_unknown(name))
    return load_question(_folder(), name)


def load_question(folder: Traversable, name: str) -> Question:
    """Read ``<name>.cypher`` in a folder, with what the folders of the dialects have for it.

    Raises:
        QuestionError: a file is malformed; the message has its name and the line.
    """
    loaded = read_question(name, (folder / f"{name}.cypher").read_text(encoding="utf-8"))
    for dialect in sorted(entry.name for entry in folder.iterdir() if entry.is_dir()):
        file = folder / dialect / f"{name}.cypher"
        if file.is_file():
            loaded = add_dialect(loaded, dialect, file.read_text(encoding="utf-8"))
    return loaded


def ask(
    store: Store,
    name: str,
    parameters: Mapping[str, object] | None = None,
    *,
    row_limit: int | None = None,
    timeout_seconds: float | None = None,
) -> Answer:
    """Answer a question of the catalogue from a store.

    Parameters may be values or texts as from a command line (``limit=10``). An answer longer than ``row_limit`` is
    cut and says so.

    Raises:
        QuestionError: no such question, or a parameter is unknown, missing or of the wrong type.
        SharedNameError: a name in it is that of several units or officials.
        StoreError: the store is not there.
    """
    asked = question(name)
    values = complete_parameters(asked, parameters or {})
    require_single(store, values)
    statement, bound = asked.bind(store.dialect, values)
    if asked.analysis:
        found = store.ask(statement, bound, timeout_seconds=timeout_seconds).rows
        rows = _analyse(asked, found, values)
        return Answer(asked, values, asked.columns, rows[:row_limit], row_limit is not None and len(rows) > row_limit)
    answered = store.ask(statement, bound, limit=row_limit, timeout_seconds=timeout_seconds)
    rows = [[_sorted(cell) for cell in row] for row in answered.rows]
    return Answer(asked, values, asked.columns, rows, answered.truncated)


def _analyse(asked: Question, rows: list[list[Cell]], values: Mapping[str, ParameterValue]) -> list[list[Cell]]:
    function = getattr(analyses, asked.analysis)
    own = {name: value for name, value in values.items() if name in (function.__kwdefaults__ or ())}
    found: list[list[Cell]] = function(rows, **own)
    return found


def _sorted(cell: Cell) -> Cell:
    return sorted(cell, key=str) if isinstance(cell, list) else cell


def _unknown(name: str) -> str:
    close = get_close_matches(name, names(), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else "`zerentu ask` lists them"
    return f"the catalogue has no question {name!r}; {hint}"


def _folder() -> Traversable:
    return files("queries") / "cypher"


def _is_statement(file: Traversable) -> bool:
    return file.is_file() and file.name.endswith(".cypher")


def _stem(file: Traversable) -> str:
    return file.name.removesuffix(".cypher")
