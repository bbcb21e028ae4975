"""Workbooks of Excel, WPS and LibreOffice → blocks: values as shown, merges, sheets; hostile ones are refused."""

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from graph.errors import DocumentError
from loaders.blocks import BlockDocument, Paragraph, Table
from loaders.readers.opendocument import read_opendocument
from loaders.readers.spreadsheet import read_spreadsheet
from tests.loaders.formats import ods_package


def book(fill: Callable[[Any], object]) -> bytes:
    """Return a workbook after ``fill`` wrote into it."""
    workbook = openpyxl.Workbook()
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheet(fill: Callable[[Any], object]) -> BlockDocument:
    """Return the blocks of a workbook with one sheet."""
    return read_spreadsheet(book(lambda workbook: fill(workbook.active)), "plan.xlsx")


def texts(document: BlockDocument) -> list[object]:
    """Return paragraphs as text and tables as rows of text."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text  # type: ignore[union-attr]
        for block in document.blocks
    ]


def test_values_are_read_as_shown() -> None:
    """A whole number has no point, a date no midnight, and words that look like a formula stay words."""

    def fill(sheet: Any) -> None:
        sheet.append([1.0, 0.1 + 0.2, True, datetime.date(2021, 2, 7)])
        sheet.append([datetime.datetime(2021, 2, 7, 8, 30), datetime.time(9, 5), "甲\n乙", "x"])
        sheet["D2"] = "=cmd|' /C calc'!A0"
        sheet["D2"].data_type = "s"

    assert texts(sheet(fill)) == [
        [["1", "0.3", "TRUE", "2021-02-07"], ["2021-02-07 08:30", "09:05", "甲\n乙", "=cmd|' /C calc'!A0"]]
    ]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.065, "0.0%", "6.5%"),
        (0.065, "0%", "7%"),
        (0.3, "0.00%", "30.00%"),
        (-0.021, "0.0%;[Red]-0.0%", "-2.1%"),
        (0.06, "#,##0.##%", "6%"),
        (12.5, "#,##0%", "1250%"),
        (0.065, '"增长"0.0%"左右"', "增长6.5%左右"),
        (1, "0%", "100%"),
        (0.065, "0.00", "0.065"),
        (0.065, '0.00"%"', "0.065"),
        (0.065, "General", "0.065"),
    ],
)
def test_a_percentage_is_read_as_shown(value: float, code: str, expected: str) -> None:
    """With the decimals and the words of its format; the sheet itself holds a fraction."""

    def fill(sheet: Any) -> None:
        sheet.append(["任务", value, "6%"])
        sheet["B1"].number_format = code

    assert texts(sheet(fill)) == [[["任务", expected, "6%"]]]


def test_a_percentage_that_a_formula_gives_is_read_as_shown() -> None:
    """The value that the sheet program computed stands in the file."""
    cells = '<c r="A1" t="inlineStr"><is><t>占比</t></is></c><c r="B1" s="1"><f>1/8</f><v>0.125</v></c>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet_xml = f'<worksheet xmlns="{space}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    styles = f'<styleSheet xmlns="{space}"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    data = rebuilt({"xl/worksheets/sheet1.xml": sheet_xml.encode(), "xl/styles.xml": styles.encode()})

    assert texts(read_spreadsheet(data, "plan.xlsx")) == [[["占比", "12.50%"]]]


def test_a_merge_over_rows_and_columns_continues_and_spans() -> None:
    """The lower cells of a merge continue it; cells right of its first are no cells."""

    def fill(sheet: Any) -> None:
        sheet.append(["甲", "乙", "丙"])
        sheet.append(["一", "", "二"])
        sheet.append(["", "", "三"])
        sheet.merge_cells("A2:B3")

    (table,) = sheet(fill).blocks

    assert isinstance(table, Table)
    assert [(cell.text, cell.place.row, cell.place.column, cell.continues, cell.span) for cell in table.rows[2]] == [
        ("", 3, 1, True, 2),
        ("三", 3, 3, False, 1),
    ]


def test_lines_above_the_table_are_paragraphs_and_blank_rows_go() -> None:
    """Rows keep their number in the sheet, columns theirs; what is only formatted is not there."""

    def fill(sheet: Any) -> None:
        sheet["B2"] = "青禾县分工表"
        sheet.merge_cells("B2:D2")
        sheet["B4"], sheet["C4"], sheet["B6"], sheet["D6"] = "甲", "乙", "一", "二"
        sheet["Z900"].font = openpyxl.styles.Font(bold=True)

    title, table = sheet(fill).blocks

    assert isinstance(title, Paragraph)
    assert (title.text, title.place.row) == ("青禾县分工表", 2)
    assert isinstance(table, Table)
    assert [[(cell.text, cell.place.row, cell.place.column) for cell in row] for row in table.rows] == [
        [("甲", 4, 2), ("乙", 4, 3), ("", 4, 4)],
        [("一", 6, 2), ("", 6, 3), ("二", 6, 4)],
    ]


def test_each_of_several_sheets_is_preceded_by_its_name() -> None:
    """A sheet of explanations is paragraphs; hidden sheets, rows and columns are said."""

    def fill(workbook: Any) -> None:
        workbook.active.title = "填报说明"
        workbook.active["A1"] = "本表由督查室填报。"
        plan = workbook.create_sheet("附件1")
        plan.append(["甲", "乙"])
        plan.append(["一", "二"])
        plan.row_dimensions[2].hidden = True
        plan.column_dimensions["B"].hidden = True
        workbook.create_sheet("空表")
        hidden = workbook.create_sheet("字典")
        hidden["A1"] = "x"
        hidden.sheet_state = "hidden"

    document = read_spreadsheet(book(fill), "plan.xlsx")

    assert texts(document) == ["填报说明", "本表由督查室填报。", "附件1", [["甲", "乙"], ["一", "二"]]]
    assert document.remarks == (
        "xl/worksheets/sheet2.xml: hidden rows were read as well (row 2)",
        "xl/worksheets/sheet2.xml: hidden columns were read as well (column 2)",
        "hidden sheets were left out: 字典",
    )


def test_a_sheet_formatted_to_the_last_row_is_no_large_sheet() -> None:
    """Only cells with words count."""

    def fill(sheet: Any) -> None:
        sheet.append(["甲", "乙"])
        sheet["A1048576"].font = openpyxl.styles.Font(bold=True)

    assert texts(sheet(fill)) == [[["甲", "乙"]]]


def test_a_word_in_the_last_cell_is_refused_before_memory_is_allotted() -> None:
    """The area would be 17 billion cells."""

    def fill(sheet: Any) -> None:
        sheet["A1"] = sheet["XFD1048576"] = "x"

    message = r"plan\.xlsx, xl/worksheets/sheet1\.xml: 1048576 rows × 16384 columns are more than 500000 cells; delete"
    with pytest.raises(DocumentError, match=message):
        sheet(fill)


@pytest.mark.parametrize("reference", ["G" + 60 * "P" + "4", "A" + 30 * "9", "a" * 5000 + "1"])
def test_a_reference_of_any_length_is_counted(reference: str) -> None:
    """Found by the fuzz run: calamine asks for 800 GB, and the process ends."""
    with pytest.raises(DocumentError, match="are more than 500000 cells"):
        read_spreadsheet(rebuilt({"xl/worksheets/sheet1.xml": of_cells("A1", reference)}), "plan.xlsx")


def of_cells(*references: str) -> bytes:
    """Return a sheet with a word in each cell."""
    cell = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'
    rows = "".join(f"<row>{cell.format(reference)}</row>" for reference in references)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def rebuilt(replaced: dict[str, bytes]) -> bytes:
    """Return a small workbook with parts replaced or added."""
    data = book(lambda workbook: workbook.active.append(["甲", "乙"]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in {**dict.fromkeys(old.namelist()), **replaced}:
            new.writestr(part, replaced.get(part) or old.read(part))
    return buffer.getvalue()


def test_a_macro_is_not_read() -> None:
    """The sheet is."""
    assert texts(read_spreadsheet(rebuilt({"xl/vbaProject.bin": b"\xd0\xcf"}), "plan.xlsm")) == [[["甲", "乙"]]]


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        ("xl/workbook.xml", b"<workbook", r"plan\.xlsx: damaged workbook \(.*\); open it in Excel or WPS"),
        ("xl/workbook.xml", b"<!DOCTYPE x><workbook/>", r"plan\.xlsx, xl/workbook\.xml: refused, it holds a DOCTYPE"),
        ("/etc/x.xml", b"x", r"refused, the package holds a part named '/etc/x\.xml' that leaves the package"),
        ("a/../../x.xml", b"x", "that leaves the package"),
        ("C:\\x.xml", b"x", "that leaves the package"),
    ],
)
def test_a_hostile_package_is_one_line(part: str, content: bytes, message: str) -> None:
    """It names the part and what to do."""
    with pytest.raises(DocumentError, match=message):
        read_spreadsheet(rebuilt({part: content}), "plan.xlsx")


def test_merged_ranges_that_overlap_are_refused() -> None:
    """A thousand merges of the whole sheet would take a long time to lay."""
    merges = '<mergeCell ref="A1:J10000"/>' * 1000
    cell = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'
    rows = f'<row r="1">{cell.format("A1")}</row><row r="10000">{cell.format("J10000")}</row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'

    with pytest.raises(DocumentError, match=r"plan\.xlsx, sheet Sheet: its merged cells overlap"):
        read_spreadsheet(rebuilt({"xl/worksheets/sheet1.xml": xml.encode()}), "plan.xlsx")


def test_repeats_of_an_opendocument_sheet_are_laid_out_only_with_words() -> None:
    """LibreOffice fills the sheet to its last row and column with one repeated blank cell."""
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    text = '<text:p>甲<text:s text:c="2"/>乙</text:p>'
    words = f'<table:table-cell table:number-columns-repeated="2">{text}</table:table-cell>'
    tail = f'<table:table-row table:number-rows-repeated="1048575">{blank}</table:table-row>'
    rows = f"<table:table-row>{words}{blank}</table:table-row>{tail}"

    assert texts(read_opendocument(ods_package(rows), "plan.ods")) == [[["甲  乙", "甲  乙"]]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            ods_package(
                '<table:table-row table:number-rows-repeated="9999999"><table:table-cell><text:p>x</text:p>'
                "</table:table-cell></table:table-row>"
            ),
            r"plan\.ods, sheet 表: 9999999 rows × 1 columns are more",
        ),
        (ods_package("<table:table-row>"), r"plan\.ods, content\.xml: damaged XML"),
        (ods_package("", "<!DOCTYPE d []>"), r"plan\.ods, content\.xml: refused, it holds a DOCTYPE"),
        (b"PK\x03\x04", r"plan\.ods: the file is damaged"),
    ],
)
def test_a_hostile_opendocument_sheet_is_one_line(data: bytes, message: str) -> None:
    """It names the place and what to do."""
    with pytest.raises(DocumentError, match=message):
        read_opendocument(data, "plan.ods")
