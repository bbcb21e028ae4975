"""What is answered to bytes that are no HTTP, as to an address with raw Chinese in it: a problem like any other.

Such a request reaches no route and no middleware: the server refuses it while it reads, with a line of plain text of
its own. ``curl`` sends an address as it is typed, so this is the first that many meet.
"""

import logging
import re
from typing import Any

import h11
from fastapi import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.access.keys import without_keys
from api.problems import UnreadableRequestError, respond
from api.request_ids import REQUEST_ID, give_request_id

_LOG = logging.getLogger(__name__)
_HEADER = re.compile(rb"^(accept-language|x-request-id):[ \t]*([\x21-\x7e][\x20-\x7e]*?)[ \t]*\r?$", re.I | re.M)
_LONGEST_PATH = 200


class Http(H11Protocol):
    """Reads requests as uvicorn does, and refuses what is none with a problem, an id and the headers of all answers."""

    _last = b""

    def data_received(self, data: bytes) -> None:
        """Take what came, and keep it in mind until more comes: who refuses it is not told what it was."""
        self._last = data
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Refuse it, in the language that it asks for as far as that can be read."""
        scope = _scope_of(self._last)
        answer = respond(Request(scope), _error_of(self._last))
        answer.headers[REQUEST_ID] = scope["request_id"]
        answer.headers["Connection"] = "close"
        _LOG.warning("no request", extra={"request_id": scope["request_id"], "problem": "unreadable-request"})
        for event in (
            h11.Response(status_code=answer.status_code, headers=answer.raw_headers, reason=b"Bad Request"),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def _scope_of(data: bytes) -> dict[str, Any]:
    """Return as much of a scope as an answer needs."""
    target = data.partition(b"\n")[0].partition(b" ")[2].partition(b"?")[0].partition(b" HTTP/")[0]
    path = without_keys(target[:_LONGEST_PATH].decode("utf-8", "replace"))
    headers = [(name.lower(), value) for name, value in _HEADER.findall(data)]
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    scope["request_id"] = give_request_id(scope)
    return scope


def _error_of(data: bytes) -> UnreadableRequestError:
    if data.partition(b"\n")[0].isascii():
        return UnreadableRequestError("this is no request that HTTP/1.1 knows: look at its first line and its headers")
    return UnreadableRequestError(
        "the address holds characters that are not percent-encoded: encode them, as curl does with "
        "--get --data-urlencode unit=发改委"
    )
