"""Markdown (.md): pipe tables, where an empty cell under a filled one is a merge; every other line is a paragraph.

Markdown cannot draw a merge, so writers leave the lower cells empty (or write ``^^``). Marks of headings, lists,
quotations and emphasis are taken off. A table written in HTML is read as one.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import count

from loaders.blocks import Block, BlockDocument, Cell, Paragraph, Place, Table
from loaders.readers.encoding import decode
from loaders.readers.html import table_blocks
from loaders.readers.hygiene import clean_text

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~|`)(?=\S)(.{1,2000}?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_IN_FRONT = re.compile(r"\s{0,3}(?:#{1,6}(?:\s+|(?=[^#\s]))|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?)+")
_NO_WORDS = re.compile(r"\s*(?:```.*|~~~.*|(?:[-*_=]\s*){3,})$")
_CONTINUES = "^^"


def read_markdown(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a Markdown file.

    Raises:
        DocumentError: the bytes are no text.
    """
    decoded = clean_text(decode(data, name))
    return BlockDocument(tuple(_blocks(decoded.text.split("\n"), name)), decoded.remarks, decoded.warnings)


def _blocks(lines: Sequence[str], name: str) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end:
            yield _table(lines, at, end)
        elif end := _html_end(lines, at):
            yield from table_blocks("\n".join(lines[at:end]), name)
        else:
            end = at + 1
            yield from _paragraph(lines[at], end)
        at = end


def _table_end(lines: Sequence[str], start: int) -> int:
    """Return the index after the pipe table that begins here, 0 where none does."""
    if start + 1 >= len(lines) or not _PIPE.search(lines[start]) or not _is_rule(lines[start + 1]):
        return 0
    if len(_split(lines[start])) != len(_split(lines[start + 1])):
        return 0
    return next((at for at in range(start + 2, len(lines)) if not _PIPE.search(lines[at])), len(lines))


def _is_rule(line: str) -> bool:
    return len(line) < 10_000 and bool(_RULE.match(line))


def _html_end(lines: Sequence[str], start: int) -> int:
    """Return the index after the HTML table that begins here, 0 where none does or it is not closed."""
    if not lines[start].lstrip().lower().startswith("<table"):
        return 0
    return next((at + 1 for at in range(start, len(lines)) if "</table>" in lines[at].lower()), 0)


def _table(lines: Sequence[str], start: int, end: int) -> Table:
    filled: set[int] = set()
    rows = [tuple(_cells(lines[start], 1, start + 1, filled))]
    filled.clear()
    for number, at in zip(count(2), range(start + 2, end)):
        rows.append(tuple(_cells(lines[at], number, at + 1, filled)))
    return Table(tuple(rows))


def _cells(line: str, row: int, number: int, filled: set[int]) -> Iterator[Cell]:
    """Yield the cells of a line; ``filled`` holds the columns with words above, which an empty cell continues."""
    for column, words in enumerate(_split(line), start=1):
        text = "" if words.strip() == _CONTINUES else _plain(words)
        if text:
            filled.add(column)
        yield Cell(text, Place(number, number, row, column), continues=not text and column in filled)


def _split(line: str) -> list[str]:
    """Return the cells of a line, without those outside the outer pipes."""
    cells = _PIPE.split(line.strip())
    cells = cells[1:] if not cells[0].strip() else cells
    return cells[:-1] if cells and not cells[-1].strip() else cells


def _plain(words: str) -> str:
    """Return the words of a cell or line as shown: without emphasis, escapes and entities."""
    text = _EMPHASIS.sub(r"\2", _BREAK.sub("\n", words))
    return "\n".join(part.strip() for part in html.unescape(_ESCAPED.sub(r"\1", text)).split("\n")).strip()


def _paragraph(line: str, number: int) -> Iterator[Paragraph]:
    marks = _IN_FRONT.match(line)
    text = "" if _NO_WORDS.match(line) else _plain(line[marks.end() :] if marks else line)
    if marks and "#" in marks[0]:
        text = text.rstrip("# ")
    if text:
        yield Paragraph(text, Place(number, number))
