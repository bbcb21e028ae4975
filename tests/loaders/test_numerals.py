"""Numerals as documents print them."""

import re

import pytest

from loaders.numerals import ARABIC, CHINESE, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("55", 55),
        ("2.5", 2.5),
        ("99.80", 99.8),
        ("1,200", 1200),
        ("１２．５", 12.5),
        ("٣", 3),
        ("1万", 10_000),
        ("2.5万", 25_000),
        ("1.2亿", 120_000_000),
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十一", 21),
        ("一百零五", 105),
        ("两千三百", 2300),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("二〇二一", 2021),
        ("二○二一", 2021),
        ("三十一", 31),
    ],
)
def test_a_numeral_has_its_value(text: str, value: float) -> None:
    """Arabic with thousands, decimals and full-width digits; Chinese by places or digit by digit."""
    assert read_numeral(text) == value


@pytest.mark.parametrize("text", ["", "万", "第一", "5个", "1.2.3", "几百"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="is no numeral"):
        read_numeral(text)


def test_a_whole_number_is_an_integer() -> None:
    """1.5万 is a whole number of things, 2.5 is not."""
    assert [type(read_numeral(text)) for text in ("1.5万", "2.5", "三")] == [int, float, int]


def test_the_patterns_find_a_numeral_and_leave_a_last_power_to_the_unit() -> None:
    """五万亩 and 5万亩 are read alike: five 万亩."""
    assert [match[0] for match in re.finditer(f"{ARABIC}|{CHINESE}", "五万亩、5万亩、三万五千户、1,200家")] == [
        "五", "5", "三万五千", "1,200",
    ]  # fmt: skip
