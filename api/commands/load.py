"""``zerentu load`` and ``zerentu unload``: documents into a store and out of it."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import typer

from api.commands.options import GivenFacts, Means, Target
from api.commands.output import print_json, say, working
from api.commands.reading import Reading, read_files
from api.commands.reports import report_lines
from api.commands.stores import open_reading, open_writing
from api.commands.summary import print_summary
from api.judging import load_judged
from api.loading import load_json
from api.meant import find_document
from graph.store import Changes, LoadResult, Store
from loaders import Report


def load_files(files: Sequence[Path], given: GivenFacts, means: Means, target: Target, as_json: bool) -> None:
    """Write what the files state and say what was written, going on past a bad file.

    The exit code is 2 where a file that was named is bad, 1 where one of a folder is.

    Raises:
        StoreError: the store is not there; the files loaded before stay loaded.
    """
    reading = read_files(files, given, means)
    loads: list[dict[str, object]] = []
    try:
        _load_all(reading, target, loads, as_json)
    finally:
        if as_json:
            print_json({"loads": loads, **reading.left_out()})
        else:
            print_summary(reading, {Path(str(load["file"])): str(load["outcome"]) for load in loads})
    if reading.exit_code:
        raise typer.Exit(reading.exit_code)


def unload_document(document: str, target: Target, as_json: bool) -> None:
    """Take out the document of that id, or of that number where it is the only one.

    Raises:
        NotFoundError: the graph holds no such document.
        InputError: several documents have that number.
    """
    with open_reading(target) as store:
        found = find_document(store, document)
    with open_writing(target) as store:
        changes = store.unload(found)
    if as_json:
        print_json({"document": found, **asdict(changes)})
    else:
        say(f"{found}: unloaded, {_removed(changes)}")


def _load_all(reading: Reading, target: Target, loads: list[dict[str, object]], as_json: bool) -> None:
    with ExitStack() as opened:
        store: Store | None = None
        for file, extraction in reading:
            # Opened for the first file that can be read: bad input alone creates no store.
            store = store or opened.enter_context(open_writing(target))
            with working(f"writing {extraction.facts.document}"):
                result = load_judged(store, extraction)
            loads.append(load_json(str(file), result, extraction.report))
            # Of a folder, a table at the end says it; the reports of hundreds of files nobody reads.
            if not as_json and not reading.gathered.has_folders:
                _print_load(file, result, extraction.report)


def _print_load(file: Path, result: LoadResult, report: Report) -> None:
    say(f"{file}: {result.document}: {_outcome(result)}")
    say("\n".join(report_lines(report)))


def _outcome(result: LoadResult) -> str:
    changes = result.changes
    if result.outcome == "unchanged":
        return "unchanged, the graph holds it already: 0 nodes and 0 relationships written"
    written = f"{changes.nodes_written} nodes and {changes.relationships_written} relationships written"
    return f"{result.outcome}, {written}" + (f", {_removed(changes)}" if result.outcome == "replaced" else "")


def _removed(changes: Changes) -> str:
    return f"{changes.nodes_removed} nodes and {changes.relationships_removed} relationships removed"
