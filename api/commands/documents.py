"""Which document a caller means."""

from graph.errors import InputError, NotFoundError
from graph.store import Store

_FIND = """
MATCH (d:Document)
WHERE d.id = $document OR d.number = $document
RETURN d.id AS id
ORDER BY id
"""


def find_document(store: Store, document: str) -> str:
    """Return the id of the document with that id, or with that number where it is the only one.

    Raises:
        NotFoundError: the graph holds no such document.
        InputError: several documents have that number.
    """
    ids = [str(row[0]) for row in store.ask(_FIND, {"document": document}).rows]
    if not ids:
        raise NotFoundError(f"the graph holds no document {document!r}; `zerentu ask documents` lists them")
    if document in ids:
        return document
    if len(ids) > 1:
        raise InputError(f"{len(ids)} documents have the number {document}; give the id of one: {', '.join(ids)}")
    return ids[0]
