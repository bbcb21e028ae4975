"""What ``doctor`` looks at: one function a subject, each giving what it found and, where it is wrong, the cure."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import graph
from graph.errors import InputError, StoreError
from graph.store import Store
from graph.store.registry import file_of
from queries import questions

_PACKAGES = ("graph", "loaders", "queries", "api")
_DISTRIBUTION = "zerentu"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. A ``note`` is worth knowing; only ``wrong`` makes doctor's answer no."""

    check: str
    state: Literal["ok", "note", "wrong"]
    finding: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A statement whose every row is something to look at: the first column says what, and a finding counts them."""

    check: str
    state: Literal["note", "wrong"]
    finding: str
    cure: str
    statement: str


_RULES = (
    _Rule(
        "same file twice",
        "note",
        "documents read from the same file",
        "unload one of each: zerentu unload DOCUMENT",
        """
        MATCH (one:Document), (two:Document)
        WHERE one.sha256 = two.sha256 AND one.id < two.id
        RETURN one.id + ' = ' + two.id AS found
        ORDER BY found
        """,
    ),
    _Rule(
        "places",
        "note",
        "documents of an unknown place, whose units join with no other document's",
        "load them again with --jurisdiction, then unload these",
        """
        MATCH (d:Document)-[:ISSUED_FOR]->(place:Jurisdiction)
        WHERE place.level = 'unknown'
        RETURN d.id AS found
        ORDER BY found
        """,
    ),
    _Rule(
        "documents",
        "wrong",
        "documents without a task or a section",
        "load them again, or unload them",
        """
        MATCH (d:Document)
        WHERE NOT EXISTS { MATCH (:Task)-[:STATED_IN]->(d) } AND NOT EXISTS { MATCH (:Section)-[:STATED_IN]->(d) }
        RETURN d.id AS found
        ORDER BY found
        """,
    ),
    _Rule(
        "tasks",
        "wrong",
        "tasks that belong to no document",
        "another program wrote or removed them: load the documents into a new store",
        """
        MATCH (t:Task)
        WHERE NOT EXISTS { MATCH (t)-[:STATED_IN]->(:Document) }
        RETURN t.id AS found
        ORDER BY found
        """,
    ),
    _Rule(
        "receipts",
        "wrong",
        "responsibilities without quote or locator",
        "another program wrote them: unload their documents and load them again",
        """
        MATCH (party)-[duty:LEADS|OWNS|SUPPORTS]->(t:Task)
        WHERE duty.quote IS NULL OR duty.locator IS NULL
        RETURN t.id AS found
        ORDER BY found
        """,
    ),
)


def check_installation() -> Iterator[Check]:
    """Look whether the four packages are ours, all from one place, and whether the catalogue can be read."""
    home = Path(graph.__file__).parent.parent
    elsewhere = [name for name in _PACKAGES if _home(name) != home]
    others = {name: set(packages_distributions().get(name, ())) - {_DISTRIBUTION} for name in _PACKAGES}
    others = {name: found for name, found in others.items() if found}
    cure = "install zerentu in a virtual environment of its own"
    if elsewhere:
        yield Check("packages", "wrong", f"{', '.join(elsewhere)} not from {home}: another package is in front", cure)
    elif others:
        said = "; ".join(f"{name} is also in {', '.join(sorted(found))}" for name, found in others.items())
        yield Check("packages", "wrong", said, cure)
    else:
        yield Check("packages", "ok", f"all from {home}")
    try:
        yield Check("catalogue", "ok", f"{len(questions())} questions")
    except InputError as error:
        yield Check("catalogue", "wrong", str(error), "install zerentu anew")


def check_file(address: str) -> Iterator[Check]:
    """Look at the file of a store that is one: whether it can be read and written, and by whom."""
    if "://" in address:
        return
    path = file_of(address)
    if not path.is_file():
        return
    folder = path.parent
    if not os.access(path, os.R_OK):
        yield Check("file", "wrong", f"{path} cannot be read by this user", f"chmod u+rw {path}")
    elif not os.access(path, os.W_OK) or not os.access(folder, os.W_OK):
        yield Check("file", "note", f"{path} cannot be written by this user: no loading", f"chmod u+w {folder} {path}")
    else:
        yield Check("file", "ok", f"{path}, {path.stat().st_size / 2**20:.1f} MB, can be read and written")


def check_graph(store: Store) -> Iterator[Check]:
    """Look whether what the store holds is whole, and whether its search index answers."""
    for rule in _RULES:
        rows = store.ask(rule.statement).rows
        if not rows:
            yield Check(rule.check, "ok", f"no {rule.finding}")
            continue
        some = ", ".join(str(row[0]) for row in rows[:3]) + (" …" if len(rows) > 3 else "")
        yield Check(rule.check, rule.state, f"{len(rows)} {rule.finding}: {some}", rule.cure)
    try:
        store.search("zerentu")
        yield Check("search", "ok", "the search index answers")
    except StoreError as error:
        cure = "zerentu load or zerentu serve creates what is missing"
        yield Check("search", "wrong", f"the search index does not answer: {error}", cure)


def _home(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent.parent if spec and spec.origin else None
