"""What holds where the rules do not: statements that no rule has seen, put to the process itself; and the copies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.guard import GuardBusyError, GuardedCypher, Limits
from graph.guard.sources import source_of
from graph.guard.workers import Workers
from graph.store import StoreOptions, open_store
from loaders import extract_file
from tests.guard.conftest import SAMPLE, Engine
from tests.guard.test_hostile import SECRET, Trap

pytestmark = pytest.mark.slow

LIMITS = Limits(timeout_seconds=2.0)
Unruly = Callable[[str], bytes]


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """What hostile statements are after."""
    made = Trap(tmp_path)
    yield made
    made.listener.close()


@pytest.fixture
def unruly(engine: Engine) -> Iterator[Unruly]:
    """Puts a statement to the process of a statement, past all rules, and returns what it answers."""
    source = source_of(engine.url, engine.options)
    workers = Workers(source.module)

    def ask(statement: str) -> bytes:
        request = {"statement": statement, "parameters": {}, "seconds": LIMITS.timeout_seconds}
        with suppress(TimeoutError):
            return workers.ask({**source.setup(workers), "limits": asdict(LIMITS)}, request, 10**6, 4)
        return b""

    yield ask
    workers.close()


@pytest.mark.parametrize(
    "statement",
    [
        "LOAD FROM '{read}' (file_format = 'csv', header = false) RETURN *",
        "LOAD CSV FROM 'file://{read}' AS line RETURN line",
        "LOAD CSV FROM '{address}' AS line RETURN line",
        "CALL READ_CSV_SERIAL('{read}') RETURN *",
        "LOAD FROM '/proc/self/environ' (file_format = 'csv', header = false) RETURN *",
        "LOAD FROM '/etc/passwd' (file_format = 'csv', header = false) RETURN *",
        "COPY (RETURN 1) TO '{write}.csv'",
        "COPY (RETURN 1) TO '{read}'",
        "EXPORT DATABASE '{write}'",
        "LOAD EXTENSION '{read}'",
        "INSTALL httpfs FROM '{address}/'",
        "INSTALL fts",
        "ATTACH '{folder}/other.lbug' AS other (dbtype lbug)",
        "CREATE (:Unit {id: 'x'})",
        "MATCH (t:Task) DETACH DELETE t",
        "CREATE INDEX x FOR (n:X) ON (n.y)",
        "SHOW SETTINGS",
        "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CALL db.awaitIndexes(100000)",
        "MATCH p = (a)-[*]-(b) RETURN count(p)",
        "CHECKPOINT",
        "RETURN 1; COPY (RETURN 1) TO '{write}.csv'",
    ],
)
def test_a_statement_that_no_rule_has_seen_does_no_harm_either(
    engine: Engine, unruly: Unruly, trap: Trap, statement: str
) -> None:
    """The process may not do it, and the plan of Neo4j is looked at."""
    before = engine.digest()
    for name, value in trap.places.items():
        statement = statement.replace(f"{{{name}}}", value)

    answer = unruly(statement)

    assert SECRET.encode() not in answer
    assert b"root:" not in answer
    if engine.store.dialect == "neo4j":
        assert b'"refused"' in answer
    assert trap.is_untouched()
    assert engine.digest() == before


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN " + "NOT " * 20_000 + "true",
        "RETURN size(range(1, 1000000000))",
        "UNWIND range(1, 1000000000) AS x RETURN sum(x % 7)",
        "WITH 'aaaaaaaaaa' AS a " + "WITH a + a AS a " * 40 + "RETURN size(a)",
        "MATCH (a), (b), (c), (d) WHERE a.name < b.name AND c.name > d.name RETURN count(*)",
        "CALL timeout = 0",
    ],
)
def test_the_process_of_ladybug_ends_whatever_it_does(engine: Engine, unruly: Unruly, statement: str) -> None:
    """It crashes, is killed or answers; the next statement is answered all the same."""
    if engine.store.dialect != "ladybug":
        pytest.skip("Neo4j is protected by the rules")
    began = time.monotonic()

    unruly(statement)

    assert time.monotonic() - began < LIMITS.timeout_seconds + 2
    assert b'"rows":[[1]]' in unruly("RETURN 1 AS one")


def test_no_process_has_a_secret_in_its_environment(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the server of processes nor the process that waits for the next statement."""
    monkeypatch.setenv("ZERENTU_NEO4J_PASSWORD", SECRET)
    with GuardedCypher(engine.url, engine.options) as guard:
        guard.ask("RETURN 1 AS one")
        processes = children_of(os.getpid())

        environments = [environment_of(number) for number in processes]

    assert any(each != b"ended" for each in environments)
    assert not any(SECRET.encode() in each for each in environments)


def test_nothing_is_left_of_a_guard_that_is_closed(engine: Engine) -> None:
    """No process, no folder."""
    before = set(children_of(os.getpid()))
    guard = GuardedCypher(engine.url, engine.options)
    guard.ask("RETURN 1 AS one")

    guard.close()

    until = time.monotonic() + 5
    while set(children_of(os.getpid())) - before and time.monotonic() < until:
        time.sleep(0.05)
    assert set(children_of(os.getpid())) <= before


