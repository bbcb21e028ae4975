"""Whom a caller means by a name: one unit or official, or the name is refused with the ids of those that go by it.

Places share names: every county has a 财政局. What is asked of a name that several places share would add up bodies
that have nothing to do with each other, and nothing in the answer would show it (docs/decisions/0022-shared-names.md).
"""

from collections.abc import Mapping, Sequence
from typing import cast

from graph.errors import QuestionError
from graph.store.protocol import Cell, Store

LABEL_OF: Mapping[str, str] = {"unit": "Unit", "other": "Unit", "official": "Official"}
"""The parameters, of questions and of lists alike, whose value is the id or the name of one node of this label."""

_MOST_TOLD = 20
_CALLED: Mapping[str, str] = {
    "Unit": "n.id = $asked OR n.name = $asked OR $asked IN n.aliases",
    "Official": "n.id = $asked OR n.name = $asked",
}
_IN_PLACE = """\
MATCH (n:`{label}`)-[:WITHIN]->(place:Jurisdiction)
WHERE n.id IN $ids AND (place.id = $jurisdiction OR place.name = $jurisdiction)
RETURN n.id AS id
ORDER BY id"""
_IN_PLACE_OF_DOCUMENT = """\
MATCH (n:`{label}`)-[:WITHIN]->(place:Jurisdiction)
WHERE n.id IN $ids
MATCH (d:Document)-[:ISSUED_FOR]->(place)
WHERE d.id = $document OR d.number = $document
RETURN DISTINCT n.id AS id
ORDER BY id"""


class SharedNameError(QuestionError):
    """A name that several units or officials go by; ``parameter`` is where it stands, ``told`` the sentence alone."""

    def __init__(self, label: str, called: str, ids: Sequence[str], parameter: str = "") -> None:
        shown = ", ".join(ids[:_MOST_TOLD]) + (f" … ({len(ids)})" if len(ids) > _MOST_TOLD else "")
        self.parameter = parameter
        self.told = f"{called} is the name of several {label.lower()}s: give an id, one of {shown}"
        super().__init__(self.told)


def ids_called(store: Store, label: str, called: str) -> list[str]:
    """Return the ids of the units or officials that go by an id, a name or, of units, an alias; an id is exact."""
    statement = f"MATCH (n:`{label}`)\nWHERE {_CALLED[label]}\nRETURN n.id AS id\nORDER BY id"
    ids = _ids(store, statement, asked=called)
    # Ids are unique, names are not: an id that is another one's name is still an id.
    return [called] if called in ids else ids


def narrowed(store: Store, label: str, ids: Sequence[str], values: Mapping[str, object]) -> list[str]:
    """Return those of the nodes that stand in the place that ``jurisdiction`` or ``document`` among the values names.

    Nothing else narrows: of two units of one name, that only one of them has tasks in a year does not say which of them
    is meant.
    """
    kept = list(ids)
    for name, statement in (("jurisdiction", _IN_PLACE), ("document", _IN_PLACE_OF_DOCUMENT)):
        if values.get(name) and len(kept) > 1:
            wanted: list[Cell] = [*kept]
            kept = _ids(store, statement.format(label=label), ids=wanted, **{name: cast("Cell", values[name])})
    return kept


def require_single(store: Store, values: Mapping[str, object]) -> None:
    """Make sure that each name among the values (``unit``, ``other``, ``official``) is that of one node at most.

    Raises:
        SharedNameError: it is that of several, and neither a jurisdiction nor a document among the values says which.
    """
    for parameter, label in LABEL_OF.items():
        called = values.get(parameter)
        if called:
            ids = narrowed(store, label, ids_called(store, label, str(called)), values)
            if len(ids) > 1:
                raise SharedNameError(label, str(called), ids, parameter)


def _ids(store: Store, statement: str, **values: Cell) -> list[str]:
    return [str(row[0]) for row in store.ask(statement, values).rows]
