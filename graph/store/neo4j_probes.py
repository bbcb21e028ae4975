"""Tries what a Neo4j would do for LOAD CSV: read files of the server, call addresses."""

import secrets

import neo4j
import neo4j.exceptions as failures

from graph.guard.sources import Neo4jSource
from graph.store.protocol import StoreOptions

_SECONDS = 5.0
_PROBES = {
    "files": "file:///zerentu-probe-{name}.csv",
    # A closed port of the server itself: whether it tries is told by why it fails.
    "addresses": "http://127.0.0.1:9/zerentu-probe-{name}.csv",
}
_FORBIDDEN = "configuration property"
"""What Neo4j says where it does not even try."""


def open_doors(url: str, options: StoreOptions) -> list[str]:
    """Return which of ``files`` and ``addresses`` the server would read; nothing is read by asking."""
    setup = Neo4jSource(url, options).told
    with (
        neo4j.GraphDatabase.driver(
            setup["url"],
            auth=(setup["user"], setup["password"]),
            connection_timeout=options.connect_timeout_seconds,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        ) as driver,
        driver.session(database=setup["database"], default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        return [door for door, address in _PROBES.items() if _is_open(session, address)]


def _is_open(session: neo4j.Session, address: str) -> bool:
    statement = neo4j.Query("LOAD CSV FROM $address AS line RETURN count(line) AS lines", timeout=_SECONDS)
    try:
        session.run(statement, address=address.format(name=secrets.token_hex(8))).consume()
    except failures.ClientError as error:
        return _FORBIDDEN not in str(error)
    except failures.Neo4jError:
        return True
    return True
