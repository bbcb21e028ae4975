"""ETags: how an answer is told from every other, and whether the one that a caller holds is still right (RFC 9110)."""

import re
from collections.abc import Iterable
from hashlib import sha256

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def strong_tag(*parts: str, coding: str = "") -> str:
    """Return the ETag of the answer that the parts settle; the same answer in a coding has one of its own."""
    digest = sha256(repr(parts).encode()).hexdigest()[:32]
    return f'"{digest}-{coding}"' if coding else f'"{digest}"'


def matching_tag(if_none_match: str, tags: Iterable[str]) -> str | None:
    """Return the first of the tags that the header names, compared weakly; ``*`` is no tag."""
    held = set(_TAG.findall(if_none_match))
    return next((tag for tag in tags if tag in held), None)


def is_any(if_none_match: str) -> bool:
    """Say whether the caller wants nothing at all if there is an answer."""
    return if_none_match.strip() == "*"
