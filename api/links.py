"""The ``Link`` header of a page of a list (RFC 8288): where the first, previous, next and last page are."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

_MOST_BYTES = 8000
"""A longer header is not sent: programs in between refuse it, and the caller can count as well."""


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
