"""One drawn grid of cells in the formats that draw merges: as a Word table, a workbook of each kind, an HTML table."""

import io
from collections.abc import Sequence
from html import escape

import openpyxl
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.formats import ods_package
from tests.loaders.pdfs import Box, Row
from tests.loaders.word_packages import paragraph

Grid = Sequence[Row]
"""Rows of cells; None where a cell from above or from the left covers the place, as in ``tests.loaders.pdfs``."""


def box(cell: Box | str) -> Box:
    """Return a cell as a box of its own."""
    return cell if isinstance(cell, Box) else Box(cell)


def covered(rows: Grid) -> dict[tuple[int, int], tuple[int, int, Box]]:
    """Return, for every place in the grid, the row and column where the cell that covers it begins, and the cell."""
    places = {}
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                drawn = box(cell)
                for below in range(at, at + drawn.rows):
                    places.update(
                        {(below, right): (at, column, drawn) for right in range(column, column + drawn.columns)}
                    )
    return places


def word_rows(rows: Grid, first: str = "") -> list[str]:
    """Return the rows as WordprocessingML; ``first`` are the properties of the blank paragraphs in the first column."""
    places = covered(rows)
    return [f"<w:tr>{''.join(_word_cells(places, at, len(row), first))}</w:tr>" for at, row in enumerate(rows)]


def word_table(rows: Grid, first: str = "") -> str:
    """Return the rows as a Word table."""
    return f"<w:tbl>{''.join(word_rows(rows, first))}</w:tbl>"


def _word_cells(places: dict[tuple[int, int], tuple[int, int, Box]], at: int, width: int, first: str) -> list[str]:
    cells, column = [], 0
    while column < width:
        top, _, drawn = places[at, column]
        merge = "" if drawn.rows == 1 else f'<w:vMerge w:val="{"restart" if top == at else "continue"}"/>'
        span = f'<w:gridSpan w:val="{drawn.columns}"/>' if drawn.columns > 1 else ""
        lines = drawn.text.split("\n") if top == at else [""]
        words = "".join(paragraph(line, "" if column or line else first) for line in lines)
        cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{words}</w:tc>")
        column += drawn.columns
    return cells


def fill_sheet(sheet: Worksheet, rows: Grid) -> None:
    """Write the rows into a sheet of Excel."""
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell is not None:
                drawn = box(cell)
                sheet.cell(at, column, drawn.text or None)
                if drawn.rows > 1 or drawn.columns > 1:
                    sheet.merge_cells(
                        start_row=at,
                        end_row=at + drawn.rows - 1,
                        start_column=column,
                        end_column=column + drawn.columns - 1,
                    )


def saved(workbook: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def xlsx(rows: Grid) -> bytes:
    """Return a workbook of Excel."""
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    fill_sheet(workbook.active, rows)
    return saved(workbook)


def xls(rows: Grid) -> bytes:
    """Return a workbook of Excel 97."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                drawn = box(cell)
                sheet.write_merge(at, at + drawn.rows - 1, column, column + drawn.columns - 1, drawn.text)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ods(rows: Grid) -> bytes:
    """Return a workbook of LibreOffice."""
    lines = (
        "".join("<table:covered-table-cell/>" if cell is None else _ods_cell(box(cell)) for cell in row) for row in rows
    )
    return ods_package("".join(f"<table:table-row>{line}</table:table-row>" for line in lines))


def _ods_cell(drawn: Box) -> str:
    spans = f'table:number-rows-spanned="{drawn.rows}" table:number-columns-spanned="{drawn.columns}"'
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in drawn.text.split("\n")) if drawn.text else ""
    return f"<table:table-cell {spans}>{words}</table:table-cell>"


def html(rows: Grid) -> str:
    """Return the rows as an HTML table."""
    lines = ("".join(_html_cell(box(cell)) for cell in row if cell is not None) for row in rows)
    return f"<table border=1>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _html_cell(drawn: Box) -> str:
    words = escape(drawn.text).replace("\n", "<br/>")
    return f'<td rowspan="{drawn.rows}" colspan="{drawn.columns}">{words}</td>'
