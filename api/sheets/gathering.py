"""What stands on a task sheet, gathered from the graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.rows import add_names, rows_of
from graph.errors import NotFoundError
from graph.store import Store
from queries import Answer, ask
from queries.named import SharedNameError, ids_called, narrowed

MOST_LINES = 2000
"""A sheet is cut here and says so."""

_UNIT = """\
MATCH (u:Unit {id: $id})-[:WITHIN]->(place:Jurisdiction)
RETURN u.id AS id, u.name AS name, u.aliases AS aliases, place.name AS jurisdiction
ORDER BY id"""
_OFFICIAL = """\
MATCH (o:Official {id: $id})-[:WITHIN]->(place:Jurisdiction)
RETURN o.id AS id, o.name AS name, place.name AS jurisdiction
ORDER BY id"""
_TASKS = """\
UNWIND $ids AS key
MATCH (t:Task {id: key})-[:STATED_IN]->(d:Document)
OPTIONAL MATCH (t)-[:IN_CATEGORY]->(c:Category)
RETURN t.id AS id, t.content AS content, t.requirement AS requirement, t.deadline AS deadline, d.id AS document,
  d.title AS title, d.number AS number, c.id AS category"""
_NAMES = ("leaders", "owners", "supports")


@dataclass(frozen=True, slots=True)
class Source:
    """A document that lines of a sheet come from."""

    id: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """A task in which the unit or official has a role: ``role`` is owns, supports or mentions, or leads.

    ``via`` is the group that the task reaches it through, empty where it is named itself, and ``basis`` why it counts
    as a member. ``quote`` and ``locator`` are the receipt of that edge, ``inherited`` is true where a merged cell above
    holds the words. ``headings`` are outermost first, the names in the order of their cell.
    """

    task: str
    document: str
    annex: int
    row: int
    headings: tuple[str, ...]
    content: str
    requirement: str
    deadline: str
    leaders: tuple[str, ...]
    owners: tuple[str, ...]
    supports: tuple[str, ...]
    role: str
    via: str
    basis: str
    quote: str
    locator: str
    inherited: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The task sheet of a unit or an official (``label``); ``truncated``: it has more than ``MOST_LINES`` lines."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...]
    jurisdiction: str
    documents: tuple[Source, ...]
    lines: tuple[Line, ...]
    truncated: bool


def gather_sheet(store: Store, unit: str, document: str = "") -> Sheet:
    """Return the sheet of the unit of this id, name or alias; of one document where that is given by id or number.

    Raises:
        NotFoundError: there is no such unit.
        SharedNameError: several places have a unit of this name, and no document says which is meant.
    """
    found = _only(store, "Unit", _UNIT, unit, document)
    answer = ask(store, "tasks-of-unit", {"unit": found["id"], "document": document}, row_limit=MOST_LINES)
    return _sheet(store, "Unit", found, answer, {})


def gather_official_sheet(store: Store, official: str, document: str = "") -> Sheet:
    """Return the sheet of the official of this id or name; of one document where that is given by id or number.

    Raises:
        NotFoundError: there is no such official.
        SharedNameError: several places have an official of this name, and no document says which is meant.
    """
    found = _only(store, "Official", _OFFICIAL, official, document)
    answer = ask(store, "tasks-of-official", {"official": found["id"], "document": document}, row_limit=MOST_LINES)
    return _sheet(store, "Official", found, answer, {"role": "leads", "via": "", "basis": ""})


def _sheet(store: Store, label: str, found: Mapping[str, Any], answer: Answer, always: Mapping[str, str]) -> Sheet:
    """Return the sheet of what was found with the duties of an answer; ``always`` is what all its rows have."""
    duties: list[dict[str, Any]] = [{**always, **dict(zip(answer.columns, row, strict=True))} for row in answer.rows]
    tasks = _tasks(store, list(dict.fromkeys(duty["task"] for duty in duties)))
    documents = {
        task["document"]: Source(task["document"], task["title"] or "", task["number"] or "") for task in tasks.values()
    }
    return Sheet(
        label,
        found["id"],
        found["name"],
        tuple(sorted(found.get("aliases") or ())),
        found["jurisdiction"],
        tuple(documents[key] for key in sorted(documents)),
        tuple(_line(duty, tasks[duty["task"]]) for duty in duties),
        answer.truncated,
    )


def _only(store: Store, label: str, statement: str, asked: str, document: str) -> dict[str, Any]:
    """Return what the statement tells of the one node that is asked for."""
    called = ids_called(store, label, asked)
    # A document of another place narrows nothing.
    ids = narrowed(store, label, called, {"document": document}) or called
    if len(ids) > 1:
        raise SharedNameError(label, asked, ids)
    found = rows_of(store, statement, id=ids[0]) if ids else []
    if not found:
        raise NotFoundError(f"the graph holds no {label.lower()} {asked!r}")
    return found[0]


def _tasks(store: Store, ids: list[str]) -> dict[str, dict[str, Any]]:
    rows = rows_of(store, _TASKS, ids=ids) if ids else []
    add_names(store, rows)
    return {row["id"]: row for row in rows}


def _line(duty: dict[str, Any], task: dict[str, Any]) -> Line:
    headings = (task["category"] or "").removeprefix(f"{task['document']}:").partition(":")[2]
    leaders, owners, supports = (tuple(task[name]) for name in _NAMES)
    return Line(
        duty["task"],
        task["document"],
        duty["annex"],
        duty["row"],
        tuple(headings.split("/")) if headings else (),
        task["content"],
        task["requirement"] or "",
        task["deadline"] or "",
        leaders,
        owners,
        supports,
        duty["role"],
        duty["via"],
        duty["basis"],
        duty["quote"],
        duty["locator"],
        duty["inherited"] or False,
    )
