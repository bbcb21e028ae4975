"""Which role a request needs. What is not told here is a write, and needs an editor."""

import re

from api.access.roles import Role

_OPEN = re.compile(r"/(?:docs|openapi\.json|health|ready|problems/[^/]*|static/.*)?")
"""What holds nothing of the graph: pages, the description of the API, the state of the service."""
_READING_POSTS = frozenset({"/cypher", "/mcp"})
"""What is asked by POST and yet only reads."""
_ADMIN = frozenset({"/audit"})


def needed_role(method: str, path: str) -> Role | None:
    """Return the least role that a request needs, None where everybody may."""
    if path in _ADMIN:
        return Role.ADMIN
    if not is_reading(method, path):
        return Role.EDITOR
    return None if _OPEN.fullmatch(path) else Role.READER


def is_reading(method: str, path: str) -> bool:
    """Say whether a request can change nothing."""
    return method in {"GET", "HEAD"} or (method == "POST" and path in _READING_POSTS)
