"""Guarded statements on Neo4j: what their own process does, through the asynchronous driver.

The server is asked for the plan first: only a plan that reads, of known steps, is run, in a reading transaction with
a timeout. The process has its own memory limit, so that what the server sends cannot harm the caller.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import neo4j
import neo4j.exceptions as failures
from neo4j.graph import Node, Path, Relationship

import graph
from graph.guard.answers import Collector, packed_lateness, packed_loss, packed_refusal
from graph.guard.child import Answering
from graph.guard.confinement import end_after, limit_resources
from graph.guard.limits import Limits
from graph.guard.words import operators, procedures
from graph.store.asking import plain

_GRACE_SECONDS = 0.5
_FETCHED_ROWS = 100
_READING = "r"
_OFFSET = re.compile(r"\(offset: (\d+)\)")
_CALLED = re.compile(r"[\w.]+(?=\()")
_LENGTH = re.compile(r"\*(?:\d*\.\.)?(\d*)\]")
_OF_VARIABLE_LENGTH = ("VarLengthExpand", "ShortestPath")
_TEXTS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`]|``)*`")
_SAID = {
    "SyntaxError": ("syntax", "Neo4j does not understand the statement from here on: look for a missing word or name"),
    "SemanticError": ("syntax", "Neo4j does not understand what the statement means: look at names and types"),
    "TypeError": ("type", "an operator or function gets a value of a type that it does not take"),
    "ArgumentError": ("type", "a function gets a value that it does not take"),
    "ArithmeticError": ("arithmetic", "the statement divides by zero, or a number becomes too large"),
    "AccessMode": ("read-only", "the statement would write, and only reading statements are answered"),
    "ProcedureNotFound": ("procedure", "Neo4j has no such procedure"),
    "ProcedureCallFailed": ("procedure", "the procedure does not take these values: look at the index and the words"),
}
_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "StackOverFlowError", "OutOfMemoryError")
_LATE = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "Terminated")
_UNCLEAR = "Neo4j cannot run the statement: names, types and clauses are in the reference"


class _RefusedPlanError(Exception):
    """The plan does more than read."""


def warm() -> None:
    """Do once what every first use of the driver costs."""
    operators()


def prepare(setup: Mapping[str, Any]) -> Answering:
    """Return what answers one request; the limits hold by then."""
    limits = Limits(**setup["limits"])
    limit_resources(limits.timeout_seconds, limits.memory_bytes)
    return partial(_answer, setup, limits)


def _answer(setup: Mapping[str, Any], limits: Limits, request: Mapping[str, Any]) -> bytes:
    end_after(request["seconds"] + _GRACE_SECONDS)
    try:
        return asyncio.run(_ask_in_time(setup, limits, request))
    except _RefusedPlanError as error:
        return packed_refusal("plan", str(error))
    except TimeoutError:
        return packed_lateness()
    except (MemoryError, RecursionError):
        return packed_refusal("memory", "the answer is too large or too deep: ask for less at a time")
    except (failures.Neo4jError, failures.DriverError, OSError, ValueError, TypeError) as error:
        return _said_of(error, setup["url"])


async def _ask_in_time(setup: Mapping[str, Any], limits: Limits, request: Mapping[str, Any]) -> bytes:
    loop = asyncio.get_running_loop()
    until = loop.time() + request["seconds"]
    async with asyncio.timeout_at(until):
        driver = neo4j.AsyncGraphDatabase.driver(
            setup["url"],
            auth=(setup["user"], setup["password"]),
            user_agent=f"zerentu-cypher/{graph.__version__}",
            connection_timeout=setup["connect_timeout_seconds"],
            connection_acquisition_timeout=setup["connect_timeout_seconds"] + 1,
            max_connection_pool_size=1,
            max_transaction_retry_time=0,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
        session = driver.session(
            database=setup["database"], default_access_mode=neo4j.READ_ACCESS, fetch_size=_FETCHED_ROWS
        )
        await _check_plan(session, request, until - loop.time(), limits)
        # The process ends with the answer: nothing is closed politely that the system closes at once.
        return await _ask(session, request, until - loop.time(), limits)


async def _check_plan(session: neo4j.AsyncSession, request: Mapping[str, Any], seconds: float, limits: Limits) -> None:
    async with await session.begin_transaction(timeout=seconds) as transaction:
        result = await transaction.run("EXPLAIN " + request["statement"], request["parameters"])
        summary = await result.consume()
    if summary.query_type != _READING or not summary.plan:
        raise _RefusedPlanError("the statement would do more than read the graph, by the plan of Neo4j")
    for step in _steps(summary.plan):
        wrong = _wrong_with(step, limits.hops)
        if wrong:
            raise _RefusedPlanError(wrong)


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _steps(child)


def _wrong_with(step: Mapping[str, Any], most_hops: int) -> str:
    """Say why a step of a plan is not run; empty where it is."""
    name = step["operatorType"].partition("@")[0]
    if name not in operators():
        return f"the plan of Neo4j has a step that is not known to only read ({name[:40]}): write it another way"
    details = _TEXTS.sub("", str(step.get("args", {}).get("Details", "")))
    if name == "ProcedureCall":
        called = _CALLED.search(details)
        if not called or called[0].lower() not in procedures():
            return "the plan of Neo4j calls a procedure that is not known to only read"
    if name.startswith(_OF_VARIABLE_LENGTH):
        ends = _LENGTH.findall(details)
        if not ends or any(not end or int(end) > most_hops for end in ends):
            return f"a pattern of variable length needs an end of at most {most_hops} steps: write it as *1..3"
    return ""


async def _ask(session: neo4j.AsyncSession, request: Mapping[str, Any], seconds: float, limits: Limits) -> bytes:
    async with await session.begin_transaction(timeout=max(0.001, seconds)) as transaction:
        result = await transaction.run(request["statement"], request["parameters"])
        collector = Collector(list(result.keys()), limits)
        async for record in result:
            if not collector.add([plain(cell, _unwrapped) for cell in record.values()]):
                break
        return collector.packed()


def _said_of(error: Exception, url: str) -> bytes:
    """Return what is told of an error of the driver: never its words, only where the statement is wrong."""
    code = (error.code or "").rpartition(".")[2] if isinstance(error, failures.Neo4jError) else ""
    if code in _LATE:
        return packed_lateness()
    if code in _MEMORY:
        return packed_refusal("memory", "the statement took too much memory of the server: ask for less at a time")
    if isinstance(error, failures.AuthError) or code == "Forbidden":
        return packed_loss("auth", f"Neo4j at {url} refuses the user: check name and password")
    if code in _SAID:
        found = _OFFSET.search(str(error))
        offset = int(found[1]) - len("EXPLAIN ") if found else None
        return packed_refusal(*_SAID[code], offset)
    if isinstance(error, failures.ClientError | ValueError | TypeError):
        return packed_refusal("engine", _UNCLEAR)
    return packed_loss("store", f"Neo4j at {url} does not answer: start it with scripts/neo4j up or check the address")


def _unwrapped(value: Any) -> Any:
    """Return a node, a relationship and a path as maps of the same shape that ladybug's have."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": dict(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": dict(value)}
    if isinstance(value, Path):
        return {"nodes": list(value.nodes), "relationships": list(value.relationships)}
    return value.iso_format() if hasattr(value, "iso_format") else value
