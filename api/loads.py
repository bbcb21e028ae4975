"""Loads of uploaded documents: some at a time, others wait, and each is a job that can be asked after.

A document is read in a child process with limits, as ``zerentu load`` reads it, and written in one transaction. What
is under way when the service stops is finished or not begun, and said to be interrupted.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from api.access.audit import AuditLog, Caller, Entry
from api.access.service_file import ServiceFile
from api.audited import audited
from api.jobs import Job, JobBook, Json, State
from api.judging import load_judged
from api.loading import load_json
from api.problems import (
    DocumentHeldError,
    InterruptedLoadError,
    TooManyLoadsError,
    WrongParameterError,
    describe,
    problem_name,
)
from graph.errors import InputError
from graph.store import Changes, Store
from loaders import Extraction, Options
from loaders.confined import Limits, extract_bytes_confined
from loaders.confined.server import SERVER

_LOG = logging.getLogger(__name__)
_GRACE_SECONDS = 20.0
"""How long a stop waits for a document that is being written; then the engine undoes it."""
_STATES: Mapping[str, State] = {"failed": "failed", "interrupted": "interrupted"}
"""What a job is after such an outcome; after any other it is done."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it was uploaded, under the name that it is to be cited by."""

    name: str
    data: bytes
    options: Options


@dataclass(frozen=True, slots=True)
class Terms:
    """How many documents are loaded at a time, how many may wait, and what reading one may take."""

    at_once: int
    waiting: int
    read: Limits


