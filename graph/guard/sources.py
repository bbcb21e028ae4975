"""Where guarded statements are put to, by the address of the store: an engine's module, and what it is told."""

import json
import shutil
import threading
from pathlib import Path
from typing import Any, Protocol

from graph.errors import StoreError
from graph.guard.answers import check_not_lost
from graph.guard.snapshots import Version, version_of
from graph.guard.workers import Workers
from graph.store.ledger import Ledger
from graph.store.ledger_check import require_file
from graph.store.protocol import StoreOptions
from graph.store.registry import file_of, scheme_of, split_credentials

_COPY_SECONDS = 120.0
_COPY_BYTES = 10_000


class Source(Protocol):
    """A store that statements are put to; ``module`` has ``warm`` and ``prepare`` for the process of a statement."""

    dialect: str
    module: str

    def setup(self, workers: Workers) -> dict[str, Any]:
        """Return what a process needs to open the graph as it is now.

        Raises:
            StoreError: it is not there.
        """


class LadybugSource:
    """A file, of which a copy is kept for reading and made anew when the file has changed."""

    dialect = "ladybug"
    module = "graph.store.ladybug_guard"

    def __init__(self, url: str) -> None:
        self._graph = file_of(url).resolve()
        self._lock = threading.Lock()
        self._copied: Version = ()
        self._number = 0

    def setup(self, workers: Workers) -> dict[str, Any]:
        """Return the path of a copy that is as the file is."""
        with self._lock:
            version = version_of(self._graph)
            if not version:
                require_file(self._graph, Ledger(self._graph))
                raise StoreError(f"{self._graph}: there is no graph there: load a document first")
            if version != self._copied:
                self._copy(workers)
                self._copied = version
            return {"path": str(self._path(workers, self._number))}

    def _copy(self, workers: Workers) -> None:
        path = self._path(workers, self._number + 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            packed = workers.ask({"source": str(self._graph), "path": str(path)}, {}, _COPY_BYTES, _COPY_SECONDS)
        except TimeoutError as error:
            raise StoreError(f"{self._graph}: copying it for reading takes more than {_COPY_SECONDS:g} s") from error
        if not packed:
            raise StoreError(f"{self._graph}: it cannot be copied")
        check_not_lost(json.loads(packed))
        # Processes that read the copy before keep it until they end.
        shutil.rmtree(self._path(workers, self._number).parent, ignore_errors=True)
        self._number += 1

    def _path(self, workers: Workers, number: int) -> Path:
        # In a folder of its own, since a process may read all that is in it.
        return workers.folder / str(number) / "graph.lbug"


class Neo4jSource:
    """A server, which is signed in to for each statement; ``told`` is its address without secrets, and who signs in."""

    dialect = "neo4j"
    module = "graph.store.neo4j_guard"

    def __init__(self, url: str, options: StoreOptions) -> None:
        address, (user, password) = split_credentials(url, options)
        self.told: dict[str, Any] = {
            "url": address,
            "user": user,
            "password": password,
            "database": options.database,
            "connect_timeout_seconds": options.connect_timeout_seconds,
        }

    def setup(self, workers: Workers) -> dict[str, Any]:
        """Return the address and who signs in."""
        return dict(self.told)


def source_of(url: str, options: StoreOptions) -> Source:
    """Return the source at an address that ``open_store`` takes.

    Raises:
        StoreUrlError: the address names no engine that zerentu knows.
    """
    return LadybugSource(url) if scheme_of(url) == "ladybug" else Neo4jSource(url, options)
