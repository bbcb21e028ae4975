"""Cypher in a notebook: ``%load_ext api.notebook``, then ``%%cypher`` above a statement.

    %%cypher -o busiest
    MATCH (u:Unit)-[:OWNS]->(t:Task)
    WHERE u.kind = $kind
    RETURN u.name AS unit, count(t) AS tasks ORDER BY tasks DESC, unit

``$kind`` is the notebook's variable of that name. The statement goes through the guard that the REST API and ``zerentu
cypher`` have too: it only reads, on either engine. ``ZERENTU_STORE`` or ``--store`` says where the graph is.
"""

import atexit
import re
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand

from api.answer_pictures import picture_of_rows
from api.commands.options import Target
from api.commands.stores import read_settings
from api.pictures import Picture
from api.settings import Settings
from api.values import value_words
from graph.errors import InputError, ZerentuError
from graph.guard import GuardedCypher
from graph.guard.tokens import read_tokens
from graph.store import Rows, open_store
from graph.store.protocol import Cell
from loaders.checks import place_in_chinese

_USAGE = "usage: %%cypher [-o NAME] [--graph] [--limit ROWS] [--store URL], and the statement below or behind it"
_OPTION = re.compile(r"\s*(?:(--graph)|(-o|--limit|--store)[ =]+(\S+))(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line of the magic asks for."""

    statement: str
    name: str = ""
    graph: bool = False
    limit: int | None = None
    store: str | None = None


@magics_class
class CypherMagics(Magics):
    """The magic, with one guard for each graph that it was asked about."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._variables: dict[str, Any] = shell.user_ns
        self._guards: dict[str, GuardedCypher] = {}

    @no_var_expand
    @line_cell_magic
    def cypher(self, line: str, cell: str = "") -> object:
        """Run a reading Cypher statement and return its rows as a DataFrame, without pandas as a list of dicts.

        Options: -o NAME keeps the rows under that name and shows none; --graph shows the nodes that they name as a
        picture; --limit ROWS takes more or fewer than 1,000; --store URL asks another graph, and may be a variable
        ($url). A $name in the statement is a variable of the notebook.
        """
        try:
            return self._answer(read_line(f"{line}\n{cell}"))
        except ZerentuError as error:
            # The one exception that IPython shows without a traceback.
            raise UsageError(str(error)) from error

    def close(self) -> None:
        """End the processes of the guards."""
        while self._guards:
            self._guards.popitem()[1].close()

    def _answer(self, wanted: Wanted) -> object:
        settings = read_settings(Target(store=self._store(wanted.store)))
        rows = self._guard(settings, wanted.limit).ask(wanted.statement, self._parameters(wanted.statement))
        if rows.truncated:
            sys.stderr.write(f"only the first {len(rows.rows)} rows are here: --limit ROWS takes more\n")
        frame = as_frame(rows)
        if wanted.name:
            self._variables[wanted.name] = frame
        if wanted.graph:
            return _picture(settings, rows)
        return None if wanted.name else frame

    def _store(self, store: str | None) -> str | None:
        if store and store.startswith("$"):
            return str(self._variable(store[1:]))
        return store

    def _guard(self, settings: Settings, limit: int | None) -> GuardedCypher:
        options, limits = settings.store_options(), settings.cypher.limits(limit)
        # With the password, which may have been set since.
        key = repr((settings.store, options, options.password, limits))
        if key not in self._guards:
            self._guards[key] = GuardedCypher(settings.store, options, limits)
        return self._guards[key]

    def _parameters(self, statement: str) -> dict[str, Cell]:
        """Return the variables that a statement names; what is not there, the guard asks for."""
        names = {token.value for token in read_tokens(statement) if token.kind == "parameter"}
        return {name: _plain(self._variable(name)) for name in names if name in self._variables}

    def _variable(self, name: str) -> Any:
        if name not in self._variables:
            raise InputError(f"the notebook has no variable {name}: set it in a cell above")
        return self._variables[name]


def read_line(text: str) -> Wanted:
    """Return what a line of the magic and the cell below it say.

    Raises:
        InputError: an option is unknown or lacks its value, or there is no statement.
    """
    wanted = Wanted("")
    while option := _OPTION.match(text):
        text = text[option.end() :]
        match option[1] or option[2]:
            case "--graph":
                wanted = replace(wanted, graph=True)
            case "--store":
                wanted = replace(wanted, store=option[3])
            case "-o" if option[3].isidentifier():
                wanted = replace(wanted, name=option[3])
            case "--limit" if option[3].isdecimal() and int(option[3]):
                wanted = replace(wanted, limit=int(option[3]))
            case _:
                raise InputError(_USAGE)
    if not text.strip() or text.lstrip().startswith("-"):
        raise InputError(_USAGE)
    return replace(wanted, statement=text.removeprefix("\n"))


def as_frame(rows: Rows) -> Any:
    """Return rows as a DataFrame, or as a list of dicts where pandas is not installed."""
    if not find_spec("pandas"):
        return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    return import_module("pandas").DataFrame(rows.rows, columns=rows.columns)


def load_ipython_extension(shell: InteractiveShell) -> CypherMagics:
    """Give a shell the magic: ``%load_ext api.notebook``."""
    magics = CypherMagics(shell)
    shell.register_magics(magics)
    atexit.register(magics.close)
    return magics


def _picture(settings: Settings, rows: Rows) -> Picture:
    with open_store(settings.store, replace(settings.store_options(), read_only=True)) as store:
        return picture_of_rows(store, rows)


def _plain(value: Any) -> Any:
    """Return what NumPy and pandas hand out (numbers, columns) and tuples as plain values and lists."""
    if isinstance(value, tuple | set):
        return list(value)
    return value.tolist() if hasattr(value, "tolist") else value


def in_chinese(frame: Any) -> Any:
    """Return a DataFrame with the schema's values, the places and yes and no in Chinese; its columns keep their names.

    A column is known by its name, as an answer has it: what is renamed before stays as it is.
    """
    return frame.assign(**{name: [_chinese(name, value) for value in frame[name]] for name in frame.columns})


def _chinese(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, str):
        return value
    return place_in_chinese(value) if name == "locator" else value_words(name, value).zh


def readable(frame: Any) -> Any:
    """Return a DataFrame as it is read: texts to the left, with the line breaks of the document, rows unnumbered.

    What stands in it is shown as text, never as HTML: it may come from a document.
    """
    styled = frame.style.hide(axis="index").format(_written, na_rep="", escape="html")
    styled = styled.format_index(escape="html", axis="columns")
    cells = {"text-align": "left", "vertical-align": "top", "white-space": "pre-line"}
    return styled.set_properties(**cells).set_table_styles([{"selector": "th", "props": "text-align: left"}])


def _written(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value
