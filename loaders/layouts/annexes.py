"""Which annex begins with a paragraph: 附件1, 附件二：…, 附表3."""

import re

_ANNEX = re.compile(r"^附\s*[件表]\s*([0-9０-９]+|[一二三四五六七八九十])\s*([:：].*)?$")
_CHINESE_NUMERALS = "一二三四五六七八九十"


def annex_number(text: str) -> int:
    """Return the number of the annex that the paragraph opens, 0 where it opens none."""
    match = _ANNEX.match(text.strip())
    if not match:
        return 0
    digits = match[1]
    return _CHINESE_NUMERALS.index(digits) + 1 if digits in _CHINESE_NUMERALS else int(digits)
