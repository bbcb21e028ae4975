"""Searching the texts of tasks, by the index of each engine, beside the scan by CONTAINS that was there before."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.asking import DifferentAnswersError
from benchmarks.generator import SEARCHED, documents_for, make_documents
from benchmarks.measuring import best_of
from benchmarks.neo4j_server import Server
from benchmarks.report import Comparison
from graph.model import Batch
from graph.store import Store, StoreOptions, open_store
from loaders import extract_file

_SAMPLE = Path(__file__).parents[1] / "data" / "taicang-2021-breakdown.txt"
_SCAN = """
MATCH (t:Task)
WITH t, lower(t.name) + ' ' + lower(coalesce(t.content, '')) + ' ' + lower(coalesce(t.requirement, '')) AS texts
WHERE all(word IN $words WHERE texts CONTAINS word)
RETURN t.id AS id
"""
_IN_SAMPLE = ("污水处理", "桥", "项目")
_IN_GENERATED = (SEARCHED, "桥", f"{SEARCHED} 推进", "推进")
"""A word in one of 240 tasks, a single character in few, two words, a word in nearly half of them."""
_MOST_TASKS = 20_000
_ROUNDS = 15
_BUDGET_SECONDS = 8.0


def measure_search(sizes: Sequence[int], seed: int, server: Server | None) -> Iterator[Comparison]:
    """Yield how long a search takes on the sample and on a generated graph of at most 20,000 tasks, on each engine."""
    tasks = min(sizes[-1], _MOST_TASKS)
    graphs: list[tuple[list[Batch], Sequence[str]]] = [
        ([extract_file(_SAMPLE).batch()], _IN_SAMPLE),
        (list(make_documents(0, documents_for(tasks), seed)), _IN_GENERATED),
    ]
    for documents, texts in graphs:
        with (
            tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder,
            open_store(f"ladybug:{folder}/graph.lbug") as store,
        ):
            yield from _compare(store, documents, texts)
        if server:
            server.wipe()
            with open_store(server.uri, StoreOptions(user=server.user, password=server.password)) as store:
                yield from _compare(store, documents, texts)


def _compare(store: Store, documents: Iterable[Batch], texts: Sequence[str]) -> Iterator[Comparison]:
    for each in documents:
        store.load(each)
    size = f"{store.counts()[0]['Task']:,}"
    for text in texts:
        works = {"search": partial(_search, store, text), "scan": partial(_scan, store, text)}
        found = works["search"]()
        if found != works["scan"]():
            raise DifferentAnswersError(f"{text}: the scan finds other tasks than the search")
        times = best_of(works, _ROUNDS, _BUDGET_SECONDS)
        what = f"{text}, {len(found):,} hits"
        yield Comparison(f"search, {store.dialect}", what, size, times["search"], "CONTAINS scan", times["scan"])


def _search(store: Store, text: str) -> set[Any]:
    return {hit.id for hit in store.search(text, ["Task"])}


def _scan(store: Store, text: str) -> set[Any]:
    return {key for (key,) in store.ask(_SCAN, {"words": [*text.split()]}).rows}
