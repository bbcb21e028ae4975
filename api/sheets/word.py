"""A task sheet as a Word document: A4 landscape, a table for each part."""

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Row

from api.sheets.gathering import Sheet
from api.sheets.layout import WIDTHS, Part, lay_out

_FONT = "宋体"
_PAGE_MM, _MARGIN_MM = (297, 210), 12
_ANY_DAY = (1980, 1, 1, 0, 0, 0)


def sheet_document(sheet: Sheet) -> bytes:
    """Return the document, .docx; the same sheet gives the same bytes."""
    paper, word = lay_out(sheet), _document()
    _paragraph(word, paper.title, size=18, bold=True, middle=True)
    _paragraph(word, paper.subtitle, middle=True)
    if paper.remark:
        _paragraph(word, paper.remark, bold=True, middle=True)
    for chapter in paper.chapters:
        _paragraph(word, chapter.title, size=13, bold=True)
        for part in chapter.parts:
            _paragraph(word, part.title, bold=True)
            _table(word, paper.columns, part)
            _paragraph(word, part.note)
    file = io.BytesIO()
    word.save(file)
    return _undated(file)


def _document() -> WordDocument:
    word = Document()
    page = word.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(side) for side in _PAGE_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN_MM)
    style = word.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(9)
    # Chinese characters have a font of their own in Word.
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(2)
    return word


def _paragraph(word: WordDocument, text: str, *, size: int = 9, bold: bool = False, middle: bool = False) -> None:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(word: WordDocument, columns: Sequence[str], part: Part) -> None:
    table = word.add_table(rows=1 + len(part.rows), cols=len(columns), style="Table Grid")
    table.autofit = False
    widths = [Mm((_PAGE_MM[0] - 2 * _MARGIN_MM) * width / 100) for width in WIDTHS]
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(table.rows, (columns, *part.rows), strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text, cell.width = text, width
        _mark(row, "w:cantSplit")
    _mark(table.rows[0], "w:tblHeader")
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True


def _mark(row: _Row, name: str) -> None:
    """Keep a row on one page (cantSplit), or let it stand at the head of every page (tblHeader)."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _undated(file: io.BytesIO) -> bytes:
    """Return the package with one date for all parts, since an ETag stands for the bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ANY_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
