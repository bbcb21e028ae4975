"""Loading generated documents into a store: many into an empty graph, and one into a graph that has many."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from benchmarks.generator import YEARS_A_PLACE, make_document
from benchmarks.measuring import Stopwatch
from benchmarks.report import Comparison
from graph.model import Batch
from graph.store import Store

_ONE_DOCUMENT_ROUNDS = 7
_LATER_YEAR = 2041


class Loader(Protocol):
    """Anything that documents are loaded into."""

    def load(self, batch: Batch) -> object:
        """Write one document."""


def load_in_turn(loaders: Mapping[str, Loader], batches: Sequence[Batch]) -> dict[str, float]:
    """Load every document into each loader, which has a graph of its own; return the mean for a document of each."""
    watches = {name: Stopwatch() for name in loaders}
    for batch in batches:
        for name, loader in loaders.items():
            with watches[name].running():
                loader.load(batch)
    return {name: watch.seconds / len(batches) for name, watch in watches.items()}


def share_among(loaders: Mapping[str, Loader], batches: Sequence[Batch]) -> dict[str, float]:
    """Load each document into one loader, the next into the next, all into one graph; return the mean of each.

    What is over at the end, so that all have loaded equally many, goes into the first loader and does not count.
    """
    watches = {name: Stopwatch() for name in loaders}
    turns = len(batches) // len(loaders)
    for number, batch in enumerate(batches):
        name = list(loaders)[number % len(loaders) if number < turns * len(loaders) else 0]
        watch = watches[name] if number < turns * len(loaders) else Stopwatch()
        with watch.running():
            loaders[name].load(batch)
    return {name: watch.seconds / turns for name, watch in watches.items()}


def compare_loads(
    engine: str, size: str, times: Mapping[str, float], at_most: Mapping[str, float]
) -> Iterator[Comparison]:
    """Yield zerentu's mean time for a document beside that of each rival."""
    for rival, seconds in times.items():
        if rival != "zerentu":
            yield Comparison(
                f"load, {engine}", "mean of a document", size, times["zerentu"], rival, seconds, at_most.get(rival)
            )


def time_one_document(store: Store, rival: Loader, documents: int, seed: int) -> tuple[float, float]:
    """Return the shortest time to load one more document of a place that is there, by the store and by its rival.

    The two take different years of one place, since they may write into one graph.
    """
    ours = theirs = math.inf
    places = -(-documents // YEARS_A_PLACE)
    for number in range(_ONE_DOCUMENT_ROUNDS):
        year = _LATER_YEAR + 2 * number
        batches = [make_document(number % places, each, seed) for each in (year, year + 1)]
        ours = min(ours, load_in_turn({"zerentu": store}, batches[:1])["zerentu"])
        theirs = min(theirs, load_in_turn({"rival": rival}, batches[1:])["rival"])
    return ours, theirs


def compare_one_document(engine: str, rival: str, times: Mapping[int, tuple[float, float]]) -> Iterator[Comparison]:
    """Yield one document beside the raw statements at each size, and how its time grows with the graph."""
    group = f"one document more, {engine}"
    for size, (ours, theirs) in times.items():
        yield Comparison(group, "into a graph of so many tasks", f"{size:,}", ours, rival, theirs, 2.0)
    sizes = list(times)
    for small, large in pairwise(sizes):
        at_most = 1.5 if small >= 10_000 else None
        what = f"growth from {small:,} tasks"
        yield Comparison(group, what, f"{large:,}", times[large][0], f"into {small:,}", times[small][0], at_most)
