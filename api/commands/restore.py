"""``zerentu restore`` and ``zerentu migrate``: a graph into another store, from a dump or from store to store."""

from dataclasses import asdict
from pathlib import Path

from api.commands.backup import in_words, numbers
from api.commands.ledger import losses
from api.commands.options import Target
from api.commands.output import complain, print_json, say, working
from api.commands.stores import open_writing, read_settings
from graph.errors import InputError, NotFoundError, StoreError
from graph.store import Store
from graph.store.dump import checked_dump
from graph.store.parting import parted
from graph.store.restoring import Restored, Source, restore_all
from graph.store.snapshot import open_snapshot


def restore_dump(file: Path, target: Target, replace: bool, as_json: bool) -> None:
    """Write what a dump holds, after all of it was read and found whole.

    Raises:
        DumpError: the file is cut off, altered, or not of a kind that this release reads; nothing was written.
        InputError: the store holds something else.
        StoreError: the store is not there, or was lost.
    """
    with working(f"checking {file}"):
        dump = checked_dump(file)
    with _opened(target, replace) as store:
        restored = _restored(dump, store, replace)
    _tell(dump, restored, {"file": str(file)}, as_json)


def migrate_graph(source: str, destination: str, target: Target, replace: bool, as_json: bool) -> None:
    """Write what one store holds into another one, and compare both.

    Raises:
        NotFoundError: the first store holds no document.
        InputError: both are the same, the second one holds something else, or the first one what no load wrote.
        StoreError: a store is not there, or was lost.
    """
    settings = read_settings(_at(source, target))
    if source == destination:
        raise InputError(f"both stores are {source}: name two")
    with open_snapshot(settings.store, settings.store_options()) as opened, parted(opened) as graph:
        if not graph.summary.loads:
            raise NotFoundError("the first store holds no document: there is nothing to migrate")
        if any(graph.left_out):
            complain(
                f"zerentu: {graph.left_out[0]} nodes and {graph.left_out[1]} relationships belong to no document and "
                "stay where they are: zerentu did not load them"
            )
        with _opened(_at(destination, target), replace) as store:
            restored = _restored(graph, store, replace)
        _tell(graph, restored, {}, as_json)


def _at(address: str, target: Target) -> Target:
    return Target(address, target.user, target.database)


def _opened(target: Target, replace: bool) -> Store:
    """Open the store to be written; what is to be replaced may have lost something, which is said."""
    lost = losses(read_settings(target)) if replace else {}
    store = open_writing(target, accept_loss=replace)
    for document, problem in lost.items():
        complain(f"zerentu: given up, the graph held it no more: {document}: {problem}")
    return store


def _restored(source: Source, store: Store, replace: bool) -> Restored:
    """Restore, and where that breaks off say how far it came."""
    documents, done = len(source.summary.loads), 0

    def tell(number: int) -> None:
        nonlocal done
        done = number

    try:
        with working(f"writing {documents} documents"):
            return restore_all(source, store, replace, tell)
    except (StoreError, KeyboardInterrupt):
        if done < documents:
            complain(f"zerentu: {done} of {documents} documents are written, each whole; the same command goes on")
        raise


def _tell(source: Source, restored: Restored, more: dict[str, object], as_json: bool) -> None:
    if as_json:
        print_json({**more, **numbers(source.summary), **asdict(restored)})
        return
    said = [f"{restored.written} documents written"]
    said += [f"{restored.unchanged} there already"] if restored.unchanged else []
    said += [f"{restored.removed} taken out before"] if restored.removed else []
    say(f"{', '.join(said)}; the store holds {in_words(source.summary)}, compared and equal")
