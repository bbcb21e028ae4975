"""What one graph held into another store: from a dump, or from a store on another engine.

Each document is written in a transaction of its own, with the digest and the load that it had, so that at the end both
graphs are equal to the last character. What is interrupted goes on where it stopped: documents that are there already
are left alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from graph.errors import InputError, StoreError
from graph.model import Node
from graph.store.judging import judgements_of
from graph.store.lines import graph_digest
from graph.store.links import STANDING
from graph.store.parting import Part, Summary, loads_of, standing_of
from graph.store.protocol import JudgementChange, Store


class Source(Protocol):
    """What is to be restored: ``Dump`` and ``PartedGraph``."""

    @property
    def summary(self) -> Summary:
        """All of it in few words."""

    def parts(self) -> Iterator[Part]:
        """Yield its documents."""


@dataclass(frozen=True, slots=True)
class Restored:
    """How many documents were written, how many were there already, and how many were taken out before."""

    written: int
    unchanged: int
    removed: int


def restore_all(source: Source, store: Store, replace: bool, tell: Callable[[int], None]) -> Restored:
    """Write all of a source into a store that holds nothing else; ``tell`` is told how many are written.

    A store that holds some of these very loads is one where this was interrupted, and is completed. One that holds
    anything else is emptied with ``replace``, else refused.

    Raises:
        InputError: the store holds something else.
        StoreError: the store was lost, which documents it has then can be seen by starting again; or it holds other
            than the source in the end.
    """
    removed = _make_room(source.summary, store, replace)
    outcomes = []
    for part in source.parts():
        if part.document:
            outcomes.append(store.restore(part.batch()).outcome)
            tell(len(outcomes))
        else:
            _write_standing(store, part.read_nodes())
    _compare(source.summary, store)
    unchanged = outcomes.count("unchanged")
    return Restored(len(outcomes) - unchanged, unchanged, removed)


def _make_room(wanted: Summary, store: Store, replace: bool) -> int:
    """Take out what does not belong to the source; return how many documents that were."""
    held = loads_of(store)
    others = [document for document, load in held.items() if wanted.loads.get(document) != load]
    foreign = standing_of(store) - wanted.standing
    if (others or foreign) and not replace:
        raise InputError(
            f"the store holds {len(others)} documents and {len(foreign)} judgements that are not in what is to be "
            f"restored, {min(others or foreign)[:80]} first: name an empty store, or give --replace, which takes out "
            "all that it holds"
        )
    if foreign:
        _write_standing(store, ())
    # All of them: what is shared would else keep what only the others said of it.
    gone = list(held) if others else []
    for document in gone:
        store.unload(document)
    nodes, _ = store.counts()
    strange = sum(count for label, count in nodes.items() if label not in STANDING)
    if strange and (gone or not held):
        raise InputError(
            f"the store holds {strange} nodes that belong to no document; zerentu did not load them: "
            "name an empty store"
        )
    return len(gone)


def _write_standing(store: Store, nodes: tuple[Node, ...]) -> None:
    """Let what people wrote be these nodes; the documents of the source are such already."""
    wanted = {node.id for node in nodes}
    removed = tuple(each.id for each in judgements_of(store) if each.id not in wanted)
    store.judge(JudgementChange("", {}, nodes, removed, (), lambda batch: batch))


def _compare(wanted: Summary, store: Store) -> None:
    """Make sure that a store holds what was to be restored.

    Raises:
        StoreError: it does not.
    """
    found = (loads_of(store), *store.counts())
    if found != (wanted.loads, wanted.nodes, wanted.relationships) or graph_digest(store) != wanted.digest:
        raise StoreError(
            "the store holds other than what was restored: something else writes to it, or wrote before; "
            "restore into an empty store that nobody else uses"
        )
