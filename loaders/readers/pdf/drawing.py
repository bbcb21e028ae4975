"""What is drawn on a page, upright: glyphs and rules in points, from the top left corner."""

import unicodedata
from dataclasses import dataclass

# The radicals that fonts are drawn with and that NFKC leaves alone (EquivalentUnifiedIdeograph.txt of Unicode 15).
_RADICALS = str.maketrans(
    "⺁⺇⺎⺒⺓⺟⺠⺬⺻⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂几兀巳幺母民示聿虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# NFKC gives 戶 and 靑 for these two; fonts draw the form of the mainland with them, and its documents mean that.
_MAINLAND = {"\u2f3e": "户", "\u2fad": "青"}
_COMPATIBLE = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1F))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and the box that it takes up."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of the box: the size of the type."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point that tells where the glyph belongs."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, upright or level: where it stands across its direction, and from where to where it runs."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a page shows: its number, its size, its glyphs and its rules.

    ``unknown`` counts glyphs whose font does not say what they are, ``slanted`` those set aslant, which are left out.
    """

    page: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    has_picture: bool = False
    unknown: int = 0
    slanted: int = 0


def plain(text: str) -> str:
    """Return the text with radicals, compatibility forms and ligatures as the characters that they stand for.

    Full-width punctuation stays as it is, and so do circled numbers.
    """
    if text < "\u2e80":
        return text
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character in _MAINLAND:
        return _MAINLAND[character]
    if any(first <= ord(character) <= last for first, last in _COMPATIBLE):
        return unicodedata.normalize("NFKC", character)
    return character.translate(_RADICALS)


def turn(drawing: Drawing, *, clockwise: bool) -> Drawing:
    """Return the page a quarter turned: a wide table is often set sideways on an upright page."""
    width, height = drawing.width, drawing.height
    if clockwise:
        glyphs = [Glyph(one.text, height - one.bottom, one.x0, height - one.top, one.x1) for one in drawing.glyphs]
        rules = [
            Rule(False, one.at, height - one.end, height - one.start)
            if one.upright
            else Rule(True, height - one.at, one.start, one.end)
            for one in drawing.rules
        ]
    else:
        glyphs = [Glyph(one.text, one.top, width - one.x1, one.bottom, width - one.x0) for one in drawing.glyphs]
        rules = [
            Rule(False, width - one.at, one.start, one.end)
            if one.upright
            else Rule(True, one.at, width - one.end, width - one.start)
            for one in drawing.rules
        ]
    return Drawing(
        drawing.page,
        height,
        width,
        tuple(glyphs),
        tuple(rules),
        drawing.has_picture,
        drawing.unknown,
        drawing.slanted,
    )
