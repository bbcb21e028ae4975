"""Reads the files of a command line one by one, going on past those that cannot be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from api.commands.options import GivenFacts
from api.commands.output import complain, working
from graph.errors import InputError
from loaders import Extraction, Options, extract_file


@dataclass(slots=True)
class Reading:
    """The files to read, and what was wrong with those that could not be read."""

    files: Sequence[Path]
    options: Options
    failed: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Path, Extraction]]:
        """Yield each file with what was read from it; a bad one is said on standard error."""
        for number, file in enumerate(self.files, start=1):
            try:
                with working(f"{number}/{len(self.files)} reading {file}"):
                    extraction = extract_file(file, self.options)
            except InputError as error:
                self.failed[str(file)] = str(error)
                complain(f"zerentu: {error}")
            else:
                yield file, extraction


def read_files(files: Sequence[Path], given: GivenFacts) -> Reading:
    """Return a reading of the files with the facts that the caller gives.

    Raises:
        InputError: a fact cannot be so, or it names one document where several files are given.
    """
    for name in ("number", "title"):
        if getattr(given, name) and len(files) > 1:
            raise InputError(
                f"--{name} is that of one document, and {len(files)} files are given: load them one by one"
            )
    if given.issued_on:
        _check_date(given.issued_on)
    options = Options(
        jurisdiction=given.jurisdiction or "",
        year=given.year or 0,
        number=given.number or "",
        title=given.title or "",
        kind=given.kind or "",
        issued_on=given.issued_on or "",
    )
    return Reading(files, options)


def _check_date(text: str) -> None:
    try:
        is_date = date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_date = False
    if not is_date:
        raise InputError(f"--issued-on takes a date such as 2021-02-07, not {text!r}")
