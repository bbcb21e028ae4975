"""The outline of running text: which paragraphs are marked as parts, items and points, and at which level."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Paragraph, Place

UNMARKED = 99

_CHINESE = "[一二三四五六七八九十百]+"
_MARKS = (
    rf"第{_CHINESE}(?:部分|章|篇|节)[\s、]*",
    rf"{_CHINESE}[、.．]",
    rf"[（(]{_CHINESE}[）)]",
    r"\d{1,3}(?:[、﹒．]|\.(?!\d))",
    r"[（(]\d{1,3}[）)]",
    r"[①-⑳]|[▲●■◆★]",
)
"""Marks from the outermost level to the innermost, as official documents nest them (GB/T 9704-2012, 7.3.3)."""

_PATTERNS = tuple(re.compile(rf"\s*(?P<mark>{mark})\s*") for mark in _MARKS)


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A paragraph without its mark; ``level`` is 1 for the outermost kind of mark, ``UNMARKED`` without one."""

    level: int
    text: str
    place: Place
    mark: str = ""


def outline(blocks: Iterable[Block]) -> Iterator[OutlineLine]:
    """Yield the paragraphs of the blocks line by line, each with its level."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                if line.strip():
                    yield _line(line.strip(), block.place)


def _line(text: str, place: Place) -> OutlineLine:
    for level, pattern in enumerate(_PATTERNS, start=1):
        match = pattern.match(text)
        if match and match.end() < len(text):
            return OutlineLine(level, text[match.end() :], place, match["mark"])
    return OutlineLine(UNMARKED, text, place)
