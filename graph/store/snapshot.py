"""A store to read from while somebody else may be writing to it: for backups beside a running service."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from graph.errors import StoreBusyError, StoreError
from graph.store.protocol import Store, StoreOptions
from graph.store.registry import file_of, open_store, scheme_of


@contextmanager
def open_snapshot(url: str, options: StoreOptions) -> Iterator[Store]:
    """Open the store at ``url`` to read only; of a file that another process has open, a copy as it is at this moment.

    Raises:
        StoreUrlError: the address names no engine that zerentu knows.
        StoreError: the store is not there, or no copy can be made.
    """
    reading = replace(options, read_only=True)
    try:
        store = open_store(url, reading)
    except StoreBusyError:
        if scheme_of(url) != "ladybug":
            raise
    else:
        with store:
            yield store
        return
    with (
        tempfile.TemporaryDirectory(prefix="zerentu-") as folder,
        open_store(_copy(url, Path(folder)), options) as store,
    ):
        yield store


def _copy(url: str, folder: Path) -> str:
    """Copy the file and its log, and return the copy's address; it is opened to write, and so takes the log in."""
    from graph.guard.snapshots import copy_graph  # noqa: PLC0415 - the guard imports the stores

    source, target = file_of(url).resolve(), folder / "graph.lbug"
    try:
        copy_graph(source, target)
    except OSError as error:
        raise StoreError(
            f"{source}: no copy of it can be made: {error.strerror}; TMPDIR names another folder"
        ) from error
    return f"ladybug:{target}"
