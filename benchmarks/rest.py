"""The REST API: a repeated read beside a bare endpoint, a first read beside the engine itself, both with their p99.

Each is asked in a real server, on both engines, over the sample and over generated documents. What the engine itself
is asked for are the very statements of the route, noted once and put again by the process that measures.
"""

import json
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any, cast
from urllib.parse import quote

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from benchmarks.filled import SAMPLE_TASKS, fill_store
from benchmarks.generator import SEARCHED
from benchmarks.load_generator import WrongAnswerError, ask
from benchmarks.neo4j_server import Server
from benchmarks.report import LIMIT, Comparison
from benchmarks.rest_rival import BODIES
from benchmarks.served import get, served, served_app
from graph.store import Store, StoreOptions, open_store

_CONNECTIONS = 16
_REPEATED_AT_MOST, _FIRST_AT_MOST = 1 / 0.6, 1 / 0.8
_HEALTH_SECONDS = 0.2
_HOSTILE = "MATCH (a), (b), (c), (d) WHERE a.name < b.name AND c.name > d.name RETURN count(*) AS n"
_BUSIEST = "MATCH (u:Unit)-[:OWNS]->(t:Task) RETURN u.id AS id, count(t) AS tasks ORDER BY tasks DESC, id LIMIT 1"
_RIVAL = "benchmarks.rest_rival:create_app"

Times = list[float]


@dataclass(frozen=True, slots=True)
class Effort:
    """How often an answer is asked for in a round, the first and the repeated one, and how many rounds there are."""

    first: int
    repeated: int
    rounds: int


THOROUGH, QUICK, ONCE = Effort(30, 2000, 5), Effort(10, 300, 2), Effort(3, 50, 1)


@dataclass(frozen=True, slots=True)
class _Engine:
    """A store with documents in it, closed: its name, its size, and what a service needs to open it."""

    name: str
    size: int
    settings: Mapping[str, str]
    options: StoreOptions
    searched: str

    def opened(self) -> Store:
        """Open it in this process."""
        return open_store(self.settings["ZERENTU_STORE"], self.options)


def measure_rest(sizes: Sequence[int], seed: int, server: Server | None, effort: Effort) -> Iterator[Comparison]:
    """Yield how long answers of the API take, on each engine, over the sample and the largest of larger sizes."""
    for size in sorted({SAMPLE_TASKS, max(sizes[-1], SAMPLE_TASKS)}):
        with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder:
            settings = {"ZERENTU_STORE": f"ladybug:{folder}/graph.lbug"}
            yield from _measure(_Engine("ladybug", size, settings, StoreOptions(), _searched(size)), seed, effort)
        if server:
            server.wipe()
            settings = {
                "ZERENTU_STORE": server.uri,
                "ZERENTU_NEO4J_USER": server.user,
                "ZERENTU_NEO4J_PASSWORD": server.password,
            }
            options = StoreOptions(user=server.user, password=server.password)
            yield from _measure(_Engine("neo4j", size, settings, options, _searched(size)), seed, effort)
            server.wipe()


def _searched(size: int) -> str:
    return "招商" if size == SAMPLE_TASKS else SEARCHED


def _measure(engine: _Engine, seed: int, effort: Effort) -> Iterator[Comparison]:
    with engine.opened() as store:
        fill_store(store, engine.size, seed)
        unit = str(store.ask(_BUSIEST).rows[0][0])
    targets = {
        "/tasks": "/tasks?limit=50",
        "/units/{id}": f"/units/{quote(unit, safe='')}",
        "/questions/busiest-units": "/questions/busiest-units",
        "/search": f"/search?q={quote(engine.searched)}",
    }
    yield from _repeated_reads(engine, targets, effort)
    yield from _first_reads(engine, targets, effort)
    yield _health(engine)


def _repeated_reads(engine: _Engine, targets: Mapping[str, str], effort: Effort) -> Iterator[Comparison]:
    with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as name, served(**engine.settings) as own:
        bodies = [Path(name) / str(number) for number in range(len(targets))]
        for body, target in zip(bodies, targets.values(), strict=True):
            body.write_bytes(get(own, target))
        with served_app(_RIVAL, **{BODIES: name}) as bare:
            for body, (what, target) in zip(bodies, targets.items(), strict=True):
                works = {
                    "zerentu": partial(ask, own, target, effort.repeated, _CONNECTIONS),
                    "bare": partial(ask, bare, f"/{body.name}", effort.repeated, _CONNECTIONS),
                }
                times = _in_turn(effort.rounds, works)
                rival = f"bare endpoint, {body.stat().st_size / 1000:.0f} kB", times["bare"]
                yield from _compared(engine, (f"{what}, repeated", times["zerentu"]), rival, _REPEATED_AT_MOST)


