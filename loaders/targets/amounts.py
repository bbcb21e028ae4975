"""Amounts in a text: numbers with their units, ranges, and shares said in words; no word around them is looked at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.words import REMEMBERED, simplified
from loaders.numerals import ARABIC, CHINESE, CHINESE_DIGITS, read_numeral
from loaders.targets.words import CLAUSE_ENDS, MASK, target_words

_ONE_TO_ONE = {ord("％"): "%", ord("．"): "."} | {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_NOT_PLAIN = re.compile("[％．０-９]")
_NUMERAL = f"(?:{ARABIC}|{CHINESE})"
_MAY_BE_AMOUNT = re.compile(f"[0-9{CHINESE_DIGITS}百半覆番]")
_WORDED_END = rf"(?=[\s{CLAUSE_ENDS}、）)的以左]|\Z)"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit as printed, from ``start`` to ``end``; ``value_to`` ends a range.

    ``kind`` says what the unit measures: share, level, ratio, count, lasting, or bare where there is no unit.
    ``sign`` is what the amount says of itself (4万余人 is more, 过半 too), ``is_chinese`` how the number is printed.
    """

    start: int
    end: int
    value: int | float
    unit: str
    kind: str
    value_to: int | float | None = None
    sign: str = ""
    is_chinese: bool = False


def find_amounts(text: str, masked: str) -> list[Amount]:
    """Return the amounts of a text in its order; in ``masked`` names that hold a number and dates are covered."""
    worded = [amount for word, form, read in _WORDED if word in text for amount in _find_worded(form, read, text)]
    counted = _find_counted(_covered(masked, worded))
    return sorted([*worded, *counted], key=lambda amount: amount.start)


def may_hold_amounts(text: str) -> bool:
    """Tell quickly whether it is worth to look for amounts in a plain text: it holds a character of one."""
    return bool(_MAY_BE_AMOUNT.search(text))


def plain_text(text: str) -> str:
    """Return the text as the word lists have it: simplified, with half-width digits; every place in it stays."""
    text = simplified(text)
    return text.translate(_ONE_TO_ONE) if _NOT_PLAIN.search(text) else text


def mask_no_targets(text: str) -> str:
    """Return the text with all that only looks like a target covered, character for character."""
    return target_words().no_target.sub(lambda match: MASK * len(match[0]), text)


def _covered(text: str, amounts: list[Amount]) -> str:
    for amount in amounts:
        text = text[: amount.start] + MASK * (amount.end - amount.start) + text[amount.end :]
    return text


def _find_counted(text: str) -> Iterator[Amount]:
    for match in target_words().amount.finditer(text):
        unit = (match["unit"] or match["bare"] or "").replace(match["and_more"] or "\0", "")
        yield Amount(
            match.start(),
            match.end(),
            read_numeral(match["number"]),
            "".join(unit.split()),
            _kind(unit),
            value_to=read_numeral(match["to"]) if match["to"] else None,
            sign=">" if match["more"] or match["and_more"] else "",
            is_chinese=not match["number"][0].isascii(),
        )


@lru_cache(REMEMBERED)
def _kind(unit: str) -> str:
    """Return what a unit measures, by its longest ending that the list has: 万平方米 ends in 平方米."""
    kinds, counted = target_words().kinds, unit.partition("/")[0]
    return next((kinds[counted[at:]] for at in range(len(counted)) if counted[at:] in kinds), "bare")


def _find_worded(form: re.Pattern[str], read: "_Reading", text: str) -> Iterator[Amount]:
    for match in form.finditer(text):
        yield replace(read(match), start=match.start(), end=match.end())


def _percent(match: re.Match[str]) -> Amount:
    value = 100 if match[1] == "百" else read_numeral(match[1])
    return Amount(0, 0, value, "%", "share", value_to=read_numeral(match[2]) if match[2] else None)


def _tenths(match: re.Match[str]) -> Amount:
    more = 5 if match[2] else 0
    return Amount(0, 0, read_numeral(match[1]) * 10 + more, "%", "share")


def _fraction(match: re.Match[str]) -> Amount:
    return Amount(0, 0, round(100 * read_numeral(match[2]) / read_numeral(match[1]), 2), "%", "share")


def _half(match: re.Match[str]) -> Amount:
    return Amount(0, 0, 50, "%", "share", sign=">" if match[0].startswith("过") else "")


def _whole(match: re.Match[str]) -> Amount:
    return Amount(0, 0, 100, "%", "share")


def _doublings(match: re.Match[str]) -> Amount:
    return Amount(0, 0, read_numeral(match[1]) if match[1] else 1, "番", "ratio")


_Reading = Callable[[re.Match[str]], Amount]
# With each form a word that stands in all that it finds: most texts hold none of them.
_WORDED: tuple[tuple[str, re.Pattern[str], _Reading], ...] = (
    ("百分之", re.compile(rf"百分之(百|{_NUMERAL})(?:[-—~至到](?:百分之)?({_NUMERAL}))?"), _percent),
    ("成", re.compile(rf"(?<![{CHINESE_DIGITS}分])([一二三四五六七八九])成(半)?{_WORDED_END}"), _tenths),
    ("分之", re.compile(rf"(?<!百)(?<!千)([二三四五六七八九十])分之({CHINESE})"), _fraction),
    ("半", re.compile(rf"一半{_WORDED_END}|过半数?{_WORDED_END}|半数{_WORDED_END}"), _half),
    ("全覆盖", re.compile(rf"全覆盖{_WORDED_END}"), _whole),
    ("番", re.compile(rf"“?翻([一二两三四])?番(?:”(?!目标)|{_WORDED_END})"), _doublings),
)
