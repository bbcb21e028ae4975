"""An agent that asks by an id that was joined to another unit is answered for that unit."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2

from api.agents import Service
from api.app import create_app
from api.judging import Judging, Wanted
from api.settings import Settings
from graph.store import open_store
from tests.api.conftest import load_sample


def test_a_joined_unit_is_found_by_its_old_id(tmp_path: Path) -> None:
    """港区 is judged to be 港口管委会; its id leads there, and so does a filter by it."""
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}")
    load_sample(settings)
    with open_store(settings.store, settings.store_options()) as store:
        judging = Judging(lambda: store)
        judging.put(judging.prepare(Wanted("太仓市", ("港口管委会", "港区"), "same", "", "督查室")))

        async def ask() -> tuple[dict[str, Any], dict[str, Any]]:
            transport = httpx2.ASGITransport(app=create_app(settings, store))
            async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                service = Service(client)
                unit = await service.get("/units/320585%3A%E6%B8%AF%E5%8C%BA")
                return unit, await service.get("/tasks", unit="320585:港区")

        unit, tasks = asyncio.run(ask())

    assert unit["id"] == "320585:港口管委会"
    assert tasks["total"] == sum(unit["load"][role]["explicit"] for role in ("owns", "supports"))
