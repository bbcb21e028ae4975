"""``zerentu backup``: all that a store holds in one file, which either engine takes in again."""

import os
from pathlib import Path

import typer

from api.commands.files import whole_file
from api.commands.options import Target
from api.commands.output import complain, print_json, say, working
from api.commands.stores import read_settings
from graph.errors import NotFoundError
from graph.store.dump import checked_dump, write_dump
from graph.store.parting import Summary, parted
from graph.store.snapshot import open_snapshot


def back_up(file: Path, target: Target, as_json: bool) -> None:
    """Write the dump, whole or not at all, and read it again before it takes the place of an older one.

    The exit code is 1 where the store holds what belongs to no document, which is said and left out.

    Raises:
        NotFoundError: the store holds no document.
        InputError: the file cannot be written.
        StoreError: the store is not there, or is written to all the time.
    """
    settings = read_settings(target)
    with (
        working("reading the graph"),
        open_snapshot(settings.store, settings.store_options()) as store,
        parted(store) as graph,
    ):
        if not graph.summary.loads:
            raise NotFoundError(f"{file} is not written: the store holds no document; load one first")
        with working(f"writing {file}"), whole_file(file) as opened:
            write_dump(opened, graph)
            opened.flush()
            os.fsync(opened.fileno())
            checked_dump(Path(opened.name))
        left_out = graph.left_out
    size = file.stat().st_size
    if as_json:
        print_json({"file": str(file), **numbers(graph.summary), "bytes": size, "left_out": sum(left_out)})
    else:
        say(f"{file}: {in_words(graph.summary)}, {size / 1000:.0f} kB")
    if any(left_out):
        complain(
            f"zerentu: {left_out[0]} nodes and {left_out[1]} relationships belong to no document and are not in it: "
            "zerentu did not load them; zerentu export writes them to a .jsonl file"
        )
        raise typer.Exit(1)


def numbers(summary: Summary) -> dict[str, object]:
    """Return how much a graph holds, as ``--json`` prints it."""
    counts = {"nodes": sum(summary.nodes.values()), "relationships": sum(summary.relationships.values())}
    return {"documents": len(summary.loads), **counts, "digest": summary.digest}


def in_words(summary: Summary) -> str:
    """Return how much a graph holds, for people."""
    counts = sum(summary.nodes.values()), sum(summary.relationships.values())
    return f"{len(summary.loads)} documents, {counts[0]} nodes and {counts[1]} relationships"
