"""Words of office: 市人大常委会副主任 is a body, a rank and an office; which bodies there are is left open.

Only ranks and offices are listed (people.yml). What stands in front of an office is a body, a field of work or a
name; how it ends tells which: ``is_body``.
"""

import re
from functools import cache
from typing import Any

from graph.jurisdictions import gazetteer
from graph.surnames import has_common_surname
from graph.words import simplified, word_list

_LONGEST_BODY, _LONGEST_NAME = 20, 3


def find_titles(text: str) -> list[re.Match[str]]:
    """Return where ranks and offices stand in a text without spaces; the groups are ``rank`` and ``office``."""
    return list(_title_pattern().finditer(simplified(text)))


def is_body(text: str) -> bool:
    """Tell whether what stands in front of an office is a body or a field of work rather than a name."""
    folded = simplified(text)
    if folded in _rules()["fields"] or folded.endswith(_listed("body_endings")):
        return len(text) <= _LONGEST_BODY
    like_name = folded.endswith(_listed("body_endings_like_names"))
    return like_name and len(text) <= _LONGEST_BODY and not (len(text) <= _LONGEST_NAME and has_common_surname(text))


def belongs_to_office(text: str, following: str) -> bool:
    """Tell whether what stands in front of an office or a body is part of its name: 王店镇(镇长), 安阳(市委书记)."""
    first = simplified(following[:1])
    return simplified(text).endswith(first) or text.endswith(_listed("zones")) or text + first in _places()


def opens_body(text: str) -> bool:
    """Tell whether the text is a body from its beginning: 市政府, 党委; where a name stands before it, it ends here."""
    return is_body(text) and simplified(text).startswith(_listed("body_openings"))


def is_leading_body(text: str) -> bool:
    """Tell whether the text is one of the bodies that share a leader: 市委 in 市委、市政府分管领导."""
    return re.fullmatch(_rules()["leading_bodies"], simplified(text)) is not None


def stands_alone(title: str) -> bool:
    """Tell whether a title stands for whoever holds it, by function: 分管副市长, 各副市长, 区政府分管领导."""
    folded = simplified(title)
    return any(word in folded for word in _rules()["by_function"])


def waits_for_name(title: str) -> bool:
    """Tell whether a title on a line of its own may be that of the name above or below: 副市长, not 常务副市长."""
    return not stands_alone(title) and not simplified(title).startswith(_listed("printed_for_names"))


def are_of_one(title: str, following: str) -> bool:
    """Tell whether two titles that stand side by side are one person's: 市委常委、副市长, 区教体局局长、党组书记."""
    first = simplified(title).endswith(_listed("first_titles"))
    return (first or simplified(following) in _rules()["second_titles"]) and not stands_alone(following)


def are_of_two(title: str, other: str) -> bool:
    """Tell whether two titles cannot be one person's: 市长 and 副市长, and what is told by function."""
    first, second = find_titles(title)[-1], find_titles(other)[-1]
    same = first["office"] == second["office"] and title[: first.start()] == other[: second.start()]
    return stands_alone(title) or (same and ("副" in first["rank"]) != ("副" in second["rank"]))


@cache
def _title_pattern() -> re.Pattern[str]:
    rules = _rules()
    ranks, offices = "|".join(rules["ranks"]), "|".join(sorted(rules["offices"], key=len, reverse=True))
    endings, never = "|".join(rules["office_endings"]), "|".join(rules["no_office_before"])
    return re.compile(f"(?P<rank>(?:{ranks})*)(?P<office>{offices})(?:{endings})?(?!{never})")


@cache
def _places() -> frozenset[str]:
    return frozenset(place.name for place in gazetteer())


@cache
def _listed(key: str) -> tuple[str, ...]:
    return tuple(_rules()[key])


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("graph", "people.yml")
    return rules
