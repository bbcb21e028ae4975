"""Generated rows as files: a notice and one table as text or Word document, and the table alone as .csv and .xlsx."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from xlsxwriter import Workbook

from benchmarks.generator import Place, Row, document_number, document_title
from loaders.records import DUTIES

HEADER = ("门类", "项目", "内容和要求", "分管领导", "主要责任单位", "相关单位")
_COLUMNS = ("category", "project", "content", *DUTIES)


def flattened_text(place: Place, year: int, rows: Sequence[Row]) -> bytes:
    """Return the document as text: every cell opens with a tab, a blank line closes the row."""
    lines = [*_notice(place, year), ""]
    for cells in [HEADER, *(_cells(row) for row in rows)]:
        lines += [f"\t{cell}" for cell in cells] + [""]
    return "\n".join(lines).encode("utf-8")


def word_document(place: Place, year: int, rows: Sequence[Row]) -> bytes:
    """Return the document as .docx, inherited cells drawn with ``w:vMerge``."""
    document = Document()
    for text in _notice(place, year):
        document.add_paragraph(text)
    table = document.add_table(rows=1 + len(rows), cols=len(HEADER))
    lines = list(table.rows)
    _fill(lines[0]._tr, HEADER, [""] * len(HEADER))
    for index, row in enumerate(rows):
        below = rows[index + 1].inherited if index + 1 < len(rows) else frozenset[str]()
        merges = ["continue" if c in row.inherited else "restart" if c in below else "" for c in _COLUMNS]
        _fill(lines[index + 1]._tr, _cells(row), merges)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def delimited_text(rows: Sequence[Row]) -> bytes:
    """Return the table as .csv, which has no merges: every cell is filled."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([HEADER, *(_all_cells(row) for row in rows)])
    return buffer.getvalue().encode("utf-8")


def workbook(rows: Sequence[Row]) -> bytes:
    """Return the table as .xlsx without merges, its words shared among the cells as Excel saves them."""
    buffer = io.BytesIO()
    with Workbook(buffer) as book:
        sheet = book.add_worksheet("任务分解")
        for number, cells in enumerate([HEADER, *(_all_cells(row) for row in rows)]):
            sheet.write_row(number, 0, cells)
    return buffer.getvalue()


def _notice(place: Place, year: int) -> list[str]:
    return [
        document_number(place, year),
        document_title(place, year),
        f"{place.addressees}：",
        "现将全年任务分解下达，请对照职责抓好落实。",
        f"{year}年2月10日",
    ]


def _cells(row: Row) -> list[str]:
    cells = zip(_COLUMNS, _all_cells(row), strict=True)
    return ["" if column in row.inherited else text for column, text in cells]


def _all_cells(row: Row) -> list[str]:
    return [*row.headings, row.content, *("\n".join(row.names[role]) for role in DUTIES)]


def _fill(tr: Any, cells: Sequence[str], merges: Sequence[str]) -> None:
    for tc, text, merge in zip(tr.tc_lst, cells, merges, strict=True):
        if merge:
            mark = OxmlElement("w:vMerge")
            mark.set(qn("w:val"), merge)
            tc.get_or_add_tcPr().append(mark)
        if text:
            tc.p_lst[0].append(_run(text))


def _run(text: str) -> Any:
    run = OxmlElement("w:r")
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        run.append(words)
    return run