class Loads:
    """Loads documents into the store that ``store`` lends, and takes them out."""

    def __init__(self, store: Callable[[], Store], file: ServiceFile, jobs: JobBook, terms: Terms) -> None:
        self._store = store
        self._file = file
        self._jobs = jobs
        self._log = AuditLog(file)
        self._terms = terms
        self._executor = ThreadPoolExecutor(terms.at_once, thread_name_prefix="load")
        self._places = threading.BoundedSemaphore(terms.at_once + terms.waiting)
        self._guard = threading.Lock()
        self._held: set[str] = set()
        self._running: dict[str, tuple[Future[dict[str, Any]], Caller]] = {}
        self._reading = 0
        self._is_closing = False

    def expect(self) -> None:
        """Let the process that reads start while the document is still on its way."""
        SERVER.start()

    def begin(self, upload: Upload, caller: Caller) -> tuple[str, "Future[dict[str, Any]]"]:
        """Let a document be loaded, and return the job with what will come of it.

        Raises:
            TooManyLoadsError: as many load and wait as may.
            InterruptedLoadError: the service is being stopped.
            ServiceFileError: the log cannot be written.
        """
        self._take_place()
        try:
            with self._file.writing() as connection:
                job = self._jobs.begin(connection, upload.name)
                self._log.add_within(connection, Entry("load", "begun", job=job, source=upload.name), caller)
            with self._guard:
                future = self._submit(lambda: self._load(job, upload, caller))
                self._running[job] = (future, caller)
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(lambda _: self._forget(job))
        return job, future

    def read(self, upload: Upload) -> "Future[Extraction]":
        """Let a document be read and not written.

        Raises:
            TooManyLoadsError: as many load and wait as may.
            InterruptedLoadError: the service is being stopped.
        """
        self._take_place()
        try:
            future = self._submit(lambda: self._extract(upload))
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(lambda _: self._places.release())
        return future

    def unload(self, document: str, caller: Caller) -> Changes:
        """Take a document out.

        Raises:
            DocumentHeldError: it is being loaded.
            NotFoundError: the graph holds no such document.
            StoreError: the store is not there.
        """
        begun = Entry("unload", "begun", document)
        with self._holding(document):
            return audited(
                self._log,
                begun,
                caller,
                lambda: self._store().unload(document),
                lambda _: [replace(begun, outcome="done")],
            )

    def settle(self) -> None:
        """Write down that the jobs of a service that ended without a word were interrupted."""
        for job in self._jobs.lost():
            self._end_interrupted(job, Caller(name="zerentu serve"))

    def close(self) -> None:
        """Stop: what waits or is being read is interrupted, what is being written is waited for."""
        with self._guard:
            self._is_closing = True
            running = dict(self._running)
            is_reading = self._reading > 0
        if is_reading:
            SERVER.stop()
        self._executor.shutdown(wait=False, cancel_futures=True)
        begun = [future for future, _ in running.values() if not future.cancelled()]
        done = wait(begun, _GRACE_SECONDS).done
        for job, (future, caller) in running.items():
            found = self._jobs.find(job) if future not in done else None
            if found:
                self._end_interrupted(found, caller)

    def _take_place(self) -> None:
        self._go_on()
        if not self._places.acquire(blocking=False):
            most = self._terms.at_once + self._terms.waiting
            raise TooManyLoadsError(f"{most} documents are being loaded or wait: try again in a moment")

    def _submit(self, work: Callable[[], Any]) -> "Future[Any]":
        try:
            return self._executor.submit(work)
        except RuntimeError as error:
            raise InterruptedLoadError("the service is being stopped: try again when it is back") from error

    def _forget(self, job: str) -> None:
        with self._guard:
            self._running.pop(job, None)
        self._places.release()

    def _load(self, job: str, upload: Upload, caller: Caller) -> dict[str, Any]:
        """Load a document and return what was written; whatever comes of it stands in the book and in the log."""
        document: str | None = None
        try:
            self._jobs.step(job, "reading")
            extraction = self._extract(upload)
            document = extraction.facts.document
            with self._holding(document):
                self._jobs.step(job, "writing", document)
                result = load_judged(self._store(), extraction)
        except Exception as error:
            self._end_failed(Entry("load", "failed", document, job=job, source=upload.name), caller, error)
            raise
        loaded = {**load_json(upload.name, result, extraction.report), "load_id": result.load_id}
        self._end(Entry("load", result.outcome, document, result.load_id, job, upload.name), caller, loaded)
        return loaded

    def _extract(self, upload: Upload) -> Extraction:
        with self._guard:
            self._reading += 1
        try:
            self._go_on()
            return extract_bytes_confined(upload.data, upload.name, upload.options, self._terms.read)
        except InputError as error:
            # The child was ended with the service; nothing is wrong with the document.
            self._go_on()
            if type(error) is InputError:
                raise WrongParameterError("jurisdiction", str(error)) from error
            raise
        finally:
            with self._guard:
                self._reading -= 1

    def _go_on(self) -> None:
        if self._is_closing:
            raise InterruptedLoadError("the service was stopped before the document was written: upload it again")

    @contextmanager
    def _holding(self, document: str) -> Iterator[None]:
        """Keep other writers of this service off a document."""
        with self._guard:
            self._go_on()
            if document in self._held:
                raise DocumentHeldError(f"{document} is being written at this moment: try again when that has ended")
            self._held.add(document)
        try:
            yield
        finally:
            with self._guard:
                self._held.discard(document)

    def _end_failed(self, entry: Entry, caller: Caller, error: Exception) -> None:
        if self._is_closing and not isinstance(error, InterruptedLoadError):
            error = InterruptedLoadError(f"the service was stopped: {error}")
        name = problem_name(error)
        if name == "internal":
            _LOG.error("loading %s failed", entry.source, exc_info=error)
        outcome = "interrupted" if isinstance(error, InterruptedLoadError) else "failed"
        problem = describe(error, f"/jobs/{entry.job}").model_dump(exclude_none=True)
        self._end(replace(entry, outcome=outcome, detail=name), caller, problem)

    def _end_interrupted(self, job: Job, caller: Caller) -> None:
        error = InterruptedLoadError("the service was stopped before the load had ended: upload the document again")
        problem = describe(error, f"/jobs/{job.id}").model_dump(exclude_none=True)
        entry = Entry("load", "interrupted", job.document, job=job.id, source=job.source, detail=problem_name(error))
        self._end(entry, caller, problem)

    def _end(self, entry: Entry, caller: Caller, answer: Json) -> None:
        """Write down how a load ended, in its job and in the log."""
        state = _STATES.get(entry.outcome, "done")
        self._log.end(entry, caller, lambda connection: self._jobs.end(connection, str(entry.job), state, answer))
