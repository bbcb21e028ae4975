"""Judgements on names, kept in the graph: read from it, and written together with all that they change."""

from collections.abc import Callable, Iterable, Sequence
from uuid import uuid4

from graph.errors import StoreBusyError
from graph.judgements import LABEL, Judgement, decide
from graph.jurisdictions import UNKNOWN_LEVEL, Jurisdiction
from graph.model import Batch, Node
from graph.schema import node_type
from graph.store.listing import known
from graph.store.plan import Plan, plan_load
from graph.store.protocol import Cell, JudgementChange, LoadResult, Store
from graph.store.reading import read_document
from graph.store.replacing import Transaction, own_ids, replace_document
from graph.units import Decisions, UnitNames
from graph.words import without_spaces

_NAMES = [each.name for each in node_type(LABEL).properties]
_COLUMNS = ", ".join(["j.id AS id", *(f"j.`{name}` AS `{name}`" for name in _NAMES)])
_ALL = f"MATCH (j:{LABEL}) RETURN {_COLUMNS} ORDER BY id"
_OF_PLACE = f"MATCH (j:{LABEL}) WHERE j.jurisdiction = $place RETURN {_COLUMNS} ORDER BY id"
_TIMES = f"MATCH (j:{LABEL}) RETURN j.id, j.decided_at"
_TIMES_OF_PLACE = f"MATCH (j:{LABEL}) WHERE j.jurisdiction = $place RETURN j.id, j.decided_at"
_PLACES = "MATCH (n:Jurisdiction) RETURN n.id, n.name, n.level ORDER BY n.id"
_BY_ROLE = (
    "UNWIND $ids AS id MATCH (:Unit {id: id})-[:OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(d:Document) "
    "RETURN DISTINCT d.id AS id"
)
_BY_GROUP = (
    "UNWIND $ids AS id MATCH (:Unit {id: id})-[:MEMBER_OF]->(:UnitGroup)-[:OWNS|SUPPORTS]->(:Task)"
    "-[:STATED_IN]->(d:Document) RETURN DISTINCT d.id AS id"
)
_ADDRESSED = (
    "MATCH (d:Document)-[:ISSUED_FOR]->(:Jurisdiction {id: $place}) WHERE d.addressees IS NOT NULL "
    "RETURN d.id, d.addressees"
)


def places_of(store: Store) -> list[Jurisdiction]:
    """Return the places that a graph holds documents or judgements of, by code."""
    rows = store.ask(_PLACES).rows
    return [Jurisdiction(str(code), str(name or ""), str(level or UNKNOWN_LEVEL)) for code, name, level in rows]


def judgements_of(store: Store, place: str | None = None) -> list[Judgement]:
    """Return the judgements on the names of a place, without one of all places, by id."""
    rows = store.ask(_OF_PLACE, {"place": place}).rows if place else store.ask(_ALL).rows
    return [Judgement.of(Node(LABEL, str(key), known(_NAMES, values))) for key, *values in rows]


def decisions_of(store: Store, place: Jurisdiction) -> Decisions:
    """Return what was decided on the names of a place."""
    return decide(place, judgements_of(store, place.code))


def change_of(
    place: Jurisdiction,
    before: Sequence[Judgement],
    after: Sequence[Judgement],
    remake: Callable[[Batch, Decisions], Batch],
) -> JudgementChange:
    """Return what has to be written so that the judgements on a place's names are those of ``after``.

    ``remake`` makes of a document what it is with other decisions.

    Raises:
        JudgementError: two of ``after`` cannot both hold.
    """
    decisions = decide(place, after)
    names = [UnitNames(place, decide(place, before)), UnitNames(place, decisions)]
    changed = {each.names for each in {*before} ^ {*after}}
    touched = {name for pair in changed for name in pair}
    units = touched | {each.canonical(name) for each in names for name in touched}
    return JudgementChange(
        place.code,
        {each.id: each.decided_at for each in before},
        tuple(each.node() for each in after if each not in before),
        tuple(sorted({each.id for each in before} - {each.id for each in after})),
        tuple(sorted(units)),
        lambda batch: remake(batch, decisions),
    )


def apply_change(transaction: Transaction, change: JudgementChange) -> list[tuple[Plan, LoadResult]]:
    """Write and take away judgements, and write anew the documents that they change; return how each was written."""
    if change.place:
        # A load sets the place of its document, so loads of this place are over or have not begun.
        transaction.lock("Jurisdiction", [change.place])
        _require_same(transaction, change)
    gone = [*change.removed, *(node.id for node in change.written)]
    if gone:
        transaction.remove_nodes(LABEL, gone, frozenset())
    if change.written:
        transaction.write_nodes(LABEL, change.written)
    written = []
    for document in _documents(transaction, change):
        transaction.claim(document)
        own = own_ids(transaction, document)
        plan = plan_load(change.remake(read_document(transaction, document, own)), uuid4().hex)
        result = replace_document(transaction, plan, own)
        if result.outcome != "unchanged":
            written.append((plan, result))
    return written


def is_written(transaction: Transaction, change: JudgementChange) -> bool:
    """Tell whether a graph holds the judgements of a change, which it does all of or none of."""
    held = _times(transaction.run(_TIMES))
    kept = all(held.get(node.id) == node.properties["decided_at"] for node in change.written)
    return kept and not held.keys() & set(change.removed)


def _require_same(transaction: Transaction, change: JudgementChange) -> None:
    """Make sure that nobody judged since the change was made.

    Raises:
        StoreBusyError: somebody did.
    """
    if _times(transaction.run(_TIMES_OF_PLACE, place=change.place)) != change.before:
        raise StoreBusyError("somebody else judged names of this place at the same moment: try again")


def _times(rows: Iterable[list[Cell]]) -> dict[str, str]:
    """Return when each judgement was made, by id."""
    return {str(key): str(moment) for key, moment in rows}


def _documents(transaction: Transaction, change: JudgementChange) -> list[str]:
    """Return the documents that name one of the units, in order of their keys."""
    if not change.units:
        return []
    ids = [f"{change.place}:{name}" for name in change.units]
    found = {str(key) for statement in (_BY_ROLE, _BY_GROUP) for (key,) in transaction.run(statement, ids=ids)}
    for key, addressees in transaction.run(_ADDRESSED, place=change.place):
        if _names_one(str(addressees), change.units):
            found.add(str(key))
    return sorted(found)


def _names_one(text: str, names: Iterable[str]) -> bool:
    words = without_spaces(text)
    return any(name in words for name in names)
