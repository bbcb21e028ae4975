"""A task sheet as a workbook: a row a task, set up for printing."""

import io

import xlsxwriter

from api.sheets.gathering import Sheet
from api.sheets.layout import WIDTHS, Paper, lay_out

_A4 = 9
_CHARACTERS = 1.4
"""Of Excel's widths, for a hundredth of the page."""


def sheet_workbook(sheet: Sheet) -> bytes:
    """Return the workbook, .xlsx; every text is a text, whatever it begins with."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _write(book, lay_out(sheet))
    return file.getvalue()


def _write(book: xlsxwriter.Workbook, paper: Paper) -> None:
    page = book.add_worksheet()
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width * _CHARACTERS)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    middle = book.add_format({"align": "center"})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#EEEEEE"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    last = len(WIDTHS) - 1
    page.merge_range(0, 0, 0, last, "", title)
    page.write_string(0, 0, paper.title, title)
    page.merge_range(1, 0, 1, last, "", middle)
    page.write_string(1, 0, "\n".join(filter(None, (paper.subtitle, paper.remark))), middle)
    row = 3
    for chapter in paper.chapters:
        page.write_string(row, 0, chapter.title, bold)
        row += 1
        for part in chapter.parts:
            page.write_string(row, 0, part.title, bold)
            page.write_row(row + 1, 0, paper.columns, head)
            row += 2
            for texts in part.rows:
                for column, text in enumerate(texts):
                    page.write_string(row, column, text[:_LONGEST], cell)
                row += 1
            if part.note:
                page.write_string(row, 0, part.note)
                row += 1
            row += 1


_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
