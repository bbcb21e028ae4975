"""The tools for agents over HTTP: ``/mcp`` of the service itself, behind the same gate as everything else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import Receive, Scope, Send

from api.access.gate import ADMITTED
from api.agents.server import make_server
from api.agents.service import Service

_BASE = "http://127.0.0.1"


class AgentEndpoint:
    """Hands the requests of agents to the server that ``agents`` has begun."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one of them."""
        await scope["app"].state.agents.handle_request(scope, receive, send)


@asynccontextmanager
async def agents(app: FastAPI) -> AsyncIterator[None]:
    """Answer agents while the app runs: each request by itself, without a session that would have to be kept.

    What a tool asks goes to the app in this process. The gate has let the agent in already.
    """

    async def admitted(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, ADMITTED: True}, receive, send)

    transport = httpx2.ASGITransport(app=admitted, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=_BASE) as client:
        server = make_server(Service(client))
        # The gate looks at the host.
        security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        server.streamable_http_app(stateless_http=True, json_response=True, transport_security=security)
        async with server.session_manager.run():
            app.state.agents = server.session_manager
            yield
