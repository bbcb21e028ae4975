"""Plain text: paragraphs, and tables flattened so that every cell starts at a tab.

Word writes such files when a table is saved or pasted as text: a cell starts at a tab, lines without one go on with
the cell, a merged cell is a tab and nothing else, and blank lines stand inside rows as well as between them. So
the reader keeps the cells in one run and leaves it to the layout to count them into rows. A table that is drawn with
characters shows its rows, and is a table; so is a sheet that was pasted into the text.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, BlockDocument, Cell, CellRun, Paragraph, Place
from loaders.readers.encoding import decode
from loaders.readers.hygiene import clean_text
from loaders.readers.pasted import pasted_at

_TAKEN_OUT = "\0"
_PAGE_NUMBER = re.compile(
    r"^[\t ]*(?:[—–\-－·]+[\t ]*\d{1,4}[\t ]*[—–\-－·]+|"
    r"第 *\d{1,4} *页(?: *[,，/]? *[（(]?共 *\d{1,4} *页[）)]?)?)[\t ]*$",
    re.MULTILINE,
)
_BOOKMARK = re.compile(r"\[bookmark: [^\[\]\n]*\]")


def read_text(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a text file.

    Raises:
        DocumentError: the bytes are text in no encoding of Chinese, or were decoded wrongly before.
    """
    decoded = clean_text(decode(data, name))
    text, bookmarks = _BOOKMARK.subn("", decoded.text)
    text, page_numbers = _PAGE_NUMBER.subn(_TAKEN_OUT, text)
    remarks = [*decoded.remarks]
    remarks += [f"{bookmarks} bookmarks of the word processor were taken out"] if bookmarks else []
    remarks += [f"{page_numbers} page numbers were taken out"] if page_numbers else []
    return BlockDocument(tuple(_blocks(text.split("\n"))), tuple(remarks), decoded.warnings)


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Part the lines into pasted tables and what stands between them."""
    start = at = 0
    while at < len(lines):
        pasted = pasted_at(lines, at)
        if pasted:
            yield from _between_tables(lines[start:at], start)
            yield pasted.table
            start = pasted.end
        at = pasted.end if pasted else at + 1
    yield from _between_tables(lines[start:], start)


def _between_tables(lines: list[str], above: int) -> Iterator[Block]:
    """Part lines into paragraphs and cell runs. After a blank line, text without a tab ends a run."""
    cells: list[Cell] = []
    for first, group in _groups(lines, above):
        start = _table_start(group, inside=bool(cells))
        if start and cells:
            yield CellRun(tuple(cells))
            cells = []
        for number, line in enumerate(group[:start], start=first):
            if line:
                yield Paragraph(line, Place(number, number))
        _add_cells(cells, first + start, group[start:])
    if cells:
        yield CellRun(tuple(cells))


def _table_start(group: list[str], *, inside: bool) -> int:
    """Return the index of the first line of the group that belongs to a table, its length where none does."""
    if inside and "\t" in group[0]:
        return 0
    return next((index for index, line in enumerate(group) if line.startswith("\t")), len(group))


def _groups(lines: list[str], above: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines that no blank line parts, each with the number of its first line in the file.

    A line whose page number was taken out neither parts nor counts as words.
    """
    group: list[str] = []
    for number, line in enumerate([*lines, ""], start=above + 1):
        if line == _TAKEN_OUT:
            group += [""] if group else []
        elif "\t" in line or line.strip():
            group.append(line)
        elif group:
            yield number - len(group), group
            group = []


def _add_cells(cells: list[Cell], first: int, lines: list[str]) -> None:
    """Add the cells of one group of lines; a blank line follows the last of them."""
    for number, line in enumerate(lines, start=first):
        head, *starts = line.split("\t")
        if head.strip() and cells:
            before = cells[-1]
            cells[-1] = Cell(f"{before.text}\n{head}", Place(before.place.first_line, number))
        if starts:
            place = Place(number, number)
            cells += [Cell(text.replace("\v", "\n"), place) for text in starts]
    if lines:
        cells[-1] = cells[-1]._replace(blank_after=True)
