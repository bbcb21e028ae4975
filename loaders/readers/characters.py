"""Characters that do not show or stand in a foreign form: which they are, what is written for them, what is said.

Taken out: zero-width and bidirectional marks, control characters, variation selectors, symbols of a symbol font.
Written as people type them: spaces of any width, line separators, full-width letters and digits, radicals and
compatibility forms (⼯ is 工, ⻓ is 长), characters that old fonts kept in their private area. Full-width marks stay.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

_INVISIBLE = {
    "zero-width space": "\u200b",
    "filler": "\u115f\u1160\u3164\uffa0",
    "zero-width joiner": "\u200c\u200d\u2060-\u2064\u034f",
    "byte order mark": "\ufeff",
    "soft hyphen": "\xad",
    "direction mark": "\u061c\u200e\u200f\u202a-\u202d\u2066-\u206f",
    "right-to-left override": "\u202e",
    "variation selector": "\ufe00-\ufe0f\U000e0100-\U000e01ef",
    "control character": "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\U000e0000-\U000e007f",
}
_SYMBOLS = "\uf020-\uf0ff"
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\f"
_LINE_ENDS = "\v\x85\u2028\u2029"
_LETTERS_AND_DIGITS = "０-９Ａ-Ｚａ-ｚ"
_FORMS = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_PRIVATE = "\ue000-\uf01f\uf100-\uf8ff\U000f0000-\U0010fffd"
_TAKEN_OUT = "".join(_INVISIBLE.values()) + _SYMBOLS + "\r"
_ABOVE_FFFF = re.compile("[\U00010000-\U0010ffff]-[\U00010000-\U0010ffff]")
_BELOW = _ABOVE_FFFF.sub("", _TAKEN_OUT + _SPACES + _LINE_ENDS + _LETTERS_AND_DIGITS + _FORMS + _PRIVATE)
# Every word of a document is searched for these: with one range above U+FFFF that takes half the time of five.
UNUSUAL = re.compile(f"[{_BELOW}\U0002f800-\U0010fffd]")
"""A character that may be taken out or written differently."""

# Radicals that normalising leaves, by Unicode's EquivalentUnifiedIdeograph.txt; PDF files are full of them.
# fmt: off
_RADICALS = (
    "⺁厂⺄乙⺈刀⺊卜⺋㔾⺌小⺍小⺎兀⺒巳⺓幺⺛旡⺜日⺝月⺠民⺥爫⺧牛⺩王⺫目⺬示⺭礻⺰纟⺶羊⺼肉⺾艹⺿艹⻀艹⻁虎⻃覀⻄西⻅见⻆角⻉贝⻋车⻌辶⻍辶⻎辶"
    "⻏邑⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
# fmt: on
_SHOWN = 3


@cache
def ordinary() -> dict[int, str]:
    """Return what is written for each unusual character; for a line separator a line end."""
    table = dict.fromkeys(_members(_TAKEN_OUT), "")
    table |= dict.fromkeys(_members(_SPACES), " ") | dict.fromkeys(_members(_LINE_ENDS), "\n")
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in _members(_LETTERS_AND_DIGITS + _FORMS)}
    table |= {ord(radical): plain for radical, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    return table | _private_of_gbk()


@cache
def ordinary_in_lines() -> dict[int, str]:
    """Return the same for a text whose lines are still to be told: a separator in a line stays one mark."""
    return ordinary() | dict.fromkeys(_members(_LINE_ENDS), "\v")


def remarks_on(seen: Counter[str]) -> Iterator[str]:
    """Say what was taken out or written differently, given the unusual characters; spaces are not worth a word."""
    kinds = [kind for kind, members in _INVISIBLE.items() if _count(seen, members)]
    if kinds:
        total = _count(seen, "".join(_INVISIBLE.values()))
        yield f"{total} invisible characters were taken out ({', '.join(kinds)})"
    if symbols := _count(seen, _SYMBOLS):
        yield f"{symbols} symbols of a symbol font were taken out"
    if wide := _count(seen, _LETTERS_AND_DIGITS):
        yield f"{wide} full-width letters and digits were read as half-width"
    forms = {one: ordinary().get(ord(one), one) for one in _those(seen, _FORMS + _PRIVATE)}
    if changed := [one for one, plain in forms.items() if one != plain]:
        shown = ", ".join(f"U+{ord(one):04X} as {forms[one]}" for one in changed[:_SHOWN])
        yield f"{sum(seen[one] for one in changed)} radicals and variants were read as ordinary characters ({shown})"


def warnings_on(seen: Counter[str]) -> Iterator[str]:
    """Say which characters nobody can read without the author's own font; they are kept."""
    if unknown := [one for one in _those(seen, _PRIVATE) if ord(one) not in ordinary()]:
        shown = ", ".join(f"U+{ord(one):04X}" for one in unknown[:_SHOWN])
        count = sum(seen[one] for one in unknown)
        yield f"{count} characters belong to a font of the author's own ({shown}); compare with the original"


def _count(seen: Counter[str], members: str) -> int:
    return sum(seen[one] for one in _those(seen, members))


def _those(seen: Counter[str], members: str) -> list[str]:
    return re.findall(f"[{members}]", "".join(seen))


def _private_of_gbk() -> dict[int, str]:
    """Return the characters that fonts for GBK kept at U+E815 to U+E864, in the order of GBK's row FE (䶮 in names)."""
    trails = (*range(0x50, 0x7F), *range(0x80, 0xA1))
    decoded = [bytes((0xFE, trail)).decode("gb18030") for trail in trails]
    return {code: character for code, character in enumerate(decoded, start=0xE815) if ord(character) != code}


def _members(ranges: str) -> list[int]:
    """Return the code points that a character class of a pattern covers."""
    return [
        code
        for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL)
        for code in range(ord(first), ord(last or first) + 1)
    ]
