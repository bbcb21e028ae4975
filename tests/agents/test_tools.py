"""The MCP server, asked by the SDK's own client over standard input and output, as agents start it."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.agents import MOST_BYTES, Service, make_server
from api.app import create_app
from api.settings import Settings
from graph.guard import Limits
from tests.api.command_line import zerentu
from tests.api.conftest import serve

BREAKDOWN = "320585:太政发〔2021〕9号"
TASK = f"{BREAKDOWN}:1.2"

Calls = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="session")
def agent(sample_settings: Settings) -> Callable[[Calls], None]:
    """Let an agent make calls to a process of its own over the sample."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "api.cli", "mcp", "--store", sample_settings.store],
        env={"PATH": os.environ["PATH"]},
    )

    def run(calls: Calls) -> None:
        async def session() -> None:
            async with Client(command) as client:
                await calls(client)

        asyncio.run(session())

    return run


def data(result: CallToolResult) -> dict[str, Any]:
    """Return what a tool answers."""
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def refusal(result: CallToolResult) -> str:
    """Return why a tool refused."""
    assert result.is_error
    [text] = result.content
    assert isinstance(text, TextContent)
    return text.text


def test_every_tool_only_reads_and_describes_its_parameters(agent: Callable[[Calls], None]) -> None:
    """In both languages, so that an agent of either finds them."""

    async def calls(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {"search", "ask", "unit_load", "tasks_of_unit", "receipt", "neighbours", "path", "cypher"} <= {
            each.name for each in tools
        }
        for tool in tools:
            assert tool.annotations and tool.annotations.read_only_hint is True, tool.name
            assert " / " in (tool.description or ""), tool.name
            for name, schema in tool.input_schema.get("properties", {}).items():
                assert " / " in schema["description"], (tool.name, name)

    agent(calls)


def test_an_answer_is_data_with_its_sources(agent: Callable[[Calls], None]) -> None:
    """财政局 owns seven tasks; each with the words of its cell."""

    async def calls(client: Client) -> None:
        answer = data(await client.call_tool("tasks_of_unit", {"unit": "市财政局", "direct": True}))
        assert [row["row"] for row in answer["rows"]] == [2, 21, 25, 39, 40, 67, 130]
        assert {row["quote"] for row in answer["rows"][:1]} == {"财政局"}
        assert answer["rows"][0]["locator"] == "table 1, row 2, column 5, line 39"

        receipt = data(await client.call_tool("receipt", {"task": TASK}))
        assert [(row["role"], row["party_name"]) for row in receipt["rows"]] == [
            ("leads", "汪香元"),
            ("leads", "吴敬宇"),
            ("owns", "财政局"),
            ("supports", "各镇（区）"),
            ("supports", "有关部门"),
        ]
        found = data(await client.call_tool("ask", {"question": "busiest-units", "parameters": {"limit": 1}}))
        assert len(found["rows"]) == 1

    agent(calls)


def test_what_lies_around_a_unit_has_receipts_as_well(agent: Callable[[Calls], None]) -> None:
    """吴敬宇 leads all seven tasks of 财政局, which owns them; czj are its initials."""

    async def calls(client: Client) -> None:
        load = data(await client.call_tool("unit_load", {"unit": "财政局"}))
        assert load["load"]["owns"] == {"explicit": 7, "first_listed": 5, "through_groups": 0}
        found = data(await client.call_tool("search", {"text": "czj"}))
        assert [each["id"] for each in found["items"]] == ["320585:财政局"]
        near = data(await client.call_tool("neighbours", {"id": "320585:财政局", "relationship": "OWNS", "limit": 2}))
        assert [(each["total"], each["rest"]) for each in near["neighbours"]] == [(7, 5)]
        paths = data(await client.call_tool("path", {"start": "320585:财政局", "end": "320585:吴敬宇"}))
        assert (paths["length"], paths["total"]) == (2, 7)
        first = paths["items"][0]["steps"][0][0]
        assert (first["relationship"], "财政局" in first["edge"]["quote"]) == ("OWNS", True)

    agent(calls)


def test_the_guard_stands_before_cypher(agent: Callable[[Calls], None]) -> None:
    """A statement that reads is answered with its parameters, any other is refused in the guard's own words."""

    async def calls(client: Client) -> None:
        statement = "MATCH (u:Unit {name: $unit})-[:OWNS]->(t:Task) RETURN count(t) AS tasks"
        answer = data(await client.call_tool("cypher", {"statement": statement, "parameters": {"unit": "财政局"}}))
        assert answer["rows"] == [[7]]

        for statement in (
            "LOAD FROM '/etc/passwd' RETURN *",
            "MATCH (n) DETACH DELETE n",
            "CALL show_tables() RETURN *",
        ):
            assert "Statement refused" in refusal(await client.call_tool("cypher", {"statement": statement}))

    agent(calls)


def test_what_cannot_be_answered_says_what_to_do(agent: Callable[[Calls], None]) -> None:
    """A name that is only alike is never taken for the unit; parameters are checked by the service."""

    async def calls(client: Client) -> None:
        assert data(await client.call_tool("unit_load", {"unit": "市财政局"}))["id"] == "320585:财政局"
        assert "holds no unit '财政'; it holds 财政局" in refusal(await client.call_tool("unit_load", {"unit": "财政"}))
        assert "Not found" in refusal(await client.call_tool("task", {"task": "无此任务"}))
        assert "did you mean busiest-units" in refusal(await client.call_tool("ask", {"question": "busiest-unit"}))
        limited = refusal(await client.call_tool("search", {"text": "水", "limit": 1000}))
        assert limited == "Wrong parameter: limit: Input should be less than or equal to 50"
        assert "no unit '无此局'" in refusal(await client.call_tool("tasks_of_unit", {"unit": "无此局"}))

    agent(calls)


def test_a_running_service_is_asked_just_as_well(embedded: httpx2.Client) -> None:
    """While a service holds an embedded graph, no second process can open it."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "api.cli", "mcp", "--service", str(embedded.base_url)]
    )

    async def session() -> None:
        async with Client(command) as client:
            assert data(await client.call_tool("task", {"task": TASK}))["content"] == "增长6%左右"

    asyncio.run(session())


def test_an_answer_that_is_too_large_is_refused_with_the_cure() -> None:
    """It is not read to its end, whatever the service sends."""
    sent = 0

    async def body() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 50_000
            yield b" " * 50_000

    async def session() -> None:
        transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=body()))
        client = httpx2.AsyncClient(transport=transport, base_url="http://service.example")
        async with client, Client(make_server(Service(client))) as agent:
            assert "ask for less" in refusal(await agent.call_tool("list_questions", {}))

    asyncio.run(session())

    assert sent <= MOST_BYTES + 100_000


def test_the_largest_statement_of_the_tool_is_that_of_the_guard() -> None:
    """The two limits are written down apart, since a tool's schema is read before any guard is made."""

    async def session() -> None:
        client = httpx2.AsyncClient(base_url="http://service.example")
        async with client, Client(make_server(Service(client))) as agent:
            [cypher] = [each for each in (await agent.list_tools()).tools if each.name == "cypher"]
            assert cypher.input_schema["properties"]["statement"]["maxLength"] == Limits().statement_characters

    asyncio.run(session())


def test_agents_are_answered_over_http_behind_the_gate(sample_settings: Settings, tmp_path: Path) -> None:
    """Without a key where reading needs one, nobody is answered; with a reader's, by the tools and their limits."""
    update = {"mcp": True, "public_read": False, "service_file": tmp_path / "service.db"}
    settings = sample_settings.model_copy(update=update)
    keys = ServiceFile(settings.service_path())
    _, key = KeyRing(keys).create(Role.READER, "the agent")

    async def session(address: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        http = httpx2.AsyncClient(headers=headers)
        async with http, Client(streamable_http_client(address, http_client=http)) as client:
            assert data(await client.call_tool("task", {"task": TASK}))["content"] == "增长6%左右"
            found = data(await client.call_tool("cypher", {"statement": "MATCH (u:Unit) RETURN count(u) AS units"}))
            assert found["rows"] == [[59]]
            assert "Statement refused" in refusal(await client.call_tool("cypher", {"statement": "MATCH (n) DELETE n"}))

    with serve(create_app(settings)) as service:
        ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        assert service.post("/mcp", json=ping).status_code == 401
        assert service.get("/tasks").status_code == 401
        asyncio.run(session(f"{service.base_url}/mcp"))
    keys.close()


def test_a_service_that_was_not_asked_to_answers_no_agents(embedded: httpx2.Client) -> None:
    """The path is none."""
    assert embedded.post("/mcp", json={}).status_code == 404


def test_two_ways_at_once_are_refused() -> None:
    """A running service answers agents itself."""
    zerentu("mcp", "--http", "--service", "http://127.0.0.1:8000").fails(2, "exclude each other")
