"""The audit log: who wrote what and when, and who tried to without being allowed. Entries are only ever added."""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from api.access.errors import ServiceFileError
from api.access.service_file import ServiceFile, insert, now

_LOG = logging.getLogger(__name__)

COMMAND = "zerentu key"
"""Who acts where nobody came over the network: who may run the command on this machine."""
Action = Literal["load", "unload", "judge", "withdraw", "create-key", "revoke-key", "request"]
Outcome = Literal[
    "begun", "new", "replaced", "unchanged", "withdrawn", "rewritten", "done", "failed", "interrupted", "refused"
]
FILTERS = ("action", "outcome", "key", "document")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the id and name of the key, and the address that the request came from."""

    key: str | None = None
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done or tried: a load has one entry when it begins and one when it ends."""

    action: Action
    outcome: str
    document: str | None = None
    load_id: str | None = None
    job: str | None = None
    source: str | None = None
    detail: str = ""


class AuditLog:
    """The entries in a service file."""

    def __init__(self, file: ServiceFile) -> None:
        self._file = file

    def add(self, entry: Entry, caller: Caller) -> None:
        """Add an entry.

        Raises:
            ServiceFileError: it cannot be written, so what it tells of must not be done.
        """
        with self._file.writing() as connection:
            self.add_within(connection, entry, caller)

    def add_within(self, connection: sqlite3.Connection, entry: Entry, caller: Caller | None = None) -> None:
        """Add an entry in the transaction that does what it tells of."""
        who = asdict(caller or Caller(name=COMMAND))
        row = {"at": now(), **who, **asdict(entry), "detail": entry.detail[:_LONGEST]}
        insert(connection, "audit", row)

    def end(
        self,
        entry: Entry,
        caller: Caller,
        closes: Callable[[sqlite3.Connection], bool] = lambda connection: True,
        through: Sequence[Entry] = (),
    ) -> None:
        """Add how an act ended, after what it did on the way (``through``).

        Nothing is added unless ``closes`` says in the same transaction that nothing was said of its end before. What
        was written to the graph is written, so a service file that fails here is only logged.
        """
        try:
            with self._file.writing() as connection:
                if closes(connection):
                    for each in (*through, entry):
                        self.add_within(connection, each, caller)
        except ServiceFileError:
            _LOG.exception("how a write ended is not in the audit log: %s", entry)

    def page(self, limit: int, offset: int, wanted: Mapping[str, str]) -> tuple[int, list[dict[str, Any]]]:
        """Return how many entries have the wanted values, and a page of them, the newest first."""
        names = [name for name in FILTERS if name in wanted]
        where = " AND ".join(f"{name} = ?" for name in names) or "TRUE"
        values = [wanted[name] for name in names]
        counted = self._file.rows(f"SELECT count(*) FROM audit WHERE {where}", *values)  # noqa: S608 - names of ours
        statement = f"SELECT * FROM audit WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608 - names of ours
        total = counted[0][0] if counted else 0
        return total, [dict(row) for row in self._file.rows(statement, *values, limit, offset)]
