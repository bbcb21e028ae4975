"""The load ledger: a file beside an embedded graph that says which loads were acknowledged.

    {"done": true,"event":"load","document":"320585:…","load_id":…,"title":…,"sha256":…,"tasks":157,…,"at":…}
    {"done": true,"event":"unload","document":"320585:…","at":…}

A line of JSON an event, only ever added. Each is written before the graph's commit, as begun (``false``), and marked
as done in its place after it, before the caller hears of the load: so a full disk refuses the load while it can still
be undone, and a process that dies in between leaves a line that claims nothing; whether such a load is in, the graph
says. The last line may be torn by a crash and then counts as not written.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.errors import StoreError

SUFFIX = ".ledger"
"""What the name of the graph file is followed by."""

LOADED, REMOVED = ("load", "found"), ("unload", "given-up")
"""Events: written by a load; found in the graph, unknown before; taken out; lost, and the loss was accepted."""

_BEGUN, _DONE = b'{"done":false,', b'{"done": true,'
_CURE = "move it away, then a new one is made from what the graph holds"


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to a document; of one that was only found, the nodes and relationships are not counted."""

    event: str
    document: str
    load_id: str = ""
    title: str = ""
    source: str = ""
    sha256: str = ""
    tasks: int = 0
    responsibilities: int = 0
    nodes: int | None = None
    relationships: int | None = None
    at: str = ""

    @property
    def name(self) -> str:
        """The document as a message speaks of it: its title, cut to a line, and its id."""
        title = " ".join(self.title.split())
        return f"《{title[:60]}》 ({self.document})" if title else self.document


class Ledger:
    """The ledger of one graph file. Written by the one process that has the graph open to write, a thread at a time."""

    def __init__(self, graph: Path) -> None:
        """Read the one beside ``graph``; there need be none.

        Raises:
            StoreError: it cannot be read, or a line of it is damaged.
        """
        self.path = graph.with_name(graph.name + SUFFIX)
        self._claims: dict[str, Entry] = {}
        self._earlier: dict[str, set[str]] = defaultdict(set)
        self._begun: dict[str, set[str]] = defaultdict(set)
        self._doubted: set[str] = set()
        self._waiting: list[Entry] = []
        self._size = self._end = 0
        for is_done, entry in self._lines():
            self._take(entry) if is_done else self._take_begun(entry)

    @property
    def is_there(self) -> bool:
        """Whether anything was ever written to it."""
        return self._size > 0

    @property
    def claims(self) -> Mapping[str, Entry]:
        """What was acknowledged and so has to be in the graph, by document."""
        return {document: entry for document, entry in self._claims.items() if document not in self._doubted}

    @property
    def doubted(self) -> frozenset[str]:
        """The documents whose removal was begun and may have been done."""
        return frozenset(self._doubted)

    def is_earlier(self, document: str, load_id: str) -> bool:
        """Say whether a load of a document was replaced by another since, and no load has begun to put it back."""
        return load_id in self._earlier[document] and load_id not in self._begun[document]

    def knows(self, document: str, load_id: str) -> bool:
        """Say whether this load of a document is what was acknowledged last."""
        claim = self._claims.get(document)
        return claim is not None and claim.load_id == load_id and document not in self._doubted

    @contextmanager
    def noting(self, entry: Entry) -> Iterator[None]:
        """Write an entry as begun, let the caller commit, and mark it as done.

        An entry whose commit failed stays as begun, since nobody may know whether it did.

        Raises:
            StoreError: it cannot be written; or, after the commit, it cannot be marked.
        """
        self._write_waiting()
        with self._written(entry):
            yield

    def note(self, entries: Iterable[Entry]) -> None:
        """Write what is so already; where that fails, it is tried again before the next entry."""
        self._waiting += entries
        with suppress(StoreError):
            self._write_waiting()

    def _write_waiting(self) -> None:
        while self._waiting:
            with self._written(self._waiting[0]):
                pass
            del self._waiting[0]

    @contextmanager
    def _written(self, entry: Entry) -> Iterator[None]:
        # A removal, and the return of an earlier load, would look like a loss where nothing tells that they were begun.
        is_urgent = entry.event in REMOVED or entry.load_id in self._earlier[entry.document]
        stamped = replace(entry, at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"))
        with self._translated("nothing was written"):
            place = self._append(stamped, is_urgent)
        self._take_begun(stamped)
        yield
        with self._translated("the graph was written; do the same once more, which changes nothing"):
            self._mark(place)
        self._take(stamped)

    def _lines(self) -> Iterator[tuple[bool, Entry]]:
        try:
            text = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise StoreError(f"{self.path}: the ledger cannot be read: {error.strerror}") from error
        self._size, self._end = text.rfind(b"\n") + 1, len(text)
        for number, line in enumerate(text[: self._size].splitlines(), start=1):
            yield line.startswith(_DONE), self._entry(line, number)

    def _entry(self, line: bytes, number: int) -> Entry:
        try:
            said: dict[str, Any] = json.loads(line)
            entry = Entry(**{each.name: said[each.name] for each in fields(Entry) if each.name in said})
        except (ValueError, TypeError, AttributeError) as error:
            raise StoreError(f"{self.path}, line {number}: the ledger is damaged: {_CURE}") from error
        if entry.event not in LOADED + REMOVED or not line.startswith((_BEGUN, _DONE)):
            raise StoreError(f"{self.path}, line {number}: the ledger is damaged or of a newer zerentu: {_CURE}")
        return entry

    def _take(self, entry: Entry) -> None:
        """Let an entry that is done count."""
        document, before = entry.document, self._claims.pop(entry.document, None)
        if before and before.load_id != entry.load_id:
            self._earlier[document].add(before.load_id)
        if entry.event in LOADED:
            self._claims[document] = entry
            self._earlier[document].discard(entry.load_id)
        self._begun.pop(document, None)
        self._doubted.discard(document)

    def _take_begun(self, entry: Entry) -> None:
        if entry.event in REMOVED:
            self._doubted.add(entry.document)
        else:
            self._begun[entry.document].add(entry.load_id)

    def _append(self, entry: Entry, is_urgent: bool) -> int:
        """Add an entry as begun, and return where its line begins."""
        said = {name: value for name, value in asdict(entry).items() if value}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        line, place, is_new = _BEGUN + text[1:] + b"\n", self._size, not self._size
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            if os.fstat(file).st_size != self._end:
                raise OSError(0, "it was changed or replaced while it was in use: open the graph again")
            try:
                os.ftruncate(file, place)
                _write(file, line, place)
                if is_urgent or is_new:
                    os.fsync(file)
            except OSError:
                # What was written of it would pass for a torn line; without it the next one has its room.
                with suppress(OSError):
                    os.ftruncate(file, place)
                    self._end = place
                raise
        finally:
            os.close(file)
        if is_new:
            _keep_name(self.path)
        self._size = self._end = place + len(line)
        return place

    def _mark(self, place: int) -> None:
        file = os.open(self.path, os.O_WRONLY)
        try:
            _write(file, _DONE, place)
            os.fsync(file)
        finally:
            os.close(file)

    @contextmanager
    def _translated(self, outcome: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self.path}: the ledger cannot be written: {error.strerror}; {outcome}") from error


def _write(file: int, data: bytes, place: int) -> None:
    while data:
        written = os.pwrite(file, data, place)
        data, place = data[written:], place + written


def _keep_name(path: Path) -> None:
    """Make sure that a new file is still in its folder after the power fails."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
