"""Extraction: the sample as a whole process, and generated tables of 1,000 and 5,000 rows as .txt and .docx."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.documents import flattened_text, word_document
from benchmarks.docx_rivals import read_row_cells, walk_xml
from benchmarks.generator import make_place, make_rows
from benchmarks.measuring import Work, best_of
from benchmarks.report import LIMIT, Comparison
from loaders import extract_bytes
from loaders.readers.docx import read_docx

_ROOT = Path(__file__).parents[1]
_GROUP = "extraction"
_YEAR = 2021
_LINEAR = 1.2


def measure_extraction(rows: int, seed: int) -> Iterator[Comparison]:
    """Yield the comparisons for the sample, and for a table of so many rows and of a fifth of it."""
    yield from _sample()
    place = make_place(0, seed)
    small, large = (make_rows(place, _YEAR, count, seed) for count in (rows // 5, rows))
    for name, write in ((".txt", flattened_text), (".docx", word_document)):
        yield from _growth(name, write(place, _YEAR, small), write(place, _YEAR, large), rows)
    full = [replace(row, inherited=frozenset()) for row in large]
    yield from _word(word_document(place, _YEAR, large), word_document(place, _YEAR, full), rows)


def _sample() -> Iterator[Comparison]:
    for name in ("taicang-2021-breakdown.txt", "taicang-2021-breakdown.docx"):
        command = [Path(sys.executable).parent / "zerentu", "extract", "--format", "jsonl", _ROOT / "data" / name]
        run = partial(subprocess.run, command, check=True, capture_output=True)
        times = best_of({"zerentu": run}, rounds=7)
        what = f"zerentu extract, whole process, sample {Path(name).suffix}"
        yield Comparison(_GROUP, what, "157", times["zerentu"], LIMIT, 1.0, 1.0)


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
