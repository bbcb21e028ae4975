"""How much of a text is written in common characters: what tells a right decoding from a wrong one.

Any bytes of one Chinese encoding are mostly valid in another, but as rare characters. The common ones are the first
levels of GB 2312 (3,755 by use) and of Big5 (5,401), with the marks and signs of GB 2312; the codecs know them.
"""

import re
from functools import cache

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SAMPLE = 20_000


def common_share(text: str) -> float:
    """Return the share of common characters among those of a text that are not ASCII; 1 where there are none."""
    characters = "".join(_NOT_ASCII.findall(text[:_SAMPLE]))
    common = _common()
    return sum(character in common for character in characters) / len(characters) if characters else 1.0


@cache
def _common() -> frozenset[str]:
    gb_signs = _decoded("gb2312", range(0xA1, 0xA4), range(0xA1, 0xFF))
    gb_first_level = _decoded("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5_first_level = _decoded("big5", range(0xA4, 0xC7), trails)
    return frozenset(gb_signs + gb_first_level + big5_first_level + "·—…“”‘’")


def _decoded(encoding: str, leads: range, trails: range | tuple[int, ...]) -> str:
    return "".join(bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)
