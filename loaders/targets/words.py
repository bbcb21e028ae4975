"""The words of ``words.yml`` as patterns: what stands before, in and after a number that is promised."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.words import word_list
from loaders.numerals import ARABIC, CHINESE, CHINESE_DIGITS

MASK = "□"
"""What covers the characters that no target may be read from."""

CLAUSE_ENDS = "，。；：！？,;!?\n\t"
_RANGE = r"\s?(?:——|[-－—–~～至到])\s?"
_MULTIPLIER = r"(?:[十百千]?[万亿]|万亿|百|千)?"
_DATE = r"(?:[到至]?(?:19|20)\d\d年)?(?:\d+月|年)?[底末]?前|[到至]?(?:19|20)\d\d年(?:年?[底末])?"
_BEFORE_END = rf"(?=[\s{CLAUSE_ENDS}、）)]|\Z)"


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Tables and patterns, compiled once.

    ``signs`` gives for each word before a number its rank in the list and its sign; ``lead_ends`` are the characters
    that the words before a number end with; ``kinds`` gives for each unit what it measures.
    """

    amount: re.Pattern[str]
    lead: re.Pattern[str]
    lead_ends: frozenset[str]
    lead_word: re.Pattern[str]
    verb: re.Pattern[str]
    ending: re.Pattern[str]
    no_target: re.Pattern[str]
    opening: re.Pattern[str]
    predicate: re.Pattern[str]
    qualified: re.Pattern[str]
    signs: Mapping[str, tuple[int, str]]
    endings: Mapping[str, str]
    kinds: Mapping[str, str]
    rises: frozenset[str]
    falls: frozenset[str]
    verbs: frozenset[str]
    creating: frozenset[str]
    arabic_units: frozenset[str]
    money: tuple[str, ...]
    thresholds: frozenset[str]
    rising_subjects: tuple[str, ...]
    falling_subjects: tuple[str, ...]


@cache
def target_words() -> TargetWords:
    """Return the compiled word list."""
    rules: dict[str, Any] = word_list("loaders.targets", "words.yml")
    verbs = [word for entry in rules["verbs"] for word in entry["words"]]
    signs = {word: (rank, entry["sign"]) for rank, entry in enumerate(rules["before"]) for word in entry["words"]}
    endings = {word: entry["sign"] for entry in rules["after"] for word in entry["words"]}
    lead_words = [*signs, *rules["rises"], *rules["falls"], *verbs, *rules["modals"], *rules["averages"]]
    first = "".join(sorted({word[0] for word in lead_words}))
    lead = _any_of(lead_words, not_after=rules["not_after"])
    # A single character opens no clause here: 能 also begins 能耗.
    openings = [*rules["openings"], *(word for word in rules["modals"] if len(word) > 1)]
    return TargetWords(
        amount=re.compile(_amount(rules)),
        # Atomic: each word is taken once, so that a run of words that leads nowhere costs no more than its length.
        lead=re.compile(rf"(?:(?>(?=[{first}]){lead})\s?)+\Z"),
        lead_ends=frozenset(word[-1] for word in lead_words),
        lead_word=re.compile(lead),
        verb=re.compile(rf"(?:{_any_of(verbs)})+"),
        ending=re.compile(rf"\s?({_any_of(endings)})"),
        no_target=re.compile(_no_target(rules)),
        opening=re.compile(
            rf"(?:\s|{_DATE}|[（(]?\d+[.．、）)]|[和及与、]|{_any_of(openings)}"
            rf"|(?:{_any_of(rules['manners'])})(?=(?:{_any_of(verbs)})))+"
        ),
        predicate=re.compile(rf"(?:{_any_of(rules['predicates'])})(?![{rules['predicate_not_before']}])"),
        qualified=re.compile(rf"(?:{_any_of(endings)})?的?(?:{_any_of(rules['qualified'])})"),
        signs=signs,
        endings=endings,
        kinds={word: kind for kind, entries in rules["units"].items() for entry in entries for word in entry["words"]},
        rises=frozenset(rules["rises"]),
        falls=frozenset(rules["falls"]),
        verbs=frozenset(verbs),
        creating=frozenset(rules["creating"]),
        arabic_units=frozenset(rules["arabic_units"]),
        money=tuple(rules["money"]),
        thresholds=frozenset(rules["thresholds"]),
        rising_subjects=tuple(rules["rising_subjects"]),
        falling_subjects=tuple(rules["falling_subjects"]),
    )


def _no_target(rules: Mapping[str, Any]) -> str:
    """Return the pattern of what only looks like a target.

    All of it begins with a digit, a Latin letter or a character that its forms name, which is looked for first.
    """
    forms = "|".join(f"(?:{entry['pattern']})" for entry in rules["no_target"])
    named = "".join(sorted(character for character in set(forms) if not character.isascii()))
    return rf'(?=[\dA-Za-z."\[{named}])(?:{forms})'


def _amount(rules: Mapping[str, Any]) -> str:
    """Return the pattern of a number with its unit, maybe a range, or without a unit before the end of a clause."""
    unit = f"{_MULTIPLIER}{{}}(?:{_units(rules)})(?:/(?:{_units(rules)}|[年月日]))?"
    numeral = rf"(?:(?<![\d.+×/A-Za-z]){ARABIC}|(?<![第几数{CHINESE_DIGITS}]){CHINESE})"
    to = rf"(?:(?P<first_unit>{unit.format('')})?{_RANGE}(?P<to>{ARABIC}|{CHINESE}))?"
    whole = f"(?P<more>[余多])?(?P<unit>{unit.format('(?P<and_more>[余多])?')})|(?P<bare>{_MULTIPLIER}){_BEFORE_END}"
    # Looked for first, a numeral's first character tells most places off at once.
    return rf"(?=[0-9０-９{CHINESE_DIGITS}])(?P<number>{numeral})\s?{to}\s?(?:{whole})"


def _units(rules: Mapping[str, Any]) -> str:
    """Return the alternatives of all units, the longest first, each unless it begins another word."""
    words = {word for entries in rules["units"].values() for entry in entries for word in entry["words"]}
    unless = {unit: f"(?![{following}])" for unit, following in rules["unit_not_before"].items()}
    return "|".join(re.escape(word) + unless.get(word, "") for word in _longest_first(words))


def _any_of(words: Iterable[str], not_after: Mapping[str, str] | None = None) -> str:
    """Return the alternatives of words, the longest first, each unless it ends another word.

    Those with the same first character stand together behind it, so that a place in a text is told off by few looks.
    """
    unless = {word: f"(?<![{preceding}]{re.escape(word[0])})" for word, preceding in (not_after or {}).items()}
    by_first: dict[str, list[str]] = {}
    for word in _longest_first(words):
        by_first.setdefault(re.escape(word[0]), []).append(unless.get(word, "") + re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))
