"""Word documents (.docx): an own walk over the XML, because merges and tracked changes must be read as drawn.

Read: paragraphs with the numbers that Word puts in front, tables with ``w:vMerge``, ``w:gridSpan`` and
``w:gridBefore``, line breaks, content controls around anything (``w:sdt``), inserted text (``w:ins``), text boxes after
the paragraph that holds them. Not read: deleted and hidden text, field codes, symbols, pinyin over characters, notes,
comments, headers and footers. Element names are those of ECMA-376, Part 1, 17.4 (tables) and 17.3 (paragraphs).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from graph.errors import DocumentError
from loaders.blocks import Block, BlockDocument, Cell, Paragraph, Place, Table
from loaders.readers.package import part_names, read_parts
from loaders.readers.word_changes import settle_changes, unread_parts
from loaders.readers.word_numbering import Numbering, read_numbering
from loaders.readers.word_parts import W, find_parts, parse_part

_ALTERNATES, _CHOICE, _FALLBACK = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}" + name
    for name in ("AlternateContent", "Choice", "Fallback")
)
_P, _T, _TBL, _TR, _TC, _TEXT_BOX = (W + name for name in ("p", "t", "tbl", "tr", "tc", "txbxContent"))
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TR_PROPERTIES, _GRID_BEFORE, _DELETED = (W + name for name in ("trPr", "gridBefore", "del"))
_TC_PROPERTIES, _GRID_SPAN, _V_MERGE, _VAL = (W + name for name in ("tcPr", "gridSpan", "vMerge", "val"))
_MARKS = {W + "br": "\n", W + "cr": "\n", W + "tab": " ", W + "ptab": " ", W + "noBreakHyphen": "-"}
_SKIPPED = {
    _FALLBACK,
    _TEXT_BOX,
    *(W + name for name in ("del", "moveFrom", "pPr", "rPr", "tcPr", "trPr", "rt")),
}
_NOT_THROUGH = {_TBL, _TC, _P}
_MAX_COLUMNS = 1000


def read_docx(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a Word document.

    Raises:
        DocumentError: the package is damaged, protected, too large, or no Word document.
    """
    if not part_names(data):
        raise DocumentError(f"{name}: not a readable .docx file; open it in Word or WPS and save it again")
    parts = find_parts(read_parts(data, name), name)
    root = parse_part(parts.document, parts.document_name, name)
    remarks = settle_changes(root)
    body = root.find(W + "body")
    if body is None:
        raise DocumentError(f"{name}: the Word document has no body; open it in Word or WPS and save it again")
    walk = _Walk(read_numbering(parts, root, name), has_text_boxes=next(root.iter(_TEXT_BOX), None) is not None)
    return BlockDocument(tuple(walk.blocks(body)), remarks, unread_parts(root))


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk through a document in reading order, in which its lists count."""

    numbering: Numbering | None
    has_text_boxes: bool

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield paragraphs and tables in order; wrappers such as content controls are seen through."""
        for child in parent.iterchildren(tag=etree.Element):
            if child.tag == _P:
                words = _words(child)
                text = words if self.numbering is None else self.numbering.numbered(child, words)
                if words.strip():
                    yield Paragraph(text, Place())
                for box in _text_boxes(child) if self.has_text_boxes else ():
                    yield from self.blocks(box)
            elif child.tag == _TBL:
                yield from self._inside(child) if _only_places(child) else (self._table(child),)
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _inside(self, table: etree._Element) -> Iterator[Block]:
        for row in _children(table, _TR):
            for cell in _children(row, _TC):
                yield from self.blocks(cell)

    def _table(self, table: etree._Element) -> Table:
        rows: list[tuple[Cell, ...]] = []
        gone: set[int] = set()
        for number, row in enumerate(_children(table, _TR), start=1):
            properties = next(row.iterchildren(_TR_PROPERTIES), None)
            before = _number(properties.find(_GRID_BEFORE), 0) if properties is not None else 0
            if properties is not None and properties.find(_DELETED) is not None:
                deleted = self._uncounted()._cells(row, number, 1 + before)
                gone |= {cell.place.column for cell in deleted if not cell.continues}
                continue
            cells = tuple(self._cells(row, number, 1 + before))
            rows.append(tuple(_without_start(cell, gone) for cell in cells) if gone else cells)
            gone.clear()
        return Table(tuple(rows))

    def _cells(self, row: etree._Element, number: int, column: int) -> Iterator[Cell]:
        for cell in _children(row, _TC):
            span, continues = 1, False
            properties = next(cell.iterchildren(_TC_PROPERTIES), None)
            for each in properties if properties is not None else ():
                if each.tag == _GRID_SPAN:
                    span = max(_number(each, 1), 1)
                elif each.tag == _V_MERGE:
                    continues = each.get(_VAL, "continue") == "continue"
            walk = self._uncounted() if continues and self.numbering else self
            text = walk._cell_text(cell)
            yield Cell(text, Place(row=number, column=column), continues, span=span)
            column += span

    def _cell_text(self, cell: etree._Element) -> str:
        """Return the paragraphs of a cell a line each; a nested table is read cell by cell."""
        lines: list[str] = []
        self._collect_lines(cell, lines)
        return "\n".join(lines)

    def _collect_lines(self, parent: etree._Element, lines: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _P:
                text = _words(child)
                if self.numbering is not None:
                    text = self.numbering.numbered(child, text)
                if text.strip():
                    lines.append(text)
                for box in _text_boxes(child) if self.has_text_boxes else ():
                    self._collect_lines(box, lines)
            elif tag == _TBL:
                lines += [inner.text for row in self._table(child).rows for inner in row if inner.text]
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._collect_lines(child, lines)

    def _uncounted(self) -> "_Walk":
        """Return a walk for what is not shown: the lower part of a merge, a deleted row."""
        return replace(self, numbering=None)


def _without_start(cell: Cell, gone: set[int]) -> Cell:
    """Return a cell that stands alone where the row that its merge began in is deleted: its words went with it."""
    return cell._replace(continues=False) if cell.place.column in gone else cell


def _only_places(table: etree._Element) -> bool:
    """Tell whether a table is a frame around another: one cell, and in it a table of several rows."""
    rows = list(_children(table, _TR)) if sum(1 for _ in table.iterchildren(tag=etree.Element)) < 5 else []
    cells = [cell for row in rows for cell in _children(row, _TC)]
    inner = next(cells[0].iterdescendants(_TBL), None) if len(cells) == 1 else None
    return inner is not None and sum(1 for _ in _children(inner, _TR)) > 1


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of a table, also those inside content controls and tracked insertions."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in _NOT_THROUGH:
            yield from _children(child, tag)


def _text_boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes below an element, of alternate content only those of the first choice that has any."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag == _ALTERNATES:
            ways = (list(_text_boxes(way)) for way in child.iterchildren(_CHOICE, _FALLBACK))
            yield from next(filter(None, ways), [])
        elif child.tag not in _SKIPPED:
            yield from _text_boxes(child)


def _words(paragraph: etree._Element) -> str:
    parts: list[str] = []
    _collect_text(paragraph, parts)
    return "".join(parts)


def _collect_text(parent: etree._Element, parts: list[str]) -> None:
    # A list that is handed down is filled in half the time that nested generators take.
    for child in parent:
        tag = child.tag
        if tag == _T:
            parts.append(child.text or "")
        elif tag in _MARKS:
            parts.append(_MARKS[tag])
        elif tag == _MATH_TEXT:
            parts.append(child.text or "")
        elif tag not in _SKIPPED and isinstance(tag, str):
            _collect_text(child, parts)


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(_VAL, "") if element is not None else ""
    return min(int(value), _MAX_COLUMNS) if value.isdecimal() and len(value) < 6 else default
