"""Answers from the graph: of one version each, kept until the next load, with an ETag, packed where that is wanted.

A pure ASGI middleware outside of the routes, so that a kept answer costs no routing and no thread. It knows
nothing of what the routes answer, only which paths answer from the graph.
"""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answer_cache import Answer, AnswerCache, Header
from api.forms import FORMS
from api.headers import HEADERS
from api.negotiation import accepts_gzip, best_language, best_type
from api.problems import told_request
from api.request_ids import request_id_of, without_request_id
from api.validators import is_any, matching_tag, strong_tag
from api.versions import VersionKeeper, code_version
from graph.errors import ZerentuError

STORE_ERROR = "zerentu.store_error"
"""Where the scope of a request says why the store cannot be asked, so that the route need not try again."""
VERSION = "zerentu.version"
"""Where it says which version of the graph the answer is to be of; whether it was is looked at afterwards."""

_TRIES = 3
_SMALLEST_PACKED = 1024
_OFFERED = tuple(FORMS)
_READ_HEADERS = (b"accept", b"accept-language", b"accept-encoding", b"if-none-match")
_CACHING = ((b"cache-control", b"no-cache"), (b"vary", b"Accept, Accept-Language, Accept-Encoding"))
_SAFE = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())


@dataclass(frozen=True, slots=True)
class Asked:
    """All of a request that its answer depends on."""

    path: str
    query: str
    media_type: str | None
    language: str
    packed: bool


class Answers:
    """Answers what was asked before at the same version of the graph, and lets the app compute the rest."""

    def __init__(
        self, app: ASGIApp, versions: VersionKeeper, cache: AnswerCache, is_answer: Callable[[str], bool]
    ) -> None:
        """Answer the paths of which ``is_answer`` holds; all others are passed on."""
        self._app = app
        self._versions = versions
        self._cache = cache
        self._is_answer = is_answer
        self._under_way: dict[tuple[str, Asked], asyncio.Task[Answer]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._is_answer(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            version = await self._versions.current()
        except ZerentuError as error:
            await self._app({**scope, STORE_ERROR: error}, receive, send)
            return
        asked, if_none_match = _read(scope)
        answer = self._cache.get(version, asked)
        if answer is None:
            # It was given with an answer to the same request at this version, so there is one, and it is the same.
            held = matching_tag(if_none_match, _tags(version, asked))
            answer = _unchanged(held) if held else await self._computed_once(version, asked, scope)
        elif matching_tag(if_none_match, [answer.tag]):
            answer = _unchanged(answer.tag)
        if answer.tag and is_any(if_none_match):
            answer = _unchanged(answer.tag)
        await _send(told_request(answer, request_id_of(scope)), send)

    async def _computed_once(self, version: str, asked: Asked, scope: Scope) -> Answer:
        """Return the answer that the app computes; all who want it meanwhile wait for the same."""
        key = (version, asked)
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._computed(version, asked, scope))
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    async def _computed(self, version: str, asked: Asked, scope: Scope) -> Answer:
        """Return an answer that is all of one version; one that always met a load has no ETag and is not kept."""
        for _ in range(_TRIES):
            writes = self._versions.writes
            answer = await self._run({**scope, VERSION: version})
            if answer.status >= 500:
                self._versions.forget()
            if answer.status != 200:
                # What it depends on is said once, and for all forms.
                headers = (each for each in answer.headers if each[0] != b"vary")
                return Answer(answer.status, (*headers, *_CACHING), answer.body)
            before, version = version, await self._version_after(version)
            # A load that was taken back at once leaves the version as it was.
            if version == before and writes == self._versions.writes:
                finished = await _finished(answer, version, asked)
                self._cache.keep(version, asked, finished)
                return finished
        return Answer(answer.status, (*answer.headers, (b"cache-control", b"no-store")), answer.body)

    async def _version_after(self, before: str) -> str:
        """Return the version now; none that there is where the store was lost at this moment."""
        try:
            return await self._versions.reread()
        except ZerentuError:
            return f"unknown after {before}"

    async def _run(self, scope: Scope) -> Answer:
        """Let the app answer, and return all of it."""
        start: Message = {}
        parts: list[bytes] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self._app(without_request_id(scope), _no_body, send)
        return Answer(start["status"], tuple(start.get("headers", ())), b"".join(parts))


def _read(scope: Scope) -> tuple[Asked, str]:
    """Return what is asked for, and the request's If-None-Match."""
    accept, language, encoding, if_none_match = _headers(scope["headers"])
    # The same as starlette reads it, in one order.
    pairs = sorted(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    query = urlencode(pairs) if pairs else ""
    asked = Asked(scope["path"], query, best_type(accept, _OFFERED), best_language(language), accepts_gzip(encoding))
    return asked, if_none_match


def _headers(headers: list[Header]) -> list[str]:
    """Return the values of the headers that count, empty where there is none."""
    found: dict[bytes, list[bytes]] = {name: [] for name in _READ_HEADERS}
    for name, value in headers:
        if name in found:
            found[name].append(value)
    return [b", ".join(values).decode("latin-1") for values in found.values()]


def _tags(version: str, asked: Asked) -> list[str]:
    """Return the ETags that an answer may have: packed, if it is large enough for that, and plain."""
    parts = (version, code_version(), asked.path, asked.query, str(asked.media_type), asked.language)
    return [*([strong_tag(*parts, coding="gzip")] if asked.packed else []), strong_tag(*parts)]


async def _finished(answer: Answer, version: str, asked: Asked) -> Answer:
    """Return the answer as it is kept and sent."""
    headers, body = answer.headers, answer.body
    *packed_tag, tag = _tags(version, asked)
    if packed_tag and len(body) >= _SMALLEST_PACKED:
        # In a thread, since it takes long; without the time, so that the same answer has the same bytes.
        body, [tag] = await run_in_threadpool(partial(gzip.compress, body, compresslevel=6, mtime=0)), packed_tag
        headers = tuple(each for each in headers if each[0] != b"content-length")
        headers += ((b"content-encoding", b"gzip"), (b"content-length", str(len(body)).encode()))
    return Answer(200, (*headers, *_CACHING, (b"etag", tag.encode())), body, tag)


def _unchanged(tag: str) -> Answer:
    """Return 304: what the caller holds is still right."""
    return Answer(304, (*_SAFE, *_CACHING, (b"etag", tag.encode())), b"")


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})


async def _no_body() -> dict[str, Any]:
    """Stand in for the request's body: what is answered here takes none."""
    return {"type": "http.request", "body": b"", "more_body": False}
