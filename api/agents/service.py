"""Asks the REST API for the tools: the one in this process, or one that runs elsewhere."""

from typing import Any
from urllib.parse import quote

import httpx2
from mcp.server.mcpserver.exceptions import ToolError

MOST_BYTES = 200_000
"""A larger answer is no help to an agent: it is refused with what to narrow."""


_IN_ENGLISH = {"Accept-Language": "en"}
"""Refusals stand beside words of the SDK; what documents say comes as it is printed."""


class Service:
    """The REST API as its tools see it: paths in, data out; what it refuses is told in its own words."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def get(self, path: str, **parameters: object) -> dict[str, Any]:
        """Return the answer to a path; parameters that are None or empty are left out.

        Raises:
            ToolError: the service refuses it, is not there, or its answer is too large.
        """
        given = {name: _text(value) for name, value in parameters.items() if value not in (None, "")}
        return await self._asked("GET", path, params=given)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a body that is sent as JSON; raises as ``get`` does."""
        return await self._asked("POST", path, json=body)

    async def _asked(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        try:
            # A unit that goes by another name now is asked for by that name.
            asked = self._client.stream(method, path, headers=_IN_ENGLISH, follow_redirects=True, **request)
            async with asked as answer:
                return _data(answer, await _body(answer))
        except httpx2.HTTPError as error:
            raise ToolError(f"the service does not answer: {error or type(error).__name__}") from error


def in_path(text: str) -> str:
    """Return an id or name as it stands in a path."""
    return quote(text, safe="")


async def _body(answer: httpx2.Response) -> bytes:
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise ToolError(f"the answer has more than {MOST_BYTES:,} bytes: ask for less, with a limit or a filter")
    return bytes(body)


def _data(answer: httpx2.Response, body: bytes) -> dict[str, Any]:
    try:
        data = httpx2.Response(answer.status_code, content=body).json()
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise ToolError(f"the service answers {answer.status_code} without data")
    if answer.status_code >= 400:
        raise ToolError(f"{data.get('title', 'refused')}: {data.get('detail', answer.status_code)}")
    return data


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
