"""``zerentu export``: the graph as a file, its format told by the suffix."""

from pathlib import Path

from api.commands.documents import find_document
from api.commands.files import whole_file
from api.commands.graph_files import WRITERS, Content, only_document
from api.commands.options import Target
from api.commands.output import print_json, say, working
from api.commands.stores import open_reading
from graph.errors import InputError, NotFoundError


def export_graph(file: Path, document: str | None, target: Target, as_json: bool) -> None:
    """Write the graph, or what one document states of it, whole or not at all.

    Raises:
        InputError: the suffix is not known, or the file cannot be written.
        NotFoundError: there is nothing to write.
    """
    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        known = ", ".join(WRITERS)
        raise InputError(
            f"{file}: zerentu does not write {file.suffix or 'files without a suffix'}; give one of {known}"
        )
    with working("reading the graph"), open_reading(target) as store:
        found = find_document(store, document) if document else None
        content = Content(tuple(store.nodes()), tuple(store.edges()))
    if found:
        content = only_document(found, content)
    if not content.nodes:
        raise NotFoundError(f"{file} is not written: the graph is empty; load a document first")
    with working(f"writing {file}"), whole_file(file) as opened:
        counts = writer(opened, content)
    if as_json:
        print_json({"file": str(file), **counts})
    else:
        say(f"{file}: {' and '.join(f'{count} {name}' for name, count in counts.items())}")
