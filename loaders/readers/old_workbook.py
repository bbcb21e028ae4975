"""What calamine does not tell of an .xls: which numbers show as percentages, which rows and columns are hidden.

xlrd reads the formats and says them; the values stay calamine's. Where xlrd cannot read a workbook that calamine can,
nothing is changed, and a warning says so.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.readers.number_formats import Percentage, read_format
from loaders.readers.sheets import few_of

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet


Shown = dict[tuple[int, int], str]
"""Words of cells by row and column, from 0."""


@dataclass(frozen=True, slots=True)
class OldLooks:
    """The words of percentages by sheet and cell, and what there is to say of the workbook."""

    shown: Mapping[str, Shown] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_looks(data: bytes) -> OldLooks:
    """Return how the cells of a workbook of Excel 97 to 2003 look."""
    import xlrd  # noqa: PLC0415  # only old workbooks need it

    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            formats = dict(_percentages(book))
            sheets = [sheet for sheet in book.sheets() if sheet.visibility == 0]
            shown = {sheet.name: dict(_shown(sheet, formats)) for sheet in sheets}
            remarks = tuple(remark for sheet in sheets for remark in _hidden(sheet))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception:  # a damaged workbook fails anywhere in it
        return OldLooks(warnings=("percentages and hidden rows could not be told; compare numbers with the original",))
    return OldLooks(shown, remarks)


def _percentages(book: "Book") -> Iterator[tuple[int, Percentage]]:
    """Yield the formats that are percentages, by the number that cells name them by."""
    for number, style in enumerate(book.xf_list):
        known = book.format_map.get(style.format_key)
        percentage = read_format(known.format_str) if known else None
        if percentage:
            yield number, percentage


def _shown(sheet: "Sheet", formats: Mapping[int, Percentage]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the place of each cell that shows a percentage, and its words."""
    for row in range(sheet.nrows if formats else 0):
        for column in range(sheet.row_len(row)):
            percentage = formats.get(sheet.cell_xf_index(row, column))
            value = sheet.cell_value(row, column)
            if percentage and isinstance(value, float):
                yield (row, column), percentage.shown(repr(value))


def _hidden(sheet: "Sheet") -> Iterator[str]:
    rows = [str(number + 1) for number, each in sorted(sheet.rowinfo_map.items()) if each.hidden]
    columns = [str(number + 1) for number, each in sorted(sheet.colinfo_map.items()) if each.hidden]
    for what, numbers in (("row", rows), ("column", columns)):
        if numbers:
            yield f"sheet {sheet.name}: hidden {what}s were read as well ({what} {few_of(numbers)})"
