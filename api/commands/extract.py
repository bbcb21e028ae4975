"""``zerentu extract``: the records of documents as a table, JSON lines or CSV. Nothing is written to a store."""

import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

import typer

from api.commands.files import whole_file
from api.commands.options import Format, GivenFacts, Means, Printing
from api.commands.outline import held_none, print_outline
from api.commands.output import complain, print_json, say
from api.commands.reading import Reading, read_files
from api.commands.reports import report_lines
from api.commands.spreadsheets import write_csv
from api.commands.summary import complain_summary, print_summary
from api.loading import extraction_json
from graph.errors import InputError
from loaders import Assignment, Extraction

_ABOVE = "↑"
_SUFFIXES = {".csv": Format.CSV, ".jsonl": Format.JSONL}
_CSV_COLUMNS = (
    "id", "annex", "row", "headings", "title", "content", "requirement", "leaders", "owners", "supports",
    "deadline", "inherited", "place", "notes",
)  # fmt: skip


def print_records(files: Sequence[Path], given: GivenFacts, means: Means, printing: Printing) -> None:
    """Print what is read from the files, going on past a bad one; exit code 2 where there was one, 1 in a folder."""
    form = _format(printing)
    reading = read_files(files, given, means)
    if printing.as_json:
        print_json(_all_as_json(reading))
    elif form is Format.TABLE:
        _print_tables(reading)
        print_summary(reading)
    else:
        if printing.output:
            _write(printing.output, form, _reported(reading, printing.report))
        else:
            _write_records(sys.stdout, form, _reported(reading, printing.report))
        complain_summary(reading)
    if reading.exit_code:
        raise typer.Exit(reading.exit_code)


def _format(printing: Printing) -> Format:
    """Return the format asked for, else the one that the suffix of the file to write names, else a table."""
    form, output = printing.form, printing.output
    if printing.as_json and (form or output):
        raise InputError("--json goes neither with --format nor with --output; for a file, take --format jsonl")
    if form is None:
        form = _SUFFIXES.get(output.suffix.lower() if output else "", Format.TABLE)
    if output and form is Format.TABLE:
        raise InputError(f"{output}: a table is for the screen; give --format csv or --format jsonl with --output")
    return form


def _all_as_json(reading: Reading) -> dict[str, object]:
    return {"documents": [extraction_json(str(file), extraction) for file, extraction in reading], **reading.left_out()}


def _reported(reading: Reading, report: bool) -> Iterable[Extraction]:
    """Yield what was read; say on standard error what holds no task, and each report where it is asked for."""
    for file, extraction in reading:
        yield extraction
        if extraction.sections:
            complain(held_none(file, extraction))
        if report:
            complain("\n".join([f"{file}: {extraction.facts.document}", *report_lines(extraction.report)]))


def _write(output: Path, form: Format, extractions: Iterable[Extraction]) -> None:
    """Write to a file; CSV begins with the mark by which Excel knows UTF-8."""
    encoding = "utf-8-sig" if form is Format.CSV else "utf-8"
    extractions = list(extractions)
    if not extractions:
        return
    with whole_file(output) as file:
        text = io.TextIOWrapper(file, encoding=encoding, errors="backslashreplace", newline="")
        _write_records(text, form, extractions)
        text.flush()
        text.detach()


def _write_records(file: TextIO, form: Format, extractions: Iterable[Extraction]) -> None:
    records = ((each.facts.document, record) for each in extractions for record in each.records)
    if form is Format.CSV:
        write_csv(file, _CSV_COLUMNS, (_csv_row(document, record) for document, record in records))
        return
    for document, record in records:
        file.write(json.dumps(record.to_json(document), ensure_ascii=False) + "\n")


def _csv_row(document: str, record: Assignment) -> list[object]:
    cells = record.to_json(document) | {"place": str(record.locator), "headings": " / ".join(record.headings)}
    return [cells[name] for name in _CSV_COLUMNS]


def _print_tables(reading: Reading) -> None:
    # Rich takes a while to import, and JSON lines do not need it.
    from api.commands.tables import print_table  # noqa: PLC0415

    columns = ("task", "headings", "content", "leaders", "owners", "supports", "notes")
    for file, extraction in reading:
        say(f"{file}: {extraction.facts.document} {extraction.facts.title}")
        if extraction.sections:
            print_outline(extraction.sections)
            say(held_none(file, extraction))
        else:
            print_table(columns, [_table_row(record) for record in extraction.records])
            say(f"{_ABOVE} continues a merged cell above")
        say("\n".join(report_lines(extraction.report)))


def _table_row(record: Assignment) -> list[str]:
    duties = [_duty(record, role) for role in ("leaders", "owners", "supports")]
    content = "\n".join(text for text in (record.title, record.content, record.requirement, record.deadline) if text)
    return [f"{record.annex}.{record.row}", " / ".join(record.headings), content, *duties, "\n".join(record.notes)]


def _duty(record: Assignment, role: str) -> str:
    duties = record.duties.get(role, ())
    return "\n".join((f"{_ABOVE} " if duty.inherited else "") + "、".join(duty.names) for duty in duties)