def test_nothing_is_left_of_a_guard_whose_caller_was_killed(engine: Engine, tmp_path: Path) -> None:
    """The server of processes notices, takes the copy away and ends."""
    program = (
        "import sys, time; from graph.guard import GuardedCypher; from graph.store import StoreOptions\n"
        "guard = GuardedCypher(sys.argv[1], StoreOptions(password=sys.argv[2])); guard.ask('RETURN 1 AS one')\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, engine.url, engine.options.password]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as caller:
        assert caller.stdout
        assert caller.stdout.readline() == "ready\n"
        children = children_of(caller.pid)

        caller.send_signal(signal.SIGKILL)
        caller.wait()

    until = time.monotonic() + 5
    while (any(map(is_alive, children)) or any(tmp_path.iterdir())) and time.monotonic() < until:
        time.sleep(0.05)
    assert children
    assert not any(map(is_alive, children))
    assert list(tmp_path.iterdir()) == []


def test_what_is_loaded_is_seen_by_the_next_statement(tmp_path: Path) -> None:
    """While the store is open, as in a server."""
    url = f"ladybug:{tmp_path / 'graph.lbug'}"
    with open_store(url) as store, GuardedCypher(url) as guard:
        counted = [guard.ask("MATCH (t:Task) RETURN count(t) AS tasks").rows]
        store.load(extract_file(SAMPLE).batch())
        counted.append(guard.ask("MATCH (t:Task) RETURN count(t) AS tasks").rows)
        store.unload("320585:太政发〔2021〕9号")
        counted.append(guard.ask("MATCH (t:Task) RETURN count(t) AS tasks").rows)

    assert counted == [[[0]], [[157]], [[0]]]


def test_while_documents_come_and_go_a_statement_sees_all_of_one_or_nothing(tmp_path: Path) -> None:
    """A copy is of one moment, however often the file changes."""
    url = f"ladybug:{tmp_path / 'graph.lbug'}"
    batch = extract_file(SAMPLE).batch()
    is_over = threading.Event()

    def load_and_unload() -> None:
        with open_store(url) as store:
            while not is_over.is_set():
                store.load(batch)
                time.sleep(0.2)
                store.unload(batch.document)
                time.sleep(0.2)

    with open_store(url), GuardedCypher(url) as guard:
        loading = threading.Thread(target=load_and_unload)
        loading.start()
        try:
            seen = {guard.ask("MATCH (t:Task) RETURN count(t) AS tasks").rows[0][0] for _ in range(15)}
        finally:
            is_over.set()
            loading.join()

    assert seen <= {0, 157}


def test_a_file_that_is_no_graph_or_not_there_is_said_to_be(tmp_path: Path) -> None:
    """In one line, with the path."""
    (tmp_path / "no.lbug").write_text("no graph", encoding="utf-8")
    for name, words in (("no.lbug", "no graph of zerentu"), ("nothing.lbug", "load a document first")):
        with GuardedCypher(f"ladybug:{tmp_path / name}") as guard, pytest.raises(StoreError, match=words):
            guard.ask("RETURN 1 AS one")


@pytest.mark.neo4j
def test_a_server_that_is_lost_or_refuses_is_said_to_be(neo4j_server: tuple[str, StoreOptions]) -> None:
    """Without the driver's words, without the password."""
    url, _ = neo4j_server
    for address, password, words in (
        ("bolt://127.0.0.1:1", "x", "does not answer"),
        (url, "geheim", "refuses the user"),
    ):
        with GuardedCypher(address, StoreOptions(password=password)) as guard, pytest.raises(StoreError) as caught:
            guard.ask("RETURN 1 AS one")
        assert words in str(caught.value)
        assert "geheim" not in str(caught.value)


def test_more_statements_than_may_run_at_a_time_are_refused_at_once(engine: Engine) -> None:
    """Who waits would wait for the others; who is refused knows when to come again."""
    slow = "MATCH (a), (b), (c), (d) WHERE a.name < b.name AND c.name > d.name RETURN count(*) AS n"
    with GuardedCypher(engine.url, engine.options, Limits(timeout_seconds=3, at_once=2)) as guard:
        guard.ask("RETURN 1 AS one")
        ends: list[str] = []

        def ask() -> None:
            try:
                guard.ask(slow)
            except GuardBusyError:
                ends.append("busy")
            except Exception as error:
                ends.append(type(error).__name__)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(ends) == ["StatementTimeoutError", "StatementTimeoutError", "busy", "busy"]
        assert guard.ask("RETURN 1 AS one").rows == [[1]]


def children_of(number: int) -> list[int]:
    """Return all processes that a process has started, directly or not."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]) == number:
                found.append(int(path.parent.name))
    return found + [each for child in found for each in children_of(child)]


def environment_of(number: int) -> bytes:
    """Return the environment of a process; where it has just ended, one that has no secret."""
    with suppress(OSError):
        return Path(f"/proc/{number}/environ").read_bytes() + b"\0"
    return b"ended"


def is_alive(number: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False
