"""Reads the files of a command line, each in a child process with limits, going on past those that cannot be read."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from api.commands.gathering import Gathered, gather
from api.commands.options import GivenFacts, Means
from api.commands.output import complain, working
from graph.errors import InputError, ZerentuError
from loaders import Extraction, Options, Report
from loaders.confined import Limits
from loaders.confined.server import SERVER
from loaders.many import Outcome, extract_many

_BAR = 20


@dataclass(frozen=True, slots=True)
class Hands:
    """What reads: so many processes on this machine, or the cluster of a scheduler; and the limits of each file."""

    limits: Limits
    workers: int
    scheduler: str | None


@dataclass(slots=True)
class Reading:
    """The files to read, the reports of those that were read, and what was wrong with those that could not be."""

    gathered: Gathered
    options: Options
    hands: Hands
    reports: dict[Path, Report] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Path, Extraction]]:
        """Yield each file with what was read from it; a bad one is said on standard error."""
        for folder in self.gathered.empty:
            self._fail(folder, f"{folder}: this folder holds no document that zerentu reads")
        with _executor(self.hands, len(self.gathered.files)) as (executor, in_flight):
            outcomes = extract_many(self.gathered.files, self.options, self.hands.limits, executor, in_flight)
            for file, outcome in self._watched(outcomes):
                if isinstance(outcome, InputError):
                    self._fail(file, str(outcome))
                elif isinstance(outcome, ZerentuError):
                    raise outcome
                else:
                    self.reports[file] = outcome.report
                    yield file, outcome

    @property
    def exit_code(self) -> int:
        """2 where a file that was named cannot be read, 1 where one of a folder cannot, else 0."""
        if not self.failed:
            return 0
        brought = {str(file) for file in self.gathered.from_folders}
        return 1 if self.failed.keys() <= brought else 2

    def left_out(self) -> dict[str, object]:
        """Return, for JSON, the files that could not be read, and what folders hold besides documents."""
        failed = [{"file": file, "error": why} for file, why in self.failed.items()]
        skipped = [{"file": str(file), "reason": why} for file, why in self.gathered.skipped]
        return {"failed": failed, "skipped": skipped}

    def _fail(self, file: Path, why: str) -> None:
        self.failed[str(file)] = why
        complain(f"zerentu: {why}")

    def _watched(self, outcomes: Iterator[tuple[Path, Outcome]]) -> Iterator[tuple[Path, Outcome]]:
        """Yield the outcomes, and show how far the reading is while the next one is waited for."""
        files = self.gathered.files
        for number, file in enumerate(files, start=1):
            with working(f"{_bar(number - 1, len(files))}{number}/{len(files)} reading {file}"):
                outcome = next(outcomes)
            yield outcome


def read_files(named: Sequence[Path], given: GivenFacts, means: Means) -> Reading:
    """Return a reading of the files, and of the documents in the folders, with the facts that the caller gives.

    Raises:
        InputError: a fact or a setting cannot be so, or a fact is that of one document where several are given.
    """
    gathered = gather(named)
    several = len(gathered.files)
    for name in ("number", "title"):
        if getattr(given, name) and several > 1:
            raise InputError(f"--{name} is that of one document, and {several} files are given: load them one by one")
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
    return Reading(gathered, options, _hands(means))


def _hands(means: Means) -> Hands:
    limits, workers, scheduler = Limits(), None, None
    # Pydantic takes longer to import than a document to read, and hardly anybody sets these.
    if any(name.upper().startswith("ZERENTU_READ") for name in os.environ):
        from api.commands.options import Target  # noqa: PLC0415
        from api.commands.stores import read_settings  # noqa: PLC0415

        settings = read_settings(Target()).read
        limits, workers, scheduler = settings.limits(), settings.workers, settings.scheduler
    return Hands(limits, means.workers or workers or os.cpu_count() or 1, means.scheduler or scheduler)


@contextmanager
def _executor(hands: Hands, files: int) -> Iterator[tuple[Executor, int]]:
    """Lend what reads, and say how many files it is to hold at a time."""
    if hands.scheduler:
        # Dask is an extra, and slow to import.
        from api.commands.cluster import cluster_executor  # noqa: PLC0415

        with cluster_executor(hands.scheduler) as (executor, threads):
            yield executor, 2 * threads
        return
    executor = ThreadPoolExecutor(min(hands.workers, max(files, 1)))
    try:
        yield executor, 2 * hands.workers
    except BaseException:
        # Nobody waits for what is still being read when the command ends early.
        SERVER.stop()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _bar(done: int, files: int) -> str:
    """Return a bar in letters, none for a single file."""
    filled = _BAR * done // files
    return f"{'━' * filled}{'╌' * (_BAR - filled)} " if files > 1 else ""


def _check_date(text: str) -> None:
    try:
        is_date = date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_date = False
    if not is_date:
        raise InputError(f"--issued-on takes a date such as 2021-02-07, not {text!r}")
