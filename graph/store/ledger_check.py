"""What a graph holds, held against its ledger.

A file that was damaged, cut off, replaced or left without its log would else open as if nothing had been lost.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.errors import StoreError, StoreLossError
from graph.store.ledger import Entry, Ledger
from graph.store.links import SHARED
from graph.store.plan import Plan

Run = Callable[[str], list[list[Any]]]
"""Runs a statement on ladybug and returns its rows."""

_RESPONSIBILITIES = ("LEADS", "OWNS", "SUPPORTS")
_NEEDED = {"Document", "Task", "STATED_IN", *_RESPONSIBILITIES}
_MOST_NAMED = 5
_NO_DAMAGE = ("IO exception", "buffer_megabytes", "the store is closed", "another process")
_FOREIGN = "it is not a zerentu graph"
_LESS = "it holds less than its ledger says was loaded"

_DOCUMENTS = (
    "MATCH (d:Document) RETURN d.id, coalesce(d.load_id, ''), coalesce(d.title, ''), coalesce(d.source, ''), "
    "coalesce(d.sha256, '')"
)
_TASKS = "MATCH (d:Document)<-[:STATED_IN]-(t:Task) RETURN d.id, count(t)"
_EDGES = "|".join(_RESPONSIBILITIES)
_ALL = f"MATCH ()-[e:{_EDGES}]->() RETURN count(e)"
_BY_DOCUMENT = f"MATCH (d:Document)<-[:STATED_IN]-(t:Task)<-[e:{_EDGES}]-() RETURN d.id, count(e)"


@dataclass(frozen=True, slots=True)
class Loss:
    """A document of which a graph holds less than was acknowledged, and what is wrong in a few words."""

    entry: Entry
    problem: str


def loaded(plan: Plan, load_id: str) -> Entry:
    """Return what the ledger is to say of a plan that is written."""
    [document] = plan.nodes["Document"]
    title, source, sha256 = (str(document.properties.get(name, "")) for name in ("title", "source", "sha256"))
    own = {link: edges for link, edges in plan.edges.items() if link.owner}
    return Entry(
        "load",
        plan.document,
        load_id,
        title,
        source,
        sha256,
        tasks=len(plan.nodes["Task"]),
        responsibilities=sum(len(edges) for link, edges in own.items() if link.type in _RESPONSIBILITIES),
        nodes=sum(len(nodes) for label, nodes in plan.nodes.items() if label not in SHARED),
        relationships=sum(map(len, own.values())),
    )


def removed(document: str) -> Entry:
    """Return what the ledger is to say of a document that is taken out."""
    return Entry("unload", document)


def require_file(path: Path, ledger: Ledger) -> None:
    """Make sure that a graph file is there where its ledger names documents: an empty one would take its place.

    Raises:
        StoreLossError: it is not.
    """
    if ledger.claims and not path.exists():
        raise _error(path, "the graph is gone, but its ledger lists", _all(ledger, "is missing"))


def is_damage(error: StoreError) -> bool:
    """Say whether the engine cannot read what is in a file, rather than that it may not or has too little memory."""
    return not any(words in str(error) for words in _NO_DAMAGE)


def unreadable(path: Path, ledger: Ledger, error: StoreError) -> StoreError:
    """Return the error for a file that the engine cannot read, with what was in it; other troubles are left alone."""
    if not ledger.claims or not is_damage(error):
        return error
    cause = _FOREIGN if _FOREIGN in str(error) else "the file is cut off or damaged"
    return _error(path, f"{cause}: move it away; by its ledger it held", _all(ledger, "cannot be read"))


def reconcile(path: Path, ledger: Ledger, run: Run, read_only: bool, accept_loss: bool) -> None:
    """Make sure that a graph holds what its ledger says, and let the ledger learn what it holds beside that.

    Raises:
        StoreLossError: it holds less, and that is not to be accepted.
    """
    held = _held(run)
    losses = _losses(ledger, held, run)
    if losses and not accept_loss:
        raise _error(path, _LESS, losses)
    if read_only:
        return
    new = [found for found in held.values() if not ledger.knows(found.document, found.load_id)]
    again = {loss.entry.document for loss in losses} - {found.document for found in new}
    gone = [Entry("given-up", document) for document in sorted(again - held.keys())]
    gone += [removed(document) for document in sorted(ledger.doubted - held.keys())]
    less = [held[document] for document in sorted(again & held.keys())]
    if new or gone or less:
        ledger.note([*gone, *_counted([*new, *less], run)])


def require_copy(path: Path, before: Ledger, after: Ledger, run: Run) -> None:
    """Make sure that a copy of a graph that is written to holds what its ledger said before and after copying.

    Raises:
        StoreLossError: it holds less.
    """
    held = _held(run)
    still = {(loss.entry.document, loss.problem) for loss in _losses(after, held, run)}
    losses = [loss for loss in _losses(before, held, run) if (loss.entry.document, loss.problem) in still]
    if losses:
        raise _error(path, _LESS, losses)


def _held(run: Run) -> dict[str, Entry]:
    """Return what a graph holds of each document, without its responsibilities."""
    tables = {name for (name,) in run("CALL SHOW_TABLES() RETURN name")}
    if not tables >= _NEEDED:
        return {}
    tasks = _numbers(run(_TASKS))
    return {
        document: Entry("found", document, load_id, title, source, sha256, tasks.get(document, 0))
        for document, load_id, title, source, sha256 in run(_DOCUMENTS)
    }


def _losses(ledger: Ledger, held: Mapping[str, Entry], run: Run) -> list[Loss]:
    claims = ledger.claims
    losses = [Loss(claim, problem) for claim in claims.values() if (problem := _problem(ledger, claim, held))]
    is_same = {key: each.load_id for key, each in claims.items()} == {key: each.load_id for key, each in held.items()}
    # Of other loads than the ledger's it is not known how many responsibilities they have.
    return _changed(claims.values(), run) if claims and is_same and not losses else losses


def _changed(claims: Collection[Entry], run: Run) -> list[Loss]:
    """Return the documents that have other responsibilities than they had; all of them are counted first."""
    [[found]] = run(_ALL)
    if found == sum(claim.responsibilities for claim in claims):
        return []
    numbers = _numbers(run(_BY_DOCUMENT))
    return [
        Loss(claim, f"has {numbers.get(claim.document, 0)} of {claim.responsibilities} responsibilities")
        for claim in claims
        if numbers.get(claim.document, 0) != claim.responsibilities
    ]


def _problem(ledger: Ledger, claim: Entry, held: Mapping[str, Entry]) -> str:
    """Return what is wrong with a document; of a load that the ledger does not know nothing can be said."""
    found = held.get(claim.document)
    if found is None:
        return "is missing"
    if ledger.is_earlier(claim.document, found.load_id):
        return "is there in an earlier version"
    is_other = found.load_id == claim.load_id and found.tasks != claim.tasks
    return f"has {found.tasks} of {claim.tasks} tasks" if is_other else ""


def _numbers(rows: Iterable[Sequence[Any]]) -> dict[str, int]:
    return {str(document): int(number) for document, number in rows}


def _counted(entries: Sequence[Entry], run: Run) -> Iterable[Entry]:
    """Return entries with the responsibilities that the graph holds of them."""
    found = _numbers(run(_BY_DOCUMENT)) if entries else {}
    return [replace(entry, responsibilities=found.get(entry.document, 0)) for entry in entries]


def _all(ledger: Ledger, problem: str) -> list[Loss]:
    return [Loss(claim, problem) for claim in ledger.claims.values()]


def _error(path: Path, problem: str, losses: Sequence[Loss]) -> StoreLossError:
    named = ", ".join(f"{loss.entry.name} {loss.problem}" for loss in losses[:_MOST_NAMED])
    more = f" and {len(losses) - _MOST_NAMED} more (zerentu ledger lists them)" if len(losses) > _MOST_NAMED else ""
    return StoreLossError(
        f"{path}: {problem}: {named}{more}; restore a backup with zerentu restore FILE --replace, or give them up with "
        "zerentu ledger --accept-loss and load them again from their files",
        [(loss.entry.document, loss.problem) for loss in losses],
    )
