"""Delimited text (.csv, .tsv): any delimiter, quoted cells with line breaks, a title above the header.

Which delimiter and whether quotes count is decided by the share of records that have the same number of cells; a
sniffer guesses from single characters and takes the commas of a sentence for delimiters. Blank cells stay blank: such
a file has no merges, so a blank where a sheet had a merged cell cannot be told from one that is meant.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.errors import DocumentError
from loaders.blocks import BlockDocument, Table
from loaders.readers.encoding import decode
from loaders.readers.hygiene import clean_text
from loaders.readers.sheets import MAX_CELLS, Sheet, sheet_blocks

_DELIMITERS = ",\t;|，；"
_SAMPLE_RECORDS = 300
_VERY_EVEN = 0.9
_QUOTED = re.compile(r'".*"$', re.DOTALL)
_SAID = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)


# Marks stand in quoted words as well.
_MOST_MARKS = 4 * MAX_CELLS


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    quoted: bool = True

    def records(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Yield every record with its first and last line.

        Raises:
            csv.Error: a quote is opened and not closed, or words follow a closed one.
        """
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            strict=self.quoted,
        )
        before = 0
        for record in reader:
            yield before + 1, reader.line_num, record
            before = reader.line_num


def read_delimited(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a delimited file: what stands above the table as paragraphs, and the table.

    Raises:
        DocumentError: the bytes are no text, a quote is not closed, or the table is too large.
    """
    decoded = clean_text(decode(data, name))
    text = decoded.text
    if any(text.count(delimiter) > _MOST_MARKS for delimiter in _DELIMITERS):
        raise DocumentError(f"{name}: more than {MAX_CELLS} cells; give it in smaller files")
    said = _SAID.match(text)
    dialect = _Dialect(said[1]) if said else _best_dialect(text)
    rows, lines, cells = [], [], 0
    try:
        for first, last, record in dialect.records(text):
            cells += len(record)
            if cells > MAX_CELLS:
                raise DocumentError(f"{name}, line {last}: more than {MAX_CELLS} cells; give it in smaller files")
            rows.append(record)
            lines.append((first, last))
    except csv.Error as error:
        place = f"{name}, line {1 + (lines[-1][1] if lines else 0)}"
        raise DocumentError(f"{place}: a quoted cell does not end well ({error}); save it again as .xlsx") from error
    rows = [[], *rows[1:]] if said else rows
    blocks = tuple(sheet_blocks(Sheet(rows, lines=lines), name))
    return BlockDocument(blocks, (*decoded.remarks, *_blank_cells(blocks)), decoded.warnings)


def _best_dialect(text: str) -> _Dialect:
    """Return the dialect by which most records are equally wide; of equals the widest, then the first."""
    quoted, plain = (
        max((_Dialect(delimiter, quoting) for delimiter in _DELIMITERS), key=lambda dialect: _evenness(dialect, text))
        for quoting in (True, False)
    )
    takes_plain = _evenness(quoted, text)[0] == 0 and _evenness(plain, text)[0] >= _VERY_EVEN
    return plain if takes_plain else quoted


def _evenness(dialect: _Dialect, text: str) -> tuple[float, int]:
    """Return the share of the records that have the commonest width, and that width; zeros where it is one cell.

    Full-width marks part cells only where they do so nearly everywhere: else they are those of sentences. Quotes
    are words only where none of them closes a cell.
    """
    try:
        sample = [record for *_, record in islice(dialect.records(text), _SAMPLE_RECORDS)]
    except csv.Error:
        return 0, 0
    if not dialect.quoted and any(_QUOTED.match(cell) for record in sample for cell in record):
        return 0, 0
    widths = Counter(len(record) for record in sample if any(cell.strip() for cell in record))
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(0, 0))
    share = round(count / widths.total(), 2) if width > 1 else 0
    counts = share >= _VERY_EVEN or (share > 0 and dialect.delimiter.isascii())
    return (share, width) if counts else (0, 0)


def _blank_cells(blocks: Sequence[object]) -> Iterator[str]:
    """Say how many cells below others of their column are blank, as merged cells are when saved as text."""
    blank = 0
    for table in blocks:
        filled: set[int] = set()
        for row in table.rows[1:] if isinstance(table, Table) else ():
            with_words = {cell.place.column for cell in row if not cell.is_blank}
            blank += len(filled - with_words)
            filled |= with_words
    if blank:
        yield f"{blank} blank cells: if they continue merged cells, give the .xlsx"
