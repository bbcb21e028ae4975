"""Which years a heading or the beginning of a paragraph speaks of, as it says itself (``sections.yml``)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from graph.words import simplified, without_spaces, word_list
from loaders.numerals import read_numeral

UNTOLD = ""
"""The period of words that speak of years which cannot be told."""

Where = Literal["heading", "opening"]
_Years = tuple[int, int]

_NUMERALS = {
    "YEAR": "(?:(?:19|20)[0-9]{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2})",
    "COUNT": "(?:[0-9]|[一二两三四五六七八九十])",
}


def heading_period(heading: str, year: int) -> str | None:
    """Return the period that a heading names anywhere in it: ``2021``, ``2017-2021``.

    ``year`` is the report's own, from which 过去五年 and 今后五年 are counted; 0 where it is not known. None means that
    the heading speaks of no years, ``UNTOLD`` that it does but that they cannot be told.
    """
    text = _plain(heading)
    found = [
        years
        for pattern, entry in _entries("heading")
        for match in pattern.finditer(text)
        for years in _years(entry, match, year)
    ]
    return _widest(found) if found else None


def opening_period(paragraph: str, year: int) -> str | None:
    """Return the period that a paragraph begins with (过去一年，…), as ``heading_period`` does for a heading."""
    text = _plain(paragraph)
    before = re.match(word_list("loaders", "sections.yml")["before_opening"], text)
    start = before.end() if before else 0
    for pattern, entry in _entries("opening"):
        match = pattern.match(text, start)
        if match:
            return _widest(list(_years(entry, match, year)))
    return None


@cache
def _entries(where: Where) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    words = word_list("loaders", "sections.yml")
    entries = [entry for kind in ("stated", "counted", "plans") for entry in words[kind] if where in entry["in"]]
    return [(re.compile(_with_numerals(entry["pattern"])), entry) for entry in entries]


def _with_numerals(pattern: str) -> str:
    for name, numeral in _NUMERALS.items():
        pattern = pattern.replace(name, numeral)
    return pattern


def _years(entry: dict[str, Any], match: re.Match[str], year: int) -> Iterator[_Years | None]:
    """Yield the first and last year that an entry's words mean; None where they cannot be told."""
    said = match.groupdict()
    if "span" in entry:
        count = int(read_numeral(said["count"])) if said.get("count") else 1
        spans = {"past": (year - count, year - 1), "coming": (year, year + count - 1)}
        yield spans[entry["span"]] if year else None
    elif "first" in entry:
        yield entry["first"], entry["last"]
    else:
        first = int(read_numeral(said["first"]))
        last = int(read_numeral(said["last"])) if said.get("last") else first
        yield (first, last) if first <= last else None


def _widest(found: list[_Years | None]) -> str:
    """Return the span that holds all others; where there is none, the words speak of several."""
    told = [years for years in found if years]
    widest = (min(first for first, _ in told), max(last for _, last in told)) if told else None
    if not widest or len(told) < len(found) or widest not in told:
        return UNTOLD
    first, last = widest
    return str(first) if first == last else f"{first}-{last}"


def _plain(text: str) -> str:
    return without_spaces(simplified(text))
