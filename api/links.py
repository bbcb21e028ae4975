"""The headers of a page of a list: how many there are, and where the first, previous, next and last page are.

``Link`` is that of RFC 8288.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request

from api.openapi_answers import TOTAL_COUNT

_MOST_BYTES = 8000
"""A longer header is not sent: programs in between refuse it, and the caller can count as well."""


def paging_headers(request: Request, page: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers of a page (total, limit, offset, items) as the answer to a request."""
    limit, offset, total = (page[name] for name in ("limit", "offset", "total"))
    links = page_links(request.scope["path"], dict(request.query_params), limit, offset, total)
    return links | {TOTAL_COUNT: str(total)}


def page_links(path: str, given: Mapping[str, str], limit: int, offset: int, total: int) -> dict[str, str]:
    """Return the header, as ``{"Link": …}``, with every other parameter as it was given, sorted by name.

    ``path`` is decoded. Where it would be too long there is none.
    """
    kept = sorted((name, value) for name, value in given.items() if name not in {"limit", "offset"})
    targets = {
        name: f"{quote(path)}?{urlencode([*kept, ('limit', limit), ('offset', place)], quote_via=quote)}"
        for name, place in _places(limit, offset, total).items()
    }
    header = ", ".join(f'<{target}>; rel="{name}"' for name, target in targets.items())
    return {"Link": header} if len(header) <= _MOST_BYTES else {}


def _places(limit: int, offset: int, total: int) -> dict[str, int]:
    """Return the offset of each page that there is; one past the end is preceded by the last."""
    last = max(0, (total - 1) // limit * limit)
    places = {"first": 0}
    if offset > 0:
        places["prev"] = max(0, offset - limit) if offset <= last + limit else last
    if offset + limit < total:
        places["next"] = offset + limit
    return places | {"last": last}
