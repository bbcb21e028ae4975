"""Jobs: loads that somebody may ask after, kept in the service file so that a restart does not forget them."""

import json
import os
import secrets
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from api.access.service_file import ServiceFile, insert, now, written

Json = Mapping[str, Any]
State = Literal["waiting", "reading", "writing", "done", "failed", "interrupted"]
STATES: tuple[State, ...] = get_args(State)
UNFINISHED: tuple[State, ...] = ("waiting", "reading", "writing")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands; ``result`` or ``problem`` is there when it has ended."""

    id: str
    state: State
    source: str
    document: str | None
    created_at: str
    ended_at: str | None = None
    result: Json | None = None
    problem: Json | None = None


class JobBook:
    """The jobs in a service file. One whose process is gone was interrupted."""

    def __init__(self, file: ServiceFile, keep_days: int) -> None:
        self._file = file
        self._keep = timedelta(days=keep_days)
        self._process = _name_of(os.getpid())

    def begin(self, connection: sqlite3.Connection, source: str) -> str:
        """Write down a job that waits, in a transaction of the caller's, and return its id; old ones are dropped."""
        job = secrets.token_hex(16)
        connection.execute("DELETE FROM jobs WHERE ended_at < ?", (written(datetime.now(UTC) - self._keep),))
        row = {"id": job, "process": self._process, "state": "waiting", "source": source, "created_at": now()}
        insert(connection, "jobs", row)
        return job

    def step(self, job: str, state: State, document: str | None = None) -> None:
        """Write down how far a job is."""
        with self._file.writing() as connection:
            connection.execute("UPDATE jobs SET state = ?, document = ? WHERE id = ?", (state, document, job))

    def end(self, connection: sqlite3.Connection, job: str, state: State, answer: Json | None) -> bool:
        """Write down how a job ended, in a transaction of the caller's; False where it had ended before."""
        column = "result" if state == "done" else "problem"
        done = connection.execute(
            f"UPDATE jobs SET state = ?, ended_at = ?, {column} = ? WHERE id = ? AND ended_at IS NULL",  # noqa: S608
            (state, now(), json.dumps(answer, ensure_ascii=False) if answer else None, job),
        )
        return done.rowcount > 0

    def lost(self) -> list[Job]:
        """Return the jobs that are written down as under way and whose process is gone."""
        marks = ", ".join("?" * len(UNFINISHED))
        rows = self._file.rows(f"SELECT * FROM jobs WHERE state IN ({marks})", *UNFINISHED)  # noqa: S608 - marks
        return [job for job in map(_job, rows) if job.state == "interrupted"]

    def find(self, job: str) -> Job | None:
        """Return a job as it stands now, None where there is none."""
        rows = self._file.rows("SELECT * FROM jobs WHERE id = ?", job)
        return _job(rows[0]) if rows else None


def _job(row: sqlite3.Row) -> Job:
    state, result, problem = row["state"], row["result"], row["problem"]
    if state in UNFINISHED and not _is_alive(row["process"]):
        state = "interrupted"
    return Job(
        row["id"],
        state,
        row["source"],
        row["document"],
        row["created_at"],
        row["ended_at"],
        json.loads(result) if result else None,
        json.loads(problem) if problem else None,
    )


def _is_alive(process: str) -> bool:
    """Say whether a process of this machine still runs."""
    number = int(process.partition("-")[0])
    if number == os.getpid() or sys.platform == "win32":
        return process == _name_of(number)
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process == _name_of(number)


def _name_of(process: int) -> str:
    """Return a name that no later process of the same number has, where the system says when it began."""
    began = ""
    with suppress(OSError, IndexError):
        # The second field may hold spaces and brackets; the 22nd is the start.
        began = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    return f"{process}-{began}"
