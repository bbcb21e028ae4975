"""Task sheets (任务书): all that a unit answers for or an official leads, on paper, each line with its source."""

from api.sheets.gathering import Line, Sheet, Source, gather_official_sheet, gather_sheet
from api.sheets.page import sheet_page
from api.sheets.word import sheet_document
from api.sheets.workbook import sheet_workbook

__all__ = [
    "Line",
    "Sheet",
    "Source",
    "gather_official_sheet",
    "gather_sheet",
    "sheet_document",
    "sheet_page",
    "sheet_workbook",
]
