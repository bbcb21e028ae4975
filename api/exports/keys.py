"""Which nodes belong to a document, surround a unit, or are named by the answer to a question; asked by key alone."""

from collections.abc import Iterable, Iterator, Sequence

from api.exports.content import NodeKey
from api.exports.reading import beside, by_label
from api.resources import relations_of
from graph.schema import NODES, node_type
from graph.store import Store
from graph.store.protocol import Cell

# As the question tasks-of-unit has it: named itself, or through a group that it may belong to.
_TASKS = """
MATCH (u:Unit {id: $unit})-[:MEMBER_OF*0..1]->(p:Unit|UnitGroup)-[:OWNS|SUPPORTS|MENTIONS]-(t:Task)
RETURN DISTINCT t.id AS id
"""
_TASKS_OF_DOCUMENT = """
MATCH (u:Unit {id: $unit})-[:MEMBER_OF*0..1]->(p:Unit|UnitGroup)-[:OWNS|SUPPORTS|MENTIONS]-(t:Task)
MATCH (t)-[:STATED_IN]->(:Document {id: $document})
RETURN DISTINCT t.id AS id
"""
_HEADINGS = ("Category", "PART_OF")


def keys_of_document(store: Store, document: str) -> frozenset[NodeKey]:
    """Return what a document states: its own nodes, and the shared ones that those lead to."""
    own: set[NodeKey] = set()
    for label in (node.label for node in NODES if not (node.shared or node.standing)):
        statement = f"MATCH (n:`{label}`) WHERE n.id = $document OR n.id STARTS WITH $prefix RETURN n.id AS id"
        rows = store.ask(statement, {"document": document, "prefix": f"{document}:"}).rows
        own |= {(label, str(row[0])) for row in rows}
    shared: set[NodeKey] = set()
    for label, ids in by_label(own).items():
        for relation in relations_of(label):
            if node_type(relation.label).shared:
                shared |= beside(store, label, ids, relation)
    return frozenset(own | shared)


def keys_around_unit(store: Store, unit: str, document: str | None = None) -> frozenset[NodeKey]:
    """Return a unit with its tasks (of one document where that is given) and all that stands around those.

    Its tasks are those in which it is named, and those that reach it through a group. Around a task stand its
    officials, units and groups, its targets, its headings up to the outermost, its document and that one's place.
    """
    statement = _TASKS_OF_DOCUMENT if document else _TASKS
    parameters: dict[str, Cell] = {"unit": unit, "document": document} if document else {"unit": unit}
    tasks = [str(row[0]) for row in store.ask(statement, parameters).rows]
    keys: set[NodeKey] = {("Unit", unit), *(("Task", task) for task in tasks)}
    for relation in relations_of("Task"):
        keys |= beside(store, "Task", tasks, relation)
    keys |= _along(store, keys, "Document", "ISSUED_FOR")
    while above := _along(store, keys, *_HEADINGS) - keys:
        keys |= above
    return frozenset(keys)


def keys_of_answer(store: Store, names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> frozenset[NodeKey]:
    """Return the nodes whose ids stand in the rows of an answer with columns of these names.

    An id may be a unit's and an official's at once. So a column names nodes of one label where every text in it is the
    id of one: of the label that it is called by (``unit_group``), else of one that another column is called by. Only a
    column of several labels is taken value by value.
    """
    columns = [list(_texts([row[place] for row in rows])) for place in range(len(names))]
    held = _held(store, {text for column in columns for text in column})
    found: set[NodeKey] = set()
    for name, column in zip(names, columns, strict=True):
        texts = set(column)
        whole = [label for label, ids in held.items() if texts and texts <= ids]
        called = [label for label in whole if _column(label) == name]
        named = [label for label in whole if _column(label) in names]
        found |= {(label, text) for label in called or named or whole or held for text in texts & held[label]}
    return frozenset(found)


def _along(store: Store, keys: Iterable[NodeKey], label: str, kind: str) -> set[NodeKey]:
    """Return what the nodes of a label among the keys lead to along a type of edges."""
    ids = by_label(keys).get(label, [])
    ways = (each for each in relations_of(label) if each.relationship.type == kind and each.direction == "out")
    return set[NodeKey]().union(*(beside(store, label, ids, way) for way in ways))


def _held(store: Store, texts: set[str]) -> dict[str, set[str]]:
    """Return which of the texts are ids, by label."""
    keys = sorted(texts)
    held: dict[str, set[str]] = {}
    for node in NODES if keys else ():
        statement = f"UNWIND $ids AS key MATCH (n:`{node.label}` {{id: key}}) RETURN n.id AS id"
        held[node.label] = {str(row[0]) for row in store.ask(statement, {"ids": list[Cell](keys)}).rows}
    return held


def _column(label: str) -> str:
    """Return what a column is called that holds ids of a label: unit, unit_group."""
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in label).removeprefix("_")


def _texts(cell: Cell) -> Iterator[str]:
    if isinstance(cell, str):
        if cell:
            yield cell
    elif isinstance(cell, list):
        for each in cell:
            yield from _texts(each)
    elif isinstance(cell, dict):
        yield from _texts(list(cell.values()))
