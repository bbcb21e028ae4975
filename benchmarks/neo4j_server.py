"""The Neo4j to measure on: never one that holds anything but what the tests or the benchmarks made.

ZERENTU_TEST_NEO4J_URI, _USER and _PASSWORD name it; without them the project's own is started by ``scripts/neo4j``
and stopped afterwards if it did not run before. The database has to be empty or to bear the mark of the tests (a node
``ZerentuTest``), whose lock is held meanwhile. It is left as it was found: empty, or with the mark alone.
"""

import fcntl
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import neo4j

_SCRIPT = Path(__file__).parents[1] / "scripts" / "neo4j"
_PORTION = 5000


class RefusedError(Exception):
    """There is no Neo4j that may be written to, and the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A Neo4j that belongs to the benchmarks for the moment."""

    uri: str
    user: str
    password: str = field(repr=False)
    driver: neo4j.Driver

    def wipe(self) -> None:
        """Take everything out but the mark, in portions: one transaction would not have the memory for it."""
        for pattern in ("(n:Task)", "(n)"):
            statement = (
                f"MATCH {pattern} WHERE NOT n:ZerentuTest WITH n LIMIT {_PORTION} DETACH DELETE n RETURN count(*)"
            )
            while self.driver.execute_query(statement).records[0][0]:
                pass


@contextmanager
def claimed_server() -> Iterator[Server]:
    """Lend an empty Neo4j that no test uses meanwhile.

    Raises:
        RefusedError: there is none, or it holds what is not ours.
    """
    with _access() as (uri, user, password):
        path = Path(tempfile.gettempdir()) / f"zerentu-{sha256(uri.encode()).hexdigest()[:12]}.lock"
        with path.open("w") as lock, neo4j.GraphDatabase.driver(uri, auth=(user, password)) as driver:
            server = Server(uri, user, password, driver)
            _require_ours(server)  # Before the wait for the tests, so that a refusal comes at once.
            fcntl.flock(lock, fcntl.LOCK_EX)
            was_marked = _require_ours(server)
            try:
                driver.execute_query("MERGE (:ZerentuTest)")
                server.wipe()
                yield server
            finally:
                server.wipe()
                if not was_marked:
                    driver.execute_query("MATCH (n:ZerentuTest) DELETE n")


def _require_ours(server: Server) -> bool:
    """Return whether the database bears the mark; raise where it has none and is not empty."""
    statement = "OPTIONAL MATCH (n) RETURN count(n), count(CASE WHEN n:ZerentuTest THEN 1 END)"
    try:
        nodes, marks = server.driver.execute_query(statement).records[0]
    except neo4j.exceptions.Neo4jError as error:
        raise RefusedError(f"Neo4j at {server.uri}: {error.message}") from error
    except neo4j.exceptions.DriverError as error:
        raise RefusedError(f"Neo4j at {server.uri} does not answer: {error}") from error
    if nodes and not marks:
        raise RefusedError(
            f"the database at {server.uri} holds {nodes} nodes that the benchmarks did not make, and they would wipe "
            "it: name an empty one by ZERENTU_TEST_NEO4J_URI, _USER and _PASSWORD"
        )
    return bool(marks)


@contextmanager
def _access() -> Iterator[tuple[str, str, str]]:
    uri = os.environ.get("ZERENTU_TEST_NEO4J_URI")
    if uri:
        user = os.environ.get("ZERENTU_TEST_NEO4J_USER", "neo4j")
        yield uri, user, os.environ.get("ZERENTU_TEST_NEO4J_PASSWORD", "")
        return
    with nullcontext() if _script("status").returncode == 0 else _stopping():
        started = _script("up")
        if started.returncode:
            raise RefusedError(started.stderr.strip())
        words = dict(word.split("=", 1) for word in shlex.split(started.stdout))
        yield words["NEO4J_URI"], words["NEO4J_USER"], words["NEO4J_PASSWORD"]


@contextmanager
def _stopping() -> Iterator[None]:
    try:
        yield
    finally:
        _script("down")


def _script(action: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([_SCRIPT, action], capture_output=True, text=True, check=False)
