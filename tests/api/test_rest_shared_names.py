"""A name that several places share: never added up, always refused with the ids, unless the place is said."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from mcp.server.mcpserver.exceptions import ToolError

from api.agents.service import Service
from api.agents.tools import Tools
from api.app import create_app
from api.settings import Settings
from graph.store import Store
from tests.api.conftest import Serving
from tests.contract.sample import BREAKDOWN, NOTICE, taicang_batch, yunxi_batch

FINANCE = "320585:财政局, x-c10d5e2f:财政局"
"""财政局 owns seven tasks in 太仓市, and supports the first task of 云溪县."""
ZHANG = "320585:张顺, x-c10d5e2f:张顺"
"""张顺 leads two tasks in 云溪县, rows 3 and 4."""


@pytest.fixture
def places(store: Store, serving: Serving) -> httpx2.Client:
    """The API over two places with units and an official of one name."""
    store.load(taicang_batch())
    store.load(yunxi_batch())
    return serving(create_app(Settings(), store))


def test_a_list_refuses_a_name_of_several_places(places: httpx2.Client) -> None:
    """Eight tasks of 财政局 would be those of two bodies; the ids say which there are."""
    for path, ids, kind in (
        ("/tasks?unit=财政局", FINANCE, "units"),
        ("/tasks.csv?unit=财政局", FINANCE, "units"),
        ("/tasks?unit=财政局&facets=year", FINANCE, "units"),
        ("/tasks?unit=财政局&year=2022", FINANCE, "units"),
        ("/targets?unit=财政局", FINANCE, "units"),
        ("/groups?unit=财政局", FINANCE, "units"),
        ("/tasks?official=张顺", ZHANG, "officials"),
        ("/targets?official=张顺", ZHANG, "officials"),
    ):
        answer = places.get(path)

        assert answer.status_code == 422, path
        [error] = answer.json()["errors"]
        assert error["name"] == ("unit" if kind == "units" else "official")
        assert f"is the name of several {kind}: give an id, one of {ids}" in error["detail"]


def test_an_id_or_its_place_says_which_is_meant(places: httpx2.Client) -> None:
    """The place itself, or that of a document, by code, name or number."""
    for query, total in (
        ("unit=320585:财政局", 7),
        ("unit=x-c10d5e2f:财政局", 1),
        ("unit=财政局&jurisdiction=太仓市", 7),
        ("unit=财政局&jurisdiction=x-c10d5e2f", 1),
        (f"unit=财政局&document={BREAKDOWN}", 7),
        ("unit=财政局&document=云政发〔2022〕3号", 1),
        ("unit=财政局&jurisdiction=无此地", 0),
        ("unit=320585:财政局&jurisdiction=云溪县", 0),
        ("official=张顺&jurisdiction=云溪县", 2),
        ("unit=审计局", 1),
    ):
        answer = places.get(f"/tasks?{query}")

        assert (answer.status_code, answer.json().get("total")) == (200, total), query


def test_a_question_refuses_a_name_of_several_places(places: httpx2.Client) -> None:
    """Also where its rows would not say whose they are, as those of tasks without a target."""
    for path in (
        "tasks-of-unit?unit=财政局",
        "tasks-without-target?unit=财政局",
        "path-between-units?unit=审计局&other=财政局",
    ):
        answer = places.get(f"/questions/{path}")

        assert answer.status_code == 422, path
        assert FINANCE in answer.json()["detail"], path
    assert ZHANG in places.get("/questions/tasks-of-official?official=张顺").json()["detail"]
    named = places.get("/questions/tasks-of-unit?unit=财政局&jurisdiction=云溪县").json()
    assert [row["unit"] for row in named["rows"]] == ["x-c10d5e2f:财政局"]


def test_a_refusal_is_said_in_chinese(places: httpx2.Client) -> None:
    """Of units and of officials."""
    chinese = {"Accept-Language": "zh"}

    unit = places.get("/tasks?unit=财政局", headers=chinese).json()["detail"]
    official = places.get("/official-sheets/张顺", headers=chinese).json()["detail"]

    assert unit == f"unit：财政局 是多个单位的名称：请给出编号，为 {FINANCE} 之一"
    assert official == f"张顺 是多位领导的姓名：请给出编号，为 {ZHANG} 之一"


def test_a_sheet_of_a_document_is_of_its_place(places: httpx2.Client) -> None:
    """Without a document, and for one of neither place, the name is refused."""
    sheet = places.get(f"/sheets/财政局?document={NOTICE}").json()

    assert (sheet["unit"], len(sheet["lines"])) == ("x-c10d5e2f:财政局", 1)
    assert FINANCE in places.get("/sheets/财政局").json()["detail"]
    assert FINANCE in places.get("/sheets/财政局?document=无此文件").json()["detail"]


def test_an_agent_is_refused_as_well(store: Store) -> None:
    """And told where there is no such unit, which an answer without rows would not say."""
    store.load(taicang_batch())
    store.load(yunxi_batch())

    async def ask(call: Callable[[Tools], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        transport = httpx2.ASGITransport(app=create_app(Settings(), store))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await call(Tools(Service(client)))

    for call in (lambda tools: tools.tasks_of_unit("财政局"), lambda tools: tools.unit_load("财政局")):
        with pytest.raises(ToolError, match=FINANCE):
            asyncio.run(ask(call))
    with pytest.raises(ToolError, match="the graph holds no unit '无此局'"):
        asyncio.run(ask(lambda tools: tools.tasks_of_unit("无此局")))
    with pytest.raises(ToolError, match="the graph holds no Unit '320585:无此局'"):
        asyncio.run(ask(lambda tools: tools.tasks_of_unit("320585:无此局")))
    one = asyncio.run(ask(lambda tools: tools.tasks_of_unit("财政局", document="太政发〔2021〕9号", direct=True)))
    none = asyncio.run(ask(lambda tools: tools.tasks_of_unit("x-c10d5e2f:财政局", role="owns", direct=True)))
    assert ({row["unit"] for row in one["rows"]}, none["rows"]) == ({"320585:财政局"}, [])
