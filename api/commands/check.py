"""``zerentu check``: reads drafts as a supervision office would, and says what it would ask about."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from api.commands.check_page import check_page
from api.commands.check_sarif import as_sarif
from api.commands.checked import Checked, Selection
from api.commands.files import whole_file
from api.commands.options import CheckFormat, CheckPrinting, GivenFacts, Means
from api.commands.output import json_text, say
from api.commands.reading import Reading, read_files
from api.commands.summary import complain_summary
from graph.errors import InputError
from loaders.checks.rules import titled

_SUFFIXES = {".json": CheckFormat.JSON, ".sarif": CheckFormat.SARIF, ".html": CheckFormat.HTML}
_COLUMNS = ("severity", "rule", "task", "place", "finding")


def check_files(
    files: Sequence[Path], given: GivenFacts, means: Means, selection: Selection, printing: CheckPrinting
) -> None:
    """Print what is found in the files, going on past a bad one.

    The exit code is 2 where a file that was named is bad, 1 where there is a finding or a file of a folder is bad.
    """
    form, output = _format(printing), printing.output
    reading = read_files(files, given, means)
    checked = [Checked(file, extraction, selection.of(extraction.report)) for file, extraction in reading]
    if form is CheckFormat.TABLE:
        _print_tables(checked)
    elif output:
        with whole_file(output) as file:
            file.write((_text(form, checked, reading) + "\n").encode("utf-8", "backslashreplace"))
    else:
        sys.stdout.write(_text(form, checked, reading) + "\n")
    complain_summary(reading)
    found = any(each.findings for each in checked)
    if reading.exit_code or found:
        raise typer.Exit(max(reading.exit_code, 1))


def _format(printing: CheckPrinting) -> CheckFormat:
    """Return the format asked for, else the one that the suffix of the file to write names, else a table."""
    form, output = printing.form, printing.output
    if printing.as_json and form not in (None, CheckFormat.JSON):
        raise InputError("--json is the same as --format json, and goes with no other format")
    if form is None:
        suffix = output.suffix.lower() if output else ""
        form = CheckFormat.JSON if printing.as_json else _SUFFIXES.get(suffix, CheckFormat.TABLE)
    if output and form is CheckFormat.TABLE:
        raise InputError(f"{output}: a table is for the screen; give --format json, sarif or html with --output")
    return form


def _text(form: CheckFormat, checked: Sequence[Checked], reading: Reading) -> str:
    if form is CheckFormat.HTML:
        return check_page(checked, reading.failed)
    if form is CheckFormat.SARIF:
        return json_text(as_sarif(checked, reading.failed))
    return json_text({"documents": [each.to_json() for each in checked], **reading.left_out()})


def _print_tables(checked: Sequence[Checked]) -> None:
    # Rich takes a while to import, and the other formats do not need it.
    from api.commands.tables import print_table  # noqa: PLC0415

    for each in checked:
        say(f"{each.file}: {each.extraction.facts.document} {each.extraction.facts.title}")
        if each.findings:
            rows = [(one.severity, one.rule, one.task, one.place, one.message) for one in each.findings]
            print_table(_COLUMNS, rows)
        say("\n".join(_totals(each)))


def _totals(checked: Checked) -> list[str]:
    """Return how many findings there are, and how many of each rule, with its title in both languages."""
    counts = Counter(finding.rule for finding in checked.findings)
    warnings = sum(finding.severity == "warning" for finding in checked.findings)
    tasks = len(checked.extraction.records)
    lines = [f"{tasks} tasks, {len(checked.findings)} findings, of which warnings {warnings}"]
    titles = {name: f"{titled(name).zh} / {titled(name).en}" for name in counts}
    return lines + [f"  {name}: {count} ({titles[name]})" for name, count in counts.items()]
