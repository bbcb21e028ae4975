"""One line in the log for each request, its id in every line of it, and an answer where nobody else has one.

The outermost middleware: what it says of an answer is what went out. It tells method, path, names of the parameters,
status, milliseconds, bytes and who asked. No values of parameters, no headers and no bodies: they may be secrets.
"""

import asyncio
import logging
import re
import time
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, reset_contextvars

from api.logs import FACTS
from api.problems import StoppingError, respond
from api.request_ids import REQUEST_ID, give_request_id

_LOG = logging.getLogger(__name__)
_LONGEST_PATH, _MOST_PARAMETERS = 500, 20
_PARAMETER = re.compile(r"[a-z][a-z_]{0,30}")
"""What may be the name of a parameter; anything else is not repeated."""


class RequestLog:
    """Gives each request its id, answers what failed unexpectedly, and says what became of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and write a line at the end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = give_request_id(scope)
        bound = bind_contextvars(request_id=request_id)
        sent = _Sent(send, request_id)
        began = time.perf_counter()
        try:
            await self._answer(scope, receive, sent)
        finally:
            _say(scope, sent, time.perf_counter() - began)
            reset_contextvars(**bound)

    async def _answer(self, scope: Scope, receive: Receive, sent: "_Sent") -> None:
        try:
            await self._app(scope, receive, sent)
        except asyncio.CancelledError:
            # Given up since the service stops: the caller may ask another one.
            if not scope["app"].state.is_stopping or sent.status is not None:
                raise
            await respond(Request(scope), StoppingError())(scope, receive, sent)
        except Exception as error:
            answer = respond(Request(scope), error)
            if sent.status is not None:
                # Half an answer is out: only the end of the connection says that it is none.
                raise
            await answer(scope, receive, sent)


class _Sent:
    """Sends an answer on with the request's id, and counts what goes out."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send, self._request_id = send, request_id
        self.status: int | None = None
        self.bytes = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[REQUEST_ID] = self._request_id
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
        await self._send(message)


def _say(scope: Scope, sent: _Sent, seconds: float) -> None:
    """Write the line; a request whose caller went away before there was an answer has no status."""
    level = logging.WARNING if (sent.status or 500) >= 500 else logging.INFO
    if _LOG.isEnabledFor(level):
        _LOG.log(level, "request", extra={FACTS: _facts(scope, sent, seconds)})


def _facts(scope: Scope, sent: _Sent, seconds: float) -> Mapping[str, Any]:
    pairs = scope["query_string"].decode("latin-1").split("&") if scope["query_string"] else ()
    names = sorted({pair.partition("=")[0] for pair in pairs if pair})
    return {
        "method": scope["method"][:20],
        "path": scope["path"][:_LONGEST_PATH],
        "parameters": [name if _PARAMETER.fullmatch(name) else "…" for name in names[:_MOST_PARAMETERS]],
        "status": sent.status,
        "duration_ms": round(seconds * 1000, 1),
        "bytes": sent.bytes,
        "client": (scope.get("client") or [None])[0],
    }
