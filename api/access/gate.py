"""The gate before every request: whether it is answered at all, before anything is computed or taken from memory.

A pure ASGI middleware outside of the kept answers, so that nobody gets one that he may not read.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.audit import AuditLog, Caller, Entry
from api.access.bodies import Body, BodyLimits, expects_body
from api.access.errors import (
    KeyInAddressError,
    KeyMissingError,
    KeyRefusedError,
    RefusedError,
    RoleError,
    WrongHostError,
)
from api.access.hosts import Hosts, address_of, is_here, network_of
from api.access.keys import Key, KeyRing, claimed_id, holds_key, without_keys
from api.access.rates import Rate
from api.access.roles import Role
from api.access.rules import is_reading, needed_role
from api.problems import problem_name, respond
from api.served import is_served
from graph.errors import ZerentuError

CALLER = "zerentu.caller"
"""Where the scope of a request says who asks."""
ADMITTED = "zerentu.admitted"
"""Where the scope of a request that this process makes itself says that it was let in before; no caller can set it."""
_CREATE = "`zerentu key create` makes one, `Authorization: Bearer …` sends it"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms requests are let in; ``reads_need_key`` is None where that holds for other machines only.

    ``spares_here`` says that who asks from this machine without a key is not counted: a limit would protect nobody.
    """

    hosts: Hosts
    rate: Rate
    spares_here: bool
    refusals: Rate
    body: BodyLimits
    reads_need_key: bool | None


class Gate:
    """Lets in what the keys and terms allow, and refuses the rest with a problem."""

    def __init__(self, app: ASGIApp, keys: KeyRing, log: AuditLog, terms: Terms) -> None:
        self._app = app
        self._keys = keys
        self._log = log
        self._terms = terms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] == "websocket":
            # There is nothing to be asked that way, so nothing that a key could open.
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http" or scope.get(ADMITTED):
            await self._app(scope, receive, send)
            return
        try:
            scope[CALLER] = self._admit(scope)
        except ZerentuError as error:
            await _refuse(scope, receive, send, error)
            return
        await self._answer(scope, receive, send)

    def _admit(self, scope: Scope) -> Caller:
        """Return who asks, if that is allowed.

        Raises:
            RefusedError: it is not.
            ServiceFileError: nobody can tell.
        """
        _refuse_key_in_address(scope)
        headers = Headers(scope=scope)
        self._check_host(headers.get("host", ""), scope)
        presented = _presented(headers)
        try:
            key = self._holder(presented)
            _check_role(key, self._needed(scope))
        except (KeyMissingError, KeyRefusedError, RoleError) as error:
            self._terms.refusals.count(network_of(scope))
            self._note_refusal(scope, presented, error)
            raise
        if key or not (self._terms.spares_here and is_here(scope)):
            self._terms.rate.count(key.id if key else network_of(scope))
        return Caller(key.id if key else None, key.name if key else "", address_of(scope))

    def _check_host(self, host: str, scope: Scope) -> None:
        if host and not self._terms.hosts.take(host, scope):
            raise WrongHostError(
                f"this service is not called {host[:200]!r}: ask for it by its own name, or add that one to "
                "ZERENTU_ALLOWED_HOSTS"
            )

    def _holder(self, presented: list[str]) -> Key | None:
        """Return the key that was presented, None where none was; a wrong one is refused even where none is needed."""
        if not presented:
            return None
        key = self._keys.holder(presented[0]) if len(presented) == 1 else None
        if key is None:
            raise KeyRefusedError
        return key

    def _needed(self, scope: Scope) -> Role | None:
        method, path = scope["method"], scope["path"]
        needed = needed_role(method, path)
        if needed is Role.EDITOR and not is_served(scope):
            # The app is to say that there is no such path or method.
            needed = Role.READER
        return None if needed is Role.READER and self._is_open(scope) else needed

    def _is_open(self, scope: Scope) -> bool:
        """Say whether this caller may read without a key."""
        need = self._terms.reads_need_key
        return is_here(scope) if need is None else not need

    def _note_refusal(self, scope: Scope, presented: list[str], error: RefusedError) -> None:
        """Keep in mind who tried to write; a log that cannot be written does not let him in either."""
        if is_reading(scope["method"], scope["path"]) or not is_served(scope):
            return
        claimed = claimed_id(presented[0]) if presented else None
        known = next((each for each in self._keys.all() if each.id == claimed), None)
        caller = Caller(known.id if known else None, known.name if known else "", address_of(scope))
        entry = Entry("request", "refused", detail=f"{scope['method']} {scope['path']}: {problem_name(error)}")
        self._log.add(entry, caller)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, unless it turns out that the body may not be read."""
        if not expects_body(scope):
            await self._app(scope, receive, send)
            return
        body = Body(receive, scope, self._terms.body)
        is_started = False

        async def send_unless_refused(message: Message) -> None:
            nonlocal is_started
            if body.refusal and not is_started:
                return
            is_started = True
            if message["type"] == "http.response.start" and not body.is_whole:
                # Nobody reads the rest, nor waits for it.
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        try:
            if not body.refusal:
                await self._app(scope, body.receive, send_unless_refused)
        except Exception:
            # What the app makes of a body that did not come is not told; and nobody is there who left.
            if not (body.refusal or body.is_abandoned):
                raise
        if body.refusal and not is_started:
            await _refuse(scope, receive, send, body.refusal)


def _presented(headers: Headers) -> list[str]:
    """Return the different keys that a request presents."""
    bearers = (each.partition(" ") for each in headers.getlist("authorization"))
    keys = [key.strip() for scheme, _, key in bearers if scheme.lower() == "bearer"]
    return list(dict.fromkeys([*keys, *(each.strip() for each in headers.getlist("x-api-key"))]))


def _check_role(key: Key | None, needed: Role | None) -> None:
    if needed is None:
        return
    if key is None:
        raise KeyMissingError(f"this needs the key of {_one(needed)}: {_CREATE}")
    if not key.role.covers(needed):
        raise RoleError(f"this needs the key of {_one(needed)}, and the given one is that of {_one(key.role)}")


def _one(role: Role) -> str:
    return f"{'a' if role is Role.READER else 'an'} {role}"


def _refuse_key_in_address(scope: Scope) -> None:
    """Refuse a key in the address, and take it out before the server writes the address to its log."""
    path, query = scope["path"], unquote(scope["query_string"].decode("latin-1"))
    if not holds_key(path) and not holds_key(query):
        return
    scope["path"] = without_keys(path)
    scope["raw_path"] = quote(scope["path"]).encode()
    scope["query_string"] = quote(without_keys(query), safe="=&").encode()
    raise KeyInAddressError


async def _refuse(scope: Scope, receive: Receive, send: Send, error: ZerentuError) -> None:
    response = respond(Request(scope), error)
    if expects_body(scope):
        response.headers["Connection"] = "close"
    await response(scope, receive, send)
