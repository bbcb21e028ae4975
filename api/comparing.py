"""Two documents side by side: who answers in each, and which of their tasks say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from api.rows import add_names, rows_of
from graph.errors import NotFoundError, QuestionError
from graph.store import Store
from graph.words import without_spaces

MOST_TASKS = 1000
"""Of each document so many tasks are held against those of the other; more are said to be left out."""

NEAR = 70.0
"""How alike the words of two tasks are, in percent of their characters, to be shown beside each other."""

_DOCUMENT = """\
MATCH (d:Document)-[:ISSUED_FOR]->(place:Jurisdiction)
WHERE d.id = $document OR d.number = $document
RETURN d.id AS id, d.title AS title, d.number AS number, d.year AS year, place.id AS jurisdiction
ORDER BY id"""
_TASKS = """\
MATCH (t:Task)-[:STATED_IN]->(d:Document {id: $document})
OPTIONAL MATCH (t)-[:IN_CATEGORY]->(c:Category)
RETURN t.id AS id, t.name AS name, t.content AS content, c.name AS category
ORDER BY coalesce(t.annex, 0), coalesce(t.row, 0), id
LIMIT $most"""
_COUNT = "MATCH (t:Task)-[:STATED_IN]->(d:Document {id: $document}) RETURN count(t) AS tasks"
_PARTIES = """\
MATCH (d:Document {{id: $document}})<-[:STATED_IN]-(t:Task)<-[:{type}]-(n:{label})
RETURN n.id AS id, n.name AS name, count(DISTINCT t) AS tasks
ORDER BY id"""
_CATEGORIES = """\
MATCH (d:Document {id: $document})<-[:STATED_IN]-(t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c:Category)
WHERE c.level = 1
RETURN c.name AS name, count(DISTINCT t) AS tasks
ORDER BY name"""

_ROLES: Mapping[str, Mapping[str, str]] = {
    "officials": {"leads": "LEADS"},
    "units": {"owns": "OWNS", "supports": "SUPPORTS"},
    "groups": {"owns": "OWNS", "supports": "SUPPORTS"},
}
_LABELS = {"officials": "Official", "units": "Unit", "groups": "UnitGroup"}
_NAMES = ("leaders", "owners", "supports")


@dataclass(frozen=True, slots=True)
class Document:
    """One of the two: its facts and how many tasks it states."""

    id: str
    title: str
    number: str
    year: int | None
    jurisdiction: str
    tasks: int


def compare(store: Store, one: str, other: str) -> dict[str, Any]:
    """Return what two documents, each given by id or number, have in common and what each has alone.

    Units and officials of one place are the same by id. Documents of two places have none in common, so names stand for
    them (``by`` is ``name``): that says that the names are alike, not that the bodies are one.

    Raises:
        NotFoundError: there is no such document.
        QuestionError: several documents have this number, or both are one.
    """
    documents = [_document(store, each) for each in (one, other)]
    first, second = documents
    if first.id == second.id:
        raise QuestionError(f"both are {first.id}: give two documents")
    by = "id" if first.jurisdiction == second.jurisdiction else "name"
    pairs, alone = _tasks(store, first, second)
    return {
        "documents": documents,
        "by": by,
        **{kind: _parties(store, documents, kind, "name" if kind == "groups" else by) for kind in _ROLES},
        "categories": _categories(store, documents),
        "tasks": pairs,
        "alone": alone,
        "truncated": any(each.tasks > MOST_TASKS for each in documents),
    }


def _document(store: Store, asked: str) -> Document:
    found = rows_of(store, _DOCUMENT, document=asked)
    found = [each for each in found if each["id"] == asked] or found
    if not found:
        raise NotFoundError(f"the graph holds no document {asked!r}")
    if len(found) > 1:
        raise QuestionError(f"{asked} is the number of several documents: {', '.join(each['id'] for each in found)}")
    [row] = found
    [count] = rows_of(store, _COUNT, document=row["id"])
    return Document(
        row["id"], row["title"] or "", row["number"] or "", row["year"], row["jurisdiction"], count["tasks"]
    )


def _parties(store: Store, documents: Sequence[Document], kind: str, by: str) -> list[dict[str, Any]]:
    """Return everybody of a kind with the number of tasks in each role and document, most tasks first."""
    found: dict[str, dict[str, Any]] = {}
    for place, document in enumerate(documents):
        for role, relationship in _ROLES[kind].items():
            statement = _PARTIES.format(type=relationship, label=_LABELS[kind])
            for row in rows_of(store, statement, document=document.id):
                party = found.setdefault(row[by], {"name": row["name"], "ids": [None, None], "tasks": _no_tasks(kind)})
                party["ids"][place] = row["id"]
                party["tasks"][place][role] = row["tasks"]
    return sorted(found.values(), key=lambda each: (-_sum(each), each["name"], str(each["ids"])))


def _no_tasks(kind: str) -> list[dict[str, int]]:
    return [dict.fromkeys(_ROLES[kind], 0) for _ in range(2)]


def _sum(party: Mapping[str, Any]) -> int:
    return sum(sum(counts.values()) for counts in party["tasks"])


def _categories(store: Store, documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return the outermost headings by name, with the number of tasks below them in each."""
    found: dict[str, list[int]] = {}
    for place, document in enumerate(documents):
        for row in rows_of(store, _CATEGORIES, document=document.id):
            found.setdefault(row["name"], [0, 0])[place] = row["tasks"]
    ordered = sorted(found, key=lambda name: (-sum(found[name]), name))
    return [{"name": name, "tasks": found[name]} for name in ordered]


def _tasks(store: Store, one: Document, other: Document) -> tuple[list[dict[str, Any]], list[int]]:
    """Return the pairs of tasks that say nearly the same, best first, and how many are left in each document."""
    first, second = (_named_tasks(store, each) for each in (one, other))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for score, at, where in sorted(_alike(first, second), key=lambda each: (-each[0], each[1], each[2])):
        # Each task stands in one pair, its best.
        if at not in taken[0] and where not in taken[1]:
            taken[0].add(at)
            taken[1].add(where)
            pairs.append(_pair(first[at], second[where], score))
    return pairs, [len(tasks) - len(used) for tasks, used in zip((first, second), taken, strict=True)]


def _named_tasks(store: Store, document: Document) -> list[dict[str, Any]]:
    rows = rows_of(store, _TASKS, document=document.id, most=MOST_TASKS)
    add_names(store, rows)
    return rows


def _alike(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, int, int]]:
    """Yield how alike two tasks are, for each of the first document and those of the second that come near it."""
    words = [_words(task) for task in second]
    for at, task in enumerate(first):
        found = process.extract(_words(task), words, scorer=fuzz.ratio, score_cutoff=NEAR, limit=5)
        yield from ((score, at, where) for _, score, where in found)


def _words(task: Mapping[str, Any]) -> str:
    """Return what a task says with the heading above it: 增长6% alone says as much of revenue as of trade."""
    return without_spaces(f"{task['category'] or ''}：{task['content'] or ''}")


def _pair(one: Mapping[str, Any], other: Mapping[str, Any], score: float) -> dict[str, Any]:
    changed = [name for name in _NAMES if sorted(one[name]) != sorted(other[name])]
    return {"alike": round(score, 1), "changed": changed, "one": dict(one), "other": dict(other)}
