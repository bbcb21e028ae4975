"""Numerals as Chinese documents print them: Arabic and Chinese digits, and both with 万 and 亿."""

import re
from functools import lru_cache
from unicodedata import decimal

from graph.words import REMEMBERED

# A numeral has at most some fifteen digits: a longer run is none, and looking for its end would take long.
ARABIC = r"(?:[0-9０-９]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9０-９]{1,15}(?![0-9０-９]))(?:[.．][0-9０-９]{1,9})?"
"""The pattern of an Arabic numeral, full-width or with thousands and decimals: 1,200 and ０.5."""

CHINESE_DIGITS = "零〇○一二两三四五六七八九十"

CHINESE = rf"[{CHINESE_DIGITS}](?:[万亿]?[{CHINESE_DIGITS}百千]){{0,12}}(?![{CHINESE_DIGITS}百千])"
"""The pattern of a Chinese numeral; a 万 or 亿 at its end is left to the unit, as in 五万亩 and in 5万亩."""

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_POWERS = {"亿": 100_000_000, "万": 10_000}
_PLAIN = str.maketrans("．", ".", ",，")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@lru_cache(REMEMBERED)
def read_numeral(text: str) -> int | float:
    """Return the value of a numeral: 1,200, ２.5, 3万, 二十一, 一百零五, 二〇二一, 两, 三万五千.

    Raises:
        ValueError: the text is no numeral.
    """
    # Digits of any script: patterns that look for digits find all of them.
    plain = "".join(str(decimal(sign, sign)) for sign in "".join(text.split()).translate(_PLAIN))
    for power, factor in _POWERS.items():
        head, found, tail = plain.partition(power)
        if found and head:
            value = read_numeral(head) * factor + (read_numeral(tail) if tail else 0)
            return round(value) if value == round(value) else value
    if _ARABIC.fullmatch(plain):
        return float(plain) if "." in plain else int(plain)
    if not plain or set(plain) - _DIGITS.keys() - _TENS.keys():
        raise ValueError(f"{text!r} is no numeral")
    return _below_ten_thousand(plain) if set(plain) & _TENS.keys() else _digit_by_digit(plain)


def _below_ten_thousand(numeral: str) -> int:
    """Return the value of a numeral of tens, hundreds and thousands; 十五 begins with a silent 一."""
    value, digit = 0, 0
    for sign in numeral:
        if sign in _TENS:
            value += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return value + digit


def _digit_by_digit(numeral: str) -> int:
    """Return the value of digits set down one after the other, as years are: 二〇二一."""
    return int("".join(str(_DIGITS[sign]) for sign in numeral))
