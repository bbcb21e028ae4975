"""The part of a graph that is meant, read from a store with the words that say what it is."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from api.exports.content import Content, NodeKey, Selection, name_of
from api.exports.keys import keys_around_unit, keys_of_answer, keys_of_document
from api.exports.reading import beside, by_label, read_content, read_nodes
from api.exports.wanted import Wanted
from api.meant import find_document, find_unit
from api.resources import relations_of
from api.versions import read_version
from graph.errors import NotFoundError, StoreBusyError
from graph.model import Node
from graph.store import Store
from queries import Words, ask, question

Check = Callable[[Mapping[str, int]], None]
"""Told how many nodes of each label there are before they are read; raises where those are too many."""

_TRIES = 3
_UNKNOWN = "unknown"
"""What a fact says that nobody knows."""
_ALL = Words("全部责任关系", "All responsibilities")


def select(store: Store, wanted: Wanted, check: Check = lambda _: None) -> Selection:
    """Return what is wanted of a store, all of it of one state of the graph.

    Raises:
        StoreBusyError: something writes to it all the time.
        NotFoundError: there is no such document or unit, or no row of the answer names a node.
        InputError: several documents or units are meant.
        QuestionError: no such question, or a parameter that it does not take.
    """
    for _ in range(_TRIES):
        before = read_version(store)
        selection = _select(store, wanted, check)
        # Nodes and edges are read one after the other; a load in between would leave edges without ends.
        if read_version(store) == before:
            return replace(selection, version=before[:12])
    raise StoreBusyError("the graph was written to each time while it was read: try again when the load has ended")


def _select(store: Store, wanted: Wanted, check: Check) -> Selection:
    found = _find(store, wanted)
    keys = found.keys
    if keys is None:
        check(store.counts()[0])
        content = Content(tuple(store.nodes()), tuple(store.edges()))
        documents = [node for node in content.nodes if node.label == "Document"]
    else:
        check(Counter(label for label, _ in keys))
        content = read_content(store, keys)
        documents = _documents(store, keys)
    titles = tuple(map(_title, sorted(documents, key=lambda node: node.id)))
    named = keys if wanted.question else None
    return Selection(content, found.about, titles, named=named, focus=found.focus)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is wanted in words, the keys of it (None for the whole graph), and the unit that it is all about."""

    about: Words
    keys: frozenset[NodeKey] | None = None
    focus: NodeKey | None = None


def _find(store: Store, wanted: Wanted) -> _Found:
    if wanted.question:
        return _of_question(store, wanted)
    document = find_document(store, wanted.document) if wanted.document else None
    if wanted.unit:
        focus = "Unit", find_unit(store, wanted.unit)
        [node] = read_nodes(store, [focus])
        name = name_of(node)
        about = Words(f"{name}的任务及相关方", f"{name}: its tasks and who else answers for them")
        return _Found(about, keys_around_unit(store, focus[1], document), focus)
    if document:
        [node] = read_nodes(store, [("Document", document)])
        return _Found(Words(_title(node), _title(node)), keys_of_document(store, document))
    return _Found(_ALL)


def _of_question(store: Store, wanted: Wanted) -> _Found:
    name = wanted.question or ""
    answer = ask(store, name, wanted.parameters)
    if not answer.rows:
        raise NotFoundError(f"{name}: nothing in the graph answers this")
    keys = keys_of_answer(store, answer.columns, answer.rows)
    if not keys:
        columns = ", ".join(answer.columns)
        raise NotFoundError(f"{name}: its rows name no nodes, only {columns}: ask another question")
    title = question(name).title
    given = "，".join(f"{key}={value}" for key, value in wanted.parameters.items())
    return _Found(Words(*(f"{words}（{given}）" if given else words for words in (title.zh, title.en))), keys)


def _documents(store: Store, keys: frozenset[NodeKey]) -> list[Node]:
    """Return the documents that state the nodes."""
    found = {key for key in keys if key[0] == "Document"}
    for label, ids in by_label(keys).items():
        for relation in relations_of(label):
            if relation.relationship.type == "STATED_IN" and relation.direction == "out":
                found |= beside(store, label, ids, relation)
    return list(read_nodes(store, found))


def _title(document: Node) -> str:
    """Return title and number of a document."""
    title, number = name_of(document), str(document.properties.get("number") or "")
    return f"{title}（{number}）" if number and number not in (title, _UNKNOWN) else title
