"""Loading and asking at several sizes on each engine, with the rivals that the engine has."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.asking import common_cases, compare_answers
from benchmarks.driver_rival import BareDriver
from benchmarks.generator import documents_for
from benchmarks.ladybug_rival import RawLadybug
from benchmarks.loading import (
    Loader,
    compare_loads,
    compare_one_document,
    load_in_turn,
    share_among,
    time_one_document,
)
from benchmarks.neo4j_server import Server
from benchmarks.networkx_rival import Network
from benchmarks.py2neo_rival import Py2neo
from benchmarks.report import Comparison
from graph.model import Batch
from graph.store import StoreOptions, open_store

_RAW = "raw statements"
_DRIVER = "bare driver loop"
_BULK = "py2neo.bulk"
_MANY = 30
_TARGETS = {_DRIVER: 1 / 0.9, _BULK: 1.0}
_ROUNDS = 5


def measure_ladybug(sizes: Sequence[int], documents: Sequence[Batch], seed: int) -> Iterator[Comparison]:
    """Yield the comparisons on the embedded engine; the rivals load document by document in turn with the store."""
    one_document: dict[int, tuple[float, float]] = {}
    for size in sizes:
        network, count = Network(), documents_for(size)
        with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder:
            raw = RawLadybug(Path(folder) / "raw.lbug", StoreOptions().buffer_megabytes)
            with open_store(f"ladybug:{folder}/store.lbug") as store, closing(raw):
                loaders: dict[str, Loader] = {"zerentu": store, _RAW: raw, "NetworkX": network}
                times = load_in_turn(loaders, documents[:count])
                yield from compare_loads("ladybug", f"{size:,}", times, {})
                yield from compare_answers(store, network, common_cases(seed), f"{size:,}")
                one_document[size] = time_one_document(store, raw, count, seed)
    yield from compare_one_document("ladybug", _RAW, one_document)


def measure_neo4j(sizes: Sequence[int], documents: Sequence[Batch], seed: int, server: Server) -> Iterator[Comparison]:
    """Yield the comparisons on Neo4j, which holds one graph for the store and its rivals."""
    one_document: dict[int, tuple[float, float]] = {}
    py2neo, driver = Py2neo(server), BareDriver(server.driver)
    with open_store(server.uri, StoreOptions(user=server.user, password=server.password)) as store:
        loaders: dict[str, Loader] = {_DRIVER: driver, _BULK: py2neo, "zerentu": store}
        _load(server, loaders, documents[:1])  # So that the server has seen each statement before it counts.
        for size in sizes:
            network, count = Network(), documents_for(size)
            times = _load(server, loaders, documents[:count]) | load_in_turn({"NetworkX": network}, documents[:count])
            yield from compare_loads("neo4j", f"{size:,}", times, _TARGETS if count >= _MANY else {})
            yield from compare_answers(store, network, common_cases(seed), f"{size:,}", py2neo)
            one_document[size] = time_one_document(store, driver, count, seed)
    yield from compare_one_document("neo4j", "bare driver", one_document)


def _load(server: Server, loaders: Mapping[str, Loader], documents: Sequence[Batch]) -> dict[str, float]:
    """Return the mean time of each loader for a document; Neo4j has one graph, and in the end it holds all of them.

    Many documents are shared out, so that a busy moment of the machine meets all loaders. A few are loaded by each,
    one loader after the other, and the best of several rounds counts.
    """
    server.wipe()
    if len(documents) >= _MANY:
        return share_among(loaders, documents)
    best: dict[str, float] = {}
    for _ in range(_ROUNDS):
        for name, loader in loaders.items():
            server.wipe()
            seconds = load_in_turn({name: loader}, documents)[name]
            best[name] = min(best.get(name, seconds), seconds)
    return best
