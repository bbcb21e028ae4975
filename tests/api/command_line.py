"""Runs ``zerentu`` for the tests: in this process, or as the script that users have."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from api.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "taicang-2021-breakdown.txt"
SAMPLE_DOCX = ROOT / "data" / "taicang-2021-breakdown.docx"
REPORT = ROOT / "data" / "taicang-2022-report.txt"
NO_TABLE = ROOT / "tests" / "api" / "prose.txt"
ROWS = ROOT / "data" / "rows.jsonl"
SCRIPT = Path(sys.executable).with_name("zerentu")
DOCUMENT = "320585:太政发〔2021〕9号"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    def fails(self, code: int, *words: str) -> None:
        """Assert the exit code, and one or two lines on standard error that have the words; never a traceback."""
        assert self.code == code, self.err
        assert 1 <= len(self.err.splitlines()) <= 2, self.err
        assert "Traceback" not in self.err
        for word in words:
            assert word in self.err


def clean_environment(**more: str) -> dict[str, str]:
    # The workers of xdist say how wide a terminal is that there is not.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZERENTU_") and name != "COLUMNS"}
    return kept | more


def zerentu(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Ended:
    """Run a command line in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    with (
        patch.dict(os.environ, clean_environment(**(environment or {})), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = main([str(argument) for argument in arguments])
    return Ended(code, _text(out), _text(err))


def script(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Ended:
    """Run the installed script as a process of its own."""
    done = subprocess.run(
        [SCRIPT, *arguments], capture_output=True, env=clean_environment(**(environment or {})), timeout=60, check=False
    )
    return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.detach()
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
