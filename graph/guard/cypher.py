"""One guard for everybody who gives a statement: the REST API, the command, and what comes later."""

import math
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from graph.errors import StoreError, StoreUrlError
from graph.guard.answers import too_late, too_much, unpack_answer
from graph.guard.limits import Limits
from graph.guard.refusals import GuardBusyError
from graph.guard.rules import Checked, check_statement
from graph.guard.sources import Source, source_of
from graph.guard.workers import Workers
from graph.store.protocol import Cell, Rows, StoreOptions

_GRACE_SECONDS = 1.0
"""A process ends itself at the deadline; after so much more it is killed from outside."""
_ENVELOPE_BYTES = 1_000_000
"""What an answer may have beside its rows: column names."""


class GuardedCypher:
    """Answers statements that only read, each in a process of its own. Safe for use by several threads.

    Nothing is started before the first statement, or ``start``.
    """

    def __init__(self, url: str, options: StoreOptions | None = None, limits: Limits | None = None) -> None:
        self._url, self._options = url, options or StoreOptions()
        self._limits = limits or Limits()
        self._making = threading.Lock()
        self._made: tuple[Source, Workers] | None = None
        self._places = threading.BoundedSemaphore(self._limits.at_once)
        self._running = 0
        self._counting = threading.Lock()
        self._threads = ThreadPoolExecutor(self._limits.at_once + 2, "cypher")
        self._preparing = threading.Lock()

    @property
    def running(self) -> int:
        """How many statements run at the moment."""
        return self._running

    def start(self) -> None:
        """Start the server of processes, and let one open the graph ahead of the first statement."""
        self._threads.submit(self._prepare)

    def ask(self, statement: str, parameters: Mapping[str, Cell] | None = None) -> Rows:
        """Return the rows of a statement; nodes, relationships and paths come as maps, the same from both engines.

        Raises as ``ask_timed`` does.
        """
        return self.ask_timed(statement, parameters)[0]

    def ask_timed(self, statement: str, parameters: Mapping[str, Cell] | None = None) -> tuple[Rows, float]:
        """Return the same, and how many seconds it took: with the checks, without the copying of a changed graph.

        Raises:
            StatementRefusedError: it breaks a rule, or the engine does not understand it.
            StatementTimeoutError: it took longer than it may and was stopped.
            GuardBusyError: as many run as may.
            StoreError: the store is not there.
            StoreUrlError: its address names no engine.
        """
        if not self._places.acquire(blocking=False):
            raise GuardBusyError(self._limits.at_once, math.ceil(self._limits.timeout_seconds / 2))
        self._count(+1)
        began = time.monotonic()
        try:
            source, workers = self._parts()
            checked = check_statement(statement, parameters or {}, source.dialect, self._limits)
            to_check = time.monotonic() - began
            # A graph that has changed is copied first; that is not the statement's time.
            setup = self._setup()
            began = time.monotonic()
            return self._answer(checked, workers, setup), to_check + time.monotonic() - began
        finally:
            self._count(-1)
            self._places.release()

    def close(self) -> None:
        """End all processes, those too that run statements."""
        if self._made:
            self._made[1].close()
        self._threads.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _count(self, more: int) -> None:
        with self._counting:
            self._running += more

    def _parts(self) -> tuple[Source, Workers]:
        """Return where statements are put to and their processes, made with the first statement."""
        with self._making:
            if self._made is None:
                source = source_of(self._url, self._options)
                self._made = source, Workers(source.module)
            return self._made

    def _answer(self, checked: Checked, workers: Workers, setup: Mapping[str, Any]) -> Rows:
        limits = self._limits
        until = time.monotonic() + limits.timeout_seconds
        request = {
            "statement": checked.text,
            "parameters": checked.parameters,
            "seconds": limits.timeout_seconds,
        }
        try:
            most, seconds = limits.answer_bytes + _ENVELOPE_BYTES, limits.timeout_seconds + _GRACE_SECONDS
            packed = workers.ask(setup, request, most, seconds)
        except TimeoutError as error:
            raise too_late(limits) from error
        finally:
            self._prepare_later()
        if not packed:
            raise too_late(limits) if time.monotonic() >= until else too_much(limits)
        return unpack_answer(packed, checked, limits)

    def _setup(self) -> dict[str, Any]:
        source, workers = self._parts()
        return {**source.setup(workers), "limits": asdict(self._limits)}

    def _prepare_later(self) -> None:
        # Who closes meanwhile needs no further process.
        with suppress(RuntimeError):
            self._threads.submit(self._prepare)

    def _prepare(self) -> None:
        """Have one process ready for the next statement; who comes while one is being made needs no other."""
        if self._preparing.acquire(blocking=False):
            try:
                self._parts()[1].prepare(self._setup())
            except (StoreError, StoreUrlError):
                return
            finally:
                self._preparing.release()
