"""A graph file that is open in this process: its free connections, one writer at a time, its ledger and text index.

Within a process all stores on one file share one ``ladybug.Database``, since a second one would not see the writes of
the first. A connection serves one thread at a time; free ones wait in a pool. The file must not be opened by anything
else in this process: closing any handle on it would give the lock away.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from graph.errors import StoreBusyError, StoreError, StoreLossError
from graph.store.ladybug_connection import Connection
from graph.store.ladybug_opening import open_database
from graph.store.ladybug_quirks import MOST_CONNECTIONS, keep_open
from graph.store.ladybug_schema import require_schema
from graph.store.ladybug_texts import LadybugView
from graph.store.ledger import Ledger
from graph.store.ledger_check import reconcile, unreadable
from graph.store.protocol import StoreOptions
from graph.store.room import bytes_for_log, require_room
from graph.store.text_index import TextIndex


class GraphFile:
    """A database file that is open in this process, with its free connections and one writer at a time."""

    _opened: ClassVar[dict[tuple[int, Path], "GraphFile"]] = {}
    _opening = threading.Lock()

    def __init__(self, path: Path, options: StoreOptions) -> None:
        self.path = path
        self.read_only = options.read_only
        self.texts = TextIndex(path, read_only=options.read_only)
        self._stores = 1
        self._closed = False
        self._guard = threading.Lock()
        self._writer = threading.Lock()
        self._free: list[Connection] = []
        self._lent: list[Connection] = []
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._patience_seconds = options.transaction_timeout_seconds
        self._is_log_torn = False
        self._database = open_database(path, options)
        try:
            # Read again now that nobody else writes to it.
            self.ledger = Ledger(path)
            with self.connection() as connection:
                self._reconcile(connection, options)
                require_schema(connection.run, path, options.read_only)
        except BaseException:
            self._close()
            raise

    @classmethod
    def open(cls, path: Path, options: StoreOptions) -> "GraphFile":
        """Return the open file at ``path``, opened now or shared with an earlier store of this process."""
        # A fork inherits this table but not the lock on the file, so it has to open the file itself.
        key = (os.getpid(), path.resolve())
        with cls._opening:
            file = cls._opened.get(key)
            if file is None:
                file = cls._opened[key] = cls(key[1], options)
            elif file.read_only and not options.read_only:
                raise StoreBusyError(f"{path} is open read-only in this process: close that store before writing")
            else:
                file._stores += 1
            return file

    def release(self) -> None:
        """Close the file when its last store lets go."""
        with self._opening:
            self._stores -= 1
            if self._stores == 0:
                self._opened.pop((os.getpid(), self.path), None)
                self._close()

    @contextmanager
    def connection(self) -> "Iterator[Connection]":
        """Lend a connection that nobody else uses meanwhile; a worn one is not lent again."""
        if not self._places.acquire(timeout=self._patience_seconds):
            raise StoreBusyError(f"{self.path}: all {MOST_CONNECTIONS} connections are in use: try again")
        try:
            with self._guard:
                if self._closed:
                    raise StoreError(f"{self.path}: the store is closed")
                connection = self._free.pop() if self._free else Connection(self._database, self.path)
                self._lent.append(connection)
            try:
                yield connection
            finally:
                with self._guard:
                    self._lent.remove(connection)
                    if connection.is_worn and not self._closed:
                        connection.close()
                    else:
                        self._free.append(connection)
        finally:
            self._places.release()

    @contextmanager
    def writing(self, needed_bytes: int) -> "Iterator[Connection]":
        """Lend a connection in a transaction that is rolled back unless it is committed.

        Raises:
            StoreError: there is not so much room on the disk.
        """
        with self._writer, self.connection() as connection:
            require_room(self.path, needed_bytes)
            self._mend_log(connection)
            connection.run("BEGIN TRANSACTION")
            try:
                yield connection
            except BaseException:
                connection.roll_back()
                raise
            finally:
                self._is_log_torn = self._is_log_torn or connection.has_torn_log
                connection.has_torn_log = False

    @contextmanager
    def view(self) -> Iterator[LadybugView]:
        """Show one state of the graph, whatever is written meanwhile."""
        with self.connection() as connection:
            connection.run("BEGIN TRANSACTION READ ONLY")
            try:
                yield LadybugView(connection.run)
            finally:
                connection.roll_back()

    def _mend_log(self, connection: "Connection") -> None:
        """Put all that is in memory into the graph's own file, and begin the log anew, where it was torn."""
        if self._is_log_torn:
            # What breaks off for want of room here, ladybug cannot open again.
            require_room(self.path, bytes_for_log(self.path))
            connection.run("CHECKPOINT")
            self._is_log_torn = False

    def _mend_at_last(self) -> None:
        if self._is_log_torn:
            with self.connection() as connection:
                self._mend_log(connection)

    def _reconcile(self, connection: "Connection", options: StoreOptions) -> None:
        try:
            reconcile(self.path, self.ledger, connection.run, self.read_only, options.accept_loss)
        except StoreLossError:
            raise
        except StoreError as error:
            # The first reading of all that was loaded.
            raise unreadable(self.path, self.ledger, error) from error

    def _close(self) -> None:
        with suppress(StoreError):
            self._mend_at_last()
        with self._guard:
            self._closed = True
            for connection in self._lent + self._free:
                connection.close()
            # To close it would write to the log once more, and where that fails end the process.
            keep_open(self._database) if self._is_log_torn else self._database.close()
        # After the connections: a search that is under way holds the index and ends with an error of its connection.
        self.texts.close()
