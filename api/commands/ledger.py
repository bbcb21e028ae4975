"""``zerentu ledger``: what an embedded graph was loaded with, what of it is missing, and the acceptance of a loss."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import typer

from api.commands.options import Target
from api.commands.output import print_json, say
from api.commands.stores import open_writing, read_settings
from api.commands.tables import print_table
from api.settings import Settings
from graph.errors import InputError, StoreLossError
from graph.store import open_store
from graph.store.ledger import Ledger
from graph.store.registry import file_of, scheme_of

_COLUMNS = ("document", "title", "source", "tasks", "responsibilities", "loaded", "state")
_HELD = "held"


def show_ledger(target: Target, as_json: bool) -> None:
    """Print the documents that the ledger lists, each with whether the graph holds it.

    The exit code is 1 where the graph holds less.

    Raises:
        InputError: the store is a server, which has no ledger.
        StoreError: the graph is not there, another process has it, or its ledger cannot be read.
    """
    settings = read_settings(target)
    ledger, lost = _ledger(settings), losses(settings)
    rows = [
        (each.document, each.title, each.source, each.tasks, each.responsibilities, each.at, lost.get(document, _HELD))
        for document, each in sorted(ledger.claims.items())
    ]
    if as_json:
        documents = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        print_json({"ledger": str(ledger.path), "ok": not lost, "documents": documents})
    elif rows:
        print_table(_COLUMNS, rows)
    else:
        say("the ledger lists no document")
    if lost:
        raise typer.Exit(1)


def accept_loss(target: Target, as_json: bool) -> None:
    """Let the ledger say that what is missing is given up, so that the graph opens as it is.

    Raises:
        InputError: the store is a server, which has no ledger.
        StoreError: another process has the graph, or it cannot be opened at all.
    """
    settings = read_settings(target)
    claims, lost = _ledger(settings).claims, losses(settings)
    if lost:
        open_writing(target, accept_loss=True).close()
    if as_json:
        print_json({"given_up": [{"document": document, "problem": problem} for document, problem in lost.items()]})
    elif lost:
        for document, problem in lost.items():
            say(f"given up: {claims[document].name}: {problem}; it came from {claims[document].source or 'no file'}")
    else:
        say("the graph holds all that its ledger lists: nothing was given up")


def losses(settings: Settings) -> Mapping[str, str]:
    """Return what an embedded graph holds less than its ledger says, by document; nothing of a server."""
    if scheme_of(settings.store) != "ladybug" or (not _path(settings).exists() and not _ledger(settings).claims):
        return {}
    try:
        open_store(settings.store, replace(settings.store_options(), read_only=True)).close()
    except StoreLossError as error:
        return dict(error.losses)
    return {}


def _ledger(settings: Settings) -> Ledger:
    if scheme_of(settings.store) != "ladybug":
        raise InputError("only an embedded graph (ladybug:PATH) has a ledger: a server keeps its own account")
    return Ledger(_path(settings))


def _path(settings: Settings) -> Path:
    return file_of(settings.store).resolve()
