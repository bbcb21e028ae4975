"""Other ways to read the table of a Word document: a plain walk over the XML, and python-docx."""

import io
import zipfile

from docx import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def walk_xml(data: bytes) -> list[list[str]]:
    """Return the texts of the cells of all tables, merges not looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [
        ["".join(text.text or "" for text in cell.iter(f"{_W}t")) for cell in row.iter(f"{_W}tc")]
        for row in root.iter(f"{_W}tr")
    ]


def read_row_cells(data: bytes) -> list[list[str]]:
    """Return the texts of the cells of all tables, merges resolved, by python-docx."""
    document = Document(io.BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def read_table_cell(data: bytes) -> list[list[str]]:
    """Return the same cell by cell: each call of ``table.cell`` lays out the whole table anew."""
    document = Document(io.BytesIO(data))
    return [
        [table.cell(row, column).text for column in range(len(table.columns))]
        for table in document.tables
        for row in range(len(table.rows))
    ]
