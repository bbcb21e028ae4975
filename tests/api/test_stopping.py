"""How ``zerentu serve`` ends, as a process of its own that gets signals."""

import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from select import select

import httpx2
import pytest

from graph.store import open_store
from tests.api.command_line import SAMPLE, SCRIPT, clean_environment, zerentu
from tests.api.test_cli_serve import free_port

SLOW = (
    "MATCH (a:Task), (b:Task), (c:Task), (d:Task), (e:Task) "
    "WHERE a.row + b.row + c.row + d.row + e.row < 0 RETURN count(*) AS n"
)
"""It runs until the guard stops it: 157⁵ combinations."""


class Served:
    """A service in a process, and a request to it that takes as long as its guard lets it."""

    def __init__(self, process: subprocess.Popen[str], address: str, threads: ThreadPoolExecutor) -> None:
        self.process = process
        self._address, self._threads = address, threads

    def get(self, path: str) -> httpx2.Response:
        """Ask on a connection of its own, as a probe does."""
        return httpx2.get(self._address + path, headers={"Accept-Language": "en"}, timeout=20)

    def ask_slowly(self) -> "Future[httpx2.Response]":
        """Begin the request, and return when the service says that its statement runs."""
        asked = self._threads.submit(httpx2.post, f"{self._address}/cypher", json={"statement": SLOW}, timeout=60)
        while "zerentu_cypher_running 1.0" not in self.get("/metrics").text:
            assert not asked.done(), asked.result().text
            time.sleep(0.05)
        return asked


@contextmanager
def served(url: str, **environment: str) -> Iterator[Served]:
    port = free_port()
    process = subprocess.Popen(
        [SCRIPT, "serve", "--port", str(port), "--store", url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=clean_environment(**environment),
    )
    with ThreadPoolExecutor(1) as threads:
        try:
            assert process.stdout
            assert select([process.stdout], [], [], 60)[0], "it does not say its address"
            process.stdout.readline()
            yield Served(process, f"http://127.0.0.1:{port}", threads)
        finally:
            process.kill()
            process.communicate(timeout=20)


@pytest.fixture
def url(ladybug_url: str) -> str:
    """The sample in a file."""
    zerentu("load", SAMPLE, "--store", ladybug_url)
    return ladybug_url


def test_what_runs_is_answered_while_ready_says_no(url: str) -> None:
    """After SIGTERM the service lives on until the request has its answer; who looks is told not to send more."""
    with served(url, ZERENTU_CYPHER__TIMEOUT_SECONDS="4", ZERENTU_STOP_SECONDS="60") as service:
        asked = service.ask_slowly()
        service.process.send_signal(signal.SIGTERM)
        ready = service.get("/ready")
        health = service.get("/health")
        answer = asked.result()
        code = service.process.wait(timeout=30)

    assert (ready.status_code, ready.json()["type"]) == (503, "/problems/stopping")
    assert "retry-after" in ready.headers
    assert health.status_code == 200
    assert (answer.status_code, answer.json()["type"]) == (504, "/problems/timeout")
    assert code == -signal.SIGTERM
    with open_store(url) as store:
        assert store.counts()[0]["Task"] == 157


def test_the_time_for_what_runs_is_limited(url: str) -> None:
    """After ZERENTU_STOP_SECONDS it is answered that the service stops, and the store is closed all the same."""
    with served(url, ZERENTU_CYPHER__TIMEOUT_SECONDS="300", ZERENTU_STOP_SECONDS="0.5") as service:
        asked = service.ask_slowly()
        service.process.send_signal(signal.SIGTERM)
        code = service.process.wait(timeout=60)

        answer = asked.result()

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/stopping")
    assert code == -signal.SIGTERM
    with open_store(url) as store:
        assert store.counts()[0]["Task"] == 157


@pytest.mark.parametrize("again", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_at_once(url: str, again: signal.Signals) -> None:
    """Whatever runs, and however long it might; the file is whole."""
    with served(url, ZERENTU_CYPHER__TIMEOUT_SECONDS="300", ZERENTU_STOP_SECONDS="300") as service:
        asked = service.ask_slowly()
        service.process.send_signal(signal.SIGTERM)
        assert service.get("/ready").status_code == 503
        service.process.send_signal(again)
        code = service.process.wait(timeout=60)

        with pytest.raises(httpx2.TransportError):
            asked.result()

    assert code == -again
    with open_store(url) as store:
        assert store.counts()[0]["Task"] == 157
