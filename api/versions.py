"""The version of the graph: a name for its state that changes with every load, read from the store now and then.

Between two loads the graph does not change, so an answer is a function of version and request. The store is not
asked at every request: what was read counts for a while, and one thread reads for all who wait.
"""

import asyncio
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from graph.errors import ZerentuError
from graph.store import Store

# As one list: as rows of two columns 6,670 documents take twice as long.
_STATEMENT = (
    "MATCH (d:Document) RETURN collect(d.id + ' ' + coalesce(d.load_id, '')) AS loads UNION ALL "
    "MATCH (j:Judgement) RETURN collect(j.id + ' ' + j.decided_at) AS loads"
)
_PACKAGES = ("graph", "loaders", "queries", "api")
_SOURCES = (".py", ".cypher", ".yml", ".css")


def read_version(store: Store) -> str:
    """Return the version of the graph in a store: a digest over each document with its load, and each judgement."""
    rows = cast("list[list[list[str]]]", store.ask(_STATEMENT).rows)
    return sha256("\n".join(sorted(each for (written,) in rows for each in written)).encode()).hexdigest()


@cache
def code_version() -> str:
    """Return a digest of the code that makes the answers: another release may answer the same request otherwise."""
    digest = sha256()
    for package in _PACKAGES:
        _add_sources(digest.update, files(package))
    return digest.hexdigest()


def _add_sources(add: Callable[[bytes], None], folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            _add_sources(add, entry)
        elif entry.name.endswith(_SOURCES):
            add(entry.read_bytes())


class VersionKeeper:
    """Knows the version of the graph, at most ``check_seconds`` old; used by one event loop."""

    def __init__(self, store: Callable[[], Store], check_seconds: float) -> None:
        """Read from what ``store`` returns."""
        self._store = store
        self._check_seconds = check_seconds
        self._version = ""
        self._failure: ZerentuError | None = None
        self._read_at = self._succeeded_at = -math.inf
        self._writes = 0
        self._guard = threading.Lock()
        self._reader = _reader()
        self._begun_at, self._begun_writes = -math.inf, 0
        self._running: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    @property
    def writes(self) -> int:
        """How many times the graph was said to be written."""
        return self._writes

    @property
    def is_store_up(self) -> bool:
        """Whether the last reading succeeded; False before the first one."""
        return self._failure is None and self._succeeded_at > -math.inf

    @property
    def age_seconds(self) -> float:
        """How long ago the version was read last, infinite where it never was."""
        return time.monotonic() - self._succeeded_at

    async def current(self) -> str:
        """Return the version, read anew where the last reading is too old.

        Raises:
            ZerentuError: the store could not be asked.
        """
        now = time.monotonic()
        age = now - self._read_at
        if age >= self._check_seconds:
            is_enough = now - self._begun_at < self._check_seconds and self._begun_writes == self._writes
            await asyncio.shield(self._running if self._running and is_enough else self._begin())
        elif age >= self._check_seconds / 2 and not self._running:
            self._begin()
        return self._known()

    async def reread(self) -> str:
        """Return the version as it is now: from a reading that begins after this call.

        Raises:
            ZerentuError: the store could not be asked.
        """
        await asyncio.shield(self._begin())
        return self._known()

    def forget(self) -> None:
        """Let the next request read the version anew: the graph was written, or is lost; any thread may say so."""
        with self._guard:
            self._writes += 1
            self._read_at = -math.inf

    def close(self) -> None:
        """Wait for a reading that is under way."""
        reader, self._reader = self._reader, _reader()
        reader.shutdown()

    def _known(self) -> str:
        if self._failure:
            raise self._failure.with_traceback(None)
        return self._version

    def _begin(self) -> "asyncio.Task[None]":
        """Return the reading that begins next, which all who want one from now on share."""
        if self._next is None:
            self._next = asyncio.create_task(self._read_in_turn())
        return self._next

    async def _read_in_turn(self) -> None:
        if self._running:
            await asyncio.wait({self._running})
        self._running, self._next = self._next, None
        try:
            await self._read()
        finally:
            self._running = None

    async def _read(self) -> None:
        begun, writes = self._begun_at, self._begun_writes = time.monotonic(), self._writes
        loop = asyncio.get_running_loop()
        try:
            version = await loop.run_in_executor(self._reader, lambda: read_version(self._store()))
        except ZerentuError as error:
            self._failure = error
        else:
            self._version, self._failure, self._succeeded_at = version, None, begun
        with self._guard:
            self._read_at = begun if writes == self._writes else -math.inf


def _reader() -> ThreadPoolExecutor:
    """Return a thread of its own: those of the routes may all be busy for long."""
    return ThreadPoolExecutor(1, thread_name_prefix="version")
