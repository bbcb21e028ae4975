"""The statements of the data files, as they are sent, and mutants of them."""

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_MARKS = ["'", '"', "`", "/*", "*/", "//", "\\", "\\u0027", ";", "\n"]
_NUMBERS = ("0", "1", "8", "9", "1000", "100000", "1000000000")
_PIECES = re.compile(r"'(?:\\.|[^'\\])*'|\w+|\s+|.", re.DOTALL)


@cache
def hostile_groups() -> Mapping[str, list[str]]:
    """Return the hostile statements by group, with their placeholders."""
    groups = yaml.safe_load((_HERE / "hostile.yml").read_text(encoding="utf-8"))
    return {name: [_spelled(each) for each in statements] for name, statements in groups.items()}


@cache
def ordinary_statements() -> list[dict[str, Any]]:
    """Return what analysts ask: statement, parameters, and on which engines."""
    both = {"parameters": {}, "on": ["ladybug", "neo4j"]}
    loaded = yaml.load((_HERE / "ordinary.yml").read_text(encoding="utf-8"), _Words)  # noqa: S506 - a safe loader
    return [{**both, **each} for each in loaded]


def filled(statement: str, places: Mapping[str, str]) -> str:
    """Return a hostile statement with its placeholders filled in."""
    for name, value in places.items():
        statement = statement.replace(f"{{{name}}}", value)
    return statement.replace("{{", "{").replace("}}", "}")


def mutants(places: Mapping[str, str], seed: int, many: int) -> Iterator[str]:
    """Yield statements of the lists, changed in one to four places."""
    chance = random.Random(seed)  # noqa: S311 - to be the same again
    hostile = [filled(each, places) for group in hostile_groups().values() for each in group if len(each) < 2000]
    ordinary = [each["statement"] for each in ordinary_statements()]
    for _ in range(many):
        pieces = _PIECES.findall(chance.choice(chance.choice([hostile, ordinary])))
        for _ in range(chance.choice([1, 1, 1, 2, 2, 4])):
            pieces = _changed(pieces, chance, hostile, ordinary)
        yield "".join(pieces)


def _changed(pieces: list[str], chance: random.Random, hostile: list[str], ordinary: list[str]) -> list[str]:
    at = chance.randrange(len(pieces) + 1)
    before, after = pieces[:at], pieces[at:]
    other = _PIECES.findall(chance.choice(hostile + ordinary))
    part = chance.randrange(len(other))
    ways = (
        lambda: before + after[1:],
        lambda: before + after[:3] * chance.choice([2, 3, 50]) + after[3:],
        lambda: [*before, chance.choice(_MARKS), *after],
        lambda: [*before, " ", *other[part:]],
        lambda: [*other[: part + 1], " ", *after],
        lambda: [_disguised(each, chance) for each in pieces],
        lambda: [*before, " UNION ", *other],
        lambda: [*before, " CALL { ", *other, " } ", *after],
        lambda: [chance.choice(_NUMBERS) if each.isdecimal() else each for each in pieces],
        lambda: [chance.choice(pieces) if each.isalpha() and chance.random() < 0.1 else each for each in pieces],
        lambda: before + after[:12] * 2 + after[12:],
        lambda: [each if chance.random() < 0.9 else chance.choice(pieces) for each in pieces],
    )
    return chance.choice(ways)()


def _disguised(piece: str, chance: random.Random) -> str:
    if piece.isspace() and chance.random() < 0.5:
        return chance.choice(["/**/", "\t", "\u00a0", "//x\n", "\n"])
    if piece.isalpha() and chance.random() < 0.3:
        return chance.choice([piece.lower(), piece.swapcase(), f"\\u{ord(piece[0]):04x}{piece[1:]}", f"`{piece}`"])
    return piece


def _spelled(entry: str | dict[str, Any]) -> str:
    if isinstance(entry, str):
        return entry
    times = entry["times"]
    middle, closing = entry.get("middle", ""), entry.get("closing", "")
    return f"{entry['before']}{entry['repeat'] * times}{middle}{closing * times}{entry['after']}"


class _Words(yaml.SafeLoader):
    """Reads ``on`` as the word that it is, and not as a truth value."""


_Words.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:bool" or first not in "oO"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