def _first_reads(engine: _Engine, targets: Mapping[str, str], effort: Effort) -> Iterator[Comparison]:
    """Yield reads without the cache of answers beside the statements of the same routes, put one after the other.

    One has the embedded file at a time, so the rivals take turns by whole services.
    """
    own: dict[str, Times] = {}
    direct: dict[str, Times] = {}
    for _ in range(2):
        with served(**engine.settings, ZERENTU_ANSWER_CACHE_MB="0") as port:
            for what, target in targets.items():
                ask(port, target, effort.first, 1)
                own[what] = _better(own.get(what, []), ask(port, target, effort.first, 1))
        with engine.opened() as store:
            for what, target in targets.items():
                calls = _calls_of(store, target)
                _put(calls, effort.first)
                direct[what] = _better(direct.get(what, []), _put(calls, effort.first))
    for what in targets:
        statements = "its statements", direct[what]
        yield from _compared(engine, (f"{what}, first", own[what]), statements, _FIRST_AT_MOST)


def _health(engine: _Engine) -> Comparison:
    """Return the p99 of ``/health`` while a statement runs that only its time limit ends."""
    with served(**engine.settings) as port:
        ask(port, "/health", 100, 1)
        running = threading.Thread(target=_ask_hostile, args=(port,))
        running.start()
        times: Times = []
        while running.is_alive():
            times += ask(port, "/health", 50, 1)
        running.join()
    what = "/health, p99, while a hostile statement runs"
    return Comparison(
        f"REST, {engine.name}", what, str(engine.size), _quantile(times, 0.99), LIMIT, _HEALTH_SECONDS, 1.0
    )


def _ask_hostile(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"statement": _HOSTILE})
    connection.request("POST", "/cypher", body, {"Content-Type": "application/json"})
    status = connection.getresponse().status
    connection.close()
    if status != HTTPStatus.GATEWAY_TIMEOUT:
        raise WrongAnswerError(f"the hostile statement was answered with {status}, and not ended at its limit")


def _compared(
    engine: _Engine, own_times: tuple[str, Times], others_times: tuple[str, Times], at_most: float
) -> Iterator[Comparison]:
    """Yield mean, median and p99 of what is named, beside those of the rival."""
    group, size = f"REST, {engine.name}", str(engine.size)
    (what, own), (rival, others) = own_times, others_times
    yield Comparison(group, what, size, sum(own) / len(own), rival, sum(others) / len(others), at_most)
    for share in (0.5, 0.99):
        said = f"{what}, p{share * 100:.0f}"
        yield Comparison(group, said, size, _quantile(own, share), rival, _quantile(others, share))


def _in_turn(rounds: int, works: Mapping[str, Callable[[], Times]]) -> dict[str, Times]:
    """Return the times of the best round of each work; in each round every work runs once, in turn."""
    best: dict[str, Times] = {}
    for _ in range(rounds):
        for name, work in works.items():
            best[name] = _better(best.get(name, []), work())
    return best


def _better(one: Times, other: Times) -> Times:
    return one if one and sum(one) <= sum(other) else other


def _quantile(times: Times, share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


@dataclass(slots=True)
class _Noting:
    """A store that notes what it is asked."""

    store: Store
    calls: list[Callable[[], object]] = field(default_factory=list)

    def ask(self, *given: Any, **named: Any) -> Any:
        """Ask and note it."""
        self.calls.append(partial(self.store.ask, *given, **named))
        return self.store.ask(*given, **named)

    def search(self, *given: Any) -> Any:
        """Search and note it."""
        self.calls.append(partial(self.store.search, *given))
        return self.store.search(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def _calls_of(store: Store, target: str) -> list[Callable[[], object]]:
    """Return what a route asks the engine for."""
    with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder:
        noting = _Noting(store)
        settings = Settings(store=f"ladybug:{folder}/none.lbug", answer_cache_mb=0)
        with TestClient(create_app(settings, cast("Store", noting))) as client:
            client.get(target).raise_for_status()
            noting.calls.clear()
            client.get(target).raise_for_status()
    return noting.calls


def _put(calls: Sequence[Callable[[], object]], count: int) -> Times:
    times = []
    for _ in range(count):
        start = perf_counter()
        for call in calls:
            call()
        times.append(perf_counter() - start)
    return times
