"""The REST API over the sample: a repeated read beside a bare endpoint, a first read beside the engine itself."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from api.resources import RESOURCE_OF
from api.statements import count_statement, list_statement
from benchmarks.load_generator import ask
from benchmarks.measuring import best_of
from benchmarks.report import Comparison
from benchmarks.rest_rival import BODY
from benchmarks.sample import free_port
from graph.store import Store, open_store
from loaders import extract_file

_SAMPLE = Path(__file__).parents[1] / "data" / "taicang-2021-breakdown.txt"
_TASKS = "157"
_TARGET = "/tasks?limit=50"
_CONNECTIONS = 16
_REPEATED, _FIRST = 2000, 40
_ROUNDS = 7
_AT_MOST = 1 / 0.6
_START_SECONDS = 30.0


def measure_rest() -> Iterator[Comparison]:
    """Yield how long an answer of the API takes, each in a real server, on the embedded engine."""
    with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as name:
        folder = Path(name)
        for number in (1, 2, 3):
            with open_store(f"ladybug:{folder / f'{number}.lbug'}") as store:
                store.load(extract_file(_SAMPLE).batch())
        yield _repeated_read(folder)
        yield _first_read(folder)


def _repeated_read(folder: Path) -> Comparison:
    body = folder / "body"
    with _served("api.app:create_app", ZERENTU_STORE=f"ladybug:{folder / '1.lbug'}") as own:
        body.write_bytes(_get(own))
        with _served("benchmarks.rest_rival:create_app", **{BODY: str(body)}) as bare:
            works = {
                "zerentu": partial(ask, own, _TARGET, _REPEATED, _CONNECTIONS),
                "bare": partial(ask, bare, "/", _REPEATED, _CONNECTIONS),
            }
            times = best_of(works, _ROUNDS)
    size = f"{len(body.read_bytes()) / 1000:.0f} kB"
    what = f"repeated read, {_CONNECTIONS} connections"
    own_seconds, bare_seconds = (times[each] / _REPEATED for each in ("zerentu", "bare"))
    return Comparison("REST", what, size, own_seconds, "bare endpoint, same bytes", bare_seconds, _AT_MOST)


def _first_read(folder: Path) -> Comparison:
    own_store = f"ladybug:{folder / '2.lbug'}"
    with (
        _served("api.app:create_app", ZERENTU_STORE=own_store, ZERENTU_ANSWER_CACHE_MB="0") as own,
        open_store(f"ladybug:{folder / '3.lbug'}") as store,
    ):
        works = {
            "zerentu": partial(ask, own, _TARGET, _FIRST, 1),
            "engine": partial(_ask_directly, store, _FIRST),
        }
        times = best_of(works, _ROUNDS)
    own_seconds, engine_seconds = (times[each] / _FIRST for each in ("zerentu", "engine"))
    return Comparison("REST", "first read, one connection", _TASKS, own_seconds, "the two statements", engine_seconds)


def _ask_directly(store: Store, count: int) -> None:
    tasks = RESOURCE_OF["Task"]
    statement = list_statement(tasks, {}, tasks.order, tasks.fields)
    for _ in range(count):
        store.ask(count_statement(tasks, {}))
        store.ask(statement, {"limit": 50, "offset": 0})


@contextmanager
def _served(app: str, **environment: str) -> Iterator[int]:
    """Run an app in a uvicorn of its own and yield its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", app, "--port", str(port), "--log-level", "critical"]
    server = subprocess.Popen(command, env=_clean_environment() | environment)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers on port {port} after {_START_SECONDS:g} s")


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ZERENTU_")}


def _get(port: int) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{_TARGET}", timeout=_START_SECONDS) as answer:
        body: bytes = answer.read()
        return body
