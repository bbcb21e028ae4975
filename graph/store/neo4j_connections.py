"""The connections to a Neo4j server: reads that give up on one that hangs, writes with more patience.

A server that hangs takes connections and never answers. Between two signs of life the driver waits as long as the
server itself proposes, two minutes in general. A read may not take so long: its statement has a time limit, so that a
server which lives says something before, if only that the limit is over. A write may take minutes in silence.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

import graph
from graph.store.protocol import StoreOptions

WRITE_SECONDS = 600.0
"""The longest that a write, or a reading of the whole graph, may take."""
_RETRY_SECONDS = 5.0
_FIRST_WAIT_SECONDS = 0.05

T = TypeVar("T")


class Connections:
    """Sessions with a server, all of which see what each of them wrote. Safe for use by several threads."""

    def __init__(self, url: str, auth: tuple[str, str], options: StoreOptions) -> None:
        self._options = options
        # One for both drivers: what the one wrote, the other waits for.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._writing = _driver(url, auth, options, WRITE_SECONDS)
        self._reading = _driver(
            url, auth, options, options.transaction_timeout_seconds + options.connect_timeout_seconds
        )

    def verify(self) -> None:
        """Make sure that the server answers and lets the user in."""
        self._reading.verify_connectivity()

    def writing(self) -> neo4j.Session:
        """Return a session that writes."""
        return self._session(self._writing, neo4j.WRITE_ACCESS)

    def streaming(self) -> neo4j.Session:
        """Return a session for reading that may take long."""
        return self._session(self._writing, neo4j.READ_ACCESS)

    def read(
        self, statement: str, parameters: Mapping[str, Any], seconds: float, take: Callable[[neo4j.Result], T]
    ) -> T:
        """Run a reading statement and return what is taken of its result.

        It is a transaction of its own, which saves the way to the server and back that a commit takes. Where the server
        went away or was busy it is run again, as the driver does with what runs in a transaction.
        """
        patient = seconds > self._options.transaction_timeout_seconds
        query = neo4j.Query(statement, timeout=seconds)
        until, wait = time.monotonic() + _RETRY_SECONDS, _FIRST_WAIT_SECONDS
        while True:
            try:
                with self._session(self._writing if patient else self._reading, neo4j.READ_ACCESS) as session:
                    return take(session.run(query, dict(parameters)))
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable() or time.monotonic() + wait > until:
                    raise
            time.sleep(wait)
            wait *= 2

    def close(self) -> None:
        """Close all connections."""
        self._reading.close()
        self._writing.close()

    def _session(self, driver: neo4j.Driver, access: str) -> neo4j.Session:
        return driver.session(
            database=self._options.database, default_access_mode=access, bookmark_manager=self._bookmarks
        )


def _driver(url: str, auth: tuple[str, str], options: StoreOptions, patience_seconds: float) -> neo4j.Driver:
    driver = neo4j.GraphDatabase.driver(
        url,
        auth=auth,
        user_agent=f"zerentu/{graph.__version__}",
        connection_timeout=options.connect_timeout_seconds,
        connection_acquisition_timeout=options.connect_timeout_seconds + 1,
        max_transaction_retry_time=_RETRY_SECONDS,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )
    _give_up_after(driver, patience_seconds)
    return driver


def _give_up_after(driver: neo4j.Driver, seconds: float) -> None:
    """Let the connections that a driver opens from now on be lost where the server is silent for so long.

    The driver does so by itself after the time that a server proposes, and has no setting for another one.
    """
    # No public part of the driver: should another release part from it, tests/faults has a server that hangs.
    pool = driver._pool
    opened = pool.opener

    def open_impatient(*given: Any) -> Any:
        connection = opened(*given)
        proposed = connection.socket.get_read_timeout()
        connection.socket.set_read_timeout(seconds if proposed is None else min(proposed, seconds))
        return connection

    pool.opener = open_impatient
