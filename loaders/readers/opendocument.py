"""OpenDocument spreadsheets (.ods): an own walk over content.xml, since calamine does not tell their merges.

The words of a cell are its paragraphs, as shown. Repeats of rows and columns are laid out only where they hold words.
Element names are those of OpenDocument 1.3, part 3, 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from graph.errors import DocumentError
from loaders.blocks import Block, BlockDocument, Paragraph, Place
from loaders.readers.package import read_parts
from loaders.readers.sheets import Merge, Sheet, check_size, sheet_blocks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_LARGEST_REPEAT = 20_000_000


def read_opendocument(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of an OpenDocument spreadsheet: for every sheet its table, with several sheets its name.

    Raises:
        DocumentError: the package is damaged, protected by a password or too large.
    """
    parts = read_parts(data, name)
    if b"manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise DocumentError(f"{name}: protected by a password; take the password off and save it again")
    root = _parse(parts.get("content.xml", b""), name)
    filled: list[tuple[str, list[Block]]] = []
    remarks: list[str] = []
    for table in root.iter(_TABLE + "table"):
        title = " ".join(table.get(_TABLE + "name", "").split())
        layer = _Layer(f"{name}, sheet {title}")
        layer.read(table)
        if blocks := sheet_blocks(Sheet(layer.rows, layer.merges), layer.place):
            filled.append((title, blocks))
            remarks += [f"sheet {title}: {layer.hidden} hidden rows were read as well"] if layer.hidden else []
    return BlockDocument(tuple(_named(filled)), tuple(remarks))


def _parse(content: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{name}, content.xml: damaged XML; open it in its program and save it again") from error


def _named(sheets: list[tuple[str, list[Block]]]) -> Iterator[Block]:
    for title, blocks in sheets:
        if len(sheets) > 1:
            yield Paragraph(title, Place())
        yield from blocks


@dataclass(slots=True)
class _Layer:
    """The rows of one sheet, laid out; blank rows wait until one with words follows."""

    place: str
    rows: list[list[str]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: int = 0
    _row: int = 0
    _cells: int = 0

    def read(self, table: etree._Element) -> None:
        """Lay out every row of the table, also those in groups and headers."""
        for row in table.iter(_TABLE + "table-row"):
            words = self._words(row)
            repeats = _number(row, "number-rows-repeated")
            if words:
                self._cells += (repeats + self._row - len(self.rows)) * len(words)
                check_size(self._row + repeats, len(words), self.place)
                check_size(self._cells, 1, self.place)
                self.rows += [[] for _ in range(self._row - len(self.rows))]
                self.rows += [words] * repeats
                self.hidden += repeats if row.get(_TABLE + "visibility", "visible") != "visible" else 0
            self._row += repeats

    def _words(self, row: etree._Element) -> list[str]:
        words: list[str] = []
        column = 0
        for cell in row.iterchildren(*_CELLS):
            repeats = _number(cell, "number-columns-repeated")
            text = "" if cell.tag == _CELLS[1] else _cell_text(cell)
            self._merge(cell, column)
            if text:
                check_size(1, column + repeats, self.place)
                words += [""] * (column - len(words)) + [text] * repeats
            column += repeats
        return words

    def _merge(self, cell: etree._Element, column: int) -> None:
        rows, columns = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.merges.append(Merge(self._row, column, self._row + rows - 1, column + columns - 1))


def _cell_text(cell: etree._Element) -> str:
    """Return the paragraphs of a cell a line each; a comment on it is no part of it."""
    return "\n".join("".join(_runs(paragraph)) for paragraph in cell.iterchildren(_TEXT + "p")).strip()


def _runs(parent: etree._Element) -> Iterator[str]:
    yield parent.text or ""
    for child in parent.iterchildren():
        if child.tag == _TEXT + "s":
            yield " " * min(_number(child, "c", _TEXT), 100)
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag == _TEXT + "tab":
            yield " "
        elif child.tag != _OFFICE + "annotation":
            yield from _runs(child)
        yield child.tail or ""


def _number(element: etree._Element, attribute: str, space: str = _TABLE) -> int:
    value = element.get(space + attribute, "1")
    return max(1, min(int(value), _LARGEST_REPEAT)) if value.isascii() and value.isdecimal() and len(value) < 12 else 1
