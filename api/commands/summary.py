"""What became of each file of a folder: a table for people at the end, or a line beside records."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from api.commands.output import complain, say
from api.commands.reading import Reading

FAILED = "failed"
_COLUMNS = ("file", "outcome", "tasks", "findings", "error")


def print_summary(reading: Reading, outcomes: Mapping[Path, str] | None = None) -> None:
    """Print what became of each file, where a folder was named; ``outcomes`` is by file, where it is more than read."""
    if not reading.gathered.has_folders:
        return
    # Rich takes a while to import.
    from api.commands.tables import print_table  # noqa: PLC0415

    outcomes = outcomes or {}
    rows: list[tuple[object, ...]] = []
    for file in (*reading.gathered.empty, *dict.fromkeys(reading.gathered.files)):
        report = reading.reports.get(file)
        if report:
            rows.append((str(file), outcomes.get(file, "read"), report.tasks, len(report.findings), ""))
        elif str(file) in reading.failed:
            rows.append((str(file), FAILED, None, None, reading.failed[str(file)].removeprefix(f"{file.name}: ")))
    print_table(_COLUMNS, rows)
    counts = Counter(str(row[1]) for row in rows)
    say("\n".join([_total(len(rows), counts, reading), *reading.gathered.skipped_lines()]))


def complain_summary(reading: Reading) -> None:
    """Say on standard error how many files were read, where a folder was named and records are on standard output."""
    if reading.gathered.has_folders:
        counts = Counter({"read": len(reading.reports), FAILED: len(reading.failed)})
        lines = [_total(counts.total(), counts, reading), *reading.gathered.skipped_lines()]
        complain("\n".join(lines))


def _total(files: int, counts: Mapping[str, int], reading: Reading) -> str:
    said = [f"{count} {outcome}" for outcome, count in counts.items() if count]
    said += [f"{len(reading.gathered.skipped)} skipped"] if reading.gathered.skipped else []
    return f"files: {files} ({', '.join(said)})" if said else f"files: {files}"
