"""Which annex begins with a paragraph: 附件1, 附件二：…, 附表3."""

import re
from collections.abc import Iterable, Iterator

from loaders.blocks import Block, Paragraph
from loaders.numerals import read_numeral

_ANNEX = re.compile(r"^附\s*[件表]\s*([0-9０-９]{1,3}|[一二三四五六七八九十])\s*([:：].*)?$")


def annex_number(text: str) -> int:
    """Return the number of the annex that the paragraph opens, 0 where it opens none."""
    match = _ANNEX.match(text.strip())
    return int(read_numeral(match[1])) if match else 0


def annexes_without_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the paragraphs of the annexes that hold no table; what stands before the first annex is the notice."""
    part: list[Paragraph] = []
    is_annex = has_table = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            has_table = True
        elif annex_number(block.text):
            yield from part if is_annex and not has_table else ()
            part, is_annex, has_table = [block], True, False
        else:
            part.append(block)
    yield from part if is_annex and not has_table else ()


def paragraphs_beside_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the paragraphs of the notice and of the annexes that hold a table."""
    part: list[Paragraph] = []
    has_table = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            has_table = True
        elif annex_number(block.text):
            yield from part if has_table else ()
            part, has_table = [block], False
        else:
            part.append(block)
    yield from part if has_table else ()
