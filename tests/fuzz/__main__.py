"""Fuzz one reader for so many seconds: ``python -m tests.fuzz SUFFIX [SECONDS] [FOLDER]``.

An input that anything but a ``ZerentuError`` of one line comes out of, that takes more than 5 s of CPU or that breaks
what ``tests.loaders.test_fuzz`` asks of every extraction is kept in the folder, one for each place in the code; the
run goes on. A process that dies or needs more than 500 MB beside its own ends it (libFuzzer keeps the input).
"""

import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

import atheris  # type: ignore[import-untyped]  # it has no types

_SUFFIX = f".{sys.argv[1].lstrip('.')}" if len(sys.argv) > 1 else ".txt"

# pdfminer is where a PDF is taken apart; of the other formats that is done in C.
with atheris.instrument_imports(include=["loaders", "graph", *(["pdfminer"] if _SUFFIX == ".pdf" else [])]):
    from graph.errors import ZerentuError
    from loaders.confined import extract_bytes_confined
    from tests.fuzz.mutations import Mutator, mutate_bytes, mutate_package, mutate_text
    from tests.fuzz.seeds import seeds
    from tests.loaders.test_fuzz import check

_MUTATORS = {".docx": mutate_package, ".xlsx": mutate_package, ".ods": mutate_package, ".xls": mutate_bytes}
_MUTATORS |= {".pdf": mutate_bytes}
_MOST_SECONDS = 5
_MOST_MB = 500 + 250
_LARGEST = 100_000


def say(line: str) -> None:
    """Print a line at once: libFuzzer may end the process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class TooSlowError(Exception):
    """Reading takes more CPU than it may."""


class Run:
    """One run: what was executed and found."""

    def __init__(self, suffix: str, seconds: float, folder: Path) -> None:
        """Start the clock."""
        self.suffix, self.folder = suffix, folder
        self.started = time.monotonic()
        self.until = self.started + seconds
        self.outcomes: Counter[str] = Counter()
        self.found: dict[str, int] = {}

    def one(self, data: bytes) -> None:
        """Read one input and keep it if what comes out may not."""
        if time.monotonic() > self.until:
            self.end()
        name = f"x{self.suffix}"
        signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
        try:
            if self.suffix == ".xls":
                self._confined(data, name)
            else:
                check(data, name)
            self.outcomes["read or refused"] += 1
        except Exception as error:  # this is what is looked for
            self._keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _confined(self, data: bytes, name: str) -> None:
        """Read where calamine may end the process; a fault that nobody foresaw is said by the child."""
        try:
            extract_bytes_confined(data, name)
        except ZerentuError as error:
            assert "\n" not in str(error)
            assert "reading it failed" not in str(error), str(error)

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/loaders/" in frame.filename and "/tests/" not in frame.filename]
        last = (ours or frames)[-1]
        place = f"{type(error).__name__}-{Path(last.filename).stem}-{last.name}-{last.lineno}"
        self.outcomes[place] += 1
        path = self.folder / f"{place}{self.suffix}"
        if len(data) < self.found.get(place, _LARGEST + 1):
            self.found[place] = len(data)
            path.write_bytes(data)
            said = "".join(traceback.format_exception_only(error)).strip()[:300]
            say(f"FOUND {place} {len(data)} bytes: {said}")

    def end(self) -> None:
        """Say what was done, and end the process: libFuzzer gives nothing back."""
        seconds = time.monotonic() - self.started
        say(f"{self.suffix}: {self.outcomes.total()} executions in {seconds:.0f} s; {dict(self.outcomes)}")
        os._exit(0)


def stop(_: int, __: FrameType | None) -> None:
    """End a reading that takes too long."""
    raise TooSlowError


def main() -> None:
    """Fuzz until the time is over."""
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 180
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="fuzz"))
    corpus = Path(tempfile.mkdtemp(prefix="seeds"))
    for number, data in enumerate(seeds(_SUFFIX)):
        (corpus / f"{number}{_SUFFIX}").write_bytes(data)
    run = Run(_SUFFIX, seconds, folder)
    signal.signal(signal.SIGPROF, stop)
    mutator: Mutator = _MUTATORS.get(_SUFFIX, mutate_text)
    limits = [f"-max_len={_LARGEST}", "-timeout=60", f"-rss_limit_mb={_MOST_MB}", "-len_control=0"]
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.argv[0], *limits, f"-artifact_prefix={folder}/", "-verbosity=0", str(corpus)]
    atheris.Setup(command, run.one, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
