"""Which annex begins with a paragraph: 附件1, 附件二：…, 附表3."""

import re

from loaders.numerals import read_numeral

_ANNEX = re.compile(r"^附\s*[件表]\s*([0-9０-９]+|[一二三四五六七八九十])\s*([:：].*)?$")


def annex_number(text: str) -> int:
    """Return the number of the annex that the paragraph opens, 0 where it opens none."""
    match = _ANNEX.match(text.strip())
    return int(read_numeral(match[1])) if match else 0
