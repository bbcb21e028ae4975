"""Spreadsheets of Excel and WPS (.xlsx, .xlsm, .xls), read with calamine: values as shown, merges as drawn.

A sheet becomes a table; with several sheets each is preceded by its name. Hidden sheets are left out and said, hidden
rows and columns are read and said. A macro is never looked at. calamine inflates by itself and allots the whole used
area, so it gets only parts that passed the gate and whose area is known to be small. An .xls cannot be looked at
before: damaged counts in it can make calamine abort the process for want of memory, so only a child process with limits
may read one.
"""

import datetime
import io
import re
from collections.abc import Iterator

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from graph.errors import DocumentError
from loaders.blocks import Block, BlockDocument, Paragraph, Place
from loaders.readers.number_formats import show_percentages
from loaders.readers.old_workbook import OldLooks, Shown, read_looks
from loaders.readers.package import ZIP_MAGIC, read_parts, repack
from loaders.readers.sheets import Merge, Sheet, check_size, few_of, sheet_blocks

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

_FILLED_CELL = re.compile(
    rb"<(?:c|\w{1,20}:c)\s[^<>]{0,200}?\br\s*=\s*[\"']([A-Za-z]++)(\d++)[\"'][^<>]{0,200}+(?<!/)>(?!</)"
)
_HIDDEN_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s(?=[^<>]{0,300}\bhidden=\"(?:1|true)\")[^<>]{0,300}?\br=\"(\d{1,8})\"")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w{1,20}:)?col\s(?=[^<>]{0,300}\bhidden=\"(?:1|true)\")[^<>]{0,300}>")
_CARRIAGE_RETURN = re.compile("_x000[dD]_|\r")
_MAX_SHEETS = 200
_MOST_LETTERS, _MOST_DIGITS = 6, 9


def read_spreadsheet(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a workbook: for every visible sheet its name, where there are several, and its table.

    Raises:
        DocumentError: the workbook is damaged, protected by a password or too large.
    """
    remarks: list[str] = []
    if data.startswith(ZIP_MAGIC):
        parts = read_parts(data, name)
        remarks += _scan(parts, name)
        data = repack(show_percentages(parts))
        looks = OldLooks()
    else:
        looks = read_looks(data)
        remarks += looks.remarks
    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            sheets = _visible(workbook, name, remarks)
            blocks = tuple(_sheets(workbook, sheets, looks, name))
    except (DocumentError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except PasswordError as error:
        raise DocumentError(f"{name}: protected by a password; take the password off and save it again") from error
    except BaseException as error:  # a panic inside calamine is no Exception
        cause = " ".join(str(error).split())[:100] or type(error).__name__
        raise DocumentError(f"{name}: damaged workbook ({cause}); open it in Excel or WPS and save it again") from error
    return BlockDocument(blocks, tuple(remarks), looks.warnings)


def _scan(parts: dict[str, bytes], name: str) -> Iterator[str]:
    """Check the area of each sheet before calamine allots it; yield which rows are hidden."""
    for part, content in parts.items():
        if not part.lower().startswith("xl/worksheets/"):
            continue
        filled = _FILLED_CELL.findall(content)
        # A reference may have any number of letters and digits, and calamine allots what they come to.
        columns = map(_column_number, {letters[:_MOST_LETTERS] for letters, _ in filled})
        rows = map(int, {number[:_MOST_DIGITS] for _, number in filled})
        check_size(max(rows, default=0), max(columns, default=0), f"{name}, {part}")
        hidden = [match[1].decode() for match in _HIDDEN_ROW.finditer(content)]
        if hidden:
            yield f"{part}: hidden rows were read as well (row {few_of(hidden)})"
        columns_hidden = [_column_range(match[0]) for match in _HIDDEN_COLUMN.finditer(content)]
        if columns_hidden:
            yield f"{part}: hidden columns were read as well (column {few_of(columns_hidden)})"


def _column_range(element: bytes) -> str:
    """Return the columns, counted from 1, that a ``<col>`` is for: 4, 6-8."""
    first, last = (re.search(rb"\b" + name + rb"=\"(\d{1,5})\"", element) for name in (b"min", b"max"))
    numbers = [match[1].decode() for match in (first, last) if match]
    return "-".join(dict.fromkeys(numbers))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _visible(workbook: CalamineWorkbook, name: str, remarks: list[str]) -> list[str]:
    """Return the names of the worksheets that are shown; the hidden ones are a remark."""
    sheets: list[SheetMetadata] = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > _MAX_SHEETS:
        raise DocumentError(f"{name}: more than {_MAX_SHEETS} sheets; give them in smaller files")
    hidden = [each.name for each in sheets if each.visible != SheetVisibleEnum.Visible]
    if hidden:
        remarks.append(f"hidden sheets were left out: {'、'.join(hidden)[:200]}")
    return [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible]


def _sheets(workbook: CalamineWorkbook, names: list[str], looks: OldLooks, name: str) -> Iterator[Block]:
    read = [
        (title, _sheet(workbook, title, looks.shown.get(title, {}), f"{name}, sheet {' '.join(title.split())}"))
        for title in names
    ]
    filled = [(title, blocks) for title, blocks in read if blocks]
    for title, blocks in filled:
        if len(filled) > 1:
            yield Paragraph(title, Place())
        yield from blocks


def _sheet(workbook: CalamineWorkbook, title: str, percentages: Shown, place: str) -> list[Block]:
    sheet = workbook.get_sheet_by_name(title)
    if sheet.end is None:
        return []
    check_size(sheet.end[0] + 1, sheet.end[1] + 1, place)
    rows = [
        [value if type(value) is str and "\r" not in value and "_x" not in value else _shown(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (row, column), words in percentages.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column]:
            rows[row][column] = words
    merges = [Merge(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    return sheet_blocks(Sheet(rows, merges), place)


def _shown(value: Value) -> str:
    """Return a value as a reader of the sheet sees it; words that look like a formula stay words."""
    if isinstance(value, str):
        return _CARRIAGE_RETURN.sub("", value)
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, int | float) else _shown_time(value)


def _shown_time(value: datetime.time | datetime.date | datetime.datetime | datetime.timedelta) -> str:
    """Return 2021-02-07, with the time of day where it is not midnight."""
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, datetime.time) else str(value)
