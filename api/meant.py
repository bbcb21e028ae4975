"""Which document or unit a caller means by an id or by what it is called."""

from graph.errors import InputError, NotFoundError
from graph.store import Store
from queries.named import ids_called

_DOCUMENT = "MATCH (d:Document) WHERE d.id = $called OR d.number = $called RETURN d.id AS id ORDER BY id"


def find_document(store: Store, document: str) -> str:
    """Return the id of the document with that id, or with that number where it is the only one.

    Raises:
        NotFoundError: the graph holds no such document.
        InputError: several documents have that number.
    """
    ids = _ids(store, _DOCUMENT, document)
    if not ids:
        raise NotFoundError(f"the graph holds no document {document!r}; `zerentu ask documents` lists them")
    if len(ids) > 1:
        raise InputError(f"{len(ids)} documents have the number {document}; give the id of one: {', '.join(ids)}")
    return ids[0]


def find_unit(store: Store, unit: str) -> str:
    """Return the id of the unit with that id, or with that name or alias where it is the only one.

    Raises:
        NotFoundError: the graph holds no such unit.
        InputError: several places have a unit of that name.
    """
    ids = ids_called(store, "Unit", unit)
    if not ids:
        raise NotFoundError(f"the graph holds no unit {unit!r}; `zerentu ask search text={unit}` looks for it")
    if len(ids) > 1:
        raise InputError(f"{len(ids)} units go by the name {unit}; give the id of one: {', '.join(ids)}")
    return ids[0]


def _ids(store: Store, statement: str, called: str) -> list[str]:
    ids = [str(row[0]) for row in store.ask(statement, {"called": called}).rows]
    return [called] if called in ids else ids
