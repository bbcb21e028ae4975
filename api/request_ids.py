"""The id of a request, by which its answer and its lines in the log are found together."""

import re
from collections.abc import MutableMapping
from typing import Any
from uuid import uuid4

REQUEST_ID = "X-Request-ID"
"""The header of a request that brings its id, and of each answer."""

_KEY = "zerentu.request_id"
_HEADER = REQUEST_ID.lower().encode()
_WELL_FORMED = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def give_request_id(scope: MutableMapping[str, Any]) -> str:
    """Return the id of a request, from now on in its scope: its own where that is well-formed, else a new one.

    Well-formed is up to 64 letters, digits, points, dashes and underscores of ASCII, the first a letter or digit, and
    given once. In the scope itself and not in a copy: who answers outside of the middlewares is to know it too.
    """
    given = [value for name, value in scope["headers"] if name == _HEADER]
    is_usable = len(given) == 1 and _WELL_FORMED.fullmatch(given[0])
    scope[_KEY] = given[0].decode("ascii") if is_usable else uuid4().hex
    return str(scope[_KEY])


def request_id_of(scope: MutableMapping[str, Any]) -> str | None:
    """Return the id of a request; None where it was given none."""
    return scope.get(_KEY)


def without_request_id(scope: MutableMapping[str, Any]) -> dict[str, Any]:
    """Return the scope of a request whose answer goes to several, each of whom has an id of his own."""
    return {name: value for name, value in scope.items() if name != _KEY}
