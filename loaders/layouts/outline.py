"""The outline of running text: which paragraphs are marked as parts, items and points, and at which level."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.words import without_spaces, word_list
from loaders.blocks import Block, Paragraph, Place
from loaders.layouts.labels import begins_with_label, is_bare_label

UNMARKED = 99
_NOWHERE = Place()

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


_SPACED_LABEL = re.compile(r"(?:[\u4e00-\u9fff][ \u3000]{1,2}){2,9}[\u4e00-\u9fff] ?[:：]")
_INLINE = re.compile(
    rf"(?<=[。；;！：:）)\s\u4e00-\u9fff])(?=[（(]{_CHINESE}[）)](?![的项条款、]))"
    rf"|(?<=[。；;！）)\s])(?={_CHINESE}、)"
    r"|(?<=[。；;！：:）)\s])(?=\d{1,3}(?:[、﹒．]|\.(?!\d)\s*[\u4e00-\u9fff“]))"
)


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A paragraph without its mark; ``level`` is 1 for the outermost kind of mark, ``UNMARKED`` without one."""

    level: int
    text: str
    place: Place
    mark: str = ""


def outline(blocks: Iterable[Block]) -> Iterator[OutlineLine]:
    """Yield the paragraphs of the blocks line by line, each with its level; a bare label goes on in the next line."""
    label = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                text = _SPACED_LABEL.sub(_closed_up, line.strip())
                if not text or is_chrome(text):
                    continue
                if is_bare_label(text):
                    label = text
                    continue
                follows = label and not outline_line(text).mark and not begins_with_label(text)
                yield outline_line(label + text if follows else text, block.place)
                label = ""


def is_chrome(line: str) -> bool:
    """Tell whether a line is the page's around the text: 主办单位：… ICP备."""
    return any(word in line for word in word_list("loaders.layouts", "outline.yml")["page_words"])


def _closed_up(label: re.Match[str]) -> str:
    return without_spaces(label[0])


def lines_within(line: OutlineLine) -> list[OutlineLine]:
    """Part a line into which whole parts of a document are run: at the marks inside it.

    Only marks that cannot belong to a sentence count: 一、 and （一） anywhere but behind a letter that they complete,
    digits after the end of a sentence.
    """
    cuts = [match.start() for match in _INLINE.finditer(line.text) if match.start()]
    parts = [line.text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    first = (
        OutlineLine(line.level, parts[0], line.place, line.mark) if line.mark else outline_line(parts[0], line.place)
    )
    return [first, *(outline_line(part, line.place) for part in parts[1:] if part)]


def outline_line(text: str, place: Place = _NOWHERE) -> OutlineLine:
    """Return a line without its mark, and the level of the mark."""
    for level, pattern in enumerate(_PATTERNS, start=1):
        match = pattern.match(text)
        if match and match.end() < len(text):
            return OutlineLine(level, text[match.end() :], place, match["mark"])
    return OutlineLine(UNMARKED, text, place)
