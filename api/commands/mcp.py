"""``zerentu mcp``: the tools for agents, over standard input and output or over HTTP."""

import asyncio

import httpx2

from api.agents import Service, make_server
from api.app import create_app
from api.commands.options import Target
from api.commands.stores import read_settings
from api.settings import Settings
from graph.errors import InputError
from graph.store import open_store

_TIMEOUT_SECONDS = 60.0


def serve_agents(target: Target, service: str | None) -> None:
    """Answer one agent over standard input and output until it hangs up.

    The graph is opened here, or a ``service`` that already runs is asked; its key is ``ZERENTU_KEY``.

    Raises:
        InputError: the address of the service is none.
        StoreError: the store is not there.
    """
    settings = read_settings(target, host="127.0.0.1")
    if service:
        asyncio.run(_over_http(service, settings))
        return
    # Here, where it is one clear line; the app opens its own.
    open_store(settings.store, settings.store_options()).close()
    asyncio.run(_in_process(settings))


async def _in_process(settings: Settings) -> None:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            await make_server(Service(client)).run_stdio_async()


async def _over_http(address: str, settings: Settings) -> None:
    key = settings.key.get_secret_value()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        client = httpx2.AsyncClient(base_url=address, headers=headers, timeout=_TIMEOUT_SECONDS)
    except httpx2.InvalidURL as error:
        raise InputError(f"--service {address}: {error}; give one as http://127.0.0.1:8000") from error
    async with client:
        await make_server(Service(client)).run_stdio_async()
