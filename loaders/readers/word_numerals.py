"""Numbers of a list as Word writes them: 01, 一, 壹, 甲, ①, IV, b … (ST_NumberFormat, ECMA-376, Part 1, 17.18.59)."""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_SMALL_ROMAN = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9999


def numeral(value: int, form: str) -> str:
    """Return a number in a form by Word's name for it; decimal where the form is not known or has no such number."""
    write = _FORMS.get(form)
    return write(value) if write and 0 < value <= _LARGEST else str(value)


def _counted(value: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """Return 十二, 二十, 一百零五: with the words for ten, hundred and thousand."""
    words = ""
    gap = False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return words.removeprefix("一") if value < 20 and digits[1] == "一" and value >= 10 else words


def _counted_in_japanese(value: int) -> str:
    """Return 百五: without zeros, and a unit by itself stands for one of it."""
    return re.sub("零|一(?=[十百千])", "", _counted(value))


def _listed(value: int) -> str:
    """Return 十二 up to 99, above that a digit a place: 一〇五."""
    return _counted(value) if value < 100 else _digital(value)


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    words = ""
    for worth, letters in (*_ROMAN, *_SMALL_ROMAN):
        words += letters * (value // worth)
        value %= worth
    return words


def _letter(value: int) -> str:
    """Return a … z, then aa, bb …, as Word counts."""
    return chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


_CIRCLED = _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _listed,
    "taiwaneseCounting": _listed,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted_in_japanese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda value: _counted(value, _LEGAL_DIGITS, "拾佰仟"),
    "ideographLegalTraditional": lambda value: _counted(value, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _one_of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _one_of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
