"""What stands on a task sheet, gathered from the graph."""

from dataclasses import dataclass
from typing import Any

from api.rows import add_names, rows_of
from graph.errors import NotFoundError, QuestionError
from graph.store import Store
from queries import ask

MOST_LINES = 2000
"""A sheet is cut here and says so."""

_UNIT = """\
MATCH (u:Unit)-[:WITHIN]->(place:Jurisdiction)
WHERE u.id = $unit OR u.name = $unit OR $unit IN u.aliases
RETURN u.id AS id, u.name AS name, u.aliases AS aliases, place.name AS jurisdiction
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
    """A task in which the unit has a role: ``role`` is owns, supports or mentions.

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
    """The task sheet of a unit; ``truncated`` is true where it has more than ``MOST_LINES`` lines."""

    unit: str
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
        QuestionError: several places have a unit of this name.
    """
    [found, *others] = _named(store, unit)
    if others:
        ids = ", ".join(each["id"] for each in (found, *others))
        raise QuestionError(f"{unit} is the name of several units: give an id, one of {ids}")
    answer = ask(store, "tasks-of-unit", {"unit": found["id"], "document": document}, row_limit=MOST_LINES)
    duties: list[dict[str, Any]] = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    tasks = _tasks(store, list(dict.fromkeys(duty["task"] for duty in duties)))
    documents = {
        task["document"]: Source(task["document"], task["title"] or "", task["number"] or "") for task in tasks.values()
    }
    return Sheet(
        found["id"],
        found["name"],
        tuple(sorted(found["aliases"] or ())),
        found["jurisdiction"],
        tuple(documents[key] for key in sorted(documents)),
        tuple(_line(duty, tasks[duty["task"]]) for duty in duties),
        answer.truncated,
    )


def _named(store: Store, unit: str) -> list[dict[str, Any]]:
    found = rows_of(store, _UNIT, unit=unit)
    if not found:
        raise NotFoundError(f"the graph holds no unit {unit!r}")
    # Ids are unique, names are not: an id that is another unit's name is still an id.
    return [each for each in found if each["id"] == unit] or found


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
