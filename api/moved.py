"""Where a unit is that goes by another name now: 308 with the same address, the id in it exchanged."""

from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

from graph.errors import ZerentuError


class MovedError(ZerentuError):
    """What is asked for by one id is kept under another one."""

    def __init__(self, key: str, became: str) -> None:
        super().__init__(f"{key} is kept as {became}")
        self.key, self.became = key, became


def add_redirects(app: FastAPI) -> None:
    """Let the app send callers on to what an id became; methods and bodies stay as they are."""

    async def redirect(request: Request, error: Exception) -> RedirectResponse:
        assert isinstance(error, MovedError)  # noqa: S101 - it is registered for nothing else
        return RedirectResponse(_address(request, error), 308)

    app.add_exception_handler(MovedError, redirect)


def _address(request: Request, error: MovedError) -> str:
    """Return the address that was asked for, with the new id where the old one stands, in its path or its query."""
    before, found, after = request.scope["path"].rpartition(error.key)
    path = f"{quote(before)}{quote(error.became, safe='')}{quote(after)}" if found else quote(request.scope["path"])
    query = [
        (name, error.became if value == error.key else value) for name, value in request.query_params.multi_items()
    ]
    return path + (f"?{urlencode(query)}" if query else "")
