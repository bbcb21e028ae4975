"""Extraction: the sample, as a whole process and once started, and generated tables as .txt, .docx, .csv and .xlsx."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from python_calamine import load_workbook

from benchmarks.documents import delimited_text, flattened_text, word_document, workbook
from benchmarks.docx_rivals import read_row_cells, read_table_cell, walk_xml
from benchmarks.generator import make_place, make_rows
from benchmarks.measuring import Work, best_of
from benchmarks.report import LIMIT, Comparison
from loaders import extract_bytes
from loaders.readers import read_blocks
from loaders.readers.docx import read_docx

_ROOT = Path(__file__).parents[1]
_GROUP = "extraction"
_YEAR = 2021
_LINEAR = 1.2
_ONCE_STARTED_SECONDS = 0.01
_ROWS_A_SECOND = 20_000
_CELL_BY_CELL_ROWS = 50
_CELL_BY_CELL = 0.05


def measure_extraction(rows: int, seed: int) -> Iterator[Comparison]:
    """Yield the comparisons for the sample, and for a table of so many rows and of a fifth of it."""
    yield from _sample()
    place = make_place(0, seed)
    small, large = (make_rows(place, _YEAR, count, seed) for count in (rows // 5, rows))
    for name, write in ((".txt", flattened_text), (".docx", word_document)):
        yield from _growth(name, write(place, _YEAR, small), write(place, _YEAR, large), rows)
    full = [replace(row, inherited=frozenset()) for row in large]
    yield from _word(word_document(place, _YEAR, large), word_document(place, _YEAR, full), rows)
    yield _cell_by_cell(word_document(place, _YEAR, full[:_CELL_BY_CELL_ROWS]))
    yield from _sheets(delimited_text(full), workbook(full), rows)


def _sample() -> Iterator[Comparison]:
    for suffix in (".txt", ".docx"):
        path = _ROOT / "data" / f"taicang-2021-breakdown{suffix}"
        command = [Path(sys.executable).parent / "zerentu", "extract", "--format", "jsonl", path]
        run = partial(subprocess.run, command, check=True, capture_output=True)
        times = best_of({"zerentu": run}, rounds=7)
        what = f"zerentu extract, whole process, sample {suffix}"
        yield Comparison(_GROUP, what, "157", times["zerentu"], LIMIT, 1.0, 1.0)
        times = best_of({"records": partial(extract_bytes, path.read_bytes(), path.name)}, rounds=30)
        what = f"file to records, once started, sample {suffix}"
        yield Comparison(_GROUP, what, "157", times["records"], LIMIT, _ONCE_STARTED_SECONDS, 1.0)


def _growth(suffix: str, small: bytes, large: bytes, rows: int) -> Iterator[Comparison]:
    """Compare the time of five small tables with that of one five times as long."""
    name = f"table{suffix}"
    times = best_of(
        {"small": lambda: extract_bytes(small, name), "large": lambda: extract_bytes(large, name)},
        rounds=5,
        budget_seconds=10,
    )
    what, rival = f"file to records, {suffix}, linear", f"5 × {rows // 5:,} rows"
    yield Comparison(_GROUP, what, f"{rows:,}", times["large"], rival, 5 * times["small"], _LINEAR)


def _word(merged: bytes, full: bytes, rows: int) -> Iterator[Comparison]:
    """Compare the reader, and all of the extraction, with a plain walk over the XML and with python-docx.

    python-docx reads a table without merged cells: it looks for the start of each merge from row to row, and its time
    for a table with merges grows with the square of the rows.
    """
    walk, cells = "lxml walk", "python-docx row.cells"
    for name, rival, data, at_most in ((walk, walk_xml, merged, 3.0), (cells, read_row_cells, full, 1.0)):
        works: dict[str, Work] = {
            "blocks": partial(read_docx, data, "table.docx"),
            "records": partial(extract_bytes, data, "table.docx"),
            name: partial(rival, data),
        }
        times = best_of(works, rounds=7, budget_seconds=10)
        yield Comparison(_GROUP, "reader, .docx to blocks", f"{rows:,}", times["blocks"], name, times[name], at_most)
        yield Comparison(_GROUP, "all, .docx to records", f"{rows:,}", times["records"], name, times[name])


def _cell_by_cell(data: bytes) -> Comparison:
    """Compare the reader with python-docx cell by cell, whose time grows with the square of the rows: a small table."""
    works: dict[str, Work] = {"blocks": partial(read_docx, data, "table.docx"), "cell": partial(read_table_cell, data)}
    times = best_of(works, rounds=7, budget_seconds=10)
    what, size, rival = "reader, .docx to blocks", f"{_CELL_BY_CELL_ROWS:,}", "python-docx table.cell"
    return Comparison(_GROUP, what, size, times["blocks"], rival, times["cell"], _CELL_BY_CELL)


def _sheets(delimited: bytes, book: bytes, rows: int) -> Iterator[Comparison]:
    """Compare the readers of .csv and .xlsx with so many rows a second, and with what they are built on."""
    for suffix, data, rival, read in (
        (".csv", delimited, "csv.reader", _read_csv),
        (".xlsx", book, "calamine", _read_calamine),
    ):
        name, size = f"table{suffix}", f"{rows:,}"
        works: dict[str, Work] = {
            "blocks": partial(read_blocks, data, name),
            "records": partial(extract_bytes, data, name),
            rival: partial(read, data),
        }
        times = best_of(works, rounds=7, budget_seconds=10)
        limit = rows / _ROWS_A_SECOND
        yield Comparison(_GROUP, f"reader, {suffix} to blocks", size, times["blocks"], LIMIT, limit, 1.0)
        yield Comparison(_GROUP, f"reader, {suffix} to blocks", size, times["blocks"], rival, times[rival])
        yield Comparison(_GROUP, f"all, {suffix} to records", size, times["records"], rival, times[rival])


def _read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def _read_calamine(data: bytes) -> object:
    return load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
