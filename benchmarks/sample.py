"""The sample as a user meets it: ``make run`` to the first answer, and every question of the catalogue."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import best_of
from benchmarks.neo4j_server import Server
from benchmarks.report import LIMIT, Comparison
from graph.store import Store, StoreOptions, open_store
from loaders import extract_file
from queries import ask, questions

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "data" / "taicang-2021-breakdown.txt"
_FIRST_ANSWER_SECONDS = 5.0
_QUESTION_SECONDS = 0.05
_TASKS = "157"


def measure_make_run() -> Iterator[Comparison]:
    """Yield the time from ``make run``, once all is set up, to the end of its first answer; best of three."""
    with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder:
        times = [_first_answer(Path(folder) / f"{number}.lbug") for number in range(3)]
    yield Comparison("make run", "to the first answer", _TASKS, min(times), LIMIT, _FIRST_ANSWER_SECONDS, 1.0)


def measure_questions(server: Server | None) -> Iterator[Comparison]:
    """Yield how long each question of the catalogue takes on the sample, by its example, on each engine."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"ladybug:{folder}/sample.lbug") as store:
        yield from _questions(store)
    if server:
        server.wipe()
        with open_store(server.uri, StoreOptions(user=server.user, password=server.password)) as store:
            yield from _questions(store)


def _questions(store: Store) -> Iterator[Comparison]:
    store.load(extract_file(_SAMPLE).batch())
    for each in questions():
        times = best_of({"ask": partial(ask, store, each.name, each.example)}, rounds=10, budget_seconds=2)
        group = f"each question on the sample, {store.dialect}"
        yield Comparison(group, each.name, _TASKS, times["ask"], LIMIT, _QUESTION_SECONDS, 1.0)


def _first_answer(store: Path) -> float:
    """Return the seconds until the second question is announced: then the first is answered."""
    environment = os.environ | {"ZERENTU_STORE": f"ladybug:{store}", "PYTHONUNBUFFERED": "1"}
    start = perf_counter()
    with _running(["make", "run", f"PORT={free_port()}"], environment) as process:
        asked = 0
        for line in process.stdout or ():
            asked += line.startswith("$ zerentu ask")
            if asked == 2:
                return perf_counter() - start
    raise RuntimeError(f"make run ended with {process.returncode} before it answered")


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a process group of its own, and end all of it."""
    process = subprocess.Popen(
        command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
