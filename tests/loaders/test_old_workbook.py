"""Workbooks of Excel 97 to 2003: percentages as shown, hidden rows and columns said."""

import io

import xlwt

from loaders.blocks import Table
from loaders.readers.old_workbook import read_looks
from loaders.readers.spreadsheet import read_spreadsheet


def book() -> bytes:
    """Return a workbook with two percentages, a plain number, a hidden row and a hidden column."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("任务")
    rows = [("指标", "目标", "内部", "系数"), ("财政收入增长", 0.065, "x", 0.065), ("绿化率", 0.4, "x", "40")]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            style = {(1, 1): "0.0%", (2, 1): "0%"}.get((row, column), "General")
            sheet.write(row, column, value, xlwt.easyxf(num_format_str=style))
    sheet.row(2).hidden = True
    sheet.col(2).hidden = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_percentages_are_read_as_shown() -> None:
    """0.065 of the format 0.0% is 6.5%; without that format it is 0.065."""
    [table] = [block for block in read_spreadsheet(book(), "plan.xls").blocks if isinstance(block, Table)]

    assert [[cell.text for cell in row] for row in table.rows] == [
        ["指标", "目标", "内部", "系数"],
        ["财政收入增长", "6.5%", "x", "0.065"],
        ["绿化率", "40%", "x", "40"],
    ]


def test_hidden_rows_and_columns_are_said() -> None:
    """They are read all the same."""
    assert read_spreadsheet(book(), "plan.xls").remarks == (
        "sheet 任务: hidden rows were read as well (row 3)",
        "sheet 任务: hidden columns were read as well (column 3)",
    )


def test_what_cannot_be_told_is_said() -> None:
    """The values may still be readable: they are not refused for their looks."""
    assert read_looks(b"\xd0\xcf\x11\xe0").warnings == (
        "percentages and hidden rows could not be told; compare numbers with the original",
    )
