"""The words of problems in the language that is asked for; the table is ``problems_zh.yml``, the English is the code's.

A detail has its English from whoever raised it. Its Chinese is found by the sentence, what varies in it taken over;
a sentence that the table does not know stays English, and the answer says so in ``Content-Language``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.schema import NODES
from graph.words import word_list

CHINESE, ENGLISH = "zh", "en"

_FIELD = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r" \(line (?P<line>\d+), column (?P<column>\d+)\)$")
"""What ``StatementRefusedError`` puts after its sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the languages that it is in: ``zh``, ``en`` or both."""

    text: str
    languages: frozenset[str]


def title(name: str, english: str, language: str) -> Said:
    """Return the title of a problem; what HTTP itself says of a status is English only."""
    chinese = _table()["titles"].get(name) if language == CHINESE else None
    return Said(str(chinese), frozenset({CHINESE})) if chinese else Said(english, frozenset({ENGLISH}))


def sentence(english: str, language: str) -> Said:
    """Return what an error says, in the language if the table knows the sentence."""
    if language == CHINESE:
        chinese = _translated(english)
        if chinese is not None:
            return Said(chinese, frozenset({CHINESE}))
    return Said(english, frozenset({ENGLISH}))


def parameter_sentence(kind: str, english: str, told: Mapping[str, Any], language: str) -> Said:
    """Return what is wrong with a parameter; ``kind`` is pydantic's name for it, ``told`` what it tells beside."""
    template = _table()["parameters"].get(kind) if language == CHINESE else None
    if template is None:
        return sentence(english, language)
    # A list of words comes as: 'a', 'b' or 'c'.
    values = {name: str(value).replace(" or ", "、").replace(", ", "、") for name, value in told.items()}
    return Said(_filled(template, values), frozenset({CHINESE}))


def joined(parts: list[tuple[str, Said]], language: str) -> Said:
    """Return several sentences as one, each after the name of what it is about."""
    colon, semicolon = ("：", "；") if language == CHINESE else (": ", "; ")
    text = semicolon.join(f"{name}{colon}{said.text}" if name else said.text for name, said in parts)
    return Said(text, frozenset().union(*(said.languages for _, said in parts)))


def _translated(english: str) -> str | None:
    place = _PLACE.search(english)
    where = _filled(_table()["place"], place.groupdict()) if place else ""
    bare = english[: place.start()] if place else english
    for pattern, chinese in _sentences():
        found = pattern.fullmatch(bare)
        if found:
            return _filled(chinese, _in_chinese(found.groupdict())) + where
    return None


def _in_chinese(values: Mapping[str, str]) -> dict[str, str]:
    """Return what is put into a sentence, words of ours by their Chinese name."""
    terms = _table()["terms"]
    terms = {**terms, "label": {node.label: node.zh for node in NODES} | terms["label"]}
    return {name: str(terms.get(name, {}).get(value, value)) for name, value in values.items()}


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Return the template with its fields filled; a brace in a value is no field."""
    return _FIELD.sub(lambda field: values.get(field[1], ""), template)


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    # Of two that fit, the one with more words of its own is meant: the other one takes them for a value.
    known = sorted(_table()["details"], key=lambda each: -len(_FIELD.sub("", each["en"])))
    return tuple((_pattern(each["en"]), each["zh"]) for each in known)


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of a sentence: its words as they are, its fields by name."""
    pieces = _FIELD.split(template)
    parts = [re.escape(piece) if place % 2 == 0 else f"(?P<{piece}>.+?)" for place, piece in enumerate(pieces)]
    return re.compile("".join(parts), re.DOTALL)


def _table() -> Any:
    return word_list("api", "problems_zh.yml")
