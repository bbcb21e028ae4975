"""Neo4j: what is said when it is not there or refuses, and what an opening sets up."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import neo4j
import pytest

from graph.errors import StoreAuthError, StoreError, ZerentuError
from graph.store import StoreOptions, open_store
from tests.contract.batches import PLAN, notice, plan

Address = tuple[str, StoreOptions]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_not_there_is_named_soon(scheme: str) -> None:
    """A closed port is said to be one, with what to do, without the secrets of the address."""
    began = time.monotonic()

    with pytest.raises(
        StoreError, match=r"does not answer: start it with scripts/neo4j up or check the addr"
    ) as caught:
        open_store(f"{scheme}://alice:geheim@127.0.0.1:{closed_port()}")

    assert time.monotonic() - began < 7
    assert "geheim" not in str(caught.value)
    assert "alice" not in str(caught.value)


def test_a_server_that_says_nothing_is_given_up(silent_port: int) -> None:
    """An open port behind which nobody answers does not hang."""
    began = time.monotonic()

    with pytest.raises(StoreError, match="does not answer"):
        open_store(f"bolt://127.0.0.1:{silent_port}", StoreOptions(connect_timeout_seconds=1))

    assert time.monotonic() - began < 8


def test_a_server_that_speaks_something_else_is_given_up() -> None:
    """An HTTP server behind the port is one of our errors."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            # The driver may come once or twice; closing the listener ends the wait for it.
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(100)
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(StoreError) as caught:
            open_store(f"bolt://127.0.0.1:{server.getsockname()[1]}", StoreOptions(connect_timeout_seconds=1))

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["bolt://[::1", "bolt://127.0.0.1:port", "neo4j://127.0.0.1:99999", "bolt+s://%zz"])
def test_an_address_that_cannot_be_read_is_one_of_our_errors(url: str) -> None:
    """Whatever the driver or Python makes of it."""
    with pytest.raises(ZerentuError) as caught:
        open_store(url)

    assert "\n" not in str(caught.value)


def test_the_driver_says_nothing_of_its_own() -> None:
    """A command's errors are one or two lines of ours; the driver's log lines do not come before them."""
    code = "import sys; from graph.store import open_store\ntry: open_store(sys.argv[1])\nexcept Exception: pass"
    url = f"neo4j://127.0.0.1:{closed_port()}"

    done = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.neo4j
def test_a_wrong_password_is_said_to_be(neo4j_address: Address) -> None:
    """The name and password are not repeated."""
    with pytest.raises(StoreAuthError, match="refuses the user: check name and password") as caught:
        open_store(neo4j_address[0], replace(neo4j_address[1], user="niemand", password="geheim"))

    assert "geheim" not in str(caught.value)


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_missing_database_is_said_to_be(neo4j_address: Address, scheme: str) -> None:
    """Whether the address routes or not."""
    url = f"{scheme}://{neo4j_address[0].partition('://')[2]}"

    with pytest.raises(StoreError, match="has no such database: check its name"):
        open_store(url, replace(neo4j_address[1], database="nirgends"))


@pytest.mark.neo4j
def test_name_and_password_may_stand_in_the_address(neo4j_address: Address) -> None:
    """They are used, and the store does not tell them."""
    url, options = neo4j_address
    scheme, _, host = url.partition("://")

    with open_store(f"{scheme}://{options.user}:{options.password}@{host}") as store:
        info = store.info()

    assert (info.engine, info.url) == ("neo4j", url)


@pytest.mark.neo4j
def test_an_opening_sets_up_keys_and_indexes(neo4j_address: Address) -> None:
    """A unique key for every label, an index for what questions filter on, all of them filled."""
    with open_store(*neo4j_address) as store:
        keys = store.ask("CALL db.labels() YIELD label RETURN label").columns
    url, options = neo4j_address
    with neo4j.GraphDatabase.driver(url, auth=(options.user, options.password)) as driver:
        constraints = driver.execute_query("SHOW CONSTRAINTS YIELD name, type RETURN name, type").records
        indexes = driver.execute_query("SHOW INDEXES YIELD name, type, state RETURN name, type, state").records

    assert keys == ["label"]
    assert {record["name"] for record in constraints} >= {
        "Jurisdiction_id", "Document_id", "Category_id", "Task_id", "Target_id", "Official_id", "Unit_id",
        "UnitGroup_id",
    }  # fmt: skip
    assert {record["name"] for record in indexes} >= {
        "Unit_name", "Unit_kind", "Task_year", "Task_annex", "Document_number", "OWNS_inherited", "task_text"
    }  # fmt: skip
    assert {record["state"] for record in indexes} == {"ONLINE"}


@pytest.mark.neo4j
def test_tasks_are_found_by_two_characters_of_their_text(neo4j_address: Address) -> None:
    """The full-text index cuts Chinese into pairs (analyzer cjk)."""
    statement = "CALL db.index.fulltext.queryNodes('task_text', $words) YIELD node RETURN node.id AS task"
    with open_store(*neo4j_address) as store:
        store.load(plan())
        store.load(notice())
        found: list[object] = []
        end = time.monotonic() + 10
        while not found and time.monotonic() < end:
            found = list(store.ask(statement, {"words": "整治"}).rows)

    assert found == [[f"{PLAN}:1.2"]]


@pytest.mark.neo4j
def test_setting_a_property_to_what_it_is_locks_the_node(neo4j_address: Address) -> None:
    """What the loads rely on against each other: the second transaction waits for the first."""
    url, options = neo4j_address
    with open_store(*neo4j_address) as store:
        store.load(plan())
    statement = "MATCH (n:Unit {id: $id}) SET n.name = n.name"
    with (
        neo4j.GraphDatabase.driver(url, auth=(options.user, options.password)) as driver,
        driver.session() as one,
        driver.session() as other,
    ):
        first = one.begin_transaction()
        first.run(statement, id="320585:财政局").consume()
        second = other.begin_transaction(timeout=0.5)

        with pytest.raises(neo4j.exceptions.ClientError, match="longer than the configured transaction timeout"):
            second.run(statement, id="320585:财政局").consume()


@pytest.mark.neo4j
def test_what_others_keep_in_the_database_is_not_listed(neo4j_address: Address) -> None:
    """Nodes of other labels are neither counted nor touched; a second label on ours does no harm."""
    url, options = neo4j_address
    with (
        open_store(*neo4j_address) as store,
        neo4j.GraphDatabase.driver(url, auth=(options.user, options.password)) as driver,
    ):
        store.load(plan())
        driver.execute_query("MATCH (u:Unit {id: '320585:港区'}) SET u:Aaa CREATE (u)-[:NOTED]->(:Remark {text: 'x'})")
        before = [*store.nodes(), *store.edges()]

        store.load(notice())
        store.unload(notice().document)

        assert [*store.nodes(), *store.edges()] == before
        store.unload(PLAN)
        assert driver.execute_query("MATCH (r:Remark) RETURN count(r)").records[0][0] == 1
        assert list(store.nodes()) == []
