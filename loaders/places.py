"""Which place a document is for, read off its notice: only where the evidence leaves exactly one place."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from graph.jurisdictions import Jurisdiction, gazetteer, named_in, parent_codes
from graph.words import word_list

_ISSUER_LINE = 40
_LONGEST_NAME = 20
_CITED = re.compile("《.*?》")


def find_place(number: str, title: str, addressees: str, notice: Sequence[str]) -> tuple[Jurisdiction | None, str]:
    """Return the place and the evidence for it, or None and why it is not known.

    Two readings count: the issuer's full name (太仓市人民政府) in the title or on a line of its own; or a place whose
    name the notice says and whose letters stand in front of the document number (太政发: 太仓).
    """
    issuers = _by_issuer([title, *(line for line in notice if len(line) <= _ISSUER_LINE and line[-1:] not in ":：")])
    if len(issuers) == 1:
        place = issuers.pop()
        return place, f"jurisdiction {place.name} ({place.code}): the notice names it as the issuer"
    letters = _letters(number)
    named = named_in("\n".join([title, addressees, *notice])) if letters else set()
    places = {place for place in issuers or named if _fits(letters, place)}
    if len(places) > 1:
        places = _outermost(places)
    if len(places) == 1:
        place = places.pop()
        return (
            place,
            f"jurisdiction {place.name} ({place.code}): named in the notice, and {number} begins with {letters}",
        )
    if places:
        codes = ", ".join(f"{place.name} {place.code}" for place in sorted(places, key=lambda one: one.code))
        return None, f"the notice fits several places: {codes}"
    return None, ""


def _by_issuer(lines: Iterable[str]) -> set[Jurisdiction]:
    """Return the places that a line names as issuer: the full name followed by an office that issues documents."""
    text = _CITED.sub("", "\n".join(lines))
    offices = [match.start() for match in _office_pattern().finditer(text)]
    ends = {text[start:end] for end in offices for start in range(max(0, end - _LONGEST_NAME), end)}
    found = {place for name in ends for place in _places_by_name().get(name, ())}
    named = {place for place in found if not any(place.name in other.name and place != other for other in found)}
    several = {place for place in named if any(place.name == other.name and place != other for other in named)}
    return {place for place in named if place not in several or _parent_named(place, text)}


@cache
def _office_pattern() -> re.Pattern[str]:
    return re.compile("|".join(word_list("loaders", "notice.yml")["issuers"]))


@cache
def _places_by_name() -> dict[str, list[Jurisdiction]]:
    by_name: dict[str, list[Jurisdiction]] = {}
    for place in gazetteer():
        by_name.setdefault(place.name, []).append(place)
    return by_name


def _parent_named(place: Jurisdiction, text: str) -> bool:
    parents = [parent.name for parent in gazetteer() if parent.code in parent_codes(place.code)]
    return any(name + place.name in text for name in parents)


def _letters(number: str) -> str:
    """Return what stands for the place in a document number: 太 in 太政发〔2021〕9号."""
    prefix = number.partition("〔")[0]
    agencies = word_list("loaders", "notice.yml")["number_agencies"]
    ends = [prefix.find(word) for word in agencies if prefix.find(word) > 0]
    return prefix[: min(ends)] if ends else ""


def _fits(letters: str, place: Jurisdiction) -> bool:
    """Tell whether the letters stand for the place: characters of its name in order, or its province's letter."""
    words: dict[str, Any] = word_list("loaders", "notice.yml")
    if words["province_letters"].get(letters) == place.code:
        return True
    rest = iter(place.stem)
    return bool(letters) and letters[0] == place.stem[0] and all(letter in rest for letter in letters)


def _outermost(places: set[Jurisdiction]) -> set[Jurisdiction]:
    """Drop places that lie inside another one found: a city's notice names its own districts."""
    codes = {place.code for place in places}
    return {place for place in places if not codes & (set(parent_codes(place.code)) - {place.code})}
