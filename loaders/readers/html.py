"""Web pages (.html, .htm, and pages saved under the name .xls): paragraphs and tables of the body in order.

A table is laid on a grid as a browser does: ``rowspan`` gives cells that continue the one above, ``colspan`` a span;
both are clamped. A table inside a cell belongs to the cell; one that only places others on the page is seen through.
What is no content is left out (``page_chrome``). No address in the page is ever opened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from graph.errors import DocumentError
from loaders.blocks import Block, BlockDocument, Cell, Paragraph, Place, Table
from loaders.readers.encoding import decode
from loaders.readers.page_chrome import PageChrome, is_shown
from loaders.readers.sheets import MAX_CELLS
from loaders.readers.spans import DrawnCell, SpanGrid

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# fmt: on
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAKS = re.compile(r" ?\n ?")
_DEEPEST = 200
_ROWS_OF_A_FRAME = 3
_PARAGRAPHS_OF_AN_ARTICLE = 8
_MAX_TAGS = 400_000


def read_html(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a web page.

    Raises:
        DocumentError: the bytes are no text in the declared encoding, or the page is nested too deep or too large.
    """
    declared = _DECLARED.search(data[:4096])
    decoded = decode(data, name, declared[1].decode("ascii", "ignore") if declared else "")
    root = _parse(decoded.text, name)
    return BlockDocument(tuple(_Walk(name, PageChrome(root)).blocks(root)), decoded.remarks, decoded.warnings)


def table_blocks(markup: str, name: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML that stands inside another format."""
    root = _parse(markup, name)
    return tuple(_Walk(name, PageChrome(root)).blocks(root))


def _parse(text: str, name: str) -> etree._Element:
    if text.count("<") > _MAX_TAGS:
        raise DocumentError(f"{name}: more than {_MAX_TAGS} tags; save the table alone, as .xlsx or .docx")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "surrogatepass"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentError(f"{name}: not a readable web page; open it in a browser and save it again") from error
    if root is None:
        raise DocumentError(f"{name}: the web page shows nothing; save it again from the browser")
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_fatals()):
        raise DocumentError(f"{name}: nested too deep; open it in a browser and save it again as .docx")
    return root


@dataclass(slots=True)
class _Words:
    """Inline words that wait for the end of their paragraph."""

    parts: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(_SPACES.sub(" ", text))

    def take(self) -> str:
        text = _AROUND_BREAKS.sub("\n", re.sub(" +", " ", "".join(self.parts))).strip(" \n")
        self.parts.clear()
        return text.replace("\xa0", " ")


@dataclass(slots=True)
class _Walk:
    """One walk over a page; it counts the cells it makes."""

    name: str
    chrome: PageChrome
    cells: int = 0
    open_cells: int = 0

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs and tables below an element."""
        words = _Words()
        yield from self._inside(root, words, 0)
        yield from _paragraph(words)

    def _inside(self, parent: etree._Element, words: _Words, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise DocumentError(f"{self.name}: nested deeper than {_DEEPEST} elements; save it again as .docx")
        words.add(parent.text)
        for child in parent.iterchildren():
            yield from self._element(child, words, depth)
            words.add(child.tail)

    def _element(self, element: etree._Element, words: _Words, depth: int) -> Iterator[Block]:
        if not is_shown(element):
            return
        if element.tag == "br":
            words.parts.append("\n")
        elif element.tag in _INLINE:
            yield from self._inside(element, words, depth + 1)
        elif self.open_cells or not self.chrome.holds(element):
            yield from _paragraph(words)
            if element.tag == "table" and not _only_places(element):
                yield from self._table(element, depth)
            else:
                yield from self._inside(element, words, depth + 1)
            yield from _paragraph(words)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        for caption in table.iterchildren("caption"):
            words = _Words()
            yield from self._inside(caption, words, depth + 1)
            yield from _paragraph(words)
        rows: list[tuple[Cell, ...]] = []
        number = 0
        for group in _row_groups(table):
            grid = SpanGrid(self.name)
            for left, row in zip(range(len(group), 0, -1), group, strict=True):
                number += 1
                rows.append(grid.row([self._drawn(cell, depth) for cell in row], number, left))
                self._count(len(rows[-1]))
        shown = tuple(row for row in rows if any(not cell.is_blank or cell.continues or cell.span > 1 for cell in row))
        if shown:
            yield Table(shown)

    def _drawn(self, cell: etree._Element, depth: int) -> DrawnCell:
        """Return a cell with its words a paragraph a line; a table inside is read cell by cell."""
        words = _Words()
        self.open_cells += 1
        blocks = [*self._inside(cell, words, depth + 1), *_paragraph(words)]
        self.open_cells -= 1
        lines: list[str] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines += [inner.text for row in block.rows for inner in row if not inner.is_blank]
        return DrawnCell("\n".join(lines), _span(cell, "colspan"), _span(cell, "rowspan"))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise DocumentError(f"{self.name}: its tables have more than {MAX_CELLS} cells; give them one by one")


def _paragraph(words: _Words) -> Iterator[Paragraph]:
    text = words.take()
    if text.strip():
        yield Paragraph(text, Place())


# Where a browser shows the parts of a table, wherever they are written.
_PARTS = {"thead": 0, "tfoot": 2}


def _row_groups(table: etree._Element) -> Iterator[list[list[etree._Element]]]:
    """Yield the rows of each part of a table as lists of cells, the head first; no span reaches over a part's end."""
    loose: list[list[etree._Element]] = []
    parts = sorted(table.iterchildren("tr", "thead", "tbody", "tfoot"), key=lambda part: _PARTS.get(str(part.tag), 1))
    for child in parts:
        if child.tag == "tr":
            loose.append(_cells(child))
            continue
        if loose:
            yield loose
            loose = []
        yield [_cells(row) for row in child.iterchildren("tr") if is_shown(row)]
    yield loose


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren("td", "th"))


def _only_places(table: etree._Element) -> bool:
    """Tell whether a table only places things on the page.

    It has one column, or a table inside it has more rows than itself, of many cells, or one of its few cells holds an
    article.
    """
    rows = [row for group in _row_groups(table) for row in group]
    if all(len(row) <= 1 for row in rows):
        return True
    if len(rows) <= _ROWS_OF_A_FRAME and any(_holds_article(cell) for row in rows for cell in row):
        return True
    if table.find(".//table") is None:
        return False
    sizes = [[len(row) for group in _row_groups(each) for row in group] for each in table.iterdescendants("table")]
    return any(len(inner) > len(rows) and max(inner) > 1 for inner in sizes)


def _holds_article(cell: etree._Element) -> bool:
    """Tell whether a cell holds a heading, or more paragraphs than a cell of data has."""
    paragraphs = sum(1 for _ in cell.iter("p"))
    return next(cell.iter("h1", "h2", "h3"), None) is not None or paragraphs >= _PARAGRAPHS_OF_AN_ARTICLE


def _span(cell: etree._Element, attribute: str) -> int:
    """Return a span as written, 1 where there is none that can be read."""
    value = cell.get(attribute, "1").strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 1
