"""Word documents (.docx): an own walk over the XML, because merges and tracked changes must be read as drawn.

Read: paragraphs, tables with ``w:vMerge``, ``w:gridSpan`` and ``w:gridBefore``, line breaks, content controls around
anything (``w:sdt``), inserted text (``w:ins``). Not read: deleted text (``w:del``), the fallback of alternate
content, headers and footers. Element names are those of ECMA-376, Part 1, 17.4 (tables) and 17.3 (paragraphs).
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.errors import DocumentError
from loaders.blocks import Block, BlockDocument, Cell, Paragraph, Place, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _T, _TBL, _TR, _TC = (_W + name for name in ("p", "t", "tbl", "tr", "tc"))
_TC_PROPERTIES, _GRID_SPAN, _V_MERGE, _VAL = (_W + name for name in ("tcPr", "gridSpan", "vMerge", "val"))
_MARKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": " ", _W + "noBreakHyphen": "-"}
_SKIPPED = {
    _FALLBACK,
    *(_W + name for name in ("del", "moveFrom", "pPr", "rPr", "tcPr", "trPr", "txbxContent")),
}
_NOT_THROUGH = {_TBL, _TC, _P}
_MAX_PART_BYTES = 200 * 1024 * 1024
_MAX_COLUMNS = 1000


def read_docx(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a Word document.

    Raises:
        DocumentError: the package is damaged, protected, too large, or no Word document.
    """
    root = _parse(_document_part(data, name), name)
    body = root.find(_W + "body")
    if body is None:
        raise DocumentError(f"{name}: the Word document has no body; open it in Word or WPS and save it again")
    return BlockDocument(tuple(_blocks(body)))


def _document_part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("word/document.xml") as part:
            content = part.read(_MAX_PART_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise DocumentError(f"{name}: not a readable .docx file; open it in Word or WPS and save it again") from error
    if len(content) > _MAX_PART_BYTES:
        raise DocumentError(f"{name}: the document is larger than {_MAX_PART_BYTES // 2**20} MB when unpacked")
    return content


def _parse(content: bytes, name: str) -> etree._Element:
    """Parse without entities, network or DTD; a DOCTYPE has no place in an office file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"{name}, word/document.xml: damaged XML ({error.msg}); save the file again") from error
    if b"<!DOCTYPE" in content:
        raise DocumentError(f"{name}, word/document.xml: refused, it holds a DOCTYPE that no word processor writes")
    return root


def _blocks(parent: etree._Element) -> Iterator[Block]:
    """Yield paragraphs and tables in order; wrappers such as content controls are seen through."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == _P:
            text = _text(child)
            if text.strip():
                yield Paragraph(text, Place())
        elif child.tag == _TBL:
            yield _table(child)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _table(table: etree._Element) -> Table:
    rows = []
    for number, row in enumerate(_children(table, _TR), start=1):
        if row.find(f"{_W}trPr/{_W}del") is None:
            rows.append(tuple(_cells(row, number)))
    return Table(tuple(rows))


def _cells(row: etree._Element, number: int) -> Iterator[Cell]:
    column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _children(row, _TC):
        span, continues = 1, False
        properties = next(cell.iterchildren(_TC_PROPERTIES), None)
        for each in properties if properties is not None else ():
            if each.tag == _GRID_SPAN:
                span = _number(each, 1)
            elif each.tag == _V_MERGE:
                continues = each.get(_VAL, "continue") == "continue"
        yield Cell(_cell_text(cell), Place(row=number, column=column), continues, span=span)
        column += span


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of a table, also those inside content controls and tracked insertions."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in _NOT_THROUGH:
            yield from _children(child, tag)


def _cell_text(cell: etree._Element) -> str:
    """Return the paragraphs of a cell a line each; a nested table is read cell by cell."""
    lines: list[str] = []
    _collect_lines(cell, lines)
    return "\n".join(lines)


def _collect_lines(parent: etree._Element, lines: list[str]) -> None:
    for child in parent:
        tag = child.tag
        if tag == _P:
            text = _text(child)
            lines += [text] if text.strip() else []
        elif tag == _TBL:
            lines += [inner.text for row in _table(child).rows for inner in row if inner.text]
        elif tag not in _SKIPPED and isinstance(tag, str):
            _collect_lines(child, lines)


def _text(paragraph: etree._Element) -> str:
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
        elif tag not in _SKIPPED and isinstance(tag, str):
            _collect_text(child, parts)


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(_VAL, "") if element is not None else ""
    return min(int(value), _MAX_COLUMNS) if value.isdecimal() else default
