"""What a caller wants by its headers: a media type, a language, a coding (RFC 9110, section 12)."""

from collections.abc import Sequence
from functools import lru_cache

_REMEMBERED = 64
"""Callers send the same few headers again and again."""
_ANYTHING = "*/*"

LANGUAGES = ("zh", "en")
"""The languages that an answer may be in, the one for callers without a wish first."""


@lru_cache(_REMEMBERED)
def best_type(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered media type that is wanted most, of equal ones the first; None where none is wanted.

    Parameters of a wanted type (``text/csv;header=present``) are not looked at.
    """
    wanted = {name: quality for name, quality in _wishes(accept) if "/" in name} or {_ANYTHING: 1.0}
    qualities = {each: _quality_of_type(each, wanted) for each in offered}
    best = max(qualities, key=lambda each: qualities[each])
    return best if qualities[best] > 0 else None


@lru_cache(_REMEMBERED)
def best_language(accept_language: str) -> str:
    """Return the language of ours that is wanted most; ``zh-CN`` wants ``zh``."""
    qualities = dict.fromkeys(LANGUAGES, 0.0)
    for name, quality in _wishes(accept_language):
        language = name.partition("-")[0]
        for each in qualities if language == "*" else {language} & qualities.keys():
            qualities[each] = max(qualities[each], quality)
    return max(LANGUAGES, key=lambda each: qualities[each])


@lru_cache(_REMEMBERED)
def accepts_gzip(accept_encoding: str) -> bool:
    """Say whether an answer may be packed: ``gzip`` is named, or ``*`` is, and neither with the quality 0."""
    wanted = dict(_wishes(accept_encoding))
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0


def _wishes(header: str) -> list[tuple[str, float]]:
    """Return the names in a header with their qualities, in lower case; what cannot be read is passed over."""
    found = []
    for element in header.lower().split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        quality = _quality(parameters)
        if name and quality is not None:
            found.append((name, quality))
    return found


def _quality(parameters: Sequence[str]) -> float | None:
    text = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        quality = float(text)
    except ValueError:
        return None
    return quality if 0 <= quality <= 1 else None


def _quality_of_type(offered: str, wanted: dict[str, float]) -> float:
    """Return the quality that the most exact of the wanted ranges gives."""
    ranges = (offered, f"{offered.partition('/')[0]}/*", _ANYTHING)
    return next((wanted[each] for each in ranges if each in wanted), 0.0)
