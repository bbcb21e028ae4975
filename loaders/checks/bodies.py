"""Which bodies are known to be there: two of them are two, however like their names are."""

from functools import cache

from graph.units import UnitNames
from graph.words import word_list


def is_known_body(canonical: str, units: UnitNames) -> bool:
    """Tell whether a canonical name is that of a body in a reviewed table."""
    return canonical in _listed() or canonical in _aliased(units.jurisdiction.code)


@cache
def _listed() -> frozenset[str]:
    bodies = word_list("loaders.checks", "words.yml")["bodies"]
    exceptions = word_list("graph", "units.yml")["kind_exceptions"]
    return frozenset(name for entry in (*bodies, *exceptions) for name in entry["names"])


@cache
def _aliased(code: str) -> frozenset[str]:
    entries = word_list("graph", "aliases.yml")
    return frozenset(entry["name"] for entry in entries if entry.get("jurisdiction", code) == code)
