"""What of a graph is drawn, and the limit to how much."""

from collections.abc import Mapping
from dataclasses import replace

from api.exports.content import Content, Selection, key_of
from api.exports.selecting import select
from api.exports.wanted import Wanted
from graph.errors import InputError, NotFoundError
from graph.store import Store

MOST_NODES = 2000
"""More than these nobody can read, and a browser draws them slowly."""

_RESPONSIBILITY = ("Category", "Official", "Task", "Unit", "UnitGroup")
_REPORT = ("Section",)
"""What is drawn of a document that names nobody."""

# Of several the one that is least: what is proposed should fit.
_A_DOCUMENT = (
    "MATCH (t:Task)-[:STATED_IN]->(d:Document) RETURN d.id AS id, count(t) AS tasks ORDER BY tasks, id LIMIT 1"
)
_A_UNIT = "MATCH (u:Unit)-[:OWNS]->(t:Task) RETURN u.id AS id, count(t) AS tasks ORDER BY tasks DESC, id LIMIT 1"


def select_drawn(store: Store, wanted: Wanted) -> Selection:
    """Return what is drawn of what is wanted: who answers for what, or exactly what a question names.

    Raises:
        InputError: that would be more than ``MOST_NODES``.
        NotFoundError: nothing of it can be drawn.
    """

    def check(counts: Mapping[str, int]) -> None:
        drawn = sum(count for label, count in counts.items() if wanted.question or label in _RESPONSIBILITY)
        if drawn > MOST_NODES:
            raise InputError(_too_many(store, wanted, drawn))

    selection = select(store, wanted, check)
    content = selection.content if wanted.question else _responsibility(selection.content)
    if not content.nodes:
        raise NotFoundError("there is nothing to draw: the graph holds nobody who answers for anything")
    # Again, for the sections of a report.
    if len(content.nodes) > MOST_NODES:
        raise InputError(_too_many(store, wanted, len(content.nodes)))
    return replace(selection, content=content)


def _responsibility(content: Content) -> Content:
    """Return who answers for what; of a report that names nobody its sections."""
    named, sections = (
        frozenset(key_of(node) for node in content.nodes if node.label in labels)
        for labels in (_RESPONSIBILITY, _REPORT)
    )
    return content.only(named or sections)


def _too_many(store: Store, wanted: Wanted, drawn: int) -> str:
    """Say how many there are and how to come to fewer, by names that the graph holds."""
    if wanted.question:
        cure = "narrow the question by its parameters, such as limit=100"
    else:
        document, unit = (_example(store, statement) for statement in (_A_DOCUMENT, _A_UNIT))
        ways = [f"--document '{document}'"] if document and not wanted.document else []
        ways += [f"--unit '{unit}'", f"--question tasks-of-unit unit='{unit}'"] if unit and not wanted.unit else []
        cure = f"narrow it by {' or '.join(ways)}" if ways else "ask a --question of the catalogue instead"
    return f"a picture of {drawn:,} nodes shows nothing, {MOST_NODES:,} are the most: {cure}"


def _example(store: Store, statement: str) -> str:
    rows = store.ask(statement).rows
    return str(rows[0][0]) if rows else ""
