"""A search as a whole: texts from the store, names from memory, in one order, a page of it with what matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Literal

from api.resources import title_of
from api.rows import rows_of
from api.search.filters import pass_filters
from api.search.names import LABELS as NAMED
from api.search.names import Named, NameList
from api.search.pinyin import Span, spelled_span, spelling
from api.search.snippets import Snippet, cut, join_spans, marked
from api.search.suggestions import Suggestion, suggest
from graph.schema import node_type
from graph.store import Hit, Store
from graph.store.hits import TEXTS, searched_words

LABELS = (*NAMED, *TEXTS)
"""What is searched; of equally good hits the label that stands first here comes first."""

By = Literal["text", "pinyin", "table"]

_ORDER = {label: place for place, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for and where."""

    text: str
    labels: Sequence[str] = LABELS
    document: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A property in which something matched: by its text, by pinyin, or as the table of aliases has it."""

    field: str
    by: By
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Item:
    """A hit with what it is called and what matched."""

    hit: Hit
    name: str | None
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All hits of a search, the best first, and names that come near where no unit or official was found."""

    words: tuple[str, ...]
    hits: list[Hit]
    suggestions: list[Suggestion]


def find(store: Store, names: NameList, search: Search) -> Found:
    """Return what a search finds.

    Hits are in order of their place, then of ``LABELS``, then of their id. Suggestions are made where units or
    officials are looked for and there is none in the whole graph, whatever the filters say.

    Raises:
        QuestionError: there are no words or too many.
        StoreError: the store is not there.
    """
    words = searched_words(search.text)
    named = [label for label in NAMED if label in search.labels]
    called = list(names.find(words, named))
    texts = [label for label in TEXTS if label in search.labels]
    hits = [*called, *(store.search(search.text, texts) if texts else ())]
    passed = pass_filters(store, hits, search.document, search.year)
    # Each part comes in order of the id already, and a sort keeps what it finds equal as it stands.
    in_order = sorted(passed, key=lambda hit: (hit.place, _ORDER[hit.label]))
    return Found(words, in_order, [] if called else suggest(words, names, named))


def describe(store: Store, names: NameList, found: Found, hits: Sequence[Hit]) -> list[Item]:
    """Return some of the hits with what they are called and what matched."""
    texts = _texts(store, hits)
    items = []
    for hit in hits:
        if hit.label in NAMED:
            named = names[hit.label, hit.id]
            items.append(Item(hit, named.names[0], tuple(_name_matches(named, found.words))))
        elif (hit.label, hit.id) in texts:
            node = texts[hit.label, hit.id]
            items.append(Item(hit, node["title"], tuple(_text_matches(hit.label, node, found.words))))
    return items


def _texts(store: Store, hits: Sequence[Hit]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the searched properties of nodes, with their title as ``title``."""
    found = {}
    for label in {hit.label for hit in hits} & TEXTS.keys():
        columns = ", ".join(f"n.`{name}` AS `{name}`" for name in TEXTS[label])
        title = title_of(node_type(label))
        statement = f"UNWIND $ids AS key\nMATCH (n:`{label}` {{id: key}})\nRETURN n.id AS id, {columns}"
        for row in rows_of(store, statement, ids=[hit.id for hit in hits if hit.label == label]):
            found[label, row["id"]] = {**row, "title": row[title]}
    return found


def _text_matches(label: str, node: dict[str, Any], words: Sequence[str]) -> Iterator[Match]:
    for name in TEXTS[label]:
        text = node[name] or ""
        if marks := marked(text, words):
            yield Match(name, "text", cut(text, marks))


def _name_matches(named: Named, words: Sequence[str]) -> Iterator[Match]:
    """Yield for each word the first of the names that has it, or else that it spells."""
    left = list(words)
    ways: tuple[By, ...] = ("text", "pinyin")
    for by in ways:
        for field, name in zip(chain(["name"], repeat("aliases")), named.names, strict=False):
            spans = {word: _spans(word, name, by) for word in left}
            if any(spans.values()):
                left = [word for word in left if not spans[word]]
                yield Match(field, by, cut(name, join_spans(chain.from_iterable(spans.values()))))
    if left:
        # The reviewed table, or the rules that shorten a full name, take the words for this unit.
        yield Match("name", "table", cut(named.names[0], ()))


def _spans(word: str, name: str, by: By) -> Sequence[Span]:
    if by == "text":
        return marked(name, [word])
    letters = spelling(word)
    span = spelled_span(letters, name) if letters else None
    return [span] if span else []
