"""The word lists of ``words.yml``, as sets, by engine."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from graph.words import word_list


@cache
def first_words(dialect: str) -> frozenset[str]:
    """Return how a statement may begin."""
    return frozenset(_of_both("first", dialect))


@cache
def refused_words(dialect: str) -> Mapping[str, str]:
    """Return the words that are refused, with what each would do."""
    lists = _lists("refused")
    return {**lists["both"], **lists.get(dialect, {})}


@cache
def functions(dialect: str) -> frozenset[str]:
    """Return the names of the functions that may be called, in small letters."""
    return frozenset(name for group in _of_both("functions", dialect) for name in group)


@cache
def words_before_brackets() -> frozenset[str]:
    """Return the words that may stand before a bracket without being a function."""
    return frozenset(word for group in _lists("before_brackets") for word in group)


@cache
def beside_names(side: Literal["before", "after"]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the signs and the words that stand before or after a refused word where it is a name."""
    lists = _lists(f"{side}_a_name")
    return frozenset(lists["signs"]), frozenset(lists["words"])


@cache
def instead_of(function: str) -> str:
    """Return what to write instead of a function that many know and that is refused; empty for others."""
    return str(_lists("instead").get(function, ""))


@cache
def procedures() -> frozenset[str]:
    """Return the procedures of Neo4j that may be called, in small letters."""
    return frozenset(name.lower() for name in _lists("procedures"))


@cache
def operators() -> frozenset[str]:
    """Return the steps that a plan of Neo4j may have."""
    return frozenset(name for group in _lists("operators") for name in group)


def _of_both(section: str, dialect: str) -> Iterable[Any]:
    lists = _lists(section)
    return [*lists["both"], *lists.get(dialect, [])]


def _lists(section: str) -> Any:
    return word_list("graph.guard", "words.yml")[section]
