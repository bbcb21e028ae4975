"""The benchmarks from end to end at a tiny size: what they print and write, and what they refuse to touch."""

import json
import os
import subprocess
import sys
from pathlib import Path

import neo4j
import pytest

from graph.store import StoreOptions
from tests.conftest import Address

ROOT = Path(__file__).parents[2]
TINY = ("--once", "--sizes", "150", "--rows", "100")


def run_benchmarks(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m benchmarks`` with these words; py2neo leaves sockets open, so it has a process of its own."""
    command = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.slow
def test_a_run_on_the_embedded_engine_prints_ratios_and_writes_json(tmp_path: Path) -> None:
    """Every figure stands beside a named rival that gave the same answers."""
    file = tmp_path / "figures.json"

    done = run_benchmarks("--only", "extraction", "rest", "ladybug", "--no-neo4j", *TINY, "--json", file)

    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    groups = {each["group"] for each in figures["comparisons"]}
    rivals = {each["rival"] for each in figures["comparisons"]}
    assert groups == {
        "extraction",
        "REST, ladybug",
        "load, ladybug",
        "questions, ladybug",
        "one document more, ladybug",
    }
    assert {
        "bare endpoint, 16 kB",
        "its statements",
        "NetworkX",
        "raw statements",
        "lxml walk",
        "python-docx row.cells",
    } <= rivals
    assert all(each["ratio"] > 0 for each in figures["comparisons"])
    assert "targets met" in done.stdout


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_run_on_neo4j_leaves_nothing_behind(neo4j_server: Address, tmp_path: Path) -> None:
    """The rivals on Neo4j answer the same, and of the invented places (their codes begin with 99) none is left."""
    file = tmp_path / "figures.json"
    mark(neo4j_server)

    done = run_benchmarks("--only", "neo4j", *TINY, "--json", file, **access(neo4j_server))

    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert {"bare driver loop", "py2neo.bulk", "py2neo.run"} <= {each["rival"] for each in figures["comparisons"]}
    assert invented_nodes(neo4j_server) == 0


@pytest.mark.neo4j
def test_the_search_is_measured_on_both_engines(neo4j_server: Address, tmp_path: Path) -> None:
    """On the sample and a generated graph, each beside a scan that finds the same tasks."""
    file = tmp_path / "figures.json"
    mark(neo4j_server)

    done = run_benchmarks("--only", "search", *TINY, "--json", file, **access(neo4j_server))

    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert {(each["group"], each["size"]) for each in figures["comparisons"]} == {
        (f"search, {engine}", size) for engine in ("ladybug", "neo4j") for size in ("150", "157")
    }
    assert {each["rival"] for each in figures["comparisons"]} == {"CONTAINS scan"}


@pytest.mark.neo4j
def test_a_neo4j_that_holds_something_else_is_left_alone(neo4j_address: Address) -> None:
    """A graph without the mark of the tests is somebody's: one clear line, exit code 3."""
    uri, options = neo4j_address
    with signed_in(uri, options) as driver:
        driver.execute_query("MATCH (n:ZerentuTest) DELETE n")
        driver.execute_query("CREATE (:Somebody)")
        try:
            done = run_benchmarks("--only", "neo4j", *TINY, **access(neo4j_address))
            left = labels(neo4j_address)
        finally:
            driver.execute_query("CREATE (:ZerentuTest)")
            driver.execute_query("MATCH (n:Somebody) DELETE n")

    assert done.returncode == 3
    assert "holds 1 nodes that the benchmarks did not make" in done.stderr
    assert left == {"Somebody"}


def mark(address: Address) -> None:
    """Set the mark that the database belongs to tests, if it is empty so far."""
    with signed_in(*address) as driver:
        if not driver.execute_query("MATCH (n) RETURN count(n)").records[0][0]:
            driver.execute_query("CREATE (:ZerentuTest)")


def labels(address: Address) -> set[str]:
    """Return the labels of what the database holds."""
    with signed_in(*address) as driver:
        return {record[0] for record in driver.execute_query("MATCH (n) UNWIND labels(n) AS l RETURN l").records}


def invented_nodes(address: Address) -> int:
    """Return how many nodes of generated documents the database holds."""
    with signed_in(*address) as driver:
        found = driver.execute_query("MATCH (n) WHERE n.id STARTS WITH '99' RETURN count(n)").records[0][0]
    return int(found)


def access(address: Address) -> dict[str, str]:
    """Return the variables that name the Neo4j."""
    uri, options = address
    return {
        "ZERENTU_TEST_NEO4J_URI": uri,
        "ZERENTU_TEST_NEO4J_USER": options.user,
        "ZERENTU_TEST_NEO4J_PASSWORD": options.password,
    }


def signed_in(uri: str, options: StoreOptions) -> neo4j.Driver:
    """Return a driver for the Neo4j."""
    return neo4j.GraphDatabase.driver(uri, auth=(options.user, options.password))
